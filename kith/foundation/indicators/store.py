"""The only ways an observation comes to be: recorded, corrected, or brought in by an import."""

import zoneinfo
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kith.foundation.access import Actor, Permission, Stale, action
from kith.foundation.accounts.prepared import Prepared
from kith.foundation.audit import record
from kith.foundation.indicators.definitions import Definition, definition, shipped
from kith.foundation.indicators.given import Given, check
from kith.foundation.indicators.lookups import Want, contributing, period_of
from kith.foundation.indicators.models import (
    Area,
    AreaKind,
    DataSource,
    Indicator,
    IndicatorVersion,
    Observation,
    Series,
)
from kith.kernel.figures import Figure, Source
from kith.kernel.references import Ref
from kith.kernel.refusals import Refused

# What a stored version keeps of a definition.
COPIED = (
    "version",
    "title",
    "unit",
    "kind",
    "polarity",
    "numerator",
    "denominator",
    "owner",
    "source",
    "why",
    "next_review",
    "change_note",
    "digest",
)
LONDON = zoneinfo.ZoneInfo("Europe/London")


def store_definitions() -> int:
    """Write the definitions that Kith ships, as `store_meanings` does."""
    return store_meanings(shipped())


def store_meanings(meanings: Iterable[Definition]) -> int:
    """Write definitions that the database does not have yet; returns how many versions are new.

    Refuses a change of meaning under an old version number: raise the version, and say in the
    change note what changed.
    """
    stored = {v[:2]: v[2] for v in _versions()}
    new = 0
    with transaction.atomic():
        for meaning in meanings:
            digest = stored.get((meaning.key, meaning.version))
            if digest is None:
                _store_version(meaning)
                new += 1
            elif digest != meaning.digest:
                raise Refused(
                    f"{meaning.key} now means something else than version {meaning.version} did. "
                    f"Give it version {meaning.version + 1} and a change note."
                )
    return new


def _versions() -> Iterable[tuple[str, int, str]]:
    return IndicatorVersion.objects.values_list("indicator__key", "version", "digest")


def _store_version(meaning: Definition) -> None:
    indicator, _ = Indicator.objects.update_or_create(
        key=meaning.key,
        defaults={
            "title": meaning.title,
            "topic": meaning.topic,
            "priority": meaning.priority,
            "version": meaning.version,
        },
    )
    fields = {name: getattr(meaning, name) for name in COPIED}
    IndicatorVersion.objects.create(indicator=indicator, **fields)


def partnership_area() -> Area:
    """The area "" that the partnership's own values belong to."""
    area, _ = Area.objects.get_or_create(
        code="", defaults={"name": settings.PARTNERSHIP, "kind": AreaKind.PARTNERSHIP}
    )
    return area


def data_source(source: Source) -> DataSource:
    """The stored row of a source; a title and origin stand for one source."""
    row, _ = DataSource.objects.get_or_create(
        title=source.title,
        origin=source.origin,
        defaults={"publisher": source.publisher, "url": source.url, "as_at": source.as_at},
    )
    return row


def hold(indicators: set[str]) -> None:
    """Let nobody else change values of these indicators until the transaction ends.

    The indicator is held rather than the observation: who waits for a row that is replaced in
    the meantime would find none.
    """
    rows = Indicator.objects.filter(key__in=indicators).order_by("pk")
    list(rows.select_for_update().values_list("pk"))


@action(Permission.OBSERVATION_CORRECT)
def record_observation(
    *, want: Want, given: Given, source: Source, by: Actor, reason: str = "", reference: str = ""
) -> Observation:
    """Store the first value of a series for a period; a later one is a correction."""
    meaning = definition(want.indicator)
    if meaning.derived:
        raise Refused(f"{meaning.title} is worked out from other figures: record those.")
    check(meaning, given)
    period = period_of(want.period)
    indicator = Indicator.objects.filter(key=want.indicator).first()
    if indicator is None:
        store_definitions()
        indicator = Indicator.objects.get(key=want.indicator)
    area = Area.objects.filter(code=want.area).first() if want.area else partnership_area()
    if area is None:
        raise Refused(f"There is no area with the code {want.area}.")
    hold({want.indicator})
    series, _ = Series.objects.get_or_create(
        indicator=indicator, area=area, organisation=None, breakdown=want.breakdown
    )
    if series.observations.filter(period=period.code, current=True).exists():
        raise Refused(f"{meaning.title} has a value for {period.label}: correct that one.")
    observation = Observation.objects.create(
        series=series,
        period=period.code,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        value=given.value,
        numerator=given.numerator,
        denominator=given.denominator,
        code=given.code,
        source=data_source(source),
        reference=reference,
        reason=reason,
        by=by.user,
        at=timezone.now(),
    )
    record(
        "indicator.recorded",
        by=by,
        ref=reference_of(observation),
        what=describe(observation),
        data={"value": str(given)},
        why=reason,
    )
    return observation


