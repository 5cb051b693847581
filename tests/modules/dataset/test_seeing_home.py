"""The first page begins with the last quarter's signals, for those who read the whole picture."""

import pytest
from django.urls import reverse

from kith.foundation.access import Role
from kith.modules.dataset.models import Answer
from tests.foundation.administration.people import client_of, person
from tests.modules.dataset.making import Collection, collection
from tests.modules.dataset.seen import seen

pytestmark = pytest.mark.django_db
SIGNALS = "Signals, January to March 2020 (Q4)"


@pytest.fixture
def quarter(db: None) -> Collection:
    return seen(collection(history=False))


@pytest.mark.parametrize(
    "role", [Role.BUSINESS_MANAGER, Role.DATA_ANALYST, Role.EXECUTIVE, Role.SCRUTINEER]
)
def test_who_reads_the_whole_picture_sees_its_signals_first(
    quarter: Collection, role: Role
) -> None:
    client = client_of(person(role, quarter.health))
    page = client.get(reverse("home")).content.decode()
    assert "January to March 2020 (Q4): 2 of 6 indicators moved beyond what chance" in page
    assert SIGNALS in page
    assert reverse("dataset-performance") in page
    first = page[page.index(SIGNALS) :]
    assert first.index("Missing episodes") < first.index("Domestic abuse notifications")
    assert "Worse. January to March 2020 (Q4) was above what" in first
    assert "Lower is better." in first


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.FINANCE_OFFICER, Role.AUDITOR])
def test_nobody_else_has_them_on_the_first_page(quarter: Collection, role: Role) -> None:
    client = client_of(person(role, quarter.council))
    assert SIGNALS not in client.get(reverse("home")).content.decode()


def test_without_an_accepted_value_the_first_page_says_nothing_of_signals(db: None) -> None:
    made = collection()
    page = made.client(made.manager).get(reverse("home")).content.decode()
    assert "beyond what chance" not in page


def test_the_analyst_is_told_how_many_explanations_wait_to_be_read(db: None) -> None:
    made = collection(history=False)
    made.fill_and_send()
    page = made.client(made.analyst).get(reverse("home")).content.decode()
    assert "before the group does" not in page
    Answer.objects.filter(return_to=made.mine, item__number__in=("35", "36")).update(
        explanation="Two teams were joined."
    )
    page = made.client(made.analyst).get(reverse("home")).content.decode()
    assert "Read two explanations before the group does" in page
