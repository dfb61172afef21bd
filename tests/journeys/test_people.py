"""From an invitation to the last page: several people, several browsers, and who loses access when."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.journeys.conftest import Site, violations
from tests.journeys.seed import PASSWORD

THEIRS = "payung biru di teras"
SECONDS = 10_000
"""Milliseconds within which what was ended elsewhere is over here."""

Open = Callable[[], Page]


@pytest.fixture
def another(browser: Browser, site: Site) -> Iterator[Open]:
    """Each call opens a browser of its own."""
    contexts: list[BrowserContext] = []

    def open_page() -> Page:
        contexts.append(browser.new_context(base_url=site.address, locale="en-GB"))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.usefixtures("filled")
def test_from_an_invitation_to_the_last_page(page: Page, another: Open) -> None:
    sign_in(page, "ratna", PASSWORD)
    manager = another()
    join(manager, invite(page, "budi@example.org", "manager"), "Budi")
    at_work = another()
    join(at_work, invite(page, "sari@example.org", "viewer"), "Sari")
    used, recovery = switch_second_step_on(at_work)
    page.goto("/settings/mail")
    expect(page.get_by_text("to sari@example.org")).to_be_visible()
    assert violations(page) == []

    at_home = another()
    sign_in(at_home, "sari", THEIRS)
    assert violations(at_home) == []
    at_home.get_by_label("Code").fill(used)
    at_home.get_by_role("button", name="Sign in").click()
    expect(at_home.get_by_role("alert")).to_contain_text("The code is wrong, or was used before.")
    at_home.get_by_label("Code").fill(recovery)
    at_home.get_by_role("button", name="Sign in").click()
    expect(at_home.get_by_role("heading", name="Kopi Contoh")).to_be_visible()

    end_the_other(at_work)
    led_away(at_home, "/clients/kopi", lambda: "/sign-in" in at_home.url)

    manager.goto("/clients/kopi/people")
    manager.get_by_role("button", name="Remove Sari from the client").click()
    expect(manager.get_by_text("Sari no longer belongs to Kopi Contoh.")).to_be_visible()
    led_away(at_work, "/clients/kopi", lambda: "There is no client" in at_work.content())


def sign_in(page: Page, username: str, password: str) -> None:
    page.goto("/sign-in?next=/clients/kopi")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Password")).to_have_count(0)


def invite(page: Page, email: str, role: str) -> str:
    """The link, which is shown where no mail can be sent."""
    page.goto("/clients/kopi/people")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Role").first.select_option(role)
    page.get_by_role("button", name="Invite").click()
    return page.get_by_label("Link of the invitation").input_value()


def join(page: Page, link: str, name: str) -> None:
    page.goto(link)
    assert violations(page) == []
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Username").fill(name.lower())
    page.get_by_label("Password").fill(THEIRS)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="Kopi Contoh")).to_be_visible()


def switch_second_step_on(page: Page) -> tuple[str, str]:
    """The app's code that did it, and a recovery code."""
    page.goto("/settings/security")
    page.get_by_role("button", name="Set up two-step sign-in").click()
    secret = page.locator("ol.steps code").inner_text().replace(" ", "")
    code = pyotp.TOTP(secret).now()
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Switch on").click()
    codes = page.get_by_role("textbox", name="Your recovery codes").input_value().split()
    assert len(codes) == 10
    return code, codes[0]


def end_the_other(page: Page) -> None:
    page.goto("/settings/sessions")
    expect(page.locator("ul.entries > li")).to_have_count(2)
    page.locator("ul.entries").get_by_role("button").click()
    expect(page.locator("ul.entries > li")).to_have_count(1)


def led_away(page: Page, path: str, away: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS / 1000
    page.goto(path)
    while not away() and time.monotonic() < end:
        time.sleep(0.5)
        page.goto(path)
    assert away(), page.content()
