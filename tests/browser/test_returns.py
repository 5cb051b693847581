"""An agency's lead sends the quarter: by the form, part by part, and by workbook."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import axe, looked_at, no_sideways_scroll, screenshot, sign_in
from tests.modules.dataset.making import GOOD, Collection, collection

PASSWORD = "four plain words together"
WHY = "Two children were reported 31 times between them in February."


@pytest.fixture
def collected(transactional_db: None) -> Collection:
    return collection()


def _open(page: Page, collected: Collection) -> None:
    """From the first page to the return, by the links that everybody has."""
    sign_in(page, collected.leads["saltmere-police"].email, PASSWORD)
    expect(page).not_to_have_url(re.compile("/login/"))
    page.goto("/dataset/returns/")
    page.get_by_role("link", name="January to March 2020 (Q4)").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("January to March 2020")


def _press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=re.compile(name)).first.click()


def _seen(page: Page, picture: str) -> None:
    axe(page)
    no_sideways_scroll(page)
    screenshot(page, picture)


def test_a_lead_sends_the_quarter_by_the_form_without_scripts(
    collected: Collection, page_without_scripts: Page
) -> None:
    page = page_without_scripts
    _open(page, collected)
    looked_at(page, "return-parts")
    page.get_by_role("main").get_by_role("link", name="Missing children").click()
    page.get_by_label("Missing episodes", exact=True).fill("342")
    page.get_by_label("Children reported missing", exact=True).fill("132")
    page.get_by_label("Children missing for the first time", exact=True).fill("45")
    page.get_by_label("East", exact=True).fill("20")
    page.get_by_label("West", exact=True).fill("28")
    _press(page, "Save and go to Working together")
    expect(page.get_by_role("main")).to_contain_text("26% more than in October to December 2019")
    looked_at(page, "return-part-asks-why")
    page.get_by_label(re.compile("Why did it move")).first.fill(WHY)
    _press(page, "Save and go to Working together")
    page.get_by_label(re.compile("^Partners.*: how many$")).fill("42")
    page.get_by_label(re.compile("of how many")).fill("61")
    _press(page, "Save and go to Domestic abuse")
    for month, number in (("January", "90"), ("February", "95"), ("March", "99")):
        page.get_by_label(f"{month} 2020", exact=True).fill(number)
    _press(page, "Save and check the return")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check and send")
    expect(page.get_by_role("main")).to_contain_text(WHY)
    looked_at(page, "return-check")
    _press(page, "Send the return")
    expect(page.get_by_role("heading", level=1)).to_have_text("The return is sent")
    looked_at(page, "return-receipt")


def _fill_like_last_time(page: Page) -> None:
    """The same numbers as in the quarter before, in every box of a part."""
    for row in page.locator(".k-q").all():
        before = row.locator(".k-q__last").nth(1).inner_text()
        numbers = re.findall(r"[\d,]+", before.rpartition("2020")[2] or before) or ["0", "1"]
        for box, number in zip(row.locator("input[type=text]").all(), numbers, strict=True):
            box.fill(number)


def test_the_examples_agency_sends_the_open_quarter(
    people: Callable[[str], Page],
) -> None:
    page = people("agency")
    page.goto("/dataset/returns/")
    page.get_by_role("main").get_by_role("link", name="April to June 2020 (Q1)").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("April to June 2020")
    page.get_by_role("main").locator(".k-partlist a").first.click()
    for _ in range(12):
        if page.get_by_role("heading", level=1).inner_text() == "Check and send":
            break
        _fill_like_last_time(page)
        _press(page, "Save and")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check and send")
    _press(page, "Send the return")
    expect(page.get_by_role("heading", level=1)).to_have_text("The return is sent")


def _filled(file: Path, numbers: dict[str, tuple[int, int | None]]) -> bytes:
    """The workbook with numbers typed into it, as a person saves it."""
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    sheet = book["Return"]
    for row in range(5, sheet.max_row + 1):
        given = numbers.get(str(sheet.cell(row, 1).value))
        if given is not None:
            sheet.cell(row, 10).value, sheet.cell(row, 11).value = given
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_lead_sends_the_quarter_by_workbook(collected: Collection, page: Page) -> None:
    _open(page, collected)
    page.get_by_role("button", name="Fill in a workbook instead").click()
    _seen(page, "workbook")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download the workbook").click()
    data = _filled(Path(taken.value.path()), {**GOOD, "35|2019-20 Q4|": (342, None)})
    page.get_by_label("The workbook, filled in").set_input_files(
        {"name": "our return.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    )
    _press(page, "Read the workbook")
    expect(page.get_by_role("heading", level=1)).to_contain_text("nothing is stored yet")
    _seen(page, "workbook-preview")
    page.get_by_label(re.compile("Why did it move")).first.fill(WHY)
    _press(page, "Store and send")
    expect(page.get_by_role("heading", level=1)).to_have_text("The return is sent")
    expect(page.get_by_role("main")).to_contain_text("A workbook")


@pytest.mark.refused
def test_a_workbook_of_another_kind_is_answered_in_place(collected: Collection, page: Page) -> None:
    _open(page, collected)
    page.get_by_role("button", name="Fill in a workbook instead").click()
    page.get_by_label("The workbook, filled in").set_input_files(
        {"name": "figures.csv", "mimeType": "text/csv", "buffer": b"a,b\r\n1,2\r\n"}
    )
    _press(page, "Read the workbook")
    expect(page.get_by_role("alert")).to_contain_text("The workbook was not taken")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was stored")
    _seen(page, "workbook-refused")
