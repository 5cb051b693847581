"""An indicator's page as the partnership's own values make it, and who sees what of them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kith.foundation.accounts.models import User
from kith.foundation.indicators.given import Given
from kith.foundation.indicators.models import DataSource, ObservationState
from kith.foundation.indicators.returned import Place, add_up, store_returned
from kith.foundation.indicators.store import store_definitions
from kith.foundation.indicators.timelines import Line, lines, timelines
from kith.foundation.organisations.models import Appointment, Organisation
from kith.kernel.periods import month
from tests.foundation.indicators.making import signed_in
from tests.foundation.indicators.test_pages import text

pytestmark = pytest.mark.django_db
KEY = "domestic_abuse.notifications"
PAGE = f"/indicators/{KEY}/"
AT = datetime(2020, 5, 1, 9, tzinfo=UTC)
WHY = "A campaign in the summer brought more of them"


def months(count: int) -> list[str]:
    return [month(2018 + (3 + i) // 12, (3 + i) % 12 + 1).code for i in range(count)]


def source() -> DataSource:
    return DataSource.objects.get_or_create(title="Returns", origin="invented")[0]


def give(
    body: Organisation,
    values: dict[str, tuple[int, str]],
    state: ObservationState = ObservationState.ACCEPTED,
) -> None:
    places = {Place(KEY, code): (Given(Decimal(n)), why) for code, (n, why) in values.items()}
    store_returned(places, organisation=body.pk, source=source(), by=None, at=AT, state=state)
    if state is ObservationState.ACCEPTED:
        add_up(places, asked={}, source=source(), by=None, at=AT)


@pytest.fixture
def bodies() -> tuple[Organisation, Organisation]:
    store_definitions()
    police = Organisation.objects.create(key="police", name="Weald Police", kind="police")
    trust = Organisation.objects.create(key="trust", name="Weald Hospital", kind="health")
    codes = months(18)
    give(police, {c: (200 + i % 3, WHY if i == 15 else "") for i, c in enumerate(codes)})
    give(trust, {c: (30 + i % 2, "") for i, c in enumerate(codes)})
    return police, trust


def lead(body: Organisation) -> Client:
    user = User.objects.create_user("lead@saltmere.example", office="Lead")
    Appointment.objects.create(
        user=user, role="agency_lead", organisation=body, office="Lead", starts_on=date(2019, 1, 1)
    )
    client = Client()
    client.force_login(user, "kith.foundation.accounts.backends.SignInBackend")
    return client


def page(client: Client, **query: str) -> str:
    return text(client.get(PAGE, query).content.decode())


def test_the_page_begins_with_the_line_its_limits_and_what_was_said(bodies) -> None:  # type: ignore[no-untyped-def]
    shown = page(signed_in("data_analyst"))
    assert "with mean and limits from 2018-19" in shown
    assert f"July 2019. Weald Police: “{WHY}”" in shown
    assert "Weald Police gave the most: 202, 87% of all" in shown
    assert "Weald Hospital 31 30" in shown


def test_the_view_and_the_limits_can_be_chosen(bodies) -> None:  # type: ignore[no-untyped-def]
    shown = page(signed_in("data_analyst"), limits="all", **{"from": "2019-01"})
    assert "limits set on all months" in shown
    assert "from January 2019" in shown
    assert WHY in shown


@pytest.mark.parametrize(
    "query", [{"step": "week"}, {"from": "2030-01"}, {"limits": "x"}, {"file": "none.svg"}]
)
def test_a_choice_that_does_not_exist_changes_nothing(bodies, query: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    answer = signed_in("data_analyst").get(PAGE, query)
    assert answer.status_code == 200
    assert "limits set on 2018-19" in text(answer.content.decode())


def test_from_after_until_shows_the_whole_line(bodies) -> None:  # type: ignore[no-untyped-def]
    query = {"from": "2019-08", "until": "2018-06"}
    assert signed_in("data_analyst").get(PAGE, query).status_code == 200


def test_an_agency_sees_its_own_values_and_the_total_and_nobody_elses(bodies) -> None:  # type: ignore[no-untyped-def]
    shown = page(lead(bodies[1]))
    assert "233" in shown
    assert "Weald Hospital" in shown
    assert "Weald Police" not in shown
    assert WHY not in shown


def test_who_may_read_no_single_value_sees_the_total_alone(bodies) -> None:  # type: ignore[no-untyped-def]
    client = signed_in("finance_officer")
    shown = page(client)
    assert "limits set on 2018-19" in shown
    assert "Weald" not in shown
    answer = client.get(PAGE, {"file": "organisations.csv"})
    assert "Weald" not in answer.content.decode()


def test_a_value_that_waits_is_not_on_the_shared_page(bodies) -> None:  # type: ignore[no-untyped-def]
    give(bodies[0], {months(18)[17]: (777, "We looked again")}, ObservationState.RECEIVED)
    for role in ("executive", "scrutineer"):
        shown = page(signed_in(role))
        assert "777" not in shown
        assert "Weald Police gave the most: 202" in shown
    assert "777 received: Weald Police, September 2019" in page(signed_in("data_analyst"))


def test_every_chart_is_had_as_csv_svg_and_png(bodies) -> None:  # type: ignore[no-untyped-def]
    client = signed_in("data_analyst")
    html = client.get(PAGE).content.decode()
    for name in ("over-time", "by-organisation"):
        assert f"file={name}.svg" in html
        drawn = client.get(PAGE, {"file": f"{name}.svg"})
        assert drawn["Content-Type"] == "image/svg+xml"
        assert b"style=" not in drawn.content
    rows = client.get(PAGE, {"file": "over-time.csv"}).content.decode("utf-8-sig").splitlines()
    assert rows[:2] == ["Period,Value,Reading", "April 2018,230,within limits"]
    given = client.get(PAGE, {"file": "organisations.csv"}).content.decode("utf-8-sig")
    assert "Weald Police,202,201,202,1" in given


def test_a_picture_is_made_of_the_same_drawing(bodies) -> None:  # type: ignore[no-untyped-def]
    answer = signed_in("data_analyst").get(PAGE, {"file": "over-time.png"})
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_questions_do_not_grow_with_points_or_organisations(bodies) -> None:  # type: ignore[no-untyped-def]
    client = signed_in("data_analyst")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    more = Organisation.objects.create(key="more", name="Another", kind="health")
    give(more, dict.fromkeys(months(40), (5, "")))
    client.get(PAGE)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) <= len(few) <= 25


def test_many_lines_take_two_questions(bodies) -> None:  # type: ignore[no-untyped-def]
    with CaptureQueriesContext(connection) as asked:
        found = timelines([KEY, "child_protection.open_rate", "front_door.referrals"])
    assert len(asked) == 2
    assert found[KEY].known == 18
    assert found["front_door.referrals"].spots == ()


def test_an_organisations_line_holds_what_was_accepted_last(bodies) -> None:  # type: ignore[no-untyped-def]
    last = months(18)[17]
    give(bodies[0], {last: (777, "")}, ObservationState.RECEIVED)
    line = Line(KEY, organisation=bodies[0].pk)
    assert lines([line])[line].numbers[-1] == 202
    give(bodies[0], {last: (300, "")})
    assert lines([line])[line].numbers[-1] == 300
