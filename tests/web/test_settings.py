"""The settings of oneself: profile, sessions, API keys, and who finds which section."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from tests.web.conftest import PASSWORD, Actors, Headers, Http, speak

from cicero import auth
from cicero.clients import Client
from cicero.db import Connection, fetch_value
from cicero.errors import NotFoundError
from cicero.web.pages import own_sessions

PROFILE, SESSIONS, KEYS = "/settings/profile", "/settings/sessions", "/settings/keys"
GIVEN = {"name": "Sari Dewi", "language": "en", "theme": "dark", "zone": "Asia/Jayapura"}
KEY = {"name": "Laporan", "scopes": "read", "whose": "all", "lasts": "30"}


async def send(http: Http, path: str, who: Headers, data: Mapping[str, Any]) -> tuple[int, str]:
    """The status, and where it leads or what the page says."""
    answer = await http.post(path, headers=who, data=data, follow_redirects=False)
    http.cookies.clear()
    return answer.status_code, answer.headers.get("location") or answer.text


async def shown(http: Http, path: str, who: Headers) -> str:
    answer = await http.get(path, headers=who)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


async def value(connection: Connection, query: Any, **parameters: object) -> Any:
    return await fetch_value(connection, query, parameters)


async def noted(connection: Connection) -> str:
    return str(
        await value(connection, "select actor || ' ' || action from audit order by audit_id desc limit 1")
    )


def bearer(text: str) -> Headers:
    """The new key that a page shows, as the headers of a request."""
    token = re.findall(r"cic_[\w-]{20,}", text)[0]
    return {"Authorization": f"Bearer {token}"}


async def person(connection: Connection, who: Headers) -> auth.Person:
    access = await auth.find_access(connection, who["Authorization"].removeprefix("Bearer "))
    assert access is not None
    return access.person


async def test_each_finds_the_sections_that_are_theirs(http: Http, actors: Actors) -> None:
    mine = {PROFILE, SESSIONS, KEYS}
    for who, more in ((actors.viewer, set()), (actors.admin, {"/settings/sources"})):
        answer = await http.get("/settings", headers=who)
        assert answer.url.path == PROFILE
        nav = answer.text.split('class="settings-nav"')[1].split("</nav>")[0]
        assert mine | more <= set(re.findall(r'href="([^"]+)"', nav))
        assert ("/settings/sources" in nav) == bool(more)
        assert nav.count("aria-current") == 1


async def test_a_profile_is_changed_and_holds_in_every_browser(
    http: Http, actors: Actors, connection: Connection
) -> None:
    assert await send(http, PROFILE, actors.viewer, {**GIVEN, "name": "  Sari   Dewi "}) == (303, PROFILE)
    text = await shown(http, "/", actors.viewer)
    assert '<html lang="en" data-bs-theme="dark">' in text
    assert "Sari Dewi" in text
    http.cookies.set("cicero_language", "id")
    http.cookies.set("cicero_theme", "light")
    assert '<html lang="en" data-bs-theme="dark">' in await shown(http, "/", actors.viewer)
    assert '<html lang="id" data-bs-theme="light">' in (await http.get("/sign-in")).text
    assert await noted(connection) == "viewer profile.change"
    assert '<html lang="en" data-bs-theme="auto">' in await shown(http, "/", actors.manager)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": " "}, "A name has 1 to 100 characters"),
        ({"name": "x" * 101}, "A name has 1 to 100 characters"),
        ({"zone": "Asia/Nowhere"}, "There is no such time zone"),
        ({"language": "fr"}, "not known"),
        ({"theme": "pink"}, "not known"),
    ],
)
async def test_a_wrong_profile_comes_back_as_it_was_typed(
    http: Http, actors: Actors, connection: Connection, wrong: dict[str, str], told: str
) -> None:
    given = {**GIVEN, "name": "Typed name", **wrong}
    status, text = await send(http, PROFILE, actors.viewer, given)
    assert status == 400
    assert told in text
    assert f'value="{given["name"]}"' in text
    assert f'value="{given["zone"]}"' in text
    assert (await person(connection, actors.viewer)).name == "Viewer"
    assert await value(connection, "select count(*) from audit") == 0


async def test_times_are_told_in_the_persons_zone_and_without_one_in_the_clients(
    http: Http, actors: Actors
) -> None:
    path = "/clients/kopi/accounts"
    assert "times in Asia/Jakarta" in await shown(http, path, actors.viewer)
    await send(http, PROFILE, actors.viewer, GIVEN)
    assert "times in Asia/Jayapura" in await shown(http, path, actors.viewer)
    assert re.search(r"signed in [^<]* WIT<", await shown(http, SESSIONS, actors.viewer))
    await send(http, PROFILE, actors.viewer, {**GIVEN, "zone": ""})
    assert "times in Asia/Jakarta" in await shown(http, path, actors.viewer)


async def test_the_quick_switch_is_kept_on_the_person(
    http: Http, actors: Actors, connection: Connection
) -> None:
    await speak(http, actors.viewer, "id")
    assert '<html lang="id"' in await shown(http, "/", actors.viewer)
    await http.post("/preferences", headers=actors.viewer, data={"theme": "dark"}, follow_redirects=False)
    await http.post("/preferences", headers=actors.viewer, data={"theme": "pink"}, follow_redirects=False)
    found = await person(connection, actors.viewer)
    assert (found.language, found.theme) == ("id", "dark")


async def test_another_address_takes_the_password_and_both_addresses_are_told(
    http: Http, actors: Actors, connection: Connection
) -> None:
    path = f"{PROFILE}/email"
    first = {"email": " Sari@Kopi.example ", "password": PASSWORD}
    assert await send(http, path, actors.viewer, first) == (303, PROFILE)
    assert 'value="sari@kopi.example"' in await shown(http, PROFILE, actors.viewer)
    reset = await auth.ask_reset(connection, "viewer")
    assert reset is not None
    assert await send(http, path, actors.viewer, {**first, "email": "sari@teh.example"}) == (303, PROFILE)
    with pytest.raises(NotFoundError):
        await auth.whose_reset(connection, reset.token)
    cursor = await connection.execute(
        "select recipient, body like '%go to sari@teh.example.%' from mail where mail_id > 1 order by 1"
    )
    assert await cursor.fetchall() == [("sari@kopi.example", True), ("sari@teh.example", True)]
    assert await noted(connection) == "viewer email.change"
    assert await send(http, path, actors.viewer, {**first, "email": ""}) == (303, PROFILE)
    assert (await person(connection, actors.viewer)).email is None


@pytest.mark.parametrize(
    ("given", "status", "told"),
    [
        ({"email": "sari@kopi.example", "password": "not the password"}, 401, "The password is wrong."),
        ({"email": "sari@kopi.example", "password": ""}, 401, "The password is wrong."),
        ({"email": "sari", "password": PASSWORD}, 400, "not an e-mail address"),
        (
            {"email": "sari@x.example\nbcc: x@x.example", "password": PASSWORD},
            400,
            "not an e-mail address",
        ),
        ({"email": "taken@kopi.example", "password": PASSWORD}, 409, "Another person has this"),
    ],
)
async def test_an_address_that_cannot_be_taken_changes_nothing(
    http: Http, actors: Actors, connection: Connection, given: dict[str, str], status: int, told: str
) -> None:
    await connection.execute("update person set email = 'taken@kopi.example' where username = 'outsider'")
    found, text = await send(http, f"{PROFILE}/email", actors.viewer, given)
    assert (found, told in text, PASSWORD in text) == (status, True, False)
    assert (await person(connection, actors.viewer)).email is None
    assert await value(connection, "select count(*) from mail") == 0


async def test_sessions_tell_the_device_and_which_is_this_one(
    http: Http, actors: Actors, connection: Connection
) -> None:
    viewer = await person(connection, actors.viewer)
    agent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36"
    await auth.start_session(connection, viewer.person_id, user_agent=agent, address="192.0.2.7", days=1)
    text = await shown(http, SESSIONS, actors.viewer)
    assert "Chrome on Windows" in text
    assert "from 192.0.2.7" in text
    assert "2 sessions" in text
    assert (text.count("This device"), len(re.findall(r"/\d+/end", text))) == (1, 1)
    await speak(http, actors.viewer, "id")
    assert "Chrome di Windows" in await shown(http, SESSIONS, actors.viewer)


async def test_one_session_ends_or_all_others(http: Http, actors: Actors, connection: Connection) -> None:
    viewer = (await person(connection, actors.viewer)).person_id
    tokens = [
        await auth.start_session(connection, viewer, user_agent=None, address=None, days=1) for _ in range(3)
    ]
    ends = re.findall(r'action="([^"]+/\d+/end)"', await shown(http, SESSIONS, actors.viewer))
    assert len(ends) == 3
    assert (await send(http, ends[0], actors.outsider, {}))[0] == 404
    assert await send(http, ends[0], actors.viewer, {}) == (303, SESSIONS)
    assert await auth.find_access(connection, tokens[2]) is None
    assert await auth.find_access(connection, tokens[1])
    assert await noted(connection) == "viewer session.end_elsewhere"
    assert await send(http, f"{SESSIONS}/end-others", actors.viewer, {}) == (303, SESSIONS)
    assert await auth.count_sessions(connection, viewer) == 1
    await shown(http, SESSIONS, actors.viewer)
    await shown(http, SESSIONS, actors.outsider)


async def test_thousands_of_sessions_come_page_by_page(
    http: Http, actors: Actors, connection: Connection
) -> None:
    viewer = (await person(connection, actors.viewer)).person_id
    await connection.execute(
        "insert into session (token_hash, person_id, expires_at)"
        " select sha256(n::text::bytea), %s, now() + interval '1 day' from generate_series(1, 2000) n",
        [viewer],
    )
    text = await shown(http, SESSIONS, actors.viewer)
    assert "2001 sessions" in text
    assert text.count("signed in ") == own_sessions.AT_ONCE
    more = re.search(rf'href="({SESSIONS}\?before=\d+)"', text)
    assert more
    older = await shown(http, more[1], actors.viewer)
    assert older.count("signed in ") == own_sessions.AT_ONCE
    assert "Back to the newest" in older


async def test_a_key_is_shown_once_and_works(http: Http, actors: Actors, connection: Connection) -> None:
    status, text = await send(http, KEYS, actors.viewer, KEY)
    assert status == 200
    token = re.findall(r'value="(cic_[\w-]+)"', text)[0]
    assert f'curl -H "Authorization: Bearer {token}" http' in text.replace("&#34;", '"')
    listed = await shown(http, KEYS, actors.viewer)
    assert token not in listed
    assert token[:8] in listed
    assert "never used" in listed
    answer = await http.get("/api/clients", headers={"Authorization": f"Bearer {token}"})
    assert [one["slug"] for one in answer.json()["clients"]] == ["kopi"]
    assert "never used" not in await shown(http, KEYS, actors.viewer)
    assert await noted(connection) == "viewer key.create"
    assert (
        await value(connection, "select details::text like %(like)s from audit", like=f"%{token}%") is False
    )


async def test_no_key_makes_or_revokes_keys(http: Http, actors: Actors, connection: Connection) -> None:
    everything = {**KEY, "scopes": ["read", "write", "admin"]}
    text = (await send(http, KEYS, actors.admin, everything))[1]
    key = bearer(text)
    key_id = await value(connection, "select key_id from api_key")
    assert (await http.get("/settings/sources", headers=key)).status_code == 200
    assert (await send(http, KEYS, key, KEY))[0] == 403
    assert (await send(http, f"{KEYS}/{key_id}/revoke", key, {}))[0] == 403
    assert (await send(http, PROFILE, key, GIVEN))[0] == 403
    assert await value(connection, "select count(*) from api_key where revoked_at is null") == 1


async def test_a_key_for_chosen_clients_is_refused_elsewhere(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    text = (await send(http, KEYS, actors.admin, {**KEY, "whose": "some", "only": "teh"}))[1]
    key = bearer(text)
    assert (await http.get("/api/accounts?client=teh", headers=key)).status_code == 200
    assert (await http.get(f"/api/accounts?client={kopi.slug}", headers=key)).status_code == 404
    assert (await send(http, "/clients/teh/accounts", key, {"handle": "teh.contoh"}))[0] == 403
    await connection.execute("update person set is_admin = false where username = 'admin'")
    accesses_ask_anew = f"{KEYS}/{await value(connection, 'select key_id from api_key')}/revoke"
    assert (await send(http, accesses_ask_anew, actors.admin, {}))[0] == 303
    assert (await http.get("/api/accounts?client=teh", headers=key)).status_code == 401


@pytest.mark.parametrize(
    ("wrong", "status", "told"),
    [
        ({"name": ""}, 400, "A key&#39;s name has"),
        ({"scopes": []}, 400, "needs a scope"),
        ({"scopes": ["read", "admin"]}, 403, "Only an administrator"),
        ({"whose": "some"}, 400, "no client"),
        ({"whose": "some", "only": ["kopi", "teh"]}, 404, "no client &#39;teh&#39;"),
        ({"lasts": "1000"}, 400, "not offered"),
    ],
)
async def test_a_wrong_key_is_not_made_and_the_form_keeps_what_was_chosen(
    http: Http, actors: Actors, connection: Connection, wrong: dict[str, Any], status: int, told: str
) -> None:
    found, text = await send(http, KEYS, actors.viewer, {**KEY, "name": "Typed", **wrong})
    assert (found, told in text) == (status, True)
    assert 'value="Typed"' in text or wrong == {"name": ""}
    await speak(http, actors.viewer, "id")
    assert told not in (await send(http, KEYS, actors.viewer, {**KEY, **wrong}))[1] or status == 404
    if "only" in wrong:
        assert re.search(r'value="kopi" checked', text)
    assert await value(connection, "select count(*) from api_key") == 0


async def test_a_key_is_revoked_by_its_owner_alone(
    http: Http, actors: Actors, connection: Connection
) -> None:
    text = (await send(http, KEYS, actors.viewer, KEY))[1]
    key = bearer(text)
    assert (await http.get("/api/clients", headers=key)).status_code == 200
    path = re.findall(rf'action="({KEYS}/\d+/revoke)"', text)[0]
    assert (await send(http, path, actors.admin, {}))[0] == 404
    assert await send(http, path, actors.viewer, {}) == (303, KEYS)
    assert (await http.get("/api/clients", headers=key)).status_code == 401
    assert "You have no keys" in await shown(http, KEYS, actors.viewer)
    assert await noted(connection) == "viewer key.revoke"


async def test_nobody_is_led_to_sign_in(http: Http) -> None:
    for path in ("/settings", PROFILE, SESSIONS, KEYS):
        answer = await http.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={path}")
