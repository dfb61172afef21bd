"""The audit log: append-only for everybody, pages that stay put, files of any length."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import msgspec
import psycopg
import pytest

from cicero import audit, clients
from cicero.audit import COMMAND, Actor, Asked
from cicero.audit.reading import read_asked
from cicero.db import APP_ROLE, EVERYTHING, NOBODY, Connection, Pool, Scope, open_pool, scoped
from cicero.errors import InputError

SARI = Actor(person_id=7, name="sari", through="session", address="203.0.113.9", request_id="ab12")


@pytest.mark.parametrize(
    "change", ["update audit set actor = 'other'", "delete from audit", "truncate audit"]
)
@pytest.mark.parametrize("role", ["", APP_ROLE])
async def test_nobody_changes_what_was_noted(
    database: str, connection: Connection, role: str, change: str
) -> None:
    await audit.note(connection, SARI, "account.add", thing="tiktok:kopi")
    async with open_pool(database, 1, role) as pool:
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException)):
            async with scoped(pool, EVERYTHING) as trying:
                await trying.execute(change)
    assert [line.actor for line in await audit.page(connection, Asked(), before=None, limit=9)] == ["sari"]


@pytest.mark.parametrize("scope", [NOBODY, Scope(person_id=7, clients=(1,))])
async def test_who_writes_it_may_not_read_it(database: str, scope: Scope) -> None:
    async with open_pool(database, 1, APP_ROLE) as pool:
        async with scoped(pool, scope) as trying:
            await audit.note(trying, SARI, "session.end")
            assert await audit.page(trying, Asked(), before=None, limit=9) == []
        async with scoped(pool, EVERYTHING) as all_seeing:
            assert len(await audit.page(all_seeing, Asked(), before=None, limit=9)) == 1


async def test_pages_stay_put_while_lines_arrive(connection: Connection) -> None:
    for number in range(5):
        await audit.note(connection, SARI, "account.add", thing=str(number))
    first = await audit.page(connection, Asked(), before=None, limit=2)
    await audit.note(connection, SARI, "account.add", thing="late")
    rest = await audit.page(connection, Asked(), before=first[-1].audit_id, limit=9)
    assert [line.thing for line in (*first, *rest)] == ["4", "3", "2", "1", "0"]


async def test_filters(connection: Connection) -> None:
    kopi = await clients.create(connection, slug="kopi", name="Kopi")
    await audit.note(connection, SARI, "account.add", client_id=kopi.client_id, thing="a")
    await audit.note(connection, SARI, "account.remove", thing="b", details={"role": "own"})
    await audit.note(connection, COMMAND, "client.create", client_id=kopi.client_id, thing="c")

    async def things(asked: Asked) -> str:
        lines = await audit.page(connection, asked, before=None, limit=9)
        return "".join(line.thing or "" for line in lines)

    today = datetime.now(UTC).date().isoformat()
    assert await things(Asked()) == "cba"
    assert await things(Asked(person="sari")) == "ba"
    assert await things(Asked(client="kopi")) == "ca"
    assert await things(Asked(action="account")) == "ba"
    assert await things(Asked(action="account.remove")) == "b"
    assert await things(read_asked({"from": today, "to": today}, "UTC")) == "cba"
    assert await things(read_asked({"to": "2026-01-01"}, "UTC")) == ""
    assert await audit.actions(connection) == ["account.add", "account.remove", "client.create"]


@pytest.mark.parametrize(
    "given", [{"from": "1 May"}, {"to": "2026-02-30"}, {"from": "2026-05-02", "to": "2026-05-01"}]
)
def test_a_period_that_is_none_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(InputError):
        read_asked(given, "Asia/Jakarta")


def test_days_are_days_of_the_zone() -> None:
    asked = read_asked({"from": "2026-05-01", "to": "2026-05-01"}, "Asia/Jakarta")
    assert asked.start == datetime(2026, 4, 30, 17, tzinfo=UTC)
    assert asked.end == datetime(2026, 5, 1, 17, tzinfo=UTC)


async def test_files_hold_every_line_though_few_are_in_memory(
    pool: Pool, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cicero.audit import reading

    for number in range(7):
        await audit.note(connection, SARI, "account.add", thing=str(number), details={"role": "own"})
    asked_for: list[int] = []
    real = reading.page

    async def counted(
        connection: Connection, asked: Asked, *, before: int | None, limit: int
    ) -> list[audit.Line]:
        asked_for.append(limit)
        return await real(connection, asked, before=before, limit=limit)

    monkeypatch.setattr(reading, "BATCH", 3)
    monkeypatch.setattr(reading, "page", counted)
    lines = audit.every(pool, EVERYTHING, Asked())
    told = [msgspec.json.decode(line) async for line in audit.as_ndjson(lines)]
    assert [one["thing"] for one in told] == list("6543210")
    assert told[0]["details"] == {"role": "own"}
    assert told[0]["person_id"] == "7"
    assert asked_for == [3, 3, 3]


async def test_a_spreadsheet_works_nothing_out(pool: Pool, connection: Connection) -> None:
    for thing in ("=1+1", "@x", "-2", 'a,"b"\nc'):
        await audit.note(connection, SARI, "account.add", thing=thing)
    text = b"".join([row async for row in audit.as_csv(audit.every(pool, EVERYTHING, Asked()))]).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["thing"] for row in rows] == ['a,"b"\nc', "'-2", "'@x", "'=1+1"]
    assert (rows[0]["actor"], rows[0]["address"], rows[0]["client"]) == ("sari", "203.0.113.9", "")
