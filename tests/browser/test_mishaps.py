"""What goes wrong between people, and what they then see: nothing lost, nothing made twice.

All without scripts, on the example.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kith.config import example
from tests.browser.helpers import looked_at, sign_in
from tests.modules.official_statistics.making import NAME, plans

SECTION = "/writing/yearly-report-2019-20/sections/training/"
THEIRS = "The courses were held online from March."
OURS = "We asked those who came what they did otherwise afterwards."
REMARK = "Say how many came from schools."

People = Callable[[str], Page]


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def write(page: Page, words: str) -> None:
    text = page.get_by_label("Text", exact=True)
    text.fill(f"{text.input_value()}\n\n{words}\n")


def test_two_people_who_edit_one_section_lose_nothing(people: People) -> None:
    manager, author = people("manager"), people("author")
    manager.goto(SECTION)
    author.goto(SECTION)
    write(author, THEIRS)
    press(author, "Save")
    expect(author.get_by_role("main")).to_contain_text("Saved as version 2")
    write(manager, OURS)
    press(manager, "Save")
    expect(manager.get_by_role("alert").first).to_contain_text("Not saved")
    expect(manager.get_by_role("alert").first).to_contain_text("Policy officer")
    assert OURS in manager.get_by_label("Text", exact=True).input_value()
    expect(manager.locator(".k-stale")).to_contain_text("courses")
    looked_at(manager, "mishap-stale")
    write(manager, THEIRS)  # takes over what the other wrote, as the page asks
    press(manager, "Save")
    expect(manager.get_by_role("main")).to_contain_text("Saved as version 3")
    for words in (THEIRS, OURS):
        expect(manager.locator("#paper .k-prose")).to_contain_text(words)


def test_a_form_sent_twice_makes_one_comment(people: People) -> None:
    page = people("police")
    page.goto(SECTION + "comments/")
    fields = page.locator("main form [name]").evaluate_all(
        "fields => Object.fromEntries(fields.filter(f => f.type != 'checkbox')"
        ".map(f => [f.name, f.value]))"
    )
    for _ in range(2):
        answer = page.context.request.post(page.url, form=fields | {"text": REMARK})
        assert answer.ok, f"answered {answer.status}"
    page.goto(SECTION)
    expect(page.locator("#comments").get_by_text(REMARK)).to_have_count(1)


@pytest.mark.refused
def test_guessing_a_password_locks_the_door_and_says_what_to_do(demo_page: Page) -> None:
    for _ in range(5):
        sign_in(demo_page, "school@saltmere.example", "a wrong guess")
    expect(demo_page.get_by_role("heading", level=1)).to_have_text("Too many tries")
    looked_at(demo_page, "mishap-locked-out")
    sign_in(demo_page, "school@saltmere.example", example.PASSWORD)
    expect(demo_page.get_by_role("heading", level=1)).to_have_text("Too many tries")
    sign_in(demo_page, "auditor@saltmere.example", example.PASSWORD)  # others come in
    expect(demo_page.get_by_role("heading", level=1)).to_contain_text("need")


def _send(page: Page, name: str, data: bytes) -> None:
    page.goto("/official/import/")
    sent = {"name": name, "mimeType": "text/csv", "buffer": data}
    page.locator("input[type=file]").set_input_files(files=[sent])
    press(page, "Read the file")


def test_an_official_file_is_shown_before_it_is_stored(people: People) -> None:
    page = people("analyst")
    _send(page, NAME, plans(medway="590,127,21.5"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("nothing is stored yet")
    changed = page.get_by_role("table", name="Values that the file changes")
    expect(changed).to_contain_text("583")
    expect(changed).to_contain_text("590")
    looked_at(page, "mishap-upload-preview")
    page.goto("/indicators/child_protection.starts/?area=E06000035&period=2019-20")
    expect(page.get_by_role("main")).not_to_contain_text("590")
    page.go_back()
    press(page, "Store nothing")
    expect(page.get_by_role("main")).to_contain_text(re.compile("nothing|stored", re.I))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (plans(medway="many,127,21.8"), ("Row", "4", "CPP_start")),
        (plans()[:-40], ("Row",)),
        (b"PK\x03\x04" + bytes(200), ("File", NAME)),
    ],
    ids=["text in a number", "cut short", "another kind of file"],
)
def test_a_bad_file_is_refused_on_a_page_that_says_where(
    people: People, data: bytes, told: tuple[str, ...]
) -> None:
    page = people("analyst")
    _send(page, NAME, data)
    refused = page.get_by_role("alert")
    expect(refused).to_contain_text("The file was not brought in")
    expect(refused).to_contain_text("Nothing was stored")
    for words in told:
        expect(refused).to_contain_text(words)
    looked_at(page, "mishap-upload-refused")
