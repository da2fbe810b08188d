"""What the checker says on a page: the words of the form, with those of the header behind them."""

import pytest
from flask import Flask
from flask_babel import force_locale

from app.language.document import parse_document
from standards.documents.pages.sentences import finding_text

SITUATION = "kind: situation\ntitle: A\nlanguage: en\nclass: hard\nstage: receipt"
SCRIPT = "kind: script\ntitle: A{}\nlanguage: de\n{}"


@pytest.mark.parametrize(
    ("language", "header", "said"),
    [
        ("de", SITUATION, "„Klasse (class)“: „hard“ ist dort nicht erlaubt (Typisch (typical), "),
        ("nb", SITUATION, "«Klasse (class)» i hodet: «hard» er ikke tillatt her (Typisk (typical), "),
        ("de", SCRIPT.format("", "stage: need"), "„Etappe (stage)“; die Art „Sprachbaustein (script)“"),
        ("en", SCRIPT.format("", "slug: search"), "“search” is the address of a page"),
        ("de", SCRIPT.format(": B", ""), "ein zweiter Doppelpunkt in der Zeile"),
    ],
)
def test_the_field_is_called_as_in_the_form(context: Flask, language: str, header: str, said: str) -> None:
    del context
    findings = parse_document(header, "It is.", slug="a").findings
    with force_locale(language):
        sentences = [finding_text(finding) for finding in findings]
    assert any(said in sentence for sentence in sentences), sentences
