"""The one layout of the workbook: its sheets, columns, words and signed text.

A change that an older workbook would not survive is a new `VERSION`: the older one is then
answered by name and a fresh one offered.
"""

from __future__ import annotations

from dataclasses import dataclass

from kith.reading.workbooks.shapes import Asked, BadWorkbook, Line, Verify

VERSION = "1"
README_SHEET = "Read me"
RETURN_SHEET = "Return"
TOKEN_CELL = "A1"
HEADER_ROW = 4
FIRST_ROW = HEADER_ROW + 1
ROWS_IN_SHEET = 1_048_576
COLUMNS_IN_SHEET = 16_384
# What a box of a return holds; an explanation that needs more belongs in a document.
LONGEST_TEXT = 600


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its heading, its width in characters, and whether it is filled in."""

    key: str
    heading: str
    width: float
    fill: bool = False
    checked: bool = False


COLUMNS = (
    Column("id", "Id", 12),
    Column("number", "No.", 6, checked=True),
    Column("section", "Section", 18),
    Column("title", "Indicator", 40, checked=True),
    Column("what", "What to count", 46),
    Column("period", "Period", 22, checked=True),
    Column("part", "Part", 18, checked=True),
    Column("last", "Last quarter", 11),
    Column("year_ago", "A year ago", 11),
    Column("of", "Fill in: the number", 13, fill=True),
    Column("among", "Fill in: out of how many", 13, fill=True),
    Column("reason", "If blank: why", 25, fill=True),
    Column("explanation", "What explains it", 44, fill=True),
)
WHY_BACK = Column("why", "Why this row came back", 60)
BY_KEY = {column.key: column for column in (*COLUMNS, WHY_BACK)}
BY_HEADING = {column.heading.casefold(): column for column in (*COLUMNS, WHY_BACK)}

# The columns whose cells are read; the others only show what is known already.
READ = tuple(
    column.key for column in COLUMNS if column.fill or column.checked or column.key == "id"
)

OTHER = "Other (say in the next column)"
REASONS = (
    "We do not record this",
    "Not ready yet",
    "Our system is changing",
    "Not ours to count",
    OTHER,
)
_REASONS = {reason.casefold(): reason for reason in REASONS}


def known_reason(text: str) -> str | None:
    """The reason as the list has it, whatever the case it was typed in."""
    return _REASONS.get(text.casefold().strip())


def letters(index: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, left = divmod(index - 1, 26)
        name = chr(65 + left) + name
    return name


def column_index(name: str) -> int:
    """The place of a column by its letters: A is 0."""
    index = 0
    for letter in name:
        index = index * 26 + ord(letter) - 64
    return index - 1


def signed_text(asked: Asked, *, part: bool = False) -> str:
    """What the workbook's signature stands for. `part`: it holds only rows that came back."""
    version = VERSION + (" part" if part else "")
    return "|".join(
        [
            "kith return",
            *(asked.agency_key, asked.quarter, asked.edition, version),
            # The labels let a workbook sent for the wrong return be answered by name.
            *(asked.agency.replace("|", " "), asked.quarter_label.replace("|", " ")),
        ]
    )


def what_to_count(line: Line) -> str:
    """The sentence beside the box: what each number counts, then the note for who fills it in."""
    if line.share:
        asked = f"{_capital(line.of_label)}, out of: {line.among_label}."
    else:
        asked = f"{_capital(line.of_label)}."
    nil = "" if line.nil_possible else "There is always at least one."
    return " ".join(filter(None, [asked.replace("..", "."), line.help, nil]))


def locked_words(line: Line) -> tuple[str, ...]:
    """The cells of the locked columns that must come back as they went, in order of columns."""
    return (line.number, line.title, line.period, line.part)


def check_token(token: str, asked: Asked, verify: Verify) -> bool:
    """Refuses a workbook of another return, edition or layout; True: it holds only some rows."""
    fresh = "Download the workbook of this return and fill that in."
    if not token:
        raise BadWorkbook(
            "the cell that says whose return this is has been emptied.",
            fresh,
            sheet=RETURN_SHEET,
            cell=TOKEN_CELL,
        )
    try:
        text = verify(token)
    except Exception:
        text = None
    words = (text or "").split("|")
    if len(words) != 7 or words[0] != "kith return":
        raise BadWorkbook(
            "the cell that says whose return this is was changed, or this workbook was not made "
            "here.",
            fresh,
            sheet=RETURN_SHEET,
            cell=TOKEN_CELL,
        )
    _, agency_key, quarter, edition, version, agency, quarter_label = words
    here = f"you are sending for {asked.agency}, {asked.quarter_label}."
    whose = f"This workbook is {_possessive(agency)} for {quarter_label}; {here}"
    if agency_key != asked.agency_key or quarter != asked.quarter:
        raise BadWorkbook(
            whose, "Choose the workbook of this return.", sheet=RETURN_SHEET, cell=TOKEN_CELL
        )
    if edition != asked.edition:
        raise BadWorkbook(
            f"This workbook is of the edition {edition} of the dataset; the edition "
            f"{asked.edition} is being collected.",
            fresh,
            sheet=RETURN_SHEET,
            cell=TOKEN_CELL,
        )
    if version.split(" ")[0] != VERSION:
        raise BadWorkbook(
            f"This workbook has an old layout (number {version}; today's is {VERSION}).",
            fresh,
            sheet=RETURN_SHEET,
            cell=TOKEN_CELL,
        )
    return version.endswith(" part")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
