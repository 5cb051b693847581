"""The priorities of the partnership: what the quarter says of each, by the rule and no further."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from kith.modules.dataset.seeing.readings import Picture, Read, Reading


@dataclass(frozen=True)
class Priority:
    """One priority with its indicators."""

    number: int
    title: str
    reads: tuple[Read, ...]

    @property
    def url(self) -> str:
        return reverse("dataset-by-priority", args=[self.number])

    @property
    def signals(self) -> list[Read]:
        """What is a signal by the rule, without what is worked out from another indicator."""
        return [r for r in self.reads if r.signals and not r.item.worked_out_from]

    @property
    def latest(self) -> Read | None:
        """What to say first: a signal, else what moved most, else what can be judged, else any."""
        told = [r for r in self.reads if r.now is not None]
        if self.signals:
            order = (Reading.WORSE, Reading.BETTER, Reading.HIGHER, Reading.LOWER)
            return min(self.signals, key=lambda r: order.index(r.reading))
        judged = [r for r in told if r.reading is Reading.NONE]
        moved = sorted((r for r in told if r.moved), key=lambda r: -abs(r.change or 0))
        return next(iter([*judged, *moved, *told]), None)

    @property
    def tags(self) -> list[tuple[str, str]]:
        """Every signal in a word with how many there are; without one, why none is called."""
        found = []
        for reading in (Reading.WORSE, Reading.BETTER, Reading.HIGHER, Reading.LOWER):
            number = sum(r.reading is reading for r in self.signals)
            if number:
                words = f"{number} {reading.title.lower()}"
                found.append((words, reading.kind))
        if found:
            return found
        readings = {r.reading for r in self.reads}
        for reading in (Reading.NONE, Reading.FEW, Reading.PART):
            if reading in readings:
                return [(reading.title, reading.kind)]
        return [(Reading.UNKNOWN.title, Reading.UNKNOWN.kind)]

    @property
    def counts(self) -> str:
        """Of how many indicators that can be said at all."""
        asked = [r for r in self.reads if not r.item.worked_out_from]
        judged = sum(r.signals or r.reading is Reading.NONE for r in asked)
        return f"{judged} of {len(asked)} can be judged"


def priorities(picture: Picture) -> list[Priority]:
    """The priorities in their order, as the items name them: "2, contextual safeguarding"."""
    found: dict[tuple[int, str], list[Read]] = {}
    for read in picture.reads:
        number, _, title = read.item.priority.partition(",")
        if number.strip().isdigit():
            found.setdefault((int(number), title.strip()), []).append(read)
    return [
        Priority(number, title[:1].upper() + title[1:], tuple(reads))
        for (number, title), reads in sorted(found.items())
    ]
