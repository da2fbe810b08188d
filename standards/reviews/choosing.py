"""Choosing which approved texts go together into an edition: a function of values.

An edition has one text for each document. An approval holds for a document with exactly the texts that it
embeds, so two approvals may ask for different texts of the same script. Embedded documents are settled first,
the innermost before those that embed them: each gets its newest approved text with which every document that
contains it keeps an approval, else the one with which most do. What then has no approval left stays out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from standards.reviews.wholes import Whole


@dataclass(frozen=True, slots=True)
class Chosen:
    """The wholes that go together, by document, and the documents whose approvals contradict the others."""

    wholes: Mapping[int, Whole]
    contradicted: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Option:
    whole: Whole
    texts: Mapping[int, str]

    def agrees(self, document_id: int, text: str) -> bool:
        return self.texts.get(document_id, text) == text


def choose(approved: Iterable[Whole], published: Collection[int] = ()) -> Chosen:
    """Return the newest approved texts that go together.

    Where not all documents can stay, those that were `published` do rather than others.
    """
    options = _options(approved)
    documents = frozenset(options)
    for document_id, containing in _innermost_first(options):
        _settle(document_id, containing, options, frozenset(published))
    wholes = {key: found[0].whole for key, found in options.items() if found}
    return Chosen(wholes, documents - frozenset(wholes))


def _options(approved: Iterable[Whole]) -> dict[int, list[_Option]]:
    """Return what each document can be taken in, the newest first.

    Who approves a whole approves each part of it in that revision, so parts are options of their own too.
    """
    found: dict[int, dict[Whole, None]] = defaultdict(dict)
    for whole in approved:
        for part in whole.parts:
            found[part.document_id][whole.inner(part)] = None
    return {
        key: [
            _Option(whole, {part.document_id: part.digest for part in whole.parts})
            for whole in sorted(wholes, key=lambda whole: [part.number for part in whole.parts], reverse=True)
        ]
        for key, wholes in found.items()
    }


def _innermost_first(options: Mapping[int, Sequence[_Option]]) -> list[tuple[int, frozenset[int]]]:
    """Return each embedded document with those that contain it, documents that embed others after these."""
    depth: dict[int, int] = {}
    containing: dict[int, set[int]] = defaultdict(set)
    for key, found in options.items():
        for option in found:
            for part in option.whole.embedded:
                containing[part.document_id].add(key)
                reach = len(option.whole.inner(part).parts)
                depth[part.document_id] = max(depth.get(part.document_id, 0), reach)
    order = sorted(depth, key=lambda key: (depth[key], key))
    return [(key, frozenset(containing[key] | {key})) for key in order]


def _settle(
    document_id: int,
    containing: Collection[int],
    options: dict[int, list[_Option]],
    published: Collection[int],
) -> None:
    """Take one text of an embedded document and drop every option that needs another one."""

    def worth(text: str) -> tuple[int, int]:
        kept = [key for key in containing if any(option.agrees(document_id, text) for option in options[key])]
        return sum(key in published for key in kept), len(kept)

    # Of equal worth the first is taken, and the newest comes first.
    texts = dict.fromkeys(option.whole.own.digest for option in options[document_id])
    best = max(texts, key=worth, default="")
    for key in containing:
        options[key] = [option for option in options[key] if option.agrees(document_id, best)]
