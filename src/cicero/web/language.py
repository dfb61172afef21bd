"""The reader's language: which one, and its words. The English texts stand in the templates themselves."""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import Any, Literal, get_args

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from litestar import Request

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
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


@cache
def translations(language: Language) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    path = files("cicero.web") / "locales" / language / "LC_MESSAGES" / "cicero.po"
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(path.read_bytes()), locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def translate(language: Language, text: str, **values: object) -> str:
    return translations(language).gettext(text) % values if values else translations(language).gettext(text)
