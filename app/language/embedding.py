"""Which documents embed which: circles, and what is reached through them. Linear in documents and embeds."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence


def embedded_by(embeds: Mapping[str, Sequence[str]], starts: Iterable[str]) -> frozenset[str]:
    """Return the starts and everything that embeds one of them, directly or through others."""
    embedding: dict[str, list[str]] = {}
    for outer, inner in embeds.items():
        for slug in inner:
            embedding.setdefault(slug, []).append(outer)
    seen = set(starts)
    waiting = deque(seen)
    while waiting:
        for outer_slug in embedding.get(waiting.popleft(), ()):
            if outer_slug not in seen:
                seen.add(outer_slug)
                waiting.append(outer_slug)
    return frozenset(seen)


def cyclic_pairs(embeds: Mapping[str, Sequence[str]]) -> frozenset[tuple[str, str]]:
    """Return every pair of outer and inner that is part of a circle."""
    parts = _parts(embeds)
    return frozenset(
        (outer, inner)
        for outer, inners in embeds.items()
        for inner in inners
        if inner in embeds and parts[outer] == parts[inner]
    )


def _parts(embeds: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return for each document the number of its strongly connected part.

    R. Tarjan, "Depth-First Search and Linear Graph Algorithms", SIAM J. Comput. 1 (1972), without recursion.
    """
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    parts: dict[str, int] = {}
    open_: list[str] = []
    for start in embeds:
        if start in order:
            continue
        stack: list[tuple[str, Iterator[str]]] = []
        _enter(start, embeds, order, low, open_, stack)
        while stack:
            slug, following = stack[-1]
            inner = next(following, None)
            if inner is None:
                stack.pop()
                if stack:
                    low[stack[-1][0]] = min(low[stack[-1][0]], low[slug])
                _leave(slug, order, low, parts, open_)
            elif inner not in order:
                if inner in embeds:
                    _enter(inner, embeds, order, low, open_, stack)
            elif inner not in parts:
                low[slug] = min(low[slug], order[inner])
    return parts


def _enter(  # noqa: PLR0913, PLR0917 (the state of the search)
    slug: str,
    embeds: Mapping[str, Sequence[str]],
    order: dict[str, int],
    low: dict[str, int],
    open_: list[str],
    stack: list[tuple[str, Iterator[str]]],
) -> None:
    order[slug] = low[slug] = len(order)
    open_.append(slug)
    stack.append((slug, iter(embeds[slug])))


def _leave(
    slug: str, order: Mapping[str, int], low: Mapping[str, int], parts: dict[str, int], open_: list[str]
) -> None:
    if low[slug] != order[slug]:
        return
    while True:
        member = open_.pop()
        parts[member] = order[slug]
        if member == slug:
            return
