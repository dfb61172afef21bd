import asyncio
import gzip
import logging
import traceback
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from tests.sources.live import KEY, NOW, Answering, Wire, answering, client

from cicero.errors import (
    AnswerError,
    GoneError,
    KeyRefusedError,
    NotSubscribedError,
    PrivateError,
    QuotaError,
    RateError,
    TokenExpiredError,
    UnavailableError,
    UpstreamError,
)
from cicero.records import AccountRef
from cicero.secret import Secret
from cicero.sources import gateway
from cicero.sources.gateway import Reply, ask, quota_of
from cicero.sources.source import Access, Quota, Target

ACCESS = Access(url="https://gateway.example/base/", host="social-api4.p.rapidapi.com", key=Secret(KEY))
SECONDS = {"x-ratelimit-requests-reset": "7200"}
OWN = {"x-rapidapi-proxy-response": "true"}
INVALID = {"message": "Invalid API key. Go to https://docs.rapidapi.com/docs/keys for more info."}
NO_ENDPOINT = "Endpoint '/v1/infos' does not exist"
PAGE = b"<!DOCTYPE html><html><body>Just a moment</body></html>"
Refused = tuple[int, Any, dict[str, str], type[UpstreamError], float | None]


async def asked(answering: Answering, access: Access = ACCESS, **params: str | None) -> Reply:
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(answering)) as http:
        return await ask(access, http, lambda: NOW, "/v1/info", params)


async def failure(answering: Answering, access: Access = ACCESS) -> UpstreamError:
    with pytest.raises(UpstreamError) as raised:
        await asked(answering, access)
    return raised.value


async def test_a_request_names_the_product_and_carries_the_key() -> None:
    wire = answering({"data": 1})
    reply = await asked(wire, cursor=None, name="contoh kopi&co")
    (request,) = wire.requests
    assert str(request.url) == "https://gateway.example/base/v1/info?name=contoh+kopi%26co"
    assert request.headers["x-rapidapi-key"] == KEY
    assert request.headers["x-rapidapi-host"] == "social-api4.p.rapidapi.com"
    assert request.extensions["timeout"] | {"connect": 5.0, "read": 25.0} == request.extensions["timeout"]
    assert reply == Reply(endpoint="/v1/info", body=b'{"data": 1}', observed_at=NOW)


