"""Proves that the log is whole, and prints its head to be kept elsewhere."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kith.foundation.audit import verify


class Command(BaseCommand):
    help = "Walks the log from its first event to its head; exit status 1 if it was tampered with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            metavar="NUMBER:DIGEST",
            help="A head printed before and kept elsewhere; may be given more than once.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            verdict = verify(options["anchor"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        for problem in verdict.problems:
            self.stderr.write(problem)
        if not verdict.whole:
            raise CommandError(f"The log of {verdict.events} events is NOT whole.")
        self.stdout.write(f"The log of {verdict.events} events is whole. Keep this head elsewhere:")
        self.stdout.write(verdict.head)
