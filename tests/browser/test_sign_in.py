"""The first page that anybody meets, on an installation where nothing has been entered yet."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.helpers import axe, no_sideways_scroll, screenshot, sign_in

PASSWORD = "four plain words together"


@pytest.fixture
def manager(transactional_db):
    user = get_user_model()(email="manager@saltmere.example", office="Business manager")
    user.set_password(PASSWORD)
    user.save()
    return user


def test_the_sign_in_page_is_accessible_and_fits_a_telephone(page: Page) -> None:
    page.goto(reverse("account_login"))
    axe(page)
    no_sideways_scroll(page)
    screenshot(page, "sign-in")


def test_a_wrong_password_says_what_to_do_and_stays_accessible(page: Page, manager) -> None:
    sign_in(page, manager.email, "not the password")
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)


def test_signing_in_needs_no_script(page_without_scripts: Page, manager) -> None:
    sign_in(page_without_scripts, manager.email, PASSWORD)
    expect(page_without_scripts).not_to_have_url(re.compile(reverse("account_login")))
