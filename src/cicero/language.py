"""The reader's language and its words. The English texts stand in the code and templates themselves.

What they are in another language stands in `locales`, one file for each part of the portal.
"""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, get_args

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def translations(language: Language) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def catalogue(language: Language) -> Catalog:
    """All texts of the language's files, read together."""
    text = [path.read_bytes() for path in sorted(_folder(language).iterdir(), key=lambda path: path.name)]
    parts = [read_po(io.BytesIO(part), locale=language, abort_invalid=True) for part in text]
    whole = parts[0]
    for part in parts[1:]:
        for message in part:
            if message.id:
                whole[message.id] = message
    return whole


def _folder(language: Language) -> Traversable:
    return files("cicero") / "locales" / language


def translate(language: Language, text: str, **values: object) -> str:
    return translations(language).gettext(text) % values if values else translations(language).gettext(text)
