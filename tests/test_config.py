from __future__ import annotations

from pathlib import Path

import pytest

from cicero.config import described, load, variable
from cicero.errors import InputError


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "cicero.toml").write_text('port = 9000\nhost = "0.0.0.0"\n')
    settings = load({"CICERO_DATA_DIR": str(tmp_path), "CICERO_PORT": "9001"})
    assert (settings.port, settings.host, settings.data_dir) == (9001, "0.0.0.0", tmp_path)  # noqa: S104


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"CICERO_PORT": "eight"}, "port"),
        ({"CICERO_PORT": "70000"}, "port"),
        ({"CICERO_CONFIG": "/nowhere/cicero.toml"}, "/nowhere/cicero.toml"),
    ],
)
def test_a_wrong_setting_is_named(environ: dict[str, str], said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        load({"CICERO_DATA_DIR": str(tmp_path), **environ})


def test_an_unknown_setting_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cicero.toml").write_text("prot = 9000\n")
    with pytest.raises(InputError, match="prot"):
        load({"CICERO_DATA_DIR": str(tmp_path)})


def test_a_broken_settings_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "cicero.toml").write_text("port = = 9000\n")
    with pytest.raises(InputError, match=r"cicero\.toml"):
        load({"CICERO_DATA_DIR": str(tmp_path)})


def test_every_setting_says_what_it_is_for() -> None:
    assert all(help_ for _, _, help_ in described())
    assert variable("database_url") == "DATABASE_URL"
