"""Two numbers that cannot be a part and its whole are no share, and take no page down."""

import pytest

from kith.foundation.indicators import Want, lookup
from kith.kernel.figures import Code, Missing
from tests.foundation.indicators.making import put

pytestmark = pytest.mark.django_db


def test_a_part_that_is_more_than_its_whole_is_no_share() -> None:
    put("lado.pathway", "2018-19", "640", area="")
    put("lado.contacts", "2018-19", "594", area="")
    want = Want("lado.pathway_share", "2018-19")
    figure = lookup([want])[want]
    assert figure.value == Missing(Code.NOT_APPLICABLE)
    assert figure.number is None
