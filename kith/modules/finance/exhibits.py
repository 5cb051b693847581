"""Tables and a chart of the accounts, for reports: their rows are the lines of the year."""

from collections.abc import Iterable, Mapping
from typing import Any

from kith.foundation.publications.providers import provider
from kith.kernel.periods import Period
from kith.kernel.refusals import Refused
from kith.modules.finance.balance import account_of
from kith.modules.finance.models import Line

Plan = Mapping[str, Any]


def _lines(period: Period, kinds: Iterable[str]) -> list[Line]:
    account = account_of(period)
    if account is None:
        raise Refused(f"There are no accounts for {period.label}. Enter them under Partnership.")
    wanted = set(kinds)
    return [line for line in account.lines.all() if line.kind in wanted]


def _row(line: Line) -> dict[str, Any]:
    return {"label": line.label, "by": line.key}


@provider("finance.income")
def income(period: Period, options: Mapping[str, Any]) -> Plan:
    """Where the money came from, line by line, with the share of each contribution."""
    lines = _lines(period, Line.INCOME)
    total = {"label": "Income", "total": True, "indicator": "finance.income"}
    columns = [{"label": "Pounds", "period": period.code}]
    rows = [{**_row(line), "indicator": "finance.line"} for line in lines]
    return {
        "first": "Where it came from",
        "rows": [*rows, total],
        "columns": [*columns, {"label": "As bars", "draw": "bar", "of": 0}],
    }


@provider("finance.spent")
def spent(period: Period, options: Mapping[str, Any]) -> Plan:
    """What the money was used for, then what was put into reserves."""
    used = _lines(period, [Line.Kind.EXPENDITURE])
    kept = _lines(period, [Line.Kind.TO_RESERVES])
    rows = [{**_row(line), "indicator": "finance.line"} for line in used]
    rows.append({"label": "Spent", "total": True, "indicator": "finance.spent"})
    rows += [{**_row(line), "indicator": "finance.line"} for line in kept]
    return {
        "first": "What it was used for",
        "rows": rows,
        "columns": [
            {"label": "Pounds", "period": period.code},
            {"label": "As bars", "draw": "bar", "of": 0},
        ],
    }


@provider("finance.bars")
def bars(period: Period, options: Mapping[str, Any]) -> Plan:
    """What came in beside what went out, on one scale."""
    _lines(period, Line.INCOME)
    return {
        "first": "Money",
        "draw": "money",
        "sums": False,
        "base": {"period": period.code},
        "rows": [
            {"label": "Came in", "group": True},
            {"label": "Contributions of partners", "indicator": "finance.contributions"},
            {"label": "Other income", "indicator": "finance.other_income"},
            {"label": "Went out", "group": True},
            {"label": "Spent", "indicator": "finance.spent"},
            {"label": "Put into reserves", "indicator": "finance.to_reserves"},
        ],
        "columns": [{"label": "Pounds"}],
    }
