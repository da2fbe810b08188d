"""Reads of pictures."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.kernel.database import session
from app.rendering.context import PictureSize
from standards.pictures.encoding import LEAST_FOR_SMALL
from standards.pictures.errors import NoSuchPicture
from standards.pictures.models import Picture

MOST_PARAMETERS = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold what showing a picture takes: its checksum and its size in pixels."""

    digest: str
    width: int
    height: int

    @property
    def size(self) -> PictureSize:
        return PictureSize(self.width, self.height, self.width >= LEAST_FOR_SMALL)


def picture_by_name(name: str) -> Picture:
    """Return the picture of this name.

    Raises:
        NoSuchPicture: there is none.

    """
    picture = session().scalar(sa.select(Picture).where(Picture.name == name))
    if picture is None:
        raise NoSuchPicture(name=name)
    return picture


def newest_pictures(words: str = "", before: int | None = None, limit: int = 48) -> Sequence[Picture]:
    """Return pictures, the newest first, whose name or description holds each of the words."""
    statement = sa.select(Picture).order_by(Picture.id.desc()).limit(limit)
    for word in words.split()[:8]:
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        matches = (column.ilike(f"%{escaped}%", escape="\\") for column in (Picture.name, Picture.alt))
        statement = statement.where(sa.or_(*matches))
    if before is not None:
        statement = statement.where(Picture.id < before)
    return session().scalars(statement).all()


def picture_names() -> frozenset[str]:
    """Return the names of all pictures."""
    return frozenset(session().scalars(sa.select(Picture.name)))


def shown_pictures(names: Collection[str]) -> Mapping[str, Shown]:
    """Return what showing takes, for those of the names that there are."""
    found: dict[str, Shown] = {}
    wanted = sorted(set(names))
    for start in range(0, len(wanted), MOST_PARAMETERS):
        rows = session().execute(
            sa.select(Picture.name, Picture.digest, Picture.width, Picture.height).where(
                Picture.name.in_(wanted[start : start + MOST_PARAMETERS])
            )
        )
        found.update({row.name: Shown(row.digest, row.width, row.height) for row in rows})
    return found


def known_digests(digests: Collection[str]) -> frozenset[str]:
    """Return those of the checksums that belong to a picture."""
    found: set[str] = set()
    wanted = sorted(digests)
    for start in range(0, len(wanted), MOST_PARAMETERS):
        chunk = wanted[start : start + MOST_PARAMETERS]
        found.update(session().scalars(sa.select(Picture.digest).where(Picture.digest.in_(chunk))))
    return frozenset(found)
