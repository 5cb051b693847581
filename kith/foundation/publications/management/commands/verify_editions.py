"""Proves that every edition is still what the partners signed, and that none is missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kith.foundation.publications.models import Document, Edition
from kith.foundation.publications.sealing import intact


class Command(BaseCommand):
    help = "Reads every edition against its digest; exit status 1 if one was changed or is gone."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = [f"{e} is not what was signed." for e in Edition.objects.all() if not intact(e)]
        for document in Document.objects.all():
            numbers = sorted(document.editions.values_list("number", flat=True))
            gone = set(range(1, max(numbers, default=0) + 1)) - set(numbers)
            wrong += [f"{document}, edition {number}, is gone." for number in sorted(gone)]
        for sentence in wrong:
            self.stderr.write(sentence)
        if wrong:
            raise CommandError("Not every edition is as it was frozen.")
        self.stdout.write(f"{Edition.objects.count()} editions are as they were frozen.")
