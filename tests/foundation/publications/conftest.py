"""A draft, its people, and a browser for one of them."""

import pytest

from kith.foundation.access import Actor
from kith.foundation.publications.models import Document
from tests.foundation.publications import making


@pytest.fixture
def people(db: None) -> dict[str, Actor]:
    return making.people()


@pytest.fixture
def document(db: None) -> Document:
    making.figures()
    return making.document()
