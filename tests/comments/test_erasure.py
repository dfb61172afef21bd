"""Somebody who asked to be forgotten is nowhere in the database, and does not come back."""

from __future__ import annotations

import zlib
from datetime import timedelta

import psycopg
import pytest
from psycopg import sql
from tests.comments.conftest import POST, SINCE, Desk, comment

from cicero import comments, posts
from cicero.errors import InputError
from cicero.records import Liker

HANDLE, NUMBER, SAID = "sari.w", "id-sari.w", "pelayanan paling lambat sedunia"
COLUMNS = """
select c.table_name, c.column_name
from information_schema.columns c
join information_schema.tables t using (table_schema, table_name)
where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
  and c.data_type in ('text', 'json', 'jsonb', 'bytea', 'ARRAY', 'character varying')
"""


def holding(database: str, *needles: str) -> set[str]:
    """Every column of every table in which one of them stands, compressed answers of sources unpacked."""
    found = set()
    with psycopg.connect(database) as connection:
        for table, column in connection.execute(COLUMNS).fetchall():
            query = sql.SQL("select {} from {}").format(sql.Identifier(column), sql.Identifier(table))
            for (value,) in connection.execute(query):
                text = unpacked(bytes(value)) if isinstance(value, bytes) else str(value)
                if any(needle in text.lower() for needle in needles):
                    found.add(f"{table}.{column}")
    return found


def unpacked(value: bytes) -> str:
    try:
        return zlib.decompress(value).decode(errors="replace")
    except zlib.error:
        return value.decode(errors="replace")


async def fill(desk: Desk) -> None:
    """The person wherever somebody can be."""
    await hear_all(desk, 1)
    await desk.hear(comment(1, f"{SAID} (edit)", author=HANDLE, hours=2))
    who = Liker(platform="tiktok", post_id=POST, observed_at=SINCE, handle=HANDLE, platform_id=NUMBER)
    await posts.store_likers(desk.connection, [who])
    person = (
        "insert into person (person_id, username, name) overriding system value values (9, 'budi', 'Budi')"
    )
    await desk.connection.execute(person)
    await comments.add_note(desk.connection, desk.client_id, key(desk, 1), f"@{HANDLE} ditelepon", by=9)
    await comments.add_note(desk.connection, desk.client_id, key(desk, 2), f"lihat @{HANDLE}", by=9)
    raw = zlib.compress(f'{{"user":{{"unique_id":"{HANDLE}"}},"text":"{SAID}"}}'.encode())
    other = zlib.compress(b'{"user":{"unique_id":"sari.wulan"}}')
    for digest, body in ((b"a", raw), (b"b", other)):
        await desk.connection.execute(
            "insert into raw_payload values (%s, now(), 'x', '/api/post/comments', %s, %s)",
            [desk.account_id, digest, body],
        )
    await desk.connection.execute(
        "insert into answered (person_id, key, digest, status, body) values (9, 'x', 'x', 201, %s)",
        [f'{{"tiktok":"{HANDLE}"}}'.encode()],
    )
    await desk.connection.execute(
        "insert into roster_former_handle select client_id, member_id, 'tiktok', 'sari.w', now()"
        " from roster_member"
    )
    await desk.connection.execute(
        "insert into saved_view (client_id, person_id, name, page, query) values (%s, 9, 'x', 'inbox', %s)",
        [desk.client_id, f"author={HANDLE}"],
    )


async def hear_all(desk: Desk, hours: int) -> None:
    await desk.hear(
        comment(1, SAID, author=HANDLE, hours=hours),
        comment(2, "@Sari.W setuju, @sari.wulan juga", author="tono", hours=hours),
        comment(3, "biasa saja", hours=hours),
    )


def key(desk: Desk, number: int) -> comments.Key:
    return comments.Key(account_id=desk.account_id, post_id=POST, comment_id=number)


