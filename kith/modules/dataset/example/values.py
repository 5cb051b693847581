"""The example's values: for every box of every return, the number that is given, by rule.

Levels, shares and known values stand in `content/example/returns.yaml`; chance is drawn from a
generator whose seed is the item's own number, so the same content always gives the same values.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from kith.content import path
from kith.kernel.periods import Period, parse_period
from kith.modules.dataset.asking import periods_asked
from kith.modules.dataset.models import Item

NOT_THEN = "Not counted apart in that year."
QUARTERS = tuple(f"{year} Q{n}" for year in ("2018-19", "2019-20") for n in (1, 2, 3, 4))
Year = Mapping[str, int | None]  # a published total by year; None where there was none
Years = Mapping[tuple[str, str], Year]  # by indicator and part


@dataclass(frozen=True, slots=True)
class Given:
    """What stands in one box of the example."""

    of: int | None
    among: int | None = None
    reason: str = ""


def content() -> dict[str, Any]:
    """The example's returns as they stand in their file."""
    found: dict[str, Any] = yaml.safe_load(
        path("example", "returns.yaml").read_text(encoding="utf-8")
    )
    return found


def spread(total: int, weights: Sequence[float]) -> list[int]:
    """A whole number divided by weights, by largest remainders: the parts make the total."""
    whole = sum(weights)
    if not weights or whole <= 0:
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


