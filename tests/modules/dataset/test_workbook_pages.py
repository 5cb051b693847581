"""The workbook through the pages: out, back, looked at, stored, sent; or refused and forgotten."""

import io
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse

from kith.foundation.audit.models import Event
from kith.foundation.indicators.models import Observation
from kith.foundation.indicators.waiting import waiting_room
from kith.modules.dataset.models import Answer, Receipt, Return, Upload
from kith.modules.dataset.sending.filling import filling
from kith.modules.dataset.uploads.paper import asked_of, sign, verify
from kith.reading.workbooks import Asked, read_workbook, write_workbook
from tests.foundation.administration.people import send
from tests.modules.dataset.making import GOOD, Collection
from tests.reading.bad_workbooks import every_bad

EPISODES, MONTH = "35|2019-20 Q4|", "41|2020-01|"


@pytest.fixture(autouse=True)
def room(settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def lead(collected: Collection) -> Client:
    return collected.client(collected.police)


def asked(collected: Collection, of: Return | None = None) -> Asked:
    return asked_of(filling(of or collected.mine, collected.today))


def filled(collected: Collection, numbers: Mapping[str, Any], **more: dict[str, str]) -> bytes:
    """The agency's workbook with these boxes filled in, the others as they are stored."""
    wanted = asked(collected)
    lines = []
    for line in wanted.lines:
        given = numbers.get(line.id)
        of, among = given if isinstance(given, tuple) else (given, None)
        if of is not None:
            line = replace(line, now_of=Decimal(of), now_among=among and Decimal(among))
        told = {f"now_{name}": texts[line.id] for name, texts in more.items() if line.id in texts}
        lines.append(replace(line, **told))
    return write_workbook(replace(wanted, lines=tuple(lines)), sign)


def upload(client: Client, of: Return, data: bytes, name: str = "return.xlsx") -> Any:
    address = reverse("dataset-workbook", args=[of.pk])
    return send(client, address, file=SimpleUploadedFile(name, data))


def decide(client: Client, at: Upload, decision: str = "store", **fields: Any) -> Any:
    # A file is deleted when the decision is stored for good, which a test never reaches by itself.
    with TestCase.captureOnCommitCallbacks(execute=True):
        return send(client, reverse("dataset-upload", args=[at.pk]), decision=decision, **fields)


def stored() -> tuple[int, ...]:
    """How many rows there are of whatever a workbook may come to."""
    return tuple(model.objects.count() for model in (Answer, Observation, Receipt))


def test_a_workbook_goes_out_comes_back_and_sends_the_return(
    collected: Collection, lead: Client
) -> None:
    file = lead.get(reverse("dataset-workbook-file", args=[collected.mine.pk]))
    assert "return-saltmere-police-2019-20-q4.xlsx" in file["Content-Disposition"]
    assert read_workbook(file.content, asked(collected), verify).given == ()
    before = stored()
    done = upload(lead, collected.mine, filled(collected, GOOD))
    staged = Upload.objects.get()
    assert done["Location"] == reverse("dataset-upload", args=[staged.pk])
    page = lead.get(done["Location"]).content.decode()
    assert "nothing is stored yet" in page
    assert "9 rows were read. None was refused." in page
    assert stored() == before
    (kept,) = waiting_room().iterdir()
    assert kept.name == staged.kept_as
    assert len(kept.name) <= Upload._meta.get_field("kept_as").max_length
    sent = decide(lead, staged)
    receipt = Receipt.objects.get()
    assert sent["Location"] == reverse("dataset-receipt", args=[receipt.pk])
    assert (receipt.via, receipt.values) == ("workbook", 9)
    assert {a.box: a.of for a in Answer.objects.all()}[EPISODES] == 280
    assert not list(waiting_room().iterdir())


def test_the_rows_of_a_preview_add_up(collected: Collection, lead: Client) -> None:
    collected.save({EPISODES: 279, "36|2019-20 Q4|": 120})
    data = filled(
        collected,
        {EPISODES: 280, "36|2019-20 Q4|": 120, "37|2019-20 Q4|": 45},
        reason={MONTH: "Not ready yet"},
    )
    upload(lead, collected.mine, data)
    staged = Upload.objects.get()
    assert (staged.new, staged.changed, staged.same, staged.blank, staged.refused) == (
        1,
        1,
        1,
        6,
        0,
    )
    page = lead.get(reverse("dataset-upload", args=[staged.pk])).content.decode()
    assert "<s>279</s>" in page
    assert "<b>280</b>" in page


def test_the_same_file_again_gives_the_first_receipt(collected: Collection, lead: Client) -> None:
    data = filled(collected, GOOD)
    upload(lead, collected.mine, data)
    first = decide(lead, Upload.objects.get())
    again = upload(lead, collected.mine, data)
    assert again["Location"] == first["Location"]
    assert decide(lead, Upload.objects.get())["Location"] == first["Location"]
    assert (Upload.objects.count(), Receipt.objects.count()) == (1, 1)


def test_a_file_that_waits_is_not_read_twice(collected: Collection, lead: Client) -> None:
    data = filled(collected, GOOD)
    assert (
        upload(lead, collected.mine, data)["Location"]
        == (upload(lead, collected.mine, data)["Location"])
    )
    assert Upload.objects.count() == 1


def test_a_sentence_is_written_on_the_preview(collected: Collection, lead: Client) -> None:
    upload(lead, collected.mine, filled(collected, {**GOOD, EPISODES: 342}))
    staged = Upload.objects.get()
    page = lead.get(reverse("dataset-upload", args=[staged.pk])).content.decode()
    assert "What moved, and asks for a sentence" in page
    why = "Two children were reported 31 times between them."
    done = decide(lead, staged, **{f"explanation:{EPISODES}": why})
    assert done["Location"] == reverse("dataset-receipt", args=[Receipt.objects.get().pk])
    assert Answer.objects.get(item__number="35").explanation == why


def test_without_the_sentence_the_rows_are_stored_and_the_return_waits(
    collected: Collection, lead: Client
) -> None:
    upload(lead, collected.mine, filled(collected, {**GOOD, EPISODES: 342}))
    done = decide(lead, Upload.objects.get())
    assert done["Location"] == reverse("dataset-return-send", args=[collected.mine.pk])
    assert (Answer.objects.count(), Receipt.objects.count()) == (9, 0)


def test_a_sentence_that_names_a_child_stores_nothing(collected: Collection, lead: Client) -> None:
    upload(lead, collected.mine, filled(collected, {**GOOD, EPISODES: 342}))
    before = stored()
    said = {f"explanation:{EPISODES}": "Her NHS number is 943 476 5919."}
    refused = decide(lead, Upload.objects.get(), **said)
    assert refused.status_code == 422
    assert stored() == before
    assert Upload.objects.get().state == "staged"


def test_a_workbook_that_names_a_child_is_refused_whole_and_not_kept(
    collected: Collection, lead: Client
) -> None:
    named = {EPISODES: "Amy Jones, born 4 May 2009, of 14 Mill Lane, went again."}
    refused = upload(lead, collected.mine, filled(collected, GOOD, explanation=named))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Return!M5" in page
    assert "Jones" not in page
    assert not Upload.objects.exists()
    assert not list(waiting_room().iterdir())
    event = Event.objects.get(kind="return.workbook_refused")
    assert "Jones" not in f"{event.what} {event.why} {event.data}"


@pytest.mark.parametrize("cell", ["J5", "D5", "D40"])
def test_a_name_in_any_cell_has_the_whole_file_refused(
    collected: Collection, lead: Client, cell: str
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(collected, GOOD)))
    book["Return"][cell] = "Amy Jones, born 4 May 2009"
    data = io.BytesIO()
    book.save(data)
    refused = upload(lead, collected.mine, data.getvalue())
    assert refused.status_code == 422
    assert f"Return!{cell}" in refused.content.decode()
    assert "Jones" not in refused.content.decode()
    assert not Upload.objects.exists()


