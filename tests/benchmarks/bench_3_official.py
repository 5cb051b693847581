"""Importing all files of official statistics, and importing them again.

Into an empty database, by the command that an administrator uses. Both bounds are of the first
time; the second time must change nothing.
"""

import os
import tempfile
from io import StringIO
from pathlib import Path

from tests.benchmarks.measuring import cannot, measured, peak_megabytes, tell
from tests.browser.serving import demo_environment
from tests.paths import OFFICIAL_DATA

SECONDS_AT_MOST = 10
MEGABYTES_AT_MOST = 300


def main() -> None:
    if not OFFICIAL_DATA.is_dir():
        cannot("all files, first time", "the official files are not beside the checkout")
    files = [str(path) for path in sorted(OFFICIAL_DATA.glob("*.csv"))]
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(demo_environment(Path(folder)))
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        first, _ = measured(lambda: call_command("import_official", *files, stdout=StringIO()))
        peak = peak_megabytes()
        said = StringIO()
        again, _ = measured(lambda: call_command("import_official", *files, stdout=said))
        assert "Nothing was changed" in said.getvalue(), said.getvalue()
    tell("all files, first time", first, "s", at_most=SECONDS_AT_MOST, note=f"{len(files)} files")
    tell("most memory held", peak, "MB", at_most=MEGABYTES_AT_MOST)
    tell("all files, again, nothing changed", again, "s")


if __name__ == "__main__":
    main()
