"""A draft is edited, approved whole, and never changes again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kith.foundation.access import Actor, Denied, Role, Stale
from kith.foundation.audit.models import Event
from kith.foundation.indicators.breaks import breaks_among, breaks_of
from kith.foundation.indicators.definitions import UnknownIndicator, definition, definitions
from kith.foundation.indicators.models import Indicator, IndicatorVersion
from kith.foundation.indicators.store import store_definitions
from kith.foundation.organisations.models import Organisation
from kith.kernel.refusals import Refused
from kith.modules.dataset.editions import actions
from kith.modules.dataset.editions.actions import NotApproved
from kith.modules.dataset.editions.comparing import compare, items_to_compare
from kith.modules.dataset.editions.faults import faults
from kith.modules.dataset.editions.starting import copy_edition
from kith.modules.dataset.models import Edition, Item
from tests.foundation.administration.people import body, person
from tests.modules.dataset.making import item

pytestmark = pytest.mark.django_db
FORM = "Missing children"
OWN = {
    "number": "90",
    "section": FORM,
    "title": "Children met at the bus station",
    "noun": "children",
    "shape": "count",
    "kind": "flow",
    "numerator": "Children under 18 met at the bus station after nine in the evening.",
    "owner": "Police",
    "yearly": "sum",
}


@pytest.fixture
def by() -> Actor:
    return Actor.system("test", timezone.localdate())


@pytest.fixture
def police() -> Organisation:
    return body("saltmere-police", "Saltmere Police", kind="police")


@pytest.fixture
def draft(police: Organisation) -> Edition:
    made = Edition.objects.create(
        key="2019-20", title="Dataset 2019-20", first_year="2019-20", sections={FORM: "All."}
    )
    item(made, "35", "missing.episodes", FORM)
    item(made, "36", "missing.children", FORM, within="35")
    for each in made.items.all():
        each.asked_of.add(police)
    return made


def _add(edition: Edition, by: Actor, police: Organisation, **more: object) -> Item:
    told = {**OWN, "asked_of": [police], **more}
    return actions.add_item(edition=edition, name="bus_station", by=by, **told)


def _approve(edition: Edition, by: Actor, **more: object) -> Edition:
    edition.refresh_from_db()
    told = {"on": by.today, "by_whom": "Performance group, minute 4", **more}
    return actions.approve(edition=edition, expected_version=edition.version, by=by, **told)


def _next(edition: Edition, by: Actor) -> Edition:
    year = f"{int(edition.first_year[:4]) + 1}-{int(edition.first_year[5:]) + 1:02}"
    return copy_edition(based_on=edition, key=year, title=f"Dataset {year}", first_year=year, by=by)


def test_an_edition_that_holds_together_is_approved_and_then_stands(draft, by) -> None:
    approved = _approve(draft, by)
    assert approved.state == Edition.State.APPROVED
    assert approved.approved_by == "Performance group, minute 4"
    assert Event.objects.filter(kind="dataset.edition_approved").count() == 1
    row = approved.items.get(number="35")
    with pytest.raises(Refused, match="does not change any more"):
        actions.edit_item(item=row, expected_version=1, help="x", by=by)
    with pytest.raises(Refused, match="does not change any more"):
        actions.remove_item(item=row, by=by)
    with pytest.raises(Refused, match="does not change any more"):
        actions.discard(edition=approved, why="x", by=by)


def test_an_analyst_may_edit_and_only_the_manager_may_approve(draft, police) -> None:
    analyst = Actor.of(person(Role.DATA_ANALYST, police), timezone.localdate())
    row = draft.items.get(number="35")
    actions.edit_item(item=row, expected_version=1, help="Say it plainly.", by=analyst)
    with pytest.raises(Denied):
        _approve(draft, analyst)


def test_a_change_keeps_what_was_there_in_the_log(draft, by) -> None:
    row = draft.items.get(number="35")
    actions.edit_item(item=row, expected_version=1, help="Count reports.", high=500, by=by)
    told = Event.objects.get(kind="dataset.item_changed").data["changed"]
    assert told == {"help": ["Each report counts once.", "Count reports."], "high": ["", "500"]}


def test_of_two_people_who_edit_one_item_the_second_is_told(draft, by) -> None:
    row = draft.items.get(number="35")
    actions.edit_item(item=row, expected_version=1, help="First.", by=by)
    with pytest.raises(Stale):
        actions.edit_item(item=row, expected_version=1, help="Second.", by=by)
    assert draft.items.get(number="35").help == "First."


def test_what_kith_defines_cannot_be_changed_in_an_edition(draft, by) -> None:
    row = draft.items.get(number="35")
    with pytest.raises(Refused, match="Kith defines"):
        actions.edit_item(item=row, expected_version=1, numerator="Something else.", by=by)


@pytest.mark.parametrize(
    ("number", "changes", "told"),
    [
        ("35", {"unit": "money"}, "unit is not what Kith’s own definition"),
        ("35", {"kind": "stock", "yearly": "last"}, "on a day or over a period is not what"),
        ("35", {"numerator": "Other"}, "what is counted is not what"),
        ("36", {"within": "99"}, "names 99, which this edition does not have"),
        ("36", {"within": "36"}, "names the item itself"),
        ("36", {"worked_out_from": "35"}, "cannot be worked out from 35"),
        ("36", {"among_is": "35"}, "only a number out of another"),
        ("36", {"starts": "35"}, "belong together"),
        ("36", {"frequency": "M"}, "which is asked every quarter"),
        ("35", {"section": "Elsewhere"}, "no part called “Elsewhere”"),
        ("35", {"parts": {"East side": "East", "w": "West"}}, "“East side” is no code"),
        ("35", {"parts": {"e": "", "w": "West"}}, "has no label"),
        ("35", {"parts": {"e": "East"}}, "one part alone"),
        ("35", {"parts": {"e": "East", "w": "West"}}, "none of the lists"),
        ("35", {"shape": "share"}, "cannot be given as a count"),
        ("35", {"shape": "share", "unit": "percent"}, "does not say out of what"),
        ("35", {"shape": "rate", "unit": "rate"}, "which count the rate is made of"),
        ("35", {"official": "no.such"}, "no official series no.such"),
        ("35", {"key": "missing.invented"}, "is not one of Kith’s"),
        ("35", {"asked_of_all": True}, "and some by name as well"),
        ("35", {"kind": "stock"}, "are not added up to a year"),
    ],
)
def test_an_edition_with_a_fault_is_refused_and_says_which(
    draft, by, number: str, changes: dict[str, object], told: str
) -> None:
    Item.objects.filter(edition=draft, number=number).update(**changes)
    with pytest.raises(NotApproved) as refused:
        _approve(draft, by)
    assert any(f"Item {number}," in one and told in one for one in refused.value.faults)
    draft.refresh_from_db()
    assert draft.state == Edition.State.DRAFT


def test_all_faults_are_told_at_once(draft, by) -> None:
    draft.items.update(section="Elsewhere")
    draft.items.get(number="35").asked_of.clear()
    assert len(faults(draft)) == 3


def test_an_item_asked_of_nobody_and_one_asked_twice_are_faults(draft, by, police) -> None:
    draft.items.get(number="35").asked_of.clear()
    draft.items.get(number="36").also_asked.add(police)
    told = faults(draft)
    assert any("Item 35" in one and "nobody is asked" in one for one in told)
    assert any("Item 36" in one and "asked again to compare" in one for one in told)


def test_faults_are_found_in_as_many_queries_for_many_items(
    draft, by, django_assert_num_queries
) -> None:
    faults(draft)
    with django_assert_num_queries(4):
        faults(draft)


def test_an_empty_edition_is_not_approved(by) -> None:
    empty = Edition.objects.create(key="x", title="X", first_year="2019-20")
    with pytest.raises(NotApproved, match="no items"):
        _approve(empty, by)


def test_an_edition_cannot_begin_before_one_that_is_approved(draft, by) -> None:
    _approve(draft, by)
    late = _next(draft, by)
    late.first_year = "2019-20"
    late.save()
    assert "has to begin with a later year" in faults(late)[0]


def test_the_group_cannot_have_agreed_tomorrow_or_nobody(draft, by) -> None:
    with pytest.raises(Refused, match="not here yet"):
        _approve(draft, by, on=by.today + timedelta(days=1))
    with pytest.raises(Refused, match="which group"):
        _approve(draft, by, by_whom="  ")


def test_an_item_that_another_points_at_is_not_removed(draft, by) -> None:
    with pytest.raises(Refused, match="Item 36 points at this one"):
        actions.remove_item(item=draft.items.get(number="35"), by=by)
    actions.remove_item(item=draft.items.get(number="36"), by=by)
    assert [one.number for one in draft.items.all()] == ["35"]


def test_an_item_moves_behind_another_and_to_the_beginning(draft, by, police) -> None:
    _add(draft, by, police)
    move = {"section": FORM, "by": by}
    row = draft.items.get(number="90")
    actions.move_item(item=row, after="35", expected_version=1, **move)
    assert [one.number for one in draft.items.all()] == ["35", "90", "36"]
    actions.move_item(item=row, after="", expected_version=2, **move)
    assert [one.number for one in draft.items.all()] == ["90", "35", "36"]
    with pytest.raises(Refused, match="no part called"):
        actions.move_item(item=row, section="No", after="", expected_version=3, by=by)


def test_a_part_of_the_form_with_items_stays(draft, by) -> None:
    with pytest.raises(Refused, match="still has items"):
        actions.edit_sections(edition=draft, sections={"A": "b"}, expected_version=1, by=by)
    held = actions.edit_sections(
        edition=draft, sections={"First": "New.", FORM: "Other words."}, expected_version=1, by=by
    )
    assert list(held.sections.items()) == [("First", "New."), (FORM, "Other words.")]


def test_a_draft_is_discarded_with_a_reason_that_stays(draft, by) -> None:
    with pytest.raises(Refused, match="Say why"):
        actions.discard(edition=draft, why=" ", by=by)
    actions.discard(edition=draft, why="begun twice", by=by)
    assert not Edition.objects.exists()
    assert Event.objects.get(kind="dataset.edition_changed").why == "begun twice"


def test_an_own_item_is_an_indicator_once_it_is_approved(draft, by, police) -> None:
    store_definitions()
    _add(draft, by, police)
    with pytest.raises(UnknownIndicator):
        definition("local.bus_station")
    _approve(draft, by)
    meaning = definition("local.bus_station")
    assert (meaning.title, meaning.version) == (OWN["title"], 1)
    assert meaning in definitions()
    assert Indicator.objects.get(key="local.bus_station").title == OWN["title"]


def test_an_own_rate_brings_the_count_that_it_is_made_of(draft, by, police) -> None:
    _add(draft, by, police, shape="rate", denominator="Children who live here")
    _approve(draft, by)
    rate = definition("local.bus_station").rate
    assert rate is not None
    assert definition(rate.of).unit == "count"
    assert draft.items.get(number="90").holds == rate.of
    assert Indicator.objects.filter(key=rate.of).exists()


def test_another_meaning_in_a_later_edition_is_the_next_version(draft, by, police) -> None:
    _add(draft, by, police)
    _approve(draft, by)
    second = _next(draft, by)
    row = second.items.get(number="90")
    actions.edit_item(item=row, expected_version=1, title="At the bus station", by=by)
    row.refresh_from_db()
    words = "Children under 18 met there after ten in the evening."
    actions.edit_item(item=row, expected_version=2, numerator=words, by=by)
    assert definition("local.bus_station").version == 1
    _approve(second, by)
    meaning = definition("local.bus_station")
    assert (meaning.version, meaning.numerator) == (2, words)
    kept = IndicatorVersion.objects.filter(indicator__key="local.bus_station")
    assert [v.version for v in kept] == [2, 1]
    assert kept[0].change_note == "Changed in Dataset 2020-21: what is counted."
    assert breaks_of("local.bus_station")[0].on == date(2020, 4, 1)


def test_another_title_or_help_is_neither_a_version_nor_a_break(draft, by, police) -> None:
    _add(draft, by, police)
    _approve(draft, by)
    second = _next(draft, by)
    row = second.items.get(number="90")
    actions.edit_item(item=row, expected_version=1, title="At the bus station", help="x", by=by)
    _approve(second, by)
    assert definition("local.bus_station").version == 1
    assert definition("local.bus_station").title == "At the bus station"
    assert breaks_of("local.bus_station") == []


def test_a_draft_breaks_nothing(draft, by, police) -> None:
    _add(draft, by, police)
    _approve(draft, by)
    second = _next(draft, by)
    row = second.items.get(number="90")
    actions.edit_item(item=row, expected_version=1, parts={"a": "A", "b": "B"}, by=by)
    assert breaks_of("local.bus_station") == []


def test_an_item_that_takes_the_place_of_another_breaks_both_series(draft, by, police) -> None:
    _approve(draft, by)
    second = _next(draft, by)
    actions.remove_item(item=second.items.get(number="36"), by=by)
    _add(second, by, police, replaces="missing.children")
    _approve(second, by)
    [new] = breaks_of("local.bus_station")
    [old] = breaks_of("missing.children")
    assert new.on == old.on == date(2020, 4, 1)
    assert new.why.startswith("Took the place of “Children reported missing")
    assert "took its place" in old.why
    told = compare(items_to_compare(draft), items_to_compare(second))
    assert [i.key for i in told.added] == ["local.bus_station"]
    assert [i.key for i in told.removed] == ["missing.children"]
    assert told.breaks == 1


def test_breaks_of_many_indicators_are_told_with_one_query(
    draft, by, django_assert_num_queries
) -> None:
    _approve(draft, by)
    with django_assert_num_queries(1):
        told = breaks_among(["missing.episodes", "missing.children", "local.none"])
    assert told == {"missing.episodes": [], "missing.children": [], "local.none": []}


def test_the_comparison_says_which_field_changed_and_whether_it_breaks(draft, by, police) -> None:
    _add(draft, by, police)
    _approve(draft, by)
    second = _next(draft, by)
    row = second.items.get(number="90")
    health = body("health", "Health")
    changes = {"numerator": "Other children.", "low": 1, "asked_of": [police, health]}
    actions.edit_item(item=row, expected_version=1, by=by, **changes)
    found = compare(items_to_compare(draft), items_to_compare(second)).changed
    [change] = [one for one in found if one.after.number == "90"]
    told = {f.field: (f.before, f.after, f.breaks) for f in change.fields}
    assert told == {
        "numerator": (OWN["numerator"], "Other children.", True),
        "low": ("", "1", False),
        "asked_of": ("Saltmere Police", "Health, Saltmere Police", False),
    }


def test_an_own_item_needs_a_free_number_and_a_short_name(draft, by, police) -> None:
    with pytest.raises(Refused, match="an item 35 already"):
        _add(draft, by, police, number="35")
    _add(draft, by, police)
    with pytest.raises(Refused, match="short name bus_station already"):
        _add(draft, by, police, number="91")
    told = {**OWN, "asked_of": [police]}
    with pytest.raises(Refused, match="small letters"):
        actions.add_item(edition=draft, name="Bus Station", by=by, **told)


def test_an_item_that_gets_another_number_keeps_those_that_point_at_it(draft, by) -> None:
    row = draft.items.get(number="35")
    actions.edit_item(item=row, expected_version=1, number="35a", by=by)
    assert draft.items.get(number="36").within == "35a"
    assert faults(draft) == []


def test_the_count_of_a_rate_breaks_with_what_it_counts_only(draft, by, police) -> None:
    _add(draft, by, police, shape="rate", denominator="Children who live here")
    _approve(draft, by)
    second = _next(draft, by)
    row = second.items.get(number="90")
    actions.edit_item(item=row, expected_version=1, denominator="Other people", by=by)
    _approve(second, by)
    third = _next(second, by)
    row = third.items.get(number="90")
    actions.edit_item(item=row, expected_version=1, numerator="Others.", by=by)
    _approve(third, by)
    told = breaks_among(["local.bus_station", "local.bus_station_number"])
    assert [b.on.year for b in told["local.bus_station"]] == [2020, 2021]
    assert [b.on.year for b in told["local.bus_station_number"]] == [2021]
