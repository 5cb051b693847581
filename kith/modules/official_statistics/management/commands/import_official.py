"""`manage.py import_official FILE...`: bring in official statistics, all the files or none."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kith.foundation.access import Actor
from kith.kernel.refusals import Refused
from kith.modules.official_statistics.importing import import_files
from kith.modules.official_statistics.reading import LIMIT_BYTES, BadFile


class Command(BaseCommand):
    help = "Bring in files of official statistics, all or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        by = Actor.system("import_official", timezone.localdate())
        try:
            outcomes = import_files(files=self._contents(options["files"]), by=by)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        for done in outcomes:
            counts = done.counts
            self.stdout.write(
                f"{done.file}: {done.rows:,} rows; {counts['read']:,} values read = "
                f"{counts['new']:,} new + {counts['changed']:,} changed + "
                f"{counts['same']:,} the same + {counts['refused']:,} refused"
            )
        if not any(done.batch for done in outcomes):
            self.stdout.write("Everything was stored already. Nothing was changed.")

    def _contents(self, files: list[Path]) -> Iterator[tuple[str, bytes]]:
        for file in files:
            if not file.is_file():
                raise BadFile(file.name, "There is no such file.")
            if file.stat().st_size > LIMIT_BYTES:
                raise BadFile(file.name, f"It is larger than {LIMIT_BYTES // 1024 // 1024} MB.")
            if self.verbosity_of_progress:
                self.stderr.write(f"Reading {file.name} ...")
            yield file.name, file.read_bytes()

    @property
    def verbosity_of_progress(self) -> bool:
        """Progress is for people at a terminal, not for a log."""
        return bool(getattr(self.stderr, "isatty", bool)())
