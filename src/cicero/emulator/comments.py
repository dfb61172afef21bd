"""The comments under a post: who wrote what when, replies, edits, and those that were taken away.

Comment number n is written at the moment the post's curve passes n, so the counter of a post and the comments
that exist are one and the same thing. A post deletes none by itself; a purge takes some (see `growth`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from cicero.emulator.chance import mix, unit
from cicero.emulator.growth import (
    BLOCK,
    DAY,
    age_of,
    guess_age,
    is_purged,
    moment_of_age,
    share,
    written,
)
from cicero.emulator.phrases import Person, person, phrase

if TYPE_CHECKING:
    from cicero.emulator.publishing import WorldPost

LOOKS_BACK = 12
"""A reply answers a comment of at most so many blocks before it."""


class WorldComment(Struct, frozen=True, kw_only=True):
    """A comment, or a reply where `parent_id` is set, as it stands at the moment asked for."""

    comment_id: int
    created_at: datetime
    text: str
    language: str
    author: Person
    likes: int
    replies: int
    parent_id: int | None = None
    by_owner: bool = False
    edited: bool = False


def comments_at(post: WorldPost, at: datetime) -> list[WorldComment]:
    """Comments and replies that exist then, in the order written: as many as the post's counter says."""
    numbers = existing(post, at.timestamp())
    there = frozenset(numbers)
    return [comment_at(post, number, at, there) for number in numbers]


def existing(post: WorldPost, at: float) -> list[int]:
    """Numbers of the comments and replies that exist then (seconds since 1970)."""
    if post.deleted_at:
        at = min(at, post.deleted_at.timestamp())
    curve, age = post.curve, age_of(post.published, at)
    if age <= 0:
        return []
    every = range(written(curve, age))
    if not curve.purged_comments or age < curve.purge_at:
        return list(every)
    before = written(curve, curve.purge_at)
    return [number for number in every if number >= before or not is_purged(curve, number)]


def top_level(post: WorldPost, at: float) -> list[int]:
    return [number for number in existing(post, at) if number % BLOCK != BLOCK - 1]


def replies_to(post: WorldPost, number: int, there: frozenset[int]) -> list[int]:
    """Numbers of the replies to that comment, out of those that exist."""
    first = number // BLOCK
    candidates = (block * BLOCK + BLOCK - 1 for block in range(first, first + LOOKS_BACK + 1))
    return [reply for reply in candidates if reply in there and parent_of(post, reply) == number]


@lru_cache(maxsize=100_000)
def parent_of(post: WorldPost, number: int) -> int | None:
    """Which comment that reply answers; None for a comment. Only those are answered that no purge takes."""
    if number % BLOCK != BLOCK - 1:
        return None
    block = number // BLOCK
    back = int(LOOKS_BACK * unit(post.seed, number, 7) ** 3)
    return max(block - back, 0) * BLOCK + mix(post.seed, number, 8) % 2


def comment_at(post: WorldPost, number: int, at: datetime, there: frozenset[int]) -> WorldComment:
    """That comment as it stands then; `there` are the numbers of those that exist, and it is among them."""
    created = _created(post, number)
    parent = parent_of(post, number)
    by_owner = parent is not None and unit(post.seed, number, 9) < 0.4
    changed = _is_edited(post, number, at.timestamp() - created)
    text, language = phrase(post.topic, post.seed, number, by_owner, changed)
    return WorldComment(
        comment_id=_id(post, number, created),
        created_at=datetime.fromtimestamp(created, UTC),
        text=text,
        language=language,
        author=person(post.topic, post.seed, number),
        likes=_likes(post, number, (at.timestamp() - created) / DAY),
        replies=0 if parent is not None else len(replies_to(post, number, there)),
        parent_id=None if parent is None else _id(post, parent, _created(post, parent)),
        by_owner=by_owner,
        edited=changed,
    )


def number_of_comment(post: WorldPost, comment_id: int, at: datetime) -> int | None:
    """Which comment of the post has that id; None when it does not exist then."""
    numbers = existing(post, at.timestamp())
    return next((known for known in numbers if _id(post, known, _created(post, known)) == comment_id), None)


def _is_edited(post: WorldPost, number: int, age: float) -> bool:
    """Few change what they wrote, within two hours; `age` in seconds."""
    return unit(post.seed, number, 10) < 0.012 and age > 60 + 7200 * unit(post.seed, number, 11)


def _likes(post: WorldPost, number: int, age: float) -> int:
    """A few comments are liked by many, most by nearly nobody."""
    liked = post.curve.likes * 0.02 * unit(post.seed, number, 12) ** 8
    return int((liked + 3 * unit(post.seed, number, 13) ** 2) * share(max(age, 0.0)))


def _id(post: WorldPost, number: int, created: int) -> int:
    stirred = mix(post.seed, number, 14)
    if post.platform == "tiktok":
        return created << 32 | stirred >> 32
    return 17_800_000_000_000_000 + stirred % 400_000_000_000_000


@lru_cache(maxsize=200_000)
def _created(post: WorldPost, number: int) -> int:
    """The second before the curve passes the number."""
    low, high = _around(post, number)
    while high - low > 1:
        middle = (low + high) / 2
        if _is_written(post, number, middle):
            high = middle
        else:
            low = middle
    return int(low)


def _around(post: WorldPost, number: int) -> tuple[float, float]:
    """Seconds between which the curve passes the number: guessed from the plain curve, then widened."""
    guess = moment_of_age(post.published, guess_age(post.curve, (number + 1) / post.curve.comments) / 1.05)
    reach = 2.0
    low, high = max(guess - reach, post.published), max(guess, post.published) + reach
    while low > post.published and _is_written(post, number, low):
        reach *= 8
        low, high = max(low - reach, post.published), low
    while not _is_written(post, number, high):
        reach *= 8
        low, high = high, high + reach
    return low, high


def _is_written(post: WorldPost, number: int, at: float) -> bool:
    return written(post.curve, age_of(post.published, at)) > number
