"""Boxes that the tests of the checks start from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from kith.kernel.checks import Box, Raised, check_return
from kith.kernel.figures import Count, Kind, Polarity
from kith.kernel.periods import parse_period

QUARTER = parse_period("2019-20 Q4")
EPISODES = Box(
    id="35|2019-20 Q4|",
    key="missing.episodes",
    title="Missing episodes",
    noun="episodes",
    period=QUARTER,
    shape="count",
    kind=Kind.FLOW,
    polarity=Polarity.LOW,
    of=Decimal(271),
    last=Count(271),
    last_label="last quarter",
)
CHILDREN = replace(
    EPISODES,
    id="36|2019-20 Q4|",
    key="missing.children",
    title="Children missing",
    noun="children",
    of=Decimal(118),
    last=Count(118),
)
SHARE = replace(
    EPISODES,
    id="41|2019-20 Q4|",
    key="missing.interviews",
    title="Return interviews in time",
    noun="interviews",
    shape="share",
    polarity=Polarity.HIGH,
    of=Decimal(30),
    among=Decimal(40),
    last=None,
)


def box(of: int | str | None = 271, start: Box = EPISODES, **changes: Any) -> Box:
    """A box with that number; None leaves it blank."""
    return replace(start, of=None if of is None else Decimal(of), **changes)


def share(of: int | None, among: int | None, **changes: Any) -> Box:
    """A share of so many among so many."""
    whole = None if among is None else Decimal(among)
    return box(of, SHARE, among=whole, **changes)


def said(*boxes: Box, rule: str = "") -> list[Raised]:
    """What is raised about the boxes, by one rule or by all."""
    return [each for each in check_return(boxes) if rule in ("", each.rule)]


def rules(*boxes: Box) -> list[str]:
    """The keys of the rules that have something to say."""
    return [each.rule for each in check_return(boxes)]
