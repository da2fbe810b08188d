"""Our words inside a document, in its language: frozen editions keep them, so they are no interface text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.language.words import Concern, ScriptWording, SituationClass, Variant, WordingKind


@dataclass(frozen=True, slots=True)
class Labels:
    """Hold the words of one language; places in braces are filled in."""

    language: str
    situation_class: Mapping[SituationClass, str]
    concern: Mapping[Concern, str]
    wording: Mapping[WordingKind, str]
    manner: Mapping[ScriptWording, str]
    only_in: Mapping[Variant, str]
    callouts: Mapping[str, str]
    impact: Mapping[str, str]
    area: Mapping[str, str]
    standard: str
    script: str
    stage: str
    contact_point: str
    concerns: str
    channels: str
    departments: str
    standards: str
    section: str
    aims: str
    owner: str
    hardest: str
    yes: str
    algorithm: str
    step: str
    hard_step: str
    within: str
    every: str
    again: str
    while_: str
    choices: str
    to_step: str
    to_end: str
    end: str
    ends_with: str
    hand_over: str
    next_step: str
    otherwise: str
    good_dialogue: str
    bad_dialogue: str
    chart: str
    chart_part: str
    chart_of: str
    chart_too_large: str
    criteria: str
    quiz: str
    question: str
    show_answer: str
    right_answer: str
    right_answers: str
    must_pass: str
    notes: str
    note: str
    back_to_text: str
    table: str
    another_document: str
    another_situation: str
    refused: str

    def repeated(self, time: str) -> str:
        """Return when a step is done again: “every 15 min”, but not “every next working day”."""
        return (self.every if time[:1].isdigit() else self.again).format(time=time)

    def for_worker(self, channels: Mapping[str, str]) -> dict[str, str]:
        """Return the words within Markdown by the names the worker knows; `channels` maps ids to names."""
        return {
            **self.callouts,
            **{kind.value: word for kind, word in self.wording.items()},
            **{manner.value: word for manner, word in self.manner.items()},
            **{f"impact {value}": word for value, word in self.impact.items()},
            **{f"area {value}": word for value, word in self.area.items()},
            **{f"channel:{channel}": name for channel, name in channels.items()},
            "footnote": self.note,
            "table": self.table,
            "another document": self.another_document,
            "refused": self.refused,
        }


ENGLISH: Final = Labels(
    language="en",
    situation_class={
        SituationClass.TYPICAL: "Typical",
        SituationClass.COMPLEX: "Complex",
        SituationClass.CONFLICT: "Conflict",
    },
    concern={
        Concern.INQUIRY: "Inquiry",
        Concern.CONCERN: "Concern",
        Concern.COMPLAINT: "Complaint",
        Concern.SUGGESTION: "Suggestion",
    },
    wording={WordingKind.SAY: "Say", WordingKind.AVOID: "Not like this", WordingKind.WHY: "Why"},
    manner={ScriptWording.VERBATIM: "word for word", ScriptWording.OWN_WORDS: "in own words"},
    only_in={Variant.B2C: "Only in B2C", Variant.B2B: "Only in B2B"},
    callouts={"note": "Note", "tip": "Tip", "warning": "Warning", "legal": "Legal"},
    impact={"high": "high impact", "low": "low impact"},
    area={"handling": "handling", "style": "style"},
    standard="Standard",
    script="Script",
    stage="Stage",
    contact_point="Contact point",
    concerns="The customer comes with",
    channels="Channels",
    departments="Departments",
    standards="Standards behind it",
    section="Section",
    aims="Aims",
    owner="Owner",
    hardest="Hardest situation",
    yes="yes",
    algorithm="Step by step",
    step="Step {number}",
    hard_step="hard",
    within="time limit: {time}",
    every="every {time}",
    again="repeat: {time}",
    while_="while {condition}",
    choices="Choices",
    to_step="Step {number}",
    to_end="End",
    end="End",
    ends_with="End: {reached}",
    hand_over="Hand over to: {title}",
    next_step="Go on with step {number}",
    otherwise="Way out",
    good_dialogue="Like this",
    bad_dialogue="Not like this",
    chart="Flow chart",
    chart_part="Flow chart, part {part} of {parts}",
    chart_of="Flow chart: {title}",
    chart_too_large="This flow chart is too large to be drawn.",
    criteria="How it is judged",
    quiz="Questions",
    question="Question {number}",
    show_answer="Show the answer",
    right_answer="Right answer",
    right_answers="Right answers",
    must_pass="must be answered rightly to pass",  # noqa: S106 (a word of the quiz)
    notes="Notes",
    note="Note",
    back_to_text="Back to the text",
    table="Table",
    another_document="another document",
    another_situation="another situation",
    refused="This passage cannot be displayed, line {line}",
)

GERMAN: Final = Labels(
    language="de",
    situation_class={
        SituationClass.TYPICAL: "Typisch",
        SituationClass.COMPLEX: "Komplex",
        SituationClass.CONFLICT: "Konflikt",
    },
    concern={
        Concern.INQUIRY: "Anfrage",
        Concern.CONCERN: "Anliegen",
        Concern.COMPLAINT: "Reklamation",
        Concern.SUGGESTION: "Vorschlag",
    },
    wording={WordingKind.SAY: "Sagen", WordingKind.AVOID: "So nicht", WordingKind.WHY: "Warum"},
    manner={ScriptWording.VERBATIM: "wörtlich", ScriptWording.OWN_WORDS: "sinngemäß"},
    only_in={Variant.B2C: "Nur in B2C", Variant.B2B: "Nur in B2B"},
    callouts={"note": "Hinweis", "tip": "Tipp", "warning": "Achtung", "legal": "Rechtliches"},
    impact={"high": "hohe Wirkung", "low": "geringe Wirkung"},
    area={"handling": "Ablauf", "style": "Umgangston"},
    standard="Standard",
    script="Sprachbaustein",
    stage="Etappe",
    contact_point="Kontaktpunkt",
    concerns="Der Kunde kommt mit",
    channels="Kanäle",
    departments="Abteilungen",
    standards="Zugrunde liegende Standards",
    section="Bereich",
    aims="Ziele",
    owner="Verantwortlich",
    hardest="Schwerste Situation",
    yes="ja",
    algorithm="Schritt für Schritt",
    step="Schritt {number}",
    hard_step="schwer",
    within="Frist: {time}",
    every="alle {time}",
    again="Wiederholung: {time}",
    while_="solange {condition}",
    choices="Antworten",
    to_step="Schritt {number}",
    to_end="Ende",
    end="Ende",
    ends_with="Ende: {reached}",
    hand_over="Weiter in: {title}",
    next_step="Weiter mit Schritt {number}",
    otherwise="Ausweg",
    good_dialogue="So",
    bad_dialogue="So nicht",
    chart="Ablaufplan",
    chart_part="Ablaufplan, Teil {part} von {parts}",
    chart_of="Ablaufplan: {title}",
    chart_too_large="Dieser Ablaufplan ist zu groß, um gezeichnet zu werden.",
    criteria="Woran es gemessen wird",
    quiz="Fragen",
    question="Frage {number}",
    show_answer="Antwort zeigen",
    right_answer="Richtige Antwort",
    right_answers="Richtige Antworten",
    must_pass="muss zum Bestehen richtig sein",  # noqa: S106 (a word of the quiz)
    notes="Anmerkungen",
    note="Anmerkung",
    back_to_text="Zurück zum Text",
    table="Tabelle",
    another_document="ein anderes Dokument",
    another_situation="eine andere Situation",
    refused="Diese Passage lässt sich nicht darstellen, Zeile {line}",
)

BOKMAL: Final = Labels(
    language="nb",
    situation_class={
        SituationClass.TYPICAL: "Typisk",
        SituationClass.COMPLEX: "Kompleks",
        SituationClass.CONFLICT: "Konflikt",
    },
    concern={
        Concern.INQUIRY: "Forespørsel",
        Concern.CONCERN: "Henvendelse",
        Concern.COMPLAINT: "Klage",
        Concern.SUGGESTION: "Forslag",
    },
    wording={WordingKind.SAY: "Si", WordingKind.AVOID: "Ikke slik", WordingKind.WHY: "Hvorfor"},
    manner={ScriptWording.VERBATIM: "ordrett", ScriptWording.OWN_WORDS: "med egne ord"},
    only_in={Variant.B2C: "Bare i B2C", Variant.B2B: "Bare i B2B"},
    callouts={"note": "Merk", "tip": "Tips", "warning": "Advarsel", "legal": "Juridisk"},
    impact={"high": "stor virkning", "low": "liten virkning"},
    area={"handling": "håndtering", "style": "stil"},
    standard="Standard",
    script="Formulering",
    stage="Fase",
    contact_point="Kontaktpunkt",
    concerns="Kunden kommer med",
    channels="Kanaler",
    departments="Avdelinger",
    standards="Standarder bak",
    section="Område",
    aims="Mål",
    owner="Ansvarlig",
    hardest="Vanskeligste situasjon",
    yes="ja",
    algorithm="Steg for steg",
    step="Trinn {number}",
    hard_step="vanskelig",
    within="frist: {time}",
    every="hvert {time}",
    again="gjentas: {time}",
    while_="så lenge {condition}",
    choices="Svar",
    to_step="Trinn {number}",
    to_end="Slutt",
    end="Slutt",
    ends_with="Slutt: {reached}",
    hand_over="Gå over til: {title}",
    next_step="Fortsett med trinn {number}",
    otherwise="Utvei",
    good_dialogue="Slik",
    bad_dialogue="Ikke slik",
    chart="Flytskjema",
    chart_part="Flytskjema, del {part} av {parts}",
    chart_of="Flytskjema: {title}",
    chart_too_large="Dette flytskjemaet er for stort til å tegnes.",
    criteria="Slik blir det vurdert",
    quiz="Spørsmål",
    question="Spørsmål {number}",
    show_answer="Vis svaret",
    right_answer="Riktig svar",
    right_answers="Riktige svar",
    must_pass="må være riktig for å bestå",  # noqa: S106 (a word of the quiz)
    notes="Noter",
    note="Note",
    back_to_text="Tilbake til teksten",
    table="Tabell",
    another_document="et annet dokument",
    another_situation="en annen situasjon",
    refused="Denne passasjen kan ikke vises, linje {line}",
)

_BY_LANGUAGE: Final = {labels.language: labels for labels in (ENGLISH, GERMAN, BOKMAL)}


def labels_for(language: str) -> Labels:
    """Return the words in that language (`de-AT` counts as `de`), else in English."""
    return _BY_LANGUAGE.get(language.split("-", maxsplit=1)[0].lower(), ENGLISH)
