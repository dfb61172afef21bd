"""From a picture as it came to the small WebP that is kept. What it is, decoding tells, not its header."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps

from cicero.errors import AnswerError
from cicero.posts import Picture

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 16_000_000
LONGER_SIDE = 320
QUALITY = 75


def shrink(body: bytes) -> Picture:
    """The picture (of a moving one its first), at most 320 pixels wide and high, without what came with it.

    AnswerError where it is not a whole picture in a known format, or has too many pixels to be looked at.
    """
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as opened:
            if opened.width * opened.height <= MOST_PIXELS:
                return _webp(opened)
    except Exception as error:
        # a damaged picture fails in whatever way its decoder happens to
        raise AnswerError(
            f"A picture cannot be read: {type(error).__name__}.", "It is left out until it changes."
        ) from None
    raise AnswerError(f"A picture has more than {MOST_PIXELS:,} pixels.", "It is left out.")


def _webp(opened: Image.Image) -> Picture:
    # a JPEG is decoded at a fraction of its size; a palette has to be resolved before colours are mixed
    opened.draft("RGB", (2 * LONGER_SIDE, 2 * LONGER_SIDE))
    image = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    image.thumbnail((LONGER_SIDE, LONGER_SIDE))
    upright = ImageOps.exif_transpose(image)
    out = BytesIO()
    upright.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", xmp=b"", icc_profile=b"")
    return Picture(media_type="image/webp", body=out.getvalue(), width=upright.width, height=upright.height)
