"""`manage.py send_letters`: send the letters that wait; to be run every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand

from kith.foundation.tasks.outbox import send_waiting


class Command(BaseCommand):
    help = "Send the letters that wait in the outbox. What fails is tried again by the next run."

    def handle(self, *args: Any, **options: Any) -> None:
        done = send_waiting()
        self.stdout.write(f"{done.sent} sent, {done.failed} failed.")
