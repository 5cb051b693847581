"""Setting up a second factor as a person does it, on every page of the way."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from kith.foundation.access import Role
from tests.browser.helpers import axe, no_sideways_scroll, screenshot, sign_in
from tests.foundation.accounts.people import EMAIL, PASSWORD, code_of, make_person


@pytest.fixture
def person(transactional_db):
    return make_person(role=Role.AGENCY_LEAD)


def _look(page: Page, name: str) -> None:
    axe(page)
    no_sideways_scroll(page)
    screenshot(page, name)


def test_a_person_sets_up_a_second_factor_and_is_asked_for_it(page: Page, person) -> None:
    sign_in(page, EMAIL, PASSWORD)
    page.goto(reverse("account"))
    _look(page, "account")
    page.goto(reverse("mfa_activate_totp"))
    _look(page, "password-again")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    _look(page, "second-factor-set-up")
    secret = page.locator("main code").inner_text().replace(" ", "")
    page.locator("input[name=code]").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    _look(page, "recovery-codes")
    [kept, *_] = page.locator("main li code").all_inner_texts()
    page.get_by_role("button", name="I have kept them: continue").click()
    page.goto(reverse("mfa_index"))
    _look(page, "second-factor")
    page.context.clear_cookies()
    sign_in(page, EMAIL, PASSWORD)
    expect(page).to_have_url(re.compile(reverse("mfa_authenticate")))
    _look(page, "second-factor-asked")
    page.locator("input[name=code]").fill(kept)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing needs you today.")
    _look(page, "home-agency")
