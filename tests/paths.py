"""Where the tests find things: the checkout, and the official data beside it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"
OFFICIAL_DATA = SHARED_DATA / "official"
REPORT_2019_20 = SHARED_DATA / "report-2019-20"

WHY_SKIPPED = (
    "needs the full official statistics and the 2019-20 report's figures, which are not part of "
    "the checkout: put them beside it, in ../shared/data"
)

# Decorates a test that reads `SHARED_DATA`; tests/conftest.py skips it where there is none.
needs_official_data = pytest.mark.needs_official_data