REFUSALS: list[Refused] = [
    (401, INVALID, OWN, KeyRefusedError, None),
    (403, INVALID, OWN, KeyRefusedError, None),
    (403, INVALID, {}, KeyRefusedError, None),
    (401, {"detail": "Unauthorized"}, {}, KeyRefusedError, None),
    (403, {"message": "Blocked User."}, OWN, KeyRefusedError, None),
    (403, {"message": "You are not subscribed to this API."}, OWN, NotSubscribedError, None),
    (401, {"message": "This endpoint is disabled for your subscription"}, {}, NotSubscribedError, None),
    (403, {"message": "Your subscription has expired"}, OWN, NotSubscribedError, None),
    (404, {"message": NO_ENDPOINT}, OWN, AnswerError, None),
    (404, {"message": NO_ENDPOINT}, {}, AnswerError, None),
    (404, {"message": 'Endpoint "/v1/infos" does not exist.'}, OWN, AnswerError, None),
    (404, {"message": "Endpoint/v1/infos does not exist"}, {}, AnswerError, None),
    (404, {"message": "API doesn't exists"}, OWN, AnswerError, None),
    (429, {"message": "Too many requests"}, OWN, RateError, None),
    (429, {"message": "Too many requests"}, {"retry-after": "9"}, RateError, 9),
    (
        429,
        {"message": "You have exceeded the rate limit per second for your plan, BASIC, by the API provider"},
        SECONDS,
        RateError,
        1.1,
    ),
    (
        429,
        {"message": "You have exceeded the MONTHLY quota for Requests on your current plan, BASIC."},
        SECONDS,
        QuotaError,
        7200,
    ),
    (
        429,
        {"message": "You have exceeded the DAILY quota for Requests on your current plan, BASIC."},
        {},
        QuotaError,
        None,
    ),
    (429, b"", SECONDS, RateError, None),
    (429, PAGE, {}, RateError, None),
    (404, {"detail": "Not found"}, {}, GoneError, None),
    (410, {}, {}, GoneError, None),
    (404, b"404 page not found", {}, AnswerError, None),
    (404, b"", {}, AnswerError, None),
    (404, PAGE, {}, UnavailableError, None),
    (403, {"detail": "Private account"}, {}, PrivateError, None),
    (403, {"detail": "Forbidden"}, {}, AnswerError, None),
    (403, b"", {}, AnswerError, None),
    (403, PAGE, {}, UnavailableError, None),
    (401, {"detail": "The access token expired"}, {}, TokenExpiredError, None),
    (400, {"error": {"message": "Session is over", "code": 190}}, {}, TokenExpiredError, None),
    (401, {"error": {"code": "access_token_invalid", "message": ""}}, {}, TokenExpiredError, None),
    (400, {"error": "missing required params"}, {}, AnswerError, None),
    (422, {"detail": [{"loc": ["query"], "msg": "field required"}]}, {}, AnswerError, None),
    (402, {"message": "Pay first"}, {}, NotSubscribedError, None),
    (408, b"", {}, UnavailableError, None),
    (500, {"message": "Invalid API key"}, {}, UnavailableError, None),
    (502, {"messages": "The request to the API has timed out"}, OWN, UnavailableError, None),
    (503, b"", {"retry-after": "30"}, UnavailableError, 30),
    (504, PAGE, {}, UnavailableError, None),
    (204, b"", {}, UnavailableError, None),
    (200, b" \n", {}, UnavailableError, None),
    (200, PAGE, {}, UnavailableError, None),
    (200, b'{"data": {"items": [{"id": "1', {}, UnavailableError, None),
    (200, b"upstream went away", {}, UnavailableError, None),
    (200, b"[" * 100_000, {}, AnswerError, None),
    (302, b"", {"location": "https://elsewhere.example/"}, AnswerError, None),
]


@pytest.mark.parametrize(("status", "body", "headers", "error", "wait"), REFUSALS)
async def test_refusals(
    status: int, body: Any, headers: dict[str, str], error: type[UpstreamError], wait: float | None
) -> None:
    wire = answering(body, status, **headers)
    raised = await failure(wire)
    assert (type(raised), raised.retry_after) == (error, wait)
    assert str(raised).endswith((".", "”"))
    assert len(wire.requests) == 1


async def test_what_the_other_side_said_is_quoted_shortly_on_one_line_and_without_the_key() -> None:
    said = f"No\n\nentry for {KEY} \x1b[31m" + "x" * 500
    raised = await failure(answering({"message": said}, 401))
    assert "“No entry for *** [31mxxx" in str(raised)
    assert len(str(raised)) < 300


FAILURES: list[tuple[Exception, type[UpstreamError]]] = [
    (httpx2.ConnectTimeout("t"), UnavailableError),
    (httpx2.ReadTimeout("t"), UnavailableError),
    (httpx2.PoolTimeout("t"), UnavailableError),
    (httpx2.ConnectError("refused"), UnavailableError),
    (httpx2.ReadError("reset"), UnavailableError),
    (httpx2.RemoteProtocolError("peer closed connection"), UnavailableError),
    (ConnectionResetError("reset"), UnavailableError),
    (httpx2.UnsupportedProtocol("ftp"), AnswerError),
]


@pytest.mark.parametrize(("exception", "error"), FAILURES)
async def test_failures_on_the_way(exception: Exception, error: type[UpstreamError]) -> None:
    def failing(_: httpx2.Request) -> httpx2.Response:
        raise exception

    raised = await failure(failing)
    assert type(raised) is error
    assert raised.__cause__ is None
    assert raised.__context__ is None


async def test_an_answer_shorter_than_announced_was_cut_off() -> None:
    assert "cut off" in str(await failure(answering({"data": 1}, content_length="500")))


async def test_a_packed_answer_is_unpacked() -> None:
    packed = gzip.compress(b'{"data": 1}')
    assert (await asked(answering(packed, content_encoding="gzip"))).body == b'{"data": 1}'

    async def half() -> AsyncIterator[bytes]:
        yield packed[:-12]

    headers = {"content-encoding": "gzip", "content-length": str(len(packed))}
    raised = await failure(lambda _: httpx2.Response(200, content=half(), headers=headers))
    assert type(raised) is UnavailableError


