"""How a dashboard comes: without moving what is read already, and with few bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Site
from tests.journeys.seed import PASSWORD

STILL = 0.01
COLD, WARM = 450_000, 60_000
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    if (!entry.hadRecentInput)
      window.shifts.push([entry.value, ...entry.sources.map((one) => one.node?.outerHTML?.slice(0, 120))]);
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def reader(page: Page, filled: Site) -> Page:
    """Signed in, and not at a dashboard yet."""
    page.goto(f"{filled.address}/sign-in?next=/settings/profile")
    page.get_by_label("Username").fill("ratna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url("/settings/profile")
    return page


def look(page: Page) -> None:
    page.goto("/clients/kopi")
    expect(page.locator(".chart svg")).to_be_visible()
    expect(page.locator(".slot")).to_have_count(0)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_nothing_moves_while_it_loads(reader: Page, width: int, height: int) -> None:
    """On a screen and on a phone, the second time with everything cached."""
    reader.set_viewport_size({"width": width, "height": height})
    reader.add_init_script(SHIFTS)
    for _ in range(2):
        look(reader)
        shifts = reader.evaluate("window.shifts")
        assert sum(value for value, *_ in shifts) < STILL, shifts


def test_few_bytes_come(reader: Page, filled: Site) -> None:
    """In a context of its own: where requests are watched over, as in the others, nothing is cached."""
    context = reader.context.browser.new_context(base_url=filled.address)  # type: ignore[union-attr]
    context.add_cookies(reader.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    with counted(page) as cold:
        look(page)
    assert 200_000 < sum(cold.values()) < COLD, cold
    assert not any("latin-ext" in url for url in cold)
    with counted(page) as warm:
        look(page)
    assert 0 < sum(warm.values()) < WARM, warm
    context.close()


@contextmanager
def counted(page: Page) -> Iterator[dict[str, int]]:
    """Bytes on the wire, compressed and with headers, of each address asked meanwhile."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    urls: dict[str, str] = {}
    bytes_: dict[str, int] = {}

    def asked(event: dict[str, Any]) -> None:
        urls[event["requestId"]] = event["request"]["url"]

    def finished(event: dict[str, Any]) -> None:
        url = urls.get(event["requestId"], "")
        bytes_[url] = bytes_.get(url, 0) + int(event["encodedDataLength"])

    network.on("Network.requestWillBeSent", asked)
    network.on("Network.loadingFinished", finished)
    yield bytes_
    network.detach()
