from app.language.company import Company, ContactPoint, Stage, read_company

TEXT = """\
name: Nordfenster GmbH
language: de
logo: logo.svg
contact: {phone: "0451 1", email: a@b.example, web: www.b.example}
stages:
  - {id: needs, name: {en: Finding needs, de: Bedarf}}
  - {id: receipt, name: Empfang, hardest: true}
departments: [{id: fitting, name: Montage}]
outlets: [{id: kiel, name: Kiel, address: Am Kai 1, phone: "0431 1"}]
channels: [{id: phone, name: Telefon}]
contact_points: [{id: handover, name: Übergabe, stage: receipt, departments: [fitting]}]
sections: [{id: complaints, name: Reklamationen}]
aims: [{id: repurchase}]
glossary:
  - {term: Reklamation, instead_of: [Beschwerdefall], meaning: Der Kunde beanstandet etwas.}
  - {term: complaint, language: en, instead_of: moan}
readability: {de: 55}
"""


def test_the_lists_are_read_in_their_order() -> None:
    company, findings = read_company(TEXT)
    assert findings == ()
    assert (company.name, company.language, company.logo, company.is_open) == (
        "Nordfenster GmbH",
        "de",
        "logo.svg",
        False,
    )
    assert company.stages == (
        Stage("needs", {"de": "Bedarf", "en": "Finding needs"}),
        Stage("receipt", {"de": "Empfang"}, is_hardest=True),
    )
    assert company.contact_points == (ContactPoint("handover", {"de": "Übergabe"}, "receipt", ("fitting",)),)
    assert [(term.language, term.term, term.instead_of) for term in company.glossary] == [
        ("de", "Reklamation", ("Beschwerdefall",)),
        ("en", "complaint", ("moan",)),
    ]
    assert (company.contact.phone, company.outlets[0].address) == ("0451 1", "Am Kai 1")
    assert company.readability == {"de": 55.0}


def test_a_name_falls_back_to_the_companys_language_then_any_then_the_id() -> None:
    company, _ = read_company(TEXT)
    assert [company.stages[0].name(language) for language in ("en", "nb")] == ["Finding needs", "Bedarf"]
    assert company.aims[0].name("de") == "repurchase"


def test_what_cannot_be_read_is_passed_over_and_said() -> None:
    company, findings = read_company(
        "name: [a]\nstages: {id: a}\nchannels: [x, {name: N}, {id: b}, {id: b}]\n"
        "glossary: [{meaning: m}]\nshops: []\n"
    )
    assert [entry.id for entry in company.channels] == ["b"]
    assert [(finding.code, finding.line) for finding in findings] == [
        ("company.invalid", 1),
        ("company.invalid", 2),
        ("company.invalid", 3),
        ("company.invalid", 3),
        ("company.invalid", 3),
        ("company.invalid", 4),
        ("company.unknown", 5),
    ]


def test_a_file_that_is_no_yaml_gives_an_open_company_and_one_error() -> None:
    company, findings = read_company("stages: [")
    assert company == Company.empty()
    assert [finding.code for finding in findings] == ["company.invalid"]


def test_an_empty_file_is_an_open_company() -> None:
    assert read_company("") == (Company.empty(), ())
