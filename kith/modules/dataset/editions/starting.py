"""How an edition comes to be: from the starter edition that Kith ships, or as a copy of another."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action
from kith.foundation.indicators.definitions import REGISTRY, Definition, definition
from kith.foundation.organisations.models import Organisation
from kith.kernel.dataset_content import Owner, StarterEdition, StarterItem, load_starter
from kith.kernel.periods import Basis, Grain, parse_period
from kith.kernel.refusals import Refused
from kith.modules.dataset import kinds
from kith.modules.dataset.models import Edition, Item

ALL_AGENCIES = "All agencies"
# What an item takes from the definition of its indicator; for an indicator that Kith defines it
# cannot be changed in an edition.
DEFINED = ("title", "unit", "kind", "polarity", "numerator", "denominator", "stored_as")
STEP = 10  # between two items, so that one can be put between them


@action(Permission.DATASET_EDIT)
def starter_edition(*, key: str, title: str, first_year: str, by: Actor) -> Edition:
    """Make a draft with all items that Kith ships, asked of the organisations that exist."""
    shipped = load_starter()
    edition = _begin(key, title, first_year, sections=dict(shipped.sections))
    items = [_item(edition, n, one, shipped) for n, one in enumerate(shipped.items, start=1)]
    Item.objects.bulk_create(items)
    bodies = dict(Organisation.objects.values_list("key", "pk"))
    asked, beside = [], []
    for row, one in zip(items, shipped.items, strict=True):
        codes = () if one.asked_of_all else one.asked_of
        asked += [(row.pk, pk) for pk in _answering(codes, shipped.owners, bodies)]
        beside += [(row.pk, pk) for pk in _answering(one.second_source, shipped.owners, bodies)]
    _link(Item.asked_of.through, asked)
    _link(Item.also_asked.through, beside)
    _record(edition, by, {"items": len(items), "from": "the starter edition"})
    return edition


@action(Permission.DATASET_EDIT)
def copy_edition(*, based_on: Edition, key: str, title: str, first_year: str, by: Actor) -> Edition:
    """Begin the next edition as a copy of one that the group approved.

    Where Kith's own definition of an indicator has changed since, the copy takes the new one.
    """
    based_on = Edition.objects.get(pk=based_on.pk)  # as it stands now
    if based_on.may_change:
        raise Refused(f"{based_on.title} is a draft itself. Edit it, or copy one that is approved.")
    edition = _begin(key, title, first_year, sections=based_on.sections, based_on=based_on)
    before = list(based_on.items.all())
    fields = [f.name for f in Item._meta.concrete_fields if f.name not in ("id", "edition")]
    items = []
    for old in before:
        row = Item(edition=edition, **{name: getattr(old, name) for name in fields})
        row.version, row.replaces = 1, ""
        if row.key in REGISTRY:
            for name, value in defined(definition(row.key)).items():
                setattr(row, name, value)
        items.append(row)
    Item.objects.bulk_create(items)
    into = {old.pk: new.pk for old, new in zip(before, items, strict=True)}
    for through in (Item.asked_of.through, Item.also_asked.through):
        pairs = through.objects.filter(item__edition=based_on).values_list("item", "organisation")
        _link(through, [(into[item], body) for item, body in pairs])
    _record(edition, by, {"items": len(items), "from": based_on.title})
    return edition


def defined(meaning: Definition) -> dict[str, str]:
    """What an item holds of the definition of its indicator."""
    return {
        "title": meaning.title,
        "unit": meaning.unit.value,
        "kind": meaning.kind.value,
        "polarity": meaning.polarity.value,
        "numerator": meaning.numerator,
        "denominator": meaning.denominator,
        "stored_as": meaning.rate.of if meaning.rate else "",
    }


def year_of(first_year: str) -> str:
    """A financial year as Kith writes it."""
    year = parse_period(first_year)
    if year.basis is not Basis.FINANCIAL or year.grain is not Grain.YEAR:
        raise Refused(
            f"An edition begins with a financial year, such as 2020-21, not {first_year}."
        )
    return year.code


def _begin(
    key: str,
    title: str,
    first_year: str,
    *,
    sections: dict[str, str],
    based_on: Edition | None = None,
) -> Edition:
    year = year_of(first_year)
    if Edition.objects.filter(key=key).exists():
        raise Refused(
            f"There is an edition called {key} already. Give this one another short name."
        )
    return Edition.objects.create(
        key=key, title=title.strip(), first_year=year, sections=sections, based_on=based_on
    )


def _item(edition: Edition, place: int, one: StarterItem, shipped: StarterEdition) -> Item:
    """A line of the starter edition as a row: its meaning from the definition, the rest from it."""
    meaning = definition(one.indicator)
    owners = [shipped.owners[code].title for code in one.asked_of]
    return Item(
        edition=edition,
        number=one.number,
        order=place * STEP,
        key=one.indicator,
        section=one.section,
        priority=meaning.priority or one.priority,
        noun=meaning.noun,
        why=meaning.why,
        shape=one.shape.value,
        frequency=one.frequency.value,
        yearly=one.yearly.value,
        help=one.help,
        where=one.where,
        owner=ALL_AGENCIES if one.asked_of_all else "; ".join(owners),
        asked_of_all=one.asked_of_all,
        parts=dict(one.parts),
        parts_title=one.parts_title,
        parts_add_up=one.parts_add_up,
        low=one.low,
        high=one.high,
        change_limit=one.change_limit,
        nil_possible=one.nil_possible,
        blank_needs_reason=one.blank_needs_reason,
        within=one.within,
        among_is=one.among_is,
        worked_out_from=one.worked_out_from,
        starts=one.starts,
        ends=one.ends,
        official=one.official,
        **defined(meaning),
    )


def _answering(codes: Iterable[str], owners: dict[str, Owner], bodies: dict[str, int]) -> list[int]:
    """The organisations of this installation that answer for these owners, each once."""
    keys = dict.fromkeys(key for code in codes for key in owners[code].answered_by)
    return [bodies[key] for key in keys if key in bodies]


def _link(through: type[Model], pairs: Iterable[tuple[int, int]]) -> None:
    rows = [through(item_id=item, organisation_id=body) for item, body in pairs]
    through._default_manager.bulk_create(rows)


def _record(edition: Edition, by: Actor, data: dict[str, object]) -> None:
    audit.record(kinds.EDITION, by=by, ref=edition, what=edition.title, data=data)
