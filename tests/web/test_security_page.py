"""Settings → Security: one's password and the second step, each asked for again before it changes."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import pyotp
import pytest

from cicero import auth
from cicero.auth import devices, second_step
from cicero.db import Connection
from cicero.periods import now

from .conftest import PASSWORD, Http

PATH = "/settings/security"
STEP = PATH + "/second-step"
NEW = "empat cangkir teh manis"


@pytest.fixture
async def sari(http: Http, connection: Connection) -> auth.Person:
    """Signed in."""
    person = await auth.create_person(
        connection, username="sari", name="Sari", password=PASSWORD, is_admin=False, email="sari@kopi.example"
    )
    http.cookies.set(auth.COOKIE, await auth.start_session(connection, person.person_id))
    return person


async def post(http: Http, path: str, **fields: str) -> Any:
    await http.get(PATH)
    fields["_csrf_token"] = http.cookies["cicero_form"]
    return await http.post(path, data=fields, follow_redirects=False)


async def switch_on(http: Http) -> tuple[pyotp.HOTP, list[str]]:
    """The app on the phone, and the recovery codes, as the pages show them."""
    await post(http, STEP)
    page = (await http.get(PATH)).text
    assert '<img class="qr" src="data:image/svg+xml' in page
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert secret is not None
    app = pyotp.HOTP(secret[1].replace(" ", ""))
    done = await post(http, STEP + "/confirm", code=shown(app, -1))
    codes = re.search(r"<textarea[^>]*>([^<]+)</textarea>", done.text)
    assert codes is not None
    return app, codes[1].split()


def shown(app: pyotp.HOTP, steps: int = 0) -> str:
    return app.at(int(now().timestamp()) // second_step.STEP + steps)


async def rows(connection: Connection, query: str) -> list[Any]:
    cursor = await connection.execute(query)  # type: ignore[arg-type]
    return [row[0] for row in await cursor.fetchall()]


async def test_a_new_password_needs_the_current_one_and_ends_the_other_sessions(
    http: Http, connection: Connection, sari: auth.Person
) -> None:
    elsewhere = await auth.start_session(connection, sari.person_id)
    wrong = await post(http, PATH + "/password", current="wrong", password=NEW)
    assert (wrong.status_code, "username or the password is wrong" in wrong.text) == (400, True)
    weak = await post(http, PATH + "/password", current=PASSWORD, password="sari")
    assert (weak.status_code, "too short" in weak.text) == (400, True)
    assert NEW not in wrong.text
    assert await auth.find_access(connection, elsewhere) is not None
    done = await post(http, PATH + "/password", current=PASSWORD, password=NEW)
    assert (done.status_code, done.headers["location"]) == (303, f"{PATH}?done=password")
    assert devices.COOKIE in http.cookies
    assert "every other session has ended" in (await http.get(f"{PATH}?done=password")).text
    assert await auth.find_access(connection, elsewhere) is None
    assert await auth.has_password(connection, "sari", NEW)
    assert await rows(connection, "select subject from mail") == ["Your Cicero password was changed"]
    assert await rows(connection, "select action from audit") == ["password.change"]


@pytest.mark.usefixtures("sari")
async def test_the_second_step_is_set_up_with_codes_shown_once(http: Http, connection: Connection) -> None:
    await post(http, STEP)
    refused = await post(http, STEP + "/confirm", code="12345")
    assert (refused.status_code, "not the code" in refused.text) == (400, True)
    _, codes = await switch_on(http)
    assert len(codes) == 10
    page = (await http.get(PATH)).text
    assert not any(code in page for code in codes)
    assert "10 recovery codes are left." in page
    assert await rows(connection, "select action from audit") == ["second_step.start"]
    assert await rows(connection, "select subject from mail") == ["Two-step sign-in was switched on"]


@pytest.mark.usefixtures("sari")
async def test_codes_can_be_kept_as_a_file(http: Http) -> None:
    _, codes = await switch_on(http)
    renewed = await post(http, STEP + "/codes", password=PASSWORD, code=codes[0])
    file = re.search(
        r'download="cicero-recovery-codes.txt" href="data:text/plain;charset=utf-8,([^"]+)"', renewed.text
    )
    assert file is not None
    name, *kept = unquote(file[1]).split("\n")
    assert name == "Cicero: sari"
    assert len(kept) == 10
    assert not set(kept) & set(codes)
    assert kept[0] in renewed.text


@pytest.mark.parametrize("action", ["end", "codes"])
@pytest.mark.usefixtures("sari")
async def test_it_changes_only_with_password_and_code(
    http: Http, connection: Connection, action: str
) -> None:
    app, codes = await switch_on(http)
    before = await rows(connection, "select code_hash from recovery_code order by 1")
    for given in (
        {"password": PASSWORD},
        {"password": PASSWORD, "code": "not one"},
        {"password": "wrong", "code": codes[0]},
    ):
        refused = await post(http, f"{STEP}/{action}", **given)
        assert refused.status_code == 400, given
    assert await rows(connection, "select code_hash from recovery_code order by 1") == before
    assert await rows(connection, "select totp_since is not null from credential") == [True]
    done = await post(http, f"{STEP}/{action}", password=PASSWORD, code=shown(app))
    assert done.status_code == {"end": 303, "codes": 200}[action]
    assert await rows(connection, "select code_hash from recovery_code order by 1") != before
    assert await rows(connection, "select totp_since is not null from credential") == [action == "codes"]


async def test_a_key_may_not_change_what_lets_its_owner_in(
    http: Http, connection: Connection, sari: auth.Person
) -> None:
    token = "cic_" + "x" * 40
    await connection.execute(
        "insert into api_key (person_id, name, token_hash, hint, scopes) values (%s, 'all', %s, 'x', %s)",
        [sari.person_id, auth.hashed_token(token), ["read", "write", "admin"]],
    )
    answer = await http.post(
        PATH + "/password",
        data={"current": PASSWORD, "password": NEW},
        headers={"authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 403
    assert await auth.has_password(connection, "sari", PASSWORD)
