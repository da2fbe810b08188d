"""The words of the language that come from a closed list."""

from enum import StrEnum


class Variant(StrEnum):
    """Say for whom an edition is made: homeowners and the like, or firms."""

    B2C = "b2c"
    B2B = "b2b"


BOTH = (Variant.B2C, Variant.B2B)


class Kind(StrEnum):
    """Say what a document is."""

    STANDARD = "standard"
    SITUATION = "situation"
    SCRIPT = "script"


class SituationClass(StrEnum):
    """Say how a situation was judged by the assessment (003-15)."""

    TYPICAL = "typical"
    COMPLEX = "complex"
    CONFLICT = "conflict"


class Concern(StrEnum):
    """Say what the customer comes with (000-01)."""

    INQUIRY = "inquiry"
    CONCERN = "concern"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"


class ScriptWording(StrEnum):
    """Say whether the words or the sense of a wording count (000-28)."""

    VERBATIM = "verbatim"
    OWN_WORDS = "own-words"


class WordingKind(StrEnum):
    """Say what a quote is for: to be said, not to be said, or the reason."""

    SAY = "say"
    AVOID = "avoid"
    WHY = "why"


LANGUAGES = ("de", "en", "nb")
"""Languages with full support (section 1)."""
