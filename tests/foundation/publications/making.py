"""A small draft with real references, and the people who write, sign and publish it."""

import uuid
from typing import Any

from django.test import Client

from kith.foundation.access import Actor
from kith.foundation.accounts.models import User
from kith.foundation.organisations.models import Appointment, Organisation
from kith.foundation.publications.actions import freeze, publish, sign
from kith.foundation.publications.building import build
from kith.foundation.publications.models import (
    Coverage,
    Document,
    Edition,
    Exhibit,
    Section,
    StatedFigure,
)
from kith.foundation.publications.requirements import requirements
from kith.kernel.figures import Origin, Source
from tests.foundation.indicators.making import ENGLAND, MEDWAY, TODAY, areas, put

OPEN = f'{{{{ figure "child_protection.open" "2020-03-31" area="{MEDWAY}" }}}}'
BEFORE = f'{{{{ figure "child_protection.open" "2019-03-31" area="{MEDWAY}" }}}}'
CHANGE = f'{{{{ change "child_protection.open" "2019-03-31" "2020-03-31" area="{MEDWAY}" }}}}'
RECORDS = Source("The designated officer’s records", Origin.PUBLISHED)
PARTNERS = ("council", "police", "health")
CONTACTS = {
    "first": "Who made contact",
    "base": {"indicator": "lado.contacts", "period": "2019-20"},
    "columns": [{"label": "2019-20"}],
    "rows": [
        {"label": "Police", "by": "police"},
        {"label": "Faith groups", "by": "faith"},
        {"label": "Council", "by": "council"},
        {"label": "All contacts", "total": True},
    ],
}


def figures() -> None:
    """Plans of two years, and a year of contacts with one small number among them."""
    areas()
    put("child_protection.open", "2019-03-31", "355")
    put("child_protection.open", "2020-03-31", "463")
    put("child_protection.starts", "2019-20", "583")
    put("child_protection.open", "2020-03-31", "51510", ENGLAND)
    for part, count in {"police": "37", "faith": "3", "council": "58", "": "98"}.items():
        put("lado.contacts", "2019-20", count, area="", part=part, source=RECORDS)


def person(role: str, organisation: str, name: str = "") -> Actor:
    body = Organisation.objects.get(key=organisation)
    name = name or role
    user = User.objects.create_user(f"{name}@saltmere.example", office=name.capitalize())
    Appointment.objects.create(
        user=user, role=role, organisation=body, office=name.capitalize(), starts_on="2019-09-02"
    )
    return Actor.of(user, TODAY)


def people() -> dict[str, Actor]:
    """The three partners with an executive each, and those of the business team."""
    for key in PARTNERS:
        Organisation.objects.create(
            key=key, name=f"Saltmere {key}", kind="safeguarding_partner", opens_on="2012-04-01"
        )
    found = {key: person("executive", key, key) for key in PARTNERS}
    for role in ("business_manager", "report_author", "scrutineer", "agency_lead"):
        found[role] = person(role, "council")
    return found


def document(key: str = "report") -> Document:
    """A draft in which nothing is wrong, that answers all that the guidance asks."""
    made = Document.objects.create(
        key=key, title="Yearly report", period_code="2019-20", area=MEDWAY, rulebook="WT2018"
    )
    body = f"There were {OPEN} children with a plan, up {CHANGE} from {BEFORE}.\n\n^ A note."
    plans = Section.objects.create(
        document=made, key="plans", order=1, title="Plans", lead=f"{OPEN} children.", body=body
    )
    Section.objects.create(
        document=made, key="contacts", order=2, title="Contacts", body='{{ table "contacts" }}'
    )
    Exhibit.objects.create(
        document=made, key="contacts", form="table", title="Few contacts", spec=CONTACTS
    )
    Coverage.objects.bulk_create(
        Coverage(document=made, requirement=r.key, section=plans) for r in requirements(made)
    )
    return made


def typed(made: Document, value: str = "585", **fields: Any) -> StatedFigure:
    """A typed number of plans started, which Kith holds as 583, printed in the first section."""
    stated = StatedFigure.objects.create(
        document=made,
        **{
            "key": "started",
            "label": "Plans started",
            "value": value,
            "unit": "count",
            "kind": "flow",
            "period_code": "2019-20",
            "area": MEDWAY,
            "indicator": "child_protection.starts",
            "source": "Council records",
            **fields,
        },
    )
    section = made.sections.get(key="plans")
    section.body += f'\n\nIn the year {{{{ stated "{stated.key}" }}}} began.'
    section.save()
    return stated


def sign_all(made: Document, actors: dict[str, Actor]) -> None:
    digest = build(made).digest
    for key in PARTNERS:
        sign(document=made, digest=digest, by=actors[key])


def edition(made: Document, actors: dict[str, Actor], note: str = "") -> Edition:
    """The draft signed by all three, frozen and published."""
    sign_all(made, actors)
    manager = actors["business_manager"]
    return publish(document=made, edition=freeze(document=made, note=note, by=manager), by=manager)


def client(actor: Actor) -> Client:
    made = Client()
    assert actor.user is not None
    made.force_login(actor.user, "kith.foundation.accounts.backends.SignInBackend")
    return made


def sent(**fields: Any) -> dict[str, Any]:
    """A form as a browser sends it once."""
    return {"submission": str(uuid.uuid4()), **fields}


def plans(document: Document) -> Section:
    return document.sections.get(key="plans")
