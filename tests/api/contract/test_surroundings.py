"""What surrounds every endpoint of the contract: which client it is about, how refusals look."""

from __future__ import annotations

import pytest
from tests.api.conftest import Http

from cicero.api.contract import ids


def test_client_ids_lead_back_to_short_names() -> None:
    assert ids.client_id_of("kopi-nusantara") == "KOPI_NUSANTARA"
    for given in ("KOPI_NUSANTARA", " kopi-nusantara ", "Kopi_Nusantara", "KOPI-NUSANTARA"):
        assert ids.slug_of(given) == "kopi-nusantara"
    assert ids.slug_of("  ") == ""


@pytest.mark.parametrize("path", ["/api/insta/nothing", "/api/tiktok/nothing", "/api/users/x/y/z"])
async def test_an_unknown_endpoint_is_told_in_the_contracts_form(http: Http, path: str) -> None:
    answer = await http.get(path)
    assert answer.status_code == 404
    assert answer.json() == {"success": False, "message": "Endpoint not found"}
    assert answer.headers["content-type"].startswith("application/json")


async def test_other_unknown_paths_are_problem_details(http: Http) -> None:
    answer = await http.get("/api/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")
