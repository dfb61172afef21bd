"""From an hour to its posts and back; from a hashtag to another that stands beside it and back."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Site, violations
from tests.journeys.seed import PASSWORD


def sign_in(page: Page, site: Site, path: str) -> Page:
    page.goto(f"{site.address}/sign-in?next={path}")
    page.get_by_label("Username").fill("ratna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".widget").first).to_be_visible()
    return page


@pytest.fixture
def best_time(page: Page, filled: Site) -> Page:
    return sign_in(page, filled, "/clients/kopi/best-time")


@pytest.fixture
def hashtags(page: Page, filled: Site) -> Page:
    return sign_in(page, filled, "/clients/kopi/hashtags")


def test_an_hour_shows_its_posts_and_back_hides_them(best_time: Page) -> None:
    expect(best_time.locator(".posts")).to_have_count(0)
    cell = best_time.locator("a.cell").first
    posts = int(re.findall(r"(\d+) posts?", cell.get_attribute("title") or "")[0])
    cell.click()
    expect(best_time).to_have_url(re.compile(r"weekday=\d&hour=\d+"))
    expect(best_time.locator(".chip")).to_have_count(1)
    expect(best_time.locator("a.cell.chosen")).to_have_count(1)
    expect(best_time.locator(".posts tbody tr").nth(posts - 1)).to_be_visible()
    best_time.go_back()
    expect(best_time.locator(".posts")).to_have_count(0)
    expect(best_time.locator(".chip")).to_have_count(0)


def test_a_bar_of_the_day_is_an_hour_of_every_day(best_time: Page) -> None:
    ranked = best_time.locator("#widget-ranked")
    ranked.get_by_role("link", name="09:00–10:00").click()
    expect(best_time).to_have_url(re.compile(r"\?hour=9$"))
    expect(best_time.locator(".chip")).to_contain_text("Every day 09:00–10:00")
    best_time.get_by_role("link", name="All hours").click()
    expect(best_time).to_have_url(re.compile("/best-time$"))
    expect(best_time.locator(".chip")).to_have_count(0)


def test_each_by_itself_narrows_the_page(best_time: Page) -> None:
    best_time.locator("#widget-each").get_by_role("link", name="Photo series").click()
    expect(best_time).to_have_url(re.compile("kind=photos"))
    expect(best_time.locator(".chip")).to_contain_text("Photo series")


def test_from_a_hashtag_to_one_beside_it_and_back(hashtags: Page) -> None:
    table = hashtags.locator("#widget-uses")
    expect(table.locator("tbody tr")).to_have_count(4)
    table.get_by_role("link", name="#pagi").click()
    expect(hashtags.get_by_role("heading", name="#pagi over time")).to_be_visible()
    expect(hashtags).to_have_url(re.compile("hashtag=pagi"))
    expect(hashtags.locator("#widget-tag svg").first).to_be_visible()
    hashtags.locator("#widget-partners").get_by_role("link", name="#susu").click()
    expect(hashtags.get_by_role("heading", name="#susu over time")).to_be_visible()
    expect(hashtags).to_have_url(re.compile("hashtag=susu"))
    hashtags.go_back()
    expect(hashtags.get_by_role("heading", name="#pagi over time")).to_be_visible()
    hashtags.go_back()
    expect(hashtags.locator("#widget-tag")).to_have_count(0)
    expect(table.locator("tbody tr")).to_have_count(4)


def test_the_table_is_searched_and_ordered(hashtags: Page) -> None:
    hashtags.get_by_role("searchbox", name="Find among them").fill("#PA")
    hashtags.get_by_role("button", name="Find", exact=True).click()
    expect(hashtags.locator("#widget-uses tbody tr")).to_have_count(1)
    expect(hashtags).to_have_url(re.compile("find="))
    hashtags.get_by_role("link", name="Show all").click()
    hashtags.get_by_role("link", name="Lift").click()
    expect(hashtags.locator("#widget-uses th[aria-sort=descending]")).to_contain_text("Lift")
    hashtags.get_by_role("link", name="Mentions", exact=True).click()
    expect(hashtags.locator("#widget-uses")).to_contain_text("None used")


def test_a_phone_scrolls_down_only(hashtags: Page) -> None:
    hashtags.set_viewport_size({"width": 390, "height": 844})
    for path in ("hashtags", "hashtags?hashtag=pagi", "best-time", "best-time?hour=9"):
        hashtags.goto(f"/clients/kopi/{path}")
        expect(hashtags.locator(".slot")).to_have_count(0)
        assert hashtags.evaluate("document.documentElement.scrollWidth") <= 390, path


@pytest.mark.parametrize(("theme", "language"), [("light", "en"), ("dark", "id")])
def test_everybody_can_read_it(hashtags: Page, theme: Literal["light", "dark"], language: str) -> None:
    hashtags.emulate_media(color_scheme=theme)
    if language == "id":
        hashtags.locator(".sidebar").get_by_role("button", name="Bahasa Indonesia").click()
        expect(hashtags.get_by_role("heading", name="Tagar & sebutan")).to_be_visible()
    found = {}
    of_tags = ("hashtags", "hashtags?hashtag=pagi", "hashtags?of=mentions")
    for path in (*of_tags, "best-time", "best-time?hour=9"):
        hashtags.goto(f"/clients/kopi/{path}")
        expect(hashtags.locator(".slot")).to_have_count(0)
        found[path] = violations(hashtags)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
