"""What was read from a workbook: kept as plain data, and held against what is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

from kith.foundation.organisations.models import Organisation
from kith.kernel.identifiers import find_identifiers
from kith.modules.dataset.asking import Box
from kith.modules.dataset.models import Answer
from kith.modules.dataset.sending.saving import LARGEST, Entry, content_of, faults
from kith.reading.workbooks import (
    OTHER,
    RETURN_SHEET,
    BadWorkbook,
    Given,
    Reading,
    Refusal,
    Rejected,
)
from kith.reading.workbooks.layout import BY_KEY, COLUMNS, letters

_COLUMN = {column.key: letters(index) for index, column in enumerate(COLUMNS)}


def to_json(reading: Reading) -> dict[str, Any]:
    """A reading as JSON holds it: numbers as texts, so that none is rounded."""
    return {
        "given": [_plain(each) for each in reading.given],
        "blanks": [_plain(each) for each in reading.blanks],
        "refused": [asdict(each) for each in reading.refused],
        "rejected": [asdict(each) for each in reading.rejected],
        "warnings": list(reading.warnings),
        "missing": list(reading.missing),
        "rows": reading.rows,
    }


def from_json(data: Mapping[str, Any]) -> Reading:
    """The reading again."""
    return Reading(
        given=tuple(_given(each) for each in data["given"]),
        refused=tuple(Refusal(**each) for each in data["refused"]),
        blanks=tuple(_given(each) for each in data["blanks"]),
        warnings=tuple(data["warnings"]),
        rows=data["rows"],
        rejected=tuple(Rejected(**each) for each in data["rejected"]),
        missing=tuple(data["missing"]),
    )


def _plain(given: Given) -> dict[str, Any]:
    return {
        "id": given.id,
        "place": given.place,
        "of": None if given.of is None else str(given.of),
        "among": None if given.among is None else str(given.among),
        "reason": given.reason,
        "explanation": given.explanation,
    }


def _given(data: Mapping[str, Any]) -> Given:
    numbers = {name: _number(data[name]) for name in ("of", "among")}
    return Given(**{**data, **numbers})


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def entry_of(given: Given) -> Entry:
    """One row as an entry; a reason in the person's own words stands in the column beside it."""
    if given.reason == OTHER:
        return Entry(given.id, given.of, given.among, given.explanation, "", None)
    return Entry(given.id, given.of, given.among, given.reason, given.explanation, None)


def declared(reading: Reading) -> list[Given]:
    """The blank rows that say why. One that says nothing changes nothing: it may be older."""
    return [each for each in reading.blanks if each.reason or each.explanation]


def entries_of(reading: Reading) -> list[Entry]:
    """Everything that the workbook gives or declares blank."""
    return [entry_of(each) for each in (*reading.given, *declared(reading))]


def without_what_no_box_holds(reading: Reading, boxes: Mapping[str, Box]) -> Reading:
    """The same reading with rows that could not be stored among the refused."""
    by_id = {each.id: each for each in (*reading.given, *reading.blanks)}
    wrong = faults(map(entry_of, by_id.values()), boxes)
    if not wrong:
        return reading
    refused, rejected = [], []
    for box, why in wrong.items():
        given = by_id[box]
        row = _row(given.place)
        long_text = any(len(text) > 100 for text in (given.explanation, given.reason))
        key = "explanation" if long_text else "of"
        says = given.explanation[:60] + "…" if long_text else str(given.of or "")
        cell, do = _cell(key, row), "Mend the cell."
        heading = BY_KEY[key].heading
        refused.append(Refusal(RETURN_SHEET, cell, heading, says, why, do, box, row))
        numbers = ["" if n is None else f"{n:f}" for n in (given.of, given.among)]
        rejected.append(Rejected(row, box, *numbers, given.reason, given.explanation))
    return replace(
        reading,
        given=tuple(each for each in reading.given if each.id not in wrong),
        blanks=tuple(each for each in reading.blanks if each.id not in wrong),
        refused=(*reading.refused, *refused),
        rejected=(*reading.rejected, *rejected),
    )


def refuse_identities(reading: Reading) -> None:
    """Refuse the whole file when anything in it could say who a child is; it is not kept then."""
    known = set(Organisation.objects.values_list("name", flat=True))
    for cell, text in _texts(reading):
        if found := find_identifiers(text, known=known):
            raise BadWorkbook(
                f"This cell has {found[0].words}. A return holds counts and reasons, and nothing "
                "that could say who a child is. The file was not kept.",
                "Take it out, and look through the other cells before you send the file again.",
                sheet=RETURN_SHEET,
                cell=cell,
            )


def _texts(reading: Reading) -> Iterator[tuple[str, str]]:
    """Every text of the file that a person may have typed, with its cell."""
    for given in (*reading.given, *reading.blanks):
        if given.explanation:
            yield _cell("explanation", _row(given.place)), given.explanation
        for key, number in (("of", given.of), ("among", given.among)):
            if number is not None and number > LARGEST:
                yield _cell(key, _row(given.place)), f"{number:f}"
    for rejected in reading.rejected:
        for key in ("of", "among", "reason", "explanation"):
            if text := getattr(rejected, key):
                yield _cell(key, rejected.row), text
    for refusal in reading.refused:
        if refusal.says:
            yield refusal.cell, refusal.says


def _row(place: str) -> int:
    """The row of a place such as Return!J12."""
    return int("".join(filter(str.isdigit, place.rpartition("!")[2])))


def _cell(key: str, row: int) -> str:
    return f"{_COLUMN[key]}{row}"


@dataclass(slots=True)
class Compared:
    """A reading beside what is stored: each row that gives something is in exactly one list."""

    new: list[Given] = field(default_factory=list)
    changed: list[tuple[Given, Answer]] = field(default_factory=list)
    same: list[Given] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # boxes stored, and empty in the file


def compare(reading: Reading, stored: Mapping[str, Answer]) -> Compared:
    """Sort the rows that give a number."""
    found = Compared()
    for given in reading.given:
        before = stored.get(given.id)
        if before is None or before.empty:
            found.new.append(given)
        elif content_of(before) == entry_of(given).content:
            found.same.append(given)
        else:
            found.changed.append((given, before))
    silent = {each.id for each in reading.blanks} - {each.id for each in declared(reading)}
    found.kept = [box for box in silent if box in stored and not stored[box].empty]
    return found


def counts_of(reading: Reading, compared: Compared) -> dict[str, int]:
    """How many rows were read, by what becomes of them; they add up."""
    return {
        "rows": reading.rows,
        "new": len(compared.new),
        "changed": len(compared.changed),
        "same": len(compared.same),
        "blank": len(reading.blanks),
        "refused": len(reading.refused_rows),
    }


def overlaid(
    stored: Mapping[str, Answer], entries: Iterable[Entry], boxes: Mapping[str, Box]
) -> dict[str, Answer]:
    """The answers as they would be once the entries are stored; nothing is stored."""
    found = dict(stored)
    for entry in entries:
        box = boxes[entry.box]
        answer = Answer(item=box.item, period=box.period.code, part=box.part)
        answer.of, answer.among, answer.reason, answer.explanation = entry.content
        found[entry.box] = answer
    return found
