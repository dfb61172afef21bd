"""`cicero account`, `sources` and `collect` against an emulator: what they say, and how they end."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import psycopg
import pytest
from tests.jobs.stage import emulator

from cicero import cli
from cicero.config import settings
from cicero.emulator import KEY

SMALL = "a-key-of-few-calls"
WRONG = "no-such-key-4711"
Said = tuple[int, str, str]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with emulator("--key", f"{SMALL}=3") as address:
        yield address


@pytest.fixture(autouse=True)
def _own_settings(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch, address: str
) -> Iterator[None]:
    monkeypatch.setenv("CICERO_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database)
    # The log is set up once for a process, and would outlive this test's output.
    for command in ("collect", "sources"):
        monkeypatch.setattr(f"cicero.cli.{command}.set_up_log", lambda *_, **__: None)
    monkeypatch.setattr("cicero.ingest.calling.FIRST_WAIT", 0.01)
    monkeypatch.setattr("cicero.ingest.calling.LONGEST_WAIT", 0.05)
    settings.cache_clear()
    fail(address)
    yield
    settings.cache_clear()


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Run a command with `given` on standard input: exit code, output, errors."""

    def run(*arguments: str, given: str = "") -> Said:
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        monkeypatch.setenv("COLUMNS", "300")
        code = cli.run(arguments)
        told = capsys.readouterr()
        # However it ended, no key may be seen by who looks over a shoulder or reads a log.
        assert WRONG not in told.out + told.err
        assert SMALL not in told.out + told.err
        return code, told.out, told.err

    return run


def fail(address: str, *faults: str) -> None:
    answer = httpx2.put(f"{address}/_emulator/faults", json=dict.fromkeys(faults, 1.0))
    assert answer.status_code == 200


def accounts(address: str) -> list[dict[str, Any]]:
    return [one for one in httpx2.get(f"{address}/_emulator/accounts").json() if not one["private"]]


def instagram(address: str) -> str:
    return next(str(one["handle"]) for one in accounts(address) if one["platform"] == "instagram")


def set_up(say: Callable[..., Said], address: str, key: str = KEY) -> None:
    arguments = ("sources", "set", "social-api4", "--url", address, "--per-minute", "100000")
    assert say(*arguments, given=f"{key}\n")[0] == 0


def count(database: str, query: str) -> int:
    with psycopg.connect(database) as connection:
        row = connection.execute(query).fetchone()  # type: ignore[call-overload]
    assert row
    return int(row[0])


def test_a_source_is_set_up_tried_and_collected_from(
    say: Callable[..., Said], address: str, database: str
) -> None:
    handle = instagram(address)
    code, out, _ = say("account", "add", f"instagram:{handle}", "--client", "kopi")
    assert (code, "Created the client kopi." in out) == (0, True)
    assert "`cicero sources` shows what is missing" in out
    set_up(say, address)
    code, out, _ = say("sources", "test", "social-api4")
    assert (code, "social-api4 answers." in out) == (0, True)
    code, out, _ = say("collect", "--client", "kopi")
    assert (code, out.startswith("1 accounts: ")) == (0, True)
    assert " 0 new posts" not in out
    assert count(database, "select count(*) from post") > 0
    code, out, _ = say("account", "list", "--client", "kopi")
    assert f"instagram:{handle}" in out
    code, out, _ = say("sources")
    assert code == 0
    assert "not set up: `cicero sources set NAME`" in out
    assert address in out


