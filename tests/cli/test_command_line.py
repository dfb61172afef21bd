"""Every ending of a command: an exit code, at most two sentences, never a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from cicero import cli
from cicero.cli.config import as_markdown
from cicero.config import settings
from cicero.errors import ConflictError, DatabaseError

ROOT = Path(__file__).parents[2]
Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CICERO_DATA_DIR", str(tmp_path))
    settings.cache_clear()


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    def fail_with(error: BaseException) -> None:
        def fail(**_: object) -> None:
            raise error

        monkeypatch.setattr("cicero.cli.config.config", fail)

    monkeypatch.fail_with = fail_with  # type: ignore[attr-defined]
    return monkeypatch


def test_help_names_every_command_and_reads_none_in(capsys: Said) -> None:
    assert cli.run(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(name in said and told in said for name, _, told in cli.COMMANDS)


@pytest.mark.parametrize("name", [name for name, _, _ in cli.COMMANDS])
def test_every_command_has_help(name: str, capsys: Said) -> None:
    assert cli.run([name, "--help"]) == 0
    assert f"Usage: cicero {name}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["bogus"], 'cicero: Unknown command "bogus"', "See `cicero --help`."),
        (["serve", "--port", "x"], "cicero: Invalid value for --port", "See `cicero serve --help`."),
        (["user", "create"], "cicero: ", "See `cicero user create --help`."),
    ],
)
def test_a_wrong_command_line(arguments: list[str], message: str, hint: str, capsys: Said) -> None:
    assert cli.run(arguments) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith(message)
    assert second.strip() == hint


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            ConflictError("It is there.", "Take another."),
            2,
            ["cicero: It is there.", "        Take another."],
        ),
        (DatabaseError("It is away."), 3, ["cicero: It is away."]),
        (KeyboardInterrupt(), 130, []),
    ],
)
def test_an_error_meant_for_people(
    failing: pytest.MonkeyPatch, error: BaseException, code: int, said: list[str], capsys: Said
) -> None:
    failing.fail_with(error)  # type: ignore[attr-defined]
    assert cli.run(["config"]) == code
    assert capsys.readouterr().err.splitlines() == said


def test_a_fault_of_ours_is_one_line_and_a_file(
    failing: pytest.MonkeyPatch, tmp_path: Path, capsys: Said
) -> None:
    failing.fail_with(ZeroDivisionError("the\ninside"))  # type: ignore[attr-defined]
    assert cli.run(["config"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "cicero: Something went wrong inside Cicero: the inside",
        f"        The details are in {tmp_path / 'failures.log'}.",
    ]
    assert "ZeroDivisionError: the\ninside" in (tmp_path / "failures.log").read_text()


def test_debug_shows_it(failing: pytest.MonkeyPatch) -> None:
    failing.fail_with(ZeroDivisionError())  # type: ignore[attr-defined]
    with pytest.raises(ZeroDivisionError):
        cli.run(["--debug", "config"])


def test_a_wrong_setting_is_an_error_too(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setenv("CICERO_PORT", "many")
    assert cli.run(["config"]) == 2
    assert "A setting is wrong" in capsys.readouterr().err


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://cicero:hunter2@db/cicero")
    monkeypatch.setenv("CICERO_PORT", "8999")
    assert cli.run(["config"]) == 0
    said = capsys.readouterr().out
    assert "hunter2" not in said
    assert "8999" in said


def test_the_page_about_settings_is_up_to_date() -> None:
    """Made by: cicero config --markdown > docs/settings.md"""
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == as_markdown()
