"""The pictures of a folder that is imported from the command line."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.kernel.actors import Actor
from app.language.corpus import Corpus
from app.language.document import parse_document
from app.language.front_matter import join_front_matter, split_front_matter
from app.language.pictures import placed_pictures
from app.language.source import Source
from standards.pictures.services import take_in_picture
from standards.transfer.losses import Losses
from standards.transfer.picturing import PictureTray


def with_pictures(corpus: Corpus, paths: Sequence[Path], actor: Actor) -> Corpus:
    """Keep the pictures that lie beside the texts and return the corpus, its pictures named as we name them.

    Texts whose pictures bear our own names already stay as they are, to the letter. What is no picture, or
    not there, is left to the checker.

    Raises:
        NotAllowed: the actor may not add pictures.
        NoRoomForPicture: they cannot be kept.

    """
    folders = [path if path.is_dir() else path.parent for path in paths]
    roots = (*folders, *(folder.resolve().parent for folder in folders if len(paths) > 1))
    documents = dict(corpus.documents)
    with tempfile.TemporaryDirectory(prefix="pictures-") as place:
        tray = PictureTray(roots, Path(place))
        words: dict[str, str] = {}
        for slug, text in corpus.documents.items():
            if "![" not in text.body:
                continue
            # An empty front matter, so that nothing in the body is taken for one.
            source = join_front_matter("", text.body)
            changed = tray.rewritten(source, corpus.files.get(slug, ""), Losses())
            if changed != source:
                documents[slug] = parse_document(
                    text.header_text, split_front_matter(changed).body, slug=slug
                )
            found = placed_pictures(Source(documents[slug].body))
            words |= {picture.name: words.get(picture.name) or picture.words for picture in found}
        for file in sorted(Path(place).iterdir()):
            take_in_picture(file.read_bytes(), file.name, words.get(file.name, ""), actor)
    return replace(corpus, documents=documents)
