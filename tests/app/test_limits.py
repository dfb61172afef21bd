"""Each caller has so many requests a minute, is told how many are left, and gets them back evenly."""

from __future__ import annotations

import msgspec
import pytest
from tests.app.world import ACTORS, fill
from tests.applications import asking

from cicero.app import limits
from cicero.app.limits import Limits
from cicero.config import Settings


def test_a_minutes_requests_at_once_and_then_one_by_one() -> None:
    limits = Limits(60)
    assert [limits.take("a", 0.0).left for _ in range(60)] == list(range(59, -1, -1))
    refused = limits.take("a", 0.0)
    assert (refused.left, refused.retry_after, refused.full_in) == (0, 1.0, 60.0)
    assert limits.take("a", 0.4).retry_after > 0
    assert limits.take("a", 1.0).retry_after == 0
    assert limits.take("a", 1.0).retry_after > 0
    assert limits.take("b", 1.0).left == 59
    assert limits.take("a", 200.0).left == 59


def test_who_is_refused_does_not_wait_longer_for_it() -> None:
    limits = Limits(1)
    limits.take("a", 0.0)
    for _ in range(100):
        assert limits.take("a", 1.0).retry_after == 59.0
    assert limits.take("a", 60.0).retry_after == 0


def test_the_memory_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 10)
    kept = Limits(2)
    for caller in range(1_000):
        kept.take(caller, 0.0)
    assert len(kept._full_at) == 10
    assert kept.take(999, 0.0).left == 0


async def test_each_session_key_and_address_for_itself(settings: Settings, database: str) -> None:
    fill(database, settings)
    limited = msgspec.structs.replace(settings, api_requests=3)
    who = {actor.name: actor.headers for actor in ACTORS}
    async with asking(limited, database) as http:
        answers = [await http.get("/api/session", headers=who["viewer"]) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert [answer.headers["ratelimit"].partition(";t")[0] for answer in answers] == [
            '"minute";r=2',
            '"minute";r=1',
            '"minute";r=0',
            '"minute";r=0',
        ]
        assert answers[0].headers["ratelimit-policy"] == '"minute";q=3;w=60'
        assert 0 < int(answers[3].headers["retry-after"]) <= 20
        assert answers[3].json()["type"] == "urn:cicero:problem:throttled"
        for other in ("manager", "key that only reads"):
            assert (await http.get("/api/session", headers=who[other])).status_code == 200
        strangers = [
            await http.get("/api/session", headers={"authorization": f"Bearer {n}"}) for n in range(4)
        ]
        assert [answer.status_code for answer in strangers] == [401, 401, 401, 429]
        assert (await http.get("/sign-in", headers={"authorization": "Bearer 9"})).status_code == 200


async def test_no_limit_says_nothing(settings: Settings, database: str) -> None:
    unlimited = msgspec.structs.replace(settings, api_requests=0)
    async with asking(unlimited, database) as http:
        assert "ratelimit" not in (await http.get("/api/session")).headers
