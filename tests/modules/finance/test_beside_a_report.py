"""What a report's overview says of the accounts of its year."""

import pytest
from django.test import Client
from django.utils import timezone

from kith.foundation.access import Actor, Role
from kith.foundation.publications.models import Document
from kith.modules.finance.models import Account
from tests.foundation.administration.people import body, client_of, person
from tests.modules.finance.making import published_accounts

pytestmark = pytest.mark.django_db
PAGE = "/writing/year/"


def reader(role: Role) -> Client:
    council = body("council", "Saltmere Council", kind="safeguarding_partner")
    return client_of(person(role, council))


@pytest.fixture
def report() -> Document:
    return Document.objects.create(
        key="year", title="The year", period_code="2019-20", rulebook="WT2018"
    )


def test_the_overview_says_that_the_accounts_do_not_balance_and_leads_to_them(
    report: Document,
) -> None:
    published_accounts(Actor.system("test", timezone.localdate()), only_published=True)
    page = reader(Role.BUSINESS_MANAGER).get(PAGE).content.decode()
    assert "Money, 2019-20" in page
    assert "adds up to" in page
    assert 'href="/money/2019-20/"' in page


def test_the_overview_says_when_there_are_no_accounts(report: Document) -> None:
    assert not Account.objects.exists()
    page = reader(Role.BUSINESS_MANAGER).get(PAGE).content.decode()
    assert "No accounts of this year are entered." in page


def test_those_who_may_not_read_the_accounts_are_told_nothing_of_them(report: Document) -> None:
    page = reader(Role.REPORT_AUTHOR).get(PAGE)
    assert page.status_code == 200
    assert "Money, 2019-20" not in page.content.decode()
