"""Mails: written into the outbox with the deed they tell of, sent later: no mail server can undo a deed."""

import smtplib
import ssl
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import sqlalchemy as sa
from flask_security import MailUtil

from app.accounts.models import Mail
from app.kernel.clock import now
from app.kernel.database import compare_and_set, session, write_transaction
from config import Settings

TIMEOUT_S = 30
FIRST_PAUSE = timedelta(minutes=2)
MOST_ATTEMPTS = 12

Deliver = Callable[[EmailMessage], None]


class OutboxMail(MailUtil):
    """What Flask-Security calls to send a mail: it only goes into the outbox."""

    def send_mail(self, *arguments: Any, **_context: Any) -> None:  # noqa: ANN401 - as the library calls it
        _template, subject, recipient, _sender, body = arguments[:5]
        add_mail(str(recipient), str(subject), str(body))


def add_mail(recipient: str, subject: str, text: str, *, html: str = "", settings_address: str = "") -> None:
    """Put a mail into the outbox, in the running write transaction if there is one.

    `settings_address` is the page where its receiver can have such mails stopped.
    """
    moment = now()
    with write_transaction() as current:
        current.add(
            Mail(
                created_at=moment,
                due_at=moment,
                recipient=recipient,
                subject=subject,
                text=text,
                html=html,
                settings_address=settings_address,
            )
        )


def send_due_mails(settings: Settings, deliver: Deliver) -> tuple[int, int]:
    """Send what is due; return how many were sent and how many failed and will be tried again later.

    A mail is claimed before it is sent: two senders at once do not send it twice. Its text is emptied
    once it was sent, for it may hold a link to set a password.
    """
    sent = failed = 0
    due = session().scalars(sa.select(Mail).where(Mail.due_at <= now()).order_by(Mail.id).limit(500)).all()
    for mail in due:
        if not _claim(mail):
            continue
        try:
            deliver(_message(mail, settings))
        except (OSError, smtplib.SMTPException):
            failed += 1
        else:
            sent += 1
            _mark_sent(mail.id)
    return sent, failed


def smtp_delivery(settings: Settings) -> Deliver:
    """Return the way to the mail server of the settings; each mail opens a connection of its own."""

    def deliver(message: EmailMessage) -> None:
        with _connection(settings) as connection:
            if settings.smtp_user:
                connection.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            connection.send_message(message)

    return deliver


def _connection(settings: Settings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_S, context=context)
    connection = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_S)
    if settings.smtp_security == "starttls":
        connection.starttls(context=context)
    return connection


def _claim(mail: Mail) -> bool:
    attempt = mail.attempts + 1
    pause = FIRST_PAUSE * 2 ** min(attempt, 10)
    next_try = now() + pause if attempt < MOST_ATTEMPTS else None
    with write_transaction():
        return compare_and_set(
            Mail,
            mail.id,
            {Mail.attempts: mail.attempts, Mail.sent_at: None},
            {Mail.attempts: attempt, Mail.due_at: next_try},
        )


def _mark_sent(mail_id: int) -> None:
    sent = {"sent_at": now(), "due_at": None, "text": "", "html": ""}
    with write_transaction() as current:
        current.execute(sa.update(Mail).where(Mail.id == mail_id).values(**sent))


def _message(mail: Mail, settings: Settings) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    if mail.settings_address:
        message["List-Unsubscribe"] = f"<{mail.settings_address}>"
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    return message
