"""A returned workbook from its bytes to the page that shows what it would change.

Processor seconds of this process and of the child that opens the file: reading, every check,
staging, and the preview as HTML, for the longest open return of the example with every box filled.
What was staged is rolled back, so that each round finds the same example.
"""

from dataclasses import replace
from decimal import Decimal

from tests.benchmarks.measuring import cannot, measured, tell, use_demo

NAME = "workbook of the longest return checked and previewed"


def main() -> None:
    use_demo()
    from django.db import transaction
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from kith.foundation.access import Actor, Role
    from kith.foundation.indicators.waiting import drop
    from kith.foundation.organisations.models import Appointment
    from kith.modules.dataset.models import Return
    from kith.modules.dataset.sending.filling import filling
    from kith.modules.dataset.uploads.actions import stage
    from kith.modules.dataset.uploads.paper import asked_of, sign, verify
    from kith.reading.workbooks import read_safely, write_workbook

    today = timezone.localdate()
    rows = Return.objects.filter(round__opens_on__lte=today, round__locks_on__gte=today)
    longest = rows.filter(accepted_at__isnull=True, sent_at__isnull=True).order_by("-asked").first()
    if longest is None:
        cannot(NAME, "the example has no open return")
    lead = Appointment.objects.filter(
        organisation=longest.organisation_id, role=Role.AGENCY_LEAD
    ).first()
    if lead is None:
        cannot(NAME, "nobody fills in that return")
    by = Actor.of(lead.user, today, lead.pk)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(lead.user, backend="kith.foundation.accounts.backends.SignInBackend")
    asked = asked_of(filling(longest, today))
    lines = tuple(
        replace(line, now_of=Decimal(12), now_among=Decimal(30) if line.share else None)
        for line in asked.lines
    )
    data = write_workbook(replace(asked, lines=lines), sign)
    client.get(reverse("dataset-workbook", args=[longest.pk]))  # the templates are read once

    def preview() -> str:
        reading = read_safely(data, asked_of(filling(longest, today)), verify)
        upload = stage(return_to=longest, name="return.xlsx", data=data, reading=reading, by=by)
        page = client.get(reverse("dataset-upload", args=[upload.pk]))
        assert page.status_code == 200, page.status_code
        drop(upload.kept_as)
        return page.content.decode()

    with transaction.atomic():
        seconds, page = measured(preview)
        transaction.set_rollback(True)
    assert "nothing is stored yet" in page
    tell(NAME, seconds, "s", at_most=0.5, note=f"{longest.asked} boxes, all filled")


if __name__ == "__main__":
    main()
