"""The pages of the accounts: lines entered, corrected with a reason, and taken away as a file."""

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundation.access import Actor, Role
from kith.foundation.audit.models import Event
from kith.modules.finance.models import Account, Line
from tests.foundation.administration.people import body, client_of, person, send
from tests.modules.finance.making import published_accounts

pytestmark = pytest.mark.django_db
YEAR = "2019-20"


@pytest.fixture
def account() -> Account:
    by = Actor.system("test", timezone.localdate())
    return published_accounts(by, only_published=False)


@pytest.fixture
def keeper(account: Account) -> Client:
    return client_of(person(Role.FINANCE_OFFICER, body("council", "Saltmere Council")))


def _page(client: Client) -> str:
    return client.get(reverse("account-year", args=[YEAR])).content.decode()


def test_the_year_is_said_in_a_sentence_with_shares(keeper: Client) -> None:
    page = _page(keeper)
    assert "The accounts balance." in page
    assert "£236,396 came in and £224,769 was spent; £11,627 went into reserves." in page
    assert "47.5%" in page


def test_a_year_is_begun_with_its_name_written_any_way(keeper: Client) -> None:
    address = reverse("account-open")
    done = send(keeper, address, period_code="2020-21", source="Ledger", income_total="£1,000")
    assert done["Location"] == reverse("account-year", args=["2020-21"])
    assert Account.objects.get(period_code="2020-21").income_total == Decimal(1000)
    again = send(keeper, address, period_code="2020-21", source="Ledger")
    assert "There are accounts for 2020-21 already" in again.content.decode()


def test_a_period_that_is_no_financial_year_is_refused(keeper: Client) -> None:
    for wrong in ("AY2019-20", "sometime"):
        response = send(keeper, reverse("account-open"), period_code=wrong, source="Ledger")
        assert response.status_code == 422
    assert Account.objects.count() == 1


def test_a_line_is_corrected_with_a_reason_that_is_kept(keeper: Client) -> None:
    line = Line.objects.get(label="Travel")
    address = reverse("account-line", args=[line.pk])
    told = {"kind": line.kind, "label": line.label, "expected_version": line.version}
    without = send(keeper, address, **told, outturn="800")
    assert without.status_code == 422
    assert 'value="800"' in without.content.decode()
    send(keeper, address, **told, outturn="£800.50", why="late claim")
    line.refresh_from_db()
    assert line.outturn == Decimal("800.50")
    event = Event.objects.get(kind="finance.line_changed")
    assert event.why == "late claim"
    assert event.data["before"]["outturn"] == "787.00"
    assert "Because: late claim" in _page(keeper)


def test_two_corrections_of_one_line_at_once_lose_nothing(keeper: Client) -> None:
    line = Line.objects.get(label="Travel")
    address = reverse("account-line", args=[line.pk])
    told = {"kind": line.kind, "label": line.label, "expected_version": line.version, "why": "x"}
    assert send(keeper, address, **told, outturn="1").status_code == 302
    assert send(keeper, address, **told, outturn="2").status_code == 409
    line.refresh_from_db()
    assert line.outturn == 1


def test_totals_change_with_a_reason_and_the_page_compares_them(keeper: Client) -> None:
    address = reverse("account-totals", args=[YEAR])
    told = {"source": "Ledger", "income_total": "236,397", "expenditure_total": "236,396"}
    send(keeper, address, **told, expected_version=1, why="the ledger was closed again")
    page = _page(keeper)
    assert "2 things do not add up." in page
    assert "£1 has no line" in page


@pytest.mark.parametrize("wrong", ["-5", "five", "1.234", "12345678901234"])
def test_an_amount_that_is_none_is_refused_in_words(keeper: Client, wrong: str) -> None:
    address = reverse("account-add-line", args=[YEAR])
    response = send(keeper, address, kind="expenditure", label="New", outturn=wrong)
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert not Line.objects.filter(label="New").exists()


def test_a_form_sent_twice_enters_one_line(keeper: Client) -> None:
    address = reverse("account-add-line", args=[YEAR])
    form = {"kind": "expenditure", "label": "Room hire", "outturn": "10"}
    token = "8d5b2a1e-3f0d-4b0e-9f57-0f6f2d1c9a11"
    for _ in range(2):
        assert keeper.post(address, {**form, "submission": token}).status_code == 302
    assert Line.objects.filter(label="Room hire").count() == 1


def test_the_file_holds_every_line(keeper: Client, account: Account) -> None:
    address = reverse("account-year", args=[YEAR])
    file = keeper.get(address, {"download": "csv"})
    parts = file.streaming_content if file.streaming else [file.content]
    rows = list(csv.DictReader(io.StringIO(b"".join(parts).decode("utf-8-sig"))))
    assert len(rows) == account.lines.count()
    assert sum(Decimal(row["Outturn"]) for row in rows) == 2 * Decimal(236_396)
    workbook = keeper.get(address, {"download": "xlsx"})
    assert (
        b"".join(workbook.streaming_content if workbook.streaming else [workbook.content])[:2]
        == b"PK"
    )


def test_who_reads_the_accounts_and_may_not_change_them_sees_no_link_to(account: Account) -> None:
    reader = client_of(person(Role.SCRUTINEER, body("far", "Far Council")))
    page = _page(reader)
    assert "The accounts balance." in page
    assert "Add a line" not in page
    assert reverse("account-line", args=[account.lines.first().pk]) not in page


def test_the_list_of_years_asks_no_more_for_more_years(
    keeper: Client, django_assert_max_num_queries
) -> None:
    for year in range(2000, 2015):
        made = Account.objects.create(period_code=f"{year}-{(year + 1) % 100:02}", source="Ledger")
        Line.objects.create(account=made, kind="expenditure", label="Staff", outturn=1)
    with django_assert_max_num_queries(12):
        assert "2014-15" in keeper.get(reverse("accounts")).content.decode()
