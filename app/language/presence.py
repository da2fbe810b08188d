"""Which documents a variant contains at all, once each is cut (section 8)."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from enum import StrEnum

from app.language.cutting import Cut
from app.language.limits import is_too_large
from app.language.words import Kind, Variant


class Reason(StrEnum):
    """Say why a document is not in an edition."""

    VARIANT = "variant"
    WORDING = "wording"
    NOT_EMBEDDED = "not-embedded"
    EMPTY = "empty"
    TOO_LARGE = "too-large"


def decide(cuts: Mapping[str, Cut], variant: Variant) -> dict[str, Reason]:
    """Return the absent documents with their reasons, in the order given.

    Scripts come first, then situations, which embed scripts, then standards, which embed both; then a
    script that nothing embeds goes from B2B.
    """
    reasons: dict[str, Reason] = {}
    for kind in (Kind.SCRIPT, Kind.SITUATION, Kind.STANDARD):
        for slug, cut in cuts.items():
            if cut.document.header.kind is kind and (reason := _reason(cut, variant, cuts, reasons)):
                reasons[slug] = reason
    if variant is Variant.B2B:
        embedded = _embedded(cuts, reasons)
        for slug, cut in cuts.items():
            if cut.document.header.kind is Kind.SCRIPT and slug not in embedded:
                reasons.setdefault(slug, Reason.NOT_EMBEDDED)
    return {slug: reasons[slug] for slug in cuts if slug in reasons}


def _reason(
    cut: Cut, variant: Variant, cuts: Mapping[str, Cut], reasons: Mapping[str, Reason]
) -> Reason | None:
    header = cut.document.header
    if variant not in header.variants or header.edition not in (None, variant):
        return Reason.VARIANT
    if is_too_large(cut.document.body):
        return Reason.TOO_LARGE
    embeds = [embed.slug for embed in cut.embeds if embeds_rightly(cut, embed.slug, cuts)]
    has_embed = any(slug not in reasons for slug in embeds)
    if _is_all_wording_gone(cut, variant, has_script=has_embed):
        return Reason.WORDING
    if cut.had_content and not cut.has_content and not has_embed:
        return Reason.EMPTY
    return None


def _is_all_wording_gone(cut: Cut, variant: Variant, *, has_script: bool) -> bool:
    if cut.document.header.kind is not Kind.SITUATION or variant is not Variant.B2B or cut.has_algorithm:
        return False
    return cut.had_wording and not cut.has_wording and not has_script


def embeds_rightly(cut: Cut, slug: str, cuts: Mapping[str, Cut]) -> bool:
    """Say whether a document may embed another: a script anywhere, a situation in a standard."""
    target = cuts.get(slug)
    if target is None:
        return False
    kinds = cut.document.header.kind, target.document.header.kind
    return kinds[1] is Kind.SCRIPT or kinds == (Kind.STANDARD, Kind.SITUATION)


def _embedded(cuts: Mapping[str, Cut], reasons: Mapping[str, Reason]) -> set[str]:
    """Return every script that something present embeds, directly or through another script."""
    starts = [slug for slug, cut in cuts.items() if cut.document.header.kind is not Kind.SCRIPT]
    waiting = deque(slug for slug in starts if slug not in reasons)
    seen = set(waiting)
    while waiting:
        cut = cuts[waiting.popleft()]
        for embed in cut.embeds:
            slug = embed.slug
            if slug not in seen and slug not in reasons and embeds_rightly(cut, slug, cuts):
                seen.add(slug)
                waiting.append(slug)
    return seen
