"""Everything in one answer: the same as the pages of it, safe for spreadsheets, and gone with who asked."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import msgspec
import psycopg
import pytest
from litestar import Litestar, get

from cicero import accounts, posts
from cicero.api.exports import Lines
from cicero.db import APP_ROLE, EVERYTHING, NOBODY, Connection, Export, Exports, as_lines, open_pool
from cicero.db import exports as module
from cicero.errors import BusyError
from cicero.records import Comment

from .conftest import FIRST, KOPI, SAINGAN, Actors, Http, post

MAY = {"client": "kopi", "from": "2026-05-01", "to": "2026-05-31"}
NASTY = '=1+1\\n "quoted", \\ and\nlines 🍵'


async def ids_of(connection: Connection) -> dict[Any, int]:
    return await accounts.resolve(connection, [KOPI, SAINGAN])


async def export(http: Http, actors: Actors, what: str, **parameters: str) -> Any:
    answer = await http.get(f"/api/{what}/export", params={**MAY, **parameters}, headers=actors.viewer)
    assert answer.status_code == 200, answer.text
    return answer


def lines(answer: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.text.splitlines()]


def times(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(it) if it and name.endswith("_at") else it for name, it in row.items()
    }


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"role": "all"},
        {"weekday": "2"},
        {"hour": "10"},
        {"hashtag": "kopi"},
        {"mention": "kopi"},
        {"kind": "image"},
        {"text": "PÁGI"},
        {"counts": "comments>=2,likes<=10,interactions<13"},
        {"counts": "views>=100,saves>=1"},
        {"platform": "instagram", "role": "all"},
    ],
)
async def test_it_is_what_the_pages_show(
    http: Http, actors: Actors, connection: Connection, chosen: dict[str, str]
) -> None:
    ids = await ids_of(connection)
    both = msgspec.structs.replace(post(KOPI, 77, 1, 4), mentions=("kopi",), caption=NASTY)
    await posts.store(connection, [(ids[KOPI], both), (ids[SAINGAN], both)])
    page = await http.get(
        "/api/posts", params={**MAY, **chosen, "sort": "oldest", "limit": "200"}, headers=actors.viewer
    )
    exported = lines(await export(http, actors, "posts", **chosen))
    shown = page.json()["posts"]
    assert [list(one) for one in exported] == [list(one) for one in shown]
    key = lambda one: (one["account_id"], one["published_at"], one["post_id"])  # noqa: E731
    assert [times(one) for one in sorted(exported, key=key)] == [times(one) for one in sorted(shown, key=key)]
    assert exported == sorted(exported, key=lambda one: (int(one["account_id"]), one["published_at"]))


async def test_csv_is_the_same_and_no_formula(http: Http, actors: Actors, connection: Connection) -> None:
    ids = await ids_of(connection)
    nasty = msgspec.structs.replace(post(KOPI, 77, 4, 4), caption=NASTY, hashtags=("kopi", "susu"))
    await posts.store(connection, [(ids[KOPI], nasty)])
    plain = lines(await export(http, actors, "posts"))
    answer = await export(http, actors, "posts", format="csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert list(rows[0]) == list(plain[0])
    assert [row["post_id"] for row in rows] == [one["post_id"] for one in plain]
    assert rows[-1]["caption"] == "'" + NASTY == "'" + plain[-1]["caption"]
    assert rows[-1]["hashtags"] == "kopi susu"
    assert (rows[2]["likes"], rows[2]["likes_hidden"]) == ("", "true")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="posts.csv"'
    marked = await export(http, actors, "posts", format="csv", excel="1")
    assert marked.content == b"\xef\xbb\xbf" + answer.content


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
async def test_what_starts_a_formula_does_not(connection: Connection, start: str) -> None:
    query = as_lines("select %(x)s::text as x", "csv", {"x": "foreign"})
    async with connection.cursor() as cursor, cursor.copy(query, {"x": f"{start}1"}) as copied:
        written = b"".join([bytes(row) async for row in copied]).decode()
    assert written.replace('"', "") == f"x\n'{start}1\n"


async def test_comments_and_followers(http: Http, actors: Actors, connection: Connection) -> None:
    ids = await ids_of(connection)
    both = post(KOPI, 77, 1, 4)
    await posts.store(connection, [(ids[KOPI], both), (ids[SAINGAN], both)])
    comment = Comment(
        platform="tiktok", post_id=77, comment_id=5, created_at=FIRST + timedelta(days=2), text=NASTY,
        author_handle="@budi", observed_at=FIRST + timedelta(days=5),
    )  # fmt: skip
    await posts.store_comments(connection, [comment])
    found = lines(await export(http, actors, "comments", role="all"))
    assert [(one["comment_id"], one["text"], one["author_handle"]) for one in found] == [
        ("5", NASTY, "@budi")
    ]
    assert lines(await export(http, actors, "comments", **{"from": "2026-05-07"})) == []
    (sample,) = lines(await export(http, actors, "followers"))
    assert sample == {
        "account_id": str(ids[KOPI]), "platform": "tiktok", "handle": "kopi.contoh",
        "observed_at": "2026-05-09T03:00:00Z", "followers": 1000, "following": None, "posts": None,
        "likes": None,
    }  # fmt: skip
    assert (await export(http, actors, "followers", format="csv")).text.splitlines()[1].endswith(",1000,,,")


@pytest.mark.parametrize("what", ["posts", "comments", "followers"])
async def test_what_cannot_be_asked_and_by_whom(http: Http, actors: Actors, what: str) -> None:
    path = f"/api/{what}/export"
    assert (await http.get(path, params={**MAY, "format": "xml"}, headers=actors.viewer)).status_code == 400
    assert (await http.get(path, params={**MAY, "limit": "1"}, headers=actors.viewer)).status_code == 400
    assert (await http.get(path, params=MAY, headers=actors.outsider)).status_code == 404
    assert (await http.get(path, params=MAY)).status_code == 401


async def test_it_is_noted(http: Http, actors: Actors, connection: Connection) -> None:
    await export(http, actors, "posts", format="csv")
    cursor = await connection.execute("select action, actor, details ->> 'format' from audit")
    assert await cursor.fetchall() == [("posts.export", "viewer", "csv")]


LONG = "select repeat('x', 10000) as x, n from generate_series(1, %(n)s::int) n"
SLEEPING = "select pg_sleep(%(n)s::int)::text as x, 1 as n"


@pytest.fixture
async def exports(database: str) -> AsyncIterator[Exports]:
    async with open_pool(database, module.AT_ONCE, APP_ROLE, kept=0) as pool:
        yield Exports(pool)


def begin(exports: Exports, query: Any = LONG, n: int = 1_000) -> Any:
    return exports.begin(EVERYTHING, as_lines(query, "ndjson", {}), {"n": n})


async def ended(exports: Exports) -> None:
    for _ in range(1_000):
        if not exports._running:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it goes on")


async def test_long_ones_come_in_blocks_and_no_more_than_two_run(exports: Exports) -> None:
    first, second = await begin(exports), await begin(exports)
    with pytest.raises(BusyError) as busy:
        await begin(exports)
    assert busy.value.headers == {"retry-after": "20"}
    blocks = [block async for block in first.blocks]
    assert sum(block.count(b"\n") for block in blocks) == 1_000
    assert max(map(len, blocks)) < module.BLOCK + 11_000
    second.end()
    await ended(exports)
    assert [block async for block in (await begin(exports, n=0)).blocks] == [b""]


async def test_who_goes_away_ends_the_query(exports: Exports, database: str) -> None:
    waiting = asyncio.create_task(begin(exports, SLEEPING, 60))
    for _ in range(1_000):
        if running(database):
            break
        await asyncio.sleep(0.01)
    waiting.cancel()
    await ended(exports)
    assert running(database) == 0
    started = await begin(exports, n=10_000_000)
    async for _ in started.blocks:
        break
    started.end()
    await ended(exports)
    assert running(database) == 0


async def test_who_takes_nothing_any_more_is_left(
    exports: Exports, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STALLED", 0.2)
    started = await begin(exports, n=10_000_000)
    await ended(exports)
    assert running(database) == 0
    with pytest.raises(TimeoutError):
        [block async for block in started.blocks]


async def test_what_takes_too_long_breaks_off(exports: Exports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 1)
    with pytest.raises((TimeoutError, psycopg.errors.QueryCanceled)):
        await begin(exports, SLEEPING, 60)


@pytest.mark.usefixtures("actors")
async def test_it_sees_what_the_scope_covers(exports: Exports) -> None:
    query = as_lines("select slug from client", "ndjson", {})
    assert [block async for block in (await exports.begin(NOBODY, query, {})).blocks] == [b""]
    assert b"kopi" in b"".join([block async for block in (await exports.begin(EVERYTHING, query, {})).blocks])


def running(database: str) -> int:
    with psycopg.connect(database) as connection:
        row = connection.execute(
            "select count(*) from pg_stat_activity where query like 'copy%' and state = 'active'"
            " and datname = current_database() and pid <> pg_backend_pid()"
        ).fetchone()
    return int(row[0]) if row else 0


async def test_who_goes_away_while_the_server_waits_for_them_ends_it() -> None:
    ended: list[bool] = []
    sent = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x"

    kept = endless()  # by somebody: the garbage collector must not be needed

    @get("/lines")
    async def lines_of() -> Lines:
        return Lines(Export(kept, lambda: ended.append(True)), kept, media_type="text/plain")

    async def receive() -> Any:
        await sent.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            sent.set()
            await asyncio.Event().wait()

    scope: Any = {
        "type": "http", "method": "GET", "path": "/lines", "raw_path": b"/lines", "query_string": b"",
        "root_path": "", "headers": [], "state": {}, "http_version": "1.1", "scheme": "http",
    }  # fmt: skip
    await asyncio.wait_for(Litestar([lines_of], logging_config=None)(scope, receive, send), 10)
    assert ended == [True]
