"""What the rooms below say of signing in is said in the reader's language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import zxcvbn

from cicero.errors import CodeNeededError, ThrottledError
from cicero.web.sentences import SENTENCES, said

CICERO = Path(str(files("cicero")))
LIBRARY = (Path(zxcvbn.__file__).parent / "feedback.py").read_text(encoding="utf-8")
OF_WAYS_IN = (
    "authentication",
    "credential",
    "guessing",
    "halfway",
    "new_password",
    "second_step",
    "strength",
)
FOR_PROGRAMS = {"Send it, or a recovery code, as `code`."}


def texts(source: str) -> Iterator[str]:
    """Every text without a value in it that stands in the code, put together where it is in parts."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def refusals(source: str) -> Iterator[str]:
    """What the errors say that are made there."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Error"):
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


@pytest.mark.parametrize("module", OF_WAYS_IN)
def test_every_refusal_of_a_way_in_is_translated(module: str) -> None:
    source = (CICERO / "auth" / f"{module}.py").read_text(encoding="utf-8")
    assert set(refusals(source)) - set(SENTENCES) - FOR_PROGRAMS == set()


def test_nothing_is_listed_that_nobody_says() -> None:
    written = {
        text
        for path in CICERO.rglob("*.py")
        if path.name != "sentences.py"
        for text in texts(path.read_text())
    }
    assert [one for one in SENTENCES if one not in written | set(texts(LIBRARY))] == []


def test_every_warning_of_the_library_is_listed() -> None:
    warnings = {text for text in texts(LIBRARY) if text.endswith(("guess.", "password.", '"abc".'))}
    assert len(warnings) > 10
    assert warnings - set(SENTENCES) - {"Reversed words aren't much harder to guess."} == set()


def test_a_sentence_that_is_not_listed_stays_as_it_is() -> None:
    assert (
        said("id", ThrottledError("There were too many tries.", retry_after=1).title)
        == "Terlalu banyak percobaan"
    )
    assert said("en", "There were too many tries.") == "There were too many tries."
    assert said("id", CodeNeededError("100% other").args[0]) == "100% other"
    assert said("id", "") == ""
