"""Which quarter a page shows: the one asked for, or the last with values that were accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from kith.foundation.ui.tables import Filter, Table
from kith.kernel.periods import Period
from kith.modules.dataset.models import Return, Round

NAME = "quarter"


@dataclass(frozen=True)
class Quarters:
    """The rounds, the newest first, and the one that the page is about."""

    rounds: tuple[Round, ...]
    chosen: Round | None

    @property
    def period(self) -> Period | None:
        return self.chosen.period if self.chosen else None

    def choice(self) -> Filter:
        """The sentence's choice of another quarter."""
        labels = [(one.key, one.period.label) for one in self.rounds]
        default = self.chosen.key if self.chosen else ""
        return Filter(NAME, "Quarter", labels, by=_all, default=default)

    def bar(self, query: Mapping[str, str]) -> Table:
        """A table of nothing, for the sentence that says which quarter is shown."""
        return Table(columns=[], rows=[], query=query, filters=[self.choice()])


def _all(rows: object, _chosen: str) -> object:
    """The quarter changes what a page is about, not which rows of it are shown."""
    return rows


def quarters(asked: str = "") -> Quarters:
    """Every round that has begun to be accepted, and the one asked for by its key; one query.

    An unknown one is the last. Without any accepted value there is nothing to choose.
    """
    accepted = Return.objects.filter(round=OuterRef("pk"), accepted_at__isnull=False)
    rows = Round.objects.filter(Exists(accepted))
    found = tuple(sorted(rows, key=lambda one: one.period.ends_on, reverse=True))
    chosen = next((one for one in found if one.key == asked), found[0] if found else None)
    return Quarters(found, chosen)


def of_quarter(found: Quarters, code: str) -> Quarters:
    """The same rounds with another one chosen; None of them where there is no such round."""
    return Quarters(found.rounds, next((r for r in found.rounds if r.quarter == code), None))
