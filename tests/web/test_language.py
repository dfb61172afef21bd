"""Every text of the pages has its Indonesian form, with the same placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from cicero.language import catalogue

ROOT = Path(str(files("cicero")))
LOCALES = ROOT / "locales"
METHODS = [
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2.ext:babel_extract"),
    ("**/templates/**.txt", "jinja2.ext:babel_extract"),
]
OPTIONS = {"**/templates/**.html": {"trimmed": "true"}, "**/templates/**.txt": {"trimmed": "true"}}


def extracted() -> dict[str, str]:
    """Each text of the code and templates, by its identity, with where it stands."""
    found = extract_from_dir(
        ROOT,
        METHODS,
        OPTIONS,
        directory_filter=lambda path: "node_modules" not in path and "static" not in path,
    )
    return {_key(message): f"{name}:{line}" for name, line, message, _, _ in found}


def _key(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


@pytest.fixture(scope="module")
def indonesian() -> Catalog:
    return catalogue("id")


def test_no_two_files_translate_the_same_text() -> None:
    places: dict[str, list[str]] = {}
    for path in sorted((LOCALES / "id").glob("*.po")):
        for message in read_po(BytesIO(path.read_bytes()), locale="id", abort_invalid=True):
            if message.id:
                places.setdefault(_key(message.id), []).append(path.name)
    assert {text: names for text, names in places.items() if len(names) > 1} == {}


def test_every_text_is_translated(indonesian: Catalog) -> None:
    missing = {
        text: place
        for text, place in extracted().items()
        if text and not (indonesian.get(text) and any(_forms(indonesian, text)))
    }
    assert missing == {}


def test_nothing_is_translated_that_no_page_says(indonesian: Catalog) -> None:
    said = extracted()
    assert [m.id for m in indonesian if m.id and _key(m.id) not in said] == []


def test_translations_keep_the_placeholders(indonesian: Catalog) -> None:
    wrong = {
        text: form
        for text in extracted()
        for form in _forms(indonesian, text)
        if set(re.findall(r"%\(\w+\)s", text)) - {"%(num)s"}
        != set(re.findall(r"%\(\w+\)s", form)) - {"%(num)s"}
    }
    assert wrong == {}


def _forms(catalog: Catalog, text: str) -> Iterator[str]:
    message = catalog.get(text)
    if message:
        yield from [message.string] if isinstance(message.string, str) else message.string
