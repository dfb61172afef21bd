"""Values that no field should have, payloads changed to have them, and what holds for what comes out."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import strategies as st

from cicero.records import Comment, Post, Record

BIGINT = 1 << 63
GONE = ...
NASTY = (
    GONE, None, True, False, 0, -1, 5, 1.5, 2**63, -(2**63), 10**30, 1740000000000, 1e308, float("nan"),
    float("inf"), "", " ", "-1", "0", "x", "nan", "9" * 25, "1740000000", "2025-02-19",
    "0001-01-01T00:00:00+14:00", "a\ud800b", "#\ud800 @a.b.", "\x00", "_", "https://www.instagram.com/p/-/",
    [], {}, [None], [[]], [{}], [5], {"count": -1}, {"text": 5}, {"id": "x"},
)  # fmt: skip
"""What every field of every payload is replaced with, one after the other."""

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-10, 10),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from([value for value in NASTY if isinstance(value, int | str)]),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in inner for found in paths(item, (*path, key)))]


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = value.copy()
    if new is GONE and len(path) == 1:
        del copy[path[0]]
    else:
        copy[path[0]] = changed(value[path[0]], path[1:], new)
    return copy


def check(record: Record) -> None:
    """That PostgreSQL can hold it and that it keeps the rules of records."""
    assert record.observed_at.tzinfo is not None
    msgspec.json.encode(record)
    if isinstance(record, Comment):
        assert 0 < record.post_id < BIGINT
        assert 0 < record.comment_id < BIGINT
        assert record.observed_at >= record.created_at
    if isinstance(record, Post):
        assert 0 < record.post_id < BIGINT
        assert record.observed_at >= record.published_at
        assert all(value is None or 0 <= value < BIGINT for value in msgspec.structs.astuple(record.counts))
        assert not (record.likes_hidden and record.counts.likes is not None)
        account = record.account
        assert account.platform_id or account.handle or account.name
