"""The workbook of one return: written for an agency, read when it comes back, mended if need be.

`write_workbook` makes it. `read_workbook` reads it in this process; `read_safely` does the same
with the file opened in a child process that has a limit of memory and of time. Both raise
`BadWorkbook` for a file that cannot be taken as a whole, and give a `Reading` otherwise.
`rejected_workbook` holds the refused rows with the reason in each.
"""

from kith.reading.workbooks.judging import read_safely, read_workbook
from kith.reading.workbooks.layout import OTHER, README_SHEET, REASONS, RETURN_SHEET, signed_text
from kith.reading.workbooks.rejecting import rejected_workbook
from kith.reading.workbooks.shapes import (
    Asked,
    BadWorkbook,
    Given,
    Line,
    Reading,
    Refusal,
    Rejected,
    Sign,
    Verify,
)
from kith.reading.workbooks.writing import write_workbook

__all__ = [
    "OTHER",
    "README_SHEET",
    "REASONS",
    "RETURN_SHEET",
    "Asked",
    "BadWorkbook",
    "Given",
    "Line",
    "Reading",
    "Refusal",
    "Rejected",
    "Sign",
    "Verify",
    "read_safely",
    "read_workbook",
    "rejected_workbook",
    "signed_text",
    "write_workbook",
]
