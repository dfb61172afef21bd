"""Light, dark, or as the system says: the person's own, else what a cookie keeps for this browser."""

from __future__ import annotations

from typing import Any, Literal, get_args

from litestar import Request

Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = get_args(Theme)
COOKIE = "cicero_theme"


def theme_of(request: Request[Any, Any, Any], preferred: str | None = None) -> Theme:
    for wish in (preferred, request.cookies.get(COOKIE)):
        for theme in THEMES:
            if wish == theme:
                return theme
    return "auto"
