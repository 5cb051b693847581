"""Saving answers as they are typed: nothing is sent, and nobody's work is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action
from kith.foundation.organisations.models import Organisation
from kith.kernel.identifiers import find_identifiers
from kith.kernel.refusals import Refused
from kith.modules.dataset import kinds
from kith.modules.dataset.asking import Box, boxes_of
from kith.modules.dataset.models import Answer, Item, Return
from kith.modules.dataset.standings import standing_of

# What a box can hold. No count is longer than 9 figures; numbers that people are given are.
LARGEST, LARGEST_SUM = Decimal(999_999_999), Decimal("999999999999.99")
LONGEST_REASON, LONGEST_EXPLANATION = 300, 600


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody gives for one box. `seen` is the version they had before them; 0 for none.

    A workbook or a message was filled in elsewhere: it has seen nothing, and `seen` is None,
    which replaces what stands there; its preview has shown what that is.
    """

    box: str
    of: Decimal | None = None
    among: Decimal | None = None
    reason: str = ""
    explanation: str = ""
    seen: int | None = 0

    @property
    def content(self) -> tuple[Decimal | None, Decimal | None, str, str]:
        return self.of, self.among, self.reason, self.explanation


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people changed one box: what stands there, and what was not stored."""

    box: Box
    theirs: Answer
    mine: Entry


@dataclass(slots=True)
class Saved:
    """What became of some entries."""

    stored: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


class Refusals(Refused):
    """Entries that cannot be stored: for each box, what to do."""

    def __init__(self, by_box: dict[str, str]) -> None:
        self.by_box = by_box
        super().__init__(" ".join(by_box.values()))


@action(Permission.RETURN_FILL, on="return_to")
def save_answers(*, return_to: Return, entries: Iterable[Entry], by: Actor) -> Saved:
    """Store entries in a return's boxes.

    Raises `Refusals` for entries that no box can hold and stores nothing then. A box that another
    person changed meanwhile keeps their value and comes back as a conflict; the rest is stored.
    """
    held = (
        Return.objects.select_for_update()
        .select_related("round__edition", "organisation")
        .get(pk=return_to.pk)
    )
    where = standing_of(held, by.today)
    if not where.may_fill:
        raise Refused(f"This return cannot be changed now. {where.reason}.")
    asked = {box.id: box for box in boxes_of(held)}
    given = list(entries)
    if wrong := faults(given, asked):
        raise Refusals(wrong)
    saved = _store(held, given, asked, by)
    if saved.stored:
        Return.objects.filter(pk=held.pk).update(changed_at=by.now)
        audit.record(
            kinds.SAVED,
            by=by,
            ref=held,
            what=str(held),
            data={"boxes": saved.stored, "conflicts": len(saved.conflicts)},
        )
    return saved


def _store(held: Return, given: list[Entry], asked: dict[str, Box], by: Actor) -> Saved:
    stored = {answer.box: answer for answer in held.answers.select_related("item", "by")}
    saved, now = Saved(), by.now
    new, changed = [], []
    for entry in given:
        box, before = asked[entry.box], stored.get(entry.box)
        if before is None:
            if entry.content != (None, None, "", ""):
                new.append(
                    _filled(
                        Answer(
                            return_to=held, item=box.item, period=box.period.code, part=box.part
                        ),
                        entry,
                        by,
                        now,
                    )
                )
            continue
        if content_of(before) == entry.content:
            continue
        if entry.seen is not None and entry.seen != before.version:
            saved.conflicts.append(Conflict(box, before, entry))
            continue
        before.version += 1
        changed.append(_filled(before, entry, by, now))
    Answer.objects.bulk_create(new, batch_size=500)
    Answer.objects.bulk_update(
        changed, ["of", "among", "reason", "explanation", "by", "at", "version"], batch_size=200
    )
    saved.stored = len(new) + len(changed)
    return saved


def _filled(answer: Answer, entry: Entry, by: Actor, now: object) -> Answer:
    answer.of, answer.among, answer.reason, answer.explanation = entry.content
    answer.by, answer.at = by.user, now  # type: ignore[assignment]
    return answer


def content_of(answer: Answer) -> tuple[Decimal | None, Decimal | None, str, str]:
    """What stands in a box, to compare with what is given."""
    return answer.of, answer.among, answer.reason, answer.explanation


def faults(entries: Iterable[Entry], asked: Mapping[str, Box]) -> dict[str, str]:
    """Which entries no box can hold, and what to do about each."""
    known = set(Organisation.objects.values_list("name", flat=True))
    wrong = {}
    for entry in entries:
        box = asked.get(entry.box)
        why = "This return does not ask for that box." if box is None else _fault(box.item, entry)
        why = why or _identifies(entry, known)
        if why:
            wrong[entry.box] = why
    return wrong


def _fault(item: Item, entry: Entry) -> str:
    """Why an entry can stand in no box of this item; "" when it can."""
    whole = item.unit != "money"
    for number in (entry.of, entry.among):
        if number is None:
            continue
        if number < 0:
            return f"{item.title}: enter 0 or more, not {number}."
        if whole and number != number.to_integral_value():
            return f"{item.title}: enter a whole number, not {number}."
        if number > (LARGEST if whole else LARGEST_SUM):
            return f"{item.title}: enter a number of at most {9 if whole else 12} figures."
    if entry.among is not None and not item.out_of:
        return f"{item.title} is one number; it is not out of another."
    if item.out_of and (entry.of is None) != (entry.among is None):
        return f"{item.title}: enter both numbers, or neither and say why."
    for text, most in ((entry.reason, LONGEST_REASON), (entry.explanation, LONGEST_EXPLANATION)):
        if len(text) > most:
            return f"{item.title}: say it in at most {most} characters; it has {len(text)}."
    return ""


def _identifies(entry: Entry, known: set[str]) -> str:
    """A return holds counts: what might tell who a child is, is refused and not stored."""
    for text in (entry.reason, entry.explanation):
        found = find_identifiers(text, known=known) if text else []
        if found:
            return (
                f"Take out {found[0].words}: a return holds numbers and reasons, "
                "and nothing that could say who a child is."
            )
    return ""
