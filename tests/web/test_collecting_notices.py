"""What the dashboard says of collecting: nothing while all is well, else whose figures stand still."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.standings import set_collection, set_source
from tests.web.conftest import Actors, Http, account, speak

from cicero import posts
from cicero.clients import Client
from cicero.db import Connection
from cicero.periods import now
from cicero.records import AccountRef, Counts, Post

PATH = "/clients/kopi"
READ = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)


async def test_nothing_connected_offers_the_form_to_those_who_may(http: Http, actors: Actors) -> None:
    text = await main(http, actors.analyst)
    assert 'action="/clients/kopi/accounts"' in text
    assert 'name="next" value="dashboard"' in text
    assert "cicero import PATH --client kopi" in text
    seen = await main(http, actors.viewer)
    assert "A manager or analyst can add accounts." in seen
    assert "<form" not in seen


async def test_an_account_just_added_is_being_collected(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await set_source(connection, "social-api4")
    account_id = await account(connection, kopi, "kopi.contoh")
    await set_collection(connection, account_id, now(), state="new", state_since=now(), list_at=None)
    text = await main(http, actors.viewer)
    assert "Reading 1 account for the first time" in text
    assert 'hx-get="/clients/kopi/progress?posts=0"' in text
    assert "stand as of" not in text


async def test_while_all_is_well_nothing_is_said(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await set_source(connection, "social-api4")
    await set_collection(connection, await filled(connection, kopi), now())
    text = await main(http, actors.admin)
    assert "Kinds of post" not in text  # comes by itself
    assert "Interactions by day" in text
    assert 'class="notice' not in text
    assert "data-polls" not in text


@pytest.mark.parametrize(
    ("columns", "why", "do"),
    [
        ({"state": "key_refused"}, "The source does not know the key.", "Copy the key"),
        ({"state": "quota"}, "All calls of the plan are used up.", "Wait for the renewal"),
        ({"state": "expired"}, "The access has run out.", "Renew it"),
        ({"sealed_key": None}, "No key is set", "Get a key"),
    ],
)
async def test_figures_that_stand_still_for_their_source_say_so(
    http: Http,
    actors: Actors,
    kopi: Client,
    connection: Connection,
    columns: dict[str, object],
    why: str,
    do: str,
) -> None:
    await set_source(connection, "social-api4", **columns)
    read = {"profile_at": READ, "list_at": READ}
    await set_collection(connection, await filled(connection, kopi), now(), **read)
    text = await main(http, actors.admin)
    assert "Figures of @kopi.contoh stand as of 4 May 2026 10:00 WIB." in text
    assert f"social-api4: {why}" in text
    assert do in text
    assert "/settings/sources#social-api4" in text
    seen = await main(http, actors.viewer)
    assert why in seen
    assert "An administrator can mend it." in seen
    assert "/settings/sources" not in seen


@pytest.mark.parametrize(
    ("state", "english", "indonesian"),
    [
        ("private", "Set to private by the owner", "Dijadikan privat oleh"),
        ("gone", "The network knows no such account", "Jaringan tidak mengenal akun ini"),
        ("failing", "Could not be read since", "Tidak bisa dibaca sejak"),
    ],
)
async def test_an_account_in_trouble_leads_to_its_row(
    http: Http,
    actors: Actors,
    kopi: Client,
    connection: Connection,
    state: str,
    english: str,
    indonesian: str,
) -> None:
    await set_source(connection, "social-api4")
    account_id = await filled(connection, kopi)
    await set_collection(connection, account_id, now(), state=state)
    assert english in (text := await main(http, actors.viewer))
    assert f"/clients/kopi/accounts#account-{account_id}" in text
    await speak(http, actors.viewer, "id")
    assert indonesian in await main(http, actors.viewer)


async def test_accounts_in_the_same_trouble_are_told_of_together(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await set_source(connection, "social-api4")
    for name, state in zip("abcdef", ["private"] * 5 + ["gone"], strict=True):
        account_id = await account(connection, kopi, f"{name}.contoh")
        await set_collection(connection, account_id, now(), state=state)
    text = await main(http, actors.viewer)
    assert text.count('class="notice') == 2
    assert "Figures of @a.contoh, @b.contoh, @c.contoh and 2 more stand as of" in text
    assert "Figures of @f.contoh stand as of" in text


async def test_only_the_accounts_shown_are_told_of(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await set_source(connection, "social-api4")
    await set_collection(connection, await filled(connection, kopi), now())
    rival = await account(connection, kopi, "saingan.contoh", "competitor")
    await set_collection(connection, rival, now(), state="gone")
    assert "saingan.contoh stand" not in await main(http, actors.viewer)
    assert "saingan.contoh stand" in await main(http, actors.viewer, "?role=all")


async def test_an_account_of_files_alone_is_in_no_trouble(
    http: Http, actors: Actors, kopi: Client, connection: Connection
) -> None:
    await filled(connection, kopi)
    assert 'class="notice' not in await main(http, actors.viewer)


async def test_a_demonstration_says_so_on_every_page(
    http: Http, actors: Actors, connection: Connection
) -> None:
    paths = ("/", PATH, f"{PATH}/accounts", "/settings/sources")
    for demo in (False, True):
        await connection.execute("update installation set demo = %s", [demo])
        for path in paths:
            text = (await http.get(path, headers=actors.admin)).text
            assert ("Demonstration" in text) is demo


async def filled(connection: Connection, kopi: Client) -> int:
    """An account with a post of this week."""
    account_id = await account(connection, kopi, "kopi.contoh")
    post = Post(
        account=AccountRef(platform="instagram", handle="kopi.contoh"),
        post_id=7,
        published_at=now().replace(hour=0),
        observed_at=now(),
        counts=Counts(likes=10, comments=2),
        kind="image",
    )
    await posts.store(connection, [(account_id, post)])
    return account_id


async def main(http: Http, headers: dict[str, str], query: str = "") -> str:
    text = (await http.get(PATH + query, headers=headers)).text
    return " ".join(text.split('<main id="main"')[1].split("</main>")[0].split())
