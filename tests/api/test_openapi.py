"""The description of the API is valid, says everything, and can be read without the network."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from cicero.analytics.asking import PARAMETERS

from .conftest import Http


@pytest.fixture
async def description(http: Http) -> Any:
    answer = await http.get("/api/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def operations(description: Any) -> list[tuple[str, Any]]:
    return [
        (f"{method} {path}", operation)
        for path, item in description["paths"].items()
        for method, operation in item.items()
    ]


async def test_it_is_valid(description: Any) -> None:
    assert description["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(description).validate()


async def test_it_is_about_programs_alone(description: Any) -> None:
    assert sorted(description["paths"]) == [
        "/api/accounts",
        "/api/analytics",
        "/api/audit",
        "/api/clients",
        "/api/complaints",
        "/api/people",
        "/api/posts",
        "/api/session",
        "/api/sessions",
        "/api/sessions/{session_id}",
        "/health",
    ]


async def test_every_operation_says_what_it_does(description: Any) -> None:
    for name, operation in operations(description):
        assert operation["summary"], name
        assert operation["tags"], name
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], (name, parameter["name"])


async def test_what_needs_no_sign_in_says_so(description: Any) -> None:
    free = [name for name, operation in operations(description) if operation.get("security") == [{}]]
    assert sorted(free) == ["get /health", "post /api/session"]


async def test_the_question_is_described_whole(description: Any) -> None:
    parameters = description["paths"]["/api/analytics"]["get"]["parameters"]
    assert [parameter["name"] for parameter in parameters] == ["client", *PARAMETERS]
    assert [parameter["name"] for parameter in parameters if parameter["required"]] == ["client", "metrics"]


async def test_ids_are_strings(description: Any) -> None:
    for name, schema in description["components"]["schemas"].items():
        for field, kind in schema.get("properties", {}).items():
            if field.endswith("_id"):
                kinds = [kind.get("type"), *(one.get("type") for one in kind.get("oneOf", ()))]
                assert "string" in kinds, (name, field)
                assert "integer" not in kinds, (name, field)


async def test_every_refusal_is_described(description: Any) -> None:
    for name, operation in operations(description):
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert list(answer["content"]) == ["application/problem+json"], (name, status)


async def test_the_page_loads_only_from_here(http: Http) -> None:
    page = await http.get("/api/docs")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for wanted in (
        "/static/swagger/swagger-ui.css",
        "/static/swagger/swagger-ui-bundle.js",
        "/api/docs/start.js",
    ):
        assert wanted in page.text
        assert (await http.get(wanted)).status_code == 200, wanted
    assert "https://" not in page.text
    assert "style=" not in page.text


async def test_the_page_is_a_plain_list_where_nothing_was_built(
    http: Http, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["cicero.api.reference"], "_is_built", lambda: False)
    page = await http.get("/api/docs")
    assert "<h2><code>GET /api/analytics</code></h2>" in page.text
    assert "<li><code>metrics</code> (required): " in page.text
    assert "<script" not in page.text
