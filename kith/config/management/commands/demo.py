"""`manage.py demo`: build the example year from nothing, and serve it."""

import os
import shutil
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from kith.config import example
from kith.kernel.refusals import Refused

MARKER = "made-by-the-demo"


class Command(BaseCommand):
    help = "Build the example partnership and its published report, then serve it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"))
        serve = os.environ.get("SERVE", "1") != "0"
        parser.add_argument("--no-serve", dest="serve", action="store_false", default=serve)

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.MODE != "demo":
            raise CommandError("The demo starts afresh each time: run it with KITH_MODE=demo.")
        progress = example.Progress()
        today = timezone.localdate()
        out = settings.ROOT / "out"
        out.mkdir(exist_ok=True)
        try:
            with progress.step("A database of its own"):
                self._afresh()
            example.load(today, progress)
            example.collect(today, progress)
            example.check_published(out, progress)
            document = example.write_report(today, progress)
            edition = example.publish_report(document, today, progress)
            example.open_questions(document, today)
            example.write_forms(edition, out, progress)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self._sign_ins(progress)
        if options["serve"]:
            connection.close()
            self._serve(options["port"])

    def _afresh(self) -> None:
        """The demo's own folder, emptied: nothing of a real installation is ever in it."""
        connection.close()
        marker = settings.DATA / MARKER
        if settings.DATA.exists() and any(settings.DATA.iterdir()) and not marker.exists():
            raise Refused(
                f"{settings.DATA} holds files that no demo made. Choose another KITH_DATA, or "
                "empty it yourself: the demo deletes what it finds in its folder."
            )
        shutil.rmtree(settings.DATA, ignore_errors=True)
        settings.DATA.mkdir(parents=True)
        marker.write_text("A demo made this folder and will empty it.\n", encoding="utf-8")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)

    def _sign_ins(self, progress: example.Progress) -> None:
        progress.say(f"\nSign in with one of these; the password of each is {example.PASSWORD}")
        for email, office, organisation in example.people():
            progress.say(f"  {email:<28} {office}, {organisation}")
        progress.say("  lead.<agency>@saltmere.example, for each agency by its key")

    def _serve(self, port: str) -> None:
        sys.stdout.write(
            f"\nKith is on http://127.0.0.1:{port}/ and the report, as the public reads it, on "
            f"http://127.0.0.1:{port}/reports/\nCtrl-C stops it.\n"
        )
        sys.stdout.flush()
        command = [sys.executable, "-m", "gunicorn", "kith.config.wsgi:application"]
        shape = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
        os.execv(
            sys.executable, [*command, *shape, "--log-level", "warning", "--no-control-socket"]
        )