async def test_nothing_is_left_and_nothing_comes_back(desk: Desk, database: str) -> None:
    await fill(desk)
    before = holding(database, f'{HANDLE}"', NUMBER, SAID) | holding(database, f"@{HANDLE} ")
    assert {"comment.body", "comment_edit.body", "raw_payload.body", "post_liker.liker"} <= before
    erased = await comments.erase(desk.connection, "tiktok", handle=f"@{HANDLE}")
    assert (erased.comments, erased.likes, erased.mentions, erased.raw) == (1, 1, 1, 1)
    left = holding(database, HANDLE, NUMBER, SAID)
    assert left <= {"comment.body", "raw_payload.body"}
    cursor = await desk.connection.execute("select comment_id, body from comment order by 1")
    assert await cursor.fetchall() == [
        (1, None), (2, "@… setuju, @sari.wulan juga"), (3, "biasa saja"),
    ]  # fmt: skip
    await hear_all(desk, 5)
    await desk.hear(comment(4, SAID, author=HANDLE, hours=6), comment(5, f"@{HANDLE} lagi", hours=6))
    who = Liker(platform="tiktok", post_id=POST, observed_at=SINCE, handle=HANDLE)
    await posts.store_likers(desk.connection, [who])
    cursor = await desk.connection.execute(
        "select comment_id, body, author_handle, author_id from comment order by 1"
    )
    assert await cursor.fetchall() == [
        (1, None, None, None),
        (2, "@… setuju, @sari.wulan juga", "tono", "id-tono"),
        (3, "biasa saja", "orang3", "id-orang3"),
        (4, None, None, None),
        (5, "@… lagi", "orang5", "id-orang5"),
    ]
    cursor = await desk.connection.execute("select count(*) from post_liker")
    assert await cursor.fetchall() == [(0,)]
    assert holding(database, NUMBER, SAID) == set()
    cursor = await desk.connection.execute("select count(*) from comment_edit where comment_id = 2")
    assert await cursor.fetchall() == [(0,)], "what was taken out of a text is no edit"


async def test_members_stay_members(desk: Desk) -> None:
    await comments.erase(desk.connection, "tiktok", handle=HANDLE)
    cursor = await desk.connection.execute("select name, tiktok from roster_member")
    assert await cursor.fetchall() == [("Sari Wulandari", None)]


async def test_who_shares_a_handle_is_told_apart_by_id(desk: Desk) -> None:
    await desk.hear(comment(1, "satu", author=HANDLE), comment(2, "dua", author=HANDLE))
    await desk.connection.execute("update comment set author_id = '77' where comment_id = 2")
    with pytest.raises(InputError, match="2 people"):
        await comments.erase(desk.connection, "tiktok", handle=HANDLE)
    await comments.erase(desk.connection, "tiktok", platform_id="77")
    cursor = await desk.connection.execute("select comment_id from comment where body is not null")
    assert await cursor.fetchall() == []


async def test_nobody_cannot_be_forgotten(desk: Desk) -> None:
    with pytest.raises(InputError, match="Nobody"):
        await comments.erase(desk.connection, "tiktok", handle=" ")


@pytest.mark.parametrize(
    ("installation", "client", "kept"),
    [(0, None, 3), (30, None, 1), (0, 30, 1), (30, 0, 3), (30, 90, 2)],
)
async def test_texts_go_when_they_are_old(
    desk: Desk, installation: int, client: int | None, kept: int
) -> None:
    await desk.hear(comment(1, "lama"), comment(2, "agak lama"), comment(3, "baru"))
    at = SINCE + timedelta(days=100)
    for number, days in ((2, 60), (3, 1)):
        await desk.connection.execute(
            "update comment set created_at = %s where comment_id = %s", [at - timedelta(days=days), number]
        )
    await desk.connection.execute(
        "insert into raw_payload values (%s, now(), 'x', '/api/post/comments', 'a', 'b')", [desk.account_id]
    )
    await comments.set_retention(desk.connection, desk.client_id, client)
    assert await comments.forget_old(desk.connection, installation, at) == 3 - kept
    cursor = await desk.connection.execute(
        "select count(*) filter (where body is not null and author_id is not null), count(*) from comment"
    )
    assert await cursor.fetchall() == [(kept, 3)]
    cursor = await desk.connection.execute("select count(*) from raw_payload")
    assert await cursor.fetchall() == [(1 if kept == 3 else 0,)]


async def test_forgotten_texts_do_not_come_back(desk: Desk) -> None:
    await desk.hear(comment(1, "lama"))
    await comments.forget_old(desk.connection, 30, SINCE + timedelta(days=40))
    await desk.hear(comment(1, "lama", likes=5, hours=9))
    cursor = await desk.connection.execute("select body, author_handle, likes from comment")
    assert await cursor.fetchall() == [(None, None, 5)]
