"""The example's eight quarters, collected through the actions that agencies and analysts use.

Each act happens on the day on which it would have happened, under the appointment of whoever did
it; the log says that all of it was done when the example was built.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from kith.foundation.access import Actor
from kith.foundation.accounts.models import User
from kith.foundation.indicators.models import Observation
from kith.foundation.organisations.models import Appointment, Kind, Organisation
from kith.kernel.figures import Origin
from kith.kernel.periods import Grain, parse_period
from kith.modules.dataset.accepting.actions import accept_several, answer, ask, close
from kith.modules.dataset.asking import Box, boxes_of
from kith.modules.dataset.editions.actions import approve
from kith.modules.dataset.editions.starting import starter_edition
from kith.modules.dataset.example.values import QUARTERS, Example, Given, Years
from kith.modules.dataset.models import Answer, Edition, Item, Return, Round
from kith.modules.dataset.rounds.actions import excuse, open_round
from kith.modules.dataset.sending.saving import Entry, save_answers
from kith.modules.dataset.sending.submitting import NotReady, submit

FROM = date(2018, 4, 1)  # since when the example's leads hold their offices
DUE_AFTER, LOCKS_AFTER = timedelta(days=48), timedelta(days=90)
NEXT = "2020-21 Q1"
LEAD = "lead.{key}@saltmere.example"
SCHOOLS = (Kind.EDUCATION, Kind.EARLY_YEARS)


def load_leads(password: str) -> int:
    """A safeguarding lead for each organisation that is asked; all sign in with one password."""
    made, hashed = 0, make_password(password)  # once: hashing is slow on purpose
    for organisation in Organisation.objects.all():
        role = "school_lead" if organisation.kind in SCHOOLS else "agency_lead"
        office = "Safeguarding lead"
        user, new = User.objects.get_or_create(
            email=LEAD.format(key=organisation.key),
            defaults={"office": office, "password": hashed},
        )
        Appointment.objects.get_or_create(
            user=user,
            organisation=organisation,
            role=role,
            defaults={"office": office, "starts_on": FROM, "ends_on": organisation.closes_on},
        )
        made += new
    return made


def published_years() -> Years:
    """What is stored for whole years of the partnership's own, which the quarters add up to.

    None where the year's value is a code: then there is none for its quarters either.
    """
    rows = Observation.objects.filter(
        series__area__code="", series__organisation=None, current=True
    ).values_list("series__indicator__key", "series__breakdown", "period", "value")
    found: dict[tuple[str, str], dict[str, int | None]] = {}
    for key, part, code, value in rows:
        if parse_period(code).grain is Grain.YEAR:
            found.setdefault((key, part), {})[code] = None if value is None else int(value)
    return found


class Collecting:
    """One run through the example's rounds."""

    def __init__(self, manager: User, analyst: User, today: date) -> None:
        self.manager, self.analyst, self.today = manager, analyst, today
        self.edition = self._edition()
        items = Item.objects.filter(edition=self.edition, worked_out_from="")
        self.items = {item.number: item for item in items.prefetch_related("asked_of")}
        self.example = Example(self.items.values(), published_years())
        self.script: Mapping[str, Any] = self.example.content
        self.giving: set[str] = set()
        self.leads = {
            a.organisation_id: a.user
            for a in Appointment.objects.filter(user__email__startswith="lead.").select_related(
                "user"
            )
        }

    def _edition(self) -> Edition:
        by = self._by(self.manager, FROM)
        edition = starter_edition(
            key="2018-19", title="Dataset from 2018-19", first_year="2018-19", by=by
        )
        group = "Performance Management and Quality Assurance Sub-Group"
        return approve(
            edition=edition,
            on=FROM,
            by_whom=f"{group}, minute 6",
            expected_version=edition.version,
            by=by,
        )

    def run(self) -> int:
        """All eight rounds, and the next one open; how many returns there are."""
        for number, quarter in enumerate(QUARTERS):
            last = quarter == QUARTERS[-1]
            self._last_round(quarter) if last else self._round(number, quarter)
        self._next_round()
        return Return.objects.count()

    # -- rounds --------------------------------------------------------------------------------

    def _open(self, quarter: str, opens: date, due: date, locks: date) -> Round:
        after = parse_period(quarter).ends_on + timedelta(days=1)
        bodies = list(Organisation.objects.open_on(after))  # who is there to answer
        round_ = open_round(
            quarter=quarter,
            edition=self.edition,
            opens_on=opens,
            due_on=due,
            locks_on=locks,
            organisations=bodies,
            origin=Origin.INVENTED,
            by=self._by(self.manager, opens),
        )
        # Those whose values make the published totals; others who send later give nothing more.
        self.giving = {body.key for body in bodies} - self._set_apart(quarter)
        return round_

    def _set_apart(self, quarter: str) -> set[str]:
        apart = set(self.script["excused"].get(quarter, ()))
        if quarter == QUARTERS[-1]:
            last = self.script["last"]
            apart |= {*last["waiting"], *last["not_accepted"], *last["excused"]}
        return apart

    def _round(self, number: int, quarter: str) -> None:
        opens = parse_period(quarter).ends_on + timedelta(days=6)
        due, locks = opens + DUE_AFTER, opens + LOCKS_AFTER
        round_ = self._open(quarter, opens, due, locks)
        late = {key: days[number] for key, days in self.script["late"].items()}
        excused = self.script["excused"].get(quarter, {})
        done: list[Return] = []
        for at, return_to in enumerate(self._returns(round_)):
            key = return_to.organisation.key
            if key in excused:
                self._excuse(return_to, excused[key], opens)
                continue
            early = timedelta(days=3 + (at * 7 + number * 5) % 20)
            sent = due + timedelta(days=late[key]) if late.get(key) else due - early
            self._send(return_to, sent)
            self._question(return_to, quarter, sent)
            done.append(return_to)
        self._accept(round_, done, due + timedelta(days=20))

    def _last_round(self, quarter: str) -> None:
        """Still running: due nine days ago, and some have not sent."""
        due = self.today - timedelta(days=9)
        round_ = self._open(quarter, due - DUE_AFTER, due, due + timedelta(days=30))
        script = self.script["last"]
        done: list[Return] = []
        for at, return_to in enumerate(self._returns(round_)):
            key, sent = return_to.organisation.key, due - timedelta(days=2 + at % 18)
            if key in script["waiting"]:
                continue
            if key in script["excused"]:
                self._excuse(return_to, script["excused"][key], sent)
                continue
            self._send(return_to, sent)
            if key not in script["not_accepted"]:
                done.append(return_to)
        self._accept(round_, done, self.today - timedelta(days=3))
        for query in script["queried"]:
            self._ask(round_, query, self.today - timedelta(days=1))

    def _next_round(self) -> None:
        """The quarter after: open, and one agency has begun."""
        opens = self.today - timedelta(days=7)
        due, locks = self.today + timedelta(days=14), self.today + timedelta(days=45)
        self._open(NEXT, opens, due, locks)

    def _returns(self, round_: Round) -> list[Return]:
        rows = round_.returns.select_related("round__edition", "organisation")
        return list(rows.order_by("organisation__key"))

    # -- what people do ------------------------------------------------------------------------

    def _send(self, return_to: Return, day: date) -> None:
        by = self._by(self.leads[return_to.organisation_id], day)
        wrong = self._wrong(return_to)
        entries = [
            self._entry(box, return_to.organisation.key, wrong) for box in boxes_of(return_to)
        ]
        save_answers(return_to=return_to, entries=entries, by=by)
        key = f"example {return_to.pk} 1"
        try:
            submit(return_to=return_to, via="form", key=key, by=by)
        except NotReady as asked:
            self._explain(return_to, {found.box for found in asked.raised}, by)
            submit(return_to=return_to, via="form", key=key, by=by)

    def _explain(self, return_to: Return, boxes: set[str], by: Actor) -> None:
        answers = return_to.answers.select_related("item")
        said = [self._explained(answer) for answer in answers if answer.box in boxes]
        save_answers(return_to=return_to, entries=said, by=by)

    def _explained(self, answer: Answer) -> Entry:
        small = (answer.of or Decimal(0)) < 40
        usual = self.script["usual"] if small else self.script["large"]
        text = self.script["explanations"].get(answer.box, usual)
        return Entry(answer.box, answer.of, answer.among, answer.reason, text, answer.version)

    def _entry(self, box: Box, agency: str, wrong: Mapping[str, int]) -> Entry:
        asked = self._asked(box.item)
        if agency in asked:
            given = self.example.given(box.item, box.period, box.part, agency, asked)
        else:
            given = Given(2, 2) if box.item.out_of else Given(0)
        of = wrong.get(box.id, given.of)
        return Entry(box.id, _number(of), _number(given.among), given.reason)

    def _asked(self, item: Item) -> list[str]:
        """The agencies over which an item's values are divided."""
        asked = self.giving
        if not item.asked_of_all:
            asked = asked & {o.key for o in item.asked_of.all()}
        return sorted(asked)

    def _wrong(self, return_to: Return) -> dict[str, int]:
        rows = self.script["corrected"].get(return_to.round.quarter, ())
        return {row["box"]: row["first"] for row in rows}

    def _question(self, return_to: Return, quarter: str, sent: date) -> None:
        for row in self.script["queried"].get(quarter, ()):
            self._asked_and_answered(return_to, row, sent, again=False)
        for row in self.script["corrected"].get(quarter, ()):
            self._asked_and_answered(return_to, row, sent, again=True)

    def _asked_and_answered(
        self, return_to: Return, row: Mapping[str, str], sent: date, *, again: bool
    ) -> None:
        if row["box"] not in {box.id for box in boxes_of(return_to)}:
            return
        day = sent + timedelta(days=1)
        analyst, lead = (
            self._by(self.analyst, day),
            self._by(self.leads[return_to.organisation_id], day + timedelta(days=1)),
        )
        query = ask(return_to=return_to, box=row["box"], question=row["question"], by=analyst)
        if again:
            box = next(b for b in boxes_of(return_to) if b.id == row["box"])
            right = self._entry(box, return_to.organisation.key, {})
            said = replace(right, explanation=row["answer"], seen=None)
            save_answers(return_to=return_to, entries=[said], by=lead)
        query = answer(query=query, text=row["answer"], expected_version=query.version, by=lead)
        if again:
            submit(return_to=return_to, via="form", key=f"example {return_to.pk} 2", by=lead)
        close(query=query, expected_version=query.version, by=analyst)

    def _ask(self, round_: Round, row: Mapping[str, str], day: date) -> None:
        for return_to in self._returns(round_):
            if return_to.sent_at and return_to.organisation.key == row["agency"]:
                by = self._by(self.analyst, day)
                ask(return_to=return_to, box=row["box"], question=row["question"], by=by)

    def _accept(self, round_: Round, returns: list[Return], day: date) -> None:
        accept_several(round_=round_, returns=returns, by=self._by(self.analyst, day))

    def _excuse(self, return_to: Return, because: str, day: date) -> None:
        by = self._by(self.manager, day)
        excuse(return_to=return_to, because=because, expected_version=return_to.version, by=by)

    def _by(self, user: User, day: date) -> Actor:
        moment = timezone.make_aware(datetime.combine(day, time(10, 30)))
        then = Actor.of(user, day)
        # The partnership's own staff took office in 2019; what they did before, others had done.
        actor = then if then.appointment else Actor.of(user, self.today)
        return replace(actor, today=day, at=moment)


def _number(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def load_rounds(today: date) -> int:
    """Collect the example's eight quarters; how many returns there are. Needs `load_leads`."""
    manager = User.objects.get(email="manager@saltmere.example")
    analyst = User.objects.get(email="analyst@saltmere.example")
    return Collecting(manager, analyst, today).run()
