"""One's own settings in a browser: keyboard and readers, phone and wide, light and dark."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Site, violations
from tests.journeys.seed import PASSWORD

PATHS = ("/settings/profile", "/settings/sessions", "/settings/keys")


@pytest.fixture
def signed_in(page: Page, filled: Site) -> Page:
    page.goto(f"{filled.address}/sign-in")
    page.get_by_label("Username").fill("ratna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_read_their_settings(
    signed_in: Page, filled: Site, theme: Literal["light", "dark"]
) -> None:
    signed_in.emulate_media(color_scheme=theme)
    found = {}
    for width in (1280, 360):
        signed_in.set_viewport_size({"width": width, "height": 800})
        for path in PATHS:
            signed_in.goto(filled.address + path)
            found[f"{path} {width}"] = violations(signed_in)
            assert signed_in.evaluate("document.documentElement.scrollWidth") <= width
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_key_is_made_copied_and_revoked(signed_in: Page, filled: Site) -> None:
    signed_in.context.grant_permissions(["clipboard-read", "clipboard-write"])
    signed_in.goto(filled.address + "/settings")
    signed_in.get_by_role("navigation", name="Settings").get_by_role("link", name="API keys").click()
    expect(signed_in.get_by_role("heading", name="API keys")).to_be_visible()
    signed_in.get_by_label("Name").fill("Laporan")
    signed_in.get_by_role("button", name="Make the key").click()
    key = signed_in.get_by_label("The key", exact=True)
    expect(key).to_have_value(re.compile(r"^cic_[\w-]{43}$"))
    assert violations(signed_in) == []
    signed_in.get_by_role("button", name="Copy").click()
    expect(signed_in.get_by_text("Copied")).to_be_visible()
    assert signed_in.evaluate("navigator.clipboard.readText()") == key.input_value()
    signed_in.get_by_text("Revoke…").click()
    signed_in.get_by_role("button", name="Revoke Laporan").click()
    expect(signed_in.get_by_text("You have no keys")).to_be_visible()
