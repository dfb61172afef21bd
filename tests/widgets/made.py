"""Invented widgets, one for each kind of chart."""

from __future__ import annotations

from datetime import UTC, date, datetime

from cicero.widgets import Chart, Column, Explained, Fact, Line, Row, Widget

DAYS = tuple(date(2026, 11, day) for day in range(9, 16))
BUCKETS = tuple(f"{day.day} Nov" for day in DAYS)
LIKES = Line(
    name="likes",
    label="Likes",
    colour="likes",
    values=(1200, 900, None, 1500, None, 1100, 1800),
    before=(800, 900, 950, 700, 600, 1000, 1250),
)
COMMENTS = Line(name="comments", label="Comments", colour="comments", values=(12, 0, None, 41, 7, 9, 30))
POSTS = Line(name="posts", label="Posts", colour="before", values=(1, 0, 2, 1, 1, 3, 1))


def chart(kind: str, *lines: Line, **more: object) -> Chart:
    return Chart(
        kind=kind,  # type: ignore[arg-type]
        label="Likes and comments over the period.",
        buckets=BUCKETS,
        titles=tuple(f"{day:%a} {name}" for day, name in zip(DAYS, BUCKETS, strict=True)),
        lines=lines,
        **more,  # type: ignore[arg-type]
    )


PANELS = chart("panels", LIKES, COMMENTS, strip=POSTS, span_before="2 – 8 Nov 2026", missing=("Shares",))
FACTS = (
    Fact("Days", "9 – 15 Nov 2026"),
    Fact("Against", "2 – 8 Nov 2026"),
    Fact("Accounts", "Kopi Senja, @teh.pagi"),
    Fact("Time zone", "Asia/Jakarta", "zone"),
)
WIDGET = Widget(
    name="series",
    title="Interactions by day",
    basis="Counts of the posts published in these days, as of now",
    columns=(
        Column(name="day", label="Day"),
        Column(name="caption", label="Post"),
        Column(name="seen", label="Seen"),
        Column(name="likes", label="Likes", unit="count"),
        Column(name="rate", label="Engagement rate", unit="percent"),
        Column(name="per_day", label="Posts per day", unit="per_day"),
    ),
    rows=(
        Row(cells=(DAYS[0], "=1+1", datetime(2026, 11, 9, 18, 30, tzinfo=UTC), 1200, 3.4, 1.25)),
        Row(cells=(DAYS[1], "Kopi & <teh>", None, 0, 0.42, 120.0)),
        Row(cells=(DAYS[2], "https://example.org", None, None, None, None)),
        Row(cells=(DAYS[3], "007", None, 1500.5, 0.0, 0.0)),
    ),
    chart=PANELS,
    explained=(
        Explained(
            label="Likes", formula="Sum of likes", note="Hidden likes are unknown", rests_on="9 of 10 posts"
        ),
    ),
    facts=FACTS,
)
