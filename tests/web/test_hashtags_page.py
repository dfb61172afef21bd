"""The page about hashtags and mentions: the figures of REST, in the order and with the words asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.web.conftest import Actors, Http, account, note_posts

from cicero import clients, posts
from cicero.analytics import Figure
from cicero.analytics.hashtags import TagLift, TagUse, TagUses
from cicero.db import Connection
from cicero.periods import Period
from cicero.records import AccountRef, Counts, Post
from cicero.web.address import Address
from cicero.web.hashtags.chosen import PAGE, Chosen, choose, read_address
from cicero.web.hashtags.findings import Table
from cicero.web.hashtags.uses import address_of, use_table
from cicero.web.hashtags.wording import trend_word, why_no_trend

PATH = "/clients/kopi/hashtags"
OWN = AccountRef(platform="instagram", handle="kopi.gram")
DAYS = {"from": "2026-05-01", "to": "2026-05-31"}
FIRST = datetime(2026, 3, 1, 3, tzinfo=UTC)
MAY = Period(date(2026, 5, 1), date(2026, 5, 31))


@pytest.fixture
async def own(connection: Connection, kopi: clients.Client) -> int:
    """Two posts a day: #kopi on all, #pagi on every other, #gayo on May's others; @toko on three of May."""
    account_id = await account(connection, kopi, "kopi.gram")
    await posts.store(connection, [(account_id, _post(at)) for at in range(184)])
    await note_posts(connection, account_id)
    return account_id


def _post(at: int) -> Post:
    """#gayo does three times as well as what stands beside it."""
    gayo = at > 125 and at % 2 == 1
    tags = ["kopi", *(["pagi"] if at % 2 == 0 else []), *(["gayo", "susu"] if gayo else [])]
    return Post(
        account=OWN,
        post_id=100 + at,
        published_at=FIRST + timedelta(hours=12 * at),
        observed_at=FIRST + timedelta(days=4, hours=12 * at),
        kind="image",
        counts=Counts(likes=300 if gayo else 100, comments=0),
        hashtags=tuple(tags),
        mentions=("toko",) if at in (122, 123, 124) else (),
    )


