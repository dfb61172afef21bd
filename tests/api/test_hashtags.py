"""Hashtags and mentions: use and trend, lift, partners, as the room works them out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from cicero import accounts, posts
from cicero.analytics import hashtags
from cicero.db import Connection
from cicero.periods import Period, compared

from .conftest import KOPI, Actors, Http, post

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
DAYS = {"client": "kopi", "from": "2026-05-01", "to": "2026-05-31"}


@pytest.fixture
async def own(connection: Connection, actors: Actors) -> int:  # noqa: ARG001
    """The id of kopi's own account, with posts before May and in it that carry several tags."""
    account_id = (await accounts.resolve(connection, [KOPI]))[KOPI]
    tagged = [
        replace(
            post(KOPI, 100 + n, n - 40, likes=10 + n),
            hashtags=("ngopi", "pagi") if n > 38 else ("kopi",),
            mentions=("saingan.contoh",),
        )
        for n in range(44)
    ]
    shared = [replace(one, counts=replace(one.counts, shares=1)) for one in tagged]
    await posts.store(connection, [(account_id, one) for one in shared])
    return account_id


async def ask(http: Http, actors: Actors, path: str, **parameters: str) -> Any:
    answer = await http.get(f"/api/{path}", params={**DAYS, **parameters}, headers=actors.viewer)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_use_and_trend(http: Http, actors: Actors, connection: Connection, own: int) -> None:
    found = await hashtags.tag_uses(connection, [own], MAY, compare=compared(MAY, "previous"))
    answer = await ask(http, actors, "hashtags", compare="previous")
    assert {one["tag"] for one in answer["rows"]} == {"kopi", "ngopi", "pagi"}
    assert any(one.trend is not None for one in found.rows)
    for shown, row in zip(answer["rows"], found.rows, strict=True):
        for name in ("tag", "posts", "accounts", "before", "trend", "rising", "falling"):
            assert shown[name] == getattr(row, name), name
        assert (shown["interactions"]["value"], shown["interactions"]["n"]) == (
            row.interactions.value,
            row.interactions.n,
        )
    for name in ("tags", "matching", "uses", "uses_before", "posts", "trend_unknown"):
        assert answer[name] == getattr(found, name), name
    assert [one["name"] for one in answer["metrics"]] == ["hashtag_trend"]
    assert answer["compare"] == {"from": "2026-03-31", "to": "2026-04-30", "zone": "Asia/Jakarta"}


async def test_pages_follow_each_other(http: Http, actors: Actors, own: int) -> None:
    first = await ask(http, actors, "hashtags", limit="2", accounts=str(own))
    second = await ask(http, actors, "hashtags", limit="2", offset=first["next"])
    assert [len(first["rows"]), len(second["rows"]), second["next"]] == [2, 1, None]
    assert len({one["tag"] for one in (*first["rows"], *second["rows"])}) == 3


async def test_a_part_of_the_tag_finds_it(http: Http, actors: Actors, own: int) -> None:
    answer = await ask(http, actors, "hashtags", containing="#OPI", accounts=str(own))
    assert [[one["tag"] for one in answer["rows"]], answer["matching"]] == [["kopi", "ngopi"], 2]


async def test_mentions_are_the_same_questions(
    http: Http, actors: Actors, connection: Connection, own: int
) -> None:
    assert [one["tag"] for one in (await ask(http, actors, "mentions"))["rows"]] == ["saingan.contoh"]
    found = await hashtags.lift(connection, [own], MAY, ["saingan.contoh"], "@")
    answer = await ask(http, actors, "mentions/lift", tags="@Saingan.Contoh")
    (lift,) = answer["lifts"]
    assert (lift["tag"], lift["lift"]["value"]) == ("saingan.contoh", found["saingan.contoh"].lift.value)
    assert lift["lift"]["n"] > 0
    partners = await ask(http, actors, "mentions/partners", tag="saingan.contoh")
    assert (partners["carrying"], partners["partners"]) == (7, [])


async def test_lift(http: Http, actors: Actors, connection: Connection, own: int) -> None:
    found = await hashtags.lift(connection, [own], MAY, ["pagi", "sore"])
    answer = await ask(http, actors, "hashtags/lift", tags="pagi,#sore,pagi")
    assert [(one["tag"], one["lift"]["value"], one["lift"]["of"]) for one in answer["lifts"]] == [
        (tag, one.lift.value, one.lift.of) for tag, one in found.items()
    ]
    assert found["pagi"].lift.value is not None
    assert answer["lifts"][1]["lift"] == {"value": None, "n": 0, "of": 0, "coverage": None}


async def test_partners(http: Http, actors: Actors, connection: Connection, own: int) -> None:
    found = await hashtags.co_use(connection, [own], MAY, "pagi")
    answer = await ask(http, actors, "hashtags/partners", tag="#Pagi")
    assert [one.tag for one in found.partners] == ["ngopi"]
    assert answer["partners"] == [
        {
            "tag": one.tag,
            "together": one.together,
            "posts": one.posts,
            "share": one.share,
            "strength": one.strength,
        }
        for one in found.partners
    ]
    assert (answer["tag"], answer["carrying"], answer["posts"]) == ("pagi", found.carrying, found.posts)


@pytest.mark.parametrize(
    ("path", "parameters", "detail"),
    [
        ("hashtags", {"order": "joy"}, "order=joy is not known."),
        ("hashtags", {"limit": "501"}, "limit=501 is not known."),
        ("mentions", {"offset": "-1"}, "offset=-1 is not known."),
        ("hashtags/lift", {"tags": " , "}, "0 tags were given."),
        ("hashtags/lift", {"tags": ",".join(map(str, range(101)))}, "101 tags were given."),
        ("mentions/partners", {}, "No tag is given."),
    ],
)
async def test_what_cannot_be_asked(
    http: Http, actors: Actors, path: str, parameters: dict[str, str], detail: str
) -> None:
    answer = await http.get(f"/api/{path}", params={**DAYS, **parameters}, headers=actors.viewer)
    assert (answer.status_code, answer.json()["detail"]) == (400, detail)
