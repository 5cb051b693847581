"""The group's front page over ten years: 30 agencies, 70 indicators, 40 quarters.

Processor time of the whole request in one process, permissions and template included, in a
database of its own. Measured once right after a value changed, when every line is read and judged
anew, and again while nothing changes.
"""

import os
import statistics
import tempfile
from pathlib import Path

from tests.benchmarks.measuring import measured, tell
from tests.browser.serving import demo_environment

MOST_MS, MOST_QUERIES, TIMES = 150, 25, 9
PAGE = "/dataset/"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(demo_environment(Path(folder)))
        import django

        django.setup()
        _measure()


def _measure() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kith.modules.dataset.seeing import readings
    from tests.benchmarks.years_of_returns import build

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(build(), "kith.foundation.accounts.backends.SignInBackend")
    for _ in range(2):  # what a process keeps of its code, templates and definitions
        assert client.get(PAGE).status_code == 200
    anew = []
    for _ in range(TIMES):
        readings._kept.cache_clear()
        anew.append(measured(lambda: client.get(PAGE))[0] * 1000)
    again = [measured(lambda: client.get(PAGE))[0] * 1000 for _ in range(TIMES)]
    readings._kept.cache_clear()
    with CaptureQueriesContext(connection) as asked:
        page = client.get(PAGE)
    assert "of 70 indicators" in page.content.decode()
    note = f"{len(page.content) / 1024:,.0f} KB"
    name = "front page of the group, 40 quarters"
    tell(f"{name}, after a change", statistics.median(anew), "ms", at_most=MOST_MS, note=note)
    tell(f"{name}, unchanged", statistics.median(again), "ms", at_most=MOST_MS)
    tell(f"{name}, questions to the database", len(asked), "queries", at_most=MOST_QUERIES)


if __name__ == "__main__":
    main()
