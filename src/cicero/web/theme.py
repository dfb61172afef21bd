"""Light, dark, or as the system says; kept in a cookie so that the first byte of a page is right."""

from __future__ import annotations

from typing import Any, Literal, get_args

from litestar import Request

Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = get_args(Theme)
COOKIE = "cicero_theme"


def theme_of(request: Request[Any, Any, Any], preferred: str | None = None) -> Theme:
    for wish in (request.cookies.get(COOKIE), preferred):
        for theme in THEMES:
            if wish == theme:
                return theme
    return "auto"
