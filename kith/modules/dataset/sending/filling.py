"""A return as its pages see it: boxes, answers, what the checks say, and how far each part is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.text import slugify

from kith.foundation.ui.words import counted
from kith.kernel import checks
from kith.kernel.checks import Importance, Raised, check_return, standing_in_the_way
from kith.modules.dataset.asking import Box, boxes_of, sections
from kith.modules.dataset.checking.gathering import Known, judged, known_of
from kith.modules.dataset.models import Answer, Query, Return
from kith.modules.dataset.standings import Seen, standings
from kith.modules.dataset.states import Standing

BLANK = "blank"  # the rule that asks for a number or a reason


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form: its name, its address, how far it is, in a word and a kind of tag."""

    name: str
    slug: str
    boxes: list[Box]
    state: str
    kind: str

    @property
    def done(self) -> bool:
        return self.kind == "good"


@dataclass
class Filling:
    """One return with everything around it, read in a constant number of queries."""

    seen: Seen
    boxes: list[Box]
    answers: dict[str, Answer]
    known: Known
    queries: list[Query] = field(default_factory=list)

    @property
    def return_to(self) -> Return:
        return self.seen.return_to

    @property
    def standing(self) -> Standing:
        return self.seen.standing

    @cached_property
    def judged(self) -> dict[str, checks.Box]:
        """The boxes as the checks read them."""
        return {each.id: each for each in judged(self.boxes, self.answers.values(), self.known)}

    @cached_property
    def raised(self) -> list[Raised]:
        return check_return(self.judged.values())

    @cached_property
    def stops(self) -> list[Raised]:
        """What keeps the return from being sent."""
        return standing_in_the_way(self.raised)

    @cached_property
    def agreed(self) -> list[checks.Agreed]:
        return checks.passes(self.judged.values())

    @cached_property
    def open_queries(self) -> list[Query]:
        return [query for query in self.queries if not query.answered_at and not query.closed_at]

    @cached_property
    def parts(self) -> list[Part]:
        """The parts of the form in their order, each with an address of its own."""
        taken: dict[str, int] = {}
        found = []
        for name, boxes in sections(self.boxes).items():
            slug = slugify(name) or "part"
            taken[slug] = taken.get(slug, 0) + 1
            if taken[slug] > 1:
                slug = f"{slug}-{taken[slug]}"
            found.append(Part(name, slug, boxes, *self._state(boxes)))
        return found

    def part(self, slug: str) -> Part | None:
        return next((part for part in self.parts if part.slug == slug), None)

    def part_of(self, box: str) -> Part:
        """The part of the form that a box stands in."""
        return next(part for part in self.parts if any(each.id == box for each in part.boxes))

    def _state(self, boxes: list[Box]) -> tuple[str, str]:
        ids = {box.id for box in boxes}
        asked = sum(query.box in ids for query in self.open_queries)
        if asked:
            return counted(asked, "question") + " to answer", "due"
        stops = [each for each in self.stops if each.box in ids and each.rule != BLANK]
        wrong = {each.box for each in stops if each.importance is Importance.MUST}
        if wrong:
            return f"{len(wrong)} to put right", "late"
        if unsaid := {each.box for each in stops}:
            return counted(len(unsaid), "sentence") + " to write", "due"
        filled = sum(not self.answers[box].empty for box in ids if box in self.answers)
        left = sum(each.box in ids and each.rule == BLANK for each in self.stops)
        if not filled and left:
            return "Not started", "open"
        return (f"{left} to fill", "move") if left else ("Done", "good")


def filling(return_to: Return, today: date) -> Filling:
    """Read a return with its boxes, answers, history and questions."""
    seen = standings(Return.objects.filter(pk=return_to.pk), today)[0]
    boxes = boxes_of(seen.return_to)
    rows = seen.return_to.answers.select_related("item", "by")
    queries = seen.return_to.queries.select_related("item", "asked_by", "answered_by")
    answers = {answer.box: answer for answer in rows}
    return Filling(
        seen,
        boxes,
        answers,
        known_of(seen.return_to, boxes).with_answers(boxes, answers),
        list(queries.order_by("asked_at", "pk")),
    )
