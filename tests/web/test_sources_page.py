"""The sources' page: for administrators alone, every state in words, and never a key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.standings import SEALED, count_calls, set_source, tell_quota
from tests.web.conftest import Actors, Http, speak

from cicero import ingest
from cicero.config import Settings
from cicero.db import Connection
from cicero.errors import UpstreamError
from cicero.ingest.standing import SourceStanding
from cicero.language import LANGUAGES
from cicero.periods import now
from cicero.secret import Secret, unseal
from cicero.web.reasons import source_words

PATH = "/settings/sources"
KEY = "kunci-rahasia-4711-yang-tidak-boleh-tampil"
FORM = {"url": "https://social-api4.example", "per_minute": "30", "budget": "50000", "enabled": "yes"}

STATES = [
    ({"sealed_key": None}, "No key", "Tanpa kunci", "Get a key at the source", "Ambil kunci di sumbernya"),
    ({"enabled": False}, "Switched off", "Dimatikan", "Switch it on", "Nyalakan bila"),
    ({"state": "untried"}, "Not tried yet", "Belum dicoba", "Press Test", "Tekan Uji"),
    ({"state": "ok"}, "Works", "Berfungsi", "It answers as it should", "Sumber menjawab"),
    ({"state": "key_refused"}, "Key refused", "Kunci ditolak", "Copy the key", "Salin lagi kunci"),
    ({"state": "not_subscribed"}, "Not subscribed", "Tidak berlangganan", "Subscribe", "Berlanggananlah"),
    ({"state": "expired"}, "Access expired", "Akses habis", "Renew it", "Perbarui di sumbernya"),
    ({"state": "quota"}, "Quota used up", "Kuota habis", "Wait for the renewal", "Tunggu pembaruan"),
    ({"state": "failing"}, "Failing", "Gagal", "See on the source", "Lihat di halaman sumber"),
]


@pytest.mark.parametrize("who", ["manager", "analyst", "viewer", "outsider"])
async def test_only_administrators_see_and_touch_sources(
    http: Http, actors: Actors, connection: Connection, who: str
) -> None:
    headers = getattr(actors, who)
    seen = await http.get(PATH, headers=headers)
    assert (seen.status_code, "social-api4" in seen.text) == (403, False)
    for path in ("/social-api4", "/social-api4/test", "/social-api4/forget-key", "/none"):
        answer = await http.post(
            PATH + path, headers=headers, data={**FORM, "key": KEY}, follow_redirects=False
        )
        assert answer.status_code == 403
    assert await ingest.find_source(connection, "social-api4") is None
    assert PATH not in (await http.get("/settings", headers=headers)).text
    assert PATH in (await http.get("/settings", headers=actors.admin)).text


async def test_nobody_sees_sources_before_signing_in(http: Http) -> None:
    answer = await http.get(PATH, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={PATH}")


async def test_a_form_of_another_site_is_refused(http: Http, actors: Actors) -> None:
    http.cookies.set("cicero_session", actors.admin["Authorization"].removeprefix("Bearer "))
    answer = await http.post(f"{PATH}/social-api4", data={**FORM, "key": KEY}, follow_redirects=False)
    assert answer.status_code == 403


@pytest.mark.parametrize(("columns", "english", "indonesian", "do", "lakukan"), STATES)
async def test_every_state_says_what_happened_and_what_to_do(
    http: Http,
    actors: Actors,
    connection: Connection,
    columns: dict[str, object],
    english: str,
    indonesian: str,
    do: str,
    lakukan: str,
) -> None:
    await set_source(connection, "social-api4", **columns)
    for language, words in (("en", (english, do)), ("id", (indonesian, lakukan))):
        await speak(http, actors.admin, language)
        text = card(await page(http, actors), "social-api4")
        assert all(word in text for word in words)


async def test_a_used_up_quota_tells_when_it_renews_and_what_the_source_said(
    http: Http, actors: Actors, connection: Connection
) -> None:
    renews = datetime(2031, 5, 4, 3, 0, tzinfo=UTC)
    await set_source(
        connection, "tiktok-api23", state="quota", retry_at=renews, message="Monthly quota <exceeded>"
    )
    text = card(await page(http, actors), "tiktok-api23")
    assert "Until 4 May 2031 10:00 WIB nothing of TikTok is collected" in text
    assert "Monthly quota &lt;exceeded&gt;" in text


async def test_a_failing_source_tells_since_when(http: Http, actors: Actors, connection: Connection) -> None:
    since = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
    await set_source(connection, "social-api4", state="failing", state_since=since, message="Down.")
    text = card(await page(http, actors), "social-api4")
    assert "not answered as it should since 4 May 2026 10:00 WIB" in text
    assert "Down." in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", UpstreamError.__subclasses__())
def test_no_reason_of_a_failed_call_is_without_words(kind: type[UpstreamError], language: str) -> None:
    """What is of an account or post cannot come of a source; all else has a row of its own."""
    words = source_words(kind.reason, SourceStanding(name="social-api4", url=""), language, "UTC")  # type: ignore[arg-type]
    assert words.code == (kind.reason if kind.reason not in ("gone", "private") else "failing")
    assert words.happened
    assert words.do


async def test_what_is_set_up_is_kept_and_no_key_comes_back(
    http: Http, actors: Actors, connection: Connection, settings: Settings
) -> None:
    given = {**FORM, "key": KEY, "fallback_url": "https://fallback.example", "fallback_key": KEY + "-2"}
    answer = await http.post(f"{PATH}/social-api4", headers=actors.admin, data=given)
    text = card(answer.text, "social-api4")
    assert (answer.status_code, "A key is set" in text, "fallback.example" in text) == (200, True, True)
    assert 'value="30"' in text
    assert 'value="50000"' in text
    for part in (KEY, KEY[:6], KEY[-6:], SEALED.decode()):
        assert part not in answer.text
    row = await ingest.find_source(connection, "social-api4")
    assert row
    assert row.sealed_key
    assert unseal(settings, row.sealed_key) == Secret(KEY)
    assert (row.url, row.per_minute, row.budget) == ("https://social-api4.example", 30, 50_000)


async def test_an_empty_key_field_leaves_the_key_and_an_empty_budget_takes_it_off(
    http: Http, actors: Actors, connection: Connection
) -> None:
    await set_source(connection, "social-api4", budget=50_000)
    data = {**FORM, "key": " ", "budget": "", "enabled": ""}
    await http.post(f"{PATH}/social-api4", headers=actors.admin, data=data)
    row = await ingest.find_source(connection, "social-api4")
    assert row
    assert (row.sealed_key, row.budget, row.enabled) == (SEALED, None, False)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"url": "http://elsewhere.example"}, "is not an address to send a key to"),
        ({"per_minute": "0"}, "at least one call a minute"),
        ({"budget": "viel"}, "is not a whole number of calls"),
        ({"budget": "-5"}, "is not a whole number of calls"),
    ],
)
async def test_what_cannot_be_used_is_told_on_the_card(
    http: Http, actors: Actors, connection: Connection, wrong: dict[str, str], said: str
) -> None:
    data = {**FORM, "key": KEY, **wrong}
    answer = await http.post(f"{PATH}/social-api4", headers=actors.admin, data=data)
    assert answer.status_code == 400
    assert said in card(answer.text, "social-api4")
    assert f'value="{next(iter(wrong.values()))}"' in card(answer.text, "social-api4")
    assert said not in card(answer.text, "tiktok-api23")
    assert KEY not in answer.text
    assert await ingest.find_source(connection, "social-api4") is None


async def test_a_key_is_removed(http: Http, actors: Actors, connection: Connection) -> None:
    await set_source(connection, "social-api4")
    answer = await http.post(f"{PATH}/social-api4/forget-key", headers=actors.admin)
    assert "No key" in card(answer.text, "social-api4")
    row = await ingest.find_source(connection, "social-api4")
    assert row
    assert row.sealed_key is None


async def test_the_outcome_of_a_test_stands_on_its_card(http: Http, actors: Actors) -> None:
    """Nothing listens at that address."""
    given = {**FORM, "url": "http://127.0.0.1:9", "key": KEY}
    await http.post(f"{PATH}/social-api4", headers=actors.admin, data=given)
    answer = await http.post(f"{PATH}/social-api4/test", headers=actors.admin)
    assert answer.status_code == 200
    assert "Not available" in card(answer.text, "social-api4")
    assert "Not available" not in card(answer.text, "tiktok-api23")
    assert KEY not in answer.text


async def test_a_key_of_another_installation_is_told_on_its_card(
    http: Http, actors: Actors, connection: Connection
) -> None:
    await set_source(connection, "social-api4")
    answer = await http.post(f"{PATH}/social-api4/test", headers=actors.admin)
    assert answer.status_code == 200
    assert "sealed with another CICERO_SECRET" in card(answer.text, "social-api4")
    assert SEALED.decode() not in answer.text


async def test_a_source_that_does_not_exist_is_not_found(http: Http, actors: Actors) -> None:
    for path in ("/none", "/none/test", "/none/forget-key"):
        assert (await http.post(PATH + path, headers=actors.admin, data=FORM)).status_code == 404


async def test_calls_and_quota_are_shown_with_what_they_rest_on(
    http: Http, actors: Actors, connection: Connection
) -> None:
    at = now()
    await set_source(connection, "social-api4", budget=90_000)
    await tell_quota(connection, "social-api4", at, 60_000, 1_000, at + timedelta(days=30))
    for days in range(1, 8):
        await count_calls(connection, "social-api4", at.date() - timedelta(days=days), "list", 1_000, 3)
    text = card(await page(http, actors), "social-api4")
    assert "59,000 of 60,000 used, 1,000 left" in text
    assert "about 89,000 wanted by then" in text
    assert "At this pace the rest is gone on" in text
    assert "A straight line from the last 7 whole days: 1,000 calls a day." in text
    assert "Lists of posts" in text
    assert 'value="90000"' in text


@pytest.mark.parametrize(
    ("language", "now", "later"),
    [
        (
            "en",
            "Comments on competitors&#39; posts are not read. <strong>Now.",
            "Reading of older posts is paused",
        ),
        (
            "id",
            "Komentar pada kiriman pesaing tidak dibaca. <strong>Sekarang.",
            "Pembacaan kiriman lama dijeda",
        ),
    ],
)
async def test_when_calls_run_short_what_is_given_up_is_told_in_order(
    http: Http, actors: Actors, connection: Connection, language: str, now: str, later: str
) -> None:
    await speak(http, actors.admin, language)
    await set_source(connection, "social-api4", shortage=1.2)
    text = card(await page(http, actors), "social-api4")
    assert 0 < text.find(now) < text.find(later)
    assert text.count("<strong>") == 4
    await set_source(connection, "social-api4", shortage=0.9)
    assert later not in card(await page(http, actors), "social-api4")


async def page(http: Http, actors: Actors) -> str:
    answer = await http.get(PATH, headers=actors.admin)
    assert answer.status_code == 200
    return answer.text


def card(text: str, name: str) -> str:
    """That part of the page, with its spaces made one."""
    return " ".join(text.split(f'id="{name}"')[1].split("</section>")[0].split())
