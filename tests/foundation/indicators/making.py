"""Small, valid areas, values and people for tests of indicators."""

from datetime import date

from django.test import Client

from kith.foundation.access import Actor
from kith.foundation.accounts.models import User
from kith.foundation.indicators.definitions import definition
from kith.foundation.indicators.given import Given, read_given
from kith.foundation.indicators.lookups import Want
from kith.foundation.indicators.models import (
    Area,
    DataSource,
    Neighbour,
    NeighbourModel,
    Observation,
)
from kith.foundation.indicators.store import record_observation
from kith.foundation.organisations.models import Appointment, Organisation
from kith.kernel.figures import Origin, Source

TODAY = date(2026, 11, 23)
SYSTEM = Actor.system("test", TODAY)
OFFICIAL = Source("Children in need", Origin.OFFICIAL, "Department for Education")
MEDWAY, ENGLAND, SOUTH_EAST = "E06000035", "E92000001", "E12000008"


def areas() -> None:
    """England, the South East and Medway."""
    england = Area.objects.create(code=ENGLAND, name="England", kind="country")
    region = Area.objects.create(code=SOUTH_EAST, name="South East", kind="region", parent=england)
    Area.objects.create(code=MEDWAY, name="Medway", kind="authority", number="887", parent=region)


def neighbours(count: int, year: int = 2020) -> list[str]:
    """A list of so many neighbours of Medway, each an area of its own; returns their codes."""
    source, _ = DataSource.objects.get_or_create(title="Neighbours", origin="official")
    model = NeighbourModel.objects.create(
        key=f"neighbours-{year}", title=f"Neighbours, {year}", year=year, source=source
    )
    codes = []
    for rank in range(1, count + 1):
        code, number = f"E0700{rank:04d}", f"{600 + rank}"
        Area.objects.get_or_create(
            code=code, defaults={"name": f"Place {rank}", "kind": "authority", "number": number}
        )
        Neighbour.objects.create(model=model, authority="887", rank=rank, number=number)
        codes.append(code)
    return codes


def put(
    key: str,
    period: str,
    value: str | Given,
    area: str = MEDWAY,
    part: str = "",
    source: Source = OFFICIAL,
) -> Observation:
    """Record one value, given as a person would type it."""
    given = value if isinstance(value, Given) else read_given(definition(key), value)
    observation: Observation = record_observation(
        want=Want(key, period, area, part), given=given, source=source, by=SYSTEM
    )
    return observation


def a_year_of_plans(areas_with: dict[str, tuple[int, int]], year: int = 2020) -> None:
    """Open plans at 31 March and the population of the year before, for each area."""
    for code, (plans, children) in areas_with.items():
        put("child_protection.open", f"{year}-03-31", str(plans), code)
        put("population.children", f"{year - 1}-06-30", str(children), code)


def person(role: str, email: str = "") -> User:
    """A person with an appointment in force."""
    user = User.objects.create_user(email or f"{role}@saltmere.example", office=role.capitalize())
    body, _ = Organisation.objects.get_or_create(key="body", name="A Body", kind="other")
    Appointment.objects.create(
        user=user, role=role, organisation=body, office=role, starts_on=date(2019, 9, 2)
    )
    return user


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(person(role), "kith.foundation.accounts.backends.SignInBackend")
    return client
