"""Everybody who may ask, and one of everything that can be asked for."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

import psycopg
import pyotp
from msgspec import Struct
from PIL import Image

from cicero.auth import KEY_PREFIX, hashed_token
from cicero.clients import Client, Member
from cicero.config import Settings
from cicero.secret import Secret, seal
from cicero.web.undo import seal_removed

PASSWORD = "empat kata yang panjang"
HASH = "$argon2id$v=19$m=19456,t=2,p=1$qXQXpTtd7+J///y9EKO9lQ$IIBdLucNaJ4Z734yeNkn0Nc5yaZSXfRm65SsbHSoaZM"
TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

WORLD = """
insert into client (client_id, slug, name) overriding system value
values (1, 'kopi', 'Kopi Contoh'), (2, 'teh', 'Teh Contoh');
insert into person (person_id, username, name, is_admin, email) overriding system value
values (1, 'admin', 'Admin', true, 'admin@example.org'), (2, 'manager', 'Manager', false, null),
       (3, 'analyst', 'Analyst', false, null), (4, 'viewer', 'Viewer', false, 'viewer@example.org'),
       (5, 'outsider', 'Outsider', false, null), (6, 'expired', 'Expired', false, null),
       (7, 'second', 'Second', true, null);
insert into credential (person_id, password_hash) values (7, 'none');
insert into client_person
values (1, 2, 'manager'), (1, 3, 'analyst'), (1, 4, 'viewer'), (1, 6, 'manager'), (2, 5, 'manager');
insert into account (account_id, platform, handle, posts) overriding system value
values (1, 'tiktok', 'kopi', 1), (2, 'tiktok', 'teh', 0), (3, 'instagram', 'kopi', 1);
insert into client_account values (1, 1, 'own'), (2, 2, 'own'), (1, 3, 'own');
insert into account_snapshot (account_id, observed_at, followers) values (1, now(), 10), (3, now(), 10);
insert into live_reading values (1, now(), 100), (3, now(), 100);
insert into collection (account_id, state, backfill) values (1, 'ok', 'done');
insert into post (account_id, post_id, platform, published_at, caption, likes, observed_at, first_seen_at)
values (1, 1, 'tiktok', now() - interval '1 day', 'pagi', 5, now(), now()),
       (2, 2, 'tiktok', now() - interval '1 day', 'sore', 5, now(), now());
insert into comment (account_id, post_id, comment_id, created_at, body, observed_at, first_seen_at)
values (1, 1, 1, now(), 'enak', now(), now()), (2, 2, 2, now(), 'enak', now(), now());
insert into procrastinate_jobs (queue_name, task_name, args)
values ('collect', 'collect', '{"account_id": 1}');
insert into client_logo values (1, 'image/png', 'x');
insert into invitation (invitation_id, token_hash, email, client_id, role, invited_by, expires_at)
    overriding system value
values (1, 'one', 'tamu@example.org', 1, 'viewer', 1, now() + interval '1 day'),
       (2, 'two', 'lain@example.org', 2, 'viewer', 1, now() + interval '1 day');
insert into roster_member (client_id, code, name) values (2, 'TEH1', 'Budi');
insert into topic (topic_id, client_id, name, words) overriding system value values (8, 2, 'Teh', '{teh}');
insert into mail (mail_id, recipient, subject, body) overriding system value
values (1, 'tamu@example.org', 'Undangan', 'x');
alter table saved_view alter column view_id restart with 1000;
alter table session alter column session_id restart with 1000;
alter table api_key alter column key_id restart with 1000;
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
    """`person_id`: 0 for nobody. `role`: at the client kopi. `scopes`: of their key; None for a session."""

    name: str
    headers: Headers
    person_id: int = 0
    signed_in: bool = True
    role: str | None = None
    is_admin: bool = False
    scopes: tuple[str, ...] | None = None


def bearer(token: str) -> Headers:
    return {"Authorization": f"Bearer {token}"}


ACTORS = (
    Actor("admin", bearer("admin"), 1, role="admin", is_admin=True),
    Actor("manager", bearer("manager"), 2, role="manager"),
    Actor("analyst", bearer("analyst"), 3, role="analyst"),
    Actor("viewer", bearer("viewer"), 4, role="viewer"),
    Actor("outsider", bearer("outsider"), 5),
    Actor("key that only reads", bearer(f"{KEY_PREFIX}reads"), 2, role="manager", scopes=("read",)),
    # An empty header: form tokens are another wall, with tests of its own.
    Actor("anonymous", {"Authorization": "Bearer"}, signed_in=False),
    Actor("expired session", bearer("expired"), 6, signed_in=False),
    Actor("revoked key", bearer(f"{KEY_PREFIX}revoked"), 2, signed_in=False),
    Actor("made-up token", bearer("made up"), signed_in=False),
)

OWN = """
insert into credential (person_id, password_hash, sealed_totp) values (%(id)s, %(hash)s, %(totp)s);
insert into session (session_id, token_hash, person_id, expires_at) overriding system value
values (100 + %(id)s, %(session)s, %(id)s, now() + interval '1 day');
insert into api_key (key_id, person_id, name, token_hash, hint, scopes) overriding system value
values (100 + %(id)s, %(id)s, 'x', %(session)s, 'cic_x', '{read}');
insert into saved_view (view_id, client_id, person_id, name, page, query) overriding system value
values (100 + %(id)s, 1, %(id)s, 'x', 'dashboard', '');
insert into password_reset (token_hash, person_id, expires_at)
values (%(reset)s, %(id)s, now() + interval '1 hour');
insert into invitation (invitation_id, token_hash, email, client_id, role, invited_by, expires_at)
    overriding system value
values (10 + %(id)s, %(invitation)s, 'susu@example.org', 1, 'viewer', 1, now() + interval '1 day')
"""
"""What everybody has that only they may use: numbered 100 and on, invitations 10 and on."""


def fill(conninfo: str, settings: Settings) -> None:
    with psycopg.connect(conninfo, autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
        connection.execute(WORLD)
        totp = seal(settings, Secret(TOTP))
        for name, person_id in PEOPLE.items():
            values = {
                "id": person_id,
                "hash": HASH,
                "totp": totp,
                "session": hashed_token(f"elsewhere-{person_id}"),
                "reset": hashed_token(f"reset-{person_id}"),
                "invitation": hashed_token(f"invited-{person_id}"),
            }
            connection.execute(OWN, values)
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


def run(conninfo: str, statement: str) -> None:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def blanks(settings: Settings, actor: Actor) -> dict[str, str]:
    """What stands in a request for {own}, {code} and so on, as this actor would fill it in."""
    kopi = Client(client_id=1, slug="kopi", name="Kopi Contoh", zone="Asia/Jakarta", language="id")
    outsider = Member(
        person_id=5,
        username="outsider",
        name="Outsider",
        email=None,
        role="viewer",
        is_admin=False,
        disabled=False,
    )
    return {
        "own": str(100 + actor.person_id),
        "person": str(actor.person_id),
        "password": PASSWORD,
        "code": pyotp.TOTP(TOTP).now(),
        "undo": seal_removed(settings, kopi, outsider),
    }


def picture() -> bytes:
    written = BytesIO()
    Image.new("RGB", (2, 2), "navy").save(written, "PNG")
    return written.getvalue()


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
