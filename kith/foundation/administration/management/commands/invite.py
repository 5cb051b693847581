"""`manage.py invite`: the first person of an installation, who then invites the others."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from kith.foundation.access import Actor, Role
from kith.foundation.administration.people import appoint, invite
from kith.foundation.organisations.models import Kind, Organisation
from kith.kernel.refusals import Refused


class Command(BaseCommand):
    help = "Make an account with an appointment; the person sets a password by e-mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("office", help="what the person is called on screen")
        parser.add_argument("role", choices=[role.value for role in Role])
        parser.add_argument("organisation", help="its key or its name; a new name makes a partner")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        by = Actor.system("invite", today)
        try:
            with transaction.atomic():
                person = invite(email=options["email"], office=options["office"], by=by)
                appoint(
                    person=person,
                    role=options["role"],
                    organisation=self._organisation(options["organisation"]),
                    group=None,
                    office=options["office"],
                    starts_on=today,
                    ends_on=None,
                    by=by,
                )
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(
            f"{options['office']} may now open the sign-in page, choose to set a new password, "
            f"and set one by the mail sent to {options['email']}."
        )

    def _organisation(self, named: str) -> Organisation:
        found = Organisation.objects.filter(key=named).first()
        found = found or Organisation.objects.filter(name=named).first()
        if found is not None:
            return found
        return Organisation.objects.create(
            key=slugify(named), name=named, kind=Kind.SAFEGUARDING_PARTNER
        )
