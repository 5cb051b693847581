"""What the accounts put on the first page of those who keep them."""

from collections.abc import Iterator

from django.urls import reverse

from kith.foundation.access import Actor, Permission, can
from kith.foundation.ui import home
from kith.modules.finance.balance import pounds
from kith.modules.finance.models import Account
from kith.modules.finance.portrait import portrait


@home.needs
def unbalanced(actor: Actor) -> Iterator[home.Need]:
    """The latest accounts, when they do not balance: to keep, or for the Executive to settle."""
    keeps = can(actor, Permission.FINANCE_EDIT)
    if not keeps and not can(actor, Permission.REPORT_SIGN):
        return
    account = Account.objects.first()
    seen = portrait(account) if account is not None else None
    if account is None or seen is None or not seen.problems:
        return
    title = "Settle the accounts: "
    title += f"{pounds(seen.hole)} of income has no name" if seen.hole else "they do not balance"
    yield home.Need(
        title,
        reverse("account-year", args=[account.period_code]),
        seen.problems[0].message,
        f"Money {account.period.label}",
        stops=True,
    )


@home.pictures
def money(actor: Actor) -> Iterator[home.Picture]:
    """The latest year's money, for those who read the accounts."""
    if not can(actor, Permission.FINANCE_READ):
        return
    account = Account.objects.first()
    seen = portrait(account) if account is not None else None
    if account is None or seen is None or seen.chart is None:
        return
    yield home.Picture(
        f"Money, {account.period.label}",
        f"{seen.sentence} {seen.verdict}",
        seen.chart,
        reverse("account-year", args=[account.period_code]),
    )
