"""Many who write the log at once make one chain, without a fork, a gap or a lost event."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, transaction

from kith.foundation.audit import record, verify
from kith.foundation.audit.models import Event
from tests.foundation.audit.acting import Nobody
from tests.paths import ROOT

WRITERS, EACH = 4, 25

SCRIPT = """
import sys
import django
django.setup()
from django.db import transaction
from kith.foundation.audit import record
from tests.foundation.audit.acting import Nobody
for n in range(int(sys.argv[2])):
    with transaction.atomic():
        record("test.done", by=Nobody(office=sys.argv[1]), ref=f"thing:{n}", what="a thing")
"""


@pytest.mark.slow
def test_processes_that_write_at_once_make_one_chain_on_sqlite(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the next test does this on PostgreSQL")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kith.config.settings",
        "KITH_MODE": "test",
        "KITH_DATA": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }

    def run(*command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *command],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(process: subprocess.Popen[str]) -> str:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out

    finish(run("manage.py", "migrate", "--skip-checks", "--verbosity", "0"))
    writers = [run("-c", SCRIPT, f"Office {n}", str(EACH)) for n in range(WRITERS)]
    for writer in writers:
        finish(writer)
    said = finish(run("manage.py", "verify_audit", "--skip-checks"))
    assert f"The log of {WRITERS * EACH} events is whole." in said


@pytest.mark.django_db(transaction=True)
def test_connections_that_write_at_once_make_one_chain_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the test before does this on SQLite")

    def write(office: str) -> None:
        try:
            for n in range(EACH):
                with transaction.atomic():
                    record("test.done", by=Nobody(office=office), ref=f"thing:{n}", what="a thing")
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, [f"Office {n}" for n in range(WRITERS)]))
    verdict = verify()
    assert verdict.whole, verdict.problems
    assert verdict.events == WRITERS * EACH
    assert Event.objects.values("office").distinct().count() == WRITERS
