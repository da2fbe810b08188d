"""Fitting a cut text to the documents that are there.

Links, embeds, targets, numbers, definitions, header.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from app.language.cutting import Cut
from app.language.definitions import orphans
from app.language.editing import Edit
from app.language.header_writing import write_header
from app.language.links import PlacedLink
from app.language.presence import embeds_rightly
from app.language.tree import Choice, Step, StepTarget, Target, UnknownTarget
from app.language.words import Kind

ANOTHER: Final[Mapping[str, Mapping[Kind | None, str]]] = MappingProxyType(
    {
        "de": {
            Kind.SITUATION: "eine andere Situation",
            Kind.STANDARD: "ein anderer Standard",
            Kind.SCRIPT: "ein anderer Textbaustein",
            None: "ein anderes Dokument",
        },
        "en": {
            Kind.SITUATION: "another situation",
            Kind.STANDARD: "another standard",
            Kind.SCRIPT: "another script",
            None: "another document",
        },
        "nb": {
            Kind.SITUATION: "en annen situasjon",
            Kind.STANDARD: "en annen standard",
            Kind.SCRIPT: "en annen tekstmodul",
            None: "et annet dokument",
        },
    }
)
"""What a link without words to an absent document becomes, by the language of the text it stands in."""

GONE: Final = "?"
"""What the target of a way becomes whose step is not there; the checker reports it."""

_TYPED_TARGET = re.compile(r"#?([^\s{}]+)")
_NUMBER = re.compile(r"(\s*)(\d{1,9})(?=[.)])")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Hold the text of a document in an edition.

    `lines` has for each line of the body the line it had before.
    """

    header_text: str
    body: str
    lines: tuple[int, ...]


def fit(cut: Cut, slug: str, present: Mapping[str, Cut], every: Mapping[str, Cut]) -> Fitted:
    """Return the text of a document that is there, with nothing in it of those that are not."""
    _drop_embeds(cut, present, every)
    for first, last in (
        orphans(cut.parsed.source, cut.editing.is_dropped) if any(cut.editing.is_dropped) else ()
    ):
        cut.editing.drop(first, last)
    for placed in cut.parsed.links:
        _fit_link(cut, placed, slug, present, every)
    if cut.numbers:
        _fit_steps(cut)
    lines, origins = cut.editing.result()
    numbers = tuple(cut.parsed.source.number(index) for index in origins)
    return Fitted(_header_text(cut, slug, present), "\n".join(lines), numbers)


def _drop_embeds(cut: Cut, present: Mapping[str, Cut], every: Mapping[str, Cut]) -> None:
    kept = {
        embed.line for embed in cut.embeds if embed.slug in present and embeds_rightly(cut, embed.slug, every)
    }
    for embed in cut.document.embeds:
        if embed.line not in kept:
            cut.editing.drop(cut.index(embed.line), cut.index(embed.line))


def _fit_link(
    cut: Cut, placed: PlacedLink, slug: str, present: Mapping[str, Cut], every: Mapping[str, Cut]
) -> None:
    link = placed.link
    target = present.get(link.slug or slug)
    if target is not None:
        _fit_anchor(cut, placed, target, link.slug or slug)
        return
    kind = every[link.slug].document.header.kind if link.slug in every else None
    words = link.words or ANOTHER.get(cut.document.header.language, ANOTHER["en"])[kind]
    column = placed.column - placed.has_mark
    before = cut.parsed.source.raw[placed.index][:column]
    text = _harmless(words) if not before.strip(" \t>") else words
    cut.editing.edits.append(Edit(placed.index, column, placed.length + placed.has_mark, text))


def _fit_anchor(cut: Cut, placed: PlacedLink, target: Cut, slug: str) -> None:
    anchor = placed.link.anchor
    is_long = placed.column + placed.length > len(cut.parsed.source.raw[placed.index])
    number = target.numbers.get(anchor)
    if number is not None and anchor not in target.named:
        new = f"#{number}"
    elif anchor in target.gone_anchors:
        new = ""
    else:
        new = f"#{anchor}" if anchor else ""
    if new == (f"#{anchor}" if anchor else "") and not is_long:
        return
    words = f"|{placed.link.words}" if placed.link.words else ""
    cut.editing.edits.append(Edit(placed.index, placed.column, placed.length, f"[[{slug}{new}{words}]]"))


def _harmless(words: str) -> str:
    """Return words that begin a line in such a way that they begin nothing of Markdown or ours."""
    if not words or words[0].isalpha():
        return words
    return f"&#{ord(words[0])};{words[1:]}"


def _fit_steps(cut: Cut) -> None:
    """Give the steps that are left their new numbers, and so the targets that lead to them."""
    source = cut.parsed.source
    for _, algorithm in cut.parsed.algorithms:
        for step in algorithm.steps:
            index = cut.index(step.line)
            if not cut.is_left(index):
                continue
            if marker := _NUMBER.match(source.raw[index]):
                number = str(cut.numbers[step.id])
                cut.editing.edits.append(Edit(index, marker.start(2), len(marker[2]), number))
            for choice in step.choices:
                _fit_target(cut, choice.target, _place_of(cut, choice))
            if step.target is not None:
                _fit_target(cut, step.target, _own_place_of(cut, step))


def _place_of(cut: Cut, choice: Choice) -> tuple[int, int]:
    return cut.index(choice.target_line), choice.column - 1


def _own_place_of(cut: Cut, step: Step) -> tuple[int, int]:
    return cut.index(step.target_line), step.target_column - 1


def _fit_target(cut: Cut, target: Target, place: tuple[int, int]) -> None:
    index, column = place
    typed = _TYPED_TARGET.match(cut.parsed.source.raw[index], column)
    if typed is None or not isinstance(target, StepTarget | UnknownTarget):
        return
    if isinstance(target, UnknownTarget) or target.step_id not in cut.numbers:
        new = GONE
    elif typed[0].startswith("#"):
        new = f"#{target.step_id}" if target.step_id in cut.named else f"#{cut.numbers[target.step_id]}"
    else:
        new = str(cut.numbers[target.step_id])
    if new != typed[0]:
        cut.editing.edits.append(Edit(index, column, len(typed[0]), new))


def _header_text(cut: Cut, slug: str, present: Mapping[str, Cut]) -> str:
    """Return the header of a text in an edition: nothing in it names what is not there, comments are gone."""
    header = cut.document.header
    return write_header(
        replace(
            header,
            slug=slug,
            variants=(cut.variant,),
            standards=tuple(name for name in header.standards if name in present),
            translation_of=header.translation_of if header.translation_of in present else "",
            edition=cut.variant,
        )
    )
