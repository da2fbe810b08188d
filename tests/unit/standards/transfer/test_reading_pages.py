"""Web pages as they come, and the Markdown that becomes of them."""

import pytest

from app.language.checking import check_document
from app.language.company import Company
from app.language.document import parse_document
from app.rendering.context import Context
from app.rendering.pages import render_document
from app.rendering.plain_text import plain_text
from standards.transfer.html_tree import MOST_DEPTH, decoded
from standards.transfer.inline_writing import Place
from standards.transfer.losses import Losses
from standards.transfer.page_reading import page_as_markdown
from tests.uploads import page

CONFLUENCE = """\
# Beschwerden

Jede Beschwerde zählt. [Der Anruf](Anruf_123.md), Plan.

## Regeln

> [!warning] Achtung
>
> Erst zuhören.

- ☑ Angerufen
- Offen

![Der Schein](attachments/1/schein.png) (Lächeln)

| Fall | Frist |
| --- | --- |
| Kratzer | • 1 Tag<br>• 2 Tage |
|  | 3 |

```
a | b < c
```
"""
GOOGLE = """\
# Anrufe annehmen

Melden Sie sich **immer** mit ***Namen*** .[^1]

## Ablauf

- Begrüßen
    - Firma
    - Name
- Zuhören

[Quelle](https://example.org/a?b=c) ![](images/image1.png)

[^1]: Der Nachname genügt.
"""


def markdown_of(html: str, *files: str, losses: Losses | None = None) -> str:
    place = Place("page.html", {"Anruf_123.html": "Anruf_123.md"}, frozenset(files))
    return page_as_markdown(html, place, losses or Losses())


def codes(html: str, *files: str) -> dict[str, int]:
    losses = Losses()
    markdown_of(html, *files, losses=losses)
    return losses.counts


def test_a_page_of_confluence_comes_without_what_stands_around_its_text() -> None:
    files = ("attachments/1/schein.png", "attachments/1/plan.pdf", "Anruf_123.html")
    assert markdown_of(page("confluence"), *files) == CONFLUENCE
    assert codes(page("confluence"), *files) == {
        "active": 1,
        "media": 1,
        "attachment": 1,
        "merged_cells": 1,
        "deep_list": 1,
    }