def test_a_number_that_a_person_is_given_is_no_count(collected: Collection, lead: Client) -> None:
    refused = upload(lead, collected.mine, filled(collected, {**GOOD, EPISODES: 9434765919}))
    assert refused.status_code == 422
    assert "9434765919" not in refused.content.decode()
    assert not Upload.objects.exists()


def test_another_agencys_workbook_is_refused_by_name(collected: Collection, lead: Client) -> None:
    other = collected.return_of(collected.health)
    theirs = write_workbook(asked(collected, other), sign)
    page = upload(lead, collected.mine, theirs).content.decode()
    assert "Saltmere Community Health" in page
    assert "you are sending for Saltmere Police" in page
    assert not Upload.objects.exists()


def test_a_refused_row_comes_back_with_its_reason_and_is_taken_when_mended(
    collected: Collection, lead: Client
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(collected, GOOD)))
    book["Return"]["J5"] = "<5"
    data = io.BytesIO()
    book.save(data)
    upload(lead, collected.mine, data.getvalue())
    staged = Upload.objects.get()
    assert (staged.rows, staged.new, staged.refused) == (9, 8, 1)
    page = lead.get(reverse("dataset-upload", args=[staged.pk])).content.decode()
    assert "Return!J5" in page
    assert "refused rows have to be mended" in page
    decide(lead, staged)
    assert (Answer.objects.count(), Receipt.objects.count()) == (8, 0)
    back = lead.get(reverse("dataset-upload-refused", args=[staged.pk]))
    book = openpyxl.load_workbook(io.BytesIO(back.content))
    sheet = book["Return"]
    assert "&lt;5" not in str(sheet["J5"].value)
    assert sheet["J5"].value == "<5"
    sheet["J5"] = 280
    data = io.BytesIO()
    book.save(data)
    done = upload(lead, collected.mine, data.getvalue(), "mended.xlsx")
    assert done.status_code == 302, done.content.decode()
    decide(lead, Upload.objects.get(file_name="mended.xlsx"))
    assert Receipt.objects.get().values == 9


