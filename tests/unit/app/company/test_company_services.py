from pathlib import Path

import pytest
from flask import Flask

from app.company.queries import current_company, current_company_name, current_company_text
from app.company.services import load_company
from app.company.texts import company_text
from app.journal.queries import entries_about
from app.kernel.actors import SYSTEM
from app.kernel.errors import NotAllowed
from app.language.company import Company, read_company
from tests.people import Cast

SAMPLE = (Path(__file__).parents[4] / "standards" / "starter" / "company.yaml").read_text()
SMALL = "name: Small\nlanguage: de\nstages:\n- {id: needs, name: {de: Bedarf, en: Needs}, hardest: true}\n"


def _company(text: str) -> Company:
    return read_company(text)[0]


def test_without_lists_the_company_is_open(context: Flask) -> None:
    del context
    assert current_company().is_open
    assert current_company_text() == ""
    assert current_company_name() == ""


@pytest.mark.parametrize("text", [SAMPLE, SMALL])
def test_lists_come_back_as_they_were_loaded(context: Flask, text: str) -> None:
    del context
    assert load_company(_company(text), SYSTEM, text)
    assert current_company() == _company(text)
    assert current_company_text() == text
    assert current_company_name() == _company(text).name


@pytest.mark.parametrize("text", [SAMPLE, SMALL])
def test_lists_that_came_from_no_text_are_written_as_one_that_reads_the_same(
    context: Flask, text: str
) -> None:
    del context
    load_company(_company(text), SYSTEM)
    assert _company(current_company_text()) == _company(text)
    assert _company(company_text(_company(text))) == _company(text)


def test_loading_again_replaces_the_lists_and_says_in_the_journal_which(context: Flask) -> None:
    del context
    load_company(_company(SMALL), SYSTEM, SMALL)
    changed = SMALL.replace("needs", "purchase")
    assert load_company(_company(changed), SYSTEM, changed)
    assert [stage.id for stage in current_company().stages] == ["purchase"]
    assert entries_about("company", 1)[0].facts == {"changed": ["stages"]}


def test_loading_the_same_changes_nothing(context: Flask) -> None:
    del context
    load_company(_company(SMALL), SYSTEM, SMALL)
    assert not load_company(_company(SMALL), SYSTEM, SMALL)
    assert len(entries_about("company", 1)) == 1


def test_an_open_company_takes_nothing_away(context: Flask) -> None:
    del context
    load_company(_company(SMALL), SYSTEM, SMALL)
    assert not load_company(Company.empty(), SYSTEM)
    assert current_company_name() == "Small"


@pytest.mark.parametrize("who", ["approver", "hr", "auditor", "staff"])
def test_others_may_not_change_the_lists(context: Flask, cast: Cast, who: str) -> None:
    del context
    with pytest.raises(NotAllowed):
        load_company(_company(SMALL), getattr(cast, who).actor, SMALL)
    assert current_company().is_open
