"""Fit the parsed HTML of a book to paper: headings one level deeper, dead links and letters made plain.

It works on the tree after the sanitiser and can only take away or replace by text, never add markup from
content. Whatever is lost is returned, so that the report can name it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from fontTools.ttLib import TTFont

Loss = dict[str, str]

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
REACHABLE = ("http://", "https://", "mailto:", "tel:")
LIKENESSES = str.maketrans("↩⏎➜➔➡➤✅❌✘☒❗", "↑↑→→→→✔✗✗✗!")
"""Signs without a glyph of ours that have one of the same sense."""

VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))

WIDE = 72
"""Letters of small type that a line of A5 holds."""
CELL_GAP = 2

CLASS_SIGNS = {"class-badge--typical": "●", "class-badge--complex": "◆", "class-badge--conflict": "▲"}
"""A drawn shape would be a figure without words; set as a letter it is read with its word."""

INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
    }
    | {"span", "strong", "sub", "sup", "u", "var"}
)

LISTS = ("dl", "ul", "ol")

INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}
"""Unicode categories that need no glyph of their own."""


def fit_tree(root: Element, faces: Collection[Path]) -> Iterator[Loss]:
    """Change the tree in place and yield what was lost, one `kind` with its facts at a time."""
    for article in root.iter("article"):
        deepen_headings(article)
        letter_badges(article)
        free_spaces(article)
        make_room_for_limits(article)
    for element in root.iter():
        if element.tag in LISTS:
            close_gaps(element)
        elif element.tag == "table" and widest_line(element) > WIDE:
            element.set("class", f"{element.get('class', '')} table--wide".strip())
    yield from settle_links(root)
    yield from spell_letters(root, glyphs_of(faces))


def deepen_headings(article: Element) -> None:
    """Put the document's headings below its chapter's, leaving no level out; the first is its title."""
    above = 1
    for heading in [element for element in article.iter() if element.tag in HEADINGS]:
        if above == 1:
            above = 2
            heading.set("class", "document-title")
        else:
            above = max(3, min(HEADINGS.index(str(heading.tag)) + 2, above + 1, 6))
        heading.tag = f"h{above}"


def letter_badges(article: Element) -> None:
    """Set the shape of a situation's class as a letter of our fonts."""
    for badge in article.iter("p"):
        signs = [CLASS_SIGNS[name] for name in badge.get("class", "").split() if name in CLASS_SIGNS]
        for shape in [child for child in badge if str(child.tag).endswith("svg")] if signs else []:
            shape.clear()
            shape.tag, shape.text = "span", f"{signs[0]} "


def make_room_for_limits(article: Element) -> None:
    """Name the steps with more than a number in the margin, so that the next step keeps its distance."""
    for step in article.iter("li"):
        margin = step.find("div[@class='step-margin']")
        if margin is not None and len(margin) > 1:
            step.set("class", f"{step.get('class', '')} step--limited")


def free_spaces(article: Element) -> None:
    """Set the space before an inline element by itself.

    WeasyPrint 70 breaks a line after the first word of a text whose last space alone hangs over the end of
    the line (`split_first_line`: the text fits, its width with the space does not).
    """
    for parent in list(article.iter()):
        above: Element | None = None
        for child in list(parent):
            words = (parent.text if above is None else above.tail) or ""
            if child.tag in INLINE and words.endswith((" ", "\n")) and words.strip():
                space = Element("span")
                space.text = " "
                parent.insert(list(parent).index(child), space)
                if above is None:
                    parent.text = words.rstrip()
                else:
                    above.tail = words.rstrip()
            above = child


def widest_line(table: Element) -> int:
    """Return how many letters a row needs at least, if no word is broken."""
    columns: dict[int, int] = {}
    for row in table.iter("tr"):
        for place, cell in enumerate(row):
            longest = max((len(word) for word in "".join(cell.itertext()).split()), default=0)
            columns[place] = max(columns.get(place, 0), longest + CELL_GAP)
    return sum(columns.values())


def close_gaps(items: Element) -> None:
    """Take out the white space between the items of a list, which would be tagged as text."""
    items.text = None if (items.text or "").isspace() else items.text
    for item in items:
        item.tail = None if (item.tail or "").isspace() else item.tail


def settle_links(root: Element) -> Iterator[Loss]:
    """Point links between documents (`slug`, `slug#id`) into the book; of those to nowhere leave the words.

    A place that is spelled a little differently is found; of an unknown place only the document is kept.
    """
    own = [name for element in root.iter() if (name := element.get("id"))]
    names = {_plain(name): name for name in own} | {name: name for name in own}
    for link in list(root.iter("a")):
        address = link.get("href")
        if address is None or address.startswith(REACHABLE):
            continue
        slug, _, place = address.partition("#")
        target = names.get(place or slug) or names.get(_plain(place or slug))
        if target is None:
            target = names.get(slug)
            yield {"kind": "place" if target or not slug else "file", "address": address[:200]}
        if target is None:
            link.tag = "span"
            del link.attrib["href"]
        else:
            link.set("href", f"#{target}")


def _plain(name: str) -> str:
    """Return a name as far as sites that make anchors from headings agree about it."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


def glyphs_of(faces: Collection[Path]) -> frozenset[int]:
    """Return the code points that at least one of the font files can draw."""
    found: set[int] = set()
    for path in faces:
        with TTFont(path, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)


def spell_letters(root: Element, glyphs: Collection[int]) -> Iterator[Loss]:
    """Write the name of a character that no font of ours can draw, in brackets, in its place."""
    missing: Counter[str] = Counter()
    for element in root.iter():
        if element.text and not element.text.isascii():
            element.text = _spelled(element.text, glyphs, missing)
        if element.tail and not element.tail.isascii():
            element.tail = _spelled(element.tail, glyphs, missing)
    for letter, count in sorted(missing.items()):
        name = unicodedata.name(letter, "unknown").lower()
        yield {"kind": "letter", "letter": f"U+{ord(letter):04X} {name}", "count": str(count)}


def _spelled(text: str, glyphs: Collection[int], missing: Counter[str]) -> str:
    return "".join(_drawable(letter, glyphs, missing) for letter in text.translate(LIKENESSES))


def _drawable(letter: str, glyphs: Collection[int], missing: Counter[str]) -> str:
    if ord(letter) in glyphs or letter in "\n\t":
        return letter
    category = unicodedata.category(letter)
    if category in INVISIBLE or letter in VARIATION_SELECTORS:
        return " " if category == "Zs" else ""
    missing[letter] += 1
    return f"[{unicodedata.name(letter, f'U+{ord(letter):04X}').lower()}]"
