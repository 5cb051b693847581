"""Settings of the test suite: the product's own, in test mode and with a data folder apart."""

import os
from pathlib import Path

os.environ["KITH_MODE"] = "test"
_data = Path(__file__).resolve().parents[1] / "build" / "test-data"
_data.mkdir(parents=True, exist_ok=True)
os.environ["KITH_DATA"] = str(_data)
# Playwright's own event loop makes Django think that the sync ORM is called from async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from kith.config.settings import *  # noqa: E402, F403
