"""Several samples of one post made one, and the samples among them that changed something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from cicero.records import Counts, Post

NOTHING = Counts()


def combine(samples: Sequence[Post]) -> Post:
    """The newest sample, with what it does not know taken from the older ones."""
    if len(samples) == 1:
        return samples[0]
    ordered = sorted(samples, key=lambda post: post.observed_at, reverse=True)
    combined = ordered[0]
    for older in ordered[1:]:
        combined = _fill(combined, older)
    return combined


def _fill(newer: Post, older: Post) -> Post:
    known = {name: value for name, value in _fields(older) if getattr(newer, name) in (None, ())}
    known["counts"] = fill_counts(newer.counts, older.counts)
    known["hashtags"] = _tags(newer, newer.hashtags, older.hashtags)
    known["mentions"] = _tags(newer, newer.mentions, older.mentions)
    return msgspec.structs.replace(newer, **known)


def _tags(newer: Post, tags: tuple[str, ...], older: tuple[str, ...]) -> tuple[str, ...]:
    """A caption tells all of its tags; without one the older sample may know more."""
    return tags if newer.caption is not None else tuple(dict.fromkeys((*tags, *older)))


def _fields(post: Post) -> Iterator[tuple[str, object]]:
    return ((name, getattr(post, name)) for name in post.__struct_fields__)


def fill_counts(newer: Counts, older: Counts) -> Counts:
    """The newer counts, with the older ones where they are not known."""
    if NOTHING in (newer, older):
        return older if newer == NOTHING else newer
    pairs = zip(msgspec.structs.astuple(newer), msgspec.structs.astuple(older), strict=True)
    return Counts(
        **dict(zip(newer.__struct_fields__, (b if a is None else a for a, b in pairs), strict=True))
    )


def changes(samples: Sequence[Post]) -> list[tuple[datetime, Counts]]:
    """The counts in time order without those that repeat what was known, one for each instant."""
    instants: dict[datetime, Counts] = {}
    for sample in samples:
        earlier = instants.get(sample.observed_at, NOTHING)
        instants[sample.observed_at] = fill_counts(earlier, sample.counts)
    kept, known = [], NOTHING
    for instant, counts in sorted(instants.items()):
        now = fill_counts(counts, known)
        if now != known:
            kept.append((instant, counts))
        known = now
    return kept
