"""The dashboard and REST answer one question alike: every figure, and what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.journeys.seed import fill
from tests.web.conftest import Actors, Http

from cicero import clients, numbers
from cicero.db import Connection
from cicero.periods import Unit, next_bucket
from cicero.web.dashboard.findings import ACCOUNTS, GROUPED, POSTS_SHOWN, SERIES, TILES
from cicero.web.dashboard.heatmap import ENOUGH

CHOSEN: tuple[dict[str, str], ...] = (
    {},
    {"period": "7d"},
    {"period": "365d", "compare": "year"},
    {"platform": "tiktok", "hashtag": "pagi"},
    {"kind": "video", "role": "all", "counts": "likes>=1000"},
    {"accounts": "instagram:kopi.gram.contoh,tiktok:saingan.contoh", "compare": "none"},
)
COUNTS = ("likes", "comments", "shares", "views")
HOUR = re.compile(
    r'(weekday=\d&amp;hour=\d+)[^"]*">[^<]*</a></th><td class="number">([^<]*)</td>'
    r'<td class="number">([^<]*)</td>'
)
"""A row of the heatmap's table: the way to its posts, the typical one, how many."""
GROUPS = (
    ("kinds", "kind", "kind", GROUPED),
    ("hashtags", "hashtag", "hashtag", GROUPED),
    ("accounts", "account", "accounts", ACCOUNTS),
)
"""Widget, dimension, the parameter that chooses one of them, metrics."""
DEFAULTS = {"role": "own", "compare": "previous"}

chosen = pytest.mark.parametrize("choice", CHOSEN, ids=lambda choice: "&".join(choice.values()) or "nothing")


@pytest.fixture(autouse=True)
async def _posts(connection: Connection, kopi: clients.Client) -> None:
    await fill(connection, kopi)


async def page(http: Http, actors: Actors, choice: dict[str, str], **more: str) -> Any:
    answer = await http.get("/clients/kopi", params={**choice, **more}, headers=actors.viewer)
    assert answer.status_code == 200, answer.text
    return answer.json() if "file" in more else answer.text


async def rest(
    http: Http, actors: Actors, choice: dict[str, str], metrics: tuple[str, ...], **more: str
) -> Any:
    defaults = {"compare": "previous"} if "accounts" in choice else DEFAULTS
    asked = {"client": "kopi", **defaults, **choice, "metrics": ",".join(metrics), **more}
    answer = await http.get("/api/analytics", params=asked, headers=actors.viewer)
    assert answer.status_code == 200, answer.text
    return answer.json()


@chosen
async def test_the_series(http: Http, actors: Actors, choice: dict[str, str]) -> None:
    unit: Unit = "week" if choice.get("period") == "365d" else "day"
    told = await rest(http, actors, choice, (*SERIES, "posts"), by=unit)
    widget = await page(http, actors, choice, widget="series", file="json")
    assert len(widget["rows"]) == len(told["rows"]) > 0
    known = [name for name in (*SERIES, "posts") if told["totals"][name]["n"]]
    since = datetime.fromisoformat(told["history_since"]).astimezone(ZoneInfo("Asia/Jakarta")).date()
    for shown, row in zip(widget["rows"], told["rows"], strict=True):
        is_known = next_bucket(date.fromisoformat(row["key"]), unit) > since
        expected = {name: row["values"][name]["value"] if is_known else None for name in known}
        assert {name: value for name, value in shown.items() if name != unit} == expected
        assert unit == "week" or shown[unit] == row["key"]
    rests_on = [f"{figure['n']} of {figure['of']} posts" for figure in told["totals"].values()]
    assert [metric["rests_on"] for metric in widget["metrics"]] == rests_on
    assert [metric["formula"] for metric in widget["metrics"]] == [m["formula"] for m in told["metrics"]]


