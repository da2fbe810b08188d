"""Changes of pictures: adding, describing and deleting them, and clearing away files without a picture."""

import sqlalchemy as sa

from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.clock import now
from app.kernel.database import compare_and_set, session, take_turns, write_transaction
from app.kernel.permissions import require
from standards.pictures.encoding import Encoded, adopt_picture, encode_picture
from standards.pictures.errors import DescribedMeanwhile, PictureInUse, PictureWithoutWords
from standards.pictures.files import is_sweeping_due, keep_files, sweep_files
from standards.pictures.models import Picture
from standards.pictures.naming import DIGITS, MORE_DIGITS, is_name_of, name_for
from standards.pictures.policies import PicturePermission
from standards.pictures.queries import known_digests, picture_by_name
from standards.pictures.uses import uses_of

LONGEST_ALT = 1000


def add_picture(data: bytes, file: str, alt: str, actor: Actor) -> Picture:
    """Encode an uploaded picture anew and keep it; a picture that is there already is given back as it is.

    `file` is what it was called, `alt` says what it shows.

    Raises:
        NotAllowed, PictureWithoutWords: nothing was looked at.
        VectorDrawing, NotAPicture, PictureTooLarge, TooManyPixels: it cannot be taken.
        NoRoomForPicture: it cannot be kept.

    """
    require(actor, PicturePermission.ADD)
    words = cleaned(alt)
    if not words:
        raise PictureWithoutWords(field="alt")
    encoded = encode_picture(data, file)
    if is_sweeping_due():
        sweep_pictures()
    keep_files(encoded)
    with write_transaction():
        present = session().scalar(
            sa.select(Picture).where(Picture.digest == encoded.digest).order_by(Picture.id).limit(1)
        )
        return present or _store(name_for(file, encoded.digest), encoded, words, actor)


def take_in_picture(data: bytes, name: str, alt: str, actor: Actor) -> Picture:
    """Keep a picture that comes with texts which name it; in our own form it stays, byte for byte.

    Nobody is asked for words here: the texts have them, or the checker asks.

    Raises: what `add_picture` raises, but PictureWithoutWords.

    """
    require(actor, PicturePermission.ADD)
    encoded = adopt_picture(data, name)
    keep_files(encoded)
    own = name if is_name_of(name, encoded.digest) else name_for(name, encoded.digest)
    with write_transaction():
        return _store(own, encoded, cleaned(alt), actor)


def describe_picture(name: str, alt: str, seen: str, actor: Actor) -> None:
    """Say anew what a picture shows: texts written from now on begin with it, others keep their words.

    `seen` is the description that was there when the form was shown.

    Raises:
        NotAllowed, NoSuchPicture, PictureWithoutWords: nothing was changed.
        DescribedMeanwhile: somebody else was faster.

    """
    require(actor, PicturePermission.DESCRIBE)
    words = cleaned(alt)
    if not words:
        raise PictureWithoutWords(field="alt")
    with write_transaction():
        picture = picture_by_name(name)
        if words == picture.alt:
            return
        if not compare_and_set(Picture, picture.id, {Picture.alt: seen}, {Picture.alt: words}):
            raise DescribedMeanwhile(alt=picture.alt)
        session().expire(picture)
        record(actor, "picture.described", ("picture", picture.id), digest=picture.digest)


def delete_picture(name: str, actor: Actor) -> None:
    """Delete a picture that no text shows, and its files unless another name stands for the same pixels.

    Raises:
        NotAllowed, NoSuchPicture: nothing was changed.
        PictureInUse: a draft, a template or a revision names it, so that an edition may show it for ever.

    """
    require(actor, PicturePermission.DELETE)
    with write_transaction() as current:
        take_turns("pictures")
        picture = picture_by_name(name)
        if uses_of(name):
            raise PictureInUse
        record(actor, "picture.deleted", ("picture", picture.id), digest=picture.digest)
        current.delete(picture)
    sweep_pictures()


def sweep_pictures() -> int:
    """Remove files that belong to no picture and are older than an hour; return how many these were."""
    return sweep_files(known_digests)


def cleaned(alt: str) -> str:
    """Return a description in one line, without what no database stores."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in alt).split())[:LONGEST_ALT]


def _store(name: str, encoded: Encoded, alt: str, actor: Actor) -> Picture:
    take_turns("pictures")
    present = session().scalar(sa.select(Picture).where(Picture.name == name))
    if present is not None and present.digest != encoded.digest:
        # Two pictures that agree in the first digits and the name: the newer one gets more digits.
        longer = name.replace(encoded.digest[:DIGITS], encoded.digest[:MORE_DIGITS])
        return _store(longer, encoded, alt, actor)
    if present is not None:
        return present
    picture = Picture(
        name=name,
        digest=encoded.digest,
        width=encoded.width,
        height=encoded.height,
        size=len(encoded.whole),
        alt=alt,
        created_at=now(),
        created_by=actor.user_id,
    )
    session().add(picture)
    session().flush()
    record(actor, "picture.added", ("picture", picture.id), digest=picture.digest, size=picture.size)
    return picture
