"""What the tests of the dataset share: an open round with three agencies."""

import pytest

from tests.modules.dataset.making import Collection, collection


@pytest.fixture
def collected(db: None) -> Collection:
    """An open round for January to March 2020, with the quarter before it sent."""
    return collection()
