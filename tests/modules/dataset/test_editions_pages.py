"""The pages of the definitions: read by every agency, edited by the analyst, approved once."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundation.access import Actor, Role
from kith.foundation.indicators.definitions import definition
from kith.foundation.organisations.models import Organisation
from kith.modules.dataset.editions.actions import approve
from kith.modules.dataset.editions.starting import copy_edition, starter_edition
from kith.modules.dataset.models import Edition, Item
from tests.foundation.administration.people import body, client_of, on, person, send

pytestmark = pytest.mark.django_db
YEAR, NEXT = "2019-20", "2020-21"
MOST_QUERIES = 25
FORM = "Missing and exploited children"


@pytest.fixture
def bodies() -> dict[str, Organisation]:
    from kith.kernel.dataset_content import load_starter

    keys = {key for owner in load_starter().owners.values() for key in owner.answered_by}
    return {key: body(key, key.replace("-", " ").capitalize()) for key in sorted(keys)}


@pytest.fixture
def by() -> Actor:
    return Actor.system("test", timezone.localdate())


@pytest.fixture
def draft(by: Actor, bodies: dict[str, Organisation]) -> Edition:
    return starter_edition(key=YEAR, title=f"Dataset {YEAR}", first_year=YEAR, by=by)


@pytest.fixture
def approved(draft: Edition, by: Actor) -> Edition:
    return approve(edition=draft, on=by.today, by_whom="Group", expected_version=1, by=by)


@pytest.fixture
def second(approved: Edition, by: Actor) -> Edition:
    told = {"key": NEXT, "title": f"Dataset {NEXT}", "first_year": NEXT}
    return copy_edition(based_on=approved, by=by, **told)


@pytest.fixture
def manager(bodies: dict[str, Organisation]) -> Client:
    return client_of(person(Role.BUSINESS_MANAGER, bodies["saltmere-council"]))


@pytest.fixture
def lead(bodies: dict[str, Organisation]) -> Client:
    return client_of(person(Role.AGENCY_LEAD, bodies["saltmere-and-weald-police"]))


def _url(name: str, *args: str) -> str:
    return reverse(f"dataset-{name}", args=args)


def _page(client: Client, name: str, *args: str, **query: str) -> str:
    response = client.get(_url(name, *args), query)
    assert response.status_code == 200
    return str(response.content.decode())


def _fields(page: Client, address: str) -> dict[str, Any]:
    """What the form of a page would send if nothing were changed."""
    form = page.get(address).context["form"]
    sent: dict[str, Any] = {}
    for field in form:
        value = field.value()
        if value is None or value is False:
            continue
        sent[field.html_name] = "on" if value is True else value
    return sent


def test_before_there_is_an_edition_the_page_says_what_to_do(manager: Client, lead: Client) -> None:
    assert "No edition yet" in _page(lead, "definitions")
    assert "Begin an edition" not in _page(lead, "definitions")
    assert "Begin an edition" in _page(manager, "definitions")


def test_the_starter_edition_is_begun_and_approved_in_the_browser(
    manager: Client, bodies: dict[str, Organisation]
) -> None:
    told = {"made_from": "starter", "title": "Dataset 2019-20", "key": YEAR, "first_year": YEAR}
    done = send(manager, _url("definitions-new"), **told)
    assert done["Location"] == _url("edition", YEAR)
    page = _page(manager, "edition", YEAR)
    assert "A draft of" in page
    assert "Nothing is asked by it" in page
    today = timezone.localdate()
    form = {**on("on", today), "by_whom": "Performance group", "expected_version": 1}
    assert send(manager, _url("edition-approve", YEAR), **form).status_code == 302
    page = _page(manager, "edition", YEAR)
    assert "Performance group agreed to its" in page
    assert "Add an item" not in page
    assert "Begin the next edition" in page


def test_an_approval_is_refused_in_words_at_the_field(manager: Client, draft: Edition) -> None:
    address = _url("edition-approve", YEAR)
    empty = send(manager, address, expected_version=1)
    assert empty.status_code == 422
    assert "Which group, and where is it minuted?" in empty.content.decode()
    tomorrow = timezone.localdate() + timedelta(days=1)
    late = send(manager, address, **on("on", tomorrow), by_whom="Group", expected_version=1)
    assert "is not here yet" in late.content.decode()
    draft.refresh_from_db()
    assert draft.may_change


def test_an_edition_with_faults_shows_all_of_them_and_no_button(
    manager: Client, draft: Edition
) -> None:
    draft.items.filter(number="36").update(within="99")
    draft.items.filter(number="1").update(section="Elsewhere")
    page = _page(manager, "edition-approve", YEAR)
    assert "2 things to mend first" in page
    assert "names 99, which this edition does not have" in page
    assert "Approve the edition</button>" not in page


def test_an_agency_reads_everything_and_is_offered_no_change(lead: Client, draft: Edition) -> None:
    page = _page(lead, "edition", YEAR)
    assert "Number of contacts" in page or definition("front_door.contacts").title in page
    assert "Add an item" not in page
    assert "Edit this item" not in _page(lead, "item", YEAR, "35")
    assert lead.get(_url("item-edit", YEAR, "35")).status_code == 403


def test_an_item_page_says_what_it_means_and_who_is_asked(lead: Client, draft: Edition) -> None:
    page = _page(lead, "item", YEAR, "35")
    assert definition("missing.episodes").numerator in page
    assert "Saltmere and weald police" in page
    assert "Every quarter" in page
    assert "Needs a reason" in page


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ({"q": "restraint"}, "49a", ">35<"),
        ({"section": "Domestic abuse"}, ">53<", ">35<"),
        ({"frequency": "A"}, ">51<", ">35<"),
        ({"owner": "Police"}, ">35<", ">51<"),
    ],
)
def test_items_are_found_by_words_part_frequency_and_owner(
    lead: Client, draft: Edition, query: dict[str, str], shown: str, hidden: str
) -> None:
    page = _page(lead, "edition", YEAR, **query)
    assert shown in page
    assert hidden not in page


def test_the_file_holds_the_whole_definition_of_every_item(lead: Client, draft: Edition) -> None:
    file = lead.get(_url("edition", YEAR), {"download": "csv"})
    parts = file.streaming_content if file.streaming else [file.content]
    rows = list(csv.DictReader(io.StringIO(b"".join(parts).decode("utf-8-sig"))))
    assert len(rows) == draft.items.count()
    row = next(one for one in rows if one["Number"] == "35")
    assert row["What is counted"] == definition("missing.episodes").numerator
    assert row["Asked of"] == "Saltmere and weald police"
    assert row["Key of the indicator"] == "missing.episodes"


def test_an_item_saved_as_it_is_stays_as_it_is(manager: Client, draft: Edition) -> None:
    for number in ("35", "5", "21", "12", "34", "50b"):
        before = Item.objects.get(edition=draft, number=number)
        address = _url("item-edit", YEAR, number)
        done = send(manager, address, **_fields(manager, address))
        assert done.status_code == 302, (number, done.context["form"].errors)
        after = Item.objects.get(pk=before.pk)
        names = [f.name for f in Item._meta.concrete_fields if f.name != "version"]
        assert [getattr(before, n) for n in names] == [getattr(after, n) for n in names]
        assert set(before.asked_of.all()) == set(after.asked_of.all())


def test_an_item_of_kith_is_edited_in_how_it_is_collected_only(
    manager: Client, draft: Edition
) -> None:
    address = _url("item-edit", YEAR, "35")
    page = manager.get(address).content.decode()
    assert "Kith defines what this item means" in page
    assert 'name="numerator"' not in page
    changed = _fields(manager, address) | {"help": "Each report once.", "high": "500"}
    changed["numerator"] = "Something else"
    send(manager, address, **changed)
    row = draft.items.get(number="35")
    assert (row.help, row.high) == ("Each report once.", 500)
    assert row.numerator == definition("missing.episodes").numerator
    again = send(manager, address, **changed)
    assert again.status_code == 409


def test_parts_are_chosen_from_a_list_or_written_with_codes(
    manager: Client, draft: Edition
) -> None:
    address = _url("item-edit", YEAR, "35")
    base = _fields(manager, address)
    for wrong in ("east", "East Side = East", "a = A\na = B", "a = A"):
        told = {**base, "parts_list": "lines", "parts_text": wrong}
        assert send(manager, address, **told).status_code == 422
    listed = {**base, "parts_list": "sex", "parts_title": "Sex"}
    assert send(manager, address, **listed).status_code == 302
    assert list(draft.items.get(number="35").parts) == ["female", "male", "not-known"]


def test_parts_that_the_definition_does_not_have_are_refused(
    manager: Client, draft: Edition
) -> None:
    address = _url("item-edit", YEAR, "27a")
    told = {**_fields(manager, address), "parts_list": "lines", "parts_text": "a = A\nb = B"}
    refused = send(manager, address, **told)
    assert refused.status_code == 422
    assert "Kith defines the parts of this indicator" in refused.content.decode()


OWN = {
    "name": "bus_station",
    "number": "90",
    "title": "Children met at the bus station",
    "noun": "children",
    "shape": "count",
    "kind": "flow",
    "numerator": "Children under 18 met at the bus station after nine.",
    "polarity": "neutral",
    "section": FORM,
    "frequency": "Q",
    "yearly": "none",
    "owner": "Police",
    "asked_of_all": "on",
}


def test_an_own_item_is_added_edited_moved_and_removed(manager: Client, draft: Edition) -> None:
    done = send(manager, _url("edition-add", YEAR), **OWN)
    assert done["Location"] == _url("item", YEAR, "90")
    row = draft.items.get(number="90")
    assert (row.key, row.unit) == ("local.bus_station", "count")
    in_part = [one.number for one in draft.items.filter(section=FORM)]
    assert in_part[-1] == "90"
    address = _url("item-edit", YEAR, "90")
    changed = _fields(manager, address) | {"title": "At the bus station"}
    assert send(manager, address, **changed).status_code == 302
    row.refresh_from_db()
    assert row.title == "At the bus station"
    address = _url("item-move", YEAR, "90")
    places = [v for _, inner in manager.get(address).context["form"].fields["place"].choices
              for v, _ in inner]  # fmt: skip
    after = next(value for value in places if value.endswith("|35"))
    send(manager, address, place=after, expected_version=row.version)
    numbers = [one.number for one in draft.items.all()]
    assert numbers[numbers.index("35") + 1] == "90"
    address = _url("item-remove", YEAR, "90")
    assert send(manager, address).status_code == 422
    assert send(manager, address, why="not wanted after all").status_code == 302
    assert not draft.items.filter(number="90").exists()


def test_a_move_that_changes_nothing_stands_first_in_the_form(
    manager: Client, draft: Edition
) -> None:
    before = list(draft.items.values_list("number", flat=True))
    for number in ("1", "36", "69b"):
        address = _url("item-move", YEAR, number)
        done = send(manager, address, **_fields(manager, address))
        assert done.status_code == 302
    assert list(draft.items.values_list("number", flat=True)) == before


def test_parts_of_the_form_are_reworded_added_and_removed(manager: Client, draft: Edition) -> None:
    address = _url("edition-sections", YEAR)
    told = _fields(manager, address)
    first = told["words_0"]
    told |= {"words_0": f"{first} More.", "new_name": "Bus station", "new_words": "New."}
    assert send(manager, address, **told).status_code == 302
    draft.refresh_from_db()
    names = list(draft.sections)
    assert draft.sections[names[0]] == f"{first} More."
    assert names[-1] == "Bus station"
    told = _fields(manager, address) | {f"remove_{len(names) - 1}": "on"}
    send(manager, address, **told)
    draft.refresh_from_db()
    assert "Bus station" not in draft.sections


def test_a_draft_gets_another_title_and_year(manager: Client, draft: Edition) -> None:
    address = _url("edition-describe", YEAR)
    told = _fields(manager, address) | {"title": "Our dataset", "first_year": "2021/22"}
    assert send(manager, address, **told | {"first_year": "AY2021-22"}).status_code == 422
    assert send(manager, address, **told).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.first_year) == ("Our dataset", "2021-22")
    assert send(manager, address, **told).status_code == 409


def test_an_approved_edition_shows_no_form_at_all(manager: Client, approved: Edition) -> None:
    for name in (
        "edition-add",
        "edition-describe",
        "edition-sections",
        "edition-approve",
        "edition-discard",
    ):
        assert manager.get(_url(name, YEAR)).status_code == 422
    for name in ("item-edit", "item-move", "item-remove"):
        assert manager.get(_url(name, YEAR, "35")).status_code == 422


def test_the_next_edition_is_begun_as_a_copy_and_may_be_discarded(
    manager: Client, approved: Edition
) -> None:
    told = {"made_from": str(approved.pk), "title": "Next", "key": NEXT, "first_year": NEXT}
    assert send(manager, _url("definitions-new"), **told).status_code == 302
    assert Edition.objects.get(key=NEXT).based_on == approved
    again = send(manager, _url("definitions-new"), **told)
    assert "There is an edition called 2020-21" in again.content.decode()
    send(manager, _url("edition-discard", NEXT), why="begun too early")
    assert not Edition.objects.filter(key=NEXT).exists()


def test_two_editions_side_by_side_show_breaks_and_other_changes(
    manager: Client, second: Edition
) -> None:
    assert "ask for the same things" in _page(manager, "edition-compared", NEXT)
    second.items.filter(number="35").update(numerator="Other words.", help="Other help.")
    second.items.filter(number="69b").delete()
    page = _page(manager, "edition-compared", NEXT)
    assert "1 removed, 1 changed" in page
    assert "Breaks the series" in page
    assert "Other help." in page
    turned = _page(manager, "edition-compared", YEAR, **{"with": NEXT})
    assert "1 added, 1 changed" in turned


def test_one_edition_alone_has_nothing_to_be_compared_with(manager: Client, draft: Edition) -> None:
    assert "There is no other edition yet" in _page(manager, "edition-compared", YEAR)


def test_an_item_shows_how_it_came_to_be_over_the_editions(
    manager: Client, second: Edition
) -> None:
    second.items.filter(number="35").update(help="Other help.")
    page = _page(manager, "item", NEXT, "35")
    assert "is “Other help.”" in page
    assert f"It was first asked with Dataset {YEAR}" in page


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("definitions", ()),
        ("definitions-new", ()),
        ("edition", (NEXT,)),
        ("edition-whole", (NEXT,)),
        ("edition-compared", (NEXT,)),
        ("edition-add", (NEXT,)),
        ("edition-describe", (NEXT,)),
        ("edition-sections", (NEXT,)),
        ("edition-approve", (NEXT,)),
        ("edition-discard", (NEXT,)),
        ("item", (NEXT, "37")),
        ("item-edit", (NEXT, "37")),
        ("item-move", (NEXT, "37")),
        ("item-remove", (NEXT, "37")),
    ],
)
def test_no_page_of_the_definitions_asks_many_questions(
    manager: Client, second: Edition, name: str, args: tuple[str, ...],
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    with django_assert_max_num_queries(MOST_QUERIES):
        _page(manager, name, *args)


def test_the_file_of_an_edition_asks_no_more_for_more_items(
    manager: Client, second: Edition, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(MOST_QUERIES):
        manager.get(_url("edition", NEXT), {"download": "xlsx"})


def test_the_search_finds_items_of_the_edition_in_use(lead: Client, second: Edition) -> None:
    page = lead.get(reverse("search"), {"q": "missing episodes"}).content.decode()
    assert _url("item", YEAR, "35") in page
    assert _url("item", NEXT, "35") not in page
