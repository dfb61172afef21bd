"""Bodies that come too slowly are given up; what comes after them may take its time."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from cicero.app import bodies
from cicero.app.bodies import TooSlow, in_time


def receiving(*messages: tuple[float, dict[str, Any]]) -> Any:
    """Each message after so many seconds."""
    left = list(messages)

    async def receive() -> dict[str, Any]:
        pause, message = left.pop(0)
        await asyncio.sleep(pause)
        return message

    return in_time(receive)  # type: ignore[arg-type]


PART = {"type": "http.request", "body": b"a" * 10, "more_body": True}
LAST = {"type": "http.request", "body": b"", "more_body": False}


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "BETWEEN", 0.2)
    monkeypatch.setattr(bodies, "AT_LEAST", 0.3)


async def test_silence_in_the_middle_is_too_slow() -> None:
    receive = receiving((0, PART), (5, PART))
    await receive()
    with pytest.raises(TooSlow):
        await receive()


async def test_a_drop_at_a_time_is_too_slow() -> None:
    receive = receiving(*[(0.05, PART)] * 100)
    with pytest.raises(TooSlow):
        [await receive() for _ in range(100)]


async def test_a_large_body_that_comes_on_has_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SLOWEST", 50)
    receive = receiving(*[(0.05, PART)] * 12, (0, LAST))
    for _ in range(13):
        await receive()


async def test_whoever_listens_for_the_end_may_wait() -> None:
    receive = receiving((0, LAST), (0.4, {"type": "http.disconnect"}))
    await receive()
    assert (await receive())["type"] == "http.disconnect"
