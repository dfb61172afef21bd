"""Made-up requests to every operation of the description, as everybody who may ask: no answer that the
description does not tell of, and never a failure of ours.

CICERO_API_EXAMPLES: requests to each operation as each of them, right ones and as many wrong ones. The same
every time: what is made up follows from the operations alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from litestar import Litestar
from litestar.testing import TestClient
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.app.world import ACTORS, Actor, fill, run
from tests.applications import application

from cicero.config import Settings

EXAMPLES = int(os.environ.get("CICERO_API_EXAMPLES", "3"))
NAMES = ("admin", "manager", "viewer", "key that only reads", "anonymous")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
KNOWN = {"client": "kopi", "client_id": "KOPI", "username": "@kopi"}
"""What a made-up request would never guess: every other one has it."""
AGAIN = """
insert into session (session_id, token_hash, person_id, expires_at) overriding system value
select person_id, sha256(convert_to(username, 'utf-8')), person_id, now() + interval '1 day' from person
where username in ('admin', 'manager', 'viewer')
on conflict do nothing
"""

Http = TestClient[Litestar]


@pytest.fixture
def http(tmp_path: Path, database: str) -> Iterator[Http]:
    """No limit on requests: it would answer 429 to all but the first."""
    unlimited = Settings(data_dir=tmp_path, pool_size=4, api_requests=0)
    fill(database, unlimited)
    with (
        application(unlimited, database) as made,
        TestClient(made, raise_server_exceptions=False) as client,
    ):
        yield client


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_is_described(http: Http, database: str, name: str) -> None:
    actor = next(actor for actor in ACTORS if actor.name == name)
    wrong = []
    for made_up in _made_up(http.get("/api/openapi.json").text):
        run(database, AGAIN)
        for case in made_up:
            try:
                _ask(http, case, actor)
            except Exception as error:
                wrong.append(f"{case.operation.label}: {error}")
    assert wrong == [], "\n\n".join(wrong)


@cache
def _made_up(description: str) -> list[list[Case]]:
    """For each operation, right requests and then wrong ones.

    They are the same for everybody who asks, and to make them up takes several times as long as to ask.
    """
    schema = schemathesis.openapi.from_dict(json.loads(description))
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    return [
        [case for mode in modes for case in _draw(found.ok(), mode)] for found in schema.get_all_operations()
    ]


def _draw(operation: Any, mode: GenerationMode) -> list[Case]:
    drawn: list[Case] = []

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def draw(case: Case) -> None:
        drawn.append(case)
        if len(drawn) % 2:
            known = {name.name for name in operation.query if name.name in KNOWN}
            case.query = {**(case.query or {}), **{name: KNOWN[name] for name in known}}

    with suppress(Unsatisfiable):  # there is nothing about it that could be wrong
        draw()
    return drawn


def _ask(http: Http, case: Case, actor: Actor) -> None:
    asked = case.as_transport_kwargs(base_url="http://testserver")
    asked["headers"] = {**asked["headers"], **actor.headers}
    case.validate_response(http.request(**_as_sent(asked)), checks=CHECKS)


def _as_sent(asked: dict[str, Any]) -> dict[str, Any]:
    """What the client of the tests takes."""
    known = ("method", "url", "params", "headers", "json", "data", "content", "files")
    sent = {name: value for name, value in asked.items() if name in known and value is not None}
    if isinstance(sent.get("data"), str | bytes):
        sent["content"] = sent.pop("data")
    return {**sent, "follow_redirects": False}
