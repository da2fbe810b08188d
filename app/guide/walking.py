"""Pages of the walk-through: one step at a time, by links alone."""

from dataclasses import dataclass

from flask import Response as FlaskResponse
from flask import render_template, url_for
from werkzeug.wrappers import Response

from app.guide.pages import page_of, parsed
from app.guide.register import Line, Register
from app.guide.shelf import EditionInForce
from app.guide.steps import chart_at, step_text
from app.guide.trails import trail_to
from app.kernel.errors import NotFound
from app.language.tree import Algorithm, EndTarget, SituationTarget, Step
from app.language.words import Variant
from app.rendering.context import guide_address
from app.rendering.plain_text import unmarked
from app.web.i18n import _
from situations.walkthrough.errors import LostPath
from situations.walkthrough.stretches import Stretch, followed_by, read_stretches
from situations.walkthrough.walking import Walk, read_path


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold one answer to press: its words, where it leads, and the situation that comes there, if any."""

    text: str
    address: str
    hand_over: Line | None = None
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """Hold one step that lies behind: what it was, what was answered, and the way back to it."""

    text: str
    answer: str
    address: str
    situation: str = ""


@dataclass(frozen=True, slots=True)
class Guided:
    """Know the variant, the situation and the stretches before it: all that addresses are made of."""

    variant: Variant
    register: Register
    line: Line
    before: tuple[Stretch, ...]
    otherwise: str

    def address(self, walk: Walk) -> str:
        """Return the address of a place in this situation."""
        return self.address_of(self.line.slug, walk.path, self.before)

    def address_of(self, slug: str, path: str, before: tuple[Stretch, ...]) -> str:
        """Return the address of a place in any situation."""
        return url_for(
            "guide.walk",
            variant=self.variant.value,
            slug=slug,
            path=path or None,
            before=[str(stretch) for stretch in before] or None,
        )

    def choice(self, text: str, walk: Walk) -> Choice:
        """Return the answer that leads to where this walk stands."""
        place = walk.place
        if not isinstance(place, SituationTarget):
            return Choice(text, self.address(walk), is_end=isinstance(place, EndTarget))
        other = self.register.by_slug.get(place.slug)
        if other is None:
            raise LostPath
        before = followed_by(self.before, Stretch(self.line.slug, walk.path))
        if not other.has_algorithm:
            return Choice(text, url_for("guide.document", variant=self.variant.value, slug=other.slug), other)
        return Choice(text, self.address_of(other.slug, "", before), other)


def walk_page(
    edition: EditionInForce, register: Register, line: Line, path: str, before: list[str]
) -> Response | str:
    """Return the page of the place that a path leads to; an address astray gets a page with ways back.

    Raises:
        NotFound: the document has no algorithm.

    """
    algorithm = _algorithm(line)
    try:
        guided = Guided(
            edition.variant, register, line, read_stretches(before), unmarked(algorithm.otherwise)
        )
        return _page(edition, guided, read_path(algorithm, path))
    except LostPath as error:
        trail = trail_to(edition, register, line)
        page = render_template(
            "guide/lost.html", edition=edition, line=line, message=error.text(_), trail=trail
        )
        return FlaskResponse(page, 404, mimetype="text/html")


def _page(edition: EditionInForce, guided: Guided, here: Walk) -> str:
    step = here.place if isinstance(here.place, Step) else None
    page = page_of(guided.line.id).html
    choices = [guided.choice(unmarked(way.text), way.walk) for way in here.ways]
    return render_template(
        "guide/walk.html",
        edition=edition,
        guided=guided,
        here=here,
        step=step,
        reached=unmarked(here.place.reached) if isinstance(here.place, EndTarget) else "",
        hand_over=guided.choice("", here) if isinstance(here.place, SituationTarget) else None,
        text=step_text(page, guide_address("", step.id).removeprefix("#"), f"../{guided.line.slug}")
        if step
        else None,
        chart=chart_at(page, step.id) if step else "",
        choices=choices,
        behind=_behind(guided, here),
        back=_back(guided, here),
        trail=trail_to(edition, guided.register, guided.line),
    )


def _behind(guided: Guided, here: Walk) -> list[Behind]:
    """Return all that lies behind, the oldest first, stretches through earlier situations included."""
    found: list[Behind] = []
    for position in range(len(guided.before)):
        found += _passed(*_earlier(guided, position))
    return found + _passed(guided, here)


def _passed(guided: Guided, walk: Walk) -> list[Behind]:
    found: list[Behind] = []
    at = walk.back
    while at is not None:
        passed = walk.passed[len(at.passed)]
        situation = "" if at.passed else guided.line.title
        found.append(
            Behind(unmarked(passed.step.text), unmarked(passed.answer_text), guided.address(at), situation)
        )
        at = at.back
    return found[::-1]


def _back(guided: Guided, here: Walk) -> str:
    """Return the address one step back, over a hand-over too; empty at the very beginning."""
    if here.back is not None:
        return guided.address(here.back)
    if not guided.before:
        return ""
    earlier, walk = _earlier(guided, len(guided.before) - 1)
    return earlier.address(walk.back) if walk.back else ""


def _earlier(guided: Guided, position: int) -> tuple[Guided, Walk]:
    """Return the earlier situation at this position of the trail, and the walk through it."""
    stretch = guided.before[position]
    line = guided.register.by_slug.get(stretch.slug)
    if line is None or not line.has_algorithm:
        raise LostPath
    algorithm = _algorithm(line)
    earlier = Guided(
        guided.variant, guided.register, line, guided.before[:position], unmarked(algorithm.otherwise)
    )
    return earlier, read_path(algorithm, stretch.path)


def _algorithm(line: Line) -> Algorithm:
    algorithm = parsed(line).algorithm if line.has_algorithm else None
    if algorithm is None:
        raise NotFound
    return algorithm
