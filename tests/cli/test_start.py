"""What `make run` does: what is configured is served, else the demonstration is shown."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from cicero import cli
from cicero.cli import demo, start
from cicero.config import Settings, settings


@pytest.fixture
def untouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("CICERO_CONFIG", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return Settings(data_dir=tmp_path)


def test_nothing_is_configured_on_a_new_machine(untouched: Settings) -> None:
    assert not start.configured(untouched)
    # the demonstration itself is no configuration: it is shown again next time
    (untouched.data_dir / "demo" / "postgres" / "data").mkdir(parents=True)
    assert not start.configured(untouched)


@pytest.mark.parametrize("what", ["database", "file", "data", "variable"])
def test_whatever_somebody_set_up_is_served(
    untouched: Settings, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = untouched
    if what == "database":
        chosen = msgspec.structs.replace(untouched, database_url="postgresql://somewhere/cicero")
    elif what == "file":
        (untouched.data_dir / "cicero.toml").touch()
    elif what == "data":
        (untouched.data_dir / "postgres" / "data").mkdir(parents=True)
    else:
        monkeypatch.setenv("CICERO_CONFIG", "/etc/cicero.toml")
    assert start.configured(chosen)


@pytest.mark.parametrize("configured", [True, False])
def test_start_chooses(
    untouched: Settings, configured: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CICERO_DATA_DIR", str(untouched.data_dir))
    settings.cache_clear()
    monkeypatch.setattr("cicero.cli.start.configured", lambda _: configured)
    monkeypatch.setattr("cicero.cli.serve.serve", lambda: 11)
    monkeypatch.setattr("cicero.cli.demo.run", lambda: 22)
    assert cli.run(["start"]) == (11 if configured else 22)
    assert ("For real: `cicero serve`" in capsys.readouterr().out) is not configured
    settings.cache_clear()


def test_the_demonstration_is_kept_apart(untouched: Settings) -> None:
    apart = demo.own_settings(untouched, None, 8700)
    assert apart.data_dir == untouched.data_dir / "demo"
    assert apart.port == 8700


def test_removing_it_needs_nothing_to_be_there_and_leaves_the_rest(
    untouched: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CICERO_DATA_DIR", str(untouched.data_dir))
    settings.cache_clear()
    (untouched.data_dir / "demo").mkdir()
    (untouched.data_dir / "real").touch()
    assert cli.run(["demo", "--remove"]) == 0
    assert capsys.readouterr().out == "The demonstration is gone.\n"
    assert [path.name for path in untouched.data_dir.iterdir()] == ["real"]
    assert cli.run(["demo", "--remove"]) == 0
    assert cli.run(["demo", "--watch", "99"]) == 2
    settings.cache_clear()
