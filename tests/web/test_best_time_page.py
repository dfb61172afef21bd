"""The page about the best time: the figures of REST, its week in colours, its advice in words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.web.conftest import Actors, Http, account, note_posts

from cicero import clients, posts
from cicero.analytics import Figure
from cicero.analytics.best_time import BestTime, Slot
from cicero.db import Connection
from cicero.periods import Period
from cicero.records import AccountRef, Counts, Post
from cicero.web.address import Address
from cicero.web.best_time.hours import timing
from cicero.web.best_time.week import table_of_week, week
from cicero.web.best_time.wording import others, sentence

PATH = "/clients/kopi/best-time"
OWN = AccountRef(platform="instagram", handle="kopi.gram")
DAYS = {"from": "2026-05-01", "to": "2026-06-30"}
FIRST = datetime(2026, 4, 30, 17, tzinfo=UTC)
"""Friday, 1 May, 00:00 in Jakarta."""


@pytest.fixture
async def own(connection: Connection, kopi: clients.Client) -> int:
    """Four posts a day over sixty days, at 07, 12, 19 and 22 o'clock; those at 19 get twice as much."""
    account_id = await account(connection, kopi, "kopi.gram")
    await posts.store(connection, [(account_id, _post(at)) for at in range(240)])
    await note_posts(connection, account_id)
    return account_id


def _post(at: int) -> Post:
    day, place = divmod(at, 4)
    published = FIRST + timedelta(days=day, hours=(7, 12, 19, 22)[place])
    return Post(
        account=OWN,
        post_id=100 + at,
        published_at=published,
        observed_at=published + timedelta(days=5 if day < 58 else 1),
        kind="video" if day % 2 else "image",
        caption=f"Cerita {at}",
        counts=Counts(likes=(200 if place == 2 else 100) + at % 7, comments=0),
    )