class Example:
    """Every value of the example's returns, item by item, all agencies together and each."""

    def __init__(self, items: Iterable[Item], years: Years) -> None:
        self.items = {item.number: item for item in items}
        self.years = years
        self.content = content()
        self._totals: dict[tuple[str, str], dict[str, int]] = {}
        self._shares: dict[str, dict[str, float]] = {}
        self._numerators: dict[str, dict[str, int]] = {}

    # -- numbers of all agencies together ------------------------------------------------------

    def periods(self, item: Item) -> list[Period]:
        """All periods that the eight quarters ask of an item, in order."""
        return [p for code in QUARTERS for p in periods_asked(item, parse_period(code))]

    def totals(self, number: str, part: str = "") -> dict[str, int]:
        """The first number of an item by period: a count, or what a share is out of."""
        key = number, part
        if key not in self._totals:
            self._totals[key] = self._work_out(number, part)
        return self._totals[key]

    def _work_out(self, number: str, part: str) -> dict[str, int]:
        item, rule = self.items[number], self._rule(number)
        periods = self.periods(item)
        if number in self.content["months"]:
            months = self.content["months"][number]
            return {p.code: value for p, value in zip(periods, months, strict=True)}
        if number in self.content["opening"]:
            return self._running(item, periods)
        if part:
            return self._part(item, rule, part, periods)
        if source := self._among(rule):
            return {p.code: source(p) for p in periods}
        return self._known(rule, self._series(number, rule, periods), periods, self._year(item, ""))

    def _running(self, item: Item, periods: Sequence[Period]) -> dict[str, int]:
        """A stock: what there was, and what came in less what went out."""
        starts, ends = self.totals(item.starts), self.totals(item.ends)
        now, found = int(self.content["opening"][item.number]), {}
        for period, came, went in zip(periods, starts.values(), ends.values(), strict=True):
            now += came - went
            found[period.code] = now
        return found

    def _part(
        self, item: Item, rule: Mapping[str, Any], part: str, periods: Sequence[Period]
    ) -> dict[str, int]:
        """One part of an item: its share of the whole, or of its own published year."""
        published = self._year(item, part)
        if published:
            level = max(n or 0 for n in published.values()) / max(1, len(periods) / 2)
            made = self._series(f"{item.number}/{part}", {"level": level, "wobble": 0.2}, periods)
            return self._known({}, made, periods, published)
        parts, weights = list(item.parts), rule.get("weights") or {}
        chance = random.Random(f"{item.number} parts")
        sizes = [weights.get(code, 0 if weights else 8 + chance.randrange(8)) for code in parts]
        # The years of other parts may be published where this one's are not: then it has none.
        if any(self._year(item, code) for code in parts):
            return {p.code: 0 for p in periods}
        whole = self.totals(item.number)
        at = parts.index(part)
        return {p.code: spread(whole[p.code], sizes)[at] for p in periods}

    def _series(
        self, seed: str, rule: Mapping[str, Any], periods: Sequence[Period]
    ) -> dict[str, float]:
        """A line from the first level to the last, moved by chance."""
        chance = random.Random(f"Saltmere {seed}")
        first = rule.get("level", 100)
        last, wobble = rule.get("to", first), rule.get("wobble", 0.05)
        steps = max(1, len(periods) - 1)
        return {
            p.code: (first + (last - first) * n / steps) * (1 + wobble * chance.uniform(-1, 1))
            for n, p in enumerate(periods)
        }

    def _known(
        self,
        rule: Mapping[str, Any],
        made: Mapping[str, float],
        periods: Sequence[Period],
        years: Year,
    ) -> dict[str, int]:
        """Whole numbers that keep what is known of single periods and of whole years."""
        known = {str(code): int(value) for code, value in (rule.get("known") or {}).items()}
        found = {p.code: round(made[p.code]) for p in periods} | known
        for year, total in {**years, **(rule.get("years") or {})}.items():
            inside = parse_period(str(year))
            open_ = [p.code for p in periods if inside.contains(p.ends_on) and p.code not in known]
            fixed = sum(known[p.code] for p in periods
                        if inside.contains(p.ends_on) and p.code in known)  # fmt: skip
            shared = spread(max(0, (total or 0) - fixed), [made[code] for code in open_])
            found |= dict(zip(open_, shared, strict=True))
        return found

    def _year(self, item: Item, part: str) -> Year:
        if item.yearly != Item.Yearly.SUM and item.frequency != Item.Frequency.ANNUAL:
            return {}
        return self.years.get((item.holds, part), {})

    def _rule(self, number: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.content["items"].get(number, {})
        return found

    def _among(self, rule: Mapping[str, Any]) -> Any:
        """Where an item takes its whole from another's numbers: a function of the period."""
        if other := rule.get("among"):
            return lambda period: self._over(self.totals(str(other)), period)
        if other := rule.get("among_of"):
            return lambda period: self.numerators(str(other))[period.code]
        if other := rule.get("among_stock") or rule.get("stock_of"):
            return lambda period: self.totals(str(other))[period.closing_date().code]
        if rule.get("among_part"):
            number, part = rule["among_part"]
            return lambda p: round(self.totals(number)[p.closing_date().code] * part)
        return None

    @staticmethod
    def _over(totals: Mapping[str, int], period: Period) -> int:
        """The value of a period, or the sum of its months."""
        if period.code in totals:
            return totals[period.code]
        return sum(totals[month.code] for month in period.months())

    # -- shares --------------------------------------------------------------------------------

    def share(self, item: Item, periods: Sequence[Period]) -> dict[str, float]:
        """How large a part the share is in each period, moved a little by chance."""
        if item.number in self._shares:
            return self._shares[item.number]
        rule = self._rule(item.number)
        first, last = rule.get("share", (0.5, 0.5))
        chance = random.Random(f"share {item.number}")
        steps = max(1, len(periods) - 1)
        made = {
            p.code: min(1.0, first + (last - first) * n / steps + chance.uniform(-0.012, 0.012))
            for n, p in enumerate(periods)
        }
        known = {str(code): value for code, value in (rule.get("known_share") or {}).items()}
        self._shares[item.number] = made | known
        return self._shares[item.number]

    def numerators(self, number: str) -> dict[str, int]:
        """Of a share: how many, by period; years that are known are kept."""
        if number in self._numerators:
            return self._numerators[number]
        item = self.items[number]
        periods = self.periods(item)
        among, share = self.totals(number), self.share(item, periods)
        made = {p.code: among[p.code] * share[p.code] for p in periods}
        rule = {"years": self._rule(number).get("years_of")}
        kept = self._known(rule, made, periods, {})
        self._numerators[number] = {code: min(kept[code], among[code]) for code in kept}
        return self._numerators[number]

    # -- what each agency gives ----------------------------------------------------------------

    @cached_property
    def weights(self) -> Mapping[str, int]:
        found: Mapping[str, int] = self.content["agencies"]
        return found

    def divided(self, total: int, agencies: Sequence[str]) -> dict[str, int]:
        """A total over the agencies that are asked."""
        sizes = [self.weights.get(key, 1) for key in agencies]
        return dict(zip(agencies, spread(total, sizes), strict=True))

    def given(
        self, item: Item, period: Period, part: str, agency: str, agencies: Sequence[str]
    ) -> Given:
        """What an agency gives in one box; `agencies` are all that are asked, in order."""
        code = period.code
        missing = self._rule(item.number).get("not_held") or {}
        if code in missing:
            return Given(None, None, missing[code])
        if part and self._absent(item, part, period):
            return Given(None, None, NOT_THEN)
        total = self.totals(item.number, part)[code]
        if not item.out_of:
            return Given(self.divided(total, agencies)[agency])
        among = self.divided(total, agencies)
        if part:
            share = self._part_share(item, part, code)
            return Given(round(among[agency] * share), among[agency])
        of = self._shared_out(item, self.numerators(item.number)[code], among)
        return Given(of[agency], among[agency])

    def _absent(self, item: Item, part: str, period: Period) -> bool:
        """Whether the published year that a period is in has no value for a part."""
        years = self._year(item, part)
        return any(
            value is None and parse_period(year).contains(period.ends_on)
            for year, value in years.items()
        )

    def _part_share(self, item: Item, part: str, code: str) -> float:
        known = self._rule(item.number).get("part_share") or {}
        share = known.get(part, self.share(item, self.periods(item))[code])
        moved = random.Random(f"{item.number}{part}{code}").uniform(-0.04, 0.04)
        return max(0.0, min(1.0, share + moved))

    def _shared_out(self, item: Item, total: int, among: Mapping[str, int]) -> dict[str, int]:
        """A numerator over the agencies, some better than others, none above its own whole."""
        better = {key: random.Random(f"{item.number}{key}").uniform(0.85, 1.1) for key in among}
        parts = spread(total, [whole * better[key] for key, whole in among.items()])
        found = dict(zip(among, parts, strict=True))
        over = {key: max(0, found[key] - among[key]) for key in among}
        room = {key: max(0, among[key] - found[key]) for key in among}
        given = spread(sum(over.values()), [float(room[key]) for key in among])
        return {key: found[key] - over[key] + more for key, more in zip(among, given, strict=True)}
