"""Every page that a person can reach by links is accessible, quiet, and fits a telephone.

Each role goes its own way from its first page, and meets no link that it may not follow.
"""

import pytest
from playwright.sync_api import Page, expect

from kith.config import example
from tests.browser.crawling import Crawl
from tests.browser.helpers import sign_in

# Each role, and some of the pages that it is there for.
ROLES = {
    "manager": {"home", "report", "report_section", "report_freeze", "indicator", "people"},
    "analyst": {"home", "indicator", "indicator-correct", "official", "official-import"},
    "finance": {"home", "accounts", "account-year", "account-line"},
    "council": {"home", "report_sign", "report_draft_section"},
    "scrutineer": {"home", "report_section", "report_comment", "report_settle"},
    "agency": {"home", "organisation", "groups"},
    "administrator": {"home", "people", "people-invite", "installation"},
    "auditor": {"home", "audit-log", "audit-verify"},
}


@pytest.fixture(scope="module")
def crawl() -> Crawl:
    return Crawl()


def test_every_public_page(demo_page: Page, demo_site: str, crawl: Crawl) -> None:
    crawl.faults.clear()
    met = crawl.of(demo_page, f"{demo_site}/reports/", "public")
    assert not crawl.faults, "\n".join(crawl.faults)
    assert {"public_reports", "public_edition", "public_section", "public_figure"} <= set(met)
    assert met["public_section"] >= 18, "sections of the report are not all linked"


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role(demo_page: Page, crawl: Crawl, role: str) -> None:
    crawl.faults.clear()
    sign_in(demo_page, f"{role}@saltmere.example", example.PASSWORD)
    expect(demo_page.get_by_role("heading", level=1)).to_be_visible()
    met = crawl.of(demo_page, demo_page.url, role)
    assert not crawl.faults, "\n".join(crawl.faults)
    assert ROLES[role] <= set(met), f"the {role} found only {sorted(met)}"