async def widget(http: Http, actors: Actors, name: str, **asked: str) -> dict[str, Any]:
    answer = await http.get(
        PATH, params={**DAYS, **asked, "widget": name, "file": "json"}, headers=actors.viewer
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.usefixtures("own")
async def test_the_page_says_what_rest_says(http: Http, actors: Actors) -> None:
    answer = await http.get(
        "/api/analytics/best-time", params={"client": "kopi", **DAYS}, headers=actors.viewer
    )
    said = answer.json()
    hours = (await widget(http, actors, "hours"))["rows"]
    assert [row["posts"] for row in hours] == [slot["index"]["n"] for slot in said["hours"]]
    assert [row["index"] for row in hours if row["posts"]] == [
        slot["index"]["value"] for slot in said["hours"] if slot["index"]["n"]
    ]
    ranked = (await widget(http, actors, "ranked"))["rows"]
    assert (ranked[0]["when"], ranked[0]["stands_out"], len(ranked)) == ("19:00–20:00", "yes", 4)
    cells = (await widget(http, actors, "week"))["rows"]
    assert len(cells) == sum(slot["index"]["n"] >= 3 for slot in said["cells"]) == 28
    page = await http.get(PATH, params=DAYS, headers=actors.viewer)
    assert (
        "Posts of 19:00–20:00 on any day do best: the typical one gets 2.0× of what is usual, over 58 posts"
        in (" ".join(page.text.split()))
    )
    assert "Of 240 posts, 232 are judged" in page.text


@pytest.mark.usefixtures("own")
async def test_each_kind_and_account_by_itself(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client
) -> None:
    await account(connection, kopi, "sepi.gram")
    rows = (await widget(http, actors, "each"))["rows"]
    assert [(row["of"], row["by"], row["when"], row["stands_out"]) for row in rows] == [
        ("Image", "Kind", "19:00–20:00 on any day", "yes"),
        ("Video", "Kind", "19:00–20:00 on any day", "yes"),
        ("@kopi.gram", "Account", "19:00–20:00 on any day", "yes"),
    ]
    assert rows[0]["of_posts"] + rows[1]["of_posts"] == rows[2]["of_posts"] == 232


@pytest.mark.usefixtures("own")
async def test_an_hour_shows_its_posts_and_the_way_on(http: Http, actors: Actors) -> None:
    asked = {**DAYS, "weekday": "5", "hour": "19", "part": "posts"}
    part = await http.get(PATH, params=asked, headers=actors.viewer)
    assert part.text.count('class="caption"') == 9
    way_back, way_on = (
        parse_qs(urlsplit(unescape(found)).query)
        for found in re.findall('class="btn" href="([^"]+)', part.text)
    )
    days = {name: [value] for name, value in DAYS.items()}
    assert way_back == days
    assert way_on == {**days, "weekday": ["5"], "hour": ["19"]}
    file = await widget(http, actors, "posts", weekday="5", hour="19")
    assert len(file["rows"]) == 9
    empty = await http.get(PATH, params={**asked, "hour": "3"}, headers=actors.viewer)
    assert "no post was published at that time" in empty.text
    first = await http.get(PATH, params=DAYS, headers=actors.viewer)
    assert "slot-posts" not in first.text


@pytest.mark.usefixtures("own")
async def test_young_posts_are_not_judged_and_the_page_says_so(http: Http, actors: Actors) -> None:
    young = {"from": "2026-06-28", "to": "2026-06-29"}
    page = await http.get(PATH, params=young, headers=actors.viewer)
    assert "No post can be judged yet" in page.text
    nothing = await http.get(PATH, params={"from": "2026-08-01", "to": "2026-08-02"}, headers=actors.viewer)
    assert "Nothing is known of these days" in nothing.text


def slot(weekday: int | None, hour: int | None, value: float | None, n: int, **more: Any) -> Slot:
    return Slot(
        weekday=weekday, hour=hour, index=Figure(value, n, 20), low=more.get("low"),
        score=more.get("score", 0.0), recommended=more.get("recommended", False),
    )  # fmt: skip


def found(*told: Slot) -> BestTime:
    at = {(one.weekday, one.hour): one for one in told}

    def one(weekday: int | None, hour: int | None) -> Slot:
        return at.get((weekday, hour)) or slot(weekday, hour, None, 0)

    return BestTime(
        period=Period(date(2026, 5, 1), date(2026, 5, 31)),
        whole=Figure(1.0, 20, 24),
        cells=tuple(one(weekday, hour) for weekday in range(1, 8) for hour in range(24)),
        hours=tuple(one(None, hour) for hour in range(24)),
        weekdays=tuple(one(weekday, None) for weekday in range(1, 8)),
        as_of=None,
        history_since=None,
    )


def test_cells_are_coloured_by_how_far_they_are_from_usual() -> None:
    week_of = found(
        slot(1, 9, 1.0, 3), slot(1, 10, 1.61, 9, recommended=True), slot(1, 11, 0.5, 4), slot(1, 12, 9.9, 2)
    )
    here = Address(PATH, (("weekday", "1"), ("hour", "9")))
    monday = week(week_of, here).rows[0]
    assert [(cell.level, cell.posts, cell.marked) for cell in monday[9:13]] == [
        (3, 3, False), (6, 9, True), (0, 4, False), (None, 2, False),
    ]  # fmt: skip
    assert (monday[9].chosen, monday[9].address) == (True, PATH)
    assert monday[10].address == f"{PATH}?weekday=1&hour=10"
    table = table_of_week(week_of, here, (), "en")
    assert [row.cells[0] for row in table.rows] == [
        "Monday 10:00–11:00", "Monday 09:00–10:00", "Monday 11:00–12:00",
    ]  # fmt: skip


def test_the_advice_is_what_stands_out_with_what_it_rests_on() -> None:
    told = found(
        slot(None, 19, 1.84, 12, low=1.3, score=4.0, recommended=True),
        slot(6, None, 1.5, 8, score=3.0, recommended=True),
        slot(2, 19, 2.0, 4, score=3.5, recommended=True),
    )
    assert sentence(told, "en") == (
        "Posts of 19:00–20:00 on any day do best: the typical one gets 1.8× of what is usual, over 12 posts; "
        "95 times in 100 at least 1.3×."
    )
    assert others(told, "en") == (
        "Tuesday 19:00–20:00 (2.0×, 4 posts)",
        "Saturday, at any hour (1.5×, 8 posts)",
    )
    assert others(told, "id")[1] == "Sabtu, jam berapa pun (1,5×, 8 post)"
    assert sentence(found(slot(None, 19, 9.0, 2)), "en").startswith("No time stands out: over 20 posts")


def test_when_is_published_is_set_against_when_it_does_best() -> None:
    told = found(
        slot(None, 7, 0.8, 8), slot(None, 8, 1.0, 5), slot(None, 12, 0.9, 4), slot(None, 19, 1.9, 3),
        slot(None, 22, 9.0, 2),
    )  # fmt: skip
    assert timing(told, "en") == (
        "The three busiest hours (07:00 0.8×, 08:00 1.0×, 12:00 0.9×) hold 85.0% of the posts; the three "
        "that do best (08:00 1.0×, 12:00 0.9×, 19:00 1.9×) hold 60.0%."
    )
    assert timing(found(slot(None, 7, 0.8, 18)), "en") == ""
