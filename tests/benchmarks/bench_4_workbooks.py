"""Reading the workbooks that agencies send: an ordinary return, and one of 100,000 rows.

Processor seconds of both processes: the child that opens the file under its limits, and this one
that holds its rows against what was asked. The long return is read in a process of its own, so
that its memory is not mixed with that of the writing.
"""

import pickle
import subprocess
import sys
import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from kith.reading.workbooks import Asked, read_safely, read_workbook, write_workbook
from tests.benchmarks.measuring import measured, tell
from tests.reading.making import asked, sign, verify

ORDINARY, LONG = 200, 100_000
_AGAIN = (
    "import sys; from tests.benchmarks.bench_4_workbooks import read_long; read_long(sys.argv[1])"
)


def main() -> None:
    ordinary = asked(count=ORDINARY)
    data = _filled(ordinary)
    write, _ = measured(lambda: write_workbook(ordinary, sign))
    read_workbook(data, ordinary, verify)
    inside, _ = measured(lambda: read_workbook(data, ordinary, verify))
    safely, reading = measured(lambda: read_safely(data, ordinary, verify))
    assert len(reading.given) == reading.rows == ORDINARY
    tell("workbook of 200 items written", write, "s")
    tell("workbook of 200 items read", inside, "s")
    tell("the same, in a child under limits", safely, "s", at_most=0.3)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long"
        wanted = asked(count=LONG)
        path.write_bytes(pickle.dumps((_filled(wanted), wanted)))
        done = subprocess.run(
            [sys.executable, "-c", _AGAIN, str(path)], check=True, capture_output=True, text=True
        )
    print(done.stdout, end="")


def read_long(path: str) -> None:
    """Reads the long return; both processes keep the bound of memory, each by itself."""
    data, wanted = pickle.loads(Path(path).read_bytes())
    seconds, reading = measured(lambda: read_safely(data, wanted, verify, memory=250))
    assert len(reading.given) == reading.rows == LONG
    # Of this program alone: what `getrusage` says includes the process that started it.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
    note = f"{len(data) / 1e6:.1f} MB packed"
    tell("workbook of 100,000 rows read", seconds, "s", at_most=3, note=note)
    tell(
        "most memory held, with all that was asked",
        peak,
        "MB",
        at_most=250,
        note="the child may have no more either: it is stopped at 250 MB",
    )


def _filled(wanted: Asked) -> bytes:
    """The workbook with a number in every box."""
    lines = tuple(
        replace(one, now_of=Decimal(at % 90), now_among=Decimal(90) if one.share else None)
        for at, one in enumerate(wanted.lines)
    )
    return write_workbook(replace(wanted, lines=lines), sign)


if __name__ == "__main__":
    main()
