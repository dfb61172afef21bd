"""Generated pictures behind signed addresses that expire, as those of the networks do."""

from __future__ import annotations

from colorsys import hls_to_rgb
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO

from PIL import Image, ImageDraw

from cicero.emulator.chance import number_of, unit
from cicero.emulator.growth import DAY

PREFIX = "/_pictures/"
LASTS = 3 * DAY
"""Seconds for which an address works at least; all of a day expire together."""
SIZE = (360, 450)
WHITE = (255, 255, 255)
_KEY = b"emulated pictures"


def address(base: str, platform: str, name: str, kind: str, at: float) -> str:
    """Where the picture of that name is to be had at `at` (seconds since 1970), and for some days more."""
    return base + _path(platform, name, kind, int((at + LASTS) // DAY + 1) * int(DAY))


def serve(path: str, params: dict[str, str], at: float) -> tuple[int, bytes]:
    """(status, JPEG): 403 for a wrong signature or an address that has expired, 404 for no such picture."""
    platform, _, rest = path.removeprefix(PREFIX).partition("/")
    kind, _, file = rest.partition("/")
    name = file.partition(".")[0].partition("~")[0]
    expires, signature = _read(platform, params)
    if signature != _signature(platform, name, expires) or expires < at:
        return 403, b""
    return 200, draw(name, kind)


@lru_cache(maxsize=512)
def draw(name: str, kind: str) -> bytes:
    """A calm composition of flat colours that hints at the post's kind: the same for the same name."""
    seed = number_of(name)
    image = Image.new("RGB", SIZE if kind != "avatar" else (240, 240), _colour(seed, 0, 0.86))
    pen = ImageDraw.Draw(image)
    width, height = image.size
    _landscape(pen, seed, width, height)
    if kind == "avatar":
        pen.ellipse((60, 60, width - 60, height - 60), fill=_colour(seed, 9, 0.45))
    elif kind == "video":
        middle, half = (width // 2, height // 2), 34
        x, y = middle
        pen.polygon([(x - half, y - half - 6), (x - half, y + half + 6), (x + half + 8, y)], fill=WHITE)
    elif kind in ("carousel", "photos"):
        for dot in range(4):
            x = width // 2 - 42 + dot * 28
            pen.ellipse((x - 6, height - 36, x + 6, height - 24), fill=WHITE if dot == 0 else (215, 215, 215))
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=78)
    return buffer.getvalue()


def _landscape(pen: ImageDraw.ImageDraw, seed: int, width: int, height: int) -> None:
    """A sun and three ranges of hills."""
    x, y, r = (
        int(width * (0.2 + 0.6 * unit(seed, 1))),
        int(height * (0.15 + 0.25 * unit(seed, 2))),
        width // 9,
    )
    pen.ellipse((x - r, y - r, x + r, y + r), fill=_colour(seed, 5, 0.93))
    for layer in range(3):
        top = height * (0.45 + 0.17 * layer)
        steps = [top + height * 0.12 * (unit(seed, 10 + layer, step) - 0.5) for step in range(6)]
        ridge = [(width * step / 5, value) for step, value in enumerate(steps)]
        pen.polygon([*ridge, (width, height), (0, height)], fill=_colour(seed, layer, 0.72 - 0.14 * layer))


def _colour(seed: int, turn: int, light: float) -> tuple[int, int, int]:
    hue = (unit(seed, 3) + 0.045 * turn) % 1
    red, green, blue = hls_to_rgb(hue, light, 0.38)
    return int(red * 255), int(green * 255), int(blue * 255)


@lru_cache(maxsize=50_000)
def _path(platform: str, name: str, kind: str, expires: int) -> str:
    signed = _signature(platform, name, expires)
    if platform == "tiktok":
        return f"{PREFIX}tiktok/{kind}/{name}~tplv-photomode.jpeg?x-expires={expires}&x-signature={signed}"
    return f"{PREFIX}instagram/{kind}/{name}.jpg?stp=dst-jpg_e35&oh={signed}&oe={expires:X}"


def _signature(platform: str, name: str, expires: int) -> str:
    return blake2b(f"{platform} {name} {expires}".encode(), key=_KEY, digest_size=12).hexdigest()


def _read(platform: str, params: dict[str, str]) -> tuple[int, str]:
    """(when it expires, signature); (0, "") where they are not there."""
    try:
        if platform == "tiktok":
            return int(params.get("x-expires", "")), params.get("x-signature", "")
        return int(params.get("oe", ""), 16), params.get("oh", "")
    except ValueError:
        return 0, ""
