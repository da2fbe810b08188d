"""Addresses of our pages for those who are told of them, and judging addresses that came with a request."""

from urllib.parse import urlsplit

from flask import current_app


def path_to(endpoint: str, **values: object) -> str:
    """Return the path of a page, also outside of any request, as notices and mails keep it."""
    return current_app.url_map.bind("").build(endpoint, values)


def is_own_address(address: str) -> bool:
    """Return whether the address is a path on this server: no other host, however browsers may read it."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return False
    if any(ord(character) < ord(" ") for character in address):
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc
