"""What every answer carries, and what the log does not."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from tests.applications import asking

from cicero.config import Settings

from .conftest import Actors, Http


@pytest.mark.parametrize("path", ["/health", "/nothing", "/api/nothing", "/sign-in", "/api/docs"])
async def test_every_answer_is_guarded(http: Http, path: str) -> None:
    headers = (await http.get(path)).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "script-src" not in policy
    assert "'unsafe-inline'" not in policy.get("style-src", "")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "strict-transport-security" not in headers


async def test_https_is_kept_to_where_it_is_used(settings: Settings, database: str) -> None:
    public = msgspec.structs.replace(settings, public_url="https://cicero.example.org")
    async with asking(public, database, public.public_url) as http:
        answer = await http.get("/sign-in", follow_redirects=False)
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-cicero_form=")
    assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


async def test_large_answers_are_compressed(http: Http) -> None:
    answer = await http.get("/api/openapi.json", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in (await http.get("/health", headers={"accept-encoding": "gzip"})).headers


async def test_the_log_has_the_path_and_no_query(
    http: Http, actors: Actors, capfd: pytest.CaptureFixture[str]
) -> None:
    await http.get("/api/session?token=geheim", headers=actors.viewer)
    said = "".join(capfd.readouterr())
    assert "/api/session" in said
    assert "geheim" not in said
    assert actors.viewer["Authorization"].split()[1] not in said


def test_the_key_for_form_tokens_is_kept_and_private(settings: Settings, tmp_path: Path) -> None:
    from cicero.secret import installation_key

    first = installation_key(settings)
    assert installation_key(settings) == first
    assert len(first) >= 40
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
    assert installation_key(msgspec.structs.replace(settings, secret="ours")) == "ours"
