"""GET /api/people: a client's people, for its managers and administrators."""

from __future__ import annotations

import pytest
from tests.api.conftest import Actors, Http

PATH = "/api/people?client=kopi"


async def test_people_come_with_their_roles(http: Http, actors: Actors) -> None:
    answer = await http.get(PATH, headers=actors.admin)
    assert answer.status_code == 200
    assert [(one["username"], one["role"]) for one in answer.json()["people"]] == [
        ("manager", "manager"),
        ("viewer", "viewer"),
    ]


async def test_a_manager_may_ask(http: Http, actors: Actors) -> None:
    assert (await http.get(PATH, headers=actors.manager)).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("outsider", 404), ("anonymous", 401)])
async def test_others_are_refused(http: Http, actors: Actors, who: str, status: int) -> None:
    answer = await http.get(PATH, headers=getattr(actors, who))
    assert (answer.status_code, "people" in answer.json()) == (status, False)
