"""Posts come page by page, each once, ids as strings, unknown counts as null."""

from __future__ import annotations

from typing import Any

import pytest

from cicero import accounts, posts
from cicero.db import Connection

from .conftest import KOPI, Actors, Http, post

MAY = {"client": "kopi", "from": "2026-05-01", "to": "2026-05-31"}
FIRST = 7_440_000_000_000_000_001


async def ask(http: Http, actors: Actors, **parameters: str) -> Any:
    answer = await http.get("/api/posts", params={**MAY, **parameters}, headers=actors.viewer)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(page: Any) -> list[int]:
    return [int(each["post_id"]) for each in page["posts"]]


async def test_a_post_is_shown_whole(http: Http, actors: Actors, connection: Connection) -> None:
    ((_, account_id),) = (await accounts.resolve(connection, [KOPI])).items()
    page = await ask(http, actors, limit="1")
    assert page["posts"] == [
        {
            "account_id": str(account_id),
            "post_id": "7440000000000000003",
            "platform": "tiktok",
            "handle": "kopi.contoh",
            "account_name": None,
            "published_at": "2026-05-06T03:00:00Z",
            "kind": "video",
            "code": None,
            "caption": "pagi #kopi",
            "url": None,
            "thumbnail_url": None,
            "duration": None,
            "likes": None,
            "comments": 2,
            "shares": None,
            "saves": None,
            "views": 100,
            "reach": None,
            "likes_hidden": True,
            "followers": None,
            "hashtags": ["kopi"],
            "mentions": [],
            "observed_at": "2026-05-09T03:00:00Z",
            "first_seen_at": "2026-05-09T03:00:00Z",
            "deleted_at": None,
        }
    ]
    assert page["period"] == {"from": "2026-05-01", "to": "2026-05-31", "zone": "Asia/Jakarta"}
    assert page["next"]


@pytest.mark.parametrize(("sort", "order"), [("newest", [2, 1, 0]), ("oldest", [0, 1, 2])])
async def test_pages_follow_each_other_while_posts_arrive(
    http: Http, actors: Actors, connection: Connection, sort: str, order: list[int]
) -> None:
    ((_, account_id),) = (await accounts.resolve(connection, [KOPI])).items()
    seen, cursor = [], ""
    for round_ in range(4):
        page = await ask(http, actors, limit="1", sort=sort, **({"cursor": cursor} if cursor else {}))
        seen += ids(page)
        cursor = page["next"] or ""
        behind = 20 if sort == "newest" else -2
        late = post(KOPI, FIRST + 50 + round_, behind, 1)
        await posts.store(connection, [(account_id, late)])
        if not cursor:
            break
    assert seen == [FIRST + day for day in order]


async def test_filters_reach_the_posts(http: Http, actors: Actors) -> None:
    assert ids(await ask(http, actors, weekday="2")) == [FIRST + 1]
    assert ids(await ask(http, actors, hour="9")) == []
    assert ids(await ask(http, actors, hashtag="teh")) == []
    assert ids(await ask(http, actors, kind="image")) == []
    assert ids(await ask(http, actors, mention="kopi")) == []
    assert len(ids(await ask(http, actors, text="PÁGI"))) == 3
    assert ids(await ask(http, actors, text="sore")) == []
    assert len(ids(await ask(http, actors, counts="comments>=2,comments<=2"))) == 3
    assert ids(await ask(http, actors, counts="likes>=0,likes<=7,views<101")) == []
    assert ids(await ask(http, actors, counts="interactions>2", sort="oldest")) == []
    assert ids(await ask(http, actors, role="competitor")) == [9]
    assert len(ids(await ask(http, actors, role="all"))) == 4


@pytest.mark.parametrize(
    ("parameters", "detail"),
    [
        ({"limit": "0"}, "limit=0 is not known."),
        ({"limit": "201"}, "limit=201 is not known."),
        ({"limit": "9" * 5000}, "is not known."),
        ({"sort": "likes"}, "sort=likes is not known."),
        ({"cursor": "x"}, "The cursor is not one of ours."),
        ({"cursor": "k8//////////"}, "The cursor is not one of ours."),
        ({"cursor": "k8_______________________________________"}, "The cursor is not one of ours."),
        ({"counts": "likes~3"}, "counts=likes~3 is not known."),
        ({"basis": "gained"}, "There is no parameter 'basis' here."),
        ({"metrics": "likes"}, "There is no parameter 'metrics' here."),
    ],
)
async def test_what_cannot_be_asked(
    http: Http, actors: Actors, parameters: dict[str, str], detail: str
) -> None:
    answer = await http.get("/api/posts", params={**MAY, **parameters}, headers=actors.viewer)
    assert answer.status_code == 400
    assert detail in answer.json()["detail"]
