"""Every route of the application against the table of permissions, as everybody who may ask."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from tests.app.foreign import FOREIGN
from tests.app.routes import ROUTES, Asked
from tests.app.world import ACTORS, Actor, blanks, count, fill, fingerprint, run
from tests.applications import asking

from cicero import app as application
from cicero.app.guard import NEEDS
from cicero.auth import PERMISSIONS, roles_with
from cicero.config import Settings

Http = AsyncTestClient[Litestar]

GUARDED = sorted(name for name, asked in ROUTES.items() if asked.needs != "open")
AT_A_CLIENT = [name for name in GUARDED if PERMISSIONS[ROUTES[name].needs].place == "client"]
CHANGING = [name for name in GUARDED if not name.startswith("GET ")]
OPEN = sorted(set(ROUTES) - set(GUARDED))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Nobody listens for mail there: a test mail is refused, and others wait."""
    smtp = {"smtp_host": "127.0.0.1", "smtp_port": 1, "smtp_security": "none", "mail_from": "c@example.org"}
    return Settings(data_dir=tmp_path, pool_size=4, development=True, **smtp)  # type: ignore[arg-type]


@pytest.fixture
async def http(settings: Settings, database: str) -> AsyncIterator[Http]:
    fill(database, settings)
    async with asking(settings, database) as client:
        yield client


def expected(asked: Asked, actor: Actor) -> int:
    """The status that the table promises; 200 stands for every answer to who may."""
    line = PERMISSIONS[asked.needs]
    if not actor.signed_in:
        return 401
    if line.place == "client" and actor.role is None:
        return asked.foreign
    if actor.scopes is not None and line.key not in actor.scopes:
        return 403
    if line.place == "client" and actor.role not in roles_with(asked.needs):
        return 403
    if line.place == "platform" and not actor.is_admin:
        return 403
    return 200


def allowed(name: str) -> list[Actor]:
    return [actor for actor in ACTORS if expected(ROUTES[name], actor) == 200]


async def ask(http: Http, settings: Settings, name: str, actor: Actor, path: str = "") -> Any:
    asked = ROUTES[name]
    method, template = name.split(" ")
    values = blanks(settings, actor)
    return await http.request(
        method,
        path or (asked.path.format(**values) if asked.path else template),
        headers=actor.headers,
        data={name: text.format(**values) for name, text in asked.form.items()} if asked.form else None,
        json=asked.json,
        files={"logo": asked.file} if asked.file else None,
        follow_redirects=False,
    )


def status(answer: Any) -> int:
    """Pages lead who is not signed in to where they can be."""
    location = answer.headers.get("location", "")
    return 401 if answer.status_code == 303 and location.startswith("/sign-in") else answer.status_code


def test_every_route_is_written_down_with_what_it_needs(settings: Settings, database: str) -> None:
    app = application.create_app(settings, database)
    found = {
        f"{method} {route.path}": handler.opt[NEEDS]
        for route in app.routes
        for handler in route.route_handlers
        for method in handler.http_methods - {"OPTIONS"}
    }
    assert found == {name: asked.needs for name, asked in ROUTES.items()}


@pytest.mark.parametrize("place", ["self", "client", "platform"])
async def test_who_may_not_is_refused_and_changes_nothing(
    http: Http, settings: Settings, database: str, place: str
) -> None:
    before = fingerprint(database)
    for name in [name for name in GUARDED if PERMISSIONS[ROUTES[name].needs].place == place]:
        refused = [actor for actor in ACTORS if expected(ROUTES[name], actor) != 200]
        answers = {one.name: status(await ask(http, settings, name, one)) for one in refused}
        assert (name, answers) == (name, {one.name: expected(ROUTES[name], one) for one in refused})
        assert (name, fingerprint(database)) == (name, before)


async def test_who_may_look_is_answered(http: Http, settings: Settings) -> None:
    looking = [name for name in GUARDED if name not in CHANGING]
    answers = {
        f"{name} as {actor.name}": status(await ask(http, settings, name, actor))
        for name in looking
        for actor in allowed(name)
    }
    assert {asked: answer for asked, answer in answers.items() if answer >= 400} == {}


@pytest.mark.parametrize("name", CHANGING)
async def test_who_may_change_something_does_and_it_is_noted(
    settings: Settings, spare_database: Callable[[], str], name: str
) -> None:
    """Each on a world of their own: many a thing can be done once."""
    for actor in allowed(name):
        database = spare_database()
        fill(database, settings)
        run(database, ROUTES[name].first or "select 1")
        notes = count(database, "audit")
        async with asking(settings, database) as http:
            answer = await ask(http, settings, name, actor)
        assert status(answer) < 400, f"{actor.name}: {answer.text}"
        noted = count(database, "audit") > notes
        assert (actor.name, noted) == (actor.name, not ROUTES[name].unnoted)


@pytest.mark.parametrize("name", FOREIGN)
async def test_what_belongs_to_others_is_not_there(
    http: Http, settings: Settings, database: str, name: str
) -> None:
    """Under one's own client, or one's own name, with the number of something that is somebody else's."""
    before = fingerprint(database)
    manager = next(actor for actor in ACTORS if actor.name == "manager")
    answer = await ask(http, settings, name, manager, FOREIGN[name])
    assert answer.status_code == 404, answer.text
    assert fingerprint(database) == before


async def test_a_foreign_client_and_an_unknown_one_are_alike(http: Http, settings: Settings) -> None:
    outsider = next(actor for actor in ACTORS if actor.name == "outsider")
    for name in AT_A_CLIENT:
        foreign = await ask(http, settings, name, outsider)
        other = ROUTES[name].path.replace("kopi", "nope").replace("KOPI", "NOPE").replace("{own}", "105")
        unknown = await ask(http, settings, name, outsider, other)
        assert (name, foreign.status_code) == (name, ROUTES[name].foreign)
        assert (name, foreign.text.replace("kopi", "nope")) == (name, unknown.text)


async def test_what_is_open_asks_nobody_who_they_are(http: Http, settings: Settings) -> None:
    anonymous = next(actor for actor in ACTORS if actor.name == "anonymous")
    answers = {name: (await ask(http, settings, name, anonymous)).status_code for name in OPEN}
    contract = {
        "POST /api/auth/dashboard-login": 401,
        "POST /api/auth/dashboard-register": 403,
        "POST /api/auth/dashboard-password-reset/confirm": 404,
    }
    wrong = {"POST /api/session": 401, "POST /sign-in": 401, "POST /sign-in/code": 401}
    unsigned = {"GET /pictures/{name:str}": 404}
    assert {name: answer for name, answer in answers.items() if answer >= 400} == wrong | unsigned | contract
