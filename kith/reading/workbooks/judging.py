"""Holds the rows of a workbook against what was asked: given, declared blank, or refused."""

from __future__ import annotations

from collections import Counter
from typing import Any

from kith.reading.sandbox import Stopped, run
from kith.reading.workbooks.layout import (
    BY_KEY,
    COLUMNS,
    LONGEST_TEXT,
    OTHER,
    READ,
    REASONS,
    RETURN_SHEET,
    check_token,
    known_reason,
    letters,
    locked_words,
)
from kith.reading.workbooks.numbers import Not, number, plain, said
from kith.reading.workbooks.opening import open_workbook
from kith.reading.workbooks.shapes import (
    Asked,
    BadWorkbook,
    Given,
    Line,
    Opened,
    Reading,
    Refusal,
    Rejected,
    Verify,
)

_AT = {key: at + 1 for at, key in enumerate(READ)}
_LOCKED = [column.key for column in COLUMNS if column.checked]
_NUMBER, _TITLE, _PERIOD, _PART = (_AT[key] for key in _LOCKED)
_OF, _AMONG, _REASON, _EXPLAINED = (_AT[key] for key in ("of", "among", "reason", "explanation"))
_NAMED_AT_MOST = 5


def read_workbook(data: bytes, asked: Asked, verify: Verify) -> Reading:
    """What the workbook says of this return. Raises `BadWorkbook`. Reads in this process."""
    return judge(open_workbook(data, _rows_at_most(asked)), asked, verify)


def read_safely(
    data: bytes, asked: Asked, verify: Verify, *, memory: int = 256, seconds: int = 10
) -> Reading:
    """The same, with the file opened in a child process under limits.

    `memory` in megabytes, `seconds` of processor time. Only plain texts come out of the child.
    """
    try:
        opened = run(
            "kith.reading.workbooks.opening.open_workbook",
            data,
            _rows_at_most(asked),
            memory=memory,
            seconds=seconds,
        )
    except Stopped as stopped:
        raise BadWorkbook(
            f"The workbook could not be read: {stopped}",
            "Download the workbook again and copy your numbers into it.",
        ) from None
    return judge(opened, asked, verify)


def judge(opened: Opened, asked: Asked, verify: Verify) -> Reading:
    """Whose workbook it is comes first, then what stopped the reading, then row by row."""
    if opened.token or opened.problem is None:
        some_rows = check_token(opened.token, asked, verify)
    if opened.problem is not None:
        raise opened.problem
    judge_ = _Judge(opened, asked)
    for row in opened.rows:
        judge_.row(row)
    missing = tuple(line.id for line in asked.lines if line.id not in judge_.seen)
    warnings = list(opened.warnings)
    if missing and not some_rows:
        warnings.append(_missing(missing, asked))
    return Reading(
        given=tuple(judge_.given),
        refused=tuple(judge_.refused),
        blanks=tuple(judge_.blanks),
        warnings=tuple(warnings),
        rows=len(opened.rows),
        rejected=tuple(judge_.rejected),
        missing=missing,
    )


def _rows_at_most(asked: Asked) -> int:
    return len(asked.lines) * 2 + 1_000


def _missing(missing: tuple[str, ...], asked: Asked) -> str:
    lines = {line.id: line for line in asked.lines}
    named = [
        ", ".join(filter(None, [lines[id_].number, lines[id_].period, lines[id_].part]))
        for id_ in missing[:_NAMED_AT_MOST]
    ]
    more = len(missing) - len(named)
    rows = "The row of 1 box is" if len(missing) == 1 else f"The rows of {len(missing):,} boxes are"
    tail = f" and {more:,} more" if more else ""
    return f"{rows} missing: {'; '.join(named)}{tail}. What is stored for them stays."


