"""The page of all components is for development alone."""

from __future__ import annotations

from tests.web.conftest import Actors, Http


async def test_elsewhere_it_is_not_there(http: Http, actors: Actors) -> None:
    for actor in (actors.admin, actors.viewer):
        answer = await http.get("/_components", headers=actor)
        unknown = await http.get("/_nothing", headers=actor)
        assert answer.status_code == unknown.status_code == 404
        assert "tile" not in answer.text
