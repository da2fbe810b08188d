"""Errors of pictures."""

from app.kernel.errors import Conflict, Invalid, NotFound, TooMuch, Unavailable
from app.kernel.messages import N_


class NoSuchPicture(NotFound):
    """There is no picture of this name, or its file is lost."""

    code = "pictures.no_such_picture"
    message = N_("There is no picture “%(name)s”.")


class NotAPicture(Invalid):
    """The file is not a picture of a kind that we take, whatever it is called."""

    code = "pictures.not_a_picture"
    message = N_("“%(file)s” is no picture that can be read. Save it as PNG, JPEG or WebP and try again.")


class VectorDrawing(Invalid):
    """The file is an SVG, which can carry programs."""

    code = "pictures.vector_drawing"
    message = N_(
        "“%(file)s” is an SVG drawing, and such files can carry programs. Save it as PNG and upload that."
    )


class PictureWithoutWords(Invalid):
    """Nobody said what the picture shows."""

    code = "pictures.without_words"
    message = N_("Say in a sentence what the picture shows, for those who cannot see it.")


class DescribedMeanwhile(Conflict):
    """Somebody else described the picture since the form was shown."""

    code = "pictures.described_meanwhile"
    message = N_("Meanwhile somebody described the picture as “%(alt)s”. Send your words again to keep them.")


class PictureInUse(Conflict):
    """A text shows the picture, or did in a revision that is kept."""

    code = "pictures.in_use"
    message = N_("The picture stays, because texts show it or did so in a revision, and these are kept.")


class TooManyPixels(TooMuch):
    """The picture has more pixels than we unpack."""

    code = "pictures.too_many_pixels"
    message = N_(
        "“%(file)s” has %(megapixels)s megapixels; at most %(limit)s are accepted."
        " Save it smaller and try again."
    )


class PictureTooLarge(TooMuch):
    """The file has more bytes than a picture may have."""

    code = "pictures.too_large"
    message = N_("“%(file)s” is larger than %(limit)s MiB. Save it smaller and try again.")


class NoRoomForPicture(Unavailable):
    """The data folder is full or cannot be written."""

    code = "pictures.no_room"
    message = N_(
        "There is no room left to keep the picture. Nothing was changed. Please tell your administrator."
    )
