"""`cicero emulate`: answers where it says it does, and tells in words what it cannot do."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from cicero import cli

HOST = {"X-RapidAPI-Key": "small", "X-RapidAPI-Host": "tiktok-api23.p.rapidapi.com"}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Of an emulator in a process of its own, which is told to end after the test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = [sys.executable, "-m", "cicero.cli", "emulate", "--port", str(port), "--start", "2026-03-01"]
    line += ["--speed", "0", "--key", "small=2", "--fault", "gone:seduhsenja", "--seed", "5"]
    running = subprocess.Popen(line, stdout=subprocess.PIPE, text=True, cwd=tmp_path)
    try:
        assert running.stdout is not None
        said = [running.stdout.readline() for _ in range(4)]
        assert f"http://127.0.0.1:{port}" in said[0]
        assert "kopi.nusantara" in said[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0


def test_it_answers_over_the_network_until_told_to_end(address: str) -> None:
    with httpx2.Client(base_url=address, headers=HOST, timeout=10) as client:
        assert client.get("/_emulator/clock").json() == {"at": "2026-02-28T17:00:00Z", "speed": 0.0}
        answer = client.get("/api/user/info", params={"uniqueId": "kopi.nusantara"})
        assert answer.json()["userInfo"]["user"]["nickname"] == "Kopi Nusantara"
        assert answer.headers["x-ratelimit-requests-remaining"] == "1"
        assert client.get("/api/user/info", params={"uniqueId": "seduhsenja"}).json()["statusCode"] == 10202
        assert client.get("/api/user/info", params={"uniqueId": "kopi.nusantara"}).status_code == 429
        avatar = answer.json()["userInfo"]["user"]["avatarThumb"]
        assert avatar.startswith(address)
        assert client.get(avatar).headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--fault", "nothing"], "There is no fault named 'nothing'."),
        (["--key", "small"], "A key is given as KEY=LIMIT."),
        (["--replay", "/nowhere/at/all"], "There is no folder /nowhere/at/all."),
    ],
)
def test_what_it_cannot_do_is_told(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["emulate", "--port", "18601", *arguments]) == 2
    assert capsys.readouterr().err.startswith(f"cicero: {message}")


def test_the_faults_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["emulate", "--faults"]) == 0
    assert "repeated-page" in capsys.readouterr().out
