"""One post: as the list shows it, its counts over time, its curve beside the account's band; its comments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from cicero import accounts, posts
from cicero.analytics.curves import curve
from cicero.db import Connection
from cicero.records import Comment

from .conftest import FIRST, KOPI, SAINGAN, Actors, Http, post

POST = 7_440_000_000_000_000_001


@pytest.fixture
async def own(connection: Connection, actors: Actors) -> int:  # noqa: ARG001
    """The id of kopi's own account; its first post was seen three times, and twenty before it."""
    account_id = (await accounts.resolve(connection, [KOPI]))[KOPI]
    for days, likes in ((6, 20), (7, 30)):
        seen = replace(post(KOPI, POST, 0, likes=likes), observed_at=FIRST + timedelta(days=days))
        await posts.store(connection, [(account_id, seen)])
    older = [post(KOPI, 100 + n, n - 60, likes=n) for n in range(20)]
    aged = [replace(one, observed_at=one.published_at + timedelta(hours=120)) for one in older]
    await posts.store(connection, [(account_id, one) for one in aged])
    return account_id


async def ask(http: Http, actors: Actors, path: str, **parameters: str) -> Any:
    answer = await http.get(path, params={"client": "kopi", **parameters}, headers=actors.viewer)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_post_comes_with_its_counts_over_time(http: Http, actors: Actors, own: int) -> None:
    answer = await ask(http, actors, f"/api/accounts/{own}/posts/{POST}")
    listed = await ask(http, actors, "/api/posts", **{"from": "2026-05-04", "to": "2026-05-04"})
    assert answer["post"] == listed["posts"][0]
    assert [(one["observed_at"], one["likes"], one["shares"]) for one in answer["counts"]] == [
        ("2026-05-09T03:00:00Z", 10, None),
        ("2026-05-10T03:00:00Z", 20, None),
        ("2026-05-11T03:00:00Z", 30, None),
    ]


async def test_its_curve_is_that_of_the_room(
    http: Http, actors: Actors, connection: Connection, own: int
) -> None:
    found = await curve(connection, own, POST, "likes")
    answer = (await ask(http, actors, f"/api/accounts/{own}/posts/{POST}", measure="likes"))["curve"]
    assert [(one["age"], one["value"]) for one in answer["points"]] == [(120, 10), (144, 20), (168, 30)]
    assert found.band
    assert [(one["age"], one["median"], one["n"], one["of"]) for one in answer["band"]] == [
        (one.age, one.median, one.n, one.of) for one in found.band
    ]
    assert (answer["measure"], answer["usual"]) == ("likes", found.usual)


async def test_comments_of_a_post_come_newest_first_page_by_page(
    http: Http, actors: Actors, connection: Connection, own: int
) -> None:
    await posts.store_comments(connection, [comment(n, n, POST) for n in range(5)])
    await posts.store_comments(connection, [replace(comment(9, 9, POST), parent_id=1)])
    path = f"/api/accounts/{own}/posts/{POST}/comments"
    seen: list[str] = []
    cursor = ""
    for _ in range(4):
        page = await ask(http, actors, path, limit="2", **({"cursor": cursor} if cursor else {}))
        seen += [one["comment_id"] for one in page["comments"]]
        cursor = page["next"] or ""
        if not cursor:
            break
    assert seen == ["9", "4", "3", "2", "1", "0"]
    first = (await ask(http, actors, path, limit="1"))["comments"][0]
    assert (first["parent_id"], first["text"], first["author_handle"]) == ("1", "enak 9", "sari.contoh")
    assert (first["account_id"], first["post_id"], first["likes"]) == (str(own), str(POST), None)


async def test_how_far_comments_were_read_is_told(
    http: Http, actors: Actors, connection: Connection, own: int
) -> None:
    path = f"/api/accounts/{own}/posts/{POST}/comments"
    assert (await ask(http, actors, path))["read"] is None
    await posts.store_comments(connection, [comment(1, 1, POST)])
    at = datetime(2026, 5, 12, tzinfo=UTC)
    await posts.note_comments(connection, own, POST, at=at, counted=3, complete=False)
    read = (await ask(http, actors, path))["read"]
    assert read == {
        "collected_at": "2026-05-12T00:00:00Z",
        "counted": 3,
        "collected": 1,
        "complete": False,
    }


async def test_comments_of_a_period_are_those_written_in_it(
    http: Http, actors: Actors, connection: Connection, own: int
) -> None:
    await posts.store_comments(connection, [comment(n, n * 24, POST + n % 3) for n in range(6)])
    days = {"from": "2026-05-05", "to": "2026-05-08"}
    first = await ask(http, actors, "/api/comments", limit="3", accounts=str(own), **days)
    second = await ask(http, actors, "/api/comments", limit="3", cursor=first["next"], **days)
    assert [one["comment_id"] for one in first["comments"]] == ["4", "3", "2"]
    assert ([one["comment_id"] for one in second["comments"]], second["next"]) == (["1"], None)
    none = await ask(http, actors, "/api/comments", role="competitor", **days)
    assert (none["comments"], none["period"]["zone"]) == ([], "Asia/Jakarta")


async def test_a_comment_on_a_post_of_two_accounts_comes_once(
    http: Http, actors: Actors, connection: Connection, own: int
) -> None:
    other = (await accounts.resolve(connection, [SAINGAN]))[SAINGAN]
    await connection.execute(
        "insert into post (account_id, post_id, platform, published_at, observed_at, first_seen_at,"
        " also_under) values (%s, 55, 'tiktok', now(), now(), now(), null),"
        " (%s, 55, 'tiktok', now(), now(), now(), array[%s]::bigint[])",
        [min(own, other), max(own, other), min(own, other)],
    )
    await posts.store_comments(connection, [comment(1, 1, 55)])
    days = {"from": "2026-05-01", "to": "2026-05-31"}
    both = await ask(http, actors, "/api/comments", role="all", **days)
    alone = await ask(http, actors, "/api/comments", accounts=str(max(own, other)), **days)
    assert [one["account_id"] for one in both["comments"]] == [str(min(own, other))]
    assert [one["account_id"] for one in alone["comments"]] == [str(max(own, other))]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("{own}/posts/1", 404),
        ("{own}/posts/x", 404),
        ("{own}/posts/99999999999999999999", 404),
        ("{own}/posts/1/comments", 404),
        ("999999/posts/{post}", 404),
        ("{own}/posts/{post}?measure=joy", 400),
        ("{own}/posts/{post}/comments?cursor=x", 400),
        ("{own}/posts/{post}/comments?limit=501", 400),
    ],
)
async def test_what_is_not_there(http: Http, actors: Actors, own: int, path: str, status: int) -> None:
    address = f"/api/accounts/{path.format(own=own, post=POST)}"
    address += ("&" if "?" in address else "?") + "client=kopi"
    answer = await http.get(address, headers=actors.viewer)
    assert (answer.status_code, answer.json()["status"]) == (status, status), answer.text


async def test_the_posts_of_others_are_not_there(http: Http, actors: Actors, own: int) -> None:
    address = f"/api/accounts/{own}/posts/{POST}"
    for path in (address, f"{address}/comments"):
        answer = await http.get(path, params={"client": "teh"}, headers=actors.outsider)
        assert answer.status_code == 404


def comment(comment_id: int, hours: int, post_id: int) -> Comment:
    return Comment(
        platform="tiktok",
        post_id=post_id,
        comment_id=comment_id,
        created_at=FIRST + timedelta(hours=hours),
        observed_at=FIRST + timedelta(days=8),
        text=f"enak {comment_id}",
        author_handle="sari.contoh",
    )
