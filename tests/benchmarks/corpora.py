"""Texts of any size, made from the sample company so that they look like what people write."""

import re
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path

from app.language.corpus import Corpus, read_corpus
from app.language.document import Document, parse_document

ROOT = Path(__file__).parents[2]
STARTER = (ROOT / "standards/starter", ROOT / "situations/starter")


@cache
def sample() -> Corpus:
    """Return the sample company, both languages."""
    corpus, _ = read_corpus(STARTER)
    return corpus


def multiplied(times: int) -> Corpus:
    """Return the sample company several times over; the copies' slugs and links carry the copy's number."""
    documents: dict[str, Document] = {}
    for copy in range(times):
        for slug, document in sample().documents.items():
            named = _renamed(document, copy) if copy else document
            documents[named.slug if copy else slug] = named
    return Corpus(sample().company, documents, company_text=sample().company_text)


def a_part_of(share: int) -> Corpus:
    """Return every so-many-th German document of the sample company, evenly over all kinds and stages."""
    german = [text for text in sample().documents.values() if text.header.language == "de"]
    return replace(sample(), documents={text.slug: text for text in german[::share]})


LINK = re.compile(r"\[\[([a-z0-9-]+)")
NAMED = re.compile(r"^(slug|translation_of): (\S+)$", re.MULTILINE)


def _renamed(document: Document, copy: int) -> Document:
    body = LINK.sub(rf"[[\1-{copy}", document.body)
    header = NAMED.sub(rf"\1: \2-{copy}", document.header_text)
    return parse_document(header, body, slug=f"{document.slug}-{copy}")


def prose(size: int) -> str:
    """Return the sample company's German texts one after the other, about `size` bytes, no passage twice."""
    bodies = [text.body for text in sample().documents.values() if text.header.language == "de"]
    parts: list[str] = []
    for times in count():
        for body in bodies:
            # Each time round every paragraph says which it is, so that none is like another.
            parts.append(re.sub(r"(?<=\w)\.\n\n", f" ({times}.).\n\n", body) if times else body)
            if sum(map(len, parts)) > size:
                return "\n".join(parts).encode()[:size].decode("utf-8", "ignore")
    raise AssertionError


def one_long_document(size: int) -> str:
    """Return the body of one situation with an algorithm and prose of about `size` bytes."""
    situation = next(document for document in sample().documents.values() if document.algorithm is not None)
    prose = "\n\n".join(
        document.body.replace("::: algorithm", "::: dialogue good").split(":::")[0]
        for document in sample().documents.values()
    )
    repeated = prose * (size // max(1, len(prose.encode())) + 1)
    return (
        (repeated.encode()[: size - len(situation.body.encode())]).decode("utf-8", "ignore")
        + "\n\n"
        + situation.body
    )
