"""Form tokens: what changes something must carry a token that another site cannot read.

The token stands in a cookie and, by the page, in the form (`_csrf_token`) or in the header `x-csrftoken`. It
is signed, so a made-up one is none; and a new one is handed out with every session, so that one seen before a
sign-in is worth nothing after it. Requests with `Authorization: Bearer` need none: no page can make a browser
send that.

Where browsers say it, a request that another site caused is refused whatever token it carries.
"""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import MutableScopeHeaders, State
from litestar.enums import RequestEncodingType, ScopeType
from litestar.exceptions import PermissionDeniedException
from litestar.middleware.csrf import CSRFMiddleware, generate_csrf_token
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from litestar.utils.scope.state import ScopeState

from cicero.app.cross_origin import header, is_admitted
from cicero.auth import COOKIE
from cicero.config import Settings
from cicero.secret import installation_key

SAFE = ("GET", "HEAD", "OPTIONS")
READ_ONLY = ("/api/", "/health", "/static/", "/pictures/")
FORMS = {RequestEncodingType.URL_ENCODED, RequestEncodingType.MULTI_PART}
OWN_SITE = ("", "same-origin", "none")
"""`Sec-Fetch-Site` of a form on our page, or of an address typed in; old browsers, and all of them over plain
HTTP, do not say. `same-site` is not enough: that is every other host of the same domain."""


def form_tokens(settings: Settings) -> CSRFConfig:
    """`__Host-`: browsers take such a cookie from this very host alone, not from another of the domain."""
    secure = settings.public_url.startswith("https:")
    return CSRFConfig(
        secret=installation_key(settings),
        cookie_name="__Host-cicero_form" if secure else "cicero_form",
        cookie_secure=secure,
        cookie_httponly=True,
    )


class FormTokens:
    """Around each route. What signs the tokens is the installation's and stands in `app.state`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or _needs_none(scope):
            await self.app(scope, receive, send)
        else:
            await _Checked(self.app, scope["litestar_app"].state).admit(scope, receive, send)


class _Checked(CSRFMiddleware):
    """For one request. `state`: `form_tokens`, how they are made; `origins`, whose pages use the API."""

    def __init__(self, app: ASGIApp, state: State) -> None:
        super().__init__(app, state.form_tokens)
        self.origins: frozenset[str] = state.origins

    async def admit(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        if scope["method"] in SAFE:
            await self._hand_out(scope, receive, send)
        else:
            await self._check(scope, receive, send)

    async def _hand_out(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """A cookie that was not signed here, or with another key than now, is replaced."""
        cookie: str | None = Request[Any, Any, Any](scope).cookies.get(self.config.cookie_name)
        token = cookie if cookie and self._signed(cookie) else None
        handed = token or generate_csrf_token(self.config.secret)
        ScopeState.from_scope(scope).csrf_token = handed
        await self.app(scope, receive, self.create_send_wrapper(send, handed, token))

    async def _check(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        if header(scope, b"sec-fetch-site") not in OWN_SITE and not is_admitted(scope, self.origins):
            raise PermissionDeniedException("another site caused the request")
        request = Request[Any, Any, Any](scope, receive)
        token = await _token_of(request, self.config.header_name)
        cookie = request.cookies.get(self.config.cookie_name)
        if not token or not cookie or not self._signed(token) or self._signed(token) != self._signed(cookie):
            raise PermissionDeniedException("the form token is missing or does not fit")
        ScopeState.from_scope(scope).csrf_token = token
        await self.app(scope, receive, self._renewing(send))

    def _signed(self, token: str) -> str | None:
        """The random part of a token that we signed. Only ASCII can be compared safely."""
        return self._decode_csrf_token(token) if token.isascii() else None

    def _renewing(self, send: Send) -> Send:
        """Where a session begins or ends, the token does too."""

        async def send_renewing(message: Message) -> None:
            if message["type"] == "http.response.start":
                cookies = MutableScopeHeaders.from_message(message).getall("set-cookie", [])
                if any(one.partition("=")[0].strip() == COOKIE for one in cookies):
                    self._set_cookie_if_needed(message, generate_csrf_token(self.config.secret))
            await send(message)

        return send_renewing


async def _token_of(request: Request[Any, Any, Any], name: str) -> str:
    if token := request.headers.get(name):
        return token
    if request.content_type[0] not in FORMS:
        return ""
    token = (await request.form()).get("_csrf_token", "")
    return token if isinstance(token, str) else ""


def _needs_none(scope: HTTPScope) -> bool:
    """Programs name themselves by header; what only reads and is no page has no form to put a token in."""
    if header(scope, b"authorization").partition(" ")[0].lower() == "bearer":
        return True
    if scope["route_handler"].opt.get("exclude_from_csrf"):
        return True
    return scope["method"] in SAFE and scope["path"].startswith(READ_ONLY)
