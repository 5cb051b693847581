"""The layouts of official files, as reviewed YAML: which column is which indicator.

A layout is recognised by its columns, so next year's edition of the same table is read as it
comes. A column that a layout needs and a file lacks is refused; a column that nobody has
described is left out, and the preview says so.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from kith.content import path
from kith.foundation.indicators.definitions import definition
from kith.kernel.figures import Origin, Source
from kith.modules.official_statistics.reading import BadFile, Table


@dataclass(frozen=True, slots=True)
class Column:
    """What one column of a file gives: a count, or a percentage with its two parts."""

    name: str
    indicator: str
    breakdown: str = ""
    numerator: str = ""
    denominator: str = ""
    optional: bool = False

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(n for n in (self.name, self.numerator, self.denominator) if n)


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of official file.

    `reads` says how: `areas` (a row for each area and year), `neighbours` (a row for each
    authority) or `tidy` (a row for each value). `choose` names a column whose text decides
    which columns a row gives.
    """

    key: str
    title: str
    reads: str
    source: str
    identify: tuple[str, ...]
    columns: tuple[Column, ...] = ()
    choose: str = ""
    chosen: dict[str, tuple[Column, ...]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    year: int = 0
    names: dict[str, str] = field(default_factory=dict)

    @property
    def every_column(self) -> tuple[Column, ...]:
        return self.columns + tuple(c for group in self.chosen.values() for c in group)

    @property
    def needed(self) -> frozenset[str]:
        found = {n for c in self.every_column if not c.optional for n in c.needs}
        found.update(self.identify)
        if self.choose:
            found.add(self.choose)
        return frozenset(found)

    @property
    def known(self) -> frozenset[str]:
        optional = {n for c in self.every_column if c.optional for n in c.needs}
        return self.needed | optional | set(self.left_out)


@cache
def sources() -> dict[str, Source]:
    """Where values are taken from, by short key."""
    text = path("official", "sources.yaml").read_text(encoding="utf-8")
    return {
        key: Source(**{**fields, "origin": Origin(fields["origin"])})
        for key, fields in yaml.safe_load(text).items()
    }


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout described, in the order of their files' names."""
    files = sorted(path("official").glob("*.yaml"))
    return tuple(
        read_layout(yaml.safe_load(file.read_text(encoding="utf-8")), file.stem)
        for file in files
        if file.name != "sources.yaml"
    )


def read_layout(content: dict[str, Any], key: str) -> Layout:
    """One layout; a column for an indicator without a definition stops here."""
    columns = tuple(_column(n, f) for n, f in content.pop("columns", {}).items())
    chosen = {
        text: tuple(_column(name, fields) for name, fields in group.items())
        for text, group in content.pop("chosen", {}).items()
    }
    for name in ("identify", "left_out"):
        content[name] = tuple(content.get(name, ()))
    return Layout(key=key, columns=columns, chosen=chosen, **content)


def _column(name: str, fields: dict[str, Any] | str) -> Column:
    given = {"indicator": fields} if isinstance(fields, str) else fields
    definition(given["indicator"])
    return Column(name=name, **given)


def recognise(table: Table) -> Layout:
    """The layout whose columns the table has most of; `BadFile` names a column it lacks."""
    header = set(table.header)
    best = max(layouts(), key=lambda layout: len(layout.needed & header) / len(layout.needed))
    found, missing = best.needed & header, sorted(best.needed - header)
    if len(found) * 2 < len(best.needed):
        known = "; ".join(layout.title for layout in layouts())
        raise BadFile(
            table.file, f"The columns are those of no file that Kith reads. It reads: {known}.", 1
        )
    if missing:
        raise BadFile(table.file, f"The file of “{best.title}” lacks this column.", 1, missing[0])
    twice = [n for n in table.header if table.header.count(n) > 1 and n in best.needed]
    if twice:
        raise BadFile(table.file, "Two columns have this name.", 1, twice[0])
    return best
