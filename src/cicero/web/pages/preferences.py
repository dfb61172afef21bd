"""The theme and the language: of whoever is signed in, and of this browser for who is not yet."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from cicero import auth
from cicero.language import LANGUAGES
from cicero.web import language, theme
from cicero.web.given import Accesses, Connection, Visitor
from cicero.web.links import own_path

A_YEAR = 365 * 86_400


class Preferences(Struct, frozen=True, kw_only=True):
    theme: str | None = None
    language: str | None = None
    next: str = "/"


@post("/preferences", needs="open")
async def preferences(
    connection: Connection,
    visitor: Visitor,
    accesses: Accesses,
    data: Annotated[Preferences, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    if visitor:
        await auth.change_taste(
            connection,
            visitor.person_id,
            theme=data.theme if data.theme in theme.THEMES else None,
            language=data.language if data.language in LANGUAGES else None,
        )
        accesses.forget(visitor.person_id)
    cookies = kept_here(data.theme, data.language)
    return Redirect(own_path(data.next), status_code=303, cookies=cookies)


def kept_here(wanted_theme: str | None, wanted_language: str | None) -> list[Cookie]:
    """Cookies with what is known of these."""
    chosen = (
        (theme.COOKIE, wanted_theme, theme.THEMES),
        (language.COOKIE, wanted_language, LANGUAGES),
    )
    return [_cookie(name, value) for name, value, known in chosen if value in known]


def _cookie(name: str, value: str | None) -> Cookie:
    return Cookie(name, value=value, path="/", max_age=A_YEAR, samesite="lax", httponly=True)
