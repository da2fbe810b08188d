"""Headers as text: for documents that come from elsewhere and for those that an edition has cut."""

from typing import Final

import yaml

from app.language.headers import FIELDS, Header
from app.language.words import BOTH, Kind, ScriptWording


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


_ORDER: Final = (
    "kind",
    "title",
    "slug",
    "language",
    "summary",
    "variants",
    "review_on",
    "translation_of",
    "class",
    "contact_point",
    "stage",
    "concern",
    "channels",
    "departments",
    "hardest",
    "standards",
    "section",
    "aims",
    "owner",
    "wording",
    "imported",
    "edition",
)


def write_header(header: Header) -> str:
    """Return the YAML text of a header, fields in a fixed order, absent ones left out."""
    values = _values(header)
    own = FIELDS[header.kind]
    shown = {name: values[name] for name in _ORDER if name in own and values[name] not in ("", [], None, {})}
    return yaml.dump(shown, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000).removesuffix(
        "\n"
    )


def _values(header: Header) -> dict[str, object]:
    has_own_words = header.kind is Kind.SCRIPT and header.wording is ScriptWording.OWN_WORDS
    return {
        "kind": header.kind.value,
        "title": header.title,
        "slug": header.slug,
        "language": header.language,
        "summary": header.summary,
        "variants": [] if header.variants == BOTH else [variant.value for variant in header.variants],
        "review_on": header.review_on.isoformat() if header.review_on else None,
        "translation_of": header.translation_of,
        "class": header.situation_class.value if header.situation_class else None,
        "contact_point": header.contact_point,
        "stage": header.stage,
        "concern": header.concern.value if header.concern else None,
        "channels": list(header.channels),
        "departments": list(header.departments),
        "hardest": "true" if header.hardest else None,
        "standards": list(header.standards),
        "section": header.section,
        "aims": list(header.aims),
        "owner": header.owner,
        "wording": header.wording.value if has_own_words else None,
        "imported": dict(header.imported),
        "edition": header.edition.value if header.edition else None,
    }
