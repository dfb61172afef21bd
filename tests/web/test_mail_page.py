"""The mail page: for administrators who are signed in, never for a key; handing on deletes the text."""

from __future__ import annotations

import pytest
from tests.web.conftest import Actors, Http, speak

from cicero import mail
from cicero.db import Connection, Pool

PATH = "/settings/mail"
LINK = "https://cicero.example.org/invitation/rahasia"


async def kept(pool: Pool, connection: Connection, http: Http) -> int:
    """A mail that no server could send."""
    await mail.post(connection, "sari@example.org", "Undangan", f"Buka: {LINK}")
    await mail.deliver(pool, http.app.state.settings)
    return (await mail.mails(connection))[0].mail_id


@pytest.mark.parametrize("who", ["manager", "analyst", "viewer", "outsider"])
async def test_only_administrators_see_mails(
    http: Http, actors: Actors, pool: Pool, connection: Connection, who: str
) -> None:
    number = await kept(pool, connection, http)
    headers = getattr(actors, who)
    assert (await http.get(PATH, headers=headers)).status_code == 403
    for path in (PATH, f"{PATH}/{number}/hand-on", f"{PATH}/{number}/send-again"):
        assert (await http.post(path, headers=headers)).status_code == 403
    assert (await mail.find_mail(connection, number)).state == "kept"


async def test_what_is_kept_can_be_read_and_handed_on(
    http: Http, actors: Actors, pool: Pool, connection: Connection
) -> None:
    number = await kept(pool, connection, http)
    page = (await http.get(PATH, headers=actors.admin)).text
    assert LINK in page
    assert "waits to be handed on" in page
    answer = await http.post(f"{PATH}/{number}/hand-on", headers=actors.admin, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, PATH)
    page = (await http.get(PATH, headers=actors.admin)).text
    assert LINK not in page
    assert "sari@example.org" in page
    assert (await mail.find_mail(connection, number)).body is None
    assert (await http.post(f"{PATH}/{number}/hand-on", headers=actors.admin)).status_code == 404
    row = await (await connection.execute("select action, thing from audit")).fetchall()
    assert row == [("mail.hand_on", "sari@example.org")]


async def test_a_test_without_a_server_says_what_to_set(http: Http, actors: Actors) -> None:
    answer = await http.post(PATH, data={"recipient": "sari@example.org"}, headers=actors.admin)
    assert answer.status_code == 400
    assert "Set CICERO_SMTP_HOST" in answer.text


async def test_the_page_speaks_indonesian(
    http: Http, actors: Actors, pool: Pool, connection: Connection
) -> None:
    await kept(pool, connection, http)
    await speak(http, actors.admin, "id")
    assert "menunggu diteruskan" in (await http.get(PATH, headers=actors.admin)).text
