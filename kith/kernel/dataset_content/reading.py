"""Reads the starter edition from `kith/content/dataset`: files, owners, lists, sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from kith.content import path
from kith.kernel.content_files import ContentError, Entry, read_mapping
from kith.kernel.dataset_content.fields import parts_of, texts
from kith.kernel.dataset_content.items import ItemReader
from kith.kernel.dataset_content.model import Breakdown, Meaning, Owner, StarterEdition, StarterItem
from kith.kernel.dataset_content.together import hold_together
from kith.kernel.figures import Kind, Unit


@cache
def load_starter() -> StarterEdition:
    """The starter edition that Kith ships; raises `ContentError` for what it cannot trust."""
    return read_starter(path("dataset"), read_meanings(path("indicators")))


def read_meanings(folder: Path) -> dict[str, Meaning]:
    """What the definitions of a folder say, by key."""
    found: dict[str, Meaning] = {}
    for file in sorted(folder.glob("*.yaml")):
        content = read_mapping(file)
        shared = content.pop("shared", {})
        for key, fields in content.items():
            entry = Entry(f"{file.name}, {key}", {**shared, **fields})
            rate = entry.take("rate", {})
            found[key] = Meaning(
                key=key,
                title=entry.take_text("title"),
                unit=entry.take_choice("unit", Unit),
                kind=entry.take_choice("kind", Kind),
                denominator=entry.take_text("denominator", ""),
                rate_of=rate.get("of", ""),
                population=rate.get("population", ""),
                breakdown_title=entry.take_text("breakdown_title", ""),
                breakdowns=entry.take("breakdowns", {}),
            )
    return found


def read_starter(folder: Path, meanings: Mapping[str, Meaning]) -> StarterEdition:
    """The edition that a folder holds, checked item by item and then as a whole."""
    sections = _sections(folder / "sections.yaml")
    owners = {o.code: o for o in _owners(folder / "owners.yaml")}
    breakdowns = {b.key: b for b in _breakdowns(folder / "breakdowns.yaml")}
    reader = ItemReader(sections, owners, breakdowns, meanings)
    items: dict[str, StarterItem] = {}
    for file in sorted((folder / "starter").glob("*.yaml")):
        for item in reader.file(file):
            where = f"{file.name}, item {item.number}"
            if item.number in items:
                raise ContentError(f"{where}: the number is used twice.")
            if again := [i.number for i in items.values() if i.indicator == item.indicator]:
                raise ContentError(f"{where}: {item.indicator} is asked for by {again[0]} already.")
            if both := _answers(item.asked_of, owners) & _answers(item.second_source, owners):
                raise ContentError(f"{where}: {min(both)} would be compared with itself.")
            items[item.number] = item
    for item in items.values():
        hold_together(item, items)
    ordered = tuple(sorted(items.values(), key=lambda item: item.order))
    return StarterEdition(sections, owners, breakdowns, ordered)


def _answers(codes: Iterable[str], owners: Mapping[str, Owner]) -> set[str]:
    return {organisation for code in codes for organisation in owners[code].answered_by}


def _sections(file: Path) -> dict[str, str]:
    entry_of = read_mapping(file)
    for title, intro in entry_of.items():
        Entry(file.name, {title: intro}).take_text(title)
    return entry_of


def _owners(file: Path) -> Iterable[Owner]:
    for code, values in read_mapping(file).items():
        entry = Entry(f"{file.name}, {code}", values)
        owner = Owner(code, entry.take_text("title"), texts(entry, "answered_by"))
        entry.done()
        if not owner.answered_by:
            raise entry.error("nobody answers for it")
        yield owner


def _breakdowns(file: Path) -> Iterable[Breakdown]:
    for key, values in read_mapping(file).items():
        entry = Entry(f"{file.name}, {key}", values)
        title, parts = entry.take_text("title"), parts_of(entry, entry.take("parts"))
        entry.done()
        yield Breakdown(key, title, parts)
