"""A client's colour as the accent of its pages: the same hue, as dark or light as reading it takes."""

from __future__ import annotations

from msgspec import Struct

READABLE = 4.5
"""The contrast that WCAG 2.2 AA asks of text."""

SOFT = 0.1
"""How much of the accent is in the ground behind what is chosen."""

STEPS = 50

Channels = tuple[float, float, float]
LIGHT_CARD: Channels = (255, 255, 255)
LIGHT_PAPER: Channels = (0xF6, 0xF5, 0xF2)
DARK_CARD: Channels = (0x14, 0x19, 0x22)
BLACK: Channels = (0, 0, 0)


class Accents(Struct, frozen=True, kw_only=True):
    """Colours as #rrggbb: of text and lines, and of the soft ground that the same text stands on."""

    light: str
    light_soft: str
    dark: str
    dark_soft: str


def accents(colour: str) -> Accents:
    """For both themes, moved towards black or white until it can be read on all that it stands on."""
    given = _channels(colour)
    light = _readable(given, BLACK, LIGHT_CARD, LIGHT_PAPER)
    dark = _readable(given, LIGHT_CARD, DARK_CARD, DARK_CARD)
    return Accents(
        light=_hex(light),
        light_soft=_hex(_mixed(LIGHT_CARD, light, SOFT)),
        dark=_hex(dark),
        dark_soft=_hex(_mixed(DARK_CARD, dark, SOFT)),
    )


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white), as WCAG defines it."""
    return _contrast(_channels(one), _channels(other))


def _readable(colour: Channels, towards: Channels, card: Channels, paper: Channels) -> Channels:
    for step in range(STEPS + 1):
        tried = _rounded(_mixed(colour, towards, step / STEPS))
        soft = _rounded(_mixed(card, tried, SOFT))
        if all(_contrast(tried, ground) >= READABLE for ground in (card, paper, soft)):
            return tried
    return towards


def _mixed(one: Channels, other: Channels, share: float) -> Channels:
    first, second, third = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return first, second, third


def _rounded(colour: Channels) -> Channels:
    return _channels(_hex(colour))


def _contrast(one: Channels, other: Channels) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Channels) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> Channels:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(colour: Channels) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in colour)
