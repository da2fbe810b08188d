"""The reader's language on the command line: that of the environment, else English."""

import gettext
import os
from collections.abc import Callable
from pathlib import Path

CATALOGUES = Path(__file__).parents[1] / "translations"
LANGUAGES = {"de": "de", "nb": "nb", "no": "nb", "nn": "nb"}


def reader_language() -> str:
    """Return en, de or nb, as LC_ALL, LC_MESSAGES or LANG ask for."""
    wanted = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return LANGUAGES.get(wanted[:2].lower(), "en")


def reader_translation() -> Callable[[str], str]:
    """Return what turns our sentences into the reader's language."""
    return gettext.translation("messages", CATALOGUES, [reader_language()], fallback=True).gettext
