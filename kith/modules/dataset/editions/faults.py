"""What must be true of a whole edition before it is approved, each fault in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kith.foundation.indicators.definitions import REGISTRY, Definition, shipped
from kith.kernel.dataset_content import load_starter
from kith.kernel.figures import Kind, Unit
from kith.modules.dataset.editions.comparing import AGREED, FIELDS, LINKS, shown
from kith.modules.dataset.editions.local import PREFIX
from kith.modules.dataset.editions.starting import defined
from kith.modules.dataset.models import Edition, Item

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEY = re.compile(r"local\.[a-z0-9]+(_[a-z0-9]+)*")
POINTERS = ("within", "among_is", "worked_out_from", "starts", "ends")
UNITS = {Item.Shape.COUNT: Unit.COUNT, Item.Shape.SHARE: Unit.PERCENT, Item.Shape.RATE: Unit.RATE}
LOCKED = ("unit", "kind", "numerator", "denominator", "stored_as")


def faults(edition: Edition) -> list[str]:
    """Everything that keeps this edition from being approved; four queries."""
    shipped()  # the register is read when first asked
    items = list(edition.items.prefetch_related(*LINKS))
    found = list(_of_edition(edition, items))
    by_number = {item.number: item for item in items}
    for item in items:
        told = [*_of_item(item, edition), *_of_links(item, by_number)]
        found += [f"Item {item.number}, {item.title}: {fault}." for fault in told]
    return found


def _of_edition(edition: Edition, items: list[Item]) -> Iterator[str]:
    if not items:
        yield "It has no items yet."
    agreed = Edition.objects.filter(state__in=AGREED).exclude(pk=edition.pk)
    later = agreed.filter(first_year__gte=edition.first_year).order_by("first_year").first()
    if later is not None:
        yield (
            f"{later.title} was approved for {later.first_year} already. This edition has to "
            "begin with a later year."
        )


def _of_item(item: Item, edition: Edition) -> Iterator[str]:
    """What is wrong with an item by itself."""
    if item.section not in edition.sections:
        yield f"the form has no part called “{item.section}”"
    if UNITS[Item.Shape(item.shape)] != item.unit:
        yield f"a {item.shape} cannot be given as a {item.unit}"
    if item.shape == Item.Shape.SHARE and not item.denominator.strip():
        yield "it does not say out of what the number is"
    if item.shape == Item.Shape.RATE and not item.stored_as:
        yield "it does not say which count the rate is made of"
    if not item.numerator.strip():
        yield "it does not say what is counted"
    if not (item.worked_out_from or asked(item)):
        yield "nobody is asked"
    if item.asked_of_all and list(item.asked_of.all()):
        yield "all agencies are asked, and some by name as well"
    both = set(item.asked_of.all()) & set(item.also_asked.all())
    for body in sorted(both, key=str):
        yield f"{body.called} is asked, and asked again to compare"
    if item.kind == Kind.STOCK and item.yearly == Item.Yearly.SUM:
        yield "numbers on a day are not added up to a year"
    if bool(item.starts) != bool(item.ends):
        yield "what comes in and what goes out belong together: give both, or neither"
    if item.official and item.official not in REGISTRY:
        yield f"there is no official series {item.official}"
    yield from _of_parts(item)
    if item.key in REGISTRY:
        yield from _of_meaning(item, REGISTRY[item.key])
    elif not KEY.fullmatch(item.key):
        yield f"its key {item.key} is not one of Kith’s; an own one is like {PREFIX}short_name"


def asked(item: Item) -> bool:
    """Whether anybody is asked for it."""
    return item.asked_of_all or bool(list(item.asked_of.all()))


def _of_parts(item: Item) -> Iterator[str]:
    for code, label in item.parts.items():
        if not CODE.fullmatch(code):
            yield f"“{code}” is no code for a part: small letters, numbers and hyphens"
        if not str(label).strip():
            yield f"the part “{code}” has no label"
    if len(item.parts) == 1:
        yield "one part alone is the whole: give two or more, or none"


def _of_meaning(item: Item, meaning: Definition) -> Iterator[str]:
    """Where an item says something else than the indicator that Kith defines."""
    said = defined(meaning)
    for name in LOCKED:
        if getattr(item, name) != said[name]:
            label = FIELDS.get(name, "The count it is made of").lower()
            yield f"{label} is not what Kith’s own definition of {item.key} says"
    allowed = parts_allowed(meaning)
    if item.parts and not any(item.parts.items() <= one.items() for one in allowed):
        yield "its parts are from none of the lists that this indicator may be asked in"


def parts_allowed(meaning: Definition | None) -> list[dict[str, str]]:
    """The lists of which an item may use the parts; the definition's own where it has one."""
    if meaning is not None and meaning.breakdowns:
        return [dict(meaning.breakdowns)]
    return [dict(one.parts) for one in load_starter().breakdowns.values()]


def _of_links(item: Item, items: dict[str, Item]) -> Iterator[str]:
    """Where an item points at one that is not there, or at one that it cannot be set beside."""
    for name in POINTERS:
        number = getattr(item, name)
        if not number:
            continue
        words = FIELDS[name].lower()
        if number == item.number:
            yield f"“{words}” names the item itself"
        elif number not in items:
            yield f"“{words}” names {number}, which this edition does not have"
        elif name == "worked_out_from" and items[number].holds != item.holds:
            yield f"it cannot be worked out from {number}, which counts something else"
        elif name != "worked_out_from" and items[number].frequency != item.frequency:
            often = shown(items[number], "frequency").lower()
            yield f"“{words}” names {number}, which is asked {often}"
    if item.among_is and item.shape != Item.Shape.SHARE:
        yield "only a number out of another has an item for its whole"
    if (item.starts or item.ends) and item.kind != Kind.STOCK:
        yield "only a number on a day has items that come in and go out"


def pointing_at(number: str, items: Iterable[Item]) -> list[Item]:
    """The items that point at one by its number."""
    return [i for i in items if number in {getattr(i, name) for name in POINTERS}]
