"""Every page of the demonstration as a picture: wide and light, wide and dark, on a phone, in Indonesian.

    python -m tests.gallery            starts a demonstration of its own, which takes a minute or two
    python -m tests.gallery ADDRESS    looks at one that runs; its password is in CICERO_DEMO_PASSWORD

The pictures are put into the folder `gallery`, which is not kept in the repository.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from cicero.demo.staging import USERNAME

FOLDER = Path(__file__).parents[1] / "gallery"
PORT, PATIENCE = 8610, 600
PASSWORD = os.environ.get("CICERO_DEMO_PASSWORD", "kopi-susu-gula-aren")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
VIEWS: dict[str, dict[str, Any]] = {
    "wide-light": {"viewport": WIDE, "locale": "en-GB", "color_scheme": "light"},
    "wide-dark": {"viewport": WIDE, "locale": "en-GB", "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "locale": "en-GB", "device_scale_factor": 2, "has_touch": True},
    "indonesian": {"viewport": WIDE, "locale": "id-ID"},
}
STARTS = ("/", "/settings")
"""Pages from whose menus all others are found."""
ALSO = ("/_components",)
MENUS = "main a[href^='/clients/'], .sections a, .settings-nav a, nav a[href^='/settings']"


def main() -> None:
    browser_path = os.environ.get("CICERO_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser_path is None:
        sys.exit(f"No browser: none of {', '.join(BROWSERS)} is installed, and CICERO_BROWSER is not set.")
    shutil.rmtree(FOLDER, ignore_errors=True)
    with at(sys.argv[1:]) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        paths = found(browser, address)
        for name, view in VIEWS.items():
            take(browser, address, name, view, paths)
    print(f"{len(paths) + 1} pages, {len(VIEWS)} pictures each: {FOLDER}")


@contextmanager
def at(given: list[str]) -> Iterator[str]:
    """The address of a demonstration, gone afterwards where none was given."""
    if given:
        yield given[0].rstrip("/")
        return
    home = Path(tempfile.mkdtemp(prefix="cicero-gallery-"))
    home.chmod(0o755)
    environment = {
        **os.environ, "CICERO_DATA_DIR": str(home), "CICERO_PORT": str(PORT), "CICERO_DEVELOPMENT": "true",
        "CICERO_DEMO_PASSWORD": PASSWORD,
    }  # fmt: skip
    cicero = [sys.executable, "-m", "cicero.cli", "demo"]
    process = subprocess.Popen(cicero, env=environment)
    try:
        wait_for(f"http://127.0.0.1:{PORT}/health", process)
        yield f"http://127.0.0.1:{PORT}"
    finally:
        process.terminate()
        process.wait(PATIENCE)
        subprocess.run([*cicero, "--remove"], env=environment, check=False)
        shutil.rmtree(home, ignore_errors=True)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(1)
    sys.exit("The demonstration did not start.")


def found(browser: Browser, address: str) -> list[str]:
    """The pages that menus lead to, of one client."""
    page = signed_in(browser, address, VIEWS["wide-light"])
    paths = dict.fromkeys(STARTS)
    client = next(path for path in links(page, f"{address}/") if path.startswith("/clients/"))
    for start in (*STARTS, client):
        paths |= dict.fromkeys(
            path for path in links(page, address + start) if client in path or "/clients/" not in path
        )
    page.context.close()
    return [*paths, *ALSO]


def links(page: Page, address: str) -> list[str]:
    page.goto(address)
    every = page.eval_on_selector_all(MENUS, "found => found.map(one => one.getAttribute('href'))")
    return list(dict.fromkeys(href for href in every if re.fullmatch(r"/[\w/-]*", href)))


def signed_in(browser: Browser, address: str, view: dict[str, Any]) -> Page:
    page = browser.new_context(base_url=address, **view).new_page()
    page.goto("/sign-in")
    page.locator("[name=username]").fill(USERNAME)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.btn-primary").first.click()
    page.locator("#main").wait_for()
    return page


def take(browser: Browser, address: str, name: str, view: dict[str, Any], paths: list[str]) -> None:
    outside = browser.new_context(base_url=address, **view).new_page()
    outside.goto("/sign-in")
    outside.screenshot(path=FOLDER / name / "sign-in.png", full_page=True)
    outside.context.close()
    page = signed_in(browser, address, view)
    for path in paths:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / name / f"{file_name(path)}.png", full_page=True)
    page.context.close()


def file_name(path: str) -> str:
    return re.sub(r"\W+", "-", path).strip("-") or "overview"


if __name__ == "__main__":
    main()
