"""Chance as a pure function: the same words in, the same number out, on every machine and in any order."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")

_MASK = (1 << 64) - 1
_SCALE = 1.0 / (1 << 53)


def chances(seed: int, *words: str) -> Random:
    """A row of chances for that purpose alone."""
    return Random(" ".join((str(seed), *words)))  # noqa: S311


def mix(seed: int, *numbers: int) -> int:
    """64 well-stirred bits from whole numbers (the finish of SplitMix64, folded over them)."""
    state = seed & _MASK
    for number in numbers:
        state = (state ^ (number & _MASK)) + 0x9E3779B97F4A7C15 & _MASK
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 & _MASK
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB & _MASK
        state ^= state >> 31
    return state


def unit(seed: int, *numbers: int) -> float:
    """A number from 0 up to 1."""
    return (mix(seed, *numbers) >> 11) * _SCALE


def pick(things: Sequence[Thing], seed: int, *numbers: int) -> Thing:
    return things[mix(seed, *numbers) % len(things)]


def number_of(text: str) -> int:
    """A word as a number to mix with."""
    return int.from_bytes(text.encode()[:64], "big") % ((1 << 61) - 1)
