"""The pages of Instagram and TikTok: what they show is what REST says, and states are told apart."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.journeys.seed import fill
from tests.web.conftest import Actors, Headers, Http, account, speak

from cicero.accounts import Account
from cicero.analytics import Figure, Query, Result, Row
from cicero.analytics.growth import FollowerGrowth, Growth
from cicero.clients import Client
from cicero.db import Connection
from cicero.metrics import METRICS
from cicero.periods import Period
from cicero.web.address import Address
from cicero.web.networks.followers import followers
from cicero.web.networks.groups import grouped
from cicero.web.networks.network import NETWORKS

PERIOD = Period(date(2026, 11, 12), date(2026, 11, 14))
HERE = Address("/clients/kopi/tiktok")
PATHS = ("/clients/kopi/instagram", "/clients/kopi/tiktok")


def of(name: str, *days: int | None) -> tuple[Account, Growth]:
    account_id = len(name)
    known = [day for day in days if day is not None]
    figure = Figure(known[-1], 1, 1)
    grown = Growth(
        account_id=account_id, start=figure, end=figure, change=figure, percent=figure, weekly=figure,
        days=days, days_known=Figure(len(known), len(known), len(days)), gaps=(),
    )  # fmt: skip
    return Account(account_id=account_id, platform="tiktok", role="own", handle=name), grown


def growth(*each: tuple[Account, Growth]) -> FollowerGrowth:
    return FollowerGrowth(
        period=PERIOD,
        total=each[0][1],
        accounts=tuple(grown for _, grown in each),
        names={one.account_id: f"tiktok:{one.handle}" for one, _ in each},
        as_of=None,
        history_since=datetime(2026, 11, 12, tzinfo=UTC),
    )


def test_one_account_is_drawn_by_its_followers_and_breaks_at_unknown_days() -> None:
    kopi = of("kopi", 100, None, 120)
    widget = followers(growth(kopi), [kopi[0]], HERE, (), "en")
    assert widget.chart is not None
    assert widget.chart.unit == "count"
    assert widget.chart.lines[0].values == (100, None, 120)
    assert widget.basis == "1 day without a count stays open"
    assert [row.cells[1] for row in widget.rows] == [100, None, 120]
    assert widget.rows[1].address == "/clients/kopi/tiktok?from=2026-11-13&to=2026-11-13"


def test_several_accounts_are_drawn_by_their_growth_and_told_by_their_followers() -> None:
    kopi, saingan = of("kopi", 100, None, 120), of("saingan", None, 2000, 1900)
    widget = followers(growth(kopi, saingan), [kopi[0], saingan[0]], HERE, (), "en")
    assert widget.chart is not None
    assert widget.chart.unit == "percent"
    assert [line.values for line in widget.chart.lines] == [(0, None, 20), (None, 0, -5)]
    assert [line.colour for line in widget.chart.lines] == ["own", "other-1"]
    assert [row.cells[1:] for row in widget.rows] == [(100, None), (None, 2000), (120, 1900)]


def groups(by: str, *keys: object) -> Result:
    names = NETWORKS["instagram"].grouped
    figures = (Figure(3, 3, 3), Figure(50.0, 2, 3), Figure(None, 0, 3))
    return Result(
        query=Query(accounts=(1,), metrics=names, period=PERIOD, by=by),  # type: ignore[arg-type]
        metrics=tuple(METRICS[name] for name in names),
        totals=Row(None, figures),
        rows=tuple(Row(key, figures) for key in keys),  # type: ignore[arg-type]
    )


def test_a_group_leads_to_its_posts_where_the_page_can_be_filtered_by_it() -> None:
    here = Address("/clients/kopi/instagram", (("kind", "video"),))
    found = grouped(
        {
            "kind": groups("kind", "image", "video", None),
            "caption_length": groups("caption_length", "0", "50-124", "1200+"),
            "video_length": groups("video_length", None),
        },
        here,
        (),
        "en",
    )
    assert list(found) == ["kinds", "captions"]  # of no video the length is known
    rows = found["kinds"].widget.rows
    assert [(row.cells[0], row.address, row.chosen) for row in rows] == [
        ("Image", "/clients/kopi/instagram?kind=image", False),
        ("Video", "/clients/kopi/instagram", True),
        ("Kind not known", "", False),
    ]
    assert rows[0].cells[1:] == (3, 50.0, None, 2, 0)
    assert [row.cells[0] for row in found["captions"].widget.rows] == ["No caption", "50–124", "≥ 1200"]


async def test_a_section_stands_where_the_client_has_accounts(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await account(connection, kopi, "kopi.contoh")
    text = (await http.get("/clients/kopi", headers=actors.viewer)).text
    assert 'href="/clients/kopi/instagram"' in text
    assert 'href="/clients/kopi/tiktok"' not in text
    nobody = (await http.get("/clients/kopi/tiktok", headers=actors.viewer)).text
    assert "This client watches nobody on TikTok." in nobody
    assert (
        'action="/clients/kopi/accounts"'
        in (await http.get("/clients/kopi/tiktok", headers=actors.analyst)).text
    )


async def test_only_accounts_of_the_network_are_there(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await fill(connection, kopi)
    main = await read(http, actors.viewer, "/clients/kopi/instagram?role=all&platform=tiktok")
    assert "@kopi.gram.contoh" in main
    assert "@saingan.contoh" not in main
    # A choice of accounts made on another page is taken as far as it means this network.
    chosen = "?accounts=tiktok:kopi.contoh,instagram:kopi.gram.contoh"
    assert "@kopi.gram.contoh" in await read(http, actors.viewer, f"/clients/kopi/instagram{chosen}")
    wholly = await read(http, actors.viewer, "/clients/kopi/instagram?accounts=tiktok:kopi.contoh")
    assert "@kopi.gram.contoh" in wholly


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/clients/kopi/instagram", "Images and carousels have no views"),
        ("/clients/kopi/tiktok", "Who watched and for how long"),
    ],
)
async def test_what_the_network_does_not_tell_is_said(
    http: Http, actors: Actors, kopi: Client, connection: Connection, path: str, limit: str
) -> None:
    await fill(connection, kopi)
    assert limit in await read(http, actors.viewer, path)


async def test_without_posts_profiles_and_followers_stay(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await fill(connection, kopi)
    main = await read(http, actors.viewer, "/clients/kopi/tiktok?from=2020-01-01&to=2020-01-07")
    assert "No posts in these 7 days." in main
    assert 'id="widget-profiles"' in main
    assert "part=followers" in main
    assert "part=latest" not in main


async def test_figures_are_those_of_rest(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await fill(connection, kopi)
    who, at = actors.viewer, "/clients/kopi/tiktok"
    by_day = await rest(http, who, "?client=kopi&platform=tiktok&by=day&metrics=views,likes,posts")
    series = await file(http, who, at, "series")
    assert [(row["views"], row["likes"], row["posts"]) for row in series] == [
        tuple(figure["value"] for figure in row["values"].values()) for row in by_day["rows"]
    ]
    grown = await rest(http, who, "/growth?client=kopi&platform=tiktok")
    [profile] = await file(http, who, at, "profiles")
    assert profile["followers"] == grown["total"]["end"]["value"]
    assert profile["follower_growth"] == grown["total"]["change"]["value"]
    days = [row["tiktok:kopi.contoh"] for row in await file(http, who, at, "followers")]
    assert days == grown["accounts"][0]["days"]
    ranked = await rest(http, who, "/ranks?client=kopi&platform=tiktok&measure=views&limit=5")
    for name in ("top", "best", "flops", "outliers"):
        posts = [row["post_id"] for row in await file(http, who, at, name)]
        assert posts == [post["post_id"] for post in ranked[name]]
    for name, by in (("kinds", "kind"), ("weekdays", "weekday"), ("captions", "caption_length")):
        asked = f"?client=kopi&platform=tiktok&by={by}&metrics=posts,typical_views"
        rows = (await rest(http, who, asked))["rows"]
        assert [(row["posts"], row["typical_views"]) for row in await file(http, who, at, name)] == [
            tuple(figure["value"] for figure in row["values"].values()) for row in rows
        ]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("part", ["followers", "groups", "ranks", "latest", "all"])
@pytest.mark.parametrize("language", ["en", "id"])
async def test_every_part_comes_by_itself(
    http: Http, actors: Actors, kopi: Client, connection: Connection, path: str, part: str, language: str
) -> None:
    await fill(connection, kopi)
    await speak(http, actors.viewer, language)
    answer = await http.get(f"{path}?role=all&part={part}", headers=actors.viewer)
    assert answer.status_code == 200
    assert ("<html" in answer.text) == (part == "all")
    assert "hx-get" not in answer.text.split("<noscript>")[0] or part == "all"
    assert 'class="widget' in answer.text


async def read(http: Http, person: Headers, path: str) -> str:
    answer = await http.get(path, headers=person)
    assert answer.status_code == 200
    found = re.search(r"<main.*</main>", answer.text, re.DOTALL)
    assert found
    return found[0]


async def rest(http: Http, person: Headers, path: str) -> Any:
    answer = await http.get(f"/api/analytics{path}", headers=person)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def file(http: Http, person: Headers, path: str, widget: str) -> Any:
    answer = await http.get(f"{path}?widget={widget}&file=json", headers=person)
    assert answer.status_code == 200, answer.text
    return answer.json()["rows"]
