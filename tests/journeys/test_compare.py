"""Comparing accounts: what is chosen stands in the address, and the address shows a colleague the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Site, violations
from tests.journeys.seed import PASSWORD, seed_comparison

PATH = "/clients/kopi/compare"
WIDGETS = (
    "comparison",
    "followers",
    "responses",
    "voice",
    "spread",
    "hashtags",
    "days",
    "kinds",
    "benchmark",
)


@pytest.fixture
def comparison(page: Page, filled: Site) -> Page:
    seed_comparison(filled.database)
    sign_in(page, "ratna", PATH)
    whole(page)
    return page


@pytest.fixture
def colleague(comparison: Page, filled: Site) -> Iterator[Page]:
    """Another person in another browser."""
    browser = comparison.context.browser
    assert browser
    context = browser.new_context(base_url=filled.address, locale="en-GB")
    page = context.new_page()
    sign_in(page, "sari", "/clients/kopi")
    yield page
    context.close()


def sign_in(page: Page, username: str, path: str) -> None:
    page.goto(f"/sign-in?next={path}")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(re.escape(path)))


def whole(page: Page) -> None:
    """Every part is there and drawn."""
    expect(page.locator("#widget-comparison")).to_be_visible()
    expect(page.locator(".slot")).to_have_count(0)
    for name in ("followers", "responses", "voice", "days"):
        expect(page.locator(f"#widget-{name} .chart svg")).to_be_visible()


def figures(page: Page) -> dict[str, str]:
    """What each widget says, its hidden table included."""
    found = {name: page.locator(f"#widget-{name}").text_content() or "" for name in WIDGETS}
    return {name: re.sub(r"\s+", " ", text) for name, text in found.items()}


def test_two_competitors_and_a_colleague_who_sees_the_same(comparison: Page, colleague: Page) -> None:
    expect(comparison.locator(".compared > ul > li")).to_have_count(4)
    comparison.get_by_text("Choose accounts", exact=True).click()
    comparison.get_by_role("searchbox", name="Find an account").fill("kopi.gram")
    expect(comparison.locator("#chooser li:visible")).to_have_count(1)
    comparison.keyboard.press("Enter")
    expect(comparison.locator("#chooser li:visible input")).not_to_be_checked()
    comparison.get_by_role("button", name="Compare these").click()
    expect(comparison.locator(".compared > ul > li")).to_have_count(3)
    comparison.locator("#widget-responses").get_by_role("link", name="Posts").click()
    expect(comparison).to_have_url(re.compile("measure=posts"))
    expect(comparison.get_by_role("heading", name="Posts over time")).to_be_visible()
    days = comparison.locator("#widget-days")
    days.get_by_label("Other account").select_option("instagram:kedai.contoh")
    days.get_by_role("button", name="Show").click()
    expect(comparison).to_have_url(re.compile("pair="))
    comparison.get_by_role("link", name="Followers", exact=True).click()
    expect(comparison).to_have_url(re.compile("sort=followers"))
    whole(comparison)
    rows = comparison.locator("#widget-comparison tbody th .name a")
    assert rows.all_inner_texts() == ["@saingan.contoh", "@kedai.contoh", "@kopi.contoh"]

    colleague.goto(comparison.url)
    whole(colleague)
    assert figures(colleague) == figures(comparison)
    assert "@kedai.contoh" in figures(colleague)["days"]


def test_back_undoes_each_choice(comparison: Page) -> None:
    before = figures(comparison)
    comparison.locator("#widget-followers").get_by_role("link", name="Change in %").click()
    expect(comparison.get_by_role("heading", name="Followers since the first known day")).to_be_visible()
    whole(comparison)
    comparison.get_by_role("link", name="Leave out @saingan.contoh").click()
    expect(comparison.locator(".compared > ul > li")).to_have_count(3)
    whole(comparison)
    comparison.go_back()
    expect(comparison.locator(".compared > ul > li")).to_have_count(4)
    comparison.go_back()
    expect(comparison).to_have_url(re.compile(rf"{PATH}$"))
    expect(comparison.get_by_role("heading", name="Followers over time")).to_be_visible()
    whole(comparison)
    assert figures(comparison) == before


def test_an_account_a_hashtag_and_a_kind_lead_to_their_posts(comparison: Page) -> None:
    for widget, link, address in (
        ("comparison", "@saingan.contoh", r"/clients/kopi\?accounts=tiktok:saingan.contoh$"),
        ("hashtags", "#pagi", r"accounts=.*&hashtag=pagi$"),
        ("kinds", "Carousel", r"accounts=.*&kind=carousel$"),
    ):
        comparison.goto(PATH)
        whole(comparison)
        comparison.locator(f"#widget-{widget}").get_by_role("link", name=link).first.click()
        expect(comparison).to_have_url(re.compile(address))
        expect(comparison.locator(".tiles")).to_be_visible()


def test_each_widget_is_a_file(comparison: Page) -> None:
    for name in WIDGETS:
        comparison.locator(f"#widget-{name} details.menu > summary").click()
        with comparison.expect_download() as download:
            comparison.locator(f"#widget-{name}").get_by_role("link", name="CSV").click()
        assert download.value.suggested_filename.startswith(f"kopi-{name}-")
        assert "@kedai.contoh" in download.value.path().read_text()
        comparison.keyboard.press("Escape")


def test_a_phone_scrolls_down_only(comparison: Page) -> None:
    comparison.set_viewport_size({"width": 390, "height": 844})
    comparison.goto(f"{PATH}?period=90d")
    whole(comparison)
    assert comparison.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(("theme", "language"), [("light", "en"), ("dark", "id")])
def test_everybody_can_read_it(
    comparison: Page, theme: Literal["light", "dark"], language: Literal["en", "id"]
) -> None:
    comparison.emulate_media(color_scheme=theme)
    if language == "id":
        comparison.locator(".sidebar").get_by_role("button", name="Bahasa Indonesia").click()
        expect(comparison.get_by_role("heading", name="Angka utama berdampingan")).to_be_visible()
    found = {}
    for width in (1440, 390):
        comparison.set_viewport_size({"width": width, "height": 900})
        for path in (PATH, f"{PATH}?role=own&platform=tiktok", f"{PATH}?from=2020-01-01&to=2020-01-07"):
            comparison.goto(path)
            expect(comparison.locator(".slot")).to_have_count(0)
            if path == PATH:
                whole(comparison)
            found[f"{path} {width}"] = violations(comparison)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
