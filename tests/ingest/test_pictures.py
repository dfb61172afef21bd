"""Fetching pictures from foreign links: what is kept, what is refused, and how far a link may lead."""

from __future__ import annotations

import asyncio
import gzip
import struct
import zlib
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from ipaddress import ip_address
from typing import Any

import httpx2
import pytest
from PIL import Image

from cicero import accounts, posts
from cicero.db import Connection, Pool
from cicero.emulator.pictures import address, serve
from cicero.errors import AnswerError, GoneError, UnavailableError, UpstreamError
from cicero.ingest import downloading
from cicero.ingest.addresses import Address, checked, is_public, look_up, plain_hosts
from cicero.ingest.downloading import MOST_BYTES, download, expired
from cicero.ingest.pictures import Kept, keep_pictures
from cicero.ingest.shrinking import MOST_PIXELS, shrink
from cicero.records import AccountRef, Counts, Post, Profile

KOPI = AccountRef(platform="tiktok", handle="kopi.contoh")
AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PUBLIC = "203.0.114.7"
CDN = "https://cdn.example"
LOCAL = frozenset({"127.0.0.1:8765"})

Handler = Callable[[httpx2.Request], Any]


def picture(width: int = 640, height: int = 480, form: str = "JPEG", mode: str = "RGB", **more: Any) -> bytes:
    out = BytesIO()
    colour = 120 if mode in "LP" else (90, 60, 30, 128)[: len(mode)]
    Image.new(mode, (width, height), colour).save(out, form, **more)
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A small file that says, and holds, side × side pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    lines = zlib.compress(bytes((side // 8 + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


async def elsewhere(host: str, port: int) -> list[Address]:
    """A DNS of its own: names that say where they lead."""
    known = {"cdn.example": PUBLIC, "inside.example": "10.1.2.3", "meta.example": "169.254.169.254"}
    return [ip_address(known[host])] if host in known else await look_up(host, port)


def client(answer: Handler) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.MockTransport(answer))


def reply(body: bytes, status: int = 200, **headers: str) -> httpx2.Response:
    """An answer whose body comes as from a network; the library's own is there already."""

    async def stream() -> AsyncIterator[bytes]:
        yield body

    return httpx2.Response(status, content=stream(), headers=headers)


async def fetch(answer: Handler, link: str = f"{CDN}/a.jpg") -> bytes:
    async with client(answer) as http:
        return await download(http, link, LOCAL, elsewhere)


@pytest.mark.parametrize(
    ("form", "mode", "more"),
    [
        ("JPEG", "RGB", {}),
        ("JPEG", "CMYK", {}),
        ("JPEG", "L", {}),
        ("PNG", "RGBA", {}),
        ("PNG", "P", {}),
        ("WEBP", "RGB", {}),
        ("GIF", "P", {"save_all": True, "append_images": [Image.new("P", (900, 300))]}),
    ],
)
def test_a_picture_becomes_a_small_webp(form: str, mode: str, more: dict[str, Any]) -> None:
    small = shrink(picture(900, 300, form, mode, **more))
    read = Image.open(BytesIO(small.body))
    assert (read.format, read.size, small.media_type) == ("WEBP", (320, 107), "image/webp")
    assert (small.width, small.height) == read.size
    assert getattr(read, "n_frames", 1) == 1


def test_a_small_picture_is_not_made_larger() -> None:
    small = shrink(picture(40, 30))
    assert (small.width, small.height) == (40, 30)


def test_a_picture_stands_upright_and_does_not_tell_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "garden of somebody"
    body = picture(600, 300, exif=exif)
    assert b"garden of somebody" in body
    small = shrink(body)
    assert (small.width, small.height) == (160, 320)
    assert b"garden" not in small.body


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>log in first</html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\xff\xd8\xff\xe0 a JPEG by its first bytes only",
        picture()[:-400],
        picture(form="BMP"),
        picture(form="TIFF"),
    ],
)
def test_what_is_no_picture_is_refused(body: bytes) -> None:
    with pytest.raises(AnswerError, match="cannot be read"):
        shrink(body)


