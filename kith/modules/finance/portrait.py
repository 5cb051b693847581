"""A year's accounts as a page shows them: what they say, in a sentence, a drawing and lines."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import prefetch_related_objects

from kith.foundation.ui.charts import MoneyBars, MoneyRow, Part, Point
from kith.kernel.figures import Unit, shown_number
from kith.modules.finance.balance import LINES, Imbalance, imbalances, pounds
from kith.modules.finance.models import Account, Line

MOST = 3  # parts named in a bar; the rest are put together
Kind = Line.Kind


@dataclass(frozen=True)
class Portrait:
    """One year: its lines by side, its sums, and everything that does not add up."""

    account: Account
    lines: tuple[Line, ...]
    problems: tuple[Imbalance, ...]

    def of(self, *kinds: str) -> list[Line]:
        return [line for line in self.lines if line.kind in kinds]

    def sum(self, *kinds: str) -> Decimal:
        return sum((line.outturn or Decimal(0) for line in self.of(*kinds)), Decimal(0))

    @property
    def came_in(self) -> Decimal:
        """Income as the ledger states it, or what the lines come to."""
        stated = self.account.income_total
        return stated if stated is not None else self.sum(*Line.INCOME)

    @property
    def hole(self) -> Decimal:
        """Income that no line explains; nought when the lines come to more than the total."""
        return max(self.came_in - self.sum(*Line.INCOME), Decimal(0))

    @property
    def sentence(self) -> str:
        """What came in, what was spent, and where the rest went."""
        spent, kept = self.sum(Kind.EXPENDITURE), self.sum(Kind.TO_RESERVES)
        drawn = self.sum(Kind.FROM_RESERVES)
        said = f"{pounds(self.came_in)} came in and {pounds(spent)} was spent"
        if kept:
            said += f"; {pounds(kept)} went into reserves"
        if drawn:
            said += f", and {pounds(drawn)} of the income was drawn from them"
        return said + "."

    @property
    def verdict(self) -> str:
        if not self.lines:
            return "No line is entered yet."
        if not self.problems:
            return "The accounts balance."
        count = len(self.problems)
        return "One thing does not add up." if count == 1 else f"{count} things do not add up."

    @property
    def reserves(self) -> list[tuple[str, str]]:
        """Opening, in, out and closing; the closing is not known without the opening."""
        opening = self.account.reserves_opening
        put, drawn = self.sum(Kind.TO_RESERVES), self.sum(Kind.FROM_RESERVES)
        closing = (
            "Not known without the opening" if opening is None else pounds(opening + put - drawn)
        )
        return [
            ("At the start of the year", "Not entered" if opening is None else pounds(opening)),
            ("Put in", pounds(put)),
            ("Drawn", pounds(drawn)),
            ("At the end of the year", closing),
        ]

    def share(self, line: Line) -> str:
        """A line's share of its side, of the ledger's total where one is stated."""
        income = line.kind in Line.INCOME
        stated = self.account.income_total if income else self.account.expenditure_total
        whole = stated if stated is not None else self.sum(*(Line.INCOME if income else Line.SPENT))
        if line.outturn is None or not whole:
            return ""
        return shown_number(Fraction(line.outturn) / Fraction(whole) * 100, Unit.PERCENT)

    @property
    def chart(self) -> MoneyBars | None:
        """In beside out, on one scale; income that nobody has named is a hole."""
        if not self.lines:
            return None
        named = _parts(self.of(*Line.INCOME))
        if self.hole:
            named = [_part("Named", self.sum(*Line.INCOME))] if self.sum(*Line.INCOME) else []
            named.append(_part("No contributor named", self.hole, hole=True))
        out = _parts(self.of(*Line.SPENT))
        rows = [
            MoneyRow(label, tuple(parts)) for label, parts in (("In", named), ("Out", out)) if parts
        ]
        return MoneyBars(
            title=self._finding,
            subtitle=f"Money in and out, {self.account.period.label}",
            rows=tuple(rows),
            source=self.account.source,
        )

    @property
    def _finding(self) -> str:
        if self.hole:
            return f"{pounds(self.hole)} of income has no contributor named"
        largest = max(self.lines, key=lambda line: line.outturn or Decimal(0))
        side = "income" if largest.kind in Line.INCOME else "money that went out"
        return f"{largest.label} is {self.share(largest)} of the {side}"


def _part(label: str, amount: Decimal, hole: bool = False) -> Part:
    return Part(label, Point(float(amount), pounds(amount)), hole)


def _parts(lines: list[Line]) -> list[Part]:
    """The largest lines by name, the others as one part; what is nought is not drawn."""
    ranked = sorted((x for x in lines if x.outturn), key=lambda x: x.outturn or 0, reverse=True)
    parts = [_part(line.label, line.outturn or Decimal(0)) for line in ranked[:MOST]]
    rest = sum((line.outturn or Decimal(0) for line in ranked[MOST:]), Decimal(0))
    return [*parts, _part("Everything else", rest)] if rest else parts


def portrait(account: Account) -> Portrait:
    """Read a year's accounts; the lines are read once."""
    prefetch_related_objects([account], LINES)
    lines = tuple(account.lines.all())
    return Portrait(account, lines, tuple(imbalances(account)) if lines else ())
