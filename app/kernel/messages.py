"""The mark for texts that people will read, in rooms that do not know their language."""


def N_(text: str) -> str:  # noqa: N802 - the customary name, which the extraction of texts looks for
    """Mark a text for translation and return it unchanged."""
    return text