def test_a_bomb_is_not_set_off(monkeypatch: pytest.MonkeyPatch) -> None:
    body = bomb(20_000)
    assert len(body) < 100_000
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("it was decoded"))
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda _: pytest.fail("it was decoded"))
    with pytest.raises(AnswerError, match=f"more than {MOST_PIXELS:,} pixels|DecompressionBomb"):
        shrink(body)
    with pytest.raises(AnswerError, match=f"more than {MOST_PIXELS:,} pixels"):
        shrink(bomb(4_008))


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


async def account_with(
    connection: Connection, links: list[str], avatar: str | None = None, at: datetime = AT
) -> int:
    account_id = (await accounts.resolve(connection, [KOPI]))[KOPI]
    profile = Profile(account=KOPI, observed_at=at, followers=1, avatar_url=avatar)
    await accounts.store_profiles(connection, [(account_id, profile)])
    given = [
        Post(
            account=KOPI,
            post_id=number,
            published_at=AT - timedelta(days=number),
            observed_at=at,
            counts=Counts(),
            thumbnail_url=link,
        )
        for number, link in enumerate(links, start=1)
    ]
    await posts.store(connection, [(account_id, each) for each in given])
    return account_id


async def keep(pool: Pool, account_id: int, answer: Handler, limit: int = 50, at: datetime = AT) -> Kept:
    async with client(answer) as http:
        return await keep_pictures(
            pool, http, account_id, lambda: at, limit, allowed_http=LOCAL, resolve=elsewhere
        )


async def test_one_bad_link_does_not_touch_the_others(pool: Pool, connection: Connection) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        status = {"/gone": 403, "/down": 500}.get(request.url.path, 200)
        body = b"<html>" if request.url.path == "/page" else picture()
        return reply(body, status, **{"content-type": "image/jpeg"})

    paths = ("gone", "down", "page", "a", "b?oe=60000000")
    links = ["https://10.0.0.1/a", *(f"{CDN}/{path}" for path in paths), "http://127.0.0.1:8765/c"]
    kopi = await account_with(connection, links, avatar=f"{CDN}/me")
    assert await keep(pool, kopi, answer) == Kept(kept=3, missing=2, failed=3)
    cursor = await connection.execute(
        "select post_id, state, failures, bytes = octet_length(body), fetched_at"
        " from picture order by post_id"
    )
    assert await cursor.fetchall() == [
        (0, "kept", 0, True, AT),
        (1, "failed", 1, None, None),
        (2, "missing", 1, None, None),
        (3, "failed", 1, None, None),
        (4, "failed", 1, None, None),
        (5, "kept", 0, True, AT),
        (6, "missing", 0, None, None),
        (7, "kept", 0, True, AT),
    ]
    kept = await posts.read_picture(connection, kopi, 5)
    assert kept is not None
    assert (kept.width, kept.height) == (320, 240)
    assert await keep(pool, kopi, lambda _: pytest.fail("asked again")) == Kept()


async def test_the_limit_counts_calls_and_no_more_than_four_run_at_once(
    pool: Pool, connection: Connection
) -> None:
    over = [f"{CDN}/{n}?x-expires=1700000000" for n in range(20)]
    kopi = await account_with(connection, [*over, *(f"{CDN}/{n}" for n in range(12))])
    running = most = 0

    async def answer(_: httpx2.Request) -> httpx2.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1
        return reply(picture())

    assert await keep(pool, kopi, answer, limit=9) == Kept(kept=9, missing=20)
    assert most == 4
    assert await keep(pool, kopi, answer, limit=9) == Kept(kept=3)


@pytest.mark.parametrize("network", ["instagram", "tiktok"])
async def test_links_that_run_out_are_replaced_by_those_of_a_later_fetch(
    pool: Pool, connection: Connection, network: str
) -> None:
    asked: list[int] = []

    def link(at: datetime) -> str:
        return address("http://127.0.0.1:8765", network, "abc", "video", at.timestamp())

    def answer(request: httpx2.Request, at: datetime) -> httpx2.Response:
        status, body = serve(request.url.path, dict(request.url.params), at.timestamp())
        asked.append(status)
        return reply(body, status)

    kopi = await account_with(connection, [link(AT)])
    late = AT + timedelta(days=9)
    assert await keep(pool, kopi, lambda request: answer(request, late), at=late) == Kept(missing=1)
    assert asked == [], "the link said itself that it was over"
    await account_with(connection, [link(late)], at=late)
    assert await keep(pool, kopi, lambda request: answer(request, late), at=late) == Kept(kept=1)
    assert asked == [200]
