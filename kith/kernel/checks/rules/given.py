"""What must be there: a whole number, or a reason why there is none."""

from __future__ import annotations

from collections.abc import Iterator

from kith.kernel.checks.model import LEAST_REASON, Box, Importance, Raised, says_something
from kith.kernel.checks.registry import Return, Rule, register
from kith.kernel.checks.words import plain


@register
class Blank(Rule):
    key = "blank"
    title = "Nothing given and no reason why"
    importance = Importance.MUST
    why = (
        "An empty box could mean none, not known or not yet. Only the agency can say which, and "
        "nobody may guess it later."
    )

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        if not box.blank or not box.blank_needs_reason:
            return
        if not says_something(box.reason, LEAST_REASON):
            yield self.raised(
                box,
                f"{box.name} is empty.",
                "Write the number. If there were none, write 0. If you cannot say, tell us why.",
            )


@register
class Half(Rule):
    key = "half"
    title = "Half of a share"
    importance = Importance.MUST
    why = (
        "A share needs both numbers: how many, and out of how many. A percentage alone hides both."
    )

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        if box.shape != "share" or box.blank or None not in (box.of, box.among):
            return
        if box.among is None:
            says = f"{box.name} gives {plain(box.of)}, but not out of how many."
        else:
            says = f"{box.name} says out of {plain(box.among)}, but not how many of them."
        yield self.raised(box, says, "Give both numbers, or leave both empty and tell us why.")


@register
class WholeNumber(Rule):
    key = "whole"
    title = "Not a whole number of 0 or more"
    importance = Importance.MUST
    why = "Children, families and events are counted in whole numbers; there are never less than 0."

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        if box.of is not None and box.count is None:
            yield self.wrong(box, plain(box.of))
        if box.shape == "share" and box.among is not None and box.whole is None:
            yield self.wrong(box, plain(box.among))

    def wrong(self, box: Box, written: str) -> Raised:
        """One number that cannot be a count."""
        return self.raised(
            box,
            f"{box.name} says {written}, which cannot be a number of {box.noun}.",
            "Write a whole number of 0 or more. Give the count itself, not a percentage.",
        )


@register
class Nil(Rule):
    key = "nil"
    title = "None, where there cannot be none"
    importance = Importance.MUST
    why = "For some counts there is always at least one. A 0 there means that nobody counted."

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        counted = box.whole if box.shape == "share" else box.count
        if box.nil_possible or counted != 0:
            return
        where = "out of 0" if box.shape == "share" else "0"
        yield self.raised(
            box,
            f"{box.name} says {where}, but there are always some {box.noun}.",
            "Write the number. If you cannot say, leave it empty and tell us why.",
        )


@register
class ReasonAndNumber(Rule):
    key = "reason_and_number"
    title = "A number and a reason for having none"
    importance = Importance.NOTE
    why = "A box that has a number needs no reason for being empty; one of the two is left over."

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        if box.value is not None and box.reason.strip():
            yield self.raised(
                box,
                f"{box.name} has a number and also a reason for having none.",
                "Take out the reason if the number stands.",
            )
