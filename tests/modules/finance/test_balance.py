"""The 175,042 pounds that the published accounts of 2019-20 do not explain, and what follows."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundation.access import Actor, Role
from kith.foundation.organisations.models import Organisation
from kith.foundation.publications.actions import freeze, sign
from kith.foundation.publications.building import build
from kith.foundation.publications.freezing import freezing_problems
from kith.foundation.publications.guarding import guard
from kith.foundation.publications.models import Document, Section
from kith.kernel.refusals import Refused
from kith.modules.finance.actions import add_line, change_line
from kith.modules.finance.balance import accounts_claim, imbalances
from kith.modules.finance.models import Account
from tests.foundation.administration.people import body, client_of, person
from tests.modules.finance.making import LISTED, MISSING, TOTAL, published_accounts

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test", timezone.localdate())


@pytest.fixture
def council() -> Organisation:
    return body("council", "Saltmere Council", kind="safeguarding_partner")


@pytest.fixture
def account() -> Account:
    return published_accounts(SYSTEM, only_published=True)


@pytest.fixture
def report() -> Document:
    """A report that prints the income of the year."""
    document = Document.objects.create(
        key="yearly", title="Yearly report", period_code="2019-20", rulebook="WT2018"
    )
    Section.objects.create(
        document=document,
        key="money",
        order=1,
        title="Money",
        body='Income was {{ figure "finance.income" "2019-20" }}.\n',
    )
    return document


def test_the_published_lines_leave_175042_pounds_without_a_name(account: Account) -> None:
    assert TOTAL - LISTED == MISSING
    [found] = imbalances(account)
    assert found.amount == MISSING
    assert found.message == (
        "The income listed adds up to £61,354; the total says £236,396. £175,042 has no line."
    )


def test_the_page_says_so_and_draws_the_hole(account: Account, council: Organisation) -> None:
    client = client_of(person(Role.FINANCE_OFFICER, council))
    page = client.get(reverse("account-year", args=["2019-20"])).content.decode()
    assert "One thing does not add up." in page
    assert "£175,042 has no line" in page
    assert "£175,042 of income has no contributor named" in page
    assert "No contributor named" in page
    assert "cannot be signed until they balance" in page


def test_a_report_that_prints_the_accounts_cannot_be_signed_or_frozen(
    account: Account, report: Document, council: Organisation
) -> None:
    today = timezone.localdate()
    executive = Actor.of(person(Role.EXECUTIVE, council), today)
    manager = Actor.of(person(Role.BUSINESS_MANAGER, council), today)
    draft = build(report)
    told = [stop.message for stop in freezing_problems(draft, signatures=False)]
    assert any("£175,042" in message for message in told)
    with pytest.raises(Refused, match="cannot be signed"):
        sign(document=report, digest=draft.digest, by=executive)
    with pytest.raises(Refused):
        freeze(document=report, by=manager)
    assert not report.signatures.exists()
    assert not report.editions.exists()


def test_the_guard_of_accounts_finds_it_as_well(account: Account, report: Document) -> None:
    said = {(f.rule, f.stated, f.follows) for f in guard(build(report)).findings}
    assert ("accounts_balance", "Total income is £236,396.", "Its 13 lines make £61,354.") in said


def test_a_report_that_prints_nothing_of_them_is_not_stopped_by_them(
    account: Account, report: Document
) -> None:
    report.sections.update(body="Words alone.\n")
    told = [s.message for s in freezing_problems(build(report), signatures=False)]
    assert not any("175,042" in message for message in told)


def test_the_missing_line_once_entered_makes_them_balance(
    account: Account, report: Document
) -> None:
    add_line(account=account, by=SYSTEM, kind="contribution", label="Others", outturn=MISSING)
    account = Account.objects.get()
    assert imbalances(account) == []
    told = [s.message for s in freezing_problems(build(report), signatures=False)]
    assert not any("Accounts" in message for message in told)


def test_a_line_without_an_outturn_is_not_nought(account: Account) -> None:
    add_line(account=account, by=SYSTEM, kind="contribution", label="Others", outturn=MISSING)
    add_line(account=account, by=SYSTEM, kind="expenditure", label="Not known", outturn=None)
    [found] = imbalances(Account.objects.get())
    assert "A blank is not nought" in found.message


def test_a_pound_too_much_is_told_as_such(account: Account) -> None:
    more = MISSING + Decimal(1)
    add_line(account=account, by=SYSTEM, kind="contribution", label="Others", outturn=more)
    [found] = imbalances(Account.objects.get())
    assert "£1 is listed twice or too much" in found.message


def test_the_first_page_asks_the_one_who_keeps_them_to_settle_them(
    account: Account, council: Organisation
) -> None:
    keeper = client_of(person(Role.FINANCE_OFFICER, council))
    page = keeper.get(reverse("home")).content.decode()
    assert "£175,042 of income has no name" in page
    analyst: Client = client_of(person(Role.DATA_ANALYST, council))
    assert "175,042" not in analyst.get(reverse("home")).content.decode()


def test_a_stated_total_of_nought_is_not_taken_for_none(account: Account, report: Document) -> None:
    Account.objects.filter(pk=account.pk).update(income_total=0)
    said = accounts_claim(report)
    assert said.figures["accounts.income"].value == 0


def test_a_line_may_not_take_the_name_of_another(account: Account) -> None:
    first, second = account.lines.filter(kind="expenditure")[:2]
    with pytest.raises(Refused, match="already"):
        change_line(
            line=first, label=second.label, expected_version=first.version, why="Typo", by=SYSTEM
        )
