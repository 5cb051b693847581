"""The main path on the example, as its people walk it, without scripts.

From the first page to a figure, to the value behind it, to a wrong correction that the guards
catch, to three signatures and a second edition that the public reads in every form.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
from playwright.sync_api import Locator, Page, expect
from python_calamine import CalamineWorkbook

from tests.browser.helpers import looked_at

REPORT = "/writing/yearly-report-2019-20/"
SECTION = REPORT + "sections/child-protection/"
PUBLISHED = "/reports/yearly-report-2019-20/"
PLANS = "Children with a child protection plan"
ADDED = "We also asked the families what the plan had changed for them."
NOTE = "One sentence was added to the section on child protection plans. No figure changed."
RIGHT, WRONG = "463", "466"
PARTNERS = ("council", "police", "health")

People = Callable[[str], Page]


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def guards_of(page: Page) -> Locator:
    page.goto(SECTION)
    return page.get_by_role("complementary", name="Checks on this section")


def correct(people: People, value: str, reason: str) -> None:
    """The analyst follows the figure from the text to its value, and corrects it."""
    page = people("analyst")
    page.goto(SECTION)
    page.locator(
        "#paper a.k-chip:visible", has_text=re.compile(f"^({RIGHT}|{WRONG})$")
    ).first.click()
    expect(page.locator("#figure")).to_contain_text("31 March 2020")
    page.get_by_role("link", name="This indicator over the years").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("plan")
    page.get_by_role("link", name=re.compile("Correct this value")).first.click()
    expect(page.get_by_role("main")).to_contain_text("31 March 2020")
    page.get_by_label("The right value").fill(value)
    page.get_by_label("Why is it corrected?").fill(reason)
    press(page, "Correct the value")
    expect(page.get_by_role("main")).to_contain_text(f"The value is now {value}")


def test_a_manager_finds_the_way_from_the_first_page_to_the_value_behind_a_figure(
    people: People,
) -> None:
    page = people("manager")
    expect(page.get_by_role("heading", level=1)).to_contain_text("need")
    services = page.get_by_role("navigation", name=re.compile("service|main|menu", re.I)).first
    services.get_by_role("link", name="Reports").click()
    page.get_by_role("link", name="Yearly report 2019-20").first.click()
    page.get_by_role("main").get_by_role("link", name=re.compile(PLANS)).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PLANS)
    page.locator("#paper a.k-chip:visible", has_text=RIGHT).first.click()
    card = page.locator("#figure")
    expect(card).to_contain_text(RIGHT)
    expect(card).to_contain_text("Department for Education")
    card.get_by_role("link", name="This indicator over the years").click()
    page.get_by_role("link", name=re.compile("All versions")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Versions of a value")
    looked_at(page, "path-versions-of-a-value")


def test_a_wrong_correction_is_raised_in_the_section_and_stops_signing(people: People) -> None:
    manager, council = people("manager"), people("council")
    expect(guards_of(manager)).to_contain_text("0 raised")
    correct(people, WRONG, "Counted again from the local list")
    raised = guards_of(manager)
    expect(raised).to_contain_text("355")
    expect(raised).to_contain_text(WRONG)
    expect(raised).to_contain_text(re.compile("(close|opening|start)", re.I))
    looked_at(manager, "path-guard-raised")
    council.goto(REPORT + "sign/")
    expect(council.get_by_role("main")).to_contain_text("cannot be signed yet")
    expect(council.get_by_role("button", name="Sign this draft")).to_have_count(0)
    looked_at(council, "path-cannot-sign")
    correct(people, RIGHT, "The local list counted three children twice")
    expect(guards_of(manager)).to_contain_text("0 raised")


def test_the_next_edition_is_written_signed_and_published(people: People) -> None:
    write(people)
    answer_the_challenge(people)
    for partner in PARTNERS:
        page = people(partner)
        page.goto(REPORT + "sign/")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Sign")
        press(page, "Sign this draft")
        expect(page.get_by_role("main")).to_contain_text("You have signed")
    looked_at(people(PARTNERS[0]), "path-signed")
    freeze_and_publish(people("manager"))


def write(people: People) -> None:
    """The manager adds a sentence, looks at it, and saves it."""
    page = people("manager")
    page.goto(SECTION)
    body = page.get_by_label("Text", exact=True)
    words = body.input_value() + f"\n\n{ADDED}\n"
    body.fill(words)
    press(page, "Preview")
    expect(page.locator("#paper .k-prose")).to_contain_text(ADDED)
    expect(page.get_by_role("status").first).to_contain_text("not saved yet")
    looked_at(page, "path-preview")
    press(page, "Save")
    expect(page.get_by_role("main")).to_contain_text("Saved as version 2")
    expect(page.get_by_text("Signed an earlier state", exact=True)).to_have_count(
        3
    )  # nobody signed this


def answer_the_challenge(people: People) -> None:
    """The manager answers; nobody but the scrutineer can say that the answer will do."""
    page = people("manager")
    page.goto(REPORT + "freeze/")
    expect(page.get_by_role("main")).to_contain_text("still stop")
    page.goto(SECTION)
    page.get_by_role("link", name=re.compile("Reply to Independent scrutineer")).click()
    page.locator("textarea").fill("We say in the section what we asked families.")
    press(page, "Send the answer")
    expect(page.locator("#comments")).to_contain_text("what we asked families")
    scrutineer = people("scrutineer")
    scrutineer.goto(SECTION)
    settle = re.compile("Settle the comment of Independent scrutineer")
    scrutineer.get_by_role("link", name=settle).click()
    press(scrutineer, "Settle it")
    expect(scrutineer.locator("#comments")).to_contain_text("settled by Independent scrutineer")


def freeze_and_publish(page: Page) -> None:
    page.goto(REPORT + "freeze/")
    looked_at(page, "path-freeze")
    press(page, "Freeze edition 2")
    expect(page.get_by_role("alert").first).to_be_visible()  # a correction says what it corrects
    page.locator("textarea[name=note]").fill(NOTE)
    press(page, "Freeze edition 2")
    expect(page.get_by_role("main")).to_contain_text("This edition is frozen")
    looked_at(page, "path-frozen")
    page.get_by_role("main").get_by_role("button", name="Publish edition 2").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Publish edition 2")
    looked_at(page, "path-publish")
    press(page, "Publish it")
    expect(page.get_by_role("main")).to_contain_text("This edition is public")


def test_the_public_reads_the_new_edition_and_opens_a_figure(people: People) -> None:
    page = people("public")
    page.goto("/")
    page.get_by_role("link", name="Yearly report 2019-20").first.click()
    expect(page.get_by_role("main")).to_contain_text("Edition 2")
    page.get_by_role("article").get_by_role("link", name=PLANS).click()
    expect(page.get_by_role("article")).to_contain_text(ADDED)
    page.locator("article a.k-fig:visible", has_text="72.7").first.click()
    card = page.locator("#figure")
    for said in (
        "72.7",
        "463 ÷ 63,672 × 10,000",  # numerator and denominator
        "31 March 2020",
        "Department for Education",
        "What it counts",
        "Denominator",
        "Period",
        "Signed off",
        "Saltmere and Weald Police",
        "History",
        "Edition 1",
        "Edition 2",
    ):
        expect(card).to_contain_text(said)
    looked_at(page, "path-public-figure")


def test_the_public_sees_what_was_corrected_and_still_reads_edition_1(people: People) -> None:
    page = people("public")
    page.goto(PUBLISHED)
    page.get_by_role("link", name="Editions and corrections").first.click()
    expect(page.get_by_role("article")).to_contain_text(NOTE)
    looked_at(page, "path-corrections")
    page.get_by_role("link", name="What has changed since edition 1").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("edition 1 to edition 2")
    looked_at(page, "path-changes")
    page.goto(PUBLISHED + "1/sections/child-protection/")
    article = page.get_by_role("article")
    expect(article).to_contain_text("This is edition 1. A corrected edition has replaced it")
    expect(article).not_to_contain_text(ADDED)
    looked_at(page, "path-replaced")
    article.get_by_role("link", name="read edition 2").click()
    expect(page.get_by_role("article")).to_contain_text("Edition 2")


def _saved(page: Page, form: str, folder: Path) -> Path:
    page.goto(PUBLISHED + "2/")
    with page.expect_download() as waiting:
        page.get_by_role("article").get_by_role("link", name=form, exact=True).click()
    name = waiting.value.suggested_filename
    waiting.value.save_as(folder / name)
    return folder / name


def test_every_form_of_the_edition_downloads_and_opens(people: People, tmp_path: Path) -> None:
    page = people("public")
    pdf = _saved(page, "PDF", tmp_path)
    with pikepdf.open(pdf) as opened:
        assert len(opened.pages) >= 25
        assert bool(opened.Root.MarkInfo.Marked)
    word = docx.Document(str(_saved(page, "Word", tmp_path)))
    assert ADDED in "\n".join(p.text for p in word.paragraphs)
    for form in ("All tables, Excel", "All tables, OpenDocument"):
        book = CalamineWorkbook.from_path(str(_saved(page, form, tmp_path)))
        assert len(book.sheet_names) >= 12
        assert any("463" in str(cell) for name in book.sheet_names for row in
                   book.get_sheet_by_name(name).to_python() for cell in row)  # fmt: skip
    with zipfile.ZipFile(_saved(page, "All tables and figures, CSV", tmp_path)) as tables:
        names = [name for name in tables.namelist() if name.endswith(".csv")]
        rows = csv.reader(io.StringIO(tables.read(names[0]).decode("utf-8-sig")))
        assert len(names) >= 2
        assert len(list(rows)) > 2
