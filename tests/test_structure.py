"""The limits that keep files readable: files of 400 lines, functions of 50, and no half-made merge."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VENDORED = {"0003_queue.sql"}
"""Kept as somebody else wrote it."""
SOURCES = sorted(
    path
    for folder in ("src", "tests", "bench")
    for suffix in ("*.py", "*.sql", "*.html", "*.ts", "*.css")
    for path in (ROOT / folder).rglob(suffix)
    if "node_modules" not in path.parts and "dist" not in path.parts and path.name not in VENDORED
)
FILE_LINES, FUNCTION_LINES = 400, 50
WRITTEN = (
    ".py",
    ".sql",
    ".html",
    ".ts",
    ".css",
    ".md",
    ".toml",
    ".lock",
    ".po",
    ".txt",
    ".sh",
    ".json",
    ".yml",
)
BUILT = {".venv", "node_modules", "dist", "build", ".git", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
MARKER = re.compile(r"^(<{7}|>{7}|\|{7})( |$)", re.MULTILINE)
"""What git leaves where two changes meet; its `=======` alone could be a heading."""


def written(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in BUILT and not path.is_symlink():
            yield from written(path)
        elif path.suffix in WRITTEN or path.name == "Makefile":
            yield path


def long_functions(source: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            lines = node.end_lineno - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield node.name, lines


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= FILE_LINES
    if path.suffix == ".py":
        assert list(long_functions(text)) == []


def test_a_long_function_is_noticed() -> None:
    body = "\n".join(["    pass"] * FUNCTION_LINES)
    assert list(long_functions(f"def long():\n{body}\n")) == [("long", FUNCTION_LINES + 1)]


def test_no_merge_was_left_half_made() -> None:
    assert [
        str(path.relative_to(ROOT)) for path in written(ROOT) if MARKER.search(path.read_text("utf-8"))
    ] == []


def test_a_half_made_merge_is_noticed() -> None:
    assert MARKER.search("ours\n" + "<" * 7 + " HEAD\n")
    assert not MARKER.search("a table of\n=======\n<<<<<<<< and more")


def test_no_room_is_without_its_sentence() -> None:
    rooms = [path for path in (ROOT / "src" / "cicero").iterdir() if (path / "__init__.py").exists()]
    silent = [
        room.name
        for room in rooms
        if not ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    ]
    assert silent == []
