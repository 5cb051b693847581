"""Rows for the pages of indicators: a value of one's own agency, and one of another's."""

from datetime import date

from django.utils import timezone

from kith.foundation.indicators.models import (
    Area,
    DataSource,
    Indicator,
    Observation,
    Series,
)
from kith.foundation.indicators.store import partnership_area, store_definitions
from kith.foundation.organisations.models import Organisation
from tests.access.factories import Rows, rows_for, seed
from tests.access.world import CANARY, Principal, World

KEY = "child_protection.open"


@seed
def _values(world: World) -> None:
    store_definitions()
    source = DataSource.objects.create(title=f"{CANARY} return", origin="submitted")
    area: Area = partnership_area()
    world.own_value = _value(world.home, area, source)
    world.other_value = _value(world.other, area, source)


def _value(organisation: Organisation, area: Area, source: DataSource) -> Observation:
    series = Series.objects.create(
        indicator=Indicator.objects.get(key=KEY), area=area, organisation=organisation
    )
    return Observation.objects.create(
        series=series,
        period="2020-03-31",
        starts_on=date(2020, 3, 31),
        ends_on=date(2020, 3, 31),
        value=463,
        source=source,
        reference=f"{CANARY} row 1",
        at=timezone.now(),
    )


@rows_for("indicator")
def _(world: World, who: Principal) -> Rows:
    return {"any": {"key": KEY}}


@rows_for("observation", "indicator-correct")
def _(world: World, who: Principal) -> Rows:
    return {"own": {"pk": world.own_value.pk}, "other": {"pk": world.other_value.pk}}
