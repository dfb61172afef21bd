"""The description of the API is valid, says everything, and can be read without the network."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from cicero.analytics.asking import PARAMETERS
from cicero.api.contract import HANDLERS

from .conftest import Http

FORMS = {
    False: {"application/problem+json": {"$ref": "#/components/schemas/Problem"}},
    True: {"application/json": {"$ref": "#/components/schemas/Failure"}},
}
"""What refusals look like, by whether it is the contract that refuses."""


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
    pages = [path for path in description["paths"] if not path.startswith("/api/") and path != "/health"]
    assert pages == []
    assert {"/api/analytics", "/api/clients/{slug}", "/api/hashtags", "/api/mentions"} < {
        *description["paths"]
    }


async def test_every_operation_says_what_it_does(description: Any) -> None:
    for name, operation in operations(description):
        assert operation["summary"], name
        assert operation["tags"], name
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], (name, parameter["name"])


async def test_what_needs_no_sign_in_says_so(description: Any) -> None:
    free = [name for name, operation in operations(description) if operation.get("security") == [{}]]
    of_contract = ("dashboard-login", "dashboard-register", "logout")
    reset = ("request", "confirm")
    assert {*free} == {
        "get /health",
        "post /api/session",
        *(f"post /api/auth/{what}" for what in of_contract),
        *(f"post /api/auth/dashboard-password-reset/{what}" for what in reset),
    }


async def test_the_question_is_described_whole(description: Any) -> None:
    parameters = [
        parameter
        for parameter in description["paths"]["/api/analytics"]["get"]["parameters"]
        if parameter["in"] == "query"
    ]
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
        form = FORMS["Contract" in operation["tags"]]
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert {kind: told["schema"] for kind, told in answer["content"].items()} == form, (
                    name,
                    status,
                )


async def test_every_endpoint_of_the_contract_is_described(description: Any) -> None:
    routes = {
        f"{method.lower()} /api{path.replace(':str', '')}"
        for handler in HANDLERS
        for path in handler.paths
        for method in handler.http_methods
    }
    described = {name for name, operation in operations(description) if "Contract" in operation["tags"]}
    assert described == routes


async def test_the_examples_of_the_contract_are_of_the_form_that_is_told(description: Any) -> None:
    """Answers and bodies, each against the schema beside it."""
    checked = 0
    for name, operation in operations(description):
        if "Contract" not in operation["tags"]:
            continue
        for where in (operation.get("requestBody", {}), *operation["responses"].values()):
            for told in where.get("content", {}).values():
                schema = {**told["schema"], "components": description["components"]}
                for example in told.get("examples", {}).values():
                    assert [*Draft202012Validator(schema).iter_errors(example["value"])] == [], name
                    checked += 1
    assert checked > 100


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