async def widget(http: Http, actors: Actors, name: str, **asked: str) -> dict[str, Any]:
    answer = await http.get(
        PATH, params={**DAYS, **asked, "widget": name, "file": "json"}, headers=actors.viewer
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def rest(http: Http, actors: Actors, path: str, **asked: str) -> dict[str, Any]:
    answer = await http.get(f"/api/{path}", params={"client": "kopi", **DAYS, **asked}, headers=actors.viewer)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.usefixtures("own")
async def test_the_table_says_what_rest_says(http: Http, actors: Actors) -> None:
    told = await widget(http, actors, "uses")
    uses = await rest(http, actors, "hashtags", compare="previous")
    lifts = await rest(http, actors, "hashtags/lift", tags="kopi,pagi,gayo,susu")
    typical = await rest(
        http, actors, "analytics", by="hashtag", metrics="typical_engagement_rate,interactions"
    )
    assert [row["tag"] for row in told["rows"]] == ["#" + row["tag"] for row in uses["rows"]]
    assert len(told["rows"]) == 4
    lift = {one["tag"]: one["lift"] for one in lifts["lifts"]}
    assert {row["key"] for row in typical["rows"]} == set(lift)
    for row, use in zip(told["rows"], uses["rows"], strict=True):
        assert (row["posts"], row["before"], row["accounts"]) == (
            use["posts"],
            use["before"],
            use["accounts"],
        )
        assert (row["interactions"], row["score"]) == (use["interactions"]["value"], use["trend"])
        assert (row["lift"], row["lift_n"]) == (lift[use["tag"]]["value"], lift[use["tag"]]["n"])
    assert {row["tag"]: row["lift"] for row in told["rows"]}["#gayo"] == 3.0
    assert {row["tag"]: row["trend"] for row in told["rows"]}["#gayo"] == "rising"


@pytest.mark.usefixtures("own")
async def test_a_chosen_one_has_the_company_that_rest_tells(http: Http, actors: Actors) -> None:
    told = await widget(http, actors, "partners", hashtag="#Gayo")
    said = await rest(http, actors, "hashtags/partners", tag="gayo")
    assert [(row["tag"], row["together"], row["posts"]) for row in told["rows"]] == [
        (f"#{one['tag']}", one["together"], one["posts"]) for one in said["partners"]
    ]
    assert told["rows"][0]["tag"] == "#susu"
    series = await widget(http, actors, "tag", hashtag="gayo")
    assert sum(row["posts"] for row in series["rows"]) == 29
    found = await widget(http, actors, "posts", hashtag="gayo")
    assert (len(found["rows"]), found["rows"][0]["interactions"]) == (8, 300)
    (user,) = (await widget(http, actors, "users", hashtag="gayo"))["rows"]
    assert (user["account"], user["posts"], user["interactions"]) == ("@kopi.gram", 29, 8700)


@pytest.mark.usefixtures("own")
async def test_mentions_have_the_same_page(http: Http, actors: Actors) -> None:
    (row,) = (await widget(http, actors, "uses", of="mentions"))["rows"]
    assert (row["tag"], row["posts"]) == ("@toko", 3)
    page = await http.get(PATH, params={**DAYS, "of": "mentions", "hashtag": "kopi"}, headers=actors.viewer)
    assert "@toko" in page.text
    assert 'class="chip"' not in page.text, "a hashtag narrows nothing among mentions"


@pytest.mark.usefixtures("own")
async def test_rows_come_in_the_order_and_with_the_letters_asked_for(http: Http, actors: Actors) -> None:
    async def tags(**asked: str) -> list[str]:
        return [row["tag"] for row in (await widget(http, actors, "uses", **asked))["rows"]]

    assert await tags(order="lift") == ["#gayo", "#susu", "#kopi", "#pagi"]
    assert (await tags(order="rising"))[:2] == ["#gayo", "#susu"]
    assert (await tags(order="falling"))[-2:] == ["#gayo", "#susu"]
    assert await tags(find="#A") == ["#pagi", "#gayo"]
    assert await tags(find="teh") == []


@pytest.mark.usefixtures("own")
async def test_what_cannot_be_told_is_said(http: Http, actors: Actors) -> None:
    async def page(**asked: str) -> str:
        answer = await http.get(PATH, params={"part": "all", **asked}, headers=actors.viewer)
        assert answer.status_code == 200
        return answer.text

    assert "No trend: nothing is compared." in await page(**DAYS, compare="none")
    assert "No trend: only 0 of 1 accounts were known" in await page(**DAYS, compare="year")
    assert "Nothing found" in await page(**DAYS, find="teh")
    assert "no post of these accounts carries #teh" in await page(**DAYS, hashtag="teh")
    assert "There are posts before and after them" not in await page(**DAYS)
    assert "Nothing is known of these days" in await page(**{"from": "2026-07-01", "to": "2026-07-02"})


async def test_a_client_without_accounts_is_told_how_to_begin(http: Http, actors: Actors) -> None:
    page = await http.get(PATH, headers=actors.viewer)
    assert "No accounts yet" in page.text


def test_the_address_says_which_one_is_chosen() -> None:
    here = read_address(PATH, [("of", "mentions"), ("mention", "@Toko"), ("page", "3"), ("kind", "video")])
    chosen = choose(here)
    assert (chosen.sign, chosen.name, chosen.tag, chosen.page) == ("@", "mention", "toko", 3)
    assert address_of("toko", chosen, here) == f"{PATH}?of=mentions&page=3"
    assert address_of("kafe", chosen, here) == f"{PATH}?of=mentions&page=3&mention=kafe"
    assert choose(Address(PATH, (("page", "-1"), ("order", "joy")))).page == 1
    assert choose(Address(PATH, (("order", "joy"),))).order == "posts"


def _use(trend: float | None, *, rising: bool | None = None, falling: bool | None = None) -> TagUse:
    return TagUse(
        tag="kopi", posts=4, accounts=1, interactions=Figure(9, 4, 4), before=2, trend=trend, rising=rising,
        falling=falling,
    )  # fmt: skip


def _uses(rows: int = 1, matching: int = 1, unknown: Any = None) -> TagUses:
    return TagUses(
        sign="#", period=MAY, compare=None, rows=(_use(0.4, rising=False, falling=False),) * rows,
        tags=matching, matching=matching, uses=9, uses_before=9, posts=20, trend_unknown=unknown,
        compared=Figure(2, 2, 3),
        as_of=None, history_since=None,
    )  # fmt: skip


def test_only_what_goes_beyond_chance_rises_or_falls() -> None:
    uses = [
        _use(3.0, rising=True, falling=False),
        _use(2.5, rising=False, falling=False),
        _use(-4.0, rising=False, falling=True),
        _use(None),
    ]
    assert [trend_word(use, "en") for use in uses] == ["rising", "steady", "falling", ""]
    assert [trend_word(use, "id") for use in uses] == ["naik", "tetap", "turun", ""]
    assert why_no_trend(_uses(), "en") == ""
    assert "2 dari 3 akun" in why_no_trend(_uses(unknown="history_too_short"), "id")


def test_pages_lead_to_those_beside_them() -> None:
    here = Address(PATH, (("page", "2"), ("order", "falling")))
    chosen: Chosen = choose(here)
    uses = _uses(matching=2 * PAGE + 1)
    lifts = {"kopi": TagLift(tag="kopi", lift=Figure(None, 0, 4))}
    made = use_table(
        Table(uses=uses, rows=uses.rows, matching=uses.matching, lifts=lifts, typical={}), chosen, here, "en"
    )
    assert (made.page, made.pages) == (2, 3)
    assert (made.before, made.after) == (f"{PATH}?order=falling&page=1", f"{PATH}?order=falling&page=3")
    assert [head.sorted for head in made.heads] == ["", "", "", "", "", "ascending"]
    assert made.heads[-1].address == f"{PATH}?order=rising"
    assert made.heads[0].address == PATH
    assert made.rows[0].typical == Figure(None, 0, 0)
