"""Ten years of a large dataset, made up in bulk: 30 agencies, 70 indicators, 40 quarters."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from kith.foundation.accounts.models import User
from kith.foundation.indicators.definitions import Definition, shipped
from kith.foundation.indicators.models import DataSource, Indicator, Observation, Series
from kith.foundation.indicators.store import partnership_area, store_definitions
from kith.foundation.organisations.models import Appointment, Organisation
from kith.kernel.figures import Unit
from kith.kernel.periods import Period, parse_period
from kith.modules.dataset.models import Answer, Edition, Item, Return, Round

EXPLAINED = 60  # values of the last quarter that agencies explained
MONTHLY = 6  # indicators that are given each month


def build(agencies: int = 30, indicators: int = 70, quarters: int = 40) -> User:
    """The whole of it; returns a business manager who reads it."""
    chance = random.Random("ten years")
    store_definitions()
    meanings = [d for d in shipped() if not d.derived and d.unit is Unit.COUNT]
    meanings = (meanings + [d for d in shipped() if not d.derived and d.unit is Unit.PERCENT])[
        :indicators
    ]
    assert len(meanings) == indicators, len(meanings)
    bodies = Organisation.objects.bulk_create(
        Organisation(key=f"agency-{n}", name=f"Agency {n}", kind="health") for n in range(agencies)
    )
    edition = _edition(meanings)
    periods = _quarters(quarters)
    rounds = [_round(edition, period) for period in periods]
    now = timezone.now()
    Return.objects.bulk_create(
        Return(
            round=round_,
            organisation=body,
            asked=indicators,
            first_sent_at=now,
            sent_at=now,
            accepted_at=None if round_ is rounds[-1] and n % 10 == 9 else now,
        )
        for round_ in rounds
        for n, body in enumerate(bodies)
    )
    _observations(meanings, periods, bodies, now, chance)
    _explanations(edition, rounds[-1], now)
    return _manager(bodies[0])


def _edition(meanings: list[Definition]) -> Edition:
    edition = Edition.objects.create(
        key="long",
        title="Long dataset",
        first_year="2010-11",
        state=Edition.State.FROZEN,
        approved_on=parse_period("2010-11").starts_on,
        sections={"All": "Words."},
    )
    Item.objects.bulk_create(
        Item(
            edition=edition,
            number=str(n + 1),
            order=n,
            key=meaning.key,
            section="All",
            priority=f"{n % 5 + 1}, priority {n % 5 + 1}",
            title=meaning.title,
            shape="share" if meaning.unit is Unit.PERCENT else "count",
            unit=meaning.unit,
            kind="flow",
            polarity=meaning.polarity,
            frequency="M" if n < MONTHLY else "Q",
            numerator=meaning.numerator,
            asked_of_all=True,
        )
        for n, meaning in enumerate(meanings)
    )
    return edition


def _quarters(number: int) -> list[Period]:
    found = [parse_period("2019-20 Q4")]
    while len(found) < number:
        found.append(found[-1].previous())
    return found[::-1]


def _round(edition: Edition, period: Period) -> Round:
    opens = period.ends_on + timedelta(days=1)
    return Round.objects.create(
        quarter=period.code,
        edition=edition,
        opens_on=opens,
        due_on=opens + timedelta(days=48),
        locks_on=opens + timedelta(days=90),
    )


def _observations(
    meanings: list[Definition],
    quarters: list[Period],
    bodies: list[Organisation],
    now: datetime,
    chance: random.Random,
) -> None:
    source = DataSource.objects.create(title="Ten years", origin="invented")
    area, ids = partnership_area(), dict(Indicator.objects.values_list("key", "pk"))
    rows = []
    for n, meaning in enumerate(meanings):
        periods = [m for q in quarters for m in q.months()] if n < MONTHLY else quarters
        for body in (None, *bodies):
            level = 40 if body else 40 * len(bodies)
            line = Series.objects.create(
                indicator_id=ids[meaning.key], area=area, organisation=body
            )
            for period in periods:
                value = Decimal(max(0, round(level * (1 + chance.uniform(-0.2, 0.2)))))
                share = meaning.unit is Unit.PERCENT
                rows.append(
                    Observation(
                        series=line,
                        period=period.code,
                        starts_on=period.starts_on,
                        ends_on=period.ends_on,
                        value=None if share else value,
                        numerator=value if share else None,
                        denominator=value * 2 if share else None,
                        source=source,
                        reference="" if body else f"{len(bodies)} of {len(bodies)} organisations",
                        at=now,
                    )
                )
    Observation.objects.bulk_create(rows, batch_size=2000)


def _explanations(edition: Edition, round_: Round, now: datetime) -> None:
    items, returns = (
        list(edition.items.all()),
        list(round_.returns.filter(accepted_at__isnull=False)),
    )
    Answer.objects.bulk_create(
        Answer(
            return_to=returns[n % len(returns)],
            item=items[n % len(items)],
            period=round_.quarter if n % len(items) >= MONTHLY else "2020-03",
            of=Decimal(50),
            among=Decimal(100) if items[n % len(items)].out_of else None,
            explanation="Two teams were joined, and each had counted the other’s.",
            at=now,
        )
        for n in range(min(EXPLAINED, len(returns) * len(items)))
    )


def _manager(body: Organisation) -> User:
    user = User.objects.create_user(
        "manager@long.example", "a password of the benchmark", "Manager"
    )
    Appointment.objects.create(
        user=user,
        organisation=body,
        role="business_manager",
        office="Business manager",
        starts_on=parse_period("2010-11").starts_on,
    )
    return user
