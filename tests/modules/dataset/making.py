"""A small collection for the tests: an edition of a few items, a round, three agencies, history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.test import Client
from django.utils import timezone

from kith.foundation.access import Actor, Role
from kith.foundation.accounts.models import User
from kith.foundation.indicators.definitions import definition
from kith.foundation.indicators.given import Given
from kith.foundation.indicators.models import ObservationState
from kith.foundation.indicators.returned import Place, store_returned
from kith.foundation.indicators.store import store_definitions
from kith.foundation.organisations.models import Organisation
from kith.modules.dataset.models import Edition, Item, Return, Round
from kith.modules.dataset.rounds.actions import open_round
from kith.modules.dataset.sending.saving import Entry, save_answers
from kith.modules.dataset.sending.submitting import source_of, submit
from tests.foundation.administration.people import body, client_of, person

QUARTER = "2019-20 Q4"
LAST = "2019-20 Q3"
MISSING, WORKING, ABUSE = "Missing children", "Working together", "Domestic abuse"
# What the police sent for the quarter before, by item: (of, among).
BEFORE = {"35": (271, None), "36": (118, None), "37": (41, None), "40": (40, 60)}
# A return of the police with which no check finds fault, by box: (of, among).
GOOD: dict[str, tuple[int, int | None]] = {
    "35|2019-20 Q4|": (280, None),
    "36|2019-20 Q4|": (120, None),
    "37|2019-20 Q4|": (45, None),
    "38|2019-20 Q4|east": (20, None),
    "38|2019-20 Q4|west": (28, None),
    "40|2019-20 Q4|": (42, 61),
    "41|2020-01|": (90, None),
    "41|2020-02|": (95, None),
    "41|2020-03|": (99, None),
}


def item(edition: Edition, number: str, key: str, section: str, **more: Any) -> Item:
    """An item of an edition, with what its indicator says and sensible rules."""
    meaning = definition(key)
    told: dict[str, Any] = {
        "order": edition.items.count() + 1,
        "title": meaning.title,
        "noun": meaning.noun,
        "shape": "share" if meaning.unit == "percent" else "count",
        "unit": meaning.unit,
        "kind": meaning.kind,
        "numerator": meaning.numerator,
        "denominator": meaning.denominator or "",
        "help": "Each report counts once.",
        "where": "The missing persons system.",
        "owner": meaning.owner,
    }
    made = Item(edition=edition, number=number, key=key, section=section, **told)
    for name, value in more.items():
        setattr(made, name, value)
    made.save()
    return made


def edition(state: str = Edition.State.APPROVED) -> Edition:
    """Six items: three counts of which one is part of another, parts, a share, a monthly count."""
    made = Edition.objects.create(
        key="2019-20",
        title="Dataset 2019-20",
        first_year="2019-20",
        state=state,
        approved_on=date(2019, 3, 4),
        approved_by="Performance group",
        sections={
            MISSING: "Children under 18 reported missing to the police.",
            WORKING: "How agencies answer one another.",
            ABUSE: "What the police told children’s social care.",
        },
    )
    item(made, "35", "missing.episodes", MISSING, noun="episodes")
    item(made, "36", "missing.children", MISSING, noun="children", within="35")
    item(made, "37", "missing.first_time", MISSING, noun="children", within="36")
    parts = {"east": "East", "west": "West"}
    item(made, "38", "missing.looked_after", MISSING, parts=parts, parts_title="District")
    item(made, "40", "front_door.partner_response", WORKING, asked_of_all=True)
    item(made, "41", "domestic_abuse.notifications", ABUSE, frequency="M")
    return made


@dataclass
class Collection:
    """The round, who is in it, and who acts for whom."""

    edition: Edition
    round: Round
    police: Organisation
    health: Organisation
    council: Organisation
    leads: dict[str, User]
    analyst: User
    manager: User
    today: date

    def actor(self, who: User) -> Actor:
        return Actor.of(who, self.today)

    def lead(self, of: Organisation) -> Actor:
        return self.actor(self.leads[of.key])

    def client(self, who: User | Organisation) -> Client:
        """A browser signed in as a person, or as the lead of an organisation."""
        return client_of(self.leads[who.key] if isinstance(who, Organisation) else who)

    def return_of(self, organisation: Organisation) -> Return:
        rows = Return.objects.select_related("round__edition", "organisation")
        return rows.get(round=self.round, organisation=organisation)

    @property
    def mine(self) -> Return:
        """The return of the police, which is asked everything."""
        return self.return_of(self.police)

    def save(self, numbers: Mapping[str, Any], of: Organisation | None = None) -> None:
        """Fill boxes: a number, or (of, among)."""
        organisation = of or self.police
        save_answers(
            return_to=self.return_of(organisation),
            entries=[entry(box, given) for box, given in numbers.items()],
            by=self.lead(organisation),
        )

    def send(self, of: Organisation | None = None, key: str = "test-key") -> Any:
        organisation = of or self.police
        return submit(
            return_to=self.return_of(organisation), via="form", key=key, by=self.lead(organisation)
        )

    def fill_and_send(self) -> Any:
        self.save(GOOD)
        return self.send()


def entry(box: str, given: Any, **more: Any) -> Entry:
    """An entry that replaces whatever stands in the box."""
    of, among = given if isinstance(given, tuple) else (given, None)
    number = [None if n is None else Decimal(n) for n in (of, among)]
    return Entry(box, number[0], number[1], **{"seen": None, **more})


def collection(*, history: bool = True) -> Collection:
    """An open round for January to March 2020: opened ten days ago, due in ten."""
    store_definitions()
    today = timezone.localdate()
    police = body("saltmere-police", "Saltmere Police", kind="police")
    health = body("saltmere-health", "Saltmere Community Health")
    council = body("saltmere-council", "Saltmere Council", kind="local_authority")
    made = edition()
    for each in made.items.filter(asked_of_all=False):
        each.asked_of.add(police)
    leads = {each.key: person(Role.AGENCY_LEAD, each) for each in (police, health)}
    analyst = person(Role.DATA_ANALYST, council)
    manager = person(Role.BUSINESS_MANAGER, council)
    round_ = open_round(
        quarter=QUARTER,
        edition=made,
        opens_on=today - timedelta(days=10),
        due_on=today + timedelta(days=10),
        locks_on=today + timedelta(days=40),
        organisations=[police, health],
        by=Actor.of(analyst, today),
    )
    done = Collection(made, round_, police, health, council, leads, analyst, manager, today)
    if history:
        sent_before(done, police, LAST, BEFORE)
    return done


def sent_before(
    made: Collection,
    organisation: Organisation,
    period: str,
    numbers: Mapping[str, tuple[int, int | None]],
) -> None:
    """Values of an earlier period, as that organisation's accepted observations."""
    values = {}
    for number, (of, among) in numbers.items():
        if among is None:
            given = Given(value=Decimal(of))
        else:
            given = Given(numerator=Decimal(of), denominator=Decimal(among))
        values[Place(made.edition.items.get(number=number).holds, period)] = given, ""
    store_returned(
        values,
        organisation=organisation.pk,
        source=source_of(made.round),
        by=None,
        at=timezone.now(),
        state=ObservationState.ACCEPTED,
    )
