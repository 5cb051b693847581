"""Reads claims.yaml: a list of typed claims, each naming figures by id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from kith.check.fields import Fields, suggestion
from kith.check.problems import Problem, Unreadable
from kith.check.yamls import Item, read_yaml
from kith.kernel.guards.claims import CLAIMS, Claim, Dated, TableTotal
from kith.kernel.periods import Period

# Whether a reference names a figure, a cell or a column; and, for tables, whether there is one.
Knows = Callable[[str], bool]


def read_claims(path: Path, name: str, knows: Knows, tables: dict[str, Any]) -> tuple[Claim, ...]:
    """Every claim in the file; raises `Unreadable` with all that is wrong, line by line."""
    top = read_yaml(path, name)
    if not isinstance(top.value, list):
        text = f"a list of claims is needed, each starting “- claim:”, not {top.what}."
        raise Unreadable([Problem(name, text, top.line)])
    problems: list[Problem] = []
    found: list[Claim] = []
    ids: dict[str, int] = {}
    for item in top.value:
        reader = Fields(name, item, problems)
        kind = CLAIMS.get(reader.text("claim", needed=True))
        if kind is None:
            if word := reader.text("claim"):
                reader.wrong("claim", f"“{word}” is no kind of claim. {suggestion(word, CLAIMS)}")
            continue
        before = len(problems)
        claim = _one(kind, reader, knows, tables)
        if claim.id and claim.id in ids:
            text = f"the claim on line {ids[claim.id]} has this id too. Give each its own."
            reader.wrong("id", text)
        ids.setdefault(claim.id, item.line)
        if len(problems) == before:
            found.append(claim)
    if problems:
        raise Unreadable(problems)
    return tuple(found)


def field_type(item: Field[Any]) -> str:
    """What a field holds, as its annotation says: `str`, `bool`, `Period | None` and so on."""
    return item.type if isinstance(item.type, str) else item.type.__name__


def is_needed(item: Field[Any]) -> bool:
    """Whether a claim cannot be made without this field."""
    if item.name in ("table", "what", "dates"):
        return True
    return item.default is MISSING and not item.metadata.get("optional", False)


def _one(kind: type[Claim], reader: Fields, knows: Knows, tables: dict[str, Any]) -> Claim:
    """One claim of a kind; what is wrong is noted in the reader."""
    reader.only(["claim", *(item.name for item in fields(kind))])
    values: dict[str, Any] = {}
    for item in fields(kind):
        name, needed = item.name, is_needed(item)
        match item.metadata.get("ref"), field_type(item):
            case "one", _:
                values[name] = reader.text(name, needed=needed)
                _known(values[name], name, reader, knows, one=True)
            case "many", _:
                texts = reader.texts(name, needed=needed)
                for text, at in texts:
                    _known(text, name, reader, knows, at=at)
                values[name] = tuple(text for text, _ in texts)
            case _, "bool":
                values[name] = reader.yes(name)
            case _, "Period | None":
                values[name] = reader.period(name)
            case _, "Decimal | None":
                values[name] = reader.number(name)
            case _, "int | None":
                years: Decimal | None = reader.number(name)
                values[name] = None if years is None else int(years)
            case _, "tuple[Dated, ...]":
                values[name] = _dates(name, reader)
            case _:
                choices = item.metadata.get("choices") or ()
                values[name] = (
                    reader.choice(name, choices) if choices else reader.text(name, needed=needed)
                )
    if kind is TableTotal and values["table"]:
        _known_table(values, reader, tables)
    return kind(**values)


def _known(
    id: str, name: str, reader: Fields, knows: Knows, *, at: Item | None = None, one: bool = False
) -> None:
    """Notes an id that names nothing, or several figures where one is meant."""
    if not id:
        return
    if one and "[" in id:
        reader.wrong(name, f"“{id}” names a column; one figure is meant here. Name a figure.", at)
    elif not knows(id):
        text = (
            f"“{id}” is not the id of a figure. Correct it, or add the figure to figures.csv "
            "or official.csv; a column is written table[column]."
        )
        reader.wrong(name, text, at)


def _known_table(values: dict[str, Any], reader: Fields, tables: dict[str, Any]) -> None:
    table = tables.get(values["table"])
    if table is None:
        text = f"“{values['table']}” is not a table. {suggestion(values['table'], tables)}"
        reader.wrong("table", text if tables else "the folder has no tables. Add one.")
        return
    if values["column"] and table.column(values["column"]) is None:
        known = [column.key for column in table.columns]
        text = (
            f"the table has no column “{values['column']}”. {suggestion(values['column'], known)}"
        )
        reader.wrong("column", text)
    if values["group"] and not any(row.group == values["group"] for row in table.rows):
        text = f"no row of the table is in the group “{values['group']}”. Correct it."
        reader.wrong("group", text)


def _dates(name: str, reader: Fields) -> tuple[Dated, ...]:
    """The dates of an event: a list of `when`, each with its `place`."""
    found = []
    items = reader.items(name)
    if not items:
        reader.wrong(name, f"“{name}” is missing. Add a list, each with “when” and “place”.")
    for item in items:
        each = Fields(reader.file, item, reader.problems)
        each.only(["when", "place"])
        when: Period | None = each.period("when", needed=True)
        if when is not None:
            found.append(Dated(when, each.text("place")))
    return tuple(found)
