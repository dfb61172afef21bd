"""The examples of docs/api.md, run as they stand against a served Cicero, print what stands below them."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from msgspec import Struct

from cicero import clients
from cicero.db import Connection

from .conftest import PASSWORD, sign_in

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
MARK = "\x1e"
"""Stands between what the blocks print."""


class Example(Struct, frozen=True):
    language: str
    text: str
    printed: str


def examples() -> list[Example]:
    return [Example(*found) for found in BLOCK.findall(PAGE.read_text(encoding="utf-8"))]


def script(blocks: list[Example]) -> str:
    """All of them in one shell, as somebody would who reads on."""
    lines = ["export CICERO TOKEN"]
    for block in blocks:
        python = f"python3 - <<'PYTHON'\n{block.text}PYTHON\n"
        lines += [block.text if block.language == "sh" else python, f"printf '{MARK}'"]
    return "\n".join(lines)


@contextmanager
def served(home: Path, database: str) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "CICERO_DATA_DIR": str(home),
        "CICERO_COLLECT": "false",
        "CICERO_PORT": str(port),
        "DATABASE_URL": database,
    }
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([sys.executable, "-m", "cicero.cli", "serve"], env=environment, **quiet)  # type: ignore[call-overload]
    try:
        wait_for(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def wait_for(address: str) -> None:
    for _ in range(600):
        try:
            if httpx2.get(f"{address}/health", timeout=5).status_code == 200:
                return
        except httpx2.HTTPError:
            time.sleep(0.1)
    raise AssertionError("Cicero does not answer")


async def test_the_examples_do_what_the_page_says(
    tmp_path: Path, database: str, connection: Connection, kopi: clients.Client
) -> None:
    await sign_in(connection, "sari", member_of=kopi.client_id)
    with served(tmp_path, database) as address:
        environment = {
            **os.environ,
            "CICERO": address,
            "CICERO_USER": "sari",
            "CICERO_PASSWORD": PASSWORD,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        ran = await asyncio.to_thread(
            subprocess.run,
            ["bash", "-euo", "pipefail", "-c", script(examples())],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
    printed = ran.stdout.split(MARK)
    assert ran.returncode == 0, (printed, ran.stderr)
    for example, said in zip(examples(), printed, strict=False):
        if example.printed:
            assert said.strip() == example.printed.strip(), example.text


def test_there_are_examples_of_both_kinds() -> None:
    assert {example.language for example in examples()} == {"sh", "python"}
    assert sum(bool(example.printed) for example in examples()) >= 5


@pytest.mark.parametrize("status", ["400", "401", "403", "404", "413", "429", "503"])
def test_the_page_tells_of_every_refusal(status: str) -> None:
    assert re.search(rf"^\| .*\b{status}\b.* \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
