"""Whatever a row holds, reading it ends in records or in a reason; and what comes out can be stored."""

import json
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.files.payload import MADE, PAYLOADS, read

from cicero.records import AccountRef, Comment, Post, Record
from cicero.sources.files.format import Context, Format, Head, RowError
from cicero.sources.files.formats import FORMATS

FORMATS_BY_NAME = {format.name: format for format in FORMATS}
BIGINT = 1 << 63


def payload_rows() -> list[tuple[str, Any]]:
    """(format, row) of every payload."""
    found = []
    for path in sorted(PAYLOADS.iterdir()):
        if path.suffix not in (".json", ".ndjson"):
            continue
        format = read(path.name).format
        texts = path.read_text().splitlines() if path.suffix == ".ndjson" else [path.read_text()]
        for value in map(json.loads, texts):
            for key in format.within.split(".") if format.within else ():
                value = value[key]
            found += [(format.name, row) for row in (value if isinstance(value, list) else [value])]
    return found


ROWS = payload_rows()
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-10, 10),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["-1", "0", "", "1e999", "nan", "1740000000", "9" * 25, "\ud800", "#\ud800@a", "\x00"]),
    st.sampled_from([2**63, -(2**63), 10**30, 1e308, 1740000000, 1740000000000]),
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
    if new is ... and len(path) == 1:
        del copy[path[0]]
    else:
        copy[path[0]] = changed(value[path[0]], path[1:], new)
    return copy


@st.composite
def mutated(draw: st.DrawFn) -> tuple[Format, Any]:
    name, row = draw(st.sampled_from(ROWS))
    for _ in range(draw(st.integers(1, 3))):
        candidates = paths(row)[1:] if isinstance(row, dict) else []
        if not candidates:
            break
        row = changed(row, draw(st.sampled_from(candidates)), draw(st.just(...) | values))
    return FORMATS_BY_NAME[name], row


def told(platform: str | None) -> Context:
    account = AccountRef(platform=platform, handle="contoh") if platform else None  # type: ignore[arg-type]
    return Context(observed_at=MADE, account=account, post_id=1 if platform else None)


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


@pytest.mark.parametrize("decode", ["lines", "array"])
@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=mutated(), platform=st.sampled_from([None, "tiktok", "instagram"]))
def test_a_changed_row_never_surprises(decode: str, case: tuple[Format, Any], platform: str | None) -> None:
    format, row = case
    try:
        if decode == "array":
            value = msgspec.convert(row, format.row)
        else:
            value = msgspec.json.decode(json.dumps(row), type=format.row)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return
    with suppress(RowError):
        for record in format.parse(value, told(platform)):
            check(record)


@settings(max_examples=300, deadline=None)
@given(row=values, format=st.sampled_from(FORMATS))
def test_recognising_never_fails(row: Any, format: Format) -> None:
    assert format.matches(Head(container=format.container, rows=(row,))) in (True, False)


def test_every_payload_is_what_it_says_and_formats_have_names_of_their_own() -> None:
    assert len(FORMATS_BY_NAME) == len(FORMATS)
    assert len(ROWS) > 30
