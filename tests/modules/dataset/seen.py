"""A quarter that the group reads: years of history, the return of the police accepted."""

from __future__ import annotations

from kith.foundation.organisations.models import Duty, Organisation
from kith.modules.dataset import agreed
from kith.modules.dataset.accepting.actions import accept
from kith.modules.dataset.models import Item
from tests.foundation.indicators.making import put
from tests.modules.dataset.making import Collection

PRIORITIES = {
    "35": "2, contextual safeguarding",
    "36": "2, contextual safeguarding",
    "37": "2, contextual safeguarding",
    "38": "2, contextual safeguarding",
    "40": "1, effective partnerships",
    "41": "3, domestic abuse",
}
EPISODES, NOTIFICATIONS = "missing.episodes", "domestic_abuse.notifications"
CALM = (240, 244, 239, 243, 241, 238, 242, 240, 243, 239, 241, 240, 242, 239, 241)
MONTHS = [f"{y}-{m:02d}" for y, ms in ((2018, range(4, 13)), (2019, range(1, 13))) for m in ms]


def quarters(first: int, number: int) -> list[str]:
    """Codes of quarters, from the first of a financial year on."""
    return [
        f"{first + n // 4}-{(first + n // 4 + 1) % 100:02d} Q{n % 4 + 1}" for n in range(number)
    ]


def history() -> None:
    """Fifteen calm quarters of missing episodes before the last, and calm months of the police."""
    for code, value in zip(quarters(2016, 15), CALM, strict=True):
        put(EPISODES, code, str(value), area="")
    for n, code in enumerate(MONTHS):
        put(NOTIFICATIONS, code, str(92 + n % 3), area="")


def seen(made: Collection) -> Collection:
    """The police sent and were accepted; the health body has sent nothing."""
    for number, priority in PRIORITIES.items():
        Item.objects.filter(edition=made.edition, number=number).update(priority=priority)
    agreed._kept.cache_clear()  # what an agreed edition asks is kept
    history()
    made.fill_and_send()
    mine = made.mine
    accept(return_to=mine, expected_version=mine.version, by=made.actor(made.analyst))
    return made


def partner(body: Organisation, made: Collection) -> Organisation:
    """A body that is a safeguarding partner."""
    Duty.objects.create(
        organisation=body, duty=Duty.Name.SAFEGUARDING_PARTNER, starts_on=made.round.opens_on
    )
    return body
