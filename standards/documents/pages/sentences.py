"""The sentences of the checker as people read them: beside the header's own words those of the form."""

from collections.abc import Mapping
from dataclasses import replace

from app.language.errors import Finding, message
from app.language.words import Kind
from app.web.i18n import N_, _
from standards.documents.pages.header_inputs import CLASSES, CONCERNS, VARIANTS, WORDINGS, WORDS

KIND_NAMES: Mapping[str, str] = {
    Kind.SITUATION: N_("Situation"),
    Kind.STANDARD: N_("Standard"),
    Kind.SCRIPT: N_("Script"),
}
LABELS: Mapping[str, str] = {
    **{name: words.label for name, words in WORDS.items()},
    "kind": N_("Kind"),
    "slug": N_("Address"),
}
VALUES: Mapping[str, Mapping[str, str]] = {
    "kind": KIND_NAMES,
    "class": CLASSES,
    "concern": CONCERNS,
    "wording": WORDINGS,
    "variants": VARIANTS,
}
"""What the words of closed lists are called in the form, by field."""


def kind_name(kind: str) -> str:
    """Return what a kind is called in the reader's language."""
    return _(KIND_NAMES[Kind(kind)])


def finding_text(finding: Finding) -> str:
    """Return the sentence of a finding in the reader's language."""
    return message(replace(finding, facts=_in_plain_words(finding)), _)


def _in_plain_words(finding: Finding) -> Mapping[str, str]:
    facts = dict(finding.facts)
    if finding.code.startswith("header."):
        field = facts.get("field", "")
        facts |= {"field": _named(LABELS, field)}
        if "allowed" in facts:
            values = facts["allowed"].split(", ")
            facts |= {"allowed": ", ".join(_named(VALUES.get(field, {}), value) for value in values)}
        if facts.get("case") == "yaml":
            reason = facts["value"]
            facts |= {"value": _(reason)}
    for fact in ("kind", "class"):
        if fact in facts:
            facts |= {fact: _named(VALUES[fact], facts[fact])}
    return facts


def _named(words: Mapping[str, str], word: str) -> str:
    """Return a word of the header behind what people know it by."""
    return f"{_(words[word])} ({word})" if word in words else word
