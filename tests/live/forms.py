"""What a browser would send of the forms on a page."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

SILENT = frozenset({"submit", "button", "reset", "file", "image"})


@dataclass
class SentForm:
    """One form: where it is sent, and its fields as they stand."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)

    def put(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[SentForm] = []
        self._text: tuple[str, list[str]] | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(SentForm(has.get("action", "")))
        elif not self.forms:
            return
        elif tag == "input":
            self._input(has)
        elif tag == "textarea":
            self._text = (has.get("name", ""), [])
        elif tag == "select":
            self._select = has.get("name", "")
        elif tag == "option" and self._select and "selected" in has:
            self.forms[-1].put(self._select, has.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text:
            name, parts = self._text
            # A browser leaves out the line end right behind the tag.
            self.forms[-1].put(name, "".join(parts).removeprefix("\n"))
            self._text = None
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._text:
            self._text[1].append(data)

    def _input(self, has: dict[str, str]) -> None:
        kind = has.get("type", "text")
        is_off = kind in {"checkbox", "radio"} and "checked" not in has
        if has.get("name") and kind not in SILENT and not is_off and "disabled" not in has:
            self.forms[-1].put(has["name"], has.get("value", "on" if kind == "checkbox" else ""))


def form_with(page: str, name: str) -> SentForm:
    """Return the form of a page that has a field of this name."""
    reader = _Reader()
    reader.feed(page)
    return next(form for form in reader.forms if name in form.fields)
