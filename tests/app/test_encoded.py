"""How answers travel: compressed as asked for, whole or in parts, and not sent again while they hold."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from typing import Any

import pytest
import zstandard
from litestar import Litestar, get, post
from litestar.response import Stream
from litestar.testing import AsyncTestClient

from cicero.api.codings import COMPRESS_FROM, coding_for
from cicero.app.encoded import Encoded, is_known

LONG = {"text": "kopi susu " * COMPRESS_FROM}
PARTS = [f"line {n}\n".encode() for n in range(10_000)]


@get("/api/long")
async def long() -> dict[str, str]:
    return LONG


@get("/api/short")
async def short() -> dict[str, str]:
    return {"text": "kopi"}


@get("/page")
async def page() -> dict[str, str]:
    return LONG


@post("/api/long")
async def change() -> dict[str, str]:
    return LONG


@get("/api/parts")
async def parts() -> Stream:
    async def lines() -> AsyncIterator[bytes]:
        for one in PARTS:
            yield one

    return Stream(lines(), media_type="text/plain")


@pytest.fixture
async def http() -> AsyncIterator[AsyncTestClient[Litestar]]:
    app = Litestar([long, short, page, change, parts], middleware=[Encoded], logging_config=None)
    async with AsyncTestClient(app) as client:
        yield client


async def raw(http: Any, path: str, accept: str, **headers: str) -> tuple[Any, bytes]:
    """The answer and its bytes as they came over the wire."""
    async with http.stream("GET", path, headers={"accept-encoding": accept, **headers}) as answer:
        return answer, b"".join([part async for part in answer.aiter_raw()])


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate", "gzip"),
        ("zstd;q=0.3, gzip;q=0.8", "gzip"),
        ("zstd;q=0, gzip", "gzip"),
        ("gzip;q=0", ""),
        ("*", "zstd"),
        ("*;q=0", ""),
        ("identity", ""),
        ("ZSTD", "zstd"),
        ("zstd;q=nonsense", ""),
        ("zstd;q=nan", ""),
        ("", ""),
    ],
)
def test_the_client_chooses(accepted: str, expected: str) -> None:
    assert coding_for(accepted) == expected


async def test_whole_answers_are_compressed_both_ways(http: Any) -> None:
    plain, body = await raw(http, "/api/long", "identity")
    assert "content-encoding" not in plain.headers
    for name, unpack in (("gzip", gzip.decompress), ("zstd", zstandard.decompress)):
        answer, packed = await raw(http, "/api/long", name)
        assert answer.headers["content-encoding"] == name
        assert int(answer.headers["content-length"]) == len(packed) < len(body) / 10
        assert unpack(packed) == body
        assert "accept-encoding" in answer.headers["vary"].lower()


async def test_answers_in_parts_are_compressed_as_they_come(http: Any) -> None:
    _, gzipped = await raw(http, "/api/parts", "gzip")
    assert gzip.decompress(gzipped) == b"".join(PARTS)
    answer, packed = await raw(http, "/api/parts", "zstd")
    assert zstandard.ZstdDecompressor().decompressobj().decompress(packed) == b"".join(PARTS)
    assert "content-length" not in answer.headers
    assert "etag" not in answer.headers
    _, plain = await raw(http, "/api/parts", "identity")
    assert plain == b"".join(PARTS)


async def test_short_answers_are_left_alone(http: Any) -> None:
    answer, _ = await raw(http, "/api/short", "gzip, zstd")
    assert "content-encoding" not in answer.headers
    assert answer.headers["etag"]


async def test_what_has_not_changed_is_not_sent_again(http: Any) -> None:
    tags = set()
    for accept in ("identity", "gzip", "zstd"):
        first, _ = await raw(http, "/api/long", accept)
        again, body = await raw(http, "/api/long", accept, **{"if-none-match": first.headers["etag"]})
        assert (again.status_code, body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["cache-control"] == "private, no-cache"
        varied = {one.strip() for one in again.headers["vary"].lower().split(",")}
        assert varied == {"authorization", "cookie", "accept-encoding"}
        assert not {"content-length", "content-type", "content-encoding"} & set(again.headers)
        tags.add(first.headers["etag"])
    assert len(tags) == 3, "the tag is of the bytes that are sent"
    other, _ = await raw(http, "/api/short", "gzip")
    assert other.headers["etag"] not in tags


async def test_only_reading_the_api_is_marked(http: Any) -> None:
    assert "etag" not in (await http.get("/page")).headers
    assert "etag" not in (await http.post("/api/long")).headers


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('"b"', False),
        ("", False),
        ("a", False),
    ],
)
def test_several_tags_may_be_given(given: str, known: bool) -> None:
    assert is_known(given, '"a"') is known
