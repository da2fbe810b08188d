"""The way from the start of the guide to a document."""

from flask import url_for

from app.guide.pages import group_of
from app.guide.register import Line, Register
from app.guide.shelf import EditionInForce
from app.language.words import Kind
from app.web.i18n import _, current_language


def variant_name(variant: str) -> str:
    """Return the name of a variant as pages write it."""
    return variant.upper()


def trail_to(edition: EditionInForce, register: Register, line: Line) -> list[tuple[str, str]]:
    """Return the way from the start of the guide to a document: labels with addresses."""
    variant = edition.variant.value
    language = current_language()
    steps = [
        (
            _("Guide %(variant)s", variant=variant_name(variant)),
            url_for("guide.start", variant=variant),
        )
    ]
    if line.kind == Kind.SITUATION.value:
        group = group_of(register.situations_by_stage(language), line.stage)
        steps.append((group.name, url_for("guide.stage", variant=variant, stage=line.stage)))
    elif line.section:
        group = group_of(register.standards_by_section(language), line.section)
        steps.append((group.name, url_for("guide.section", variant=variant, section=line.section)))
    return steps
