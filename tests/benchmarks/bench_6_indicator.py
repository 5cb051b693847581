"""An indicator's page over ten years: 30 agencies, 40 quarters; and one of 120 months.

Processor time of the whole request in one process, permissions and template included, in a
database of its own.
"""

import os
import statistics
import tempfile
from pathlib import Path

from tests.benchmarks.measuring import measured, tell
from tests.browser.serving import demo_environment

MOST_MS, MOST_QUERIES, TIMES = 80, 25, 9


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(demo_environment(Path(folder)))
        import django

        django.setup()
        _measure()


def _measure() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.models import Count
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kith.foundation.indicators.models import Indicator
    from tests.benchmarks.years_of_returns import build

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(build(), "kith.foundation.accounts.backends.SignInBackend")
    held = Indicator.objects.annotate(values_held=Count("series__observations")).order_by("key")
    keys = {one.values_held: one.key for one in held if one.values_held}
    few, many = min(keys), max(keys)
    for name, count in (("40 quarters", few), ("120 months", many)):
        page = f"/indicators/{keys[count]}/"
        for _ in range(2):  # what a process keeps of its code, templates and definitions
            assert client.get(page).status_code == 200
        took = [measured(lambda page=page: client.get(page))[0] * 1000 for _ in range(TIMES)]
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(page)
        assert "What each organisation gave" in answer.content.decode()
        title = f"page of an indicator, {name}"
        note = f"{len(answer.content) / 1024:,.0f} KB"
        tell(title, statistics.median(took), "ms", at_most=MOST_MS, note=note)
        tell(f"{title}, questions to the database", len(asked), "queries", at_most=MOST_QUERIES)


if __name__ == "__main__":
    main()
