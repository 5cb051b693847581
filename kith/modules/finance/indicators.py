"""Figures of the accounts, for reports: each is worked out from the lines when it is asked for."""

from collections.abc import Mapping

from kith.foundation.indicators import indicator
from kith.kernel.figures import Amount, Code, Kind, Missing, Polarity, Unit, Value
from kith.kernel.periods import Period
from kith.modules.finance.balance import account_of
from kith.modules.finance.models import Line

SHARED = {
    "topic": "Money",
    "unit": Unit.MONEY,
    "kind": Kind.FLOW,
    "polarity": Polarity.NEUTRAL,
    "owner": "Finance officer",
}


def _sum(period: Period, *kinds: str) -> Value:
    account = account_of(period)
    if account is None or not any(each.kind in kinds for each in account.lines.all()):
        return Missing(Code.NOT_COLLECTED)
    return Amount(account.total(*kinds))


@indicator("finance.income", title="Income", **SHARED)
def income(period: Period) -> Value:
    """Everything that came in during the year, what was drawn from reserves included."""
    return _sum(period, *Line.INCOME)


@indicator("finance.contributions", title="Contributions of partners", **SHARED)
def contributions(period: Period) -> Value:
    """What partners paid into the shared budget of the year."""
    return _sum(period, Line.Kind.CONTRIBUTION)


@indicator("finance.other_income", title="Other income", **SHARED)
def other_income(period: Period) -> Value:
    """Income that no partner contributed, such as charges for training."""
    return _sum(period, Line.Kind.OTHER_INCOME)


@indicator("finance.spent", title="Expenditure", **SHARED)
def spent(period: Period) -> Value:
    """What was spent in the year, transfers to reserves left out."""
    return _sum(period, Line.Kind.EXPENDITURE)


@indicator("finance.to_reserves", title="Put into reserves", **SHARED)
def to_reserves(period: Period) -> Value:
    """What was put into reserves at the end of the year."""
    return _sum(period, Line.Kind.TO_RESERVES)


@indicator("finance.from_reserves", title="Drawn from reserves", **SHARED)
def from_reserves(period: Period) -> Value:
    """What was drawn from reserves to meet the year's expenditure."""
    return _sum(period, Line.Kind.FROM_RESERVES)


@indicator("finance.line", title="Line of the accounts", **SHARED)
def line(period: Period) -> Mapping[str, Value]:
    """The outturn of one line of the year's accounts."""
    return _lines(period, "outturn")


@indicator("finance.line_budget", title="Budget of a line of the accounts", **SHARED)
def line_budget(period: Period) -> Mapping[str, Value]:
    """What was planned for one line of the year's accounts."""
    return _lines(period, "budget")


def _lines(period: Period, column: str) -> Mapping[str, Value]:
    found: dict[str, Value] = {}
    account = account_of(period)
    for each in account.lines.all() if account else ():
        amount = getattr(each, column)
        found[each.key] = Missing(Code.NOT_COLLECTED) if amount is None else Amount(amount)
    return found
