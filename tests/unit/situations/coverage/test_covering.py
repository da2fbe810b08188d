from app.language.company import Company, read_company
from app.language.document import Document, parse_document
from situations.coverage.covering import (
    CellState,
    Matrix,
    Place,
    departments_left_alone,
    matrix,
    without_contact_point,
)

LISTS = """
name: Nordfenster
language: en
stages: [{id: needs, name: Needs}, {id: receipt, name: Receipt}]
departments: [{id: sales, name: Sales}, {id: fitting, name: Fitting}, {id: books, name: Accounting}]
channels: [{id: phone, name: Telephone}, {id: site, name: On site}]
contact_points:
  - {id: handover, name: Handover, stage: receipt, departments: [fitting]}
  - {id: first, name: First enquiry, stage: needs, departments: [sales, fitting]}
"""


def _company(text: str = LISTS) -> Company:
    company, findings = read_company(text)
    assert findings == ()
    return company


def _situation(slug: str, **fields: str) -> Document:
    values = {
        "kind": "situation",
        "title": slug.title(),
        "language": "en",
        "class": "typical",
        "stage": "needs",
    }
    header = "\n".join(f"{name}: {value}" for name, value in (values | fields).items())
    return parse_document(header, "What it is.", slug=slug)


def _matrix(*approved: Document, newest: tuple[Document, ...] = (), **more: object) -> Matrix:
    exempt = more.get("exempt", {})
    assert isinstance(exempt, dict)
    return matrix(_company(), approved, (*approved, *newest), exempt, str(more.get("language", "en")))


def _states(found: Matrix) -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (row.point.id, row.department.id): tuple(cell.state.value for cell in row.cells) for row in found.rows
    }


def test_rows_follow_the_stages_and_each_department_has_its_own() -> None:
    found = _matrix()
    assert [stage.stage.id for stage in found.stages] == ["needs", "receipt"]
    assert list(_states(found)) == [("first", "sales"), ("first", "fitting"), ("handover", "fitting")]
    assert found.count(CellState.EMPTY) == 6


def test_a_situation_covers_the_departments_and_channels_it_names() -> None:
    found = _matrix(_situation("call", contact_point="first", departments="[sales]", channels="[phone]"))
    assert _states(found) == {
        ("first", "sales"): ("covered", "empty"),
        ("first", "fitting"): ("empty", "empty"),
        ("handover", "fitting"): ("empty", "empty"),
    }


def test_a_situation_that_names_none_speaks_of_all() -> None:
    found = _matrix(_situation("call", contact_point="first"))
    assert _states(found)["first", "sales"] == ("covered", "covered")
    assert _states(found)["first", "fitting"] == ("covered", "covered")


def test_what_nobody_has_approved_is_in_work_and_covers_nothing() -> None:
    found = _matrix(newest=(_situation("call", contact_point="handover", channels="[site]"),))
    assert _states(found)["handover", "fitting"] == ("empty", "in-work")
    assert [point.id for point in found.points_left_alone] == ["first", "handover"]


def test_a_place_that_needs_nothing_is_not_empty() -> None:
    found = _matrix(exempt={Place("handover", "fitting", "phone"): "They do not call."})
    assert _states(found)["handover", "fitting"] == ("exempt", "empty")
    both = {Place("handover", "fitting", channel): "Never." for channel in ("phone", "site")}
    assert [point.id for point in _matrix(exempt=both).points_left_alone] == ["first"]


def test_an_approved_situation_counts_more_than_an_exemption() -> None:
    found = _matrix(
        _situation("call", contact_point="handover"),
        exempt={Place("handover", "fitting", "phone"): "Never."},
    )
    assert _states(found)["handover", "fitting"] == ("covered", "covered")


def test_translations_count_once_and_are_named_in_the_language_of_the_reader() -> None:
    english = _situation("call", contact_point="handover")
    german = _situation("anruf", contact_point="handover", language="de", translation_of="call")
    for language, title in (("en", "Call"), ("de", "Anruf"), ("nb", "Call")):
        cell = _matrix(english, german, language=language).rows[-1].cells[0]
        assert [named.title for named in cell.approved] == [title]


def test_situations_without_a_contact_point_of_the_lists_are_named() -> None:
    texts = (
        _situation("lost"),
        _situation("wrong", contact_point="moon"),
        _situation("ok", contact_point="first"),
    )
    assert [named.slug for named in without_contact_point(_company(), texts, "en")] == ["lost", "wrong"]


def test_departments_that_meet_customers_need_a_standard() -> None:
    standard = parse_document(
        "kind: standard\ntitle: Advice\nlanguage: en\ndepartments: [sales]", "What it is.", slug="advice"
    )
    company = _company()
    assert [entry.id for entry in departments_left_alone(company, ())] == ["sales", "fitting"]
    assert [entry.id for entry in departments_left_alone(company, (standard,))] == ["fitting"]


def test_a_company_without_lists_gets_the_places_that_its_texts_mention() -> None:
    found = matrix(
        Company.empty(), [_situation("call", contact_point="first", channels="[chat]")], [], {}, "en"
    )
    assert found.rows == ()
    text = _situation("call", contact_point="first", channels="[chat]")
    found = matrix(Company.empty(), [text], [text], {}, "en")
    assert _states(found) == {("first", "any"): ("covered",)}
