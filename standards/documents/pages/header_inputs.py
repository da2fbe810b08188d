"""The header as a form in plain words: which inputs it has, what they are called, what may be chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.language.company import Company, Entry
from app.language.words import Concern, Kind, ScriptWording, SituationClass, Variant
from app.web.dates import written_date
from app.web.frame import LANGUAGE_NAMES
from app.web.i18n import N_, _, current_language
from standards.documents.header_fields import FORM_FIELDS, SHOWN, WHOLE

CLASS_REASON = "class_reason"
RARE = frozenset({"language", "variants", "review_on", "translation_of", "standards", "aims", "owner"})
"""Fields that most people never change, shown folded."""


class Look(StrEnum):
    """Say how an input looks."""

    LINE = "line"
    SENTENCES = "sentences"
    DAY = "day"
    CHOICE = "choice"
    CHOICES = "choices"
    FLAG = "flag"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Words:
    """What an input is called and what helps to fill it in."""

    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """One input of the header form with what it says now."""

    name: str
    look: Look
    label: str
    help: str
    values: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    is_rare: bool = False

    @property
    def value(self) -> str:
        """Return what stands in an input that is typed into; a list has commas between."""
        return ", ".join(self.values)


WORDS: Mapping[str, Words] = {
    "title": Words(N_("Title"), N_("What one would call it in a conversation.")),
    "summary": Words(N_("In a sentence"), N_("Staff read it in lists and search results.")),
    "class": Words(
        N_("Class"),
        N_(
            "Typical goes smoothly, complex has several ways, in a conflict somebody is upset."
            " The class decides which parts the text needs."
        ),
    ),
    CLASS_REASON: Words(
        N_("Why another class?"), N_("Only if you change the class. It is kept in the history.")
    ),
    "stage": Words(N_("Stage"), N_("Where the customer is on the way from need to aftercare.")),
    "contact_point": Words(N_("Contact point"), N_("The moment where customer and company meet.")),
    "concern": Words(N_("What the customer comes with")),
    "channels": Words(N_("Channels"), N_("None ticked means: on every channel.")),
    "departments": Words(N_("Departments"), N_("Who works by it.")),
    "hardest": Words(
        N_("Its wording belongs into B2B too"),
        N_("Business customers' edition shows wording only where it is hardest."),
    ),
    "standards": Words(
        N_("Standards that apply here"),
        N_("Their addresses, with commas between, such as telephone, complaints."),
    ),
    "variants": Words(N_("In which editions")),
    "review_on": Words(N_("Look at it again on"), N_("On this day the group is reminded.")),
    "translation_of": Words(N_("Translation of"), N_("The address of the text that this one translates.")),
    "section": Words(N_("Section"), N_("Where staff find it among the standards.")),
    "aims": Words(N_("Aims"), N_("What it is good for.")),
    "owner": Words(N_("Who looks after it"), N_("A person or a department.")),
    "wording": Words(N_("What counts")),
    "language": Words(N_("Language")),
    WHOLE: Words(
        N_("Header"),
        N_(
            "This header cannot be shown as a form."
            " Correct the line that is named above, then the form is back."
        ),
    ),
}
CLASSES: Mapping[str, str] = {
    SituationClass.TYPICAL: N_("Typical"),
    SituationClass.COMPLEX: N_("Complex"),
    SituationClass.CONFLICT: N_("Conflict"),
}
CONCERNS: Mapping[str, str] = {
    Concern.INQUIRY: N_("A question"),
    Concern.CONCERN: N_("A worry"),
    Concern.COMPLAINT: N_("A complaint"),
    Concern.SUGGESTION: N_("A suggestion"),
}
WORDINGS: Mapping[str, str] = {
    ScriptWording.VERBATIM: N_("The words: word for word"),
    ScriptWording.OWN_WORDS: N_("The sense: in own words"),
}
VARIANTS: Mapping[str, str] = {
    Variant.B2C: N_("B2C, private customers"),
    Variant.B2B: N_("B2B, business customers"),
}
ORDER = (
    *("title", "summary", "class", CLASS_REASON, "stage", "contact_point", "concern", "section", "wording"),
    *(
        "channels",
        "departments",
        "hardest",
        "standards",
        "aims",
        "owner",
        "review_on",
        "variants",
        "language",
    ),
    "translation_of",
)


def header_inputs(
    kind: Kind, values: Mapping[str, Sequence[str]], class_reason: str, company: Company
) -> tuple[Input, ...]:
    """Return the inputs of a header form, the usual ones first."""
    if WHOLE in values:
        return (_input(WHOLE, values, company),)
    names = {*FORM_FIELDS[kind]}
    if kind is Kind.SITUATION:
        names.add(CLASS_REASON)
    shown = {**values, CLASS_REASON: [class_reason] if class_reason else []}
    return tuple(_input(name, shown, company) for name in ORDER if name in names)


def shown_fields(values: Mapping[str, Sequence[str]]) -> str:
    """Return which fields a form shows, as its hidden field says it."""
    return ",".join(values.get(SHOWN, ()))


def field_label(name: str) -> str:
    """Return what a field of a header is called, its name if it is none of ours."""
    return _(WORDS[name].label) if name in WORDS else name


def value_label(name: str, value: str, company: Company) -> str:
    """Return what a value of a field is called, the value itself if nobody named it."""
    if name == "review_on":
        return _written(value)
    if name == "hardest":
        return _("yes") if value == "true" else value
    return dict(_options(name, company)).get(value, value)


def _written(day: str) -> str:
    try:
        return written_date(date.fromisoformat(day))
    except ValueError:
        return day


def _input(name: str, values: Mapping[str, Sequence[str]], company: Company) -> Input:
    words, own = WORDS[name], tuple(values.get(name, ()))
    look = _look(name, has_lists=bool(_options(name, company)))
    options = _with_unknown(_options(name, company), own) if look in (Look.CHOICE, Look.CHOICES) else ()
    if look is Look.CHOICE and name not in ("language", "wording"):
        options = (("", _("– not chosen –")), *options)
    attributes = {"maxlength": "200"} if name == "title" else {}
    explained = _(words.help) if words.help else ""
    return Input(name, look, _(words.label), explained, own, options, attributes, is_rare=name in RARE)


def _look(name: str, *, has_lists: bool) -> Look:
    if name in ("summary", CLASS_REASON):
        return Look.SENTENCES
    if name in ("channels", "departments", "aims", "variants"):
        return Look.CHOICES if has_lists else Look.LINE
    if name in ("class", "stage", "contact_point", "concern", "section", "wording", "language"):
        return Look.CHOICE if has_lists else Look.LINE
    return {"review_on": Look.DAY, "hardest": Look.FLAG, WHOLE: Look.WHOLE}.get(name, Look.LINE)


def _options(name: str, company: Company) -> tuple[tuple[str, str], ...]:
    entries: Mapping[str, Iterable[Entry]] = {
        "stage": company.stages,
        "contact_point": company.contact_points,
        "channels": company.channels,
        "departments": company.departments,
        "section": company.sections,
        "aims": company.aims,
    }
    named: Mapping[str, Mapping[str, str]] = {
        "class": CLASSES,
        "concern": CONCERNS,
        "wording": WORDINGS,
        "variants": VARIANTS,
    }
    if name == "language":
        return tuple(LANGUAGE_NAMES.items())
    if name in named:
        return tuple((str(value), _(label)) for value, label in named[name].items())
    return tuple((entry.id, entry.name(current_language())) for entry in entries.get(name, ()))


def _with_unknown(options: tuple[tuple[str, str], ...], values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Keep what stands in the text although it is in no list, so that no form loses it."""
    known = {value for value, _label in options}
    strange = [value for value in values if value and value not in known]
    return (*options, *((value, _("%(value)s (in no list)", value=value)) for value in strange))
