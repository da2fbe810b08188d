"""What a password must be, and its hash."""

from flask_security.proxies import _security
from flask_security.utils import hash_password

from app.accounts.errors import WeakPassword

SHORTEST = 15
# Beyond it hashing would only keep the server busy.
LONGEST = 256


def hashed(password: str, email: str) -> str:
    """Return the argon2 hash of a password.

    Raises:
        WeakPassword: it is too short, too long, or the account's own address.

    """
    normal = _security.password_util.normalize(password)
    if not SHORTEST <= len(normal) <= LONGEST or normal.casefold() == email.casefold():
        raise WeakPassword(field="password", shortest=SHORTEST, longest=LONGEST)
    made: str = hash_password(normal)
    return made
