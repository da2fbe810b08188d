"""Which software sets the book, as printed in the colophon."""

from importlib.metadata import PackageNotFoundError, version


def software() -> str:
    """Return our name and the typesetter's with versions; ours has none in a tree that is not installed."""
    try:
        ours = f"Standardwerk {version('standardwerk')}"
    except PackageNotFoundError:
        ours = "Standardwerk"
    return f"{ours}, WeasyPrint {version('weasyprint')}"