@chosen
async def test_the_groups(http: Http, actors: Actors, choice: dict[str, str]) -> None:
    """Each is asked without its own choice, so that the alternatives stay in sight."""
    for name, by, own, metrics in GROUPS:
        asked = {key: value for key, value in choice.items() if key != own}
        if by == "account":
            asked = {"role": "all", **asked}
        told = await rest(http, actors, asked, metrics, by=by)
        widget = await page(http, actors, choice, widget=name, file="json")
        shown = sorted(_values(row, metrics) for row in widget["rows"])
        assert shown == sorted(_figures(row["values"], metrics) for row in told["rows"])
        assert shown


@chosen
async def test_the_tiles(http: Http, actors: Actors, choice: dict[str, str]) -> None:
    told = await rest(http, actors, choice, TILES)
    tiles = list(_tiles(await page(http, actors, choice)))
    assert len(tiles) == len(TILES)
    for metric, (value, rests_on) in zip(told["metrics"], tiles, strict=True):
        figure = told["totals"][metric["name"]]
        said = numbers.by_unit(figure["value"], metric["unit"], "en")
        assert value == ("Not known" if figure["value"] is None else said)
        assert rests_on == (figure["n"], figure["of"])


@chosen
async def test_the_hours(http: Http, actors: Actors, choice: dict[str, str]) -> None:
    """Its table has every hour with posts enough to be judged, each with the way to them."""
    told = await rest(http, actors, choice, ("posts", "typical_interactions"), by="hour_of_week")
    text = await page(http, actors, choice, part="heatmap", shade="typical_interactions")
    expected = [
        (
            f"weekday={row['key']['weekday']}&amp;hour={row['key']['hour']}",
            numbers.by_unit(row["values"]["typical_interactions"]["value"], "ratio", "en"),
            str(row["values"]["posts"]["value"]),
        )
        for row in told["rows"]
        if row["values"]["posts"]["value"] >= ENOUGH
    ]
    assert sorted(HOUR.findall(text)) == sorted(expected)
    assert expected or choice


@chosen
async def test_the_posts(http: Http, actors: Actors, choice: dict[str, str]) -> None:
    """Counters as REST has them of each post, most interactions first."""
    asked = {"client": "kopi", "limit": "200", **choice}
    asked.pop("compare", None)
    answer = await http.get("/api/posts", params=asked, headers=actors.viewer)
    stored = {(one["handle"], one["caption"]): one for one in answer.json()["posts"]}
    widget = await page(http, actors, choice, widget="posts", file="json")
    for row in widget["rows"]:
        one = stored[row["account"].lstrip("@"), row["caption"]]
        assert [row[name] for name in COUNTS] == [one[name] for name in COUNTS]
        parts = [one["likes"], one["comments"], *([one["shares"]] if one["platform"] == "tiktok" else [])]
        assert row["interactions"] == (None if None in parts else sum(parts))
    reached = [row["interactions"] for row in widget["rows"]]
    assert reached == sorted(reached, key=lambda value: (value is None, -(value or 0)))
    assert len(reached) == min(POSTS_SHOWN, len(stored)) > 0


def _values(row: dict[str, Any], metrics: tuple[str, ...]) -> list[str]:
    return [f"{row[name]} of {row[f'{name}_n']}" for name in metrics]


def _figures(values: dict[str, Any], metrics: tuple[str, ...]) -> list[str]:
    return [f"{values[name]['value']} of {values[name]['n']}" for name in metrics]


def _tiles(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Of each its exact value as the page says it, and of how many of how many it is known."""
    for tile in text.split('<div class="tile">')[1:]:
        value = re.search(r'<div class="tile-value" title="([^"]*)"', tile)
        foot = re.search(r'<span class="facts-line">\s*([\d,]+)(?: of ([\d,]+))? (?:post|account)', tile)
        assert value
        assert foot
        n, of = (int(one.replace(",", "")) for one in (foot[1], foot[2] or foot[1]))
        yield value[1], (n, of)
