"""What a User-Agent says of a device: the browser or program, and the system. Browsers pretend to be others.

So the order matters: Edge, Opera and Samsung's browser call themselves Chrome too, and Chrome calls itself
Safari. What is not known stays unknown, and so does every version: browsers no longer tell them truly.
"""

from __future__ import annotations

import re

from msgspec import Struct

_BROWSERS = (
    ("Edge", re.compile(r"\bEdg(?:e|A|iOS)?/")),
    ("Opera", re.compile(r"\bOPR/|\bOPT/|\bOpera\b")),
    ("Samsung Internet", re.compile(r"\bSamsungBrowser/")),
    ("Firefox", re.compile(r"\bFirefox/|\bFxiOS/")),
    ("Chrome", re.compile(r"\bChrome/|\bCriOS/|\bHeadlessChrome/")),
    ("Safari", re.compile(r"\bSafari/")),
)
_SYSTEMS = (
    ("iPhone", re.compile(r"\biPhone\b")),
    ("iPad", re.compile(r"\biPad\b")),
    ("Android", re.compile(r"\bAndroid\b")),
    ("Windows", re.compile(r"\bWindows\b")),
    ("macOS", re.compile(r"\bMacintosh\b|\bMac OS X\b")),
    ("ChromeOS", re.compile(r"\bCrOS\b")),
    ("Linux", re.compile(r"\bLinux\b|\bX11\b")),
)
_PROGRAM = re.compile(r"([A-Za-z][\w.-]{0,40})(?:/|$)")


class Device(Struct, frozen=True):
    browser: str | None
    system: str | None


def device(user_agent: str | None) -> Device:
    """A program that is no browser goes by the name it gives itself, such as curl."""
    told = user_agent or ""
    system = _first(_SYSTEMS, told)
    if told.startswith("Mozilla/"):
        return Device(_first(_BROWSERS, told), system)
    program = _PROGRAM.match(told)
    return Device(program[1] if program else None, system)


def _first(known: tuple[tuple[str, re.Pattern[str]], ...], told: str) -> str | None:
    return next((name for name, pattern in known if pattern.search(told)), None)
