"""How much text the language takes; more is a finding, never an exception."""

from typing import Final

MAX_BODY: Final = 1024 * 1024
"""Characters of a body."""

MAX_LINES: Final = 150_000
"""Lines of a body."""

MAX_HEADER: Final = 32 * 1024
"""Characters of a header."""

MAX_COMPANY: Final = 512 * 1024
"""Characters of a `company.yaml`."""

MAX_YAML_DEPTH: Final = 12
"""Lists and mappings inside one another in YAML."""

MAX_NESTING: Final = 20
"""Blocks, or quotes and list items, inside one another."""

MAX_FINDINGS_PER_CODE: Final = 200
"""Findings of one code for one document; a last one says that there are more."""

MAX_TITLE: Final = 200
"""Characters of a title."""


def is_too_large(body: str) -> bool:
    """Say whether a body is more than the language reads."""
    return len(body) > MAX_BODY or body.count("\n") >= MAX_LINES
