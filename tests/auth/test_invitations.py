"""Invitations: good once, for a week, and only as long as who invited may invite."""

from __future__ import annotations

import pytest

from cicero import auth, clients
from cicero.db import Connection
from cicero.errors import ConflictError, InputError, NotFoundError

PASSWORD = "tiga cangkir kopi susu"


async def person(connection: Connection, name: str, *, is_admin: bool = False) -> auth.Person:
    return await auth.create_person(
        connection, username=name, name=name.title(), password=PASSWORD, is_admin=is_admin
    )


async def invited(connection: Connection, role: str = "manager") -> tuple[clients.Client, auth.Person, str]:
    """A client, somebody of it, and the token of an invitation that they sent."""
    kopi = await clients.create(connection, slug="kopi", name="Kopi Contoh")
    by = await person(connection, "manager")
    await clients.add_person(connection, kopi.client_id, by.person_id, role)
    _, token = await auth.invite(
        connection,
        email=" New@Example.org ",
        invited_by=by.person_id,
        client_id=kopi.client_id,
        role="viewer",
    )
    return kopi, by, token


async def state(connection: Connection, token: str) -> str | None:
    found = await auth.find_invitation(connection, token)
    return found.state if found else None


async def test_an_invitation_says_who_where_and_as_what(connection: Connection) -> None:
    kopi, _, token = await invited(connection)
    found = await auth.find_invitation(connection, token)
    assert found
    assert (found.email, found.client, found.slug, found.role, found.invited_by, found.state) == (
        "new@example.org",
        "Kopi Contoh",
        "kopi",
        "viewer",
        "Manager",
        "open",
    )
    assert [one.email for one in await auth.waiting_invitations(connection, kopi.client_id)] == [found.email]
    assert await auth.waiting_invitations(connection, kopi.client_id + 1) == []


async def test_the_token_is_not_kept(connection: Connection) -> None:
    _, _, token = await invited(connection)
    rows = await (await connection.execute("select to_jsonb(invitation)::text from invitation")).fetchall()
    assert len(rows) == 1
    assert token not in rows[0][0]


async def test_it_serves_once(connection: Connection) -> None:
    _, _, token = await invited(connection)
    found = await auth.find_invitation(connection, token)
    assert found
    one, other = await person(connection, "one"), await person(connection, "other")
    await auth.accept_invitation(connection, found, one.person_id)
    with pytest.raises(ConflictError, match="used or withdrawn"):
        await auth.accept_invitation(connection, found, other.person_id)
    assert await state(connection, token) == "used"


async def test_a_week_later_it_is_over(connection: Connection) -> None:
    _, _, token = await invited(connection)
    await connection.execute("update invitation set expires_at = now() + interval '1 second'")
    assert await state(connection, token) == "open"
    await connection.execute("update invitation set expires_at = now() - interval '1 second'")
    assert await state(connection, token) == "expired"
    found = await auth.find_invitation(connection, token)
    assert found
    with pytest.raises(ConflictError):
        await auth.accept_invitation(connection, found, (await person(connection, "late")).person_id)


async def test_renewing_ends_the_old_link(connection: Connection) -> None:
    kopi, by, old = await invited(connection)
    await connection.execute("update invitation set expires_at = now() - interval '1 day'")
    waiting = (await auth.waiting_invitations(connection, kopi.client_id))[0]
    _, new = await auth.renew_invitation(connection, waiting.invitation_id, by.person_id, kopi.client_id)
    assert (await state(connection, old), await state(connection, new)) == (None, "open")


async def test_inviting_the_same_address_again_replaces_the_invitation(connection: Connection) -> None:
    kopi, by, old = await invited(connection)
    await auth.invite(
        connection,
        email="new@example.org",
        invited_by=by.person_id,
        client_id=kopi.client_id,
        role="analyst",
    )
    assert await state(connection, old) == "withdrawn"
    waiting = await auth.waiting_invitations(connection, kopi.client_id)
    assert [one.role for one in waiting] == ["analyst"]


async def test_another_clients_invitations_cannot_be_touched(connection: Connection) -> None:
    kopi, by, token = await invited(connection)
    teh = await clients.create(connection, slug="teh", name="Teh")
    waiting = (await auth.waiting_invitations(connection, kopi.client_id))[0]
    with pytest.raises(NotFoundError):
        await auth.withdraw_invitation(connection, waiting.invitation_id, teh.client_id)
    with pytest.raises(NotFoundError):
        await auth.renew_invitation(connection, waiting.invitation_id, by.person_id, teh.client_id)
    assert await state(connection, token) == "open"
    await auth.withdraw_invitation(connection, waiting.invitation_id, kopi.client_id)
    assert await state(connection, token) == "withdrawn"


async def test_whoever_had_to_leave_cannot_come_back_by_a_link_they_kept(connection: Connection) -> None:
    kopi, by, token = await invited(connection)
    await clients.change_person(connection, kopi.client_id, by.person_id, "analyst")
    assert await state(connection, token) == "withdrawn"
    await clients.change_person(connection, kopi.client_id, by.person_id, "manager")
    assert await state(connection, token) == "open"
    await connection.execute("update person set disabled_at = now()")
    assert await state(connection, token) == "withdrawn"


async def test_only_an_administrators_invitation_makes_administrators(connection: Connection) -> None:
    admin, viewer = await person(connection, "admin", is_admin=True), await person(connection, "viewer")
    for by, expected in ((admin, "open"), (viewer, "withdrawn")):
        _, token = await auth.invite(
            connection, email="x@example.org", invited_by=by.person_id, is_admin=True
        )
        assert await state(connection, token) == expected
    _, token = await auth.invite(connection, email="x@example.org", invited_by=admin.person_id, is_admin=True)
    found = await auth.find_invitation(connection, token)
    assert found
    await auth.accept_invitation(connection, found, viewer.person_id)
    assert (await auth.find_known(connection, viewer.person_id)).is_admin


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "a b@example.org", "a@example.org\nbcc: x@y.org", "a" * 250 + "@x.org"]
)
async def test_what_is_no_address_is_refused(connection: Connection, email: str) -> None:
    by = await person(connection, "admin", is_admin=True)
    with pytest.raises(InputError, match="is not an e-mail address"):
        await auth.invite(connection, email=email, invited_by=by.person_id)
