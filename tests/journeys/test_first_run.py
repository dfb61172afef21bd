"""From an empty installation to figures on the screen."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Site
from tests.journeys.seed import PASSWORD


def test_first_run(page: Page) -> None:
    page.goto("/")
    expect(page).to_have_title("Set up Cicero")
    page.get_by_label("Your name").fill("Ratna Dewi")
    page.get_by_label("Username").fill("ratna")
    page.get_by_label("Password").fill("pendek")
    page.get_by_role("button", name="Create administrator").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create administrator").click()

    expect(page.get_by_role("heading", name="No clients yet")).to_be_visible()
    page.get_by_role("button", name="Create a client").click()
    page.get_by_label("Name", exact=True).fill("Kopi Contoh")
    page.get_by_label("Short name").fill("kopi")
    page.get_by_role("button", name="Create client").click()
    expect(page).to_have_url("/clients/kopi")
    expect(page.get_by_text("cicero import PATH --client kopi")).to_be_visible()

    page.goto("/setup")
    expect(page).to_have_url("/")
    page.locator(".sidebar").get_by_role("button", name="Sign out").click()
    expect(page).to_have_url("/sign-in")
    page.goto("/clients/kopi")
    expect(page).to_have_url("/sign-in?next=/clients/kopi")


def test_signing_in_with_the_keyboard_alone(page: Page, filled: Site) -> None:
    page.goto(f"{filled.address}/clients/kopi")
    page.keyboard.type("ratna")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The username or the password is wrong.")
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/clients/kopi")
    expect(page.get_by_role("heading", name="Kopi Contoh")).to_be_visible()
    page.keyboard.press("Control+k")
    page.keyboard.type("kopi")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/clients/kopi")