def test_a_document_of_google_keeps_emphasis_deeper_lists_notes_and_real_addresses() -> None:
    assert markdown_of(page("google"), "images/image1.png") == GOOGLE


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>one<br>two</p>", "one  \ntwo\n"),
        ("<p> a <b> bold </b>word</p>", "a **bold** word\n"),
        ("<p><b>a<br>b</b></p>", "**a**  \n**b**\n"),
        ("<p><b></b><i> </i>x</p>", "x\n"),
        ("<p><b><strong>a</strong></b></p>", "**a**\n"),
        ("text <p>more</p> rest", "text\n\nmore\n\nrest\n"),
        ("<h1>T</h1><h1>A</h1><h2>B</h2>", "# T\n\n## A\n\n### B\n"),
        ("<h2><b>Bold</b> title</h2>", "## Bold title\n"),
        ("<title>From the head</title><p>x</p>", "# From the head\n\nx\n"),
        ("<ol start=3><li>c<li>d</ol>", "3. c\n4. d\n"),
        ("<ul><li><p>a</p><p>b</p><li>c</ul>", "- a\n\n    b\n\n- c\n"),
        ("<ul><li>a<ol><li>b</ol></ul>", "- a\n    1. b\n"),
        ("<blockquote><p>a</p><ul><li>b</ul></blockquote>", "> a\n>\n> - b\n"),
        ("<pre>a\n  ```\nb</pre>", "````\na\n  ```\nb\n````\n"),
        ("<p><code>a`b</code></p>", "``a`b``\n"),
        ("<dl><dt>Term<dd>Sense</dl>", "Term\n:   Sense\n"),
        ("<hr><p>a</p><hr><p>b</p><hr>", "a\n\n---\n\nb\n"),
        ("<p>H<sub>2</sub>O <kbd>Esc</kbd> <del>old</del></p>", "H<sub>2</sub>O <kbd>Esc</kbd> <s>old</s>\n"),
        ('<a href="https://e.org/a">https://e.org/a</a>', "<https://e.org/a>\n"),
        ('<a href="https://e.org/a (b)">x</a>', "[x](<https://e.org/a%20(b)>)\n"),
        ('<a href="mailto:a@b.de">Eva</a>', "[Eva](mailto:a@b.de)\n"),
        ('<a href="Anruf_123.html#x"><b>Anruf</b></a>', "[**Anruf**](Anruf_123.md#x)\n"),
        ("<table><tr><td><p>only</p></td></tr></table>", "only\n"),
        ("<table><tr><td>a|b<td></tr><tr><td>c<td>d</table>", "| a\\|b |  |\n| --- | --- |\n| c | d |\n"),
        ("<table><tr><th colspan=2>a<th>b<tr><td>c<td>d<td>e</table>",
         "| a |  | b |\n| --- | --- | --- |\n| c | d | e |\n"),
        ("<details><summary>More</summary><p>a</p></details>", "**More**\n\na\n"),
        ('<span style="font-weight:bold">a</span> <span style="font-style: italic">b</span>', "**a** *b*\n"),
        ("<p>a&nbsp;b&amp;c &amp;lt; 5 &lt; 6</p>", "a\xa0b&c &amp;lt; 5 &lt; 6\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_each_thing_has_one_form(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


@pytest.mark.parametrize(
    "words",
    [
        "# no heading",
        "> no quote",
        "- no list",
        "+ no list",
        "* no list",
        "1. no list",
        "12) no list",
        "::: b2c",
        ":::",
        ": no definition",
        "--- no rule ---",
        "---",
        "===",
        "~~~ no code",
        "``` no code",
        "| no | table |",
        "[[no-link]]",
        "![[no-embed]]",
        "[no](https://link)",
        "![no](pictures/x.webp)",
        "[^1]: no note",
        "*[HTML]: no abbreviation",
        "[no]: https://definition",
        "<script>alert(1)</script>",
        "<b>no tag</b>",
        "*no* _emphasis_ **at** __all__",
        "snake_case_words",
        "`no code`",
        "&amp; &lt; &#65;",
        "\\*",
        "a {#id .class}",
        "[!say] no mark",
        "- [ ] no task",
        "→ end",
        "1. Ask {#x}",
        "C:\\Users\\Eva",
        "!\\[x](y)",
    ],
)
def test_words_that_look_like_signs_are_shown_as_they_were(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    for html in (f"<p>{escaped}</p>", f"<p>Before<br>{escaped}</p>", f"<ul><li>{escaped}</li></ul>",
                 f"<table><tr><th>a<th>{escaped}</tr></table>", f"<h2>{escaped}</h2>"):  # fmt: skip
        markdown = "Opening.\n\n" + markdown_of(html)
        document = parse_document("kind: standard\ntitle: T\nlanguage: en", markdown, slug="it")
        errors = [finding.code for finding in check_document(document, Company.empty())]
        assert set(errors) <= {"heading.skipped"}, (html, markdown)
        shown = plain_text(str(render_document(document, Context()).html))
        assert words.replace("  ", " ") in shown.replace("\n", " ") or words in shown, (html, markdown)


@pytest.mark.parametrize(
    ("html", "lost"),
    [
        ('<a href="javascript:alert(1)">x</a>', {}),
        ('<a href="file:///etc/passwd">x</a>', {}),
        ('<a href="missing.html">x</a>', {"link": 1}),
        ('<a href="/wiki/x">x</a>', {"link": 1}),
        ('<a href="#part">x</a>', {"inner_link": 1}),
        ('<img src="https://e.org/a.png" alt="x">', {"picture_elsewhere": 1}),
        ('<img src="//e.org/a.png" alt="x">', {"picture_elsewhere": 1}),
        ('<img src="../../etc/passwd" alt="x">', {"picture_missing": 1}),
        ("<form><input name=a>x</form>", {"active": 1}),
        ("x<svg><script>1</script></svg>", {"active": 1, "chart": 1}),
        ("x<video src=a></video>", {"media": 1}),
        ("<u>x</u>", {"underline": 1}),
        ("<table><tr><td>x<td><table><tr><td>y<td>z</table></table>", {"nested_table": 1}),
    ],
)
def test_what_is_lost_is_counted_and_its_words_stay(html: str, lost: dict[str, int]) -> None:
    losses = Losses()
    markdown = markdown_of(html, losses=losses)
    assert losses.counts == lost
    assert "x" in markdown
    for hostile in ("javascript", "etc", "<script", "<svg", "e.org"):
        assert hostile not in markdown
    for loss in losses.all():
        assert "%(" not in loss.text(str)


def test_a_page_in_another_encoding_is_read_as_it_says() -> None:
    assert decoded("ä".encode()) == ("ä", 0)
    assert decoded(b"\xef\xbb\xbf\xc3\xa4") == ("ä", 0)
    assert decoded("ä".encode("utf-16")) == ("ä", 0)
    assert decoded(b'<meta charset="iso-8859-1">\xe4')[0].endswith("ä")
    assert decoded(b"\xe4\x80") == ("ä€", 0)
    assert decoded(b'<meta charset="made-up">\xe4')[0].endswith("ä")


def test_a_page_that_is_far_too_deep_keeps_its_words() -> None:
    depth = 4 * MOST_DEPTH
    assert markdown_of("<blockquote>" * depth + "deep" + "</blockquote>" * depth).endswith("deep\n")
    lists = markdown_of("<ul><li>" * depth + "deep")
    assert "deep" in lists


def test_the_same_note_twice_and_a_note_that_nobody_wrote_do_no_harm() -> None:
    html = (
        '<p>a<sup><a id="r1" href="#n1">1</a></sup> b<sup><a id="r2" href="#n2">2</a></sup>'
        ' c<a href="#nowhere">3</a></p><ol><li id="n1"><p>One <a href="#r1">↑</a></p></li>'
        '<li id="n2"><p>Two <a href="#r2">↑</a></p></li></ol>'
    )
    assert markdown_of(html) == "a[^1] b[^2] c3\n\n[^1]: One\n\n[^2]: Two\n"
