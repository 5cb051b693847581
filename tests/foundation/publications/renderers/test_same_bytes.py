"""A publication gives the same bytes whenever and wherever it is made."""

from __future__ import annotations

import subprocess
import sys
import time

from kith.foundation.publications.model import doc_from_json, doc_to_json
from tests.foundation.publications.renderers.conftest import FONTS, make
from tests.paths import ROOT

AGAIN = """
import hashlib, sys
from pathlib import Path
from tests.foundation.publications.renderers.conftest import make
from tests.foundation.publications.renderers.sample import sample
made = make(sample(), Path(sys.argv[1]))
print(*(hashlib.sha256(made[k]).hexdigest() for k in sorted(made)))
"""


def test_every_form_is_the_same_two_seconds_later_from_the_stored_document(doc, forms, fonts):
    time.sleep(2.1)  # zip dates have steps of two seconds
    again = make(doc_from_json(doc_to_json(doc)), fonts)
    assert [k for k in forms if forms[k] != again[k]] == []


def test_every_form_is_the_same_from_another_process(forms, fonts):
    import hashlib

    made = subprocess.run(
        [sys.executable, "-c", AGAIN, str(FONTS)],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert made == [hashlib.sha256(forms[k]).hexdigest() for k in sorted(forms)]
