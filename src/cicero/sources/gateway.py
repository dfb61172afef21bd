"""The RapidAPI gateway: one request, its time limits, its size limit, what its headers say of the plan.

`refusals` tells what an answer means that is none. Errors are raised where nothing of the request is left in
reach: no exception, and no frame of a traceback, holds the headers with the key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

import httpx2
import msgspec
from msgspec import Struct

from cicero.errors import AnswerError, KeyRefusedError, UnavailableError, UpstreamError
from cicero.sources.refusals import TRY_LATER, refusal
from cicero.sources.source import Access, Clock, Quota

CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 5.0, 25.0, 40.0
"""For the connection, for the next bytes of an answer, and for all of a call."""
BODY_LIMIT = 16 << 20
"""Bytes of an answer, unpacked. A page of posts is below 1 MB."""
_LONGEST_PLAN = 400 * 24 * 3600


class Reply(Struct, frozen=True, kw_only=True):
    """A usable answer: well-formed JSON, whatever is in it, and when it came."""

    endpoint: str
    body: bytes
    observed_at: datetime
    quota: Quota | None = None


class _Received(Struct, frozen=True):
    status: int
    headers: httpx2.Headers
    body: bytes
    at: datetime


async def ask(
    access: Access,
    http: httpx2.AsyncClient,
    clock: Clock,
    endpoint: str,
    params: Mapping[str, str | None],
) -> Reply:
    """GET `endpoint` with those of `params` that are known; raises the UpstreamError that the answer is."""
    if failure := _unusable(access):
        raise failure
    query = {name: value for name, value in params.items() if value is not None}
    outcome = await _exchange(access, http, clock, endpoint, query)
    if isinstance(outcome, UpstreamError):
        raise outcome
    quota = quota_of(outcome.headers, outcome.at)
    failure = refusal(access, endpoint, outcome.status, outcome.headers, outcome.body) or _unreadable(
        access, endpoint, outcome.body
    )
    if failure:
        raise failure
    return Reply(endpoint=endpoint, body=outcome.body, observed_at=outcome.at, quota=quota)


def quota_of(headers: Mapping[str, str], at: datetime) -> Quota | None:
    """The plan's calls; None where the headers do not speak of them. `reset` is in seconds from now."""
    limit = _number(headers, "x-ratelimit-requests-limit")
    remaining = _number(headers, "x-ratelimit-requests-remaining")
    reset = _number(headers, "x-ratelimit-requests-reset")
    if limit is None and remaining is None and reset is None:
        return None
    resets_at = at + timedelta(seconds=reset) if reset is not None and reset <= _LONGEST_PLAN else None
    return Quota(limit=limit, remaining=remaining, resets_at=resets_at)


def _number(headers: Mapping[str, str], name: str) -> int | None:
    said = headers.get(name, "").strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= 15 else None


def _unusable(access: Access) -> UpstreamError | None:
    """A key that cannot travel in a header, told before a library puts it into its message."""
    key = access.key.reveal()
    if key and key.isascii() and key.isprintable() and " " not in key:
        return None
    what = "holds characters that no key has" if key else "is missing"
    return KeyRefusedError(
        f"The key for {access.host} {what}.", "Copy it again from the account at RapidAPI."
    )


async def _exchange(
    access: Access, http: httpx2.AsyncClient, clock: Clock, endpoint: str, query: Mapping[str, str]
) -> _Received | UpstreamError:
    """What came, or the error to raise: the library's exceptions end here, because they hold the request."""
    where = f"{access.host} ({endpoint})"
    try:
        async with asyncio.timeout(WHOLE_SECONDS):
            return await _receive(access, http, clock, endpoint, query)
    except (httpx2.TimeoutException, TimeoutError):
        return UnavailableError(f"{where} did not answer in time.", TRY_LATER)
    except httpx2.ConnectError:
        return UnavailableError(
            f"{where} cannot be reached.", "Is this machine online, and the address of the source right?"
        )
    except (httpx2.UnsupportedProtocol, httpx2.InvalidURL, UnicodeError):
        return AnswerError(
            f"{where} cannot be asked: its address is none.", "Correct the address of the source."
        )
    except (httpx2.HTTPError, httpx2.StreamError, OSError):
        return UnavailableError(f"The connection to {where} broke off.", TRY_LATER)


async def _receive(
    access: Access, http: httpx2.AsyncClient, clock: Clock, endpoint: str, query: Mapping[str, str]
) -> _Received | UpstreamError:
    request = http.build_request(
        "GET",
        access.url.rstrip("/") + endpoint,
        params=query,
        headers=_headers(access),
        timeout=httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
    )
    response = await http.send(request, stream=True, follow_redirects=False)
    try:
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > BODY_LIMIT:
                return AnswerError(
                    f"{access.host} ({endpoint}) answered with more than {BODY_LIMIT >> 20} MB.",
                    "No page of posts is that large: is the address of the source right?",
                )
        if _cut(response, len(body)):
            return UnavailableError(f"The answer of {access.host} ({endpoint}) was cut off.", TRY_LATER)
        return _Received(response.status_code, response.headers, bytes(body), clock())
    finally:
        await response.aclose()


def _headers(access: Access) -> dict[str, str]:
    return {
        "X-RapidAPI-Key": access.key.reveal(),
        "X-RapidAPI-Host": access.host,
        "Accept": "application/json",
    }


def _cut(response: httpx2.Response, unpacked: int) -> bool:
    """Whether fewer bytes came than were announced: nobody else counts those from the same process."""
    announced = _number(response.headers, "content-length")
    packed = "content-encoding" in response.headers
    came = response.num_bytes_downloaded if packed else unpacked
    return announced is not None and came < announced and not (packed and not came)


def _unreadable(access: Access, endpoint: str, body: bytes) -> UpstreamError | None:
    """What is wrong with a body that should be JSON; an answer that was cut is no different from none."""
    try:
        msgspec.json.decode(body, type=msgspec.Raw)
    except RecursionError:
        return AnswerError(f"{access.host} ({endpoint}) answered with JSON that is nested too deeply.")
    except msgspec.DecodeError as error:
        flaw = "that ends in the middle" if "truncated" in str(error) else "that is not JSON"
        return UnavailableError(f"{access.host} ({endpoint}) gave an answer {flaw}.", TRY_LATER)
    return None
