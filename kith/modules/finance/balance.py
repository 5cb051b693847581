"""Whether a year's accounts balance, said in sentences; and the same for the guards."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, prefetch_related_objects

from kith.foundation.publications.freezing import freeze_check
from kith.foundation.publications.guarding import Said, contributor
from kith.foundation.publications.models import Document
from kith.foundation.publications.remembering import remembered
from kith.kernel.figures import Kind, Unit, shown_number
from kith.kernel.guards import Accounts, Stated
from kith.kernel.periods import Period
from kith.modules.finance.models import Account, Line

LINES = Prefetch("lines", Line.objects.select_related("organisation"))


@dataclass(frozen=True)
class Imbalance:
    """One way in which accounts do not agree, with the sum in words."""

    message: str
    amount: Decimal


def pounds(amount: Decimal) -> str:
    return shown_number(amount, Unit.MONEY)


def imbalances(account: Account) -> list[Imbalance]:
    """Everything in the accounts that does not add up; empty when they balance."""
    found = []
    income, spent = account.total(*Line.INCOME), account.total(*Line.SPENT)
    sides = (
        ("income", account.income_total, income),
        ("expenditure", account.expenditure_total, spent),
    )
    for name, stated, listed in sides:
        if stated is not None and stated != listed:
            gap = stated - listed
            what = "has no line" if gap > 0 else "is listed twice or too much"
            found.append(
                Imbalance(
                    f"The {name} listed adds up to {pounds(listed)}; the total says "
                    f"{pounds(stated)}. {pounds(abs(gap))} {what}.",
                    gap,
                )
            )
    total_in = account.income_total if account.income_total is not None else income
    total_out = account.expenditure_total if account.expenditure_total is not None else spent
    if total_in != total_out:
        gap = total_in - total_out
        where = "put into reserves or returned" if gap > 0 else "drawn from reserves or found"
        found.append(
            Imbalance(
                f"{pounds(total_in)} came in and {pounds(total_out)} went out. Say where "
                f"{pounds(abs(gap))} was {where}.",
                gap,
            )
        )
    blank = sum(line.outturn is None for line in account.lines.all())
    if blank:
        lines = "1 line has" if blank == 1 else f"{blank} lines have"
        found.append(Imbalance(f"{lines} no outturn. A blank is not nought.", Decimal(0)))
    return found


def accounts() -> dict[str, Account]:
    """Every year's accounts by its period, the latest first; read once for each reading."""
    return remembered("accounts", lambda: {one.period_code: one for one in Account.objects.all()})


def account_of(period: Period) -> Account | None:
    """The accounts of a period with their lines, read once for each reading of a draft."""
    found = accounts().get(period.code)
    if found is not None:
        prefetch_related_objects([found], LINES)
    return found


def _used(document: Document) -> bool:
    """Whether a document prints anything of the accounts."""
    return any('"finance.' in section.body for section in document.sections.all()) or any(
        "finance." in str(exhibit.spec) for exhibit in document.exhibits.all()
    )


@freeze_check
def accounts_balance(document: Document) -> list[str]:
    """Accounts that do not balance cannot be signed or frozen into a report."""
    if not _used(document):
        return []
    account = account_of(document.period)
    if account is None:
        return [f"There are no accounts for {document.period.label}. Enter them under Partnership."]
    return [f"Accounts {account.period.label}: {each.message}" for each in imbalances(account)]


@contributor
def accounts_claim(document: Document) -> Said:
    """The lines and totals of the year, for the guard that reads accounts."""
    said = Said()
    account = account_of(document.period) if _used(document) else None
    if account is None:
        return said
    place = "accounts"

    def put(id: str, label: str, value: Decimal | None) -> str:
        said.figures[id] = Stated(
            id=id,
            value=value,
            place=place,
            label=label,
            kind=Kind.FLOW,
            unit=Unit.MONEY,
            period=account.period,
        )
        return id

    lines = list(account.lines.all())
    ids = {line.pk: put(f"accounts.{line.pk}", line.label, line.outturn) for line in lines}
    income = tuple(ids[line.pk] for line in lines if line.kind in Line.INCOME)
    spent = tuple(ids[line.pk] for line in lines if line.kind in Line.SPENT)
    reserves = next((ids[x.pk] for x in lines if x.kind == Line.Kind.TO_RESERVES), "")
    stated_in, stated_out = account.income_total, account.expenditure_total
    total_in = account.total(*Line.INCOME) if stated_in is None else stated_in
    total_out = account.total(*Line.SPENT) if stated_out is None else stated_out
    said.claims.append(
        Accounts(
            id="accounts",
            place=place,
            income_total=put("accounts.income", "Total income", total_in),
            income=income,
            expenditure_total=put("accounts.spent", "Total expenditure", total_out),
            expenditure=spent,
            to_reserves=reserves,
        )
    )
    return said
