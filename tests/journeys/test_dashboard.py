"""Reading a client's dashboard: what a click chooses, going back undoes."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Site, violations
from tests.journeys.seed import PASSWORD


@pytest.fixture
def dashboard(page: Page, filled: Site) -> Page:
    page.goto(f"{filled.address}/sign-in?next=/clients/kopi")
    page.get_by_label("Username").fill("ratna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".chart svg")).to_be_visible()
    return page


def posts_of(page: Page) -> str:
    return page.locator(".tile-value").first.inner_text()


def test_figures_chart_and_table_say_the_same(dashboard: Page) -> None:
    expect(dashboard.locator(".tile")).to_have_count(6)
    rows = dashboard.locator(".chart >> xpath=ancestor::section").locator("tbody tr")
    assert rows.count() == 28
    posts = sum(int(rows.nth(at).locator("td").last.text_content() or "0") for at in range(28))
    assert str(posts) == posts_of(dashboard)
    dashboard.locator(".widget", has=dashboard.locator(".chart")).get_by_role("button", name="Table").click()
    expect(rows.first).to_be_visible()


def test_a_period_is_chosen_and_taken_back(dashboard: Page) -> None:
    before = posts_of(dashboard)
    dashboard.get_by_role("link", name="7 days", exact=True).click()
    expect(dashboard).to_have_url(re.compile(r"\?period=7d$"))
    expect(dashboard.locator(".tile-value").first).not_to_have_text(before)
    expect(dashboard.locator(".chart svg")).to_be_visible()
    dashboard.keyboard.press("y")
    expect(dashboard).to_have_url(re.compile(r"\?period=365d$"))
    dashboard.go_back()
    dashboard.go_back()
    expect(dashboard).to_have_url(re.compile(r"/clients/kopi$"))
    expect(dashboard.locator(".tile-value").first).to_have_text(before)
    expect(dashboard.locator(".chart svg")).to_be_visible()


def test_an_hour_filters_the_page_and_back_undoes_it(dashboard: Page) -> None:
    before = posts_of(dashboard)
    expect(dashboard.locator(".heatmap")).to_be_visible()
    place = dashboard.evaluate("(document.querySelector('.heatmap').scrollIntoView(), scrollY)")
    dashboard.locator("a.cell").first.click()
    expect(dashboard).to_have_url(re.compile(r"weekday=1&hour=\d+"))
    expect(dashboard.locator(".chip")).to_have_count(1)
    expect(dashboard.locator("a.cell.chosen")).to_have_count(1)
    assert int(posts_of(dashboard)) < int(before)
    assert dashboard.evaluate("scrollY") > place - 200
    dashboard.go_back()
    expect(dashboard.locator(".chip")).to_have_count(0)
    expect(dashboard.locator(".tile-value").first).to_have_text(before)


@pytest.mark.parametrize(
    ("link", "chosen"),
    [
        ("#pagi", "hashtag=pagi"),
        ("Photo series", "kind=photos"),
        ("@kopi.gram.contoh", "accounts=instagram:kopi.gram.contoh"),
        ("TikTok", "platform=tiktok"),
        ("Competitors", "role=competitor"),
        ("Newest first", "sort=published_at"),
    ],
)
def test_what_is_clicked_stands_in_the_address(dashboard: Page, link: str, chosen: str) -> None:
    before = dashboard.locator(".posts tbody").inner_text()
    dashboard.locator("#main").get_by_role("link", name=link, exact=True).first.click()
    expect(dashboard).to_have_url(re.compile(re.escape(chosen)))
    expect(dashboard.locator(".posts tbody")).not_to_have_text(before)
    expect(dashboard.locator(".chart svg")).to_be_visible()


def test_theme_and_language_are_kept(dashboard: Page) -> None:
    side = dashboard.locator(".sidebar")
    dashboard.get_by_role("link", name="7 days", exact=True).click()
    expect(dashboard).to_have_url(re.compile("period=7d"))
    side.get_by_role("button", name="Dark").click()
    expect(dashboard.locator("html")).to_have_attribute("data-bs-theme", "dark")
    side.get_by_role("button", name="Bahasa Indonesia").click()
    expect(dashboard.locator("html")).to_have_attribute("lang", "id")
    expect(dashboard).to_have_url(re.compile("period=7d"))
    expect(dashboard.get_by_role("heading", name="Interaksi per hari")).to_be_visible()
    dashboard.reload()
    expect(dashboard.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_a_phone_scrolls_down_only(dashboard: Page) -> None:
    dashboard.set_viewport_size({"width": 390, "height": 844})
    for path in ("/clients/kopi", "/", "/clients/kopi?period=365d&compare=year"):
        dashboard.goto(path)
        assert dashboard.evaluate("document.documentElement.scrollWidth") <= 390
    expect(dashboard.locator(".bottom-bar")).to_be_visible()


def test_without_scripts_the_tables_speak(dashboard: Page, filled: Site) -> None:
    plain = dashboard.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain.add_cookies(dashboard.context.cookies())  # type: ignore[arg-type]
    page = plain.new_page()
    page.goto(f"{filled.address}/clients/kopi?period=7d")
    expect(page.get_by_role("region", name="Interactions by day, as a table")).to_be_visible()
    page.get_by_role("link", name="28 days", exact=True).click()
    expect(page).to_have_url(re.compile("period=28d"))
    page.get_by_role("link", name="Show everything without scripts").first.click()
    expect(page.get_by_role("heading", name="Kinds of post")).to_be_visible()
    expect(page.locator(".slot")).to_have_count(0)
    plain.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_read_it(dashboard: Page, theme: Literal["light", "dark"]) -> None:
    dashboard.emulate_media(color_scheme=theme)
    found = {}
    for path in ("/clients/kopi", "/clients/kopi?hashtag=pagi&weekday=1", "/"):
        dashboard.goto(path)
        if "clients" in path and "weekday" not in path:
            expect(dashboard.locator(".chart svg")).to_be_visible()
        expect(dashboard.locator(".slot")).to_have_count(0)
        found[path] = violations(dashboard)
    dashboard.context.clear_cookies(name="cicero_session")
    dashboard.goto("/sign-in")
    found["/sign-in"] = violations(dashboard)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
