"""The order of a book: which chapters it has, and which documents stand in them under which number."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from app.language.document import Document
from app.language.words import Kind, Variant
from training.handbooks.book import Book
from training.handbooks.sorting import sort_key
from training.handbooks.words import BookWords


@dataclass(frozen=True, slots=True)
class Leaf:
    """Hold one document in its place; the number is printed before its title, empty in an appendix."""

    number: str
    document: Document

    @property
    def anchor(self) -> str:
        """Return the id by which the book links to the document."""
        return self.document.slug


@dataclass(frozen=True, slots=True)
class Group:
    """Hold leaves under a common name; the name is empty where the chapter is not divided."""

    name: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Hold a chapter: number `1`… or letter `A`…, its groups, and a remark where something is missing."""

    anchor: str
    number: str
    title: str
    groups: tuple[Group, ...]
    remark: str = ""

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        return tuple(leaf for group in self.groups for leaf in group.leaves)


@dataclass(frozen=True, slots=True)
class _Plan:
    title: str
    groups: tuple[tuple[str, tuple[Document, ...]], ...]
    remark: str = ""


def arrange(book: Book, words: BookWords) -> tuple[Chapter, ...]:
    """Return the numbered chapters: standards, then stages in the company's order; in B2B stages first."""
    standards = _standards(book, words)
    stages = _stages(book, words)
    plans = [*stages, *standards] if book.variant is Variant.B2B else [*standards, *stages]
    return tuple(_numbered(place, plan) for place, plan in enumerate(plans, start=1))


def appendix_of_scripts(book: Book, words: BookWords, letter: str) -> Chapter | None:
    """Return the appendix of shared wording in alphabetical order, or None where there is none."""
    scripts = [text for text in book.documents if text.header.kind is Kind.SCRIPT]
    scripts.sort(key=lambda text: sort_key(text.title, book.language))
    leaves = tuple(Leaf("", text) for text in scripts)
    return Chapter("_wording", letter, words.wording, (Group("", leaves),)) if leaves else None


def _numbered(place: int, plan: _Plan) -> Chapter:
    groups, count = [], 0
    for name, documents in plan.groups:
        leaves = tuple(Leaf(f"{place}.{count + step}", text) for step, text in enumerate(documents, start=1))
        groups.append(Group(name, leaves))
        count += len(leaves)
    return Chapter(f"_chapter-{place}", str(place), plan.title, tuple(groups), plan.remark)


def _stages(book: Book, words: BookWords) -> list[_Plan]:
    situations = [text for text in book.documents if text.header.kind is Kind.SITUATION]
    names = {stage.id: stage.name(book.language) for stage in book.company.stages}
    by_stage = _grouped(situations, lambda text: text.header.stage)
    known = [*names, *(stage for stage in by_stage if stage not in names)]
    plans = []
    for stage in known:
        texts = by_stage.get(stage, ())
        remark = _remark(texts, words)
        if texts or (book.variant is Variant.B2B and situations):
            title = names.get(stage) or _readable(stage) or words.situations
            plans.append(_Plan(title, (("", texts),), remark if book.variant is Variant.B2B else ""))
    return plans


def _remark(texts: tuple[Document, ...], words: BookWords) -> str:
    if any(text.algorithm for text in texts):
        return ""
    return words.no_algorithm if texts else words.no_situation


def _standards(book: Book, words: BookWords) -> list[_Plan]:
    """Return one chapter divided by section; where the book has nothing else, a chapter for each section."""
    texts = [text for text in book.documents if text.header.kind is Kind.STANDARD]
    if not texts:
        return []
    shelves = {text.slug: _shelf(book, text) for text in texts}
    by_shelf = _grouped(texts, lambda text: shelves[text.slug])
    order = [section.id for section in book.company.sections]
    keys = sorted(by_shelf, key=lambda key: order.index(key) if key in order else len(order))
    groups = tuple((_shelf_name(book, key, by_shelf[key], words), by_shelf[key]) for key in keys)
    is_only = all(text.header.kind is Kind.STANDARD for text in book.documents)
    if is_only and len(groups) > 1:
        return [_Plan(name, (("", documents),)) for name, documents in groups]
    named = groups if len(groups) > 1 else (("", groups[0][1]),)
    return [_Plan(words.standards, named)]


def _shelf(book: Book, text: Document) -> str:
    """Return the section a standard names, else the first folder of its file."""
    parts = PurePosixPath(book.shelves.get(text.slug, "")).parts
    return text.header.section or (parts[0] if len(parts) > 1 and not book.company.sections else "")


def _shelf_name(book: Book, key: str, texts: tuple[Document, ...], words: BookWords) -> str:
    for section in book.company.sections:
        if section.id == key:
            return section.name(book.language)
    front = [
        text
        for text in texts
        if PurePosixPath(book.shelves.get(text.slug, "")).stem.lower() in {"index", "readme"}
    ]
    heads = [text for text in front if len(PurePosixPath(book.shelves[text.slug]).parts) <= (2 if key else 1)]
    return heads[0].title if heads else _readable(key) or words.general


def _readable(name: str) -> str:
    words = name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _grouped(texts: Iterable[Document], key: Callable[[Document], str]) -> Mapping[str, tuple[Document, ...]]:
    groups: dict[str, tuple[Document, ...]] = {}
    for text in texts:
        groups[key(text)] = (*groups.get(key(text), ()), text)
    return groups
