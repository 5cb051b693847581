"""`manage.py remind`: write the reminders of returns that are owed; to be run every morning."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kith.foundation.access import Actor
from kith.modules.dataset.rounds.reminding import remind


class Command(BaseCommand):
    help = "Write the reminders that hold today into the outbox. Twice a day is as once."

    def handle(self, *args: Any, **options: Any) -> None:
        written = remind(by=Actor.system("remind", timezone.localdate()))
        self.stdout.write(f"{written} written.")
