"""The accounts of a client: who sees them, who may act, and how each state is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from tests.standings import set_collection, set_source
from tests.web.conftest import Actors, Http, account, speak

from cicero import accounts, clients
from cicero.clients import Client
from cicero.db import Connection, fetch_value
from cicero.ingest import standing
from cicero.ingest.standing import AccountStanding
from cicero.periods import now

PATH = "/clients/kopi/accounts"
NEW = {"platform": "instagram", "handle": "kopi.baru", "role": "own"}
READ = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)

STATES = [
    (None, "From files only", "Hanya dari berkas", "Start collecting to", "Mulai kumpulkan agar"),
    ("new", "Collecting", "Mengumpulkan", "within a minute", "dalam semenit"),
    ("ok", "Up to date", "Mutakhir", "Up to date", "Mutakhir"),
    ("private", "Private", "Privat", "Set it to public", "Jadikan publik"),
    ("gone", "Gone", "Hilang", "add that one and remove this one", "keluarkan yang ini"),
    ("failing", "Failing", "Gagal", "Refresh tries now", "Segarkan mencobanya"),
]


@pytest.mark.parametrize(
    ("who", "sees", "acts"),
    [
        ("admin", 200, 303),
        ("manager", 200, 303),
        ("analyst", 200, 303),
        ("viewer", 200, 403),
        ("outsider", 404, 404),
        ("anonymous", 303, 403),
    ],
)
async def test_who_sees_and_who_acts(
    http: Http, actors: Actors, kopi: Client, connection: Connection, who: str, sees: int, acts: int
) -> None:
    headers, account_id = getattr(actors, who), await account(connection, kopi, "kopi.contoh")
    for path in (PATH, f"{PATH}?part=watched", "/clients/kopi/progress"):
        answer = await http.get(path, headers=headers, follow_redirects=False)
        assert answer.status_code == sees
        assert ("kopi.contoh" in answer.text) == (sees == 200 and path != "/clients/kopi/progress")
        assert ('method="post" action="/clients' in answer.text) == (
            sees == 200 and acts == 303 and PATH in path
        )
    one = f"{PATH}/{account_id}"
    forms = {
        PATH: NEW,
        f"{PATH}/refresh": {},
        f"{one}/refresh": {},
        f"{one}/past": {"days": "90"},
        f"{one}/role": {"role": "competitor"},
        f"{one}/remove": {},
    }
    for path, data in forms.items():
        answer = await http.post(path, headers=headers, data=data, follow_redirects=False)
        assert (path, answer.status_code) == (path, acts)
    left = [one.handle for one in await accounts.of_client(connection, kopi.client_id)]
    assert left == (["kopi.baru"] if acts == 303 else ["kopi.contoh"])


async def test_an_account_of_another_client_is_not_found(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await account(connection, kopi, "kopi.contoh")
    teh = await clients.on_this_machine(connection, "teh")
    foreign = await account(connection, teh, "teh.contoh")
    for act in ("refresh", "past", "role", "remove"):
        data = {"days": "90", "role": "own"}
        answer = await http.post(f"{PATH}/{foreign}/{act}", headers=actors.manager, data=data)
        assert (answer.status_code, "teh.contoh" in answer.text) == (404, False)
    left = [await accounts.of_client(connection, one.client_id) for one in (teh, kopi)]
    assert [[one.handle for one in some] for some in left] == [["teh.contoh"], ["kopi.contoh"]]


async def test_without_accounts_the_page_leads_to_the_first(http: Http, actors: Actors) -> None:
    assert "Add the first one by its handle" in (await http.get(PATH, headers=actors.manager)).text
    seen = await http.get(PATH, headers=actors.viewer)
    assert "A manager or analyst can add accounts." in seen.text
    assert "<form" not in seen.text.split('<main id="main"')[1].split("</main>")[0]


@pytest.mark.parametrize(
    ("given", "platform", "handle"),
    [
        ({"handle": "@Kopi.Contoh"}, "instagram", "kopi.contoh"),
        ({"handle": "https://www.tiktok.com/@kopi.contoh?lang=id"}, "tiktok", "kopi.contoh"),
        (
            {"handle": "https://www.instagram.com/kopi.contoh/", "platform": "tiktok"},
            "instagram",
            "kopi.contoh",
        ),
    ],
)
async def test_an_account_is_added_by_handle_or_address(
    http: Http,
    actors: Actors,
    kopi: Client,
    connection: Connection,
    given: dict[str, str],
    platform: str,
    handle: str,
) -> None:
    data = {**NEW, "role": "competitor", **given}
    answer = await http.post(PATH, headers=actors.analyst, data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, PATH)
    [one] = await standing.accounts(connection, kopi.client_id)
    assert (one.account.platform, one.account.handle, one.account.role) == (platform, handle, "competitor")
    assert one.collection.state == "new"


async def test_what_cannot_be_a_handle_is_told_and_stays_in_the_form(http: Http, actors: Actors) -> None:
    for wrong in ({"handle": 'kopi "contoh"'}, {"role": "friend"}, {"platform": "friendster"}):
        answer = await http.post(PATH, headers=actors.manager, data={**NEW, **wrong})
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
        assert ('value="kopi &#34;contoh&#34;"' in answer.text) == ("handle" in wrong)


async def test_who_adds_on_the_dashboard_comes_back_to_it(http: Http, actors: Actors) -> None:
    data = {**NEW, "next": "dashboard"}
    answer = await http.post(PATH, headers=actors.manager, data=data, follow_redirects=False)
    assert answer.headers["location"] == "/clients/kopi"


@pytest.mark.parametrize(("state", "english", "indonesian", "do", "lakukan"), STATES)
async def test_every_state_says_what_happened_and_what_to_do(
    http: Http,
    actors: Actors,
    kopi: Client,
    connection: Connection,
    state: str | None,
    english: str,
    indonesian: str,
    do: str,
    lakukan: str,
) -> None:
    await set_source(connection, "social-api4")
    account_id = await account(connection, kopi, "kopi.contoh")
    if state:
        await set_collection(connection, account_id, READ, state=state, message="The list repeats itself.")
    for language, words in (("en", (english, do)), ("id", (indonesian, lakukan))):
        await speak(http, actors.viewer, language)
        text = await row(http, actors, account_id)
        assert all(word in text for word in words)
        assert ("The list repeats itself." in text) == (state == "failing")


async def test_a_renamed_account_tells_its_old_name(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    account_id = await account(connection, kopi, "kopi.baru")
    await connection.execute("update account set renamed_from = 'kopi.lama', renamed_at = %s", [READ])
    assert "Was @kopi.lama, is @kopi.baru since 4 May 2026" in await row(http, actors, account_id)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"sealed_key": None}, "No key"),
        ({"enabled": False}, "Switched off"),
        ({"state": "key_refused"}, "Key refused"),
        ({"state": "quota"}, "Quota used up"),
        ({"state": "expired"}, "Access expired"),
    ],
)
async def test_an_account_tells_when_it_waits_for_its_source(
    http: Http, actors: Actors, kopi: Client, connection: Connection, columns: dict[str, object], told: str
) -> None:
    account_id = await account(connection, kopi, "kopi.contoh")
    await set_collection(connection, account_id, now(), state="new", state_since=now(), list_at=None)
    await set_source(connection, "social-api4")
    assert "Collecting" in await row(http, actors, account_id)
    await set_source(connection, "social-api4", **columns)
    text = await row(http, actors, account_id)
    assert told in text
    assert "Collecting" not in text
    assert "data-polls" not in (await http.get(PATH, headers=actors.viewer)).text


async def test_the_page_asks_again_only_while_something_is_read(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await set_source(connection, "social-api4")
    account_id = await account(connection, kopi, "kopi.contoh")
    read = {"backfill_pages": 3, "backfill_posts": 36, "backfill_oldest": READ}
    await set_collection(connection, account_id, now(), backfill="running", backfill_at=now(), **read)
    for path in (PATH, f"{PATH}?part=watched", "/clients/kopi/progress"):
        text = (await http.get(path, headers=actors.viewer)).text
        assert "data-polls" in text
        assert "Reading 1 account · 3 pages, 36 posts, back to 4 May 2026" in " ".join(text.split())
    await set_collection(connection, account_id, now())
    for path in (PATH, f"{PATH}?part=watched", "/clients/kopi/progress"):
        assert "data-polls" not in (await http.get(path, headers=actors.viewer)).text


@pytest.mark.parametrize(("shortage", "told"), [(None, "Reading ·"), (1.5, "Reading ·"), (1.7, "Held up ·")])
async def test_the_past_is_held_up_while_calls_run_short(
    http: Http, actors: Actors, kopi: Client, connection: Connection, shortage: float | None, told: str
) -> None:
    await set_source(connection, "social-api4", shortage=shortage)
    account_id = await account(connection, kopi, "kopi.contoh")
    await set_collection(connection, account_id, now(), backfill="running", backfill_at=now())
    assert told in await row(http, actors, account_id)


async def test_the_first_posts_have_a_waiting_dashboard_load_again(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await account(connection, kopi, "kopi.contoh")
    waiting = await http.get("/clients/kopi/progress?posts=0", headers=actors.viewer)
    assert "hx-refresh" not in waiting.headers
    await connection.execute("update account set posts = 12")
    there = await http.get("/clients/kopi/progress?posts=0", headers=actors.viewer)
    assert there.headers["hx-refresh"] == "true"
    known = await http.get("/clients/kopi/progress?posts=12", headers=actors.viewer)
    assert "hx-refresh" not in known.headers


@pytest.mark.parametrize(
    ("path", "data", "changed"),
    [
        ("role", {"role": "competitor"}, lambda one: one.account.role == "competitor"),
        ("refresh", {}, lambda one: one.collection.due_at and one.collection.due_at <= now()),
        ("past", {"days": "none"}, lambda one: one.collection.backfill == "off"),
        (
            "past",
            {"days": "all"},
            lambda one: one.collection.backfill_until == datetime(2010, 1, 1, tzinfo=UTC),
        ),
        ("past", {"days": "90"}, lambda one: 89 < (now() - one.collection.backfill_until).days + 1 < 92),
    ],
)
async def test_what_an_analyst_does_is_done(
    http: Http,
    actors: Actors,
    kopi: Client,
    connection: Connection,
    path: str,
    data: dict[str, str],
    changed: Callable[[AccountStanding], bool],
) -> None:
    account_id = await account(connection, kopi, "kopi.contoh")
    await set_collection(connection, account_id, now())
    answer = await http.post(
        f"{PATH}/{account_id}/{path}", headers=actors.analyst, data=data, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, PATH)
    [one] = await standing.accounts(connection, kopi.client_id)
    assert changed(one)


async def test_all_are_refreshed_but_those_that_only_files_tell_of(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    collected = await account(connection, kopi, "kopi.contoh")
    await account(connection, kopi, "kopi.berkas")
    await set_collection(connection, collected, now())
    await http.post(f"{PATH}/refresh", headers=actors.manager)
    found = {
        one.account.handle: one.collection for one in await standing.accounts(connection, kopi.client_id)
    }
    due = found["kopi.contoh"].due_at
    assert due
    assert due <= now()
    assert found["kopi.berkas"].state is None


async def test_removing_keeps_what_was_collected(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    account_id = await account(connection, kopi, "kopi.contoh")
    assert "Its posts and figures stay" in await row(http, actors, account_id, "manager")
    await http.post(f"{PATH}/{account_id}/remove", headers=actors.manager)
    assert await accounts.of_client(connection, kopi.client_id) == []
    assert await fetch_value(connection, "select count(*) from account", {}) == 1


@pytest.mark.parametrize("wrong", [("past", {"days": "7"}), ("role", {"role": "friend"})])
async def test_what_was_not_offered_is_refused(
    http: Http, actors: Actors, kopi: Client, connection: Connection, wrong: tuple[str, dict[str, str]]
) -> None:
    account_id = await account(connection, kopi, "kopi.contoh")
    path, data = wrong
    answer = await http.post(f"{PATH}/{account_id}/{path}", headers=actors.manager, data=data)
    assert answer.status_code == 400


async def test_the_bar_of_a_phone_has_five_entries_at_most(http: Http, actors: Actors) -> None:
    places = {path: path for path in ("/", "/clients/kopi")}
    places |= {"/settings/sources": "/settings", PATH: ""}
    for path, place in places.items():
        text = (await http.get(path, headers=actors.admin)).text
        bar = text.split('<nav class="bottom-bar"')[1].split("</nav>")[0]
        assert 3 < bar.count("<a ") + bar.count("<button") <= 5
        assert bar.count("aria-current") == 1
        more = 'data-opens="sections" aria-current="true"'
        assert (f'href="{place}" aria-current="page"' if place else more) in bar


async def row(http: Http, actors: Actors, account_id: int, who: str = "viewer") -> str:
    """The account's row, with its spaces made one."""
    text = (await http.get(PATH, headers=getattr(actors, who))).text
    return " ".join(text.split(f'id="account-{account_id}"')[1].split("</tr>")[0].split())
