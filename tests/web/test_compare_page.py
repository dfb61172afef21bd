"""The page that compares accounts, by its files: the very figures that REST answers, and its states."""

from __future__ import annotations

from typing import Any

import pytest
from tests.journeys.seed import fill

from cicero import clients
from cicero.db import Connection

from .conftest import Actors, Http, account

PERIOD = "period=28d&role=all"


@pytest.fixture
async def filled(connection: Connection, kopi: clients.Client) -> None:
    await fill(connection, kopi)


async def widget(http: Http, actors: Actors, name: str, chosen: str = "") -> dict[str, Any]:
    path = f"/clients/kopi/compare?{PERIOD}{chosen}&widget={name}&file=json"
    answer = await http.get(path, headers=actors.viewer)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def rest(http: Http, actors: Actors, path: str, more: str = "") -> Any:
    answer = await http.get(f"/api/analytics{path}?client=kopi&{PERIOD}{more}", headers=actors.viewer)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def labels(http: Http, actors: Actors, ids: list[str]) -> list[str]:
    """How the page calls the accounts of these ids."""
    answer = await http.get("/api/accounts?client=kopi", headers=actors.viewer)
    handles = {one["account_id"]: f"@{one['handle']}" for one in answer.json()["accounts"]}
    return [handles[one] for one in ids]


@pytest.mark.usefixtures("filled")
async def test_the_table_says_what_rest_says(http: Http, actors: Actors) -> None:
    shown = await widget(http, actors, "comparison", "&compare=previous&sort=followers")
    told = (await rest(http, actors, "/comparison", "&compare=previous"))["table"]
    names = await labels(http, actors, [row["key"] for row in told["rows"]])
    rows = {row["account"]: row for row in shown["rows"]}
    assert len(rows) == 3
    for name, row in zip(names, told["rows"], strict=True):
        for metric in ("followers", "posts", "interactions", "typical_engagement_rate", "views"):
            figure = row["values"][metric]
            got = rows[name]
            assert (got[metric], got[f"{metric}_n"], got[f"{metric}_of"]) == (
                pytest.approx(figure["value"]),
                figure["n"],
                figure["of"],
            )
    assert [row["account"] for row in shown["rows"]] == [
        "@saingan.contoh",
        "@kopi.contoh",
        "@kopi.gram.contoh",
    ]
    assert [row["followers_rank"] for row in shown["rows"]] == [1, 2, 3]
    assert [row["interactions_rank"] for row in shown["rows"]] == [1, 1, 3]


@pytest.mark.usefixtures("filled")
async def test_shares_spread_and_hashtags_are_those_of_rest(http: Http, actors: Actors) -> None:
    told = await rest(http, actors, "/comparison")
    names = dict(zip(told["accounts"], await labels(http, actors, told["accounts"]), strict=True))
    voice = {row["account"]: row for row in (await widget(http, actors, "voice"))["rows"]}
    for one in told["voices"]:
        for account_id, share in zip(told["accounts"], one["shares"], strict=True):
            assert voice[names[account_id]][f"share_of_{one['measure']}"] == pytest.approx(share["value"])
    spread = {
        row["account"]: row for row in (await widget(http, actors, "spread", "&rate=interactions"))["rows"]
    }
    for one in told["distribution"]:
        if one["measure"] == "interactions":
            row = spread[names[one["account_id"]]]
            for name in ("least", "low", "median", "high", "most", "n", "of"):
                assert row[name] == pytest.approx(one[name])
    pairs = (await widget(http, actors, "hashtags"))["rows"]
    found = {frozenset([row["one"], row["other"]]): row for row in pairs}
    for one in told["overlaps"]:
        row = found[frozenset([names[one["one"]], names[one["other"]]])]
        assert (row["shared"], row["either"]) == (one["shared"], one["either"]) == (4, 4)
        assert row["overlap"] == pytest.approx(100 * one["jaccard"])


@pytest.mark.usefixtures("filled")
async def test_the_days_of_a_pair_are_those_of_rest(http: Http, actors: Actors) -> None:
    pair = "tiktok:saingan.contoh,tiktok:kopi.contoh"
    shown = await widget(http, actors, "days", f"&pair={pair}&measure=posts")
    told = await rest(http, actors, "/comparison", f"&accounts={pair}")
    days = next(one for one in told["days"] if one["measure"] == "posts")
    assert shown["columns"][1]["label"] == "@saingan.contoh"
    words = {"tied": "Tied", "silent": "Nobody published", "unknown": "Not known"}
    names = dict(zip(told["accounts"], await labels(http, actors, told["accounts"]), strict=True))
    assert [row["led"] for row in shown["rows"]] == [
        names[day["leader"]] if day["leader"] else words[day["outcome"]] for day in days["days"]
    ]
    for name in ("tiktok:saingan.contoh", "tiktok:kopi.contoh"):
        by_day = await rest(http, actors, "", f"&accounts={name}&metrics=posts&by=day")
        known = [(row[name], day) for row, day in zip(shown["rows"], by_day["rows"], strict=True)]
        assert [got for got, _ in known if got is not None] == [
            day["values"]["posts"]["value"] for got, day in known if got is not None
        ]


