"""Links found in foreign data: how far one may lead, and what its answer means."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import httpx2
import pytest
from tests.ingest.foreign import CDN, LOCAL, PUBLIC, Handler, client, elsewhere, reply

from cicero.errors import AnswerError, GoneError, UnavailableError, UpstreamError
from cicero.ingest import downloading
from cicero.ingest.addresses import checked, is_public, plain_hosts
from cicero.ingest.downloading import MOST_BYTES, download, expired


async def fetch(answer: Handler, link: str = f"{CDN}/a.jpg") -> bytes:
    async with client(answer) as http:
        return await download(http, link, LOCAL, elsewhere)


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("64:ff9b::808:808", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.5.4", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("2002:a00:1::", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_only_the_public_internet_is_asked(text: str, public: bool) -> None:
    assert is_public(ip_address(text)) is public


@pytest.mark.parametrize(
    "link",
    [
        "https://127.0.0.1/a.jpg",
        "https://127.0.0.1:8765/a.jpg",
        "https://10.0.0.1/a.jpg",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/a.jpg",
        "https://[::ffff:10.0.0.1]/a.jpg",
        "https://2130706433/a.jpg",
        "https://0x7f.1/a.jpg",
        "https://localhost/a.jpg",
        "https://inside.example/a.jpg",
        "https://meta.example/a.jpg",
        "http://cdn.example/a.jpg",
        "http://127.0.0.1:8766/a.jpg",
        "http://localhost:8765/a.jpg",
        "http://10.0.0.1:8765/a.jpg",
        "https://user:word@cdn.example/a.jpg",
        "ftp://cdn.example/a.jpg",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "//cdn.example/a.jpg",
        "https:///a.jpg",
        "https://cdn.example:port/a.jpg",
        "not a link",
        "",
    ],
)
async def test_a_link_to_ourselves_or_without_tls_is_not_followed(link: str) -> None:
    with pytest.raises(UpstreamError):
        await fetch(lambda request: pytest.fail(f"{request.url} was asked"), link)


async def test_an_allowed_host_must_be_this_machine() -> None:
    with pytest.raises(AnswerError, match="not on the public internet"):
        await checked("http://cdn.example:8765/a", frozenset({"cdn.example:8765"}), elsewhere)
    assert (await checked("http://127.0.0.1:8765/a", LOCAL, elsewhere)).host == "127.0.0.1"
    urls = ["http://127.0.0.1:8765/v1", "http://localhost", "https://cdn.example", "http://[::1]:80"]
    assert plain_hosts(urls) == {"127.0.0.1:8765", "localhost:80", "::1:80"}


async def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return reply(b"body")

    assert await fetch(answer, "https://cdn.example:8443/a.jpg?sig=1%2F2") == b"body"
    (request,) = asked
    assert str(request.url) == f"https://{PUBLIC}:8443/a.jpg?sig=1%2F2"
    assert request.headers["host"] == "cdn.example:8443"
    assert request.extensions["sni_hostname"] == "cdn.example"


@pytest.mark.parametrize("status", [403, 404, 410])
async def test_a_link_that_is_over_is_gone(status: int) -> None:
    with pytest.raises(GoneError):
        await fetch(lambda _: httpx2.Response(status))


@pytest.mark.parametrize("status", [204, 206, 304, 401, 429, 500, 503])
async def test_any_other_status_may_pass(status: int) -> None:
    with pytest.raises(UnavailableError, match=str(status)):
        await fetch(lambda _: httpx2.Response(status))


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://cdn.example/b.jpg", "leads to http"),
        ("http://127.0.0.1:8765/b.jpg", "leads to http"),
        ("https://127.0.0.1/b.jpg", "not on the public internet"),
        ("https://inside.example/b.jpg", "not on the public internet"),
        ("ftp://cdn.example/b.jpg", "leads to ftp"),
        ("/a.jpg", "from one place to the next"),
    ],
)
async def test_a_redirect_is_held_to_the_same_rules(location: str, said: str) -> None:
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.path)
        return httpx2.Response(302, headers={"location": location})

    with pytest.raises(AnswerError, match=said):
        await fetch(answer)
    assert asked == ["/a.jpg"] * (4 if location == "/a.jpg" else 1)


async def test_a_redirect_within_the_rules_is_followed() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/b.jpg":
            return reply(b"there")
        return httpx2.Response(301, headers={"location": "/b.jpg"})

    assert await fetch(answer) == b"there"


async def test_no_more_is_read_than_a_picture_may_have() -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 100_000
            yield bytes(100_000)

    with pytest.raises(AnswerError, match="larger than 8,000,000 bytes"):
        await fetch(lambda _: httpx2.Response(200, content=endless()))
    assert read <= MOST_BYTES + 100_000


async def test_what_is_compressed_again_is_not_unpacked() -> None:
    with pytest.raises(AnswerError, match="compressed once more"):
        await fetch(lambda _: reply(gzip.compress(bytes(50_000_000)), **{"content-encoding": "gzip"}))


async def test_a_slow_picture_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloading, "SECONDS", 0.05)

    async def dripping() -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(0.01)
            yield b"."

    with pytest.raises(UnavailableError, match="TimeoutError"):
        await fetch(lambda _: httpx2.Response(200, content=dripping()))


@pytest.mark.parametrize(
    ("query", "over"),
    [
        ("x-expires=1700000000&x-signature=a", True),
        ("x-expires=4000000000", False),
        ("oe=65000000", True),
        ("oe=EE6B2800", False),
        ("oe=zz", False),
        ("", False),
    ],
)
def test_a_link_may_say_itself_that_it_is_over(query: str, over: bool) -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(hours=1)
    assert expired(f"https://pictures.example/a.jpg?{query}", at) is over
    assert expired("https://[broken", at) is False
