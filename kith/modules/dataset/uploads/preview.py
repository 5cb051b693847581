"""What the preview of a workbook shows: what it would change, and what is still to be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kith.kernel.checks import Importance, Raised
from kith.modules.dataset.models import Answer, Upload
from kith.modules.dataset.sending import typed
from kith.modules.dataset.sending.filling import BLANK, Filling
from kith.modules.dataset.uploads.contents import (
    compare,
    declared,
    entries_of,
    from_json,
    overlaid,
)
from kith.reading.workbooks import Given, Refusal

MOST_ROWS = 100  # of a kind on the page; the workbook that comes back has them all


@dataclass(frozen=True, slots=True)
class Change:
    """A value that differs from what is stored."""

    place: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A value that asks for a sentence, with the sentence so far."""

    id: str
    name: str
    title: str
    place: str
    says: tuple[str, ...]
    text: str
    error: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything on the page."""

    refused: tuple[Refusal, ...]
    refused_more: int
    changed: tuple[Change, ...]
    changed_more: int
    kept: tuple[str, ...]
    warnings: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    to_mend: tuple[tuple[str, Raised], ...]
    empty: int
    to_store: int
    wrong: tuple[tuple[str, str], ...]

    @property
    def sends(self) -> bool:
        """Whether storing it sends the return, once every sentence is written."""
        return not (self.refused or self.to_mend or self.empty)


def posted_explanations(posted: Mapping[str, str]) -> dict[str, str]:
    """The sentences that were written on the preview, by box."""
    start = typed.name(typed.EXPLANATION, "")
    return {
        name.removeprefix(start): text.replace("\0", "").replace("\r\n", "\n").strip()
        for name, text in posted.items()
        if name.startswith(start)
    }


def preview_of(
    upload: Upload, found: Filling, said: Mapping[str, str], wrong: Mapping[str, str]
) -> Preview | None:
    """The preview of a workbook; None for one that was set aside."""
    if not upload.reading:
        return None
    reading = from_json(upload.reading)
    compared = compare(reading, found.answers)
    boxes = {box.id: box for box in found.boxes}
    entries = [
        replace(entry, explanation=said.get(entry.box, entry.explanation))
        for entry in entries_of(reading)
    ]
    after = Filling(
        found.seen, found.boxes, overlaid(found.answers, entries, boxes), found.known, []
    )
    places = {each.id: each.place for each in (*reading.given, *declared(reading))}
    titles = {box.id: box.title for box in found.boxes}
    stops = [each for each in after.stops if each.rule != BLANK]
    must = [each for each in stops if each.importance is Importance.MUST]
    return Preview(
        refused=reading.refused[:MOST_ROWS],
        refused_more=max(len(reading.refused) - MOST_ROWS, 0),
        changed=tuple(
            Change(given.place, titles[given.id], _stored(before), _given(given))
            for given, before in compared.changed[:MOST_ROWS]
        ),
        changed_more=max(len(compared.changed) - MOST_ROWS, 0),
        kept=tuple(titles[box] for box in compared.kept if box in titles),
        warnings=reading.warnings,
        wanted=tuple(_wanted(after, places, titles, wrong)),
        to_mend=tuple((titles[each.box], each) for each in must),
        empty=len({each.box for each in after.stops if each.rule == BLANK}),
        to_store=len(compared.new) + len(compared.changed) + len(declared(reading)),
        wrong=tuple((titles.get(box, box), why) for box, why in wrong.items()),
    )


def _wanted(
    after: Filling, places: Mapping[str, str], titles: Mapping[str, str], wrong: Mapping[str, str]
) -> Iterable[Wanted]:
    """The boxes of the file that ask for a sentence, whether it is written or not."""
    says: dict[str, list[str]] = {}
    for each in after.raised:
        if each.importance is Importance.EXPLAIN:
            says.setdefault(each.box, []).append(each.says)
    for box, sentences in says.items():
        answer = after.answers[box]
        if box not in places and answer.explanation:
            continue
        yield Wanted(
            typed.anchor(box),
            typed.name(typed.EXPLANATION, box),
            titles[box],
            places.get(box, ""),
            tuple(sentences),
            answer.explanation,
            wrong.get(box, ""),
        )


def _stored(answer: Answer) -> str:
    if answer.of is None:
        return f"none: {answer.reason}"
    return _words(typed.shown(answer.of), typed.shown(answer.among), answer.explanation)


def _given(given: Given) -> str:
    return _words(typed.shown(given.of), typed.shown(given.among), given.explanation)


def _words(of: str, among: str, explanation: str) -> str:
    number = f"{of} of {among}" if among else of
    return f"{number}, explained: {explanation}" if explanation else number