def test_an_account_that_is_let_go_is_no_longer_listed_and_keeps_its_posts(
    say: Callable[..., Said], address: str, database: str
) -> None:
    handle = instagram(address)
    set_up(say, address)
    say("account", "add", f"instagram:@{handle.upper()}", "--client", "kopi", "--competitor")
    assert "competitor" in say("account", "list", "--client", "kopi")[1]
    assert say("collect", "--no-past")[0] == 0
    code, out, _ = say("account", "remove", f"instagram:{handle}", "--client", "kopi")
    assert (code, "What was collected stays." in out) == (0, True)
    assert handle not in say("account", "list", "--client", "kopi")[1]
    assert count(database, "select count(*) from post") > 0
    code, _, err = say("account", "remove", f"instagram:{handle}", "--client", "kopi")
    assert (code, "does not watch" in err) == (2, True)
    code, _, err = say("collect")
    assert (code, "Nobody watches any account." in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["account", "add", "kopi.nusantara", "--client", "kopi"], "does not say which network"),
        (["account", "add", "instagram:no spaces", "--client", "kopi"], "cannot be a handle on Instagram"),
        (["account", "list", "--client", "teh"], "There is no client 'teh'"),
        (["sources", "set", "no-such-source"], "no-such-source"),
        (["sources", "set", "social-api4"], "There is no key"),
        (["sources", "set", "social-api4", "--key-file", "/nowhere"], "cannot be read"),
        (["sources", "set", "social-api4", "--keep-key", "--url", "http://example.org"], "https://"),
        (["sources", "test", "no-such-source"], "no-such-source"),
    ],
)
def test_what_cannot_be_used_is_told(say: Callable[..., Said], arguments: list[str], said: str) -> None:
    code, out, err = say(*arguments)
    assert (code, said in err) == (2, True), err
    assert out == ""


def test_collecting_without_a_source_says_how_to_set_one_up(say: Callable[..., Said], address: str) -> None:
    say("account", "add", f"instagram:{instagram(address)}", "--client", "kopi")
    code, _, err = say("collect")
    assert code == 5
    assert "`cicero sources set NAME`" in err


def test_a_wrong_key_is_told_by_test_collect_and_list(say: Callable[..., Said], address: str) -> None:
    say("account", "add", f"instagram:{instagram(address)}", "--client", "kopi")
    set_up(say, address, WRONG)
    code, out, _ = say("sources", "test", "social-api4")
    assert (code, "key" in out) == (5, True)
    assert "key refused" in say("sources")[1]
    code, _, err = say("collect")
    assert code == 5
    assert "`cicero sources` shows why" in err


def test_a_key_that_is_forgotten_is_asked_nothing_any_more(
    say: Callable[..., Said], address: str, database: str
) -> None:
    set_up(say, address)
    code, out, _ = say("sources", "forget-key", "social-api4")
    assert (code, "is gone" in out) == (0, True)
    assert count(database, "select count(*) from source where sealed_key is not null") == 0
    code, out, _ = say("sources", "test", "social-api4")
    assert (code, "is not set up" in out) == (5, True)


def test_a_plan_that_is_used_up_is_told(say: Callable[..., Said], address: str) -> None:
    say("account", "add", f"instagram:{instagram(address)}", "--client", "kopi")
    set_up(say, address, SMALL)
    code, out, _ = say("collect")
    assert code == 5
    assert "quota" in out.lower() or "used up" in out
    assert "quota" in say("sources")[1]


@pytest.mark.parametrize(("fault", "said"), [("private", "private"), ("gone", "knows nothing of that name")])
def test_an_account_that_cannot_be_read_is_told(
    say: Callable[..., Said], address: str, fault: str, said: str
) -> None:
    handle = instagram(address)
    set_up(say, address)
    say("account", "add", f"instagram:{handle}", "--client", "kopi")
    fail(address, f"{fault}:{handle}")
    code, out, _ = say("collect")
    assert f"instagram:{handle}" in out
    assert said in out.lower()
    assert code == 5


def test_a_key_from_a_file_is_kept_sealed(
    say: Callable[..., Said], address: str, database: str, tmp_path: Path
) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\r\nsomething else\n")
    assert say("sources", "set", "social-api4", "--url", address, "--key-file", str(file))[0] == 0
    assert say("sources", "test", "social-api4")[0] == 0
    with psycopg.connect(database) as connection:
        row = connection.execute("select sealed_key from source where sealed_key is not null").fetchone()
    assert row
    assert KEY.encode() not in bytes(row[0])
