"""The theme and the language of this browser."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from cicero.web import language, theme
from cicero.web.pages.sign_in import own_path

A_YEAR = 365 * 86_400


class Preferences(Struct, frozen=True, kw_only=True):
    theme: str | None = None
    language: str | None = None
    next: str = "/"


@post("/preferences", needs="open", sync_to_thread=False)
def preferences(
    data: Annotated[Preferences, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    chosen = ((theme.COOKIE, data.theme, theme.THEMES), (language.COOKIE, data.language, language.LANGUAGES))
    cookies = [_cookie(name, value) for name, value, known in chosen if value in known]
    return Redirect(own_path(data.next), status_code=303, cookies=cookies)


def _cookie(name: str, value: str | None) -> Cookie:
    return Cookie(name, value=value, path="/", max_age=A_YEAR, samesite="lax", httponly=True)
