"""Words from elsewhere as Markdown: what would be a sign of the language is written so that it is none."""

import re

_INLINE = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,40};)|(?<!\{)\{(?!\{)")
_ENTITIES = {"<": "&lt;", "&": "&amp;", "{": "&#123;"}
_LINE_START = re.compile(
    r"(?m)^[ \t]*(?:(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|\|)|(\d{1,9})([.)])(?=\s|$)|(:|~~~|[-=]{2,}\s*$))"
)
_TICKS = re.compile(r"`+")


def escaped(words: str) -> str:
    """Return words so that Markdown shows them as they are; `{{placeholders}}` stay what they are."""
    return _INLINE.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), words)


def guarded(paragraph: str) -> str:
    """Return a paragraph of Markdown whose lines begin no heading, list, quote, block or table."""
    return _LINE_START.sub(_guarded_start, paragraph)


def _guarded_start(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\{found[1]}"
    if found[2]:
        return f"{found[2]}\\{found[3]}"
    sign = found[4]
    return f"&#{ord(sign[0])};{sign[1:]}"


def as_code(text: str) -> str:
    """Return text in as many back-ticks as it takes."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    ticks = "`" * (longest + 1)
    gap = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{gap}{text}{gap}{ticks}"


def as_fence(text: str) -> str:
    """Return text as a block of code."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}\n{text.strip(chr(10))}\n{ticks}"


def as_address(address: str) -> str:
    """Return an address as it may stand in the round brackets of a link."""
    plain = re.sub(r"[\s<>]+", "%20", address.strip())
    return f"<{plain}>" if re.search(r"[()]", plain) else plain
