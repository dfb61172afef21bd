"""Answers kept for seconds: made once for many, each client's own, gone after a change and in time."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from litestar import Response
from litestar.testing import RequestFactory

from cicero.api import answers
from cicero.api.answers import Answer, Answers
from cicero.once import being_made


class Source:
    """What is answered: how often it was asked, and a way to make it slow or fail."""

    def __init__(self) -> None:
        self.asked = 0
        self.begun = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.error: Exception | None = None
        self.padding = ""

    async def __call__(self) -> Any:
        self.asked += 1
        self.begun.set()
        await self.gate.wait()
        if self.error:
            raise self.error
        return {"number": self.asked, "padding": self.padding}


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def kept() -> Iterator[Answers]:
    yield Answers()
    assert being_made() == 0


async def ask(
    kept: Answers, source: Any, path: str = "/", client: str = "", takes: str = ""
) -> Response[bytes]:
    request = RequestFactory().get(path, headers={"accept-encoding": takes})
    return await kept.give(request, client, source)


def number(answer: Response[bytes]) -> int:
    found: int = msgspec.json.decode(answer.content)["number"]
    return found


async def test_asked_again_it_is_the_same_answer(kept: Answers, source: Source) -> None:
    first, second = await ask(kept, source, "/?a=1"), await ask(kept, source, "/?a=1")
    assert first.content == second.content
    assert source.asked == 1


@pytest.mark.parametrize(("path", "client"), [("/?a=2", "kopi"), ("/?a=1", "teh"), ("/", "kopi")])
async def test_another_address_or_client_has_its_own(
    kept: Answers, source: Source, path: str, client: str
) -> None:
    await ask(kept, source, "/?a=1", "kopi")
    assert number(await ask(kept, source, path, client)) == 2


async def test_many_at_once_wait_for_one(kept: Answers, source: Source) -> None:
    source.gate.clear()
    asking = [asyncio.create_task(ask(kept, source)) for _ in range(5)]
    await source.begun.wait()
    source.gate.set()
    assert {number(await one) for one in asking} == {1}
    assert source.asked == 1


async def test_after_its_time_it_is_made_anew(
    kept: Answers, monkeypatch: pytest.MonkeyPatch, source: Source
) -> None:
    monkeypatch.setattr(answers, "KEPT", -1.0)
    await ask(kept, source)
    assert number(await ask(kept, source)) == 2


async def test_after_a_change_it_is_made_anew(kept: Answers, source: Source) -> None:
    await ask(kept, source)
    kept.empty()
    assert number(await ask(kept, source)) == 2


async def test_what_a_change_overtook_is_not_kept(kept: Answers, source: Source) -> None:
    source.gate.clear()
    asking = asyncio.create_task(ask(kept, source))
    await source.begun.wait()
    kept.empty()
    source.gate.set()
    assert number(await asking) == 1
    assert number(await ask(kept, source)) == 2


async def test_errors_are_not_kept(kept: Answers, source: Source) -> None:
    source.error = RuntimeError("down")
    with pytest.raises(RuntimeError):
        await ask(kept, source)
    source.error = None
    assert number(await ask(kept, source)) == 2


async def test_it_is_compressed_for_whom_takes_that(kept: Answers, source: Source) -> None:
    source.padding = "x" * 5_000
    plain = await ask(kept, source)
    packed = await ask(kept, source, takes="br, gzip")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.content) < 500
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["vary"] == "Accept-Encoding"


async def test_headers_are_kept_with_it(kept: Answers) -> None:
    async def make() -> Answer:
        return Answer([], {"x-cicero-source": "stored"})

    for _ in range(2):
        assert (await ask(kept, make)).headers["x-cicero-source"] == "stored"


async def test_no_more_is_kept_than_there_is_room_for(
    kept: Answers, monkeypatch: pytest.MonkeyPatch, source: Source
) -> None:
    monkeypatch.setattr(answers, "MOST", 2)
    for one in range(5):
        await ask(kept, source, f"/?a={one}")
    assert len(kept._kept) == 2
    monkeypatch.setattr(answers, "BYTES", 10)
    await ask(kept, source, "/?a=6")
    assert (len(kept._kept), kept._size) == (0, 0)
