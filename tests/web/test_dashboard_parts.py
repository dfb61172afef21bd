"""From a Result to what the dashboard shows of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from cicero.analytics import Figure, Filters, Query, Range, Result, Row
from cicero.metrics import METRICS
from cicero.periods import Period
from cicero.web.address import Address
from cicero.web.asked import Asked
from cicero.web.choices import choices
from cicero.web.dashboard.change import Change, change
from cicero.web.dashboard.fetched import values_of
from cicero.web.dashboard.findings import GROUPED, TILES
from cicero.web.dashboard.heatmap import heatmap
from cicero.web.dashboard.series import series
from cicero.web.dashboard.sparkline import Sparkline, sparkline
from cicero.web.rendering import drawn

PERIOD = Period(date(2026, 11, 12), date(2026, 11, 14))
BEFORE = Period(date(2026, 11, 9), date(2026, 11, 11))
HERE = Address("/clients/kopi", (("compare", "previous"),))
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def result(
    names: tuple[str, ...], rows: list[tuple[object, list[Figure]]], totals: list[Figure], **more: object
) -> Result:
    query = Query(accounts=(1,), metrics=names, period=PERIOD, compare=BEFORE, by="day")
    return Result(
        query=replace(query, **more.pop("query", {})),  # type: ignore[arg-type]
        metrics=tuple(METRICS[name] for name in names),
        totals=Row(None, tuple(totals)),
        rows=tuple(Row(key, tuple(figures)) for key, figures in rows),  # type: ignore[arg-type]
        history_since=LONG_AGO,
        **more,  # type: ignore[arg-type]
    )


def known(value: float | None, of: int = 5) -> Figure:
    return Figure(value, 0 if value is None else of, of)


def test_whatever_narrows_the_page_is_shown_and_can_be_taken_back() -> None:
    counts = (Range(count="likes", least=1000, most=2000), Range(count="views", least=5))
    filters = Filters(kinds=("video",), hashtag="kopi", mention="toko", text="susu", counts=counts, weekday=1)
    query = Query(accounts=(1,), metrics=("likes",), period=PERIOD, filters=filters)
    found = Asked(watched=[], chosen=[], query=query, role="own", last_post=None, last_seen=None)
    here = Address("/clients/kopi", (("mention", "toko"), ("text", "susu"), ("counts", "likes>=1000")))
    chips = choices(found, here, "id").chips
    assert [chip.label for chip in chips] == [
        "Video", "#kopi", "@toko", "“susu”", "Suka ≥ 1.000 ≤ 2.000, Tayangan ≥ 5", "Senin",
    ]  # fmt: skip
    assert chips[3].address == "/clients/kopi?mention=toko&counts=likes%3E%3D1000"


@pytest.mark.parametrize(
    ("metric", "now", "before", "expected"),
    [
        ("likes", 150, 100, Change("+50.0%", "up", True)),
        ("likes", 50, 100, Change("−50.0%", "down", False)),
        ("likes", 100, 100, Change("0.0%")),
        ("posts", 6, 3, Change("+100.0%", "up", None)),
        ("likes", 6, 0, Change(reason="0 before: no percentage")),
        ("likes", 6, None, Change(reason="Unknown before")),
        ("likes", None, 6, Change()),
        ("typical_engagement_rate", 3.5, 2.25, Change("+1.2 pp", "up", True)),
        ("typical_engagement_rate", 2.25, 2.5, Change("−0.25 pp", "down", False)),
    ],
)
def test_change(metric: str, now: float | None, before: float | None, expected: Change) -> None:
    found = result((metric,), [], [known(now)], compared_totals=Row(None, (known(before),)))
    assert change(found, 0, "en") == expected


def test_no_change_is_told_where_history_begins_later() -> None:
    found = result(("likes",), [], [known(9)], compared_totals=Row(None, (known(3),)))
    found = replace(found, history_since=datetime(2026, 11, 9, 18, 0, tzinfo=UTC))  # the 10th in Jakarta
    assert change(found, 0, "en") == Change(reason="Known since 10 Nov 2026")


def test_a_sparkline_breaks_at_what_is_unknown() -> None:
    assert sparkline([0, 10, None, 10]) == Sparkline(
        "M0.0 30.0L33.3 2.0M100.0 2.0L100.0 2.0",
        "M0.0 30.0L33.3 2.0L33.3 32L0.0 32ZM100.0 2.0L100.0 2.0L100.0 32L100.0 32Z",
    )
    assert sparkline([None, 5, None]) == Sparkline()


def test_a_series_leaves_out_what_no_post_tells() -> None:
    names = ("posts", "likes", "comments", "shares")
    rows = [
        (date(2026, 11, 12), [known(2, 2), known(10, 2), known(1, 2), known(None, 2)]),
        (date(2026, 11, 13), [known(0, 0), known(0, 0), known(0, 0), known(0, 0)]),
        (date(2026, 11, 14), [known(1, 1), known(None, 1), known(3, 1), known(None, 1)]),
    ]
    widget = series(result(names, rows, [known(3), known(10), known(4), known(None)]), None, HERE, (), "en")
    chart = widget.chart
    assert chart is not None
    assert [(line.name, line.values) for line in chart.lines] == [
        ("likes", (10, 0, None)),
        ("comments", (1, 0, 3)),
    ]
    assert chart.missing == ("Shares",)
    assert chart.strip is not None
    assert chart.strip.values == (2, 0, 1)
    assert [row.cells[1:] for row in widget.rows] == [(10, 1, 2), (0, 0, 0), (None, 3, 1)]
    assert widget.rows[0].address == "/clients/kopi?compare=previous&from=2026-11-12&to=2026-11-12"
    assert "<" not in drawn("en", chart)


def test_hours_with_few_posts_are_not_judged() -> None:
    told = {(1, 9): (5, 120.0), (1, 10): (2, 9_000.0), (7, 23): (3, 40.0)}
    rows = [
        ((weekday, hour), [known(posts), known(value), known(None)])
        for weekday in range(1, 8)
        for hour in range(24)
        for posts, value in [told.get((weekday, hour), (0, None))]
    ]
    found = result(GROUPED, rows, [known(10), known(90.0), known(None)], query={"by": "hour_of_week"})  # type: ignore[arg-type]
    map = heatmap(found, Address("/c", (("weekday", "1"), ("hour", "9"))))
    assert map.metric.name == "typical_interactions"
    assert [(cell.weekday, cell.hour, cell.level) for cell in map.ranked] == [(1, 9, 3), (7, 23, 0)]
    assert (map.rows[0][10].posts, map.rows[0][10].level) == (2, None)
    assert (map.rows[0][9].chosen, map.rows[0][9].address) == (True, "/c")
    assert map.rows[6][23].address == "/c?weekday=7&hour=23"


def test_tiles_are_what_the_findings_ask() -> None:
    assert set(TILES) <= set(METRICS)


def test_days_after_the_last_fetch_are_unknown_not_empty() -> None:
    rows = [(date(2026, 11, day), [known(posts, posts)]) for day, posts in ((12, 2), (13, 0), (14, 0))]
    fetched = datetime(2026, 11, 12, 18, 0, tzinfo=UTC)  # the 13th in Jakarta
    found = result(("posts",), rows, [known(2)], as_of=(fetched, fetched))
    assert values_of(found, found.rows, 0, None) == [2, 0, None]


def test_days_before_the_first_known_post_are_unknown_not_empty() -> None:
    rows = [(date(2026, 11, day), [known(posts, posts)]) for day, posts in ((12, 0), (13, 2), (14, 0))]
    first = datetime(2026, 11, 12, 18, 0, tzinfo=UTC)  # the 13th in Jakarta
    found = replace(result(("posts",), rows, [known(2)]), history_since=first)
    assert values_of(found, found.rows, 0, None) == [None, 2, 0]


def test_days_after_the_newest_post_of_a_file_are_unknown_though_the_file_is_younger() -> None:
    rows = [(date(2026, 11, day), [known(posts, posts)]) for day, posts in ((12, 2), (13, 0), (14, 0))]
    copied = datetime(2026, 11, 20, tzinfo=UTC)
    newest_post = datetime(2026, 11, 12, 3, 0, tzinfo=UTC)
    found = result(("posts",), rows, [known(2)], as_of=(copied, copied))
    assert values_of(found, found.rows, 0, newest_post) == [2, None, None]
