"""A served Cicero and a real browser.

Without a browser the journeys are skipped and say so; in continuous integration (CI=true) that is a failure.
`CICERO_BROWSER` names another Chromium.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from msgspec import Struct
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright
from tests.journeys.seed import seed

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 60


class Site(Struct, frozen=True):
    address: str
    database: str


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for each file: its driver holds the thread's event loop, which other files' tests need."""
    path = os.environ.get("CICERO_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        reason = f"no browser here: none of {', '.join(BROWSERS)} is installed, and CICERO_BROWSER is not set"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(database: str, tmp_path: Path) -> Iterator[Site]:
    """`cicero serve` on an empty database. It collects nothing: journeys write what would have come."""
    port = _free_port()
    environment = {
        **os.environ,
        "CICERO_DATA_DIR": str(tmp_path),
        "DATABASE_URL": database,
        "CICERO_PORT": str(port),
        "CICERO_COLLECT": "false",
    }
    command = [str(Path(sys.executable).parent / "cicero"), "serve"]
    log = (tmp_path / "log").open("w+")
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://127.0.0.1:{port}", process, tmp_path / "log")
        yield Site(f"http://127.0.0.1:{port}", database)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        log.close()


@pytest.fixture
def filled(site: Site) -> Site:
    """The same with an administrator (`ratna`) and a client (`kopi`) that has 28 days of posts."""
    seed(site.database)
    return site


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A page of an English reader. The test fails when a script, a request or the console complained."""
    context = browser.new_context(
        base_url=site.address, locale="en-GB", viewport={"width": 1440, "height": 900}
    )
    context.route(lambda url: not url.startswith(site.address), _refuse)
    page = context.new_page()
    complaints = _complaints(page)
    yield page
    context.close()
    assert complaints == []


def violations(page: Page) -> list[str]:
    """What keeps people from reading the page, by axe: contrast, names, roles."""
    result = Axe().run(page)
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
        for one in result.response["violations"]
        for node in one["nodes"][:3]
    ]


def _complaints(page: Page) -> list[str]:
    """What goes wrong from now on. A form refused (400, 401) and a request given up for another are none."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda said: found.append(said.text) if _is_complaint(said) else None)
    page.on("response", lambda got: found.append(f"{got.url}: {got.status}") if got.status >= 403 else None)
    page.on(
        "requestfailed",
        lambda asked: (
            found.append(f"{asked.url}: {asked.failure}") if "ABORTED" not in asked.failure else None
        ),
    )
    return found


def _is_complaint(said: ConsoleMessage) -> bool:
    refused = re.search(r"status of 40[01]", said.text)
    return said.type in ("error", "warning") and not refused


def _refuse(route: Route) -> None:
    """Nothing may be asked of another host."""
    route.abort()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"Cicero did not start: {log.read_text()}")
