"""Whatever a row holds, reading it ends in records or in a reason; and what comes out can be stored."""

import json
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.files.payload import MADE, PAYLOADS, read
from tests.sources.nasty import GONE, NASTY, changed, check, paths, values

from cicero.records import AccountRef
from cicero.sources.files.format import Context, Format, Head
from cicero.sources.files.formats import FORMATS
from cicero.sources.networks.seen import RowError

FORMATS_BY_NAME = {format.name: format for format in FORMATS}
JSON_FORMATS = [format for format in FORMATS if format.container != "csv"]


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


@st.composite
def mutated(draw: st.DrawFn) -> tuple[Format, Any]:
    name, row = draw(st.sampled_from(ROWS))
    for _ in range(draw(st.integers(1, 3))):
        candidates = paths(row)[1:] if isinstance(row, dict) else []
        if not candidates:
            break
        row = changed(row, draw(st.sampled_from(candidates)), draw(st.just(GONE) | values))
    return FORMATS_BY_NAME[name], row


def told(platform: str | None) -> Context:
    account = AccountRef(platform=platform, handle="contoh") if platform else None  # type: ignore[arg-type]
    return Context(observed_at=MADE, account=account, post_id=1 if platform else None)


def attempt(format: Format, row: Any, platform: str | None, *, as_lines: bool) -> None:
    """Decoding may refuse the row and parsing may give a reason; nothing else may happen."""
    try:
        if as_lines:
            value = msgspec.json.decode(json.dumps(row), type=format.row)
        else:
            value = msgspec.convert(row, format.row)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return
    with suppress(RowError):
        for record in format.parse(value, told(platform)):
            check(record)


@pytest.mark.parametrize("as_lines", [True, False])
@pytest.mark.parametrize("index", range(len(ROWS)))
def test_no_value_of_any_field_surprises(index: int, as_lines: bool) -> None:
    name, row = ROWS[index]
    for path in paths(row)[1:]:
        for value in NASTY:
            attempt(FORMATS_BY_NAME[name], changed(row, path, value), None, as_lines=as_lines)


@pytest.mark.parametrize("as_lines", [True, False])
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=mutated(), platform=st.sampled_from([None, "tiktok", "instagram"]))
def test_a_changed_row_never_surprises(
    as_lines: bool, case: tuple[Format, Any], platform: str | None
) -> None:
    attempt(*case, platform, as_lines=as_lines)


@settings(max_examples=300, deadline=None)
@given(row=values, format=st.sampled_from(JSON_FORMATS))
def test_recognising_never_fails(row: Any, format: Format) -> None:
    assert format.matches(Head(container=format.container, rows=(row,))) in (True, False)


def test_every_payload_is_what_it_says_and_formats_have_names_of_their_own() -> None:
    assert len(FORMATS_BY_NAME) == len(FORMATS)
    assert len(ROWS) > 30
