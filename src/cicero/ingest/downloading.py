"""One picture from a network's link: how far a link is followed, how much is read, what an answer means."""

from __future__ import annotations

import asyncio
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import httpx2

from cicero.errors import AnswerError, GoneError, UnavailableError
from cicero.ingest.addresses import Resolve, checked

SECONDS = 10.0
"""For one picture: names, connections, redirects and all its bytes."""
MOST_BYTES = 8_000_000
REDIRECTS = 3
GONE = frozenset({403, 404, 410})
HEADERS = {
    "accept": "image/webp,image/jpeg,image/png,image/gif",
    # a compressed picture gains nothing, but a few compressed bytes can hide gigabytes
    "accept-encoding": "identity",
    # connections lead to addresses: the next name at the same one must prove itself anew
    "connection": "close",
}


def expired(link: str, at: datetime) -> bool:
    """Whether a picture's link itself says that it is over: TikTok's in decimal, Instagram's in hex."""
    try:
        query = parse_qs(urlsplit(link).query)
        for name, base in (("x-expires", 10), ("oe", 16)):
            if name in query and int(query[name][0], base) < at.timestamp():
                return True
    except ValueError:
        return False
    return False


async def download(
    http: httpx2.AsyncClient, link: str, allowed_http: frozenset[str], resolve: Resolve
) -> bytes:
    """The bytes behind a link, within `SECONDS`.

    GoneError: the link is over. UnavailableError: it may come another time. AnswerError: nothing to keep.
    """
    try:
        async with asyncio.timeout(SECONDS):
            for _ in range(1 + REDIRECTS):
                found = await _follow(http, link, allowed_http, resolve)
                if isinstance(found, bytes):
                    return found
                link = found
    except (TimeoutError, httpx2.HTTPError) as error:
        raise UnavailableError(
            f"A picture did not come: {type(error).__name__}.", "It is tried again later."
        ) from None
    raise AnswerError("A picture's link leads from one place to the next.", "It is left out.")


async def _follow(
    http: httpx2.AsyncClient, link: str, allowed_http: frozenset[str], resolve: Resolve
) -> bytes | str:
    """The bytes at a link, or the link that it leads on to."""
    place = await checked(link, allowed_http, resolve)
    async with http.stream(
        "GET",
        place.url,
        headers={**HEADERS, "host": place.authority},
        extensions={"sni_hostname": place.host},
        follow_redirects=False,
        timeout=SECONDS,
    ) as answer:
        if answer.has_redirect_location:
            return _onward(link, answer.headers["location"])
        if answer.status_code in GONE:
            raise GoneError("A picture's link is over.", "The next fetch of its account brings a new one.")
        if answer.status_code != 200:
            raise UnavailableError(
                f"A picture did not come: status {answer.status_code}.", "It is tried again later."
            )
        return await _read(answer)


def _onward(link: str, location: str) -> str:
    try:
        onward = httpx2.URL(link).join(location)
    except httpx2.InvalidURL:
        raise AnswerError("A picture's link leads nowhere.", "It is left out.") from None
    if onward.scheme != httpx2.URL(link).scheme:
        raise AnswerError(f"A picture's link leads to {onward.scheme}.", "It is left out.")
    return str(onward)


async def _read(answer: httpx2.Response) -> bytes:
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise AnswerError("A picture came compressed once more.", "It is left out.")
    body = bytearray()
    async for chunk in answer.aiter_raw():
        body += chunk
        if len(body) > MOST_BYTES:
            raise AnswerError(f"A picture is larger than {MOST_BYTES:,} bytes.", "It is left out.")
    return bytes(body)
