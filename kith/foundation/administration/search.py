"""Organisations can be found by any of their names; people by office, by those who see them."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from kith.foundation.access import Actor, Permission, visible
from kith.foundation.accounts.models import User
from kith.foundation.administration.organisation_views import named
from kith.foundation.organisations.models import Organisation
from kith.foundation.ui.searching import MOST, Hit, source


@source("Organisations", place=40)
def organisations(actor: Actor, words: str) -> Iterator[Hit]:
    """By name, short name or alias, however it is written."""
    rows = visible(Organisation.objects.all(), actor, Permission.ORGANISATION_READ)
    for found in named(rows, words)[:MOST]:
        yield Hit(found.name, reverse("organisation", args=[found.key]), found.get_kind_display())


@source("People", place=50)
def people(actor: Actor, words: str) -> Iterator[Hit]:
    """By office, or by their whole e-mail address; the address itself is not shown."""
    wanted = Q(office__icontains=words) | Q(email=words.lower())
    rows = visible(User.objects.filter(wanted), actor, Permission.PEOPLE_READ)
    for found in rows.order_by("office")[:MOST]:
        yield Hit(found.office, reverse("person", args=[found.pk]), "Person")
