"""A folder of documents with the company's lists, read and written without loss (section 10)."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

from app.language.company import Company, read_company
from app.language.document import Document, parse_document
from app.language.errors import Finding, Severity
from app.language.foreign import Foreign, foreign_header, is_ours, read_foreign
from app.language.front_matter import FrontMatter, join_front_matter, normalise, split_front_matter
from app.language.headers import read_header
from app.language.naming import is_index, reading_order, slug_of
from app.language.pictures import PICTURES
from app.language.relative_links import as_document_links
from app.language.slugs import is_slug
from app.language.words import LANGUAGES

COMPANY_FILE: Final = "company.yaml"
_PASSED_OVER: Final = frozenset({"node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Corpus:
    """Hold documents by slug in reading order, the file each came from in its folder, and the lists.

    `company_text` is `company.yaml` as it was read, so that export gives it back. `pictures` are the names of
    the pictures there are; None says that nobody has looked.
    """

    company: Company
    documents: Mapping[str, Document]
    files: Mapping[str, str] = field(default_factory=dict)
    company_text: str = ""
    pictures: frozenset[str] | None = None


Findings = Mapping[str, tuple[Finding, ...]]


def read_corpus(paths: Sequence[Path], language: str | None = None) -> tuple[Corpus, Findings]:
    """Return the corpus under the paths (folders or files) and the findings of reading, by file.

    `company.yaml` is looked for at the top of each folder and beside each file; the first one holds.
    `language` is that of foreign files without one. A document's own findings are in the document, not
    here.

    Of several paths each file is named with its folder in front.

    Raises: FileNotFoundError for a path that is not there.
    """
    found = list(_files(paths))
    findings: dict[str, tuple[Finding, ...]] = {}
    company, company_text = _company(paths, findings, language)
    texts: dict[_File, FrontMatter] = {}
    for file in found:
        try:
            texts[file] = split_front_matter(file.path.read_bytes().decode("utf-8"))
        except (UnicodeDecodeError, OSError) as error:
            facts = {"reason": type(error).__name__}
            findings[file.name] = (Finding(1, 1, Severity.ERROR, "file.unreadable", facts),)
    reading = _Reading(texts, language if language in LANGUAGES else company.language, findings)
    return replace(
        reading.corpus(), company=company, company_text=company_text, pictures=_pictures(paths)
    ), findings


def write_corpus(corpus: Corpus, folder: Path) -> None:
    """Write every document and `company.yaml`, so that reading the folder again gives the same digests.

    A document goes where it came from, else to `<slug>.md`; nothing is written outside the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if corpus.company_text:
        _write(folder / COMPANY_FILE, corpus.company_text)
    taken: set[str] = set()
    for slug, document in corpus.documents.items():
        name = _file_name(slug, corpus.files.get(slug, ""), taken)
        taken.add(name.casefold())
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, join_front_matter(document.header_text, document.body))


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def _file_name(slug: str, file: str, taken: set[str]) -> str:
    path = PurePosixPath(file)
    is_inside = file and not path.is_absolute() and ".." not in path.parts and path.suffix == ".md"
    if is_inside and file.casefold() not in taken:
        return file
    name = f"{slug}.md" if is_slug(slug) else "document.md"
    if is_index(name):
        name = f"{slug}/{name}"
    number = 2
    while name.casefold() in taken:
        name = f"{slug if is_slug(slug) else 'document'}-{number}.md"
        number += 1
    return name


@dataclass(frozen=True, slots=True)
class _File:
    """Hold a file, its path from the top of its folder, and that folder's name."""

    path: Path
    name: str
    root: str


def _files(paths: Sequence[Path]) -> Iterator[_File]:
    seen: set[Path] = set()
    for path in paths:
        top = path.resolve()
        before = f"{top.name if path.is_dir() else top.parent.name}/" if len(paths) > 1 else ""
        if path.is_dir():
            names = [
                found.relative_to(path).as_posix()
                for found in path.rglob("*.md")
                if _is_document(found, path)
            ]
            files = [_File(path / name, before + name, top.name) for name in sorted(names, key=reading_order)]
        elif path.exists():
            files = [_File(path, before + path.name, top.parent.name)]
        else:
            raise FileNotFoundError(errno.ENOENT, "No such file or folder", str(path))
        for file in files:
            place = file.path.resolve()
            if place not in seen:
                seen.add(place)
                yield file


def _is_document(path: Path, top: Path) -> bool:
    parts = path.relative_to(top).parts
    return path.is_file() and not any(part.startswith(".") or part in _PASSED_OVER for part in parts)


def _pictures(paths: Sequence[Path]) -> frozenset[str]:
    folders = ((path if path.is_dir() else path.parent) / PICTURES for path in paths)
    return frozenset(file.name for folder in folders if folder.is_dir() for file in folder.iterdir())


def _company(
    paths: Sequence[Path], findings: dict[str, tuple[Finding, ...]], language: str | None
) -> tuple[Company, str]:
    for path in paths:
        file = (path if path.is_dir() else path.parent) / COMPANY_FILE
        if not file.is_file():
            continue
        try:
            text = normalise(file.read_bytes().decode("utf-8").removeprefix("\ufeff"))
        except (UnicodeDecodeError, OSError) as error:
            facts = {"reason": type(error).__name__}
            findings[COMPANY_FILE] = (Finding(1, 1, Severity.ERROR, "file.unreadable", facts),)
            break
        company, found = read_company(text)
        if found:
            findings[COMPANY_FILE] = found
        return company, text
    return Company.empty(language if language in LANGUAGES else "en"), ""


class _Reading:
    """Give each file its slug, ours first, then make documents of them."""

    def __init__(
        self, texts: Mapping[_File, FrontMatter], language: str, findings: dict[str, tuple[Finding, ...]]
    ) -> None:
        self._texts, self._language, self._findings = texts, language, findings
        self._ours = {file: is_ours(parts) for file, parts in texts.items()}
        self._slugs: dict[_File, str] = {}
        self._foreign: dict[_File, Foreign] = {}

    def corpus(self) -> Corpus:
        self._name_files()
        paths = {file.name: slug for file, slug in self._slugs.items()}
        documents = {self._slugs[file]: self._document(file, paths) for file in self._texts}
        files = {self._slugs[file]: file.name for file in self._texts}
        return Corpus(Company.empty(), documents, files)

    def _name_files(self) -> None:
        taken: dict[str, _File] = {}
        for file, parts in self._texts.items():
            named = read_header(parts.header_text)[0].slug if self._ours[file] else ""
            if named and named in taken:
                facts = {"slug": named, "file": taken[named].name}
                self._findings[file.name] = (Finding(1, 1, Severity.ERROR, "file.same-slug", facts),)
            elif named:
                taken[named] = file
                self._slugs[file] = named
        for file in self._texts:
            if file not in self._slugs:
                slug = slug_of(file.name, file.root, taken)
                taken[slug] = file
                self._slugs[file] = slug

    def _document(self, file: _File, paths: Mapping[str, str]) -> Document:
        parts, slug = self._texts[file], self._slugs[file]
        if self._ours[file]:
            document = parse_document(parts.header_text, parts.body, slug=slug, first_line=parts.first_line)
            if document.slug != slug:
                document = replace(document, header=replace(document.header, slug=slug))
            return document
        foreign = read_foreign(parts, PurePosixPath(file.name).stem.replace("-", " ").replace("_", " "))
        header_text = foreign_header(foreign, slug, self._language)
        body = as_document_links(foreign.body, file.name, paths)
        return parse_document(header_text, body, slug=slug, first_line=foreign.first_line)
