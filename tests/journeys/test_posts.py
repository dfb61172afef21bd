"""Going through a client's posts: filter, sort, page, open, and back to where one was."""

from __future__ import annotations

import re
from typing import Literal

import psycopg
import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Site, violations
from tests.journeys.seed import PASSWORD

LIST = "/clients/kopi/posts"


@pytest.fixture
def listed(page: Page, filled: Site) -> Page:
    page.goto(f"{filled.address}/sign-in?next={LIST}?period=90d")
    page.get_by_label("Username").fill("ratna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("a[data-row]")).to_have_count(50)
    page.wait_for_load_state("load")
    return page


def numbers(page: Page, column: int) -> list[int]:
    cells = page.locator(f".posts tbody td:nth-of-type({column})").all_inner_texts()
    return [int(cell.replace(",", "")) for cell in cells if cell != "–"]


def test_filter_sort_page_open_and_back(listed: Page) -> None:
    listed.get_by_label("Search in captions").fill("SORE")
    listed.keyboard.press("Enter")
    expect(listed).to_have_url(re.compile("text=SORE"))
    expect(listed.locator("tfoot")).to_contain_text("All 70 posts")
    expect(listed.locator(".chip")).to_have_text(re.compile("SORE"))

    listed.get_by_role("link", name="Likes", exact=True).click()
    expect(listed.locator("th[aria-sort=descending]")).to_have_text("Likes ↓")
    first = numbers(listed, 3)
    assert first == sorted(first, reverse=True)
    listed.get_by_role("link", name="Next", exact=True).click()
    expect(listed.locator(".pager p")).to_have_text("51–70 of 70")
    second = numbers(listed, 3)
    assert second == sorted(second, reverse=True)
    assert second[0] <= first[-1]
    assert len(first) + len(second) < 70, "likes that are hidden stand last, as unknown"

    caption = listed.locator("a[data-row]").nth(3).inner_text()
    listed.locator("a[data-row]").nth(3).click()
    expect(listed.locator(".full-caption")).to_have_text(caption)
    listed.get_by_role("link", name="Back to the list").click()
    expect(listed.locator(".pager p")).to_have_text("51–70 of 70")
    expect(listed.locator("a[data-row]").nth(3)).to_have_text(caption)
    listed.get_by_role("link", name="Previous", exact=True).click()
    expect(listed.locator(".pager p")).to_have_text("1–50 of 70")
    assert numbers(listed, 3) == first


def test_filters_and_columns_are_chosen_in_forms(listed: Page) -> None:
    listed.locator("summary", has_text="Filters").click()
    listed.get_by_label("Likes at least").fill("3000")
    listed.get_by_role("checkbox", name="Video").check()
    listed.get_by_role("button", name="Show these posts").click()
    expect(listed.locator(".chip")).to_have_count(2)
    likes = numbers(listed, 3)
    assert likes
    assert min(likes) >= 3000
    listed.locator("summary", has_text="Columns").click()
    listed.get_by_role("checkbox", name="Saves").uncheck()
    listed.get_by_role("button", name="Show these columns").click()
    expect(listed.get_by_role("columnheader", name="Saves")).to_have_count(0)
    expect(listed.locator(".chip")).to_have_count(2)
    listed.go_back()
    expect(listed.get_by_role("columnheader", name="Saves")).to_have_count(1)


def test_keys_go_through_the_rows_and_open_one(listed: Page) -> None:
    for _ in range(3):
        listed.keyboard.press("j")
    listed.keyboard.press("k")
    row = listed.locator("a[data-row]").nth(1)
    expect(row).to_be_focused()
    listed.keyboard.press("/")
    expect(listed.get_by_label("Search in captions")).to_be_focused()
    expect(listed.get_by_label("Search in captions")).to_have_value("")
    row.focus()
    caption = row.inner_text()
    listed.keyboard.press("Enter")
    expect(listed.locator(".full-caption")).to_have_text(caption)


def test_the_header_stays_in_sight(listed: Page) -> None:
    listed.evaluate("scrollTo(0, 1200)")
    header = listed.locator(".posts thead th").first
    expect(header).to_be_in_viewport()
    top = listed.evaluate("document.querySelector('.posts thead th').getBoundingClientRect().top")
    assert -1 <= top <= 1


def test_a_post_shows_its_curve_and_a_tag_filters_the_list(listed: Page) -> None:
    listed.locator("a[data-row]").first.click()
    expect(listed.locator("#widget-curve")).to_be_visible()
    listed.locator("#widget-curve").get_by_role("link", name="Likes", exact=True).click()
    expect(listed).to_have_url(re.compile("measure=likes"))
    expect(listed.get_by_role("heading", name="Likes by age")).to_be_visible()
    listed.locator(".full-caption").get_by_role("link", name=re.compile("#(pagi|sore)")).click()
    expect(listed).to_have_url(re.compile(r"/posts\?period=90d&hashtag=(pagi|sore)$"))
    expect(listed.locator("tfoot")).to_contain_text("All 70 posts")


def test_totals_that_take_longer_come_by_themselves(listed: Page, filled: Site) -> None:
    with psycopg.connect(filled.database) as connection:
        connection.execute("update account set posts = 200001")
    listed.reload()
    expect(listed.locator("tfoot")).to_contain_text("All 140 posts")
    expect(listed.locator(".posts > tfoot")).to_have_count(1)
    expect(listed.locator(".pager p")).to_have_text("1–50")


def test_a_phone_scrolls_down_only(listed: Page) -> None:
    post = listed.locator("a[data-row]").first.get_attribute("href") or ""
    listed.set_viewport_size({"width": 390, "height": 844})
    for path in (LIST, post):
        listed.goto(path)
        assert listed.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_read_it(listed: Page, theme: Literal["light", "dark"]) -> None:
    listed.emulate_media(color_scheme=theme)
    post = listed.locator("a[data-row]").first.get_attribute("href") or ""
    found = {}
    for language in ("en", "id"):
        if language == "id":
            listed.locator(".sidebar").get_by_role("button", name="Bahasa Indonesia").click()
            expect(listed.locator("html")).to_have_attribute("lang", "id")
        for path in (f"{LIST}?text=pagi&sort=likes", post):
            listed.goto(path)
            expect(listed.locator(".slot")).to_have_count(0)
            found[language, path] = violations(listed)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
