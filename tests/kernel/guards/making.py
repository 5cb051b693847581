"""Small dossiers for tests, made from a line or two."""

from decimal import Decimal
from typing import Any

from kith.kernel.figures import Code, Kind, Unit
from kith.kernel.guards import Claim, Dossier, Finding, Pass, Report, Stated, Table, check
from kith.kernel.periods import parse_period

YEAR = parse_period("2019-20")


def stated(id: str, value: object = None, **more: Any) -> Stated:
    """A figure; its printed places are those of the value as written."""
    if isinstance(more.get("period"), str):
        more["period"] = parse_period(more["period"])
    if isinstance(value, Code):
        return Stated(id=id, code=value, **more)
    number = None if value is None else Decimal(str(value))
    places = max(0, -int(number.as_tuple().exponent)) if number is not None else 0
    return Stated(id=id, value=number, **{"places": places, "label": id} | more)


def percent(id: str, value: object, **more: Any) -> Stated:
    """A printed percentage."""
    return stated(id, value, unit=Unit.PERCENT, **more)


def rate(id: str, value: object, **more: Any) -> Stated:
    """A printed rate per 10,000 of children on a plan on a day, unless told otherwise."""
    given = {"measure": "plans.open_rate", "kind": Kind.STOCK, "period": "2020-03-31"}
    return stated(id, value, unit=Unit.RATE, **given | more)


def dossier(figures: list[Stated], *claims: Claim, **more: Any) -> Dossier:
    """A publication on 2019-20 that came out in November 2020."""
    return Dossier(
        **{
            "title": "A report",
            "period": YEAR,
            "published_on": parse_period("2020-11"),
            "figures": figures,
            "claims": claims,
        }
        | more
    )


def ask(rule: str, figures: list[Stated], *claims: Claim, **more: Any) -> Report:
    """What one rule says."""
    return check(dossier(figures, *claims, **more), only=[rule])


def only_finding(report: Report) -> Finding:
    """The one finding there is."""
    (finding,) = report.findings
    return finding


def only_pass(report: Report) -> Pass:
    """The one pass there is, and no finding beside it."""
    assert report.findings == ()
    (passed,) = report.passes
    return passed


def column_of(table: Table, key: str) -> list[Stated]:
    """The cells of a column."""
    return list(table.down(key))
