"""Reads one item of the starter edition: refuses what is missing, misspelt or points nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kith.kernel.content_files import Entry, read_mapping
from kith.kernel.dataset_content.fields import parts_of, texts, whole_number, yes_or_no
from kith.kernel.dataset_content.model import (
    CHANGE_LIMIT,
    Breakdown,
    Frequency,
    Meaning,
    Owner,
    Reported,
    Shape,
    StarterItem,
    Yearly,
)
from kith.kernel.figures import Kind, Unit
from kith.kernel.periods import parse_period
from kith.kernel.refusals import Refused

ALL = "all"
OWN = "own"
LONGEST = 300  # characters of a text under a box
_NUMBER = re.compile(r"[1-9][0-9]?[a-z]?")
_UNITS = {Shape.COUNT: Unit.COUNT, Shape.SHARE: Unit.PERCENT, Shape.RATE: Unit.RATE}


@dataclass(frozen=True, slots=True)
class ItemReader:
    """Reads items with what they may refer to at hand."""

    sections: Mapping[str, str]
    owners: Mapping[str, Owner]
    breakdowns: Mapping[str, Breakdown]
    meanings: Mapping[str, Meaning]

    def file(self, file: Path) -> Iterable[StarterItem]:
        """The items of one file; `shared` holds what all of them have."""
        content = Entry(file.name, read_mapping(file))
        shared, listed = content.take("shared", {}), content.take("items")
        content.done()
        if not isinstance(listed, list) or not listed:
            raise content.error("“items” must list the items")
        for position, values in enumerate(listed, start=1):
            if not isinstance(values, dict):
                raise content.error(f"item at place {position} must hold keys and values")
            number = values.get("number", f"at place {position}")
            yield self.item(Entry(f"{file.name}, item {number}", {**shared, **values}))

    def item(self, entry: Entry) -> StarterItem:
        """One item, checked as far as it can be alone."""
        number = entry.take_text("number")
        if not _NUMBER.fullmatch(number):
            raise entry.error("a number is like “35” or “28a”, in quotes")
        meaning = self._meaning(entry, entry.take_text("indicator"))
        asked = entry.take("asked_of")
        parts, parts_list, parts_title = self._parts(entry, meaning)
        flows = Entry(f"{entry.where}, flows", entry.take("flows", {}))
        item = StarterItem(
            number=number,
            indicator=meaning.key,
            meaning=meaning,
            section=self._known(entry, "section", self.sections),
            priority=entry.take_text("priority"),
            shape=entry.take_choice("shape", Shape),
            frequency=entry.take_choice("frequency", Frequency),
            asked_of=tuple(self.owners) if asked == ALL else self._codes(entry, "asked_of", asked),
            asked_of_all=asked == ALL,
            second_source=self._codes(entry, "second_source", entry.take("second_source", [])),
            help=entry.take_text("help"),
            where=entry.take_text("where", ""),
            parts=parts,
            parts_list=parts_list,
            parts_title=parts_title,
            parts_add_up=yes_or_no(entry, "parts_add_up", False),
            low=whole_number(entry, "low", 0) or 0,
            high=whole_number(entry, "high", None),
            change_limit=whole_number(entry, "change_limit", CHANGE_LIMIT),
            nil_possible=yes_or_no(entry, "nil_possible", True),
            blank_needs_reason=yes_or_no(entry, "blank_needs_reason", True),
            within=entry.take_text("within", ""),
            among_is=entry.take_text("among_is", ""),
            worked_out_from=entry.take_text("worked_out_from", ""),
            starts=flows.take_text("starts", ""),
            ends=flows.take_text("ends", ""),
            yearly=entry.take_choice("yearly", Yearly, Yearly.SUM),
            official=self._optional_key(entry, "official"),
            shown_as=self._optional_key(entry, "shown_as"),
            reported=tuple(_reported(entry, values) for values in entry.take("reported", [])),
        )
        flows.done()
        entry.done()
        _check(entry, item)
        return item

    def _meaning(self, entry: Entry, key: str) -> Meaning:
        if key not in self.meanings:
            raise entry.error(f"there is no indicator called {key}")
        return self.meanings[key]

    def _optional_key(self, entry: Entry, field: str) -> str:
        key = entry.take_text(field, "")
        return self._meaning(entry, key).key if key else ""

    def _known(self, entry: Entry, key: str, known: Mapping[str, object]) -> str:
        value = entry.take_text(key)
        if value not in known:
            raise entry.error(f"“{key}” is “{value}”, which is not one of {', '.join(known)}")
        return value

    def _codes(self, entry: Entry, field: str, value: object) -> tuple[str, ...]:
        codes = texts(Entry(entry.where, {field: value}), field)
        for code in codes:
            if code not in self.owners:
                raise entry.error(f"“{field}” names {code}, which is no owner")
        return codes

    def _parts(self, entry: Entry, meaning: Meaning) -> tuple[Mapping[str, str], str, str]:
        """The parts, the list they are from, and what the list is called."""
        parts, title = entry.take("parts"), entry.take_text("parts_title", "")
        if parts is None:
            if title:
                raise entry.error("it has a “parts_title” but no parts")
            return {}, "", ""
        if parts == OWN:
            found = parts_of(entry, dict(meaning.breakdowns))
            return found, OWN, title or meaning.breakdown_title
        if isinstance(parts, str):
            if parts not in self.breakdowns:
                raise entry.error(f"there is no closed list called {parts}")
            listed = self.breakdowns[parts]
            return listed.parts, listed.key, title or listed.title
        found = parts_of(entry, parts)
        if not title:
            raise entry.error("“parts_title” is missing")
        return found, "", title


def _reported(entry: Entry, values: object) -> Reported:
    inner = Entry(f"{entry.where}, reported", values)
    period, paragraph = inner.take("period"), inner.take_text("paragraph")
    value, part = inner.take("value"), inner.take_text("part", "")
    inner.done()
    if type(value) not in (int, float):
        raise inner.error(f"“value” must be a number, not {value!r}")
    try:
        code = parse_period(str(period)).code
    except Refused as error:
        raise inner.error(str(error).rstrip(".")) from error
    return Reported(code, value, paragraph, part)


def _check(entry: Entry, item: StarterItem) -> None:
    """What must be true of an item by itself."""
    meaning = item.meaning
    if meaning.unit is not _UNITS[item.shape]:
        raise entry.error(f"a {item.shape} cannot be made of {meaning.key}, a {meaning.unit}")
    if item.shape is Shape.SHARE and not meaning.denominator:
        raise entry.error(f"{meaning.key} does not say what the share is among")
    if item.shape is Shape.RATE and not (meaning.rate_of and meaning.population):
        raise entry.error(f"{meaning.key} does not name its count and its population")
    for field, text in (("help", item.help), ("where", item.where)):
        if len(text) > LONGEST:
            raise entry.error(f"“{field}” has {len(text)} characters, {LONGEST} are room for")
    if not item.asked_of:
        raise entry.error("it is asked of nobody")
    if both := set(item.asked_of) & set(item.second_source):
        raise entry.error(f"{min(both)} is both asked and a second source")
    if item.high is not None and item.high <= item.low:
        raise entry.error("“high” must be above “low”")
    if item.parts_add_up and not item.parts:
        raise entry.error("“parts_add_up” needs parts")
    if meaning.kind is Kind.STOCK and item.yearly is Yearly.SUM:
        raise entry.error("numbers on a day are not added up: “yearly” is last or none")
    if bool(item.starts) != bool(item.ends):
        raise entry.error("“flows” needs both starts and ends")
    if item.starts and meaning.kind is not Kind.STOCK:
        raise entry.error("only a number on a day has flows")
    if item.among_is and item.shape is not Shape.SHARE:
        raise entry.error("only a share has an “among”")
    if item.within and item.shape is not Shape.COUNT:
        raise entry.error("only a count can be within another")
    for figure in item.reported:
        if figure.part and figure.part not in item.parts:
            raise entry.error(f"it reports a part called {figure.part}, which it does not have")
