"""Opening a quarter's round, and the exceptions that one agency gets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action, bump
from kith.foundation.organisations.models import Organisation
from kith.kernel.figures import Origin
from kith.kernel.periods import Basis, Grain, parse_period
from kith.kernel.refusals import Refused
from kith.modules.dataset import kinds
from kith.modules.dataset.asking import boxes, items_of
from kith.modules.dataset.models import Edition, Return, Round


@action(Permission.ROUND_MANAGE)
def open_round(
    *,
    quarter: str,
    edition: Edition,
    opens_on: date,
    due_on: date,
    locks_on: date,
    organisations: Iterable[Organisation],
    by: Actor,
    origin: Origin = Origin.SUBMITTED,
) -> Round:
    """Open a quarter for a set of agencies. The edition freezes with its first round.

    An agency of which the edition asks nothing in this quarter gets no return.
    """
    period = parse_period(quarter)
    if period.grain is not Grain.QUARTER or period.basis is not Basis.FINANCIAL:
        raise Refused(f"A round is for a quarter of a financial year, not for {period.label}.")
    if Round.objects.filter(quarter=period.code).exists():
        raise Refused(f"There is a round for {period.label} already.")
    if not opens_on <= due_on <= locks_on:
        raise Refused("A round opens, is due and locks in that order. Look at the three dates.")
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.state == Edition.State.DRAFT:
        raise Refused(f"{edition.title} is a draft. The group has to approve it first.")
    if edition.state == Edition.State.APPROVED:
        edition = bump(edition, edition.version, state=Edition.State.FROZEN, frozen_at=by.now)
    round_ = Round.objects.create(
        quarter=period.code,
        edition=edition,
        opens_on=opens_on,
        due_on=due_on,
        locks_on=locks_on,
        origin=origin,
    )
    returns = []
    for organisation in organisations:
        number = sum(1 for _ in boxes(items_of(edition, organisation), period))
        if number:
            returns.append(Return(round=round_, organisation=organisation, asked=number))
    if not returns:
        raise Refused("Choose at least one agency of which the edition asks something.")
    Return.objects.bulk_create(returns)
    audit.record(kinds.OPENED, by=by, ref=round_, what=str(round_), data={"agencies": len(returns)})
    return round_


@action(Permission.ROUND_MANAGE, on="return_to")
def excuse(*, return_to: Return, because: str, expected_version: int, by: Actor) -> Return:
    """Ask nothing of an agency this time; the reason is shown wherever its return would be."""
    if not because.strip():
        raise Refused("Say why the agency is excused: the reason is shown to everybody.")
    if return_to.accepted_at:
        raise Refused("This return was accepted: there is nothing to excuse.")
    held = bump(return_to, expected_version, excused_on=by.today, excused_because=because.strip())
    audit.record(kinds.EXCUSED, by=by, ref=held, what=str(held), why=held.excused_because)
    return held


@action(Permission.ROUND_MANAGE, on="return_to")
def reopen(
    *, return_to: Return, until: date, because: str, expected_version: int, by: Actor
) -> Return:
    """Let one agency send or change until a day, whatever the dates; it is excused no more."""
    if not because.strip():
        raise Refused("Say why the return is reopened: the reason is kept with it.")
    if until < by.today:
        raise Refused("The day until which the return is open is past. Choose a later one.")
    held = bump(
        return_to,
        expected_version,
        reopened_until=until,
        reopened_because=because.strip(),
        excused_on=None,
    )
    audit.record(
        kinds.REOPENED,
        by=by,
        ref=held,
        what=str(held),
        data={"until": until.isoformat()},
        why=held.reopened_because,
    )
    return held
