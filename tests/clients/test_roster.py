"""The roster: who is on it, by which handles, and what is kept of a change."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec import structs

from cicero import clients
from cicero.clients import Details, RosterMember
from cicero.db import Connection
from cicero.errors import ConflictError, InputError, NotFoundError, ThrottledError

SARI = Details(
    code="EMP001", name="Sari Wulandari", division="Marketing", instagram="sari.w", tiktok="sari.w"
)


@pytest.fixture
async def kopi(connection: Connection) -> clients.Client:
    return await clients.create(connection, slug="kopi", name="Kopi Contoh")


async def add(connection: Connection, client: clients.Client, **given: Any) -> RosterMember:
    return await clients.add_to_roster(connection, client.client_id, structs.replace(SARI, **given))


async def change(
    connection: Connection, client: clients.Client, of: str, /, **given: Any
) -> dict[str, list[Any]]:
    member = await clients.find_in_roster(connection, client.client_id, of)
    details = Details(**{name: getattr(member, name) for name in Details.__struct_fields__})
    changed = structs.replace(details, **given)
    return await clients.change_in_roster(connection, client.client_id, member, changed)


async def test_what_is_kept_is_what_the_networks_write(connection: Connection, kopi: clients.Client) -> None:
    added = await add(
        connection,
        kopi,
        code=" EMP-7.a ",
        name="  Sari   W ",
        title="",
        instagram="https://www.instagram.com/Sari.W/",
        tiktok="@SARI.w",
        email=" Sari@Example.org ",
        joined_on=date(2026, 11, 2),
    )
    [kept] = await clients.roster(connection, kopi.client_id)
    assert kept == added
    assert kept == RosterMember(
        member_id=added.member_id,
        code="EMP-7.a",
        name="Sari W",
        division="Marketing",
        email="sari@example.org",
        instagram="sari.w",
        tiktok="sari.w",
        joined_on=date(2026, 11, 2),
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"code": " "}, "ID has 1 to 64"),
        ({"code": "a/b"}, "ID has 1 to 64"),
        ({"code": "1" * 65}, "ID has 1 to 64"),
        ({"name": "  "}, "needs a name"),
        ({"name": "x" * 121}, "longer than 120"),
        ({"division": "x" * 121}, "longer than 120"),
        ({"email": "sari"}, "not an e-mail address"),
        ({"instagram": "sari w"}, "cannot be a handle on Instagram"),
        ({"tiktok": "x" * 25}, "cannot be a handle on TikTok"),
    ],
)
async def test_what_cannot_be_is_refused(
    connection: Connection, kopi: clients.Client, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        await add(connection, kopi, **given)
    assert await clients.roster(connection, kopi.client_id) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"code": "EMP001"}, "has the ID EMP001"),
        ({"instagram": "@sari.w"}, "has the handle @sari.w"),
        ({"tiktok": "SARI.W"}, "has the handle @sari.w"),
    ],
)
async def test_codes_and_handles_are_one_members(
    connection: Connection, kopi: clients.Client, given: dict[str, Any], said: str
) -> None:
    await add(connection, kopi)
    other = {"code": "EMP002", "instagram": None, "tiktok": None}
    with pytest.raises(ConflictError, match=said):
        await add(connection, kopi, **{**other, **given})
    await add(connection, kopi, **other)
    with pytest.raises(ConflictError, match=said):
        await change(connection, kopi, "EMP002", **given)
    teh = await clients.create(connection, slug="teh", name="Teh")
    await add(connection, teh)
    assert [one.code for one in await clients.roster(connection, kopi.client_id)] == ["EMP001", "EMP002"]


async def test_a_change_tells_what_differs(connection: Connection, kopi: clients.Client) -> None:
    await add(connection, kopi)
    assert await change(connection, kopi, "EMP001", code="EMP9", title="Kepala", active=False) == {
        "code": ["EMP001", "EMP9"],
        "title": [None, "Kepala"],
        "active": [True, False],
    }
    assert await change(connection, kopi, "EMP9", name=" Sari  Wulandari ") == {}
    with pytest.raises(NotFoundError):
        await clients.find_in_roster(connection, kopi.client_id, "EMP001")
    found = await clients.find_in_roster(connection, kopi.client_id, "EMP9")
    assert (found.title, found.active, found.tiktok) == ("Kepala", False, "sari.w")


FORMER = (
    "select platform, handle, until > now() - interval '1 minute' from roster_former_handle order by 1, 2"
)


async def test_a_handle_given_up_is_remembered_unless_it_was_a_slip(
    connection: Connection, kopi: clients.Client
) -> None:
    await add(connection, kopi)
    await change(connection, kopi, "EMP001", instagram="sari.wulan")
    assert await (await connection.execute(FORMER)).fetchall() == []
    await connection.execute("update roster_member set instagram_since = now() - interval '2 days'")
    await change(connection, kopi, "EMP001", instagram="sari.baru", name="Sari")
    assert await (await connection.execute(FORMER)).fetchall() == [("instagram", "sari.wulan", True)]
    await change(connection, kopi, "EMP001", instagram=None)
    await connection.execute("update roster_member set tiktok_since = now() - interval '2 days'")
    await change(connection, kopi, "EMP001", title="Kepala")
    assert len(await (await connection.execute(FORMER)).fetchall()) == 1
    await change(connection, kopi, "EMP001", tiktok=None)
    assert await (await connection.execute(FORMER)).fetchall() == [
        ("instagram", "sari.wulan", True),
        ("tiktok", "sari.w", True),
    ]


async def test_complaints_are_kept_for_those_who_read_them(
    connection: Connection, kopi: clients.Client
) -> None:
    member = await add(connection, kopi)
    cursor = await connection.execute(
        "insert into person (username, name) values ('budi', 'Budi') returning person_id"
    )
    row = await cursor.fetchone()
    assert row is not None
    made = [
        await clients.complain(connection, kopi.client_id, member, "instagram", f" salah {n} ", row[0])
        for n in range(3)
    ]
    found = await clients.list_complaints(connection, kopi.client_id, before=None, limit=2)
    assert [(one.complaint_id, one.body, one.code, one.by) for one in found] == [
        (made[2], "salah 2", "EMP001", "budi"),
        (made[1], "salah 1", "EMP001", "budi"),
    ]
    older = await clients.list_complaints(connection, kopi.client_id, before=made[1], limit=2)
    assert [one.body for one in older] == ["salah 0"]
    for text in ("  ", "x" * 2_001):
        with pytest.raises(InputError, match="1 to 2,000"):
            await clients.complain(connection, kopi.client_id, member, "tiktok", text, row[0])


async def test_nobody_complains_without_end(
    connection: Connection, kopi: clients.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cicero.clients.complaints.A_DAY", 2)
    member = await add(connection, kopi)
    await connection.execute(
        "insert into person (person_id, username, name) overriding system value"
        " values (1, 'budi', 'Budi'), (2, 'adi', 'Adi')"
    )
    for _ in range(2):
        await clients.complain(connection, kopi.client_id, member, "tiktok", "salah", 1)
    with pytest.raises(ThrottledError):
        await clients.complain(connection, kopi.client_id, member, "tiktok", "salah", 1)
    await clients.complain(connection, kopi.client_id, member, "tiktok", "salah", 2)
    teh = await clients.create(connection, slug="teh", name="Teh")
    other = await add(connection, teh)
    await clients.complain(connection, teh.client_id, other, "tiktok", "salah", 1)
    await connection.execute("update complaint set created_at = now() - interval '25 hours'")
    await clients.complain(connection, kopi.client_id, member, "tiktok", "salah", 1)
