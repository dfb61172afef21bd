"""Every route of the application against the table of permissions, as everybody who may ask."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from tests.app.routes import ROUTES, Asked
from tests.app.world import ACTORS, Actor, count, fill, fingerprint

from cicero import app as application
from cicero.app.guard import NEEDS
from cicero.auth import PERMISSIONS, roles_with
from cicero.config import Settings

Http = AsyncTestClient[Litestar]

GUARDED = sorted(name for name, asked in ROUTES.items() if asked.needs != "open")
AT_A_CLIENT = [name for name in GUARDED if PERMISSIONS[ROUTES[name].needs].place == "client"]
CHANGING = sorted(name for name in GUARDED if not name.startswith("GET "))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, pool_size=4)


@pytest.fixture
async def http(settings: Settings, database: str) -> AsyncIterator[Http]:
    fill(database)
    async with AsyncTestClient(application.create_app(settings, database)) as client:
        yield client


def expected(asked: Asked, actor: Actor) -> int:
    """The status that the table promises; 200 stands for every answer to who may."""
    line = PERMISSIONS[asked.needs]
    if not actor.signed_in:
        return 401
    if line.place == "client" and actor.role is None:
        return 404
    if actor.scopes is not None and line.key not in actor.scopes:
        return 403
    if line.place == "client" and actor.role not in roles_with(asked.needs):
        return 403
    if line.place == "platform" and not actor.is_admin:
        return 403
    return 200


async def ask(http: Http, name: str, actor: Actor, path: str = "") -> Any:
    asked = ROUTES[name]
    method, template = name.split(" ")
    return await http.request(
        method,
        path or asked.path or template,
        headers=actor.headers,
        data=asked.form,
        json=asked.json,
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


@pytest.mark.parametrize("name", GUARDED)
async def test_who_may_not_is_refused_and_changes_nothing(http: Http, database: str, name: str) -> None:
    refused = [actor for actor in ACTORS if expected(ROUTES[name], actor) != 200]
    before = fingerprint(database)
    answers = {actor.name: status(await ask(http, name, actor)) for actor in refused}
    assert answers == {actor.name: expected(ROUTES[name], actor) for actor in refused}
    assert fingerprint(database) == before


@pytest.mark.parametrize(
    ("name", "actor"),
    [(name, actor) for name in GUARDED for actor in ACTORS if expected(ROUTES[name], actor) == 200],
    ids=lambda value: value.name if isinstance(value, Actor) else value,
)
async def test_who_may_is_answered(http: Http, database: str, name: str, actor: Actor) -> None:
    notes = count(database, "audit")
    answer = await ask(http, name, actor)
    assert status(answer) < 400, answer.text
    if name in CHANGING and not ROUTES[name].unnoted:
        assert count(database, "audit") > notes


@pytest.mark.parametrize(
    "name", [name for name in GUARDED if PERMISSIONS[ROUTES[name].needs].place == "client"]
)
async def test_a_foreign_client_and_an_unknown_one_are_alike(http: Http, name: str) -> None:
    outsider = next(actor for actor in ACTORS if actor.name == "outsider")
    foreign = await ask(http, name, outsider)
    unknown = await ask(http, name, outsider, ROUTES[name].path.replace("kopi", "nope"))
    assert (foreign.status_code, foreign.text.replace("kopi", "nope")) == (404, unknown.text)


@pytest.mark.parametrize("name", sorted(set(ROUTES) - set(GUARDED)))
async def test_what_is_open_asks_nobody_who_they_are(http: Http, name: str) -> None:
    anonymous = next(actor for actor in ACTORS if actor.name == "anonymous")
    answer = await ask(http, name, anonymous)
    assert answer.status_code != 403 or name.startswith("POST ")
    assert answer.status_code < 500