async def test_an_answer_has_a_size_and_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "BODY_LIMIT", 1000)
    assert "more than" in str(await failure(answering(b'"' + b"x" * 2000 + b'"')))

    async def slow(_: httpx2.Request) -> httpx2.Response:
        await asyncio.sleep(60)
        return httpx2.Response(200)

    monkeypatch.setattr(gateway, "WHOLE_SECONDS", 0.01)
    assert "in time" in str(await failure(slow))  # type: ignore[arg-type]


@pytest.mark.parametrize("key", ["", "two words", "line\nbreak", "schlüssel"])
async def test_a_key_that_can_be_none_is_not_sent(key: str) -> None:
    wire = answering({"data": 1})
    raised = await failure(wire, Access(url=ACCESS.url, host=ACCESS.host, key=Secret(key)))
    assert (type(raised), wire.requests) == (KeyRefusedError, [])
    assert not key or key not in str(raised)


@pytest.mark.parametrize("url", ["", "gateway.example", "https://", "http://[", "http://a b"])
async def test_an_address_that_is_none(url: str) -> None:
    access = Access(url=url, host=ACCESS.host, key=ACCESS.key)
    async with httpx2.AsyncClient() as http:
        with pytest.raises(UpstreamError):
            await ask(access, http, lambda: NOW, "/v1/info", {})


@pytest.mark.parametrize(
    ("headers", "quota"),
    [
        ({}, None),
        ({"x-ratelimit-limit": "5", "x-ratelimit-remaining": "4"}, None),
        (
            {
                "X-RateLimit-Requests-Limit": "500",
                "X-RateLimit-Requests-Remaining": "0",
                "X-RateLimit-Requests-Reset": "43200",
            },
            Quota(limit=500, remaining=0, resets_at=NOW.replace(day=2, hour=0)),
        ),
        ({"x-ratelimit-requests-remaining": "-1", "x-ratelimit-requests-limit": "500"}, Quota(limit=500)),
        ({"x-ratelimit-requests-reset": "9" * 14, "x-ratelimit-requests-limit": "1e3"}, Quota()),
    ],
)
def test_the_quota_in_the_headers(headers: dict[str, str], quota: Quota | None) -> None:
    assert quota_of(httpx2.Headers(headers), NOW) == quota


async def test_the_key_is_in_no_error_traceback_or_log(caplog: pytest.LogCaptureFixture) -> None:
    """Over a real connection, with everything that the libraries log; locals of all frames included."""
    caplog.set_level(logging.DEBUG)

    async def cutting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
        writer.close()

    server = await asyncio.start_server(cutting, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    errors = []
    async with server, httpx2.AsyncClient() as http:
        for url in (f"http://127.0.0.1:{port}", "http://127.0.0.1:1", "ftp://127.0.0.1"):
            access = Access(url=url, host="social-api4.p.rapidapi.com", key=Secret(KEY))
            with pytest.raises(UpstreamError) as raised:
                await ask(access, http, lambda: NOW, "/v1/info", {"name": "contoh"})
            errors.append(raised.value)
    errors += [await failure(answering(body, status)) for status, body, *_ in REFUSALS]
    for error in errors:
        deep = traceback.TracebackException.from_exception(error, capture_locals=True)
        assert KEY not in "".join([str(error), repr(error), error.hint, *deep.format()])
    assert caplog.records
    assert KEY not in caplog.text
    assert KEY not in repr(ACCESS)


async def test_the_key_is_in_no_repr_of_a_client() -> None:
    wire = Wire(lambda _: httpx2.Response(404, json={"detail": "Not found"}))
    source = client("social-api4", wire)
    assert KEY not in repr(source)
    with pytest.raises(GoneError) as raised:
        await source.profile(Target(account=AccountRef(platform="instagram", handle="hilang")))
    deep = traceback.TracebackException.from_exception(raised.value, capture_locals=True)
    assert KEY not in "".join(deep.format())
