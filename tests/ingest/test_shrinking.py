"""What is taken for a picture, and what is kept of it."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from tests.ingest.foreign import picture

from cicero.errors import AnswerError
from cicero.ingest.shrinking import MOST_PIXELS, shrink


def bomb(side: int) -> bytes:
    """A small file that says, and holds, side × side pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    lines = zlib.compress(bytes((side // 8 + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("form", "mode", "more"),
    [
        ("JPEG", "RGB", {}),
        ("JPEG", "CMYK", {}),
        ("JPEG", "L", {}),
        ("PNG", "RGBA", {}),
        ("PNG", "P", {}),
        ("WEBP", "RGB", {}),
        ("GIF", "P", {"save_all": True, "append_images": [Image.new("P", (900, 300))]}),
    ],
)
def test_a_picture_becomes_a_small_webp(form: str, mode: str, more: dict[str, Any]) -> None:
    small = shrink(picture(900, 300, form, mode, **more))
    read = Image.open(BytesIO(small.body))
    assert (read.format, read.size, small.media_type) == ("WEBP", (320, 107), "image/webp")
    assert (small.width, small.height) == read.size
    assert getattr(read, "n_frames", 1) == 1


def test_a_small_picture_is_not_made_larger() -> None:
    small = shrink(picture(40, 30))
    assert (small.width, small.height) == (40, 30)


def test_a_picture_stands_upright_and_does_not_tell_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "garden of somebody"
    body = picture(600, 300, exif=exif)
    assert b"garden of somebody" in body
    small = shrink(body)
    assert (small.width, small.height) == (160, 320)
    assert b"garden" not in small.body


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>log in first</html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\xff\xd8\xff\xe0 a JPEG by its first bytes only",
        picture()[:-400],
        picture(form="BMP"),
        picture(form="TIFF"),
    ],
)
def test_what_is_no_picture_is_refused(body: bytes) -> None:
    with pytest.raises(AnswerError, match="cannot be read"):
        shrink(body)


def test_a_bomb_is_not_set_off(monkeypatch: pytest.MonkeyPatch) -> None:
    body = bomb(20_000)
    assert len(body) < 100_000
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("it was decoded"))
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda _: pytest.fail("it was decoded"))
    with pytest.raises(AnswerError, match=f"more than {MOST_PIXELS:,} pixels|DecompressionBomb"):
        shrink(body)
    with pytest.raises(AnswerError, match=f"more than {MOST_PIXELS:,} pixels"):
        shrink(bomb(4_008))
