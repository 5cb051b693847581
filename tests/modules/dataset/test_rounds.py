"""Rounds: opened with sensible days, shown as they stand, chased without telling anything."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from kith.foundation.access import Actor, Role
from kith.foundation.audit.models import Event
from kith.foundation.tasks.models import Letter
from kith.kernel.periods import parse_period
from kith.kernel.refusals import Refused
from kith.modules.dataset.models import Edition, Return, Round
from kith.modules.dataset.rounds import planning
from kith.modules.dataset.rounds.completeness import EXCUSED, IN_TIME, LATE, NOT_SENT, record
from kith.modules.dataset.rounds.reminding import chase, remind, reminder_for
from kith.modules.dataset.rounds.tally import sentence, tally
from kith.modules.dataset.standings import standings
from tests.foundation.administration.people import body, on, person, send
from tests.modules.dataset.making import GOOD, Collection


def page(collected: Collection, name: str, *args: Any, who: Any = None) -> str:
    client = collected.client(who or collected.analyst)
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def days_from(collected: Collection, number: int) -> Actor:
    return Actor.of(collected.analyst, collected.today + timedelta(days=number))


# ---- opening ---------------------------------------------------------------------------------


def test_the_next_round_is_of_the_quarter_after_the_newest(collected: Collection) -> None:
    assert planning.quarters(collected.today)[0].code == "2020-21 Q1"


def test_a_round_is_due_six_weeks_after_it_opens_and_locks_four_weeks_later() -> None:
    found = planning.dates(parse_period("2019-20 Q4"), date(2020, 3, 2))
    assert found == planning.Dates(date(2020, 4, 1), date(2020, 5, 13), date(2020, 6, 10))


def test_a_bank_holiday_moves_the_day_on() -> None:
    # Six weeks after Monday 27 March 2017 is Monday 8 May; four more is 5 June. Neither is off.
    assert planning.working_day(date(2019, 12, 25)) == date(2019, 12, 27)
    assert planning.working_day(date(2020, 5, 9)) == date(2020, 5, 11)


def test_whom_a_round_would_ask_is_known_before_it_is_opened(collected: Collection) -> None:
    asked = planning.asked(collected.edition, parse_period("2019-20 Q4"))
    found = {one.organisation.key: one.boxes for one in asked}
    assert found == {"saltmere-police": 9, "saltmere-health": 1, "saltmere-council": 1}


def test_an_agency_that_had_closed_by_the_quarters_end_is_not_asked(collected: Collection) -> None:
    body("old-trust", "Old Trust", closes_on=date(2020, 3, 30))
    names = {one.organisation.key for one in planning.asked(
        collected.edition, parse_period("2019-20 Q4"))}  # fmt: skip
    assert "old-trust" not in names


def test_a_round_is_opened_after_a_look_at_what_will_happen(collected: Collection) -> None:
    client = collected.client(collected.analyst)
    address = reverse("dataset-round-open")
    shown = client.get(address).content.decode()
    assert "Open a round for April to June 2020" in shown
    first = collected.today
    fields = {
        **on("opens_on", first),
        **on("due_on", first + timedelta(days=42)),
        **on("locks_on", first + timedelta(days=70)),
        "agencies": ["saltmere-police", "saltmere-council"],
    }
    looked = send(client, address, **fields)
    assert looked.status_code == 200
    assert "2 agencies get a return" in looked.content.decode()
    assert "Saltmere Community Health" in looked.content.decode()  # who is not asked
    assert Round.objects.count() == 1
    done = send(client, address, **fields, confirmed="yes")
    assert done.url == reverse("dataset-round", args=["2020-21-q1"])
    made = Round.objects.get(quarter="2020-21 Q1")
    keys = {r.organisation.key for r in made.returns.all()}
    assert keys == {"saltmere-police", "saltmere-council"}


def test_days_in_the_wrong_order_are_refused_at_the_day(collected: Collection) -> None:
    fields = {
        **on("opens_on", date(2020, 7, 1)),
        **on("due_on", date(2020, 6, 1)),
        **on("locks_on", date(2020, 9, 1)),
        "agencies": ["saltmere-police"],
    }
    answer = send(collected.client(collected.analyst), reverse("dataset-round-open"), **fields)
    assert answer.status_code == 422
    assert "A round is due after it opens" in answer.content.decode()


def test_without_an_approved_edition_the_page_says_what_is_missing(collected: Collection) -> None:
    Edition.objects.update(state=Edition.State.DRAFT)
    assert "No edition of the definitions has been approved" in page(
        collected, "dataset-round-open"
    )


# ---- how it stands ---------------------------------------------------------------------------


def test_the_sentence_counts_who_has_sent_who_is_late_and_who_is_excused(
    collected: Collection,
) -> None:
    collected.fill_and_send()
    Return.objects.filter(organisation=collected.health).update(
        excused_on=collected.today, excused_because="Merged in April"
    )
    done = tally(standings(Return.objects.all(), collected.today))
    assert sentence(done) == "1 of 2 agencies have sent; 1 is excused."
    Return.objects.update(excused_on=None, excused_because="")
    late = tally(standings(Return.objects.all(), collected.today + timedelta(days=11)))
    assert sentence(late) == "1 of 2 agencies have sent; 1 is late."


def test_a_round_says_of_each_agency_what_it_owes_and_why(collected: Collection) -> None:
    collected.save({"35|2019-20 Q4|": 280})
    shown = page(collected, "dataset-round", "2019-20-q4")
    assert "8 boxes are left" in shown
    assert "1 of 9 filled in, due" in shown
    assert "None of 2 agencies have sent." in shown


def test_who_has_not_sent_is_a_filter(collected: Collection) -> None:
    collected.fill_and_send()
    client = collected.client(collected.analyst)
    address = reverse("dataset-round", args=["2019-20-q4"])
    shown = client.get(address, {"show": "owed"}).content.decode()
    assert "1 agency" in shown
    assert "Saltmere Community Health" in shown
    assert reverse("dataset-return-review", args=[collected.mine.pk]) not in shown
    file = client.get(address, {"show": "owed", "download": "csv"})
    assert b"Saltmere Police" not in b"".join(file)


def test_an_agency_sees_how_the_round_stands_and_opens_only_its_own_return(
    collected: Collection,
) -> None:
    shown = page(collected, "dataset-round", "2019-20-q4", who=collected.health)
    mine, other = (collected.return_of(o).pk for o in (collected.health, collected.police))
    assert f"/dataset/returns/{mine}/" in shown
    assert f"/dataset/returns/{other}/" not in shown
    assert reverse("dataset-chase", args=["2019-20-q4"]) not in shown


def test_the_list_of_rounds_counts_each(collected: Collection) -> None:
    collected.fill_and_send()
    shown = page(collected, "dataset-rounds")
    assert 'data-l="Sent">1<' in shown
    assert 'data-l="Owed">1<' in shown


# ---- one agency's exceptions --------------------------------------------------------------------


def test_an_agency_is_excused_with_a_reason_that_everybody_reads(collected: Collection) -> None:
    row = collected.return_of(collected.health)
    client = collected.client(collected.analyst)
    address = reverse("dataset-excuse", args=[row.pk])
    missing = send(client, address, expected_version=row.version, because="")
    assert missing.status_code == 422
    send(client, address, expected_version=row.version, because="Moving to a new system")
    shown = page(collected, "dataset-round", "2019-20-q4", who=collected.police)
    assert "Excused: Moving to a new system" in shown


def test_an_excuse_given_on_an_old_page_is_stopped(collected: Collection) -> None:
    row = collected.return_of(collected.health)
    client = collected.client(collected.analyst)
    address = reverse("dataset-excuse", args=[row.pk])
    send(client, address, expected_version=row.version, because="One reason")
    again = send(client, address, expected_version=row.version, because="Another reason")
    assert again.status_code == 409
    row.refresh_from_db()
    assert row.excused_because == "One reason"


def test_a_return_is_reopened_until_a_day(collected: Collection) -> None:
    Round.objects.update(
        due_on=collected.today - timedelta(days=8), locks_on=collected.today - timedelta(days=1)
    )
    row = collected.return_of(collected.health)
    until = collected.today + timedelta(days=5)
    client = collected.client(collected.analyst)
    address = reverse("dataset-reopen", args=[row.pk])
    fields = {"expected_version": row.version, "because": "Their lead was ill"}
    done = send(client, address, **fields, **on("until", until))
    assert done.status_code == 302
    collected.save({"40|2019-20 Q4|": (8, 9)}, of=collected.health)
    assert "Reopened until" in page(collected, "dataset-round", "2019-20-q4")


# ---- reminders ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "step"),
    [(20, None), (8, None), (7, "week"), (3, "week"), (1, "day"), (0, "day"),
     (-1, "overdue-0"), (-7, "overdue-0"), (-8, "overdue-1"), (-15, "overdue-2")],
)  # fmt: skip
def test_a_reminder_comes_a_week_before_the_day_before_and_weekly_after(
    left: int, step: str | None
) -> None:
    today = date(2020, 5, 11)
    found = reminder_for(today + timedelta(days=left), today)
    assert (found.step if found else None) == step


def test_reminders_of_one_day_are_written_once(collected: Collection) -> None:
    by = days_from(collected, 3)  # a week before the day on which it is due
    assert remind(by=by) == 2
    assert remind(by=by) == 0
    assert remind(by=days_from(collected, 4)) == 0  # the same reminder, a day later
    assert remind(by=days_from(collected, 9)) == 2
    assert Event.objects.filter(kind="round.chased").count() == 4


def test_nobody_is_reminded_of_what_they_sent_or_are_excused_from(collected: Collection) -> None:
    collected.fill_and_send()
    Return.objects.filter(organisation=collected.health).update(
        excused_on=collected.today, excused_because="Merged"
    )
    assert remind(by=days_from(collected, 9)) == 0


def test_a_locked_round_reminds_nobody(collected: Collection) -> None:
    assert remind(by=days_from(collected, 40)) == 2
    assert remind(by=days_from(collected, 41)) == 0


def test_a_reminder_names_no_agency_and_no_figure(collected: Collection) -> None:
    collected.save(GOOD)
    remind(by=days_from(collected, 3))
    letter = Letter.objects.get(user=collected.leads["saltmere-police"])
    due = collected.round.due_on
    assert f"{due.day} " in letter.body
    for never in ("Saltmere", "Police", "return", "280", "missing", "children"):
        assert never.lower() not in (letter.subject + letter.body.split("https")[0]).lower()


def test_the_command_reminds_and_the_outbox_sends(collected: Collection) -> None:
    from django.core.management import call_command

    Round.objects.update(due_on=collected.today + timedelta(days=1))
    call_command("remind")
    call_command("remind")
    call_command("send_letters")
    assert sorted(m.to[0] for m in mail.outbox) == sorted(
        lead.email for lead in collected.leads.values()
    )


def test_the_chase_list_shows_offices_and_addresses_and_notes_that_it_was_read(
    collected: Collection,
) -> None:
    shown = page(collected, "dataset-chase", "2019-20-q4")
    assert "Agency lead, agency_lead.saltmere-police@saltmere.example" in shown
    assert "Not reminded yet" in shown
    assert Event.objects.filter(kind="read").exists()


def test_a_reminder_is_sent_now_to_those_chosen_and_only_once_a_day(
    collected: Collection, django_capture_on_commit_callbacks: Any
) -> None:
    client = collected.client(collected.analyst)
    address = reverse("dataset-chase", args=["2019-20-q4"])
    row = collected.return_of(collected.health)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert send(client, address, returns=[row.pk]).status_code == 302
    assert [m.to for m in mail.outbox] == [["agency_lead.saltmere-health@saltmere.example"]]
    assert "Last reminded on" in page(collected, "dataset-chase", "2019-20-q4")


def test_an_agency_that_nobody_leads_is_told_to_be_telephoned(collected: Collection) -> None:
    collected.leads["saltmere-health"].appointments.update(ends_on=date(2020, 1, 1))
    assert "Nobody leads here in Kith" in page(collected, "dataset-chase", "2019-20-q4")
    row = collected.return_of(collected.health)
    with pytest.raises(Refused, match="telephone"):
        chase(round_=collected.round, returns=[row.pk], by=days_from(collected, 0))


# ---- who sent when ------------------------------------------------------------------------------


def test_the_record_tells_in_time_late_not_sent_and_excused(collected: Collection) -> None:
    collected.fill_and_send()

    def marks(today: date) -> list[str]:
        return [line.marks[collected.round.pk].key for line in record(today).lines]

    after = collected.today + timedelta(days=60)
    assert marks(after) == [NOT_SENT, IN_TIME]  # health before police
    Round.objects.update(due_on=collected.today - timedelta(days=3))
    Return.objects.filter(organisation=collected.health).update(
        excused_on=collected.today, excused_because="Merged"
    )
    assert marks(after) == [EXCUSED, LATE]
    line = record(after).lines[1]
    assert line.marks[collected.round.pk].words == "3 days late"
    assert (line.in_time, line.counted) == (0, 1)


def test_the_record_is_a_page_with_marks_words_and_a_file(collected: Collection) -> None:
    collected.fill_and_send()
    shown = page(collected, "dataset-completeness")
    assert "✓ In time" in shown
    assert "… Not due yet" in shown
    assert "1 of 1 agencies sent in time for January to March 2020" in shown
    client = collected.client(collected.analyst)
    file = client.get(reverse("dataset-completeness"), {"download": "csv"})
    assert b"In time" in b"".join(file)


def test_nothing_due_is_said_so(collected: Collection) -> None:
    assert "No return has fallen due yet" in page(collected, "dataset-completeness")


# ---- the first page -----------------------------------------------------------------------------


def test_the_first_page_of_a_lead_says_what_is_left_and_until_when(collected: Collection) -> None:
    collected.save({"35|2019-20 Q4|": 280})
    shown = page(collected, "home", who=collected.police)
    assert "Return for January to March 2020 (Q4): 8 boxes are left, due" in shown


def test_the_first_page_of_the_analyst_says_whom_to_chase_and_what_to_accept(
    collected: Collection,
) -> None:
    collected.fill_and_send()
    Round.objects.update(due_on=collected.today - timedelta(days=1))
    shown = page(collected, "home")
    assert "Chase one return for quarter 4 of 2019-20" in shown
    assert "Accept one return for quarter 4 of 2019-20" in shown
    assert reverse("dataset-chase", args=["2019-20-q4"]) in shown


def test_the_first_page_asks_three_questions_at_most(
    collected: Collection, django_assert_max_num_queries: Any
) -> None:
    from kith.modules.dataset.home import returns

    collected.fill_and_send()
    for who in (collected.analyst, collected.leads["saltmere-police"]):
        with django_assert_max_num_queries(3):
            list(returns(collected.actor(who)))


def test_a_return_is_found_by_its_agency_by_those_who_may_read_it(collected: Collection) -> None:
    client = collected.client(collected.analyst)
    found = client.get(reverse("search"), {"q": "saltmere police"}).content.decode()
    assert reverse("dataset-return", args=[collected.mine.pk]) in found
    stranger = collected.client(person(Role.AGENCY_LEAD, body("other", "Other Trust")))
    found = stranger.get(reverse("search"), {"q": "saltmere police"}).content.decode()
    assert reverse("dataset-return", args=[collected.mine.pk]) not in found


@pytest.mark.parametrize(
    ("name", "args"),
    [("dataset-rounds", []), ("dataset-round", ["2019-20-q4"]), ("dataset-completeness", []),
     ("dataset-chase", ["2019-20-q4"]), ("dataset-round-open", [])],
)  # fmt: skip
def test_pages_of_rounds_ask_the_same_however_many_agencies(
    collected: Collection, name: str, args: list[str], django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        agency = body(f"agency-{number}", f"Agency {number}")
        Return.objects.create(round=collected.round, organisation=agency, asked=1)
        person(Role.AGENCY_LEAD, agency)
    client = collected.client(collected.analyst)
    with django_assert_max_num_queries(25):
        assert client.get(reverse(name, args=args)).status_code == 200
