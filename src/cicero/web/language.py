"""Which language a page is read in."""

from __future__ import annotations

from typing import Any

from litestar import Request

from cicero.language import LANGUAGES, Language

COOKIE = "cicero_language"


def language_of(request: Request[Any, Any, Any], preferred: str | None = None) -> Language:
    """The person's own setting, else what was chosen here, else the browser's first that we speak."""
    wishes = [preferred, request.cookies.get(COOKIE)]
    accepted = request.headers.get("accept-language", "")
    wishes += [part.split(";")[0].strip()[:2].lower() for part in accepted.split(",")]
    for wish in wishes:
        for language in LANGUAGES:
            if wish == language:
                return language
    return "en"
