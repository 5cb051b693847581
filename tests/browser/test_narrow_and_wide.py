"""What stands first on a telephone, and what has room on a desk."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.helpers import looked_at, no_sideways_scroll
from tests.modules.official_statistics.making import plans

People = Callable[[str], Page]
SECTION = "/writing/yearly-report-2019-20/sections/child-protection/"
LONG = "children_in_need_referrals_and_rereferrals_2013_to_2025_as_downloaded_on_4_may.csv"


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    return box["y"]


def test_on_a_telephone_the_text_comes_before_the_checks(people: People) -> None:
    page = people("manager")
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(SECTION)
    assert top(page, "#paper .k-lead") < top(page, "#write") < top(page, "#guards")
    page.locator("#paper").get_by_role("link", name="Checks", exact=True).click()
    expect(page.locator("#guards")).to_be_in_viewport()


def test_on_a_desk_the_checks_stand_beside_the_text_and_charts_have_their_wide_form(
    people: People,
) -> None:
    page = people("manager")
    page.goto(SECTION)
    assert abs(top(page, "#paper") - top(page, "#guards")) < 20
    chart = page.locator("#paper .k-figure").first
    expect(chart.locator(".k-chart--wide")).to_be_visible()
    expect(chart.locator(".k-chart--narrow")).to_be_hidden()
    page.set_viewport_size({"width": 320, "height": 800})
    expect(chart.locator(".k-chart--wide")).to_be_hidden()
    expect(chart.locator(".k-chart--narrow")).to_be_visible()


def test_a_narrow_chart_is_never_drawn_larger_than_it_was_made_for(people: People) -> None:
    page = people("manager")
    page.goto(SECTION)
    page.set_viewport_size({"width": 1000, "height": 800})
    narrow = page.locator("#paper .k-chart--narrow:visible").first
    box = narrow.bounding_box()
    assert box
    assert box["width"] <= 420


def test_the_digest_of_the_verified_log_fits_a_telephone(people: People) -> None:
    page = people("auditor")
    page.goto("/log/verify/")
    page.get_by_role("button", name="Verify now").click()
    expect(page.get_by_role("main")).to_contain_text("The log is whole")
    looked_at(page, "log-verified")


def test_a_file_with_a_long_name_is_offered_before_its_details_and_fits_a_telephone(
    people: People,
) -> None:
    page = people("analyst")
    page.goto("/official/import/")
    sent: FilePayload = {
        "name": LONG,
        "mimeType": "text/csv",
        "buffer": plans(medway="590,127,21.5"),
    }
    page.locator("input[type=file]").set_input_files(files=[sent])
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("nothing is stored yet")
    no_sideways_scroll(page)
    assert top(page, ".k-next") < top(page, "main table")
    waiting = page.url
    page.goto("/")
    expect(page.get_by_role("main")).to_contain_text(LONG)  # among what needs a decision
    no_sideways_scroll(page)
    page.goto(waiting)
    page.get_by_role("button", name="Store nothing").click()
    looked_at(page, "official-file-with-a-long-name")
    council = people("council")
    council.goto("/")
    expect(council.get_by_role("main")).to_contain_text(LONG)  # among what changed
    no_sideways_scroll(council, width=1280)
    no_sideways_scroll(council)
