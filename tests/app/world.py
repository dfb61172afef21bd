"""Everybody who may ask, and one of everything that can be asked for."""

from __future__ import annotations

import hashlib
from typing import Any

import psycopg
from msgspec import Struct

from cicero.auth import KEY_PREFIX, hashed_token

WORLD = """
insert into client (client_id, slug, name) overriding system value
values (1, 'kopi', 'Kopi Contoh'), (2, 'teh', 'Teh Contoh');
insert into person (person_id, username, name, is_admin, email) overriding system value
values (1, 'admin', 'Admin', true, 'admin@example.org'), (2, 'manager', 'Manager', false, null),
       (3, 'analyst', 'Analyst', false, null), (4, 'viewer', 'Viewer', false, 'viewer@example.org'),
       (5, 'outsider', 'Outsider', false, null), (6, 'expired', 'Expired', false, null),
       (7, 'second', 'Second', true, null);
insert into credential (person_id, password_hash) select person_id, 'none' from person;
insert into client_person
values (1, 2, 'manager'), (1, 3, 'analyst'), (1, 4, 'viewer'), (1, 6, 'manager'), (2, 5, 'manager');
insert into account (account_id, platform, handle, posts) overriding system value
values (1, 'tiktok', 'kopi', 1), (2, 'tiktok', 'teh', 0);
insert into client_account values (1, 1, 'own'), (2, 2, 'own');
insert into collection (account_id, state, backfill) values (1, 'ok', 'done');
insert into post (account_id, post_id, platform, published_at, caption, likes, observed_at, first_seen_at)
values (1, 1, 'tiktok', now() - interval '1 day', 'pagi', 5, now(), now());
insert into invitation (invitation_id, token_hash, email, client_id, role, expires_at)
    overriding system value
values (1, 'one', 'tamu@example.org', 1, 'viewer', now() + interval '1 day'),
       (2, 'two', 'lain@example.org', 2, 'viewer', now() + interval '1 day');
insert into mail (mail_id, recipient, subject, body) overriding system value
values (1, 'tamu@example.org', 'Undangan', 'x');
alter table client alter column client_id restart with 100;
alter table person alter column person_id restart with 100;
alter table account alter column account_id restart with 100;
alter table invitation alter column invitation_id restart with 100;
alter table mail alter column mail_id restart with 100;
"""

NAMES = ("admin", "manager", "analyst", "viewer", "outsider", "expired")
PEOPLE = {name: n for n, name in enumerate(NAMES, start=1)}

FINGERPRINTED = """
select relname from pg_class
where relkind = 'r' and relnamespace = 'public'::regnamespace
    and relname !~ '^_?yoyo_|^procrastinate_' and relname <> 'guess'
order by 1
"""
TIMES = "to_jsonb(t) - 'last_seen_at' - 'expires_at' - 'last_used_at'"
"""Using a session moves its end on, and using a key is written down: neither is a change."""

Headers = dict[str, str]


class Actor(Struct, frozen=True):
    """`role`: at the client kopi. `scopes`: what their key may do; None for a session."""

    name: str
    headers: Headers
    signed_in: bool = True
    role: str | None = None
    is_admin: bool = False
    scopes: tuple[str, ...] | None = None


def bearer(token: str) -> Headers:
    return {"Authorization": f"Bearer {token}"}


ACTORS = (
    Actor("admin", bearer("admin"), role="admin", is_admin=True),
    Actor("manager", bearer("manager"), role="manager"),
    Actor("analyst", bearer("analyst"), role="analyst"),
    Actor("viewer", bearer("viewer"), role="viewer"),
    Actor("outsider", bearer("outsider")),
    Actor("key that only reads", bearer(f"{KEY_PREFIX}reads"), role="manager", scopes=("read",)),
    # An empty header: form tokens are another wall, with tests of its own.
    Actor("anonymous", {"Authorization": "Bearer"}, signed_in=False),
    Actor("expired session", bearer("expired"), signed_in=False),
    Actor("revoked key", bearer(f"{KEY_PREFIX}revoked"), signed_in=False),
    Actor("made-up token", bearer("made up"), signed_in=False),
)


def fill(conninfo: str) -> None:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(WORLD)
        for name, person_id in PEOPLE.items():
            end = "-1 hour" if name == "expired" else "1 day"
            connection.execute(
                "insert into session (token_hash, person_id, expires_at)"
                " values (%s, %s, now() + %s::interval)",
                [hashed_token(name), person_id, end],
            )
        for name, revoked in (("reads", None), ("revoked", "now")):
            connection.execute(
                "insert into api_key (person_id, name, token_hash, hint, scopes, revoked_at)"
                " values (2, %s, %s, %s, '{read}', %s::timestamptz)",
                [name, hashed_token(f"{KEY_PREFIX}{name}"), f"{KEY_PREFIX}{name[:4]}", revoked],
            )


def fingerprint(conninfo: str) -> dict[str, str]:
    """What stands in each table."""
    with psycopg.connect(conninfo) as connection:
        return {name: _digest(connection, name) for (name,) in connection.execute(FINGERPRINTED)}


def _digest(connection: psycopg.Connection[Any], table: str) -> str:
    rows = connection.execute(f"select ({TIMES})::text from {table} t order by 1").fetchall()  # type: ignore[call-overload]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def count(conninfo: str, table: str) -> int:
    with psycopg.connect(conninfo) as connection:
        row = connection.execute(f"select count(*) from {table}").fetchone()  # type: ignore[call-overload]
    return int(row[0]) if row else 0
