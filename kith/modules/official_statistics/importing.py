"""Bringing in an official file: read it, compare it with what is stored, store what differs.

The web page and the command go the same way. Nothing is written before the whole file has been
read, and everything is written in one transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from kith.foundation.access import Actor, Permission, action
from kith.foundation.audit import record
from kith.foundation.indicators.bulk import Row, insert_observations
from kith.foundation.indicators.definitions import definition
from kith.foundation.indicators.given import Given
from kith.foundation.indicators.lookups import period_of
from kith.foundation.indicators.models import (
    Area,
    Batch,
    BatchState,
    DataSource,
    Indicator,
    Observation,
    Series,
)
from kith.foundation.indicators.store import data_source, hold, partnership_area, store_definitions
from kith.kernel.references import Ref
from kith.modules.official_statistics.layouts import Layout, recognise, sources
from kith.modules.official_statistics.neighbours import (
    Lists,
    read_neighbours,
    store_lists,
    stored_list,
)
from kith.modules.official_statistics.reading import Table, read_table
from kith.modules.official_statistics.records import Key, Record, Values, read_values

CHUNK = 2000
SAMPLE = 50


@dataclass(slots=True)
class Stored:
    """The current revision of an observation, as far as an import asks."""

    id: int
    given: Given
    revision: int


@dataclass(slots=True)
class Reading:
    """A file that was read without a fault, compared with what is stored."""

    table: Table
    layout: Layout
    values: Values | None = None
    lists: Lists | None = None
    new: list[Record] = field(default_factory=list)
    changed: list[tuple[Record, Stored]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def differs(self) -> bool:
        return bool(self.counts["new"] or self.counts["changed"])

    @property
    def file(self) -> str:
        return self.table.file


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; without a batch everything in it was stored already."""

    file: str
    title: str
    rows: int
    counts: dict[str, int]
    batch: Batch | None


def read_file(name: str, data: bytes) -> Reading:
    """Read a file whole. Raises `BadFile`, naming file, row and column, and touches nothing."""
    table = read_table(name, data)
    layout = recognise(table)
    reading = Reading(table, layout)
    if layout.reads == "neighbours":
        reading.lists = read_neighbours(table, layout)
    else:
        reading.values = read_values(table, layout)
    return reading


def compare(reading: Reading) -> Reading:
    """Sort what the file says into new, changed and the same; they add up to what was read."""
    if reading.lists is not None:
        _compare_lists(reading, reading.lists)
    elif reading.values is not None:
        _compare_values(reading, reading.values)
    return reading


def held(reading: Reading) -> Reading:
    """The same reading, with its indicators kept from other changes until it is stored."""
    if reading.values is not None:
        store_definitions()
        hold({key.indicator for key in reading.values.records})
    return reading


def _compare_lists(reading: Reading, lists: Lists) -> None:
    _, stored = stored_list(lists.year)
    new = changed = 0
    for entry in lists.entries:
        before = stored.get((entry.authority, entry.rank))
        new += before is None
        changed += before is not None and before != (entry.number, entry.closeness)
    read = len(lists.entries)
    reading.counts = _counts(read, new, changed)


def _compare_values(reading: Reading, values: Values) -> None:
    stored = _stored({key.indicator for key in values.records})
    reading.new, reading.changed = [], []
    for key, item in values.records.items():
        before = stored.get(key)
        if before is None:
            reading.new.append(item)
        elif before.given.key != item.given.key:
            reading.changed.append((item, before))
    read = len(values.records) + values.repeated
    reading.counts = _counts(read, len(reading.new), len(reading.changed))


def _counts(read: int, new: int, changed: int) -> dict[str, int]:
    same = read - new - changed
    return {"read": read, "new": new, "changed": changed, "same": same, "refused": 0}


