"""The first person of an installation is made by whoever runs the server."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from kith.foundation.access import Actor, Permission, can
from kith.foundation.accounts.models import User
from kith.foundation.organisations.models import Organisation

pytestmark = pytest.mark.django_db
FIRST = ("first@council.example", "Business manager", "business_manager", "Anyshire Council")


def test_the_first_person_may_invite_the_others() -> None:
    call_command("invite", *FIRST)
    person = User.objects.get(email="first@council.example")
    assert not person.has_usable_password()
    assert can(Actor.of(person, timezone.localdate()), Permission.PEOPLE_EDIT)
    assert Organisation.objects.get().key == "anyshire-council"


def test_an_address_that_has_an_account_is_refused_and_nothing_is_stored() -> None:
    call_command("invite", *FIRST)
    with pytest.raises(CommandError, match="has an account already"):
        call_command("invite", *FIRST[:3], "Another Council")
    assert Organisation.objects.count() == 1
