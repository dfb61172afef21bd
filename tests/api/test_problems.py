"""What goes wrong is said in one form, to programs as problem details, to people as a page."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from tests.applications import asking

from cicero import app
from cicero.config import Settings
from cicero.db import Pool

from .conftest import Actors, Http


async def problem(http: Http, path: str, actor: dict[str, str] | None = None, **parameters: str) -> Any:
    answer = await http.get(path, params=parameters, headers=actor or {})
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"]
    return answer.json()


async def test_an_unknown_path(http: Http) -> None:
    assert await problem(http, "/api/nothing") == {
        "type": "urn:cicero:problem:not-found",
        "title": "Not found",
        "status": 404,
        "detail": "There is nothing at /api/nothing.",
        "hint": "/api/docs lists what there is.",
    }


async def test_a_method_that_a_path_does_not_know(http: Http) -> None:
    answer = await http.put("/api/clients")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "OPTIONS", "POST"}
    assert answer.json() == {
        "type": "about:blank",
        "title": "Method Not Allowed",
        "status": 405,
        "detail": "/api/clients does not answer to PUT.",
        "hint": "",
    }


@pytest.mark.parametrize(
    ("parameters", "detail", "hint"),
    [
        (
            {"metrics": "likes", "form": "2026-05-01"},
            "There is no parameter 'form' here.",
            "Known are client, met",
        ),
        ({}, "The question names no metric.", "Say metrics=NAME,NAME with some of posts, "),
        ({"metrics": "likes,hearts"}, "hearts", "likes"),
        ({"metrics": "likes", "weekday": "8"}, "weekday=8 is not known.", "Use a whole number from 1 to 7."),
        ({"metrics": "likes", "hour": "-1"}, "hour=-1 is not known.", "Use a whole number from 0 to 23."),
        ({"metrics": "likes", "by": "year"}, "by=year is not known.", "Use one of day, week, month"),
        ({"metrics": "likes", "compare": "last"}, "compare=last is not known.", "Use one of none, previous"),
        ({"metrics": "likes", "kind": "reel"}, "kind=reel is not known.", "Use one of image, carousel"),
        ({"metrics": "likes", "period": "3d"}, "There is no period named '3d'.", "Use one of today, 7d"),
        ({"metrics": "likes", "from": "1 May"}, "from=1 May is not a day.", "Write it as YYYY-MM-DD."),
        ({"metrics": "likes", "from": "0001-01-01"}, "not a day that posts are from", "2000 to 2100"),
        ({"metrics": "likes", "from": "2026-02-29"}, "from=2026-02-29 is not a day.", "YYYY"),
        ({"metrics": "likes", "to": "2026-05-01"}, "`to` is given without `from`.", "from=YYYY-MM-DD"),
        ({"metrics": "likes", "from": "2026-05-02", "to": "2026-05-01"}, "before it begins", ""),
        (
            {"metrics": "likes", "period": "7d", "from": "2026-05-02"},
            "Both a period and single days",
            "`from`",
        ),
        ({"metrics": "likes", "hashtag": "a\x00b"}, "zero byte", "Leave it out"),
    ],
)
async def test_a_wrong_parameter_is_named_with_what_is_allowed(
    http: Http, actors: Actors, parameters: dict[str, str], detail: str, hint: str
) -> None:
    told = await problem(http, "/api/analytics", actors.viewer, client="kopi", **parameters)
    assert told["status"] == 400
    assert detail in told["detail"]
    assert hint in told["hint"]


async def test_a_parameter_twice_is_refused(http: Http, actors: Actors) -> None:
    answer = await http.get("/api/posts?client=kopi&kind=video&kind=image", headers=actors.viewer)
    assert (answer.status_code, answer.json()["detail"]) == (400, "kind is given more than once.")


async def test_a_body_over_the_limit_is_refused(http: Http) -> None:
    answer = await http.post("/api/session", content=b" " * (app.BODY_LIMIT + 1))
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


async def test_a_fault_of_ours_shows_an_id_and_nothing_else(
    http: Http, actors: Actors, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    async def fail(*_: object) -> None:
        raise ZeroDivisionError("secret of the inside")

    monkeypatch.setattr("cicero.clients.visible_to", fail)
    answer = await http.get("/api/clients", headers=actors.viewer)
    told = answer.json()
    assert told == {
        "type": "urn:cicero:problem:cicero",
        "title": "Something went wrong",
        "status": 500,
        "detail": "Something went wrong inside Cicero.",
        "hint": "The log tells more under the request id.",
        "request_id": answer.headers["x-request-id"],
    }
    logged = "".join(capfd.readouterr())
    assert told["request_id"] in logged
    assert "secret of the inside" in logged


async def test_a_fault_rolls_back_and_keeps_no_connection(
    http: Http, actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More failures than the pool has connections; and what the failing request wrote is undone."""

    async def fail(connection: Any, *_: object) -> None:
        await connection.execute("update person set name = 'changed'")
        raise ZeroDivisionError

    monkeypatch.setattr("cicero.clients.visible_to", fail)
    for _ in range(6):
        assert (await http.get("/api/clients", headers=actors.viewer)).status_code == 500
    assert (await http.get("/api/session", headers=actors.viewer)).json()["person"]["name"] == "Viewer"


async def test_refused_visits_keep_no_connection(http: Http) -> None:
    for _ in range(12):
        assert (await http.get("/api/clients", headers={"authorization": "Bearer x"})).status_code == 401
    pool: Pool = http.app.state.pool
    async with asyncio.timeout(20):  # It counts connections that it is still opening, of which none waits.
        while (told := pool.get_stats())["pool_available"] < told["pool_size"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_without_its_database_it_says_so(settings: Settings) -> None:
    nowhere = "host=/nowhere dbname=cicero connect_timeout=1"
    async with asking(settings, nowhere) as http:
        answer = await http.get("/health")
    told = answer.json()
    assert told.pop("request_id") == answer.headers["x-request-id"]
    assert told == {
        "type": "urn:cicero:problem:database",
        "title": "The database is not available",
        "status": 503,
        "detail": "The database did not answer within 2 seconds.",
        "hint": "See that PostgreSQL runs and that its address is right (`cicero config`).",
    }


async def test_people_get_pages(http: Http) -> None:
    answer = await http.get("/nothing", headers={"accept-language": "en"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "There is nothing at /nothing." in answer.text


async def test_an_error_page_that_fails_is_replaced_by_a_bare_one(
    http: Http, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("cicero.web.error_page", fail)
    answer = await http.get("/<script>")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<h1>Not found</h1>" in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize(
    ("path", "headers", "leads_to"),
    [
        ("/", {}, "/sign-in?next=/"),
        ("/clients/kopi?period=7d&by=day", {}, "/sign-in?next=/clients/kopi%3Fperiod%3D7d%26by%3Dday"),
    ],
)
async def test_who_is_not_signed_in_is_led_to_the_page_for_it(
    http: Http, path: str, headers: dict[str, str], leads_to: str
) -> None:
    answer = await http.get(path, headers=headers, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, leads_to)


async def test_a_part_of_a_page_leads_the_whole_page_there(http: Http) -> None:
    headers = {"hx-request": "true", "hx-current-url": "http://elsewhere.example//clients/kopi?period=7d"}
    answer = await http.get("/clients/kopi", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/sign-in?next=/clients/kopi%3Fperiod%3D7d"
