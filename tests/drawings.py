"""Pictures that tests make: plain drawings and pictures with many colours, in any kind of file."""

import hashlib
import io

from PIL import Image, ImageDraw


def drawing(width: int = 400, height: int = 300) -> Image.Image:
    """Return a few plain shapes, as in a screenshot or a form."""
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((width // 8, height // 8, width // 2, height // 2), outline="black", width=3)
    pen.ellipse((width // 2, height // 2, width * 7 // 8, height * 7 // 8), fill=(11, 90, 107))
    return picture


def photograph(width: int = 400, height: int = 300, seed: int = 1) -> Image.Image:
    """Return noise in many colours, which no lossless form makes small."""
    return Image.frombytes(
        "RGB", (width, height), hashlib.shake_256(bytes([seed])).digest(width * height * 3)
    )


def as_file(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """Return the bytes of the picture in a kind of file."""
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()
