"""Every test here sees the addresses of addresses.py and no others."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.foundation.ui.addresses"