@action(Permission.OBSERVATION_CORRECT, on="observation")
def correct_observation(
    *, observation: Observation, given: Given, reason: str, expected_revision: int, by: Actor
) -> Observation:
    """Replace a value by a new revision; the old one stays, and both can be read.

    Raises `Stale` when somebody else corrected it first, and `Refused` without a reason or when
    nothing would change.
    """
    if not reason.strip():
        raise Refused("Say why the value is corrected; the reason is kept with it.")
    series = observation.series
    check(definition(series.indicator.key), given)
    hold({series.indicator.key})
    current = Observation.objects.select_related("by").get(
        series=series, period=observation.period, current=True
    )
    if current.revision != expected_revision:
        who = current.by.office if current.by else "An import"
        when = current.at.astimezone(LONDON)
        raise Stale(
            f"{who} changed this value on {when.day} {when:%B %Y at %H:%M}, after you opened it. "
            "Nothing of yours was saved: look at the new value, then decide."
        )
    before = given_of(current)
    if before.key == given.key:
        raise Refused("That is the value already stored. Nothing was changed.")
    after = replace_current(current, given, reason=reason.strip(), by=by, at=timezone.now())
    record(
        "indicator.corrected",
        by=by,
        ref=reference_of(after),
        what=describe(after),
        data={"from": str(before), "to": str(given), "revision": after.revision},
        why=reason.strip(),
    )
    return after


def replace_current(
    current: Observation, given: Given, *, reason: str, by: Actor, at: datetime
) -> Observation:
    """Set one revision aside and add the next; only for use inside an action."""
    Observation.objects.filter(pk=current.pk, current=True).update(current=False)
    return Observation.objects.create(
        series_id=current.series_id,
        period=current.period,
        starts_on=current.starts_on,
        ends_on=current.ends_on,
        value=given.value,
        numerator=given.numerator,
        denominator=given.denominator,
        code=given.code,
        revision=current.revision + 1,
        source_id=current.source_id,
        reference=current.reference,
        reason=reason,
        by=by.user,
        at=at,
    )


def given_of(observation: Observation) -> Given:
    return Given(
        observation.value, observation.numerator, observation.denominator, observation.code
    )


def history(figure: Figure, among: QuerySet[Observation] | None = None) -> list[Observation]:
    """Every revision of every observation that a figure was made from, newest first.

    For a rate that is the count and the population it was divided by. `among` are the
    observations that the reader may see; without it, all.
    """
    keys = contributing(Want(figure.indicator, figure.period.code, figure.area, figure.breakdown))
    found: list[Observation] = []
    base = Observation.objects.all() if among is None else among
    rows = (
        base.filter(
            series__indicator__key__in={k.indicator for k in keys},
            series__area__code=figure.area,
            series__organisation=None,
            period__in={k.period for k in keys},
            series__breakdown__in={k.breakdown for k in keys},
        )
        .select_related("series__indicator", "series__area", "source", "batch", "by")
        .order_by("series__indicator__key", "-revision")
    )
    for row in rows:
        key = Want(row.series.indicator.key, row.period, row.series.area.code, row.series.breakdown)
        if key in keys:
            found.append(row)
    return found


def newest() -> tuple[int, datetime] | None:
    """The last observation stored; while it is the same, so is every value.

    Observations are only ever added, so what was worked out from them holds until this changes.
    """
    last = _LAST.first()
    return (last.pk, last.at) if last is not None else None


_LAST = Prepared(lambda: Observation.objects.order_by("-pk")[:1])


def reference_of(observation: Observation) -> Ref:
    return Ref("observation", f"{observation.series_id}/{observation.period.replace(' ', '_')}")


def describe(observation: Observation) -> str:
    """What the observation is of, in words for the log."""
    meaning = definition(observation.series.indicator.key)
    part = meaning.breakdown_label(observation.series.breakdown)
    words = [meaning.title, part, str(observation.series.area), observation.period]
    return ", ".join(word for word in words if word)
