"""The workbook of the rows that were refused: same layout, the reason in each row."""

from __future__ import annotations

from kith.reading.workbooks.layout import signed_text
from kith.reading.workbooks.shapes import Asked, Line, Reading, Rejected, Sign
from kith.reading.workbooks.writing import Row, compose


def rejected_workbook(reading: Reading, asked: Asked, sign: Sign) -> bytes:
    """Only the refused rows, as they were typed, each with why it came back.

    A box that stood in several rows comes back once; what differed between them is left empty.
    Rows that the return does not ask for cannot be mended and stay out.
    """
    lines = {line.id: line for line in asked.lines}
    whys: dict[int, list[str]] = {}
    for refusal in reading.refused:
        says = f" says “{refusal.says}”:" if refusal.says else ":"
        text = f"{refusal.column}{says} {refusal.why} {refusal.do}"
        whys.setdefault(refusal.row, []).append(text)
    rows: dict[str, Row] = {}
    for rejected in reading.rejected:
        line = lines.get(rejected.id)
        if line is not None:
            row = _row(line, rejected, " ".join(whys.get(rejected.row, [])))
            before = rows.get(line.id)
            rows[line.id] = _joined(before, row) if before else row
    return compose(asked, list(rows.values()), sign(signed_text(asked, part=True)), came_back=True)


def _row(line: Line, rejected: Rejected, why: str) -> Row:
    return Row(line, rejected.of, rejected.among, rejected.reason, rejected.explanation, why)


def _joined(one: Row, other: Row) -> Row:
    def same(left: str, right: str) -> str:
        return left if left == right else ""

    return Row(
        one.line,
        same(one.of, other.of),
        same(one.among, other.among),
        same(one.reason, other.reason),
        same(one.explanation, other.explanation),
        one.why,
    )