def _stored(indicators: set[str]) -> dict[Key, Stored]:
    """What the newest import of each observation said, with the current revision's number.

    A value that somebody corrected stays corrected while the publisher says nothing new: a file
    is compared with what the last file said.
    """
    series = {
        pk: names
        for pk, *names in Series.objects.filter(
            indicator__key__in=indicators, organisation=None
        ).values_list("pk", "indicator__key", "area__code", "breakdown")
    }
    rows = Observation.objects.filter(
        series__indicator__key__in=indicators, series__organisation=None
    )
    columns = ("pk", "series_id", "period", "revision", "batch_id")
    values = ("value", "numerator", "denominator", "code")
    found: dict[Key, Stored] = {}
    corrected: list[tuple[int, str]] = []
    for pk, series_id, period, revision, batch_id, *given in (
        rows.filter(current=True).values_list(*columns, *values).iterator(CHUNK)
    ):
        indicator, area, breakdown = series[series_id]
        found[Key(indicator, area, breakdown, period)] = Stored(pk, Given(*given), revision)
        if batch_id is None and revision > 1:
            corrected.append((series_id, period))
    if corrected:
        imported = rows.filter(
            series_id__in={c[0] for c in corrected}, batch__isnull=False, current=False
        ).order_by("revision")
        wanted = set(corrected)
        for series_id, period, *given in imported.values_list("series_id", "period", *values):
            if (series_id, period) in wanted:
                indicator, area, breakdown = series[series_id]
                found[Key(indicator, area, breakdown, period)].given = Given(*given)
    return found


def store(reading: Reading, by: Actor, at: datetime, batch: Batch) -> Batch:
    """Write what differs. Only for use inside an action's transaction."""
    if reading.lists is not None:
        source = data_source(sources()[reading.layout.source])
        store_lists(reading.lists, source, batch)
    elif reading.values is not None:
        _store_values(reading, reading.values, by, at, batch)
    record(
        "official.imported",
        by=by,
        ref=Ref("batch", str(batch.pk)),
        what=f"{reading.file}: {reading.layout.title}",
        data={**reading.counts, "sha256": reading.table.sha256},
    )
    return batch


def _store_values(reading: Reading, values: Values, by: Actor, at: datetime, batch: Batch) -> None:
    series = _series(values)
    rows: dict[str, DataSource] = {}
    for key in {r.source for r in values.records.values()}:
        rows[key] = data_source(sources()[key])

    def row(item: Record, revision: int, reason: str) -> Row:
        key = item.key
        return Row(
            series[key.indicator, key.area, key.breakdown],
            period_of(key.period),
            item.given,
            revision,
            rows[item.source].pk,
            item.reference,
            reason,
        )

    outdated = [before.id for _, before in reading.changed]
    for start in range(0, len(outdated), 500):
        Observation.objects.filter(pk__in=outdated[start : start + 500]).update(current=False)
    revised = "The publisher's new edition says otherwise."
    added = [row(item, 1, "") for item in reading.new]
    added += [row(item, before.revision + 1, revised) for item, before in reading.changed]
    insert_observations(added, batch=batch.pk, by=by.user_id, at=at)


def _series(values: Values) -> dict[tuple[str, str, str], int]:
    """The series of every value, those that are new created with their areas."""
    areas = _areas(values)
    wanted = {(key.indicator, key.area, key.breakdown) for key in values.records}
    names = {name for name, _, _ in wanted}

    def known() -> dict[tuple[str, str, str], int]:
        rows = Series.objects.filter(indicator__key__in=names, organisation=None)
        return {
            (indicator, area, breakdown): pk
            for pk, indicator, area, breakdown in rows.values_list(
                "pk", "indicator__key", "area__code", "breakdown"
            )
        }

    found = known()
    missing = sorted(wanted - found.keys())
    if missing:
        indicators = dict(Indicator.objects.filter(key__in=names).values_list("key", "pk"))
        Series.objects.bulk_create(
            [
                Series(indicator_id=indicators[i], area_id=areas[a], breakdown=b)
                for i, a, b in missing
            ],
            batch_size=CHUNK,
        )
        found = known()
    return found


