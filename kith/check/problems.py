"""Problems with the files of a folder: which file, row and column, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from kith.kernel.refusals import Refused

# A person mends the first few; the rest often go with them.
MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stops a folder from being read. `line` counts from 1, the header included."""

    file: str
    text: str
    line: int = 0
    column: str = ""

    def __str__(self) -> str:
        where = [self.file]
        if self.line:
            where.append(f"line {self.line}")
        if self.column:
            where.append(f"column “{self.column}”")
        return f"{', '.join(where)}: {self.text}"

    def as_dict(self) -> dict[str, str | int]:
        """The problem as plain values, for JSON."""
        return {"file": self.file, "line": self.line, "column": self.column, "text": self.text}


class Unreadable(Refused):
    """A folder that cannot be read, with every problem found in it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        told = [str(problem) for problem in problems[:MOST_TOLD]]
        if len(problems) > MOST_TOLD:
            told.append(f"and {len(problems) - MOST_TOLD} more")
        super().__init__("\n".join(told))
