"""A catalogue of workbooks that must not be taken, each made from a good one.

`every_bad` gives them for any return that asks for at least one count and one share, so that a
page that takes uploads can be shown all of them too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kith.reading.workbooks import Asked, Sign, write_workbook
from tests.reading import bad_archives, bad_cells, bad_sheets
from tests.reading.making import Taken, unfilled


@dataclass(frozen=True)
class Bad:
    """One bad workbook: its kind in words, its file's name, and words that the answer must have."""

    name: str
    file_name: str
    data: bytes
    says: tuple[str, ...]


def every_bad(asked: Asked, sign: Sign) -> Iterator[Bad]:
    """Every kind, made from the workbook of this return with nothing filled in.

    Made one at a time: some are large.
    """
    plain = unfilled(asked)
    base = write_workbook(plain, sign)
    for catalogue in (bad_archives, bad_sheets, bad_cells):
        for name, (file_name, make, says) in catalogue.kinds(plain, sign).items():
            yield Bad(name, file_name, make(Taken(base)), says)


def names(asked: Asked, sign: Sign) -> list[str]:
    """The kinds by name, without making them."""
    plain = unfilled(asked)
    return [
        name
        for catalogue in (bad_archives, bad_sheets, bad_cells)
        for name in catalogue.kinds(plain, sign)
    ]


def one_bad(name: str, asked: Asked, sign: Sign) -> Bad:
    """One kind by its name."""
    plain = unfilled(asked)
    for catalogue in (bad_archives, bad_sheets, bad_cells):
        found = catalogue.kinds(plain, sign).get(name)
        if found:
            file_name, make, says = found
            return Bad(name, file_name, make(Taken(write_workbook(plain, sign))), says)
    raise KeyError(name)
