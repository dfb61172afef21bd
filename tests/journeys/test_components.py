"""Every component at once, in both themes and languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Site, violations
from tests.journeys.seed import PASSWORD


@pytest.fixture(autouse=True)
def _in_development(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CICERO_DEVELOPMENT", "true")


@pytest.fixture
def components(page: Page, filled: Site) -> Page:
    page.goto(f"{filled.address}/sign-in?next=/_components")
    page.get_by_label("Username").fill("ratna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".chart svg")).to_have_count(4)
    return page


def test_everybody_can_read_them(components: Page) -> None:
    for theme in ("light", "dark"):
        components.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        assert violations(components) == []
    for button in components.get_by_role("button", name="Table", exact=True).all():
        button.click()
    assert violations(components) == []
    components.set_viewport_size({"width": 390, "height": 844})
    assert components.evaluate("document.documentElement.scrollWidth") <= 390


def test_dialog_and_toast(components: Page) -> None:
    components.context.grant_permissions(["clipboard-write"])
    components.locator("#main").get_by_role("button", name="Copy link").last.click()
    expect(components.get_by_role("status").get_by_text("The link is copied.")).to_be_visible()
    components.get_by_role("button", name="Create client").click()
    dialog = components.get_by_role("dialog", name="New client")
    expect(dialog.get_by_label("Name")).to_be_focused()
    assert violations(components) == []
    components.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
