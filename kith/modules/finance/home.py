"""What the accounts put on the first page of those who keep them, and beside a report."""

from collections.abc import Iterator

from django.urls import reverse

from kith.foundation.access import Actor, Permission, can
from kith.foundation.publications.beside import Beside, beside
from kith.foundation.publications.models import Document
from kith.foundation.ui import home
from kith.kernel.periods import parse_period
from kith.modules.finance.balance import account_of, accounts, imbalances, pounds
from kith.modules.finance.portrait import portrait


@home.contributes
def latest_accounts(actor: Actor) -> Iterator[home.Part]:
    """The latest year's money for those who read it, and what must be settled in it."""
    if not can(actor, Permission.FINANCE_READ):
        return
    latest = next(iter(accounts()), None)
    account = account_of(parse_period(latest)) if latest else None
    seen = portrait(account) if account is not None else None
    if account is None or seen is None or seen.chart is None:
        return
    address = reverse("account-year", args=[account.period_code])
    name = f"Money, {account.period.label}"
    yield home.Picture(name, f"{seen.sentence} {seen.verdict}", seen.chart, address)
    # Those who keep the accounts can mend them; the Executive can ask who has not been named.
    settles = can(actor, Permission.FINANCE_EDIT) or can(actor, Permission.REPORT_SIGN)
    if seen.problems and settles:
        title = "Settle the accounts: "
        title += (
            f"{pounds(seen.hole)} of income has no name" if seen.hole else "they do not balance"
        )
        yield home.Need(title, address, seen.problems[0].message, name, stops=True)


@beside
def accounts_of_the_year(document: Document, actor: Actor) -> Iterator[Beside]:
    """Whether the accounts of a report's year balance, for those who may read them."""
    if not can(actor, Permission.FINANCE_READ):
        return
    account = account_of(document.period)
    title = f"Money, {document.period.label}"
    if account is None:
        address = reverse("accounts")
        yield Beside(title, "No accounts of this year are entered.", address, "All accounts")
        return
    problems = imbalances(account)
    text = problems[0].message if problems else "The accounts balance."
    address = reverse("account-year", args=[account.period_code])
    yield Beside(title, text, address, "The accounts of the year")
