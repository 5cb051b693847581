"""The authors' pages: what they show, what they save, and what they never lose."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils.html import escape

from kith.foundation.access import Actor
from kith.foundation.publications.models import Comment, Document, Exhibit, Section
from tests.foundation.publications.making import (
    OPEN,
    client,
    edition,
    plans,
    sent,
    sign_all,
    typed,
)

pytestmark = pytest.mark.django_db
SECTION = "/writing/report/sections/plans/"


def form(section: Section, **changes: object) -> dict[str, object]:
    names = ("title", "lead", "finding", "body", "version")
    return sent(**{name: getattr(section, name) for name in names}, **changes)


def test_a_preview_shows_the_words_and_stores_nothing(
    document: Document, people: dict[str, Actor]
) -> None:
    before = plans(document)
    fields = form(before) | {"body": f"Only {OPEN} now.", "do": "preview"}
    page = client(people["report_author"]).post(SECTION, fields)
    assert page.status_code == 200
    assert "It is not saved yet" in page.content.decode()
    assert "Only <span" in page.content.decode()
    assert plans(document).body == before.body


def test_saving_twice_with_one_press_makes_one_version(
    document: Document, people: dict[str, Actor]
) -> None:
    fields = form(plans(document)) | {"body": "New words.", "do": "save"}
    browser = client(people["report_author"])
    first, second = (browser.post(SECTION, fields) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert (plans(document).body, plans(document).version) == ("New words.", 2)


def test_text_that_cannot_be_read_is_shown_again_with_its_line(
    document: Document, people: dict[str, Actor]
) -> None:
    fields = form(plans(document)) | {"body": "One.\n\nTwo {{ wrong }} words.", "do": "save"}
    page = client(people["report_author"]).post(SECTION, fields)
    shown = page.content.decode()
    assert page.status_code == 422
    assert 'href="#id_body"' in shown
    assert "Line 3:" in shown
    assert "Two {{ wrong }} words." in shown


def test_a_writer_who_was_overtaken_sees_both_texts_and_can_save_theirs(
    document: Document, people: dict[str, Actor]
) -> None:
    opened = form(plans(document))
    client(people["business_manager"]).post(
        SECTION, form(plans(document)) | {"body": "The newer text.", "do": "save"}
    )
    browser = client(people["report_author"])
    page = browser.post(SECTION, opened | {"body": "My own text.", "do": "save"})
    shown = page.content.decode()
    assert page.status_code == 409
    assert "My own text." in shown
    assert "newer" in shown
    assert page.context["form"].initial["version"] == 2
    assert plans(document).body == "The newer text."
    again = form(plans(document)) | {"body": "My own text.", "do": "save", "version": 2}
    assert browser.post(SECTION, again).status_code == 302
    assert plans(document).body == "My own text."


def test_a_reader_of_drafts_gets_no_form_and_may_not_post(
    document: Document, people: dict[str, Actor]
) -> None:
    browser = client(people["scrutineer"])
    assert 'name="body"' not in browser.get(SECTION).content.decode()
    assert browser.post(SECTION, form(plans(document))).status_code == 403
    assert browser.get("/writing/report/figures/").status_code == 403


def test_the_figures_of_a_finding_carry_its_number(
    document: Document, people: dict[str, Actor]
) -> None:
    typed(document)
    shown = client(people["report_author"]).get(SECTION).content.decode()
    assert "k-chip--" in shown
    assert 'class="k-mark"' in shown
    assert "Keep, and say why" in shown


def test_a_repair_puts_the_official_figure_in_place_of_the_typed_one(
    document: Document, people: dict[str, Actor]
) -> None:
    typed(document)
    browser = client(people["report_author"])
    offers = browser.get(SECTION).context["offers"]
    official = next(o for o in offers if o.raised.finding.rule == "official")
    address = reverse("report_finding", args=["report", official.raised.key])
    answer = browser.post(address, sent(repair=official.repairs[0][0], section="plans"))
    assert answer["Location"] == SECTION
    body = plans(document).body
    assert "stated" not in body
    assert '{{ figure "child_protection.starts" "2019-20" area="E06000035" }}' in body
    assert browser.get(SECTION).context["offers"] == []


def test_a_warning_is_kept_with_its_reason_and_read_by_those_who_sign(
    document: Document, people: dict[str, Actor]
) -> None:
    typed(document)
    browser = client(people["report_author"])
    offers = browser.get(SECTION).context["offers"]
    warning = next(o for o in offers if o.raised.may_be_kept)
    address = reverse("report_finding", args=["report", warning.raised.key])
    assert browser.post(address, sent(reason="")).status_code == 422
    assert browser.post(address, sent(reason="Counted by the council.")).status_code == 302
    page = client(people["police"]).get("/writing/report/sign/")
    assert "Counted by the council." in page.content.decode()


def test_comments_are_made_answered_and_settled(
    document: Document, people: dict[str, Actor]
) -> None:
    browser, address = client(people["scrutineer"]), SECTION + "comments/"
    assert browser.post(address, sent(text="")).status_code == 422
    browser.post(address, sent(text="What changed?", must_answer="on", paragraph="1.1"))
    said = Comment.objects.get()
    author = client(people["report_author"])
    author.post(f"{address}?to={said.pk}", sent(text="A paragraph was added."))
    shown = author.get(SECTION).content.decode()
    assert "must be answered before publication" in shown
    assert "A paragraph was added." in shown
    browser.post(f"/writing/report/comments/{said.pk}/settle/", sent())
    said.refresh_from_db()
    assert said.settled_by == "Scrutineer"


def test_a_challenge_is_named_in_the_list_of_sections_and_beside_the_text(
    document: Document, people: dict[str, Actor]
) -> None:
    scrutineer, author = client(people["scrutineer"]), client(people["report_author"])
    asked = sent(text="Why did it rise?", must_answer="on", paragraph="")
    scrutineer.post(SECTION + "comments/", asked)
    editor, overview = author.get(SECTION), author.get("/writing/report/")
    assert "1 challenge to answer" in overview.content.decode()
    state = next(row["state"] for row in editor.context["outline"] if row["here"])
    assert "1 challenge to answer" in state
    checks = editor.content.decode().partition('id="guards"')[2]
    assert "A challenge waits for an answer" in checks
    assert "Why did it rise?" in checks
    assert "Nothing is raised here" not in checks
    said = Comment.objects.get()
    scrutineer.post(f"/writing/report/comments/{said.pk}/settle/", sent())
    settled = author.get(SECTION).content.decode()
    assert "A challenge waits for an answer" not in settled
    assert "challenge to answer" not in settled


def test_the_list_of_tables_and_charts_says_their_titles_in_the_order_of_the_report(
    document: Document, people: dict[str, Actor]
) -> None:
    page = client(people["report_author"]).get("/writing/report/exhibits/")
    rows = page.context["rows"]
    placed = [row["number"] for row in rows if row["number"]]
    assert placed
    assert [bool(row["number"]) for row in rows] == sorted(
        (bool(row["number"]) for row in rows), reverse=True
    )
    for row in rows:
        title = row["exhibit"].title if row["number"] else row["exhibit"].key
        assert row["title"] == title
        assert f">{escape(title)}</a></h2>" in page.content.decode()


def test_an_old_version_comes_back_as_a_new_one(
    document: Document, people: dict[str, Actor]
) -> None:
    before, browser = plans(document).body, client(people["report_author"])
    browser.post(SECTION, form(plans(document)) | {"body": "New words.", "do": "save"})
    page = browser.get(SECTION + "versions/").content.decode()
    assert "<ins>" in page
    assert "<del>" in page
    browser.post(SECTION + "versions/", sent(version=1))
    assert (plans(document).body, plans(document).version) == (before, 3)


def test_a_figure_is_found_by_words_and_inserted(
    document: Document, people: dict[str, Actor]
) -> None:
    browser = client(people["report_author"])
    page = browser.get("/writing/report/figures/", {"q": "protection plan started"})
    assert page.context["matches"]
    asked = {"indicator": "child_protection.open", "before": "2019-03-31", "section": "plans"}
    picked = browser.get("/writing/report/figures/", asked).context["picked"]
    assert picked.shown == "463"
    texts = dict(picked.references)
    assert texts["The figure"] == OPEN
    change = next(text for text in texts.values() if "{{ change" in text)
    browser.post("/writing/report/figures/", sent(section="plans", reference=change))
    assert plans(document).body.endswith(change)


def test_the_picker_does_not_show_a_number_that_would_be_hidden(
    document: Document, people: dict[str, Actor]
) -> None:
    page = client(people["report_author"]).get(
        "/writing/report/figures/", {"indicator": "lado.contacts", "by": "faith"}
    )
    assert page.context["picked"].shown == "c"
    assert "<b>3</b>" not in page.content.decode()


def test_a_typed_figure_needs_its_source(document: Document, people: dict[str, Actor]) -> None:
    browser = client(people["report_author"])
    fields = {
        **{"key": "survey", "label": "Children who answered", "value": "212", "unit": "count"},
        **{"kind": "flow", "places": "0", "period_code": "2019-20", "origin": "stated"},
    }
    page = browser.post("/writing/report/typed/new/", sent(**fields))
    assert page.status_code == 422
    assert "Enter source." in page.content.decode()
    browser.post("/writing/report/typed/new/", sent(**fields, source="Survey of June 2019"))
    assert document.stated.get().source == "Survey of June 2019"


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("first: A\nrows: [", "Line 2"),
        ("columns: [{label: A}]\nrows: [{label: B, colour: red}]", "row 1: “colour” is unknown"),
        ("columns: [{label: A, draw: pie}]\nrows: [{label: B}]", "column 1: “pie” cannot be drawn"),
        ("rows: [{label: B}]", "at least one row and one column"),
        ("rows: [B]\ncolumns: [{label: A}]", "a row has a label"),
        ("just words", "names with values"),
    ],
)
def test_a_grid_that_makes_no_table_is_refused_with_its_place(
    document: Document, people: dict[str, Actor], spec: str, words: str
) -> None:
    page = client(people["report_author"]).post(
        "/writing/report/exhibits/at/contacts/", sent(title="Contacts", spec=spec, version=1)
    )
    assert page.status_code == 422
    assert words in page.content.decode()
    assert Exhibit.objects.get().version == 1


def test_a_table_is_previewed_then_saved(document: Document, people: dict[str, Actor]) -> None:
    spec = (
        "base: {indicator: lado.contacts, period: 2019-20}\n"
        "columns: [{label: Year}]\nrows: [{label: Only police, by: police}]"
    )
    browser, address = client(people["report_author"]), "/writing/report/exhibits/at/contacts/"
    fields = {"title": "Contacts", "spec": spec, "version": 1}
    page = browser.post(address, sent(**fields, do="preview"))
    assert "Only police" in page.content.decode()
    assert Exhibit.objects.get().title == "Few contacts"
    assert browser.post(address, sent(**fields, do="save")).status_code == 302
    assert Exhibit.objects.get().spec["rows"][0]["label"] == "Only police"


def test_the_findings_can_be_taken_away_as_a_file(
    document: Document, people: dict[str, Actor]
) -> None:
    typed(document)
    answer = client(people["scrutineer"]).get("/writing/report/guards/?format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows
    assert {row["Place"] for row in rows} == {"1.2"}


def test_the_next_step_names_what_is_first(document: Document, people: dict[str, Actor]) -> None:
    browser = client(people["business_manager"])
    assert "Waits for" in browser.get("/writing/report/").context["next"]["what"]
    typed(document)
    step = browser.get("/writing/report/").context["next"]
    assert "stop" in step["what"]
    assert browser.get(step["url"]).status_code == 200


def test_every_stop_leads_to_a_page_where_it_is_mended(
    document: Document, people: dict[str, Actor]
) -> None:
    typed(document)
    document.coverage.filter(requirement="impact").delete()
    Section.objects.create(document=document, key="bad", order=9, title="Bad", body="{{ no }}")
    Comment.objects.create(
        section=plans(document),
        text="Why?",
        must_answer=True,
        at="2020-10-01T10:00Z",
        by=people["scrutineer"].user,
        office="Scrutineer",
    )
    browser = client(people["business_manager"])
    stops = browser.get("/writing/report/freeze/").context["stops"]
    assert {x.stop.kind for x in stops} == {"text", "guard", "coverage", "comment", "signature"}
    assert {browser.get(x.url).status_code for x in stops} == {200}


def test_from_signature_to_publication_by_the_pages(
    document: Document, people: dict[str, Actor]
) -> None:
    for partner in ("council", "police", "health"):
        browser = client(people[partner])
        digest = browser.get("/writing/report/sign/").context["found"].draft.digest
        done = browser.post("/writing/report/sign/", sent(digest=digest))
        assert digest[:16] in browser.get(done["Location"]).content.decode()
    manager = client(people["business_manager"])
    frozen = manager.post("/writing/report/freeze/", sent())
    assert frozen["Location"] == "/writing/report/editions/1/"
    assert manager.get("/reports/report/").status_code == 404
    asked = manager.get("/writing/report/editions/1/publish/").content.decode()
    assert "without signing in" in asked
    manager.post("/writing/report/editions/1/publish/", sent())
    assert manager.get("/reports/report/").status_code == 200


def test_the_draft_goes_on_after_publication_and_says_what_differs(
    document: Document, people: dict[str, Actor]
) -> None:
    stated = typed(document, "583")
    edition(document, people)
    stated.indicator, stated.value = "", 590
    stated.save()
    document.sections.filter(key="contacts").update(body="No table.")
    page = client(people["scrutineer"]).get("/writing/report/differences/")
    assert ("583", "590") in {(m.before, m.after) for m in page.context["moved"]}
    freezing = client(people["business_manager"])
    sign_all(document, people)
    assert freezing.post("/writing/report/freeze/", sent(note="")).status_code == 422
    assert document.editions.count() == 1


def test_a_draft_is_seen_and_downloaded_as_a_draft(
    document: Document, people: dict[str, Actor]
) -> None:
    browser = client(people["agency_lead"])
    shown = browser.get("/writing/report/draft/sections/plans/").content.decode()
    assert "<b>Draft.</b>" in shown
    assert "k-chip" not in shown
    answer = browser.get("/writing/report/draft/download/csv/")
    assert answer["Content-Disposition"].endswith('report-draft.zip"')
