"""Encoding pictures anew: what comes out holds the pixels and nothing else of what came in."""

import hashlib
import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageFile, ImageOps

from app.rendering.context import SMALL_WIDTH
from standards.pictures.errors import NotAPicture, PictureTooLarge, TooManyPixels, VectorDrawing

MIB = 1024 * 1024
LARGEST_FILE = 20 * MIB
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 2000
LEAST_FOR_SMALL = 1000
"""Pixels across from which a picture gets a smaller form."""

KINDS = ("PNG", "JPEG", "WEBP")
WEB_QUALITY = 84
PRINT_QUALITY = 90
DRAWING_BYTES = 200_000
"""Up to this size, or to twice that of the lossy form, a picture is kept without any loss."""

# What Pillow raises on broken and hostile files, by its readers in Python and in C.
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    MemoryError,
    RuntimeError,
    struct.error,
    zlib.error,
)
_PURE_CHUNKS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH"})
_ALPHA_FLAG = 0x10


@dataclass(frozen=True, slots=True)
class Encoded:
    """Hold a picture in its forms, `small` empty where none is needed; `digest` is that of the whole one."""

    whole: bytes
    small: bytes
    print: bytes
    digest: str
    width: int
    height: int


def encode_picture(data: bytes, file: str) -> Encoded:
    """Return the picture turned upright, at most 2000 pixels wide and high, as WebP, and its other forms.

    `file` is what the errors call it.

    Raises:
        VectorDrawing, NotAPicture: the bytes are no PNG, JPEG or WebP, whatever the file is called.
        PictureTooLarge, TooManyPixels: they are too many, or would be once unpacked.

    """
    return _in_forms(_encoded(data, file))


def adopt_picture(data: bytes, file: str) -> Encoded:
    """Return a picture in our own form as it is, byte for byte; encode any other.

    Raises: what `encode_picture` raises.
    """
    return _in_forms(whole_form(data, file))


def whole_form(data: bytes, file: str) -> bytes:
    """Return only the whole form of what `adopt_picture` gives, which takes half the time.

    Raises: what `encode_picture` raises.
    """
    with _judged(data, file) as image:
        is_ours = is_our_form(data) and max(image.size) <= LONGEST_SIDE
        if is_ours:
            image.load()
    return data if is_ours else _encoded(data, file)


def measured(data: bytes, file: str) -> tuple[int, int]:
    """Return width and height in pixels of a picture that can be shown.

    Raises: what `encode_picture` raises.
    """
    with _judged(data, file) as image:
        image.load()
        return image.size


def is_our_form(data: bytes) -> bool:
    """Say whether a file is a WebP that holds pixels and nothing beside, before or after them."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or struct.unpack("<I", data[4:8])[0] + 8 != len(data):
        return False
    place, kinds = 12, []
    while place + 8 <= len(data):
        kind, size = struct.unpack("<4sI", data[place : place + 8])
        if kind == b"VP8X" and data[place + 8] & ~_ALPHA_FLAG:
            return False
        kinds.append(kind)
        place += 8 + size + size % 2
    return place == len(data) and _PURE_CHUNKS.issuperset(kinds) and len(kinds) == len(set(kinds))


@contextmanager
def _judged(data: bytes, file: str) -> Iterator[Image.Image]:
    """Open a picture once its size is known to be bearable; everything it raises becomes an error of ours."""
    if len(data) > LARGEST_FILE:
        raise PictureTooLarge(file=file, limit=LARGEST_FILE // MIB)
    # WeasyPrint turns this on for the whole process as soon as anything imports it.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        image = Image.open(io.BytesIO(data), formats=KINDS)
        _refuse_bombs(image.width * image.height, file)
        with image:
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels(file=file, megapixels="> 80", limit=MOST_PIXELS // 1_000_000) from error
    except BROKEN as error:
        raise (VectorDrawing if _is_vector(data) else NotAPicture)(file=file) from error


def _refuse_bombs(pixels: int, file: str) -> None:
    if pixels > MOST_PIXELS:
        raise TooManyPixels(file=file, megapixels=round(pixels / 1_000_000), limit=MOST_PIXELS // 1_000_000)


def _is_vector(data: bytes) -> bool:
    beginning = data[:4096].lower()
    return b"<svg" in beginning or (beginning.lstrip().startswith(b"<?xml") and b"svg" in beginning)


def _encoded(data: bytes, file: str) -> bytes:
    with _judged(data, file) as image:
        kind = image.format
        picture = _plain(image)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return _whole(picture, may_lose=kind == "JPEG")


def _plain(image: Image.Image) -> Image.Image:
    """Return the pixels of the first frame, upright, in the colours of the web, without anything attached."""
    profile = image.info.get("icc_profile")
    image.load()
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):
        upright = upright.convert("I").point(lambda value: value / 256).convert("L")
    has_alpha = upright.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in upright.info
    wanted = "RGBA" if has_alpha else "RGB"
    plain = _in_web_colours(upright, profile, wanted) if profile else upright.convert(wanted)
    plain.info.clear()
    return plain


def _in_web_colours(image: Image.Image, profile: bytes, wanted: str) -> Image.Image:
    base = image if image.mode in {"RGB", "RGBA", "CMYK", "L"} else image.convert(wanted)
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(base, source, ImageCms.createProfile("sRGB"), outputMode=wanted)
    except (ImageCms.PyCMSError, *BROKEN):
        # A profile that cannot be read says nothing about the colours.
        return base.convert(wanted)
    return converted if converted is not None else base.convert(wanted)


def _whole(picture: Image.Image, *, may_lose: bool) -> bytes:
    lossy = _webp(picture, is_lossless=False)
    if may_lose:
        return lossy
    exact = _webp(picture, is_lossless=True)
    return exact if len(exact) <= max(DRAWING_BYTES, 2 * len(lossy)) else lossy


def _webp(picture: Image.Image, *, is_lossless: bool) -> bytes:
    target = io.BytesIO()
    effort = 40 if is_lossless else WEB_QUALITY
    picture.save(target, "WEBP", lossless=is_lossless, quality=effort, method=4)
    return target.getvalue()


def _in_forms(whole: bytes) -> Encoded:
    """Derive the other forms from the whole one, so that they can be made again from it at any time."""
    with Image.open(io.BytesIO(whole), formats=("WEBP",)) as image:
        picture = image.convert("RGBA" if image.mode == "RGBA" else "RGB")
    is_exact = b"VP8L" in whole[:64]
    small = b""
    if picture.width >= LEAST_FOR_SMALL:
        reduced = picture.resize(
            (SMALL_WIDTH, max(1, round(picture.height * SMALL_WIDTH / picture.width))),
            Image.Resampling.LANCZOS,
        )
        small = _webp(reduced, is_lossless=False)
    digest = hashlib.sha256(whole).hexdigest()
    return Encoded(
        whole, small, _for_print(picture, is_exact=is_exact), digest, picture.width, picture.height
    )


def _for_print(picture: Image.Image, *, is_exact: bool) -> bytes:
    """Return what a PDF takes in as it is: PNG for drawings and whatever is see-through, else JPEG."""
    target = io.BytesIO()
    if is_exact or picture.mode == "RGBA":
        picture.save(target, "PNG", optimize=True)
    else:
        picture.save(target, "JPEG", quality=PRINT_QUALITY, optimize=True)
    return target.getvalue()