@pytest.mark.usefixtures("filled")
async def test_lines_and_kinds_are_those_of_rest(http: Http, actors: Actors) -> None:
    lines = (await widget(http, actors, "responses", "&measure=views"))["rows"]
    by_day = await rest(http, actors, "", "&accounts=tiktok:kopi.contoh&metrics=views&by=day")
    told = [row["values"]["views"]["value"] for row in by_day["rows"]]
    shown = [row["tiktok:kopi.contoh"] for row in lines]
    assert shown[:-1] == told[:-1]
    assert {row["instagram:kopi.gram.contoh"] for row in lines} == {None}
    grown = (await rest(http, actors, "/growth", "&accounts=tiktok:kopi.contoh"))["accounts"][0]
    followers = (await widget(http, actors, "followers"))["rows"]
    assert [row["tiktok:kopi.contoh"] for row in followers] == grown["days"]
    kinds = {row["account"]: row for row in (await widget(http, actors, "kinds"))["rows"]}
    for kind in ("video", "photos"):
        of_kind = await rest(
            http, actors, "", f"&metrics=posts&by=account&kind={kind}&accounts=tiktok:kopi.contoh"
        )
        assert kinds["@kopi.contoh"][f"{kind}_posts"] == of_kind["rows"][0]["values"]["posts"]["value"]


@pytest.mark.usefixtures("filled")
async def test_the_benchmark_is_that_of_rest(http: Http, actors: Actors) -> None:
    shown = await widget(http, actors, "benchmark")
    told = await rest(http, actors, "/benchmark")
    rows = {row["account"]: row for row in shown["rows"]}
    names = await labels(http, actors, [one["account_id"] for one in told["standings"]])
    for name, standing in zip(names, told["standings"], strict=True):
        for rank in standing["ranks"]:
            metric, row = rank["metric"], rows[name]
            assert row[f"{metric}_percentile"] == rank["percentile"]
            assert row[metric] == pytest.approx(rank["value"]["value"])
            assert row[f"{metric}_others"] == rank["n"]
            assert bool(row[f"{metric}_reason"]) == bool(rank["reason"])
    published = {one["publisher"] for standing in told["standings"] for one in standing["published"]}
    facts = " ".join(shown["facts"].values())
    assert published
    assert all(publisher in facts for publisher in published)


@pytest.mark.usefixtures("filled")
async def test_a_part_comes_by_itself_and_all_in_place(http: Http, actors: Actors) -> None:
    path = f"/clients/kopi/compare?{PERIOD}"
    first = (await http.get(path, headers=actors.viewer)).text
    assert (first.count('class="widget slot'), 'id="widget-comparison"' in first) == (5, True)
    part = (await http.get(f"{path}&part=kinds", headers=actors.viewer)).text
    assert part.count("<section") == 1
    assert 'id="widget-kinds"' in part
    whole = (await http.get(path, headers={**actors.viewer, "hx-request": "true"})).text
    assert "slot" not in whole
    assert whole.count('<section class="widget" id="widget-') == 9


async def test_one_account_alone_is_told_how_to_get_another(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client
) -> None:
    await account(connection, kopi, "sendiri.contoh")
    seen = (await http.get("/clients/kopi/compare", headers=actors.viewer)).text
    assert "Nothing to compare yet" in seen
    assert "A manager or analyst of this client can add" in seen
    may = (await http.get("/clients/kopi/compare", headers=actors.analyst)).text
    assert 'href="/clients/kopi/accounts"' in may
    assert "Add a competitor by its handle" in may


@pytest.mark.usefixtures("filled")
async def test_a_role_with_one_account_leads_back_to_all(http: Http, actors: Actors) -> None:
    seen = (await http.get("/clients/kopi/compare?role=competitor&period=7d", headers=actors.viewer)).text
    assert "Choose two accounts at least" in seen
    assert 'href="/clients/kopi/compare?period=7d">All accounts' in seen


@pytest.mark.usefixtures("filled")
async def test_days_without_posts_lead_to_those_with_posts(http: Http, actors: Actors) -> None:
    path = "/clients/kopi/compare?from=2020-01-01&to=2020-01-07"
    seen = (await http.get(path, headers=actors.viewer)).text
    assert "No posts in these 7 days." in seen
    assert 'id="widget-comparison"' not in seen


async def test_more_than_twenty_are_cut_down_and_it_is_said(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client
) -> None:
    await fill(connection, kopi)
    for number in range(20):
        await account(connection, kopi, f"lain{number}.contoh", "competitor")
    seen = (await http.get("/clients/kopi/compare", headers=actors.viewer)).text
    assert "3 more accounts are left out" in seen
    assert seen.count('class="ranked-cell"') == 20 * 9
    assert len((await widget(http, actors, "voice"))["rows"]) == 20
