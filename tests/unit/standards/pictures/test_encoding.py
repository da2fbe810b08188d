import hashlib
import io
import struct
import zlib

import pytest
from PIL import Image, ImageFile

from app.kernel.errors import AppError
from standards.pictures.encoding import LARGEST_FILE, adopt_picture, encode_picture, is_our_form, measured
from standards.pictures.errors import NotAPicture, PictureTooLarge, TooManyPixels, VectorDrawing
from tests.drawings import as_file, drawing, photograph

SECRET = b"GPS 54.3213 10.1349 shot by Aud"


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_claims(width: int, height: int) -> bytes:
    """Return a tiny file that unpacks to as many pixels as its first lines say."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_every_kind_becomes_the_one_form_of_ours(kind: str) -> None:
    encoded = encode_picture(as_file(drawing(), kind), f"a.{kind.lower()}")
    assert opened(encoded.whole).format == "WEBP"
    assert is_our_form(encoded.whole)
    assert encoded.digest == hashlib.sha256(encoded.whole).hexdigest()
    assert (encoded.width, encoded.height) == (400, 300)


def test_a_drawing_keeps_every_pixel_and_is_printed_without_loss() -> None:
    picture = drawing()
    encoded = encode_picture(as_file(picture), "a.png")
    assert opened(encoded.whole).convert("RGB").tobytes() == picture.tobytes()
    assert opened(encoded.print).format == "PNG"


def test_a_photograph_is_printed_as_jpeg() -> None:
    encoded = encode_picture(as_file(photograph(900, 700), "JPEG", quality=95), "a.jpg")
    assert opened(encoded.print).format == "JPEG"
    assert len(encoded.whole) < 900 * 700 * 3 / 2


def test_what_is_attached_to_a_picture_does_not_survive() -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    with_exif = as_file(photograph(), "JPEG", exif=exif, comment=SECRET)
    polyglot = as_file(drawing()) + b"<script>alert(1)</script>" + SECRET
    webp = as_file(drawing(), "WEBP", exif=exif, xmp=SECRET)
    for data in (with_exif, polyglot, webp):
        assert SECRET in data
        encoded = encode_picture(data, "a")
        for form in (encoded.whole, encoded.small, encoded.print):
            assert SECRET not in form
            assert b"<script" not in form


def test_a_photograph_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    encoded = encode_picture(as_file(drawing(400, 300), "JPEG", exif=exif), "a.jpg")
    assert (encoded.width, encoded.height) == (300, 400)


def test_a_large_picture_is_made_smaller_and_gets_a_form_for_phones() -> None:
    encoded = encode_picture(as_file(drawing(3000, 1500)), "a.png")
    assert (encoded.width, encoded.height) == (2000, 1000)
    assert opened(encoded.small).size == (800, 400)
    assert encode_picture(as_file(drawing(999, 400)), "a.png").small == b""


def test_of_a_moving_picture_the_first_frame_is_taken() -> None:
    data = as_file(
        drawing(), "WEBP", save_all=True, append_images=[photograph()], duration=100, lossless=True
    )
    encoded = encode_picture(data, "a.webp")
    assert opened(encoded.whole).convert("RGB").tobytes() == drawing().tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_way_of_colours_is_taken(mode: str) -> None:
    picture = drawing()
    if mode == "I;16":
        picture = picture.convert("L").convert("I").point(lambda value: value * 257)
    encoded = encode_picture(as_file(picture.convert(mode), "JPEG" if mode == "CMYK" else "PNG"), "a")
    assert opened(encoded.whole).convert("L").getextrema()[1] > 200


def test_see_through_parts_stay_so_in_print() -> None:
    picture = drawing().convert("RGBA")
    picture.putpixel((0, 0), (0, 0, 0, 0))
    encoded = encode_picture(as_file(picture), "a.png")
    assert opened(encoded.print).getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_encoding_the_same_file_twice_gives_the_same_checksum() -> None:
    data = as_file(photograph(), "JPEG")
    assert encode_picture(data, "a").digest == encode_picture(data, "b").digest


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', VectorDrawing),
        (
            b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
            VectorDrawing,
        ),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", NotAPicture),
        (b"%PDF-1.7 ", NotAPicture),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", NotAPicture),
        (b"", NotAPicture),
        (b"\x89PNG\r\n\x1a\n", NotAPicture),
        (b"<html><script>alert(1)</script>", NotAPicture),
        (as_file(photograph())[:-4000], NotAPicture),
        (as_file(photograph(), "JPEG")[:900], NotAPicture),
        (as_file(drawing(), "WEBP")[:90], NotAPicture),
        (as_file(drawing(), "BMP"), NotAPicture),
        (as_file(drawing(), "TIFF"), NotAPicture),
        (png_that_claims(6000, 5000), TooManyPixels),
        (png_that_claims(60_000, 50_000), TooManyPixels),
        (png_that_claims(10_000, 9_000), TooManyPixels),
        (b"\x89PNG" + b"\0" * LARGEST_FILE, PictureTooLarge),
    ],
    ids=range(17),
)
def test_what_is_no_bearable_picture_is_refused_with_a_sentence(data: bytes, error: type[AppError]) -> None:
    for take in (encode_picture, adopt_picture, measured):
        with pytest.raises(error) as caught:
            take(data, "a.png")
        assert "a.png" in caught.value.text()


def test_a_cut_off_picture_is_refused_even_after_weasyprint_asked_pillow_to_be_lenient(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(NotAPicture):
        encode_picture(as_file(drawing())[:-60], "a.png")


def test_a_packed_text_that_grows_is_refused() -> None:
    bomb = chunk(b"zTXt", b"k\0\0" + zlib.compress(b"x" * 80_000_000))
    data = as_file(drawing())
    with pytest.raises(NotAPicture):
        encode_picture(data[:33] + bomb + data[33:], "a.png")


def test_our_own_form_is_adopted_byte_for_byte_and_others_are_encoded() -> None:
    ours = encode_picture(as_file(photograph(), "JPEG"), "a").whole
    assert adopt_picture(ours, "a").whole == ours
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    foreign = as_file(photograph(), "WEBP", exif=exif)
    assert adopt_picture(foreign, "a").whole != foreign


def test_what_hides_something_is_not_our_form() -> None:
    ours = encode_picture(as_file(drawing().convert("RGBA")), "a").whole
    assert is_our_form(ours)
    assert not is_our_form(ours + b"<script>")
    assert not is_our_form(ours[:-2])
    extra = b"EXIF" + struct.pack("<I", 4) + b"evil"
    longer = b"RIFF" + struct.pack("<I", len(ours) - 8 + len(extra)) + ours[8:] + extra
    assert not is_our_form(longer)
    assert not is_our_form(as_file(drawing(2400, 100), "PNG"))


def test_a_foreign_webp_that_is_too_wide_is_not_adopted_as_it_is() -> None:
    assert adopt_picture(as_file(drawing(2400, 100), "WEBP"), "a").width == 2000
