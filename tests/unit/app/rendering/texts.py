"""Sources and small drivers that the tests of this room share."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from app.language.document import Document, parse_source
from app.language.tree import Algorithm
from app.rendering.context import Context
from app.rendering.markdown import render_passages
from app.rendering.pages import Rendered, render_document
from app.rendering.passages import Link, Scope, TextPassage

SITUATION = """---
kind: situation
title: Das Fenster passt nicht
slug: fenster
language: de
summary: Aufmaß und Lieferung stimmen nicht überein.
class: conflict
stage: receipt
contact_point: handover
concern: complaint
channels: [phone]
departments: [fitting]
---
Der Kunde meldet, dass das Fenster nicht passt.

## Worauf es ankommt

Ruhig bleiben.[^1] Siehe [[messbericht]].

::: algorithm {otherwise="An die **Schichtleitung** übergeben"}
1. Zuhören, {{Name}} nennen. {#listen}
   > [!say] Ich verstehe das, {{Name}}.
   > [!avoid] Nicht unsere Schuld.
   > [!why] Wer gehört wurde, ist bereit.
2. Liegt der Lieferschein vor? {#note .hard within="2 min"}
   - ja → #explain
   - nein → [[ohne-papiere]]
   - weiß nicht → #visit
3. Kunden besuchen. {#visit repeat="15 min" while="er wartet"}
   → #explain
4. Messbericht erläutern. {#explain}
   ![[messbericht]]
   → end: Kunde stimmt zu
:::

- Grüßt sofort. {#greet .criterion impact=high area=handling}

::: dialogue good
Kunde: Es passt nicht!
Mitarbeiterin: Das tut mir leid.
:::

::: dialogue bad
Kunde: Es passt nicht!
Mitarbeiterin: Na und?
:::

::: quiz
1. Was kommt zuerst? {pass}
   - [ ] Rechnen
   - [x] Zuhören
   > Erst hören, dann lösen.
:::

[^1]: Das ist die *Note*.
"""

SCRIPT = """---
kind: script
title: Messbericht erläutern
slug: messbericht
language: de
wording: own-words
---
So wird er erklärt.

> [!say] Der Wert ist {{Uw}}.

::: channel phone
> [!say] Ich lese den Wert vor.
:::
"""

OTHER = """---
kind: situation
title: Reklamation ohne Unterlagen
slug: ohne-papiere
language: de
class: typical
stage: receipt
---
Es fehlt der Lieferschein.
"""


def corpus(*sources: str) -> dict[str, Document]:
    documents = [parse_source(source) for source in sources]
    return {document.slug: document for document in documents}


ALL = corpus(SITUATION, SCRIPT, OTHER)


def rendered(source: str, context: Context | None = None, **changes: object) -> Rendered:
    base = context or Context(documents=ALL)
    return render_document(parse_source(source), replace(base, **changes))  # type: ignore[arg-type]


def block(text: str, scope: Scope | None = None, **labels: str) -> str:
    """Return the HTML of one passage."""
    return str(render_passages([TextPassage(text)], [scope or SCOPE], labels).passages[0].html)


def inline(text: str) -> str:
    return str(render_passages([TextPassage(text, is_inline=True)], [SCOPE], {}).passages[0].html)


SCOPE = Scope(
    "s-", {"anger": Link("anger", "Anger & rage"), "anger#calm": Link("anger#s-calm", "Anger & rage")}
)

HOSTILE_TAGS = frozenset(
    [
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "form",
        "input",
        "button",
        "math",
        "link",
        "meta",
        "base",
        "noscript",
        "template",
        "textarea",
        "img",
        "video",
    ]
)


class _Danger(HTMLParser):
    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []
        self._prefix = prefix
        self._drawing = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HOSTILE_TAGS:
            self.found.append(tag)
        for name, value in attrs:
            self._look(tag, name, value or "")

    def _look(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") or name in {"style", "srcset", "src", "formaction", "xlink:href", "action"}:
            self.found.append(f"{tag} {name}")
        if (
            name == "href"
            and ":" in value.split("/", maxsplit=1)[0]
            and not value.startswith(("http", "mailto:", "tel:"))
        ):
            self.found.append(f"{tag} {name}={value}")
        if name == "id":
            self.ids.append(value)
            if not value.startswith(self._prefix):
                self.found.append(f"id {value}")


def dangers(html: str, prefix: str = "s-") -> list[str]:
    """Return what in the HTML could act or clobber, ids that stand twice included."""
    parser = _Danger(prefix)
    parser.feed(html)
    parser.close()
    return parser.found + [f"twice {each}" for each in set(parser.ids) if parser.ids.count(each) > 1]


ROOT = Path(__file__).parents[4]


def algorithm(steps: str) -> Algorithm:
    """Return the algorithm of steps as they are written."""
    found = parse_source(f"---\nkind: situation\n---\nx\n\n::: algorithm\n{steps}\n:::\n").algorithm
    return found or Algorithm("", (), 1, 1)
