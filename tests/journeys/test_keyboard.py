"""Everything of a dashboard is reached by keys alone, and one sees where one is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.journeys.conftest import Site
from tests.journeys.seed import PASSWORD

STOPS = 120
"""More than a dashboard has up to its chart."""
MARKED = """
() => {
  const style = getComputedStyle(document.activeElement);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return outlined || style.boxShadow !== "none" ? "" : document.activeElement.outerHTML.slice(0, 200);
}
"""


@pytest.fixture
def dashboard(page: Page, filled: Site) -> Page:
    page.goto(f"{filled.address}/clients/kopi")
    expect(page.get_by_label("Username")).to_be_focused()
    page.keyboard.type("ratna")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/clients/kopi")
    expect(page.locator(".chart svg")).to_be_visible()
    expect(page.locator(".slot")).to_have_count(0)
    return page


def tab_to(page: Page, goal: Locator) -> None:
    """There by Tab; whatever has the focus on the way is marked."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        assert page.evaluate(MARKED) == ""
        if goal.evaluate("goal => goal === document.activeElement"):
            return
    pytest.fail(f"{goal} is not reached by Tab")


def test_from_signing_in_to_the_table_of_a_filtered_chart(dashboard: Page) -> None:
    dashboard.keyboard.press("Tab")
    skip = dashboard.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    dashboard.keyboard.press("Enter")
    expect(dashboard.locator("#main")).to_be_focused()
    tab_to(dashboard, dashboard.locator("#main").get_by_role("link", name="TikTok", exact=True).first)
    dashboard.keyboard.press("Enter")
    expect(dashboard).to_have_url(re.compile(r"\?platform=tiktok$"))
    series = dashboard.locator("#widget-series")
    expect(series.locator(".chart svg")).to_be_visible()
    expect(dashboard.locator("#main").get_by_role("link", name="TikTok", exact=True).first).to_be_focused()
    tab_to(dashboard, series.get_by_role("button", name="Table", exact=True))
    dashboard.keyboard.press("Enter")
    expect(series.locator("tbody tr").first).to_be_visible()
    tab_to(dashboard, series.locator("tbody a").first)
    dashboard.keyboard.press("Enter")
    expect(dashboard).to_have_url(re.compile(r"platform=tiktok&from=(\S+)&to=\1$"))


def test_letters_choose_the_period(dashboard: Page) -> None:
    for key, period in (("w", "7d"), ("y", "365d"), ("d", "today"), ("m", "28d")):
        dashboard.keyboard.press(key)
        expect(dashboard).to_have_url(re.compile(rf"\?period={period}$"))
        chosen = dashboard.get_by_role("navigation", name="Period").locator("[aria-current]")
        expect(chosen).to_have_attribute("data-key", key)


def test_dialogs_open_by_their_keys_and_escape_closes_them(dashboard: Page) -> None:
    for key, name in (("Meta+k", "Switch client"), ("Control+k", "Switch client"), ("/", "Switch client"),
                      ("?", "Keys")):  # fmt: skip
        dashboard.keyboard.press(key)
        dialog = dashboard.get_by_role("dialog", name=name)
        expect(dialog).to_be_visible()
        assert dialog.evaluate("dialog => dialog.contains(document.activeElement)")
        dashboard.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


def test_menus_and_explanations_close_by_escape_and_give_the_focus_back(dashboard: Page) -> None:
    series = dashboard.locator("#widget-series")
    menu = series.locator("summary")
    tab_to(dashboard, menu)
    dashboard.keyboard.press("Enter")
    expect(series.locator(".menu-panel")).to_be_visible()
    dashboard.keyboard.press("Tab")
    dashboard.keyboard.press("Escape")
    expect(series.locator(".menu-panel")).to_be_hidden()
    expect(menu).to_be_focused()
    about = series.get_by_role("button", name="How it is computed")
    tab_to(dashboard, about)
    dashboard.keyboard.press("Enter")
    expect(series.locator(".explain")).to_be_visible()
    dashboard.keyboard.press("Escape")
    expect(series.locator(".explain")).to_be_hidden()
    expect(about).to_be_focused()
