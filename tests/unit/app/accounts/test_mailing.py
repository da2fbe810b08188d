from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from app.accounts.mailing import add_mail, send_due_mails
from app.kernel import clock
from app.kernel.database import write_transaction
from config import Settings
from tests.stores import rows


class Postbox:
    """A mail server that can be down."""

    def __init__(self, *, is_down: bool = False) -> None:
        self.is_down = is_down
        self.received: list[EmailMessage] = []

    def deliver(self, message: EmailMessage) -> None:
        if self.is_down:
            raise ConnectionRefusedError
        self.received.append(message)


def test_a_due_mail_is_sent_once_and_its_text_forgotten(
    context: Flask, settings: Settings, engine: Engine
) -> None:
    del context
    add_mail("nora@example.com", "Your link", "https://secret")
    postbox = Postbox()
    assert send_due_mails(settings, postbox.deliver) == (1, 0)
    assert send_due_mails(settings, postbox.deliver) == (0, 0)
    assert postbox.received[0]["To"] == "nora@example.com"
    assert postbox.received[0].get_content().strip() == "https://secret"
    assert rows(engine, "SELECT text FROM mails") == [("",)]


def test_a_mail_waits_while_the_server_is_down_and_is_sent_later(context: Flask, settings: Settings) -> None:
    del context
    add_mail("nora@example.com", "Your link", "text")
    assert send_due_mails(settings, Postbox(is_down=True).deliver) == (0, 1)
    postbox = Postbox()
    assert send_due_mails(settings, postbox.deliver) == (0, 0)
    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        assert send_due_mails(settings, postbox.deliver) == (1, 0)


def test_sending_is_given_up_at_last(context: Flask, settings: Settings) -> None:
    del context
    add_mail("nora@example.com", "Your link", "text")
    moment = clock.now()
    tries = 0
    for _ in range(20):
        moment += timedelta(days=3)
        with clock.stopped_at(moment):
            tries += send_due_mails(settings, Postbox(is_down=True).deliver)[1]
    assert tries == 12


def test_a_mail_goes_with_the_deed_it_tells_of(context: Flask, engine: Engine) -> None:
    del context
    with pytest.raises(KeyError), write_transaction():  # noqa: PT012 - what is undone is the whole block
        add_mail("nora@example.com", "Your link", "text")
        raise KeyError
    assert rows(engine, "SELECT * FROM mails") == []