def _areas(values: Values) -> dict[str, int]:
    """The id of every area by code; new ones are created, the wider before the narrower."""
    if any(key.area == "" for key in values.records):
        partnership_area()
    found = dict(Area.objects.values_list("code", "pk"))
    for kind in ("country", "region", "authority"):
        rows = [a for a in values.areas.values() if a.kind == kind and a.code not in found]
        Area.objects.bulk_create(
            [
                Area(
                    code=a.code,
                    name=a.name,
                    kind=a.kind,
                    number=a.number,
                    parent_id=found.get(a.parent),
                )
                for a in rows
            ]
        )
        codes = [a.code for a in rows]
        found.update(Area.objects.filter(code__in=codes).values_list("code", "pk"))
    _complete_parents(values, found)
    return found


def _complete_parents(values: Values, found: dict[str, int]) -> None:
    """Give a parent to areas stored beside or before it, such as Inner London beside London."""
    rows = list(
        Area.objects.filter(code__in=list(values.areas), parent=None).exclude(kind="country")
    )
    for row in rows:
        row.parent_id = found.get(values.areas[row.code].parent)
    Area.objects.bulk_update([row for row in rows if row.parent_id], ["parent"])


@action(Permission.OFFICIAL_IMPORT)
def import_files(*, files: Iterable[tuple[str, bytes]], by: Actor) -> list[Outcome]:
    """Bring in files, all or none; one bad file raises `BadFile` and nothing is stored."""
    outcomes = []
    at = timezone.now()
    for name, data in files:
        reading = compare(held(read_file(name, data)))
        batch = None
        if reading.differs:
            batch = new_batch(reading, by, at, BatchState.COMMITTED)
            store(reading, by, at, batch)
        outcomes.append(
            Outcome(
                reading.file, reading.layout.title, len(reading.table.rows), reading.counts, batch
            )
        )
    return outcomes


def new_batch(
    reading: Reading, by: Actor, at: datetime, state: BatchState, stored_as: str = ""
) -> Batch:
    return Batch.objects.create(
        file_name=reading.file,
        sha256=reading.table.sha256,
        layout=reading.layout.key,
        title=reading.layout.title,
        state=state,
        stored_as=stored_as,
        rows=len(reading.table.rows),
        summary=summary(reading),
        by=by.user,
        at=at,
        **reading.counts,
    )


def summary(reading: Reading) -> dict[str, Any]:
    """What the preview shows beside the counts: years, areas, a sample of what changes."""
    told: dict[str, Any] = {"encoding": reading.table.encoding}
    if reading.lists is not None:
        told["year"] = reading.lists.year
        told["authorities"] = len({e.authority for e in reading.lists.entries})
    if reading.values is not None:
        found = {period_of(key.period) for key in reading.values.records}
        periods = sorted(found, key=lambda p: (p.ends_on, p.starts_on))
        told["periods"] = [periods[0].label, periods[-1].label]
        told["areas"] = len(reading.values.areas)
        told["unknown_columns"] = list(reading.values.unknown)
        told["codes"] = _codes(reading.values)
        told["changed"] = [_change(item, before) for item, before in reading.changed[:SAMPLE]]
        told["indicators"] = _by_indicator(reading)
    return told


def _codes(values: Values) -> dict[str, int]:
    found: dict[str, int] = {}
    for item in values.records.values():
        if item.given.code:
            found[item.given.code] = found.get(item.given.code, 0) + 1
    return found


def _change(item: Record, before: Stored) -> dict[str, Any]:
    meaning = definition(item.key.indicator)
    return {
        "row": item.row,
        "column": item.column,
        "what": meaning.title,
        "part": meaning.breakdown_label(item.key.breakdown),
        "area": item.key.area,
        "period": period_of(item.key.period).label,
        "from": str(before.given),
        "to": str(item.given),
    }


def _by_indicator(reading: Reading) -> list[dict[str, Any]]:
    """How many values each indicator gets, so that a column read amiss stands out."""
    assert reading.values is not None
    rows: dict[str, dict[str, Any]] = {}
    new = {item.key for item in reading.new}
    changed = {item.key for item, _ in reading.changed}
    for key in reading.values.records:
        row = rows.setdefault(
            key.indicator, {"key": key.indicator, "read": 0, "new": 0, "changed": 0}
        )
        row["read"] += 1
        row["new"] += key in new
        row["changed"] += key in changed
    for row in rows.values():
        row["title"] = definition(row["key"]).title
    return list(rows.values())
