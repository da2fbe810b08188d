"""Judging addresses that came with a request."""

from urllib.parse import urlsplit


def is_own_address(address: str) -> bool:
    """Return whether the address is a path on this server: no other host, however browsers may read it."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return False
    if any(ord(character) < ord(" ") for character in address):
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc
