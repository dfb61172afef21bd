"""From the overview of all clients to one network of a client, and through its posts."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Site, violations
from tests.journeys.seed import PASSWORD

INSTAGRAM, TIKTOK = "/clients/kopi/instagram", "/clients/kopi/tiktok"


@pytest.fixture
def overview(page: Page, filled: Site) -> Page:
    page.goto(f"{filled.address}/sign-in?next=/")
    page.get_by_label("Username").fill("ratna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    return page


def complete(page: Page, path: str) -> None:
    """The page with all its parts."""
    page.goto(path)
    expect(page.locator(".slot")).to_have_count(0)


def test_from_all_clients_to_a_network(overview: Page) -> None:
    expect(overview.locator(".slot")).to_have_count(0)
    row = overview.locator(".clients tbody tr")
    expect(row.locator(".spark")).to_have_count(4)
    row.get_by_role("link", name="Kopi Contoh").click()
    overview.get_by_role("navigation", name="Sections").first.get_by_role("link", name="TikTok").click()
    expect(overview).to_have_url(re.compile(f"{TIKTOK}$"))
    expect(overview.locator(".profile")).to_have_count(1)
    expect(overview.locator(".chart svg").first).to_be_visible()


def test_a_card_chooses_its_account_and_back_undoes_it(overview: Page) -> None:
    complete(overview, f"{TIKTOK}?role=all")
    expect(overview.locator(".profile")).to_have_count(2)
    posts = overview.locator(".tile-value").first.inner_text()
    overview.locator(".profile").last.get_by_role("link", name="@saingan.contoh").first.click()
    expect(overview).to_have_url(re.compile("accounts=tiktok:saingan.contoh"))
    expect(overview.locator(".profile")).to_have_count(1)
    expect(overview.locator(".tile-value").first).not_to_have_text(posts)
    overview.go_back()
    expect(overview.locator(".profile")).to_have_count(2)
    expect(overview.locator(".tile-value").first).to_have_text(posts)


@pytest.mark.parametrize(("group", "chosen"), [("Photo series", "kind=photos"), ("Monday", "weekday=1")])
def test_a_group_filters_the_page(overview: Page, group: str, chosen: str) -> None:
    complete(overview, TIKTOK)
    overview.locator(".groups").get_by_role("link", name=group).click()
    expect(overview).to_have_url(re.compile(re.escape(chosen)))
    expect(overview.locator(".chip")).to_have_count(1)
    expect(overview.locator(".groups tr.chosen")).to_have_count(1)
    overview.go_back()
    expect(overview.locator(".chip")).to_have_count(0)


def test_a_day_of_followers_leads_to_that_day(overview: Page) -> None:
    complete(overview, INSTAGRAM)
    widget = overview.locator("#widget-followers")
    widget.get_by_role("button", name="Table").click()
    widget.locator("tbody a").first.click()
    expect(overview).to_have_url(re.compile(r"from=(\S+)&to=\1$"))


def test_a_file_has_the_figures_shown(overview: Page) -> None:
    complete(overview, TIKTOK)
    widget = overview.locator("#widget-latest")
    widget.get_by_label("Files and links of: Newest posts").click()
    with overview.expect_download() as download:
        widget.get_by_role("link", name="CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    first = widget.locator("tbody tr").first.locator("td").first.inner_text()
    assert text.splitlines()[1].split(",")[3] == first.replace(",", "")


def test_a_phone_scrolls_down_only(overview: Page) -> None:
    overview.set_viewport_size({"width": 390, "height": 844})
    for path in ("/", INSTAGRAM, f"{TIKTOK}?role=all"):
        complete(overview, path)
        assert overview.evaluate("document.documentElement.scrollWidth") <= 390, path


@pytest.mark.parametrize("language", ["English", "Bahasa Indonesia"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_read_it(overview: Page, theme: Literal["light", "dark"], language: str) -> None:
    overview.emulate_media(color_scheme=theme)
    overview.locator(".sidebar").get_by_role("button", name=language).click()
    expect(overview.locator("html")).to_have_attribute("lang", "en" if language == "English" else "id")
    found = {}
    for path in ("/", INSTAGRAM, f"{TIKTOK}?role=all", f"{TIKTOK}?from=2020-01-01&to=2020-01-07"):
        complete(overview, path)
        found[path] = violations(overview)
    assert {path: some for path, some in found.items() if some} == {}
