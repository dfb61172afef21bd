"""The roster of the contract's example, and what its members did on two posts of each network."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec import Struct
from tests.api.conftest import Http, sign_in

from cicero import clients
from cicero.db import Connection

ID = "KOPI_NUSANTARA"
WORLD = """
insert into account (account_id, platform, handle) overriding system value
values (101, 'instagram', 'kopinusantara.id'), (102, 'tiktok', 'kopinusantara');
insert into client_account (client_id, account_id, role) values ({0}, 101, 'own'), ({0}, 102, 'own');
insert into post (account_id, post_id, platform, published_at, observed_at, first_seen_at)
values (101, 1, 'instagram', '2026-11-23T03:10Z', now(), now()),
       (101, 2, 'instagram', '2026-11-22T17:00Z', now(), now()),
       (101, 3, 'instagram', '2026-11-22T16:59Z', now(), now()),
       (102, 4, 'tiktok', '2026-11-23T03:10Z', now(), now()),
       (102, 5, 'tiktok', '2026-11-23T16:59Z', now(), now()),
       (102, 6, 'tiktok', '2026-11-23T17:00Z', now(), now());
insert into roster_member (client_id, code, name, division, instagram, tiktok)
values ({0}, 'EMP001', 'Sari Wulandari', 'Marketing', 'sari.w', 'sari.w'),
       ({0}, 'EMP002', 'Bagus Pratama', 'Marketing', 'baguspr', 'baguspr'),
       ({0}, 'EMP003', 'Made Ayu', 'Operasional', 'madeayu', 'madeayu'),
       ({0}, 'EMP004', 'Tono Hartono', 'Operasional', null, null);
insert into post_liker
values (101, 1, '11', 'sari.w', now(), now()), (101, 2, '11', 'sari.w', now(), now()),
       (101, 1, '12', 'baguspr', now(), now()), (101, 3, '13', 'madeayu', now(), now());
insert into liker_collection values (101, 1, now(), 2, 2), (101, 2, now(), 1, 1);
insert into comment (
    account_id, post_id, comment_id, created_at, author_handle, body, observed_at, first_seen_at
)
select 102, post_id, row_number() over (), now(), handle, 'x', now(), now()
from (values (4, 'sari.w'), (5, 'sari.w'), (5, 'sari.w'), (5, 'baguspr'), (6, 'madeayu')) c (post_id, handle);
insert into comment_collection values (102, 4, now(), 1, 1, true);
"""
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


class Place(Struct, frozen=True):
    """Who asks, each with the headers of their requests. `outsider` manages another client, `teh`."""

    http: Http
    manager: dict[str, str]
    viewer: dict[str, str]
    outsider: dict[str, str]

    async def get(self, path: str, who: dict[str, str] | None = None, **query: str) -> Any:
        asked = {"client_id": ID, **query}
        return await self.http.get(path, params=asked, headers=self.viewer if who is None else who)


@pytest.fixture
async def place(http: Http, connection: Connection) -> Place:
    kopi = await clients.create(connection, slug="kopi-nusantara", name="Kopi Nusantara")
    teh = await clients.create(connection, slug="teh", name="Teh")
    await connection.execute(WORLD.format(kopi.client_id))  # type: ignore[call-overload]
    people = {
        "manager": await sign_in(connection, "manager", member_of=kopi.client_id),
        "viewer": await sign_in(connection, "viewer", member_of=kopi.client_id),
        "outsider": await sign_in(connection, "outsider", member_of=teh.client_id),
    }
    await connection.execute(
        "update client_person set role = 'manager' from person p"
        " where p.person_id = client_person.person_id and p.username in ('manager', 'outsider')"
    )
    return Place(http, **people)
