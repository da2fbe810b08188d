import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from app.accounts.errors import TooManyAttempts
from app.accounts.throttling import forget_attempts, note_attempt
from app.kernel import clock
from config import Settings
from tests.stores import rows


@pytest.fixture
def tight(settings: Settings) -> Settings:
    return settings.model_copy(update={"throttle_account": 3, "throttle_address": 5})


def test_an_account_is_guarded_from_wherever_it_is_tried(context: Flask, tight: Settings) -> None:
    del context
    for number in range(3):
        note_attempt("nora@example.com", f"10.0.0.{number}", tight)
    with pytest.raises(TooManyAttempts) as caught:
        note_attempt("NORA@example.com ", "10.0.0.9", tight)
    assert caught.value.retry_after == tight.throttle_minutes * 60


def test_an_address_is_guarded_whatever_account_it_tries(context: Flask, tight: Settings) -> None:
    del context
    for number in range(5):
        note_attempt(f"{number}@example.com", "10.0.0.1", tight)
    with pytest.raises(TooManyAttempts):
        note_attempt("another@example.com", "10.0.0.1", tight)
    note_attempt("another@example.com", "10.0.0.2", tight)


def test_after_the_time_one_may_try_again(context: Flask, tight: Settings) -> None:
    del context
    for _ in range(3):
        note_attempt("nora@example.com", "10.0.0.1", tight)
    with clock.stopped_at(clock.now() + timedelta(minutes=tight.throttle_minutes, seconds=1)):
        note_attempt("nora@example.com", "10.0.0.1", tight)


def test_many_at_once_do_not_slip_through(app: Flask, tight: Settings) -> None:
    refused: list[TooManyAttempts] = []

    def attempt() -> None:
        with app.app_context():
            try:
                note_attempt("nora@example.com", "10.0.0.1", tight)
            except TooManyAttempts as error:
                refused.append(error)

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 5


def test_neither_account_nor_address_can_be_read_from_what_is_kept(
    context: Flask, tight: Settings, engine: Engine
) -> None:
    del context
    note_attempt("nora@example.com", "10.0.0.1", tight)
    kept = str(rows(engine, "SELECT account_key, address_key FROM sign_in_attempts"))
    assert "nora" not in kept
    assert "10.0" not in kept


def test_many_people_behind_one_address_sign_in_undisturbed(context: Flask, tight: Settings) -> None:
    del context
    for number in range(12):
        note_attempt(f"{number}@example.com", "10.0.0.1", tight)
        forget_attempts(f"{number}@example.com", "10.0.0.1", tight)


def test_signing_in_with_ones_own_account_does_not_help_to_guess_others(
    context: Flask, tight: Settings
) -> None:
    del context
    with pytest.raises(TooManyAttempts):  # noqa: PT012 - what is undone is the whole block
        for number in range(6):
            note_attempt(f"victim{number}@example.com", "10.0.0.1", tight)
            note_attempt("own@example.com", "10.0.0.1", tight)
            forget_attempts("own@example.com", "10.0.0.1", tight)
