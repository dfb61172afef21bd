"""The first page: each client with its state and figures, and what needs attention, as far as one may see."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.journeys.seed import fill
from tests.standings import count_calls, set_collection, set_source, tell_quota
from tests.web.conftest import Actors, Headers, Http, account, speak

from cicero import auth, clients
from cicero.accounts import Account
from cicero.analytics.anomaly import Anomaly
from cicero.clients import Client
from cicero.db import Connection
from cicero.periods import now, today
from cicero.web.overview.unusual import SHOWN, Unusual, recent, widget


async def read(http: Http, person: Headers, path: str = "/") -> str:
    answer = await http.get(path, headers=person)
    assert answer.status_code == 200
    found = re.search(r"<main.*</main>", answer.text, re.DOTALL)
    assert found
    return found[0]


async def test_each_sees_the_clients_of_their_own(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await fill(connection, kopi)
    admin, viewer, outsider = [
        await read(http, who) for who in (actors.admin, actors.viewer, actors.outsider)
    ]
    assert ("Kopi Contoh" in admin, "Kopi Contoh" in viewer, "Kopi Contoh" in outsider) == (True, True, False)
    assert "/clients/teh" in admin
    assert "/clients/teh" not in viewer
    assert "No account is watched yet." in outsider
    assert 'class="spark"' in viewer


async def test_a_clients_figures_are_those_of_rest(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await fill(connection, kopi)
    asked = "metrics=posts,interactions,views,typical_engagement_rate&compare=previous"
    told = (await http.get(f"/api/analytics?client=kopi&{asked}", headers=actors.viewer)).json()
    answer = await http.get("/?widget=clients&file=json", headers=actors.viewer)
    [row] = answer.json()["rows"]
    for name, figure in told["totals"].items():
        assert row[name] == pytest.approx(figure["value"], rel=1e-12)
    # Posts are known for 52 days, fewer than both periods have: there is nothing to compare with.
    assert row["interactions_change"].startswith("Known since ")


@pytest.mark.parametrize(
    ("columns", "state"),
    [
        ({}, "Up to date"),
        ({"state": "private"}, "1 account stands still"),
        ({"state": "new", "list_at": None}, "Collecting"),
    ],
)
async def test_a_clients_state_is_said_in_words(
    http: Http,
    actors: Actors,
    kopi: Client,
    connection: Connection,
    columns: dict[str, object],
    state: str,
) -> None:
    await set_source(connection, "social-api4")
    account_id = await account(connection, kopi, "kopi.contoh")
    await set_collection(connection, account_id, now(), **{"state_since": now(), **columns})
    assert state in await read(http, actors.viewer)


async def test_a_source_in_trouble_is_told_of_once(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await set_source(connection, "social-api4", state="key_refused")
    teh = await clients.find(connection, "teh", 0, True)
    for client in (kopi, teh):
        await set_collection(connection, await account(connection, client, f"{client.slug}.contoh"), now())
    admin = await read(http, actors.admin)
    assert admin.count("The source does not know the key.") == 1
    assert "2 accounts stand still (Kopi Contoh, Teh)." in admin
    assert "/settings/sources#social-api4" in admin
    viewer = await read(http, actors.viewer)
    assert "1 account stands still (Kopi Contoh)." in viewer
    assert "An administrator can mend it." in viewer
    assert "/settings/sources" not in viewer


async def test_an_account_in_trouble_leads_to_its_row(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await set_source(connection, "social-api4")
    account_id = await account(connection, kopi, "kopi.contoh")
    await set_collection(connection, account_id, now(), state="private")
    assert f"/clients/kopi/accounts#account-{account_id}" in await read(http, actors.viewer)
    await speak(http, actors.viewer, "id")
    assert "@kopi.contoh: Dijadikan privat" in await read(http, actors.viewer)


async def test_calls_that_run_out_are_told_to_administrators(
    http: Http, actors: Actors, connection: Connection
) -> None:
    await set_source(connection, "social-api4")
    for days in range(1, 4):
        await count_calls(connection, "social-api4", (now() - timedelta(days=days)).date(), "list", 900)
    await tell_quota(connection, "social-api4", now(), 10_000, 1_000, now() + timedelta(days=20))
    assert "before they renew" in await read(http, actors.admin)
    assert "before they renew" not in await read(http, actors.viewer)


async def test_invitations_that_wait_are_told_to_administrators(
    http: Http, actors: Actors, connection: Connection
) -> None:
    admin = await connection.execute("select person_id from person where username = 'admin'")
    [inviting] = await admin.fetchone() or [0]
    await auth.invite(connection, email="tamu@example.com", invited_by=inviting)
    assert "1 invitation waits to be accepted. tamu@example.com" in await read(http, actors.admin)
    assert "tamu@example.com" not in await read(http, actors.manager)


async def test_accounts_of_files_alone_are_told_of(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await fill(connection, kopi)
    main = await read(http, actors.analyst)
    assert "are known from files alone and not kept up to date." in main
    assert 'href="/clients/kopi/accounts"' in main


def test_what_was_unusual_is_a_sentence_that_leads_to_its_days(kopi_of_nobody: Client) -> None:
    last = today("Asia/Jakarta")
    anomaly = Anomaly(
        account_id=1, what="followers", up=False, first=last, last=last, value=-120, usual=3, n=1,
        baseline_n=50, score=-6.5, before=4000,
    )  # fmt: skip
    watched = Account(account_id=1, platform="tiktok", role="own", handle="kopi")
    one = Unusual(kopi_of_nobody, watched, anomaly, {1: "tiktok:kopi"})
    told = widget([one] * 20, "en")
    assert len(told.rows) == SHOWN
    assert str(told.rows[0].cells[1]).startswith("kopi (TikTok): lost 120 followers (3.0%) on ")
    assert told.rows[0].address == f"/clients/kopi?accounts=tiktok:kopi&from={last}&to={last}"
    assert told.facts[0].text == "12 of 20"
    assert "kehilangan 120 pengikut" in str(widget([one], "id").rows[0].cells[1])
    assert recent("Asia/Jakarta").days == 3


async def test_what_was_unusual_comes_by_itself(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await fill(connection, kopi)
    assert 'hx-get="/?part=unusual"' in await read(http, actors.viewer)
    answer = await http.get("/?part=unusual", headers=actors.viewer)
    assert answer.text.startswith('<section class="widget"')
    assert 'id="widget-unusual"' in await read(http, actors.viewer, "/?part=all")


@pytest.fixture
def kopi_of_nobody() -> Client:
    return Client(client_id=1, slug="kopi", name="Kopi Contoh", zone="Asia/Jakarta", language="id")
