"""`DATABASE_URL`: every way to write it, and what is said when it cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from cicero.config import load
from cicero.db import database as open_database
from cicero.db import ensure_database, migrate, reach, stop_database
from cicero.errors import DatabaseError

SECRET = "p@ss/w:rd?#%é"


@pytest.fixture
def role(database: str) -> Iterator[str]:
    """A role with a password that needs care, and rights on this test's database only, as its owner has."""
    name = f"o'role {conninfo_to_dict(database)['dbname']}"
    identifier = psycopg.sql.Identifier(name)
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(psycopg.sql.SQL("create role {} login password {}").format(identifier, SECRET))
        connection.execute(psycopg.sql.SQL("grant cicero_app to {}").format(identifier))
        named = psycopg.sql.Identifier(str(conninfo_to_dict(database)["dbname"]))
        connection.execute(psycopg.sql.SQL("grant create on database {} to {}").format(named, identifier))
        yield name
        connection.execute(psycopg.sql.SQL("drop owned by {}; drop role {}").format(identifier, identifier))


def urls(database: str, user: str, password: str) -> dict[str, str]:
    parts = conninfo_to_dict(database)
    host, port, name = str(parts["host"]), parts["port"], parts["dbname"]
    who = f"{quote(user, safe='')}:{quote(password, safe='')}"
    there = quote(host, safe="")
    quoted = {
        key: str(value).replace("\\", r"\\").replace("'", r"\'")
        for key, value in {"user": user, "password": password}.items()
    }
    return {
        "url with the host in the query": f"postgresql://{who}@/{name}?host={there}&port={port}",
        "url with the host in its place": f"postgres://{who}@{there}:{port}/{name}",
        "url with options": f"postgresql://{who}@{there}:{port}/{name}"
        "?application_name=x%20y&options=-c%20search_path%3Dpublic",
        "words": f"host={host} port={port} dbname={name} "
        f"user='{quoted['user']}' password='{quoted['password']}'",
    }


@pytest.mark.parametrize("form", urls("host=/x port=1 dbname=x", "u", "p"))
def test_every_form_works_and_can_be_migrated(database: str, role: str, form: str) -> None:
    url = urls(database, role, SECRET)[form]
    with psycopg.connect(database, autocommit=True) as connection:
        owner = psycopg.sql.Identifier(role)
        connection.execute("drop schema public cascade")
        connection.execute(psycopg.sql.SQL("create schema public authorization {}").format(owner))
    settings = load({"DATABASE_URL": url})
    assert psycopg.connect(ensure_database(settings)).info.user == role
    with open_database(settings) as conninfo:
        assert migrate(conninfo) == []
        with psycopg.connect(conninfo) as connection:
            assert connection.execute("select count(*) from post").fetchone() == (0,)
    stop_database(settings)


def test_without_the_right_to_make_tables_it_says_so(database: str, role: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("drop schema public cascade; create schema public")
    settings = load({"DATABASE_URL": urls(database, role, SECRET)["words"]})
    with pytest.raises(DatabaseError) as raised, open_database(settings):
        pass
    assert str(raised.value) in (
        "Cicero may not make its tables in this database: permission denied for schema public.",
        "Cicero may not make its tables in this database: no schema has been selected to create in.",
    )


@pytest.mark.parametrize("form", urls("host=/x port=1 dbname=x", "u", "p"))
def test_a_wrong_password_is_called_so_and_not_shown(database: str, role: str, form: str) -> None:
    url = urls(database, role, SECRET + "wrong")[form]
    error = refused(url)
    assert "password authentication failed" in str(error)
    assert error.hint == "Check the user and password in DATABASE_URL."


def test_a_database_that_does_not_exist_is_called_so(database: str) -> None:
    error = refused(database.replace(str(conninfo_to_dict(database)["dbname"]), "nowhere"))
    assert 'database "nowhere" does not exist' in str(error)
    assert error.hint == "Create that database and role on the server, or correct DATABASE_URL."


@pytest.mark.parametrize(
    ("url", "said", "advised"),
    [
        ("postgresql://u:{secret}@127.0.0.1:1/x", "Connection refused", "host and port"),
        ("postgresql://u:{secret}@no-such-host.invalid/x", "no-such-host.invalid", "host name"),
        ("host=/nonexistent user=u password={secret}", "No such file", "host and port"),
        ("postgresql://u:{secret}@127.0.0.1:notaport/x", "invalid integer value", "postgresql://user"),
        ("postgresql://u:{secret}%zz@127.0.0.1/x", "not an address", "postgresql://user"),
        ("mysql://u:{secret}@127.0.0.1/x", "not an address", "postgresql://user"),
        ("{secret}", "not an address", "postgresql://user"),
        ("postgresql://u:{secret}@127.0.0.1/x?no_such_option=1", "not an address", "postgresql://user"),
    ],
)
def test_what_is_wrong_is_said_without_the_password(url: str, said: str, advised: str) -> None:
    error = refused(url.format(secret="hunter2hunter2"))
    assert said in str(error)
    assert advised in error.hint


def test_a_password_in_what_the_server_says_is_hidden() -> None:
    error = reach.unreachable("password=hunter2hunter2", ValueError("no: hunter2hunter2 is wrong"))
    assert str(error) == "The database cannot be reached: no: *** is wrong."


def refused(url: str) -> DatabaseError:
    with pytest.raises(DatabaseError) as raised:
        ensure_database(load({"DATABASE_URL": url}))
    shown = f"{raised.value} {raised.value.hint}"
    for secret in ("hunter2", SECRET, quote(SECRET, safe="")):
        assert secret not in shown
    return raised.value


def test_an_older_server_is_refused(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "OLDEST", 99)
    error = refused(database)
    assert "Cicero needs 99 or newer" in str(error)


def test_nothing_is_written_to_the_data_directory(database: str, tmp_path: Path) -> None:
    settings = load({"DATABASE_URL": database, "CICERO_DATA_DIR": str(tmp_path / "data")})
    with open_database(settings):
        assert not (tmp_path / "data").exists()