def test_a_workbook_set_aside_is_forgotten(collected: Collection, lead: Client) -> None:
    upload(lead, collected.mine, filled(collected, GOOD))
    before = stored()
    decide(lead, Upload.objects.get(), "nothing")
    assert stored() == before
    aside = Upload.objects.get()
    assert (aside.state, aside.reading, aside.kept_as) == ("discarded", {}, "")
    assert not list(waiting_room().iterdir())
    assert decide(lead, aside).status_code == 422
    page = lead.get(reverse("dataset-upload", args=[aside.pk])).content.decode()
    assert "The workbook was set aside" in page


def test_an_older_workbook_empties_no_box_that_was_filled_since(
    collected: Collection, lead: Client
) -> None:
    older = filled(collected, {MONTH: 90})
    collected.save({EPISODES: 280})
    upload(lead, collected.mine, older)
    staged = Upload.objects.get()
    page = lead.get(reverse("dataset-upload", args=[staged.pk])).content.decode()
    assert "Empty in the workbook, stored before" in page
    decide(lead, staged)
    assert {a.box: a.of for a in Answer.objects.all()} == {EPISODES: 280, MONTH: 90}


def test_a_workbook_with_nothing_in_it_is_refused(collected: Collection, lead: Client) -> None:
    refused = upload(lead, collected.mine, filled(collected, {}))
    assert refused.status_code == 422
    assert "No row of the workbook is filled in." in refused.content.decode()
    assert not Upload.objects.exists()


def test_an_excused_return_takes_no_workbook(collected: Collection, lead: Client) -> None:
    data = filled(collected, GOOD)
    Return.objects.filter(pk=collected.mine.pk).update(
        excused_on=collected.today, excused_because="Closed for a year"
    )
    assert upload(lead, collected.mine, data).status_code == 422
    assert not Upload.objects.exists()


def test_a_reason_in_the_persons_own_words_goes_out_and_comes_back(
    collected: Collection, lead: Client
) -> None:
    said = "The register was kept on paper until May"
    for line in asked(collected).lines:
        assert line.now_reason == ""
    data = filled(
        collected,
        {},
        reason={EPISODES: "Other (say in the next column)"},
        explanation={EPISODES: said},
    )
    upload(lead, collected.mine, data)
    decide(lead, Upload.objects.get())
    assert (Answer.objects.get().reason, Answer.objects.get().explanation) == (said, "")
    again = read_workbook(write_workbook(asked(collected), sign), asked(collected), verify)
    assert [given.explanation for given in again.blanks if given.reason] == [said]


def test_every_bad_workbook_is_answered_with_its_place_and_stores_nothing(
    collected: Collection, lead: Client
) -> None:
    before, taken = stored(), []
    for bad in every_bad(asked(collected), sign):
        Upload.objects.all().delete()
        done = upload(lead, collected.mine, bad.data, bad.file_name)
        assert stored() == before, bad.name
        if done.status_code == 302:
            staged = Upload.objects.get()
            if not staged.refused and not staged.reading["warnings"]:
                taken.append(bad.name)
        else:
            assert done.status_code == 422, bad.name
            assert "There is a problem" in done.content.decode() or (
                "The workbook was not taken" in done.content.decode()
            ), bad.name
            assert not Upload.objects.exists(), bad.name
    assert not taken


@pytest.mark.parametrize("page", ["dataset-workbook", "dataset-workbook-file", "dataset-upload"])
def test_a_page_of_the_workbook_asks_little_of_the_database(
    collected: Collection, lead: Client, page: str, django_assert_max_num_queries: Any
) -> None:
    upload(lead, collected.mine, filled(collected, {**GOOD, EPISODES: 342}))
    key = Upload.objects.get().pk if page == "dataset-upload" else collected.mine.pk
    with django_assert_max_num_queries(25):
        assert lead.get(reverse(page, args=[key])).status_code == 200
