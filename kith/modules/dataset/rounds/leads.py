"""Who answers for an agency's return: the offices that lead it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from kith.foundation.access import Role
from kith.foundation.organisations.models import Appointment

LEADS = (Role.AGENCY_LEAD.value, Role.SCHOOL_LEAD.value)


def leads_of(organisations: Iterable[int], today: date) -> dict[int, list[Appointment]]:
    """The appointments in force today that lead each of some agencies; one query."""
    rows = (
        Appointment.objects.in_force(today)
        .filter(organisation__in=set(organisations), role__in=LEADS, user__is_active=True)
        .select_related("user")
        .order_by("office", "pk")
    )
    found: dict[int, list[Appointment]] = defaultdict(list)
    for row in rows:
        found[row.organisation_id].append(row)
    return found
