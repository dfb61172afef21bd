"""From an error to the answer: problem details (RFC 9457) for programs, a page for people.

Everything under /api and /health answers `application/problem+json`: type, title, status, detail, hint.
Elsewhere `web.error_page(request, status, title, message, hint)` answers, and who is not signed in is led
to /sign-in. The endpoints of the contract with existing dashboards answer in its own form. What went wrong
inside is logged and never shown; the request id connects the two.
"""

from __future__ import annotations

import re
from html import escape
from http import HTTPStatus
from traceback import walk_tb
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec
import psycopg
import psycopg_pool
import structlog
from litestar import MediaType, Request, Response
from litestar.datastructures import State
from litestar.exceptions import (
    ClientException,
    HTTPException,
    NotFoundException,
    PermissionDeniedException,
    SerializationException,
    ValidationException,
)
from litestar.response import Redirect
from litestar.serialization import decode_json
from msgspec import UNSET

from cicero import web
from cicero.api.contract import CONTRACT, ENDPOINT_NOT_FOUND, PLACES, failure
from cicero.api.problem import PROBLEM, Problem, WrongField
from cicero.app.guard import MovedError
from cicero.errors import CiceroError, DatabaseError, ForbiddenError, InputError, NotFoundError
from cicero.web.language import language_of
from cicero.web.sentences import said

log = structlog.get_logger("cicero.failures")

AS_JSON = "Send JSON as /api/docs describes it."

AnyRequest = Request[Any, Any, State]


def answer(request: AnyRequest, error: Exception) -> Response[Any]:
    if isinstance(error, MovedError):
        return Redirect(str(error), status_code=308)
    problem = describe(error, request)
    if problem.status >= 500:
        log.error("failed", path=request.url.path, problem=problem.detail, exc_info=error)
    headers = dict(getattr(error, "headers", None) or {})
    if is_of_contract(request):
        told = failure(_told_to_reader(request, problem))
        return Response(told, status_code=problem.status, headers=headers, media_type=MediaType.JSON)
    if is_for_programs(request.url.path):
        return Response(problem, status_code=problem.status, headers=headers, media_type=PROBLEM)
    if problem.status == 401:
        return _to_sign_in(request)
    page = _page(request, problem)
    page.headers.update(headers)
    return page


def is_for_programs(path: str) -> bool:
    return path == "/health" or path == "/api" or path.startswith("/api/")


def is_of_contract(request: AnyRequest) -> bool:
    handler = request.scope.get("route_handler")
    if handler is not None and handler.opt.get(CONTRACT):
        return True
    return request.url.path.startswith(PLACES)


def _told_to_reader(request: AnyRequest, problem: Problem) -> Problem:
    """In the language that the dashboard's browser asks for, where the sentence is a known one."""
    if request.scope.get("route_handler") is None and problem.status == 404:
        return msgspec.structs.replace(problem, detail=ENDPOINT_NOT_FOUND, hint="")
    language = language_of(request)
    return msgspec.structs.replace(
        problem, detail=said(language, problem.detail), hint=said(language, problem.hint)
    )


def describe(error: Exception, request: AnyRequest) -> Problem:
    if isinstance(error, psycopg.OperationalError | psycopg_pool.PoolTimeout):
        error = DatabaseError("The database does not answer.", "Try again in a moment.")
    if isinstance(error, psycopg.DataError) and "NUL" in str(error):
        error = InputError("The request holds a zero byte.", "Leave it out: no name or text contains one.")
    if isinstance(error, ClientException) and isinstance(error.__cause__, SerializationException):
        error = InputError(f"The body cannot be read: {error.detail}.", AS_JSON)
    if isinstance(error, UnicodeDecodeError | RecursionError) and _is_of_body(error):
        error = InputError("The body cannot be read: it is not UTF-8, or nested too deep.", AS_JSON)
    if isinstance(error, HTTPException):
        return _of_framework(error, request)
    if isinstance(error, CiceroError):
        return _problem(error, request)
    unknown = CiceroError("Something went wrong inside Cicero.", "The log tells more under the request id.")
    return _problem(unknown, request)


def _is_of_body(error: Exception) -> bool:
    """Whether it came up where the framework reads JSON, which lets it through as it is."""
    return any(frame.f_code is decode_json.__code__ for frame, _ in walk_tb(error.__traceback__))


def _problem(error: CiceroError, request: AnyRequest) -> Problem:
    kind = re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__.removesuffix("Error")).lower()
    return Problem(
        type=f"urn:cicero:problem:{kind}",
        title=error.title,
        status=error.status,
        detail=str(error),
        hint=error.hint,
        request_id=request.scope["state"]["request_id"] if error.status >= 500 else UNSET,
    )


def _of_framework(error: HTTPException, request: AnyRequest) -> Problem:
    path = request.url.path
    if isinstance(error, NotFoundException):
        return _problem(
            NotFoundError(f"There is nothing at {path}.", "/api/docs lists what there is."), request
        )
    if isinstance(error, PermissionDeniedException):
        return _problem(
            ForbiddenError(
                "The form token is missing or no longer valid.",
                "Reload the page and try again. Programs send `Authorization: Bearer` instead of a cookie.",
            ),
            request,
        )
    if isinstance(error, ValidationException):
        return _invalid(error, request)
    phrase = HTTPStatus(error.status_code).phrase
    detail = f"{path} does not answer to {request.method}." if error.status_code == 405 else error.detail
    return Problem(
        type="about:blank", title=phrase, status=error.status_code, detail=detail if detail else phrase
    )


def _invalid(error: ValidationException, request: AnyRequest) -> Problem:
    """Names each wrong parameter or field and what was expected of it."""
    found = error.extra if isinstance(error.extra, list) else []
    errors = [WrongField(str(one.get("key", "")), str(one.get("message", ""))) for one in found]
    told = "; ".join(f"{one.name}: {one.message}" if one.name else one.message for one in errors)
    problem = _problem(InputError(told or error.detail, "/api/docs says what each one may be."), request)
    return msgspec.structs.replace(problem, errors=errors)


def _to_sign_in(request: AnyRequest) -> Response[Any]:
    """Where people sign in; the way back is kept for what can simply be opened again."""
    target = "/sign-in"
    if request.method == "GET":
        path = request.headers.get("hx-current-url") or request.url.path
        query = request.url.query if "hx-request" not in request.headers else ""
        target += "?next=" + quote(f"{local(path)}?{query}" if query else local(path), safe="/")
    if "hx-request" in request.headers:
        return Response(b"", status_code=401, headers={"hx-redirect": target}, media_type=MediaType.HTML)
    return Redirect(target, status_code=303)


def local(address: str) -> str:
    """The part of an address after the host; never one that leads away from here."""
    try:
        parts = urlsplit(address)
    except ValueError:  # a header that is no address
        return "/"
    path = "/" + parts.path.lstrip("/\\")
    return f"{path}?{parts.query}" if parts.query else path


def _page(request: AnyRequest, problem: Problem) -> Response[Any]:
    """The error as a page of ours, else as a bare one: an error must not be hidden by another."""
    try:
        return web.error_page(request, problem.status, problem.title, problem.detail, problem.hint)
    except Exception as error:
        log.error("the error page failed", exc_info=error)
        text = f"<h1>{escape(problem.title)}</h1><p>{escape(problem.detail)}</p><p>{escape(problem.hint)}</p>"
        page = f"<!doctype html><title>{escape(problem.title)}</title>{text}"
        return Response(page, status_code=problem.status, media_type=MediaType.HTML)
