"""Slowing down whoever guesses passwords: counted in the database, by all server processes together."""

import hashlib
import hmac
import math
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask, request
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.accounts.errors import TooManyAttempts
from app.accounts.models import SignInAttempt
from app.kernel.clock import now
from app.kernel.database import take_turns, write_transaction
from app.web.actors import current_actor
from config import Settings

GUARDED = frozenset(
    {"security.login", "security.forgot_password", "security.verify", "security.change_password"}
)


def init_app(app: Flask, settings: Settings) -> None:
    """Count every try to sign in, or to have a link sent, before it is answered."""

    def count() -> None:
        if request.method == "POST" and request.endpoint in GUARDED:
            note_attempt(_account(), request.remote_addr or "", settings)

    app.before_request(count)


def _account() -> str:
    actor = current_actor()
    if actor.is_signed_in:
        return f"user {actor.user_id}"
    sent = request.get_json(silent=True) if request.is_json else None
    return str((sent if isinstance(sent, dict) else request.form).get("email", ""))


def note_attempt(account: str, address: str, settings: Settings) -> None:
    """Count one try for the account and from the address; unknown accounts count like known ones.

    The try is stored before the password is looked at, so that many at once do not slip through.

    Raises:
        TooManyAttempts: there were more than allowed in the last minutes.

    """
    moment, window = now(), timedelta(minutes=settings.throttle_minutes)
    account_key, address_key = (
        _key(kind, value, settings) for kind, value in (("account", account), ("address", address))
    )
    with write_transaction() as current:
        take_turns("sign_in_attempts")
        current.execute(sa.delete(SignInAttempt).where(SignInAttempt.at <= moment - window))
        by_account = _count(current, SignInAttempt.account_key, account_key) if account_key else 0
        by_address = _count(current, SignInAttempt.address_key, address_key)
        if by_account < settings.throttle_account and by_address < settings.throttle_address:
            current.add(SignInAttempt(at=moment, account_key=account_key, address_key=address_key))
            return
    raise TooManyAttempts(retry_after=math.ceil(window.total_seconds()), minutes=settings.throttle_minutes)


def forget_attempts(account: str, address: str, settings: Settings) -> None:
    """Begin to count anew for an account that was signed in to, and take this one try off its address.

    Other tries count on for the address: owning one account does not help to guess the password of another.
    """
    account_key, address_key = _key("account", account, settings), _key("address", address, settings)
    succeeded = (
        sa.select(sa.func.max(SignInAttempt.id))
        .where(SignInAttempt.account_key == account_key, SignInAttempt.address_key == address_key)
        .scalar_subquery()
    )
    with write_transaction() as current:
        current.execute(sa.delete(SignInAttempt).where(SignInAttempt.id == succeeded))
        current.execute(
            sa.update(SignInAttempt).where(SignInAttempt.account_key == account_key).values(account_key="")
        )


def _count(current: Session, column: InstrumentedAttribute[str], key: str) -> int:
    return current.scalar(sa.select(sa.func.count()).select_from(SignInAttempt).where(column == key)) or 0


def _key(kind: str, value: str, settings: Settings) -> str:
    """Return a digest that only this installation can make; "" for nothing, which is not counted."""
    if not value.strip():
        return ""
    text = f"{kind}:{value.strip().casefold()}"
    return hmac.new(settings.signing_key().encode(), text.encode(), hashlib.sha256).hexdigest()