class _Judge:
    def __init__(self, opened: Opened, asked: Asked) -> None:
        self._columns = {key: letters(index) for key, index in opened.columns.items()}
        self._lines = {"s" + line.id: line for line in asked.lines}
        ids = [row[1] for row in opened.rows if row[1]]
        self._twice: set[str] = set()
        if len(set(ids)) != len(ids):
            self._twice = {id_ for id_, count in Counter(ids).items() if count > 1}
        self._places: dict[str, list[int]] = {}
        for row in opened.rows if self._twice else []:
            if row[1] in self._twice:
                self._places.setdefault(row[1], []).append(row[0])
        self.seen: set[str] = set()
        self.given: list[Given] = []
        self.blanks: list[Given] = []
        self.refused: list[Refusal] = []
        self.rejected: list[Rejected] = []
        self._of_place = f"{RETURN_SHEET}!{self._columns['of']}"

    def row(self, row: tuple[Any, ...]) -> None:
        """Puts the row into exactly one of given, blanks and rejected."""
        line = self._lines.get(row[1])
        if line is None or row[1] in self._twice:
            self._reject(row, [self._unknown(row) if line is None else self._double(row)])
            return
        self.seen.add(line.id)
        wrong: list[Refusal] = []
        if not (
            row[_TITLE] == "s" + line.title
            and row[_PERIOD] == "s" + line.period
            and row[_NUMBER] == "s" + line.number
            and row[_PART] == ("s" + line.part if line.part else "")
        ):
            wrong += self._changed(row, line)
        of_cell, among_cell = row[_OF], row[_AMONG]
        of = number(of_cell, whole=line.whole) if of_cell else None
        among = number(among_cell, whole=line.whole) if among_cell else None
        for key, value in (("of", of), ("among", among)):
            if isinstance(value, Not):
                wrong.append(self._refusal(row, key, value.says, value.why, value.do))
        if not wrong and (line.share or among is not None):
            wrong += self._together(row, line, of, among)
        reason = self._words(row, "reason", wrong) if row[_REASON] else ""
        explanation = ""
        if row[_EXPLAINED]:
            explanation = self._words(row, "explanation", wrong)
        if row[_REASON] and not wrong:
            reason = self._reason(row, reason, explanation, of, wrong)
        if wrong:
            self._reject(row, wrong)
            return
        assert not isinstance(of, Not)
        assert not isinstance(among, Not)
        given = Given(line.id, f"{self._of_place}{row[0]}", of, among, reason, explanation)
        (self.blanks if of is None else self.given).append(given)

    def _together(self, row: Any, line: Line, of: Any, among: Any) -> list[Refusal]:
        """Whether the two numbers of a row fit one another and what is asked."""
        if not line.share:
            if among is None:
                return []
            do = "Delete this number; write one number only, in the column before."
            return [
                self._refusal(row, "among", said(row[_AMONG]), "this row asks for one number.", do)
            ]
        if (of is None) != (among is None):
            key = "of" if of is None else "among"
            do = "Write both numbers, or leave both empty and choose why."
            return [self._refusal(row, key, "", "one of the two numbers is missing.", do)]
        if of is not None and of > among:
            why = f"{said(row[_OF])} is more than the {said(row[_AMONG])} it is part of."
            do = "Check both numbers; the first counts some of the second."
            return [self._refusal(row, "of", said(row[_OF]), why, do)]
        return []

    def _words(self, row: Any, key: str, wrong: list[Refusal]) -> str:
        cell = row[_AT[key]]
        kind, text = cell[:1], plain(cell[1:])
        if kind in ("f", "e"):
            why = "a formula is not taken." if kind == "f" else "the cell shows an error."
            wrong.append(self._refusal(row, key, said(cell), why, "Write the words themselves."))
        elif len(text) > LONGEST_TEXT:
            why = f"it has {len(text):,} characters."
            do = f"Say it in at most {LONGEST_TEXT:,}."
            wrong.append(self._refusal(row, key, said(cell), why, do))
        elif kind in ("n", "p", "d", "b"):
            text = said(cell)
        return text

    def _reason(self, row: Any, text: str, explanation: str, of: Any, wrong: list[Refusal]) -> str:
        if not text:
            return ""
        reason = known_reason(text)
        if reason is None:
            do = f"Choose one of: {'; '.join(REASONS)}."
            why = "this is not a reason of the list."
            wrong.append(self._refusal(row, "reason", said("s" + text), why, do))
        elif of is not None:
            why = "there is a number, and a reason why there is none."
            do = "Delete the reason, or delete the number."
            wrong.append(self._refusal(row, "reason", reason, why, do))
        elif reason == OTHER and not explanation:
            do = "Say in this cell why the number is left out."
            wrong.append(self._refusal(row, "explanation", "", "the other reason is missing.", do))
        return reason or ""

    def _changed(self, row: Any, line: Line) -> list[Refusal]:
        """Locked cells that do not say what they said when the workbook was made."""
        for key, sent in zip(_LOCKED, locked_words(line), strict=True):
            cell = row[_AT[key]]
            now = said(cell) if cell[:1] not in ("s", "f") else cell[1:]
            if cell[:1] == "f" or " ".join(now.split()) != " ".join(sent.split()):
                why = f"the cell said “{sent}” when the workbook was made."
                do = "Put it back, or download the workbook again: the row may have been moved."
                return [self._refusal(row, key, said(cell), why, do)]
        return []

    def _unknown(self, row: Any) -> Refusal:
        if not row[1]:
            key = next((key for key in READ if row[_AT[key]]), "id")
            why = "this row is not part of the return: it has no number of a box."
            do = "Delete what is in the row, or download the workbook again."
            return self._refusal(row, key, said(row[_AT[key]]), why, do)
        why = "the return asks for no such box."
        do = "Delete what is in the row, or download the workbook again."
        return self._refusal(row, "id", said(row[1]), why, do)

    def _double(self, row: Any) -> Refusal:
        self.seen.add(row[1][1:])
        places = self._places[row[1]]
        listed = ", ".join(map(str, places[:_NAMED_AT_MOST]))
        why = f"the same box is in {len(places)} rows: {listed}."
        return self._refusal(
            row, "id", said(row[1]), why, "Keep one of the rows, empty the others."
        )

    def _refusal(self, row: Any, key: str, says: str, why: str, do: str) -> Refusal:
        heading = BY_KEY[key].heading
        id_ = row[1][1:]
        cell = f"{self._columns[key]}{row[0]}"
        return Refusal(RETURN_SHEET, cell, heading, says, why, do, id_[:200], row[0])

    def _reject(self, row: Any, wrong: list[Refusal]) -> None:
        self.refused += wrong
        typed = [
            plain(cell[1:]) if cell[:1] == "s" else said(cell)
            for cell in (row[_OF], row[_AMONG], row[_REASON], row[_EXPLAINED])
        ]
        self.rejected.append(Rejected(row[0], row[1][1:], *typed))
