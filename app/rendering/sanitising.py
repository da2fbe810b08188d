"""The one place where text becomes markup.

What people wrote passes `sanitise`. What we draw is built element by element (`drawn`) or by an autoescaped
template whose only markup comes from these functions (`assembled`). What an edition has kept was made here
before (`kept`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from xml.etree import ElementTree as ET

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from app.language.allowed_html import TAGS

_GONE_WITH_CONTENT = {
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "math",
    "textarea",
    "title",
}
_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title", "id", "aria-label"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "div": {"id", "aria-label"},
    **{tag: {"id"} for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "sup", "span", "dt")},
}
_EVERYWHERE = {"lang", "dir"}
_PICTURE = {"src", "srcset", "sizes", "alt", "width", "height"}
PICTURE_SIZES: Final = "(max-width: 46rem) 92vw, 42rem"
"""How wide a picture is shown at most; the browser chooses by it which form to load."""
_FIXED = {"div": {"role": {"region"}, "tabindex": {"0"}}}
_ALIGNED = {"align-left", "align-center", "align-right"}
_CALLOUTS = {f"callout--{name}" for name in ("note", "tip", "warning", "legal", "why")}
_CLASSES: dict[str, set[str]] = {
    "a": {"footnote-ref", "document-link"},
    "aside": {"callout", "wording", "wording--say", "wording--avoid", "wording--why"} | _CALLOUTS,
    "blockquote": {"wording-text"},
    "div": {"table-scroll"},
    "li": {"criterion"},
    "p": {"callout-label", "wording-label", "displayed-not", "picture"},
    "span": {
        "placeholder",
        "criterion-impact",
        "criterion-area",
        "image-text",
        "unknown-link",
        "displayed-not",
        "picture-caption",
    },
    "sup": {"footnote"},
    "td": _ALIGNED,
    "th": _ALIGNED,
    "ul": {"criteria"},
    "ol": {"criteria"},
}
_ABSOLUTE = re.compile(r"(?:https?://[^\s/]|mailto:|tel:)", re.IGNORECASE)
_OURS = re.compile(r"(?!//)[^\x00-\x20\\:?#\x7f]*(?:\?[^\x00-\x20\\#\x7f]*)?(?:#[^\x00-\x20\x7f]*)?")
_ID = re.compile(r"[\w.:-]{1,200}")
_PIXELS = re.compile(r"[1-9][0-9]{0,4}")
_SVG_TAGS = frozenset({"svg", "g", "rect", "path", "circle", "text", "tspan", "title", "desc", "style"})

_templates = Environment(
    loader=PackageLoader("app.rendering"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def sanitise(
    html: str,
    *,
    id_prefix: str = "",
    addresses: frozenset[str] = frozenset(),
    pictures: frozenset[str] = frozenset(),
) -> Markup:
    """Return what is harmless of the HTML that Markdown made of people's text.

    Ids stay only with the prefix. Links stay only to http, https, mailto and tel, to ids with the prefix,
    and to the given addresses, which are our own. Pictures stay only where some are given, which are what
    `src` and `srcset` may be, word for word. Sanitising twice changes nothing.
    """
    return Markup(  # noqa: S704 (this is the sanitiser)
        nh3.clean(
            html,
            tags={*TAGS, "img"} if pictures else set(TAGS),
            clean_content_tags=_GONE_WITH_CONTENT,
            attributes={**_ATTRIBUTES, "img": _PICTURE, "*": _EVERYWHERE},
            tag_attribute_values=_FIXED,
            allowed_classes=_CLASSES,
            attribute_filter=_attribute_filter(id_prefix, addresses, pictures),
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="noopener noreferrer",
        )
    )


def _attribute_filter(
    id_prefix: str, addresses: frozenset[str], pictures: frozenset[str]
) -> Callable[[str, str, str], str | None]:
    def keep(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "id":
            return value if value.startswith(id_prefix) and _ID.fullmatch(value) else None
        if tag == "a" and attribute == "href":
            is_ours = (value in addresses and is_our_address(value)) or (
                value.startswith(f"#{id_prefix}") and _ID.fullmatch(value[1:])
            )
            return value if is_ours or _ABSOLUTE.match(value) else None
        if tag == "img":
            return value if _is_of_picture(attribute, value, pictures) else None
        return value

    return keep


def _is_of_picture(attribute: str, value: str, pictures: frozenset[str]) -> bool:
    if attribute in {"src", "srcset"}:
        return value in pictures
    if attribute == "sizes":
        return value == PICTURE_SIZES
    return attribute not in {"width", "height"} or bool(_PIXELS.fullmatch(value))


def is_our_address(address: str) -> bool:
    """Say whether an address stays on our pages: it names neither a scheme nor a host."""
    return bool(_OURS.fullmatch(address))


def assembled(template: str, **values: object) -> Markup:
    """Return what an autoescaped template of ours makes of texts, and of markup that comes from here."""
    return Markup(_templates.get_template(template).render(values))  # noqa: S704 (autoescaped)


def drawn(picture: ET.Element) -> Markup:
    """Return a drawing of ours as SVG; its texts are escaped.

    Raises:
        ValueError: it holds an element that no drawing of ours has, or an attribute that could act.
    """
    for element in picture.iter():
        if element.tag not in _SVG_TAGS or any(
            name.lower().startswith(("on", "href")) for name in element.attrib
        ):
            message = f"not a drawing of ours: <{element.tag}>"
            raise ValueError(message)
    return Markup(ET.tostring(picture, encoding="unicode"))  # noqa: S704 (ElementTree escapes)


def kept(html: str) -> Markup:
    """Return HTML that `render_document` made and an edition has kept; never call it with anything else."""
    return Markup(html)  # noqa: S704 (it came out of this module)
