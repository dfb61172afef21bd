"""The audit page: for administrators alone, every line in words, files, and what the pages note."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.web.conftest import Actors, Http, account, speak

from cicero import audit, clients
from cicero.audit import COMMAND, Line
from cicero.db import Connection
from cicero.language import LANGUAGES
from cicero.periods import now
from cicero.web.audited import labels, told

PATH = "/settings/audit"
SOURCES = Path(audit.__file__).parents[1]


async def noted(connection: Connection) -> list[tuple[str, str, str | None]]:
    lines = await audit.page(connection, audit.Asked(), before=None, limit=50)
    return [(line.action, line.actor, line.thing) for line in reversed(lines)]


@pytest.mark.parametrize("who", ["manager", "analyst", "viewer", "outsider"])
async def test_only_administrators_see_it(http: Http, actors: Actors, who: str) -> None:
    for path in (PATH, f"{PATH}/audit.csv", f"{PATH}/audit.ndjson", "/api/audit"):
        assert (await http.get(path, headers=getattr(actors, who))).status_code == 403, path
        assert (await http.get(path, headers=actors.admin)).status_code == 200, path
    page = await http.get("/settings/profile", headers=getattr(actors, who))
    assert PATH not in page.text


async def test_what_people_do_with_accounts_is_noted(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client
) -> None:
    known = await account(connection, kopi, "kopi.contoh")
    accounts, one = "/clients/kopi/accounts", f"/clients/kopi/accounts/{known}"
    forms: list[tuple[str, dict[str, str]]] = [
        (accounts, {"platform": "tiktok", "handle": "@Kopi.Baru", "role": "own"}),
        (f"{accounts}/refresh", {}),
        (f"{one}/refresh", {}),
        (f"{one}/role", {"role": "competitor"}),
        (f"{one}/past", {"days": "90"}),
        (f"{one}/remove", {}),
    ]
    for path, data in forms:
        answer = await http.post(path, data=data, headers=actors.analyst, follow_redirects=False)
        assert answer.status_code == 303, path
    assert (await http.post(f"{one}/remove", headers=actors.analyst)).status_code == 404
    assert await noted(connection) == [
        ("account.add", "analyst", "tiktok:kopi.baru"),
        ("account.refresh_all", "analyst", None),
        ("account.refresh", "analyst", "instagram:kopi.contoh"),
        ("account.change_role", "analyst", "instagram:kopi.contoh"),
        ("account.read_past", "analyst", "instagram:kopi.contoh"),
        ("account.remove", "analyst", "instagram:kopi.contoh"),
    ]
    page = (await http.get(PATH, headers=actors.admin)).text
    assert "kopi no longer watches instagram:kopi.contoh" in page
    assert "own → competitor" in page
    await speak(http, actors.admin, "id")
    assert (
        "kopi tidak lagi memantau instagram:kopi.contoh" in (await http.get(PATH, headers=actors.admin)).text
    )


async def test_sources_are_noted_without_their_keys(
    http: Http, actors: Actors, connection: Connection
) -> None:
    form = {"url": "https://social-api4.example", "key": "geheim-4711", "per_minute": "30", "budget": ""}
    await http.post("/settings/sources/social-api4", data=form, headers=actors.admin)
    await http.post("/settings/sources/social-api4/forget-key", headers=actors.admin)
    assert await noted(connection) == [
        ("source.configure", "admin", "social-api4"),
        ("source.forget_key", "admin", "social-api4"),
    ]
    page = (await http.get(PATH, headers=actors.admin)).text
    assert "geheim" not in page
    assert "keys entered" in page


async def test_a_sign_out_is_noted(http: Http, actors: Actors, connection: Connection) -> None:
    assert (await http.delete("/api/session", headers=actors.viewer)).status_code == 204
    assert await noted(connection) == [("session.end", "viewer", "viewer")]


async def test_older_lines_are_a_page_away_and_files_hold_all(
    http: Http, actors: Actors, connection: Connection
) -> None:
    for number in range(60):
        await audit.note(connection, COMMAND, "account.add", thing=f"tiktok:no{number}")
    first = (await http.get(f"{PATH}?action=account.add", headers=actors.admin)).text
    assert ("tiktok:no59" in first, "tiktok:no9<" in first) == (True, False)
    older = re.search(r'href="(/settings/audit\?action=account.add&amp;before=\d+)"', first)
    assert older
    second = (await http.get(older[1].replace("&amp;", "&"), headers=actors.admin)).text
    assert ("tiktok:no59" in second, "tiktok:no9" in second) == (False, True)
    for name, lines in (("audit.csv", 61), ("audit.ndjson", 60)):
        answer = await http.get(f"{PATH}/{name}?action=account.add", headers=actors.admin)
        assert len(answer.text.strip().split("\n")) == lines
        assert name in answer.headers["content-disposition"]
    assert (await http.get(f"{PATH}/audit.xml", headers=actors.admin)).status_code == 404


async def test_the_api_goes_on_where_it_stopped(http: Http, actors: Actors, connection: Connection) -> None:
    for number in range(3):
        await audit.note(connection, COMMAND, "account.add", thing=str(number))
    page = (await http.get("/api/audit?limit=2", headers=actors.admin)).json()
    assert [line["thing"] for line in page["lines"]] == ["2", "1"]
    rest = (await http.get(f"/api/audit?limit=2&cursor={page['next']}", headers=actors.admin)).json()
    assert ([line["thing"] for line in rest["lines"]], rest["next"]) == (["0"], None)
    for wrong in ("limit=0", "limit=x", "cursor=-1", "cursor=x", "from=now", "who=sari"):
        assert (await http.get(f"/api/audit?{wrong}", headers=actors.admin)).status_code == 400, wrong


async def test_a_wrong_filter_is_told_on_the_page(http: Http, actors: Actors) -> None:
    answer = await http.get(f"{PATH}?from=yesterday", headers=actors.admin)
    assert answer.status_code == 400
    assert "from=yesterday is not a day." in answer.text


def test_every_action_in_the_code_has_its_words() -> None:
    named = re.compile(r'"((?:[a-z]+)\.(?:[a-z_]+))"')
    call = re.compile(r"note\((?:[^()]|\([^()]*\))*\)")
    found = {
        action
        for folder in ("web/pages", "web", "api", "cli")
        for path in (SOURCES / folder).glob("*.py")
        for one in call.findall(path.read_text(encoding="utf-8"))
        for action in named.findall(one)
    }
    assert {"account.add", "source.test", "file.import", "mail.hand_on"} <= found
    for language in LANGUAGES:
        assert found - set(labels(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_action_without_words_is_shown_by_its_name(language: str) -> None:
    line = Line(
        audit_id=1,
        at=now(),
        person_id=None,
        actor="sari",
        through="key cic_ab12",
        action="moon.land",
        client_id=None,
        client=None,
        thing="Mare Tranquillitatis",
        details={
            "crew": ["Neil", "Buzz"],
            "back": True,
            "where": {"from": "Earth", "to": "Moon"},
            "age": None,
        },
        address=None,
        request_id=None,
    )
    shown = told(line, language)  # type: ignore[arg-type]
    assert shown.sentence == "moon.land: Mare Tranquillitatis"
    assert "cic_ab12" in shown.through
    assert dict(shown.details)["crew"] == "Neil, Buzz"
    assert dict(shown.details)["where"] == "Earth → Moon"
    assert dict(shown.details)["age"] == "–"
