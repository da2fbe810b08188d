"""What a picture is called: words of its file's name, then the first digits of its checksum."""

import re
from pathlib import PurePosixPath

from app.language.naming import to_slug

DIGITS = 10
MORE_DIGITS = 24
"""For the case that two pictures agree in the first digits."""

LONGEST_WORDS = 60
_OWN = re.compile(r"(?P<words>\w[\w-]{0,79})-(?P<digits>[0-9a-f]{10,24})\.webp")


def name_for(file: str, digest: str, digits: int = DIGITS) -> str:
    """Return the name of a picture that was called `file` before."""
    path = PurePosixPath(file.replace("\\", "/"))
    words = to_slug(path.stem)[:LONGEST_WORDS].strip("-_").lower() or "picture"
    return f"{words}-{digest[:digits]}.webp"


def is_name_of(name: str, digest: str) -> bool:
    """Say whether a name is one that we give, and ends in the digits of this checksum."""
    found = _OWN.fullmatch(name)
    return found is not None and digest.startswith(found["digits"])
