"""The words of the book itself, in the book's language: they are printed, so they are no interface text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.language.words import Variant


@dataclass(frozen=True, slots=True)
class BookWords:
    """Hold the words of one language; places in braces are filled in."""

    language: str
    handbook: str
    customary_title: str
    variants: Mapping[Variant, str]
    edition: str
    draft: str
    draft_warning: str
    in_force_from: str
    approved_by: str
    overridden: str
    contents: str
    standards: str
    situations: str
    general: str
    wording: str
    no_algorithm: str
    no_situation: str
    criteria: str
    criteria_opening: str
    criterion: str
    impact: str
    impacts: Mapping[str, str]
    area: str
    areas: Mapping[str, str]
    page: str
    to_criterion: str
    glossary: str
    do_not_say: str
    index: str
    colophon: str
    title: str
    company: str
    meant_for: str
    edition_name: str
    what_is_new: str
    edition_checksum: str
    typefaces: str
    set_by: str
    not_included: str
    other_language: str
    other_languages: str
    checksums: str
    checksums_opening: str
    document: str
    checksum: str
    picture: str


ENGLISH: Final = BookWords(
    language="en",
    handbook="Handbook",
    customary_title="How we serve our customers",
    variants={
        Variant.B2C: "For service to private customers (B2C)",
        Variant.B2B: "For service to business customers (B2B)",
    },
    edition="Edition {number}",
    draft="Draft, not an edition",
    draft_warning="Nobody has approved or published this text. Do not hand it out.",
    in_force_from="In force from",
    approved_by="Approved by",
    overridden="Approved although not all rules were met",
    contents="Contents",
    standards="How we work: the standards",
    situations="Situations",
    general="General",
    wording="Wording from A to Z",
    no_algorithm="There is no algorithm for this stage yet.",
    no_situation="None yet: no situation of this stage is described.",
    criteria="Criteria",
    criteria_opening="What an audit can check, in the order of the book.",
    criterion="Criterion",
    impact="Impact",
    impacts={"high": "high", "low": "low"},
    area="Area",
    areas={"handling": "handling", "style": "style"},
    page="Page",
    to_criterion="To the criterion",
    glossary="Glossary",
    do_not_say="Do not say: {terms}.",
    index="Index",
    colophon="Colophon",
    title="Title",
    company="Company",
    meant_for="For",
    edition_name="Edition",
    what_is_new="What is new",
    edition_checksum="Checksum of the edition",
    typefaces="Typefaces",
    set_by="Set by",
    not_included="Not in this book",
    other_language="1 document that exists only in another language",
    other_languages="{count} documents that exist only in another language",
    checksums="Checksums of the documents",
    checksums_opening="The first sixteen digits of SHA-256 over header and text. Same digits, same text.",
    document="Document",
    checksum="Checksum",
    picture="Picture",
)

GERMAN: Final = BookWords(
    language="de",
    handbook="Handbuch",
    customary_title="So arbeiten wir mit unseren Kunden",
    variants={
        Variant.B2C: "Für die Arbeit mit Privatkunden (B2C)",
        Variant.B2B: "Für die Arbeit mit Geschäftskunden (B2B)",
    },
    edition="Ausgabe {number}",
    draft="Entwurf, keine Ausgabe",
    draft_warning="Diesen Text hat niemand freigegeben oder veröffentlicht. Bitte nicht weitergeben.",
    in_force_from="In Kraft ab",
    approved_by="Freigegeben von",
    overridden="Freigegeben, obwohl nicht alle Regeln erfüllt waren",
    contents="Inhalt",
    standards="Wie wir arbeiten: die Standards",
    situations="Situationen",
    general="Allgemeines",
    wording="Formulierungen von A bis Z",
    no_algorithm="Für diese Etappe gibt es noch keinen Ablauf.",
    no_situation="Noch keiner: Zu dieser Etappe ist noch keine Situation beschrieben.",
    criteria="Kriterien",
    criteria_opening="Was ein Audit prüfen kann, in der Reihenfolge des Buches.",
    criterion="Kriterium",
    impact="Wirkung",
    impacts={"high": "hoch", "low": "gering"},
    area="Bereich",
    areas={"handling": "Ablauf", "style": "Umgangston"},
    page="Seite",
    to_criterion="Zum Kriterium",
    glossary="Glossar",
    do_not_say="Nicht: {terms}.",
    index="Register",
    colophon="Impressum",
    title="Titel",
    company="Unternehmen",
    meant_for="Bestimmt",
    edition_name="Ausgabe",
    what_is_new="Neu ist",
    edition_checksum="Prüfsumme der Ausgabe",
    typefaces="Schriften",
    set_by="Gesetzt mit",
    not_included="Nicht in diesem Buch",
    other_language="1 Dokument, das es nur in einer anderen Sprache gibt",
    other_languages="{count} Dokumente, die es nur in einer anderen Sprache gibt",
    checksums="Prüfsummen der Dokumente",
    checksums_opening="Die ersten 16 Ziffern von SHA-256 über Kopf und Text. Gleiche Ziffern, gleicher Text.",
    document="Dokument",
    checksum="Prüfsumme",
    picture="Bild",
)

BOKMAL: Final = BookWords(
    language="nb",
    handbook="Håndbok",
    customary_title="Slik møter vi kundene våre",
    variants={
        Variant.B2C: "For arbeidet med privatkunder (B2C)",
        Variant.B2B: "For arbeidet med bedriftskunder (B2B)",
    },
    edition="Utgave {number}",
    draft="Utkast, ikke en utgave",
    draft_warning="Ingen har godkjent eller publisert denne teksten. Ikke del den ut.",
    in_force_from="Gjelder fra",
    approved_by="Godkjent av",
    overridden="Godkjent selv om ikke alle regler var oppfylt",
    contents="Innhold",
    standards="Slik arbeider vi: standardene",
    situations="Situasjoner",
    general="Generelt",
    wording="Formuleringer fra A til Å",
    no_algorithm="Denne fasen har ingen framgangsmåte ennå.",
    no_situation="Ingen ennå: ingen situasjon i denne fasen er beskrevet.",
    criteria="Kriterier",
    criteria_opening="Det en revisjon av kvalitet kan kontrollere, i bokens rekkefølge.",
    criterion="Kriterium",
    impact="Virkning",
    impacts={"high": "stor", "low": "liten"},
    area="Område",
    areas={"handling": "håndtering", "style": "stil"},
    page="Side",
    to_criterion="Til kriteriet",
    glossary="Ordliste",
    do_not_say="Ikke si: {terms}.",
    index="Register",
    colophon="Kolofon",
    title="Tittel",
    company="Bedrift",
    meant_for="Til bruk",
    edition_name="Utgave",
    what_is_new="Nytt",
    edition_checksum="Utgavens kontrollsum",
    typefaces="Skrifter",
    set_by="Satt med",
    not_included="Ikke i denne boken",
    other_language="1 dokument som bare finnes på et annet språk",
    other_languages="{count} dokumenter som bare finnes på et annet språk",
    checksums="Dokumentenes kontrollsummer",
    checksums_opening="De første seksten sifrene av SHA-256 over hode og tekst. Like sifre, lik tekst.",
    document="Dokument",
    checksum="Kontrollsum",
    picture="Bilde",
)

_BY_LANGUAGE: Final = {words.language: words for words in (ENGLISH, GERMAN, BOKMAL)}


def words_for(language: str) -> BookWords:
    """Return the words in that language (`de-AT` counts as `de`), else in English."""
    return _BY_LANGUAGE.get(language.split("-", maxsplit=1)[0].lower(), ENGLISH)
