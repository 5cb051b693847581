"""What people do to the accounts: open a year, enter lines, correct them. One event each."""

from decimal import Decimal
from typing import Any

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action, bump
from kith.kernel.periods import Basis, parse_period
from kith.kernel.refusals import Refused
from kith.modules.finance import kinds
from kith.modules.finance.models import Account, Line


@action(Permission.FINANCE_EDIT)
def open_account(
    *,
    period_code: str,
    source: str,
    by: Actor,
    origin: str = "accounts",
    income_total: Decimal | None = None,
    expenditure_total: Decimal | None = None,
    reserves_opening: Decimal | None = None,
) -> Account:
    """Begin the accounts of a financial year; a year has one set of accounts."""
    period = parse_period(period_code)
    if period.basis is not Basis.FINANCIAL:
        raise Refused(f"Accounts are kept by financial year; {period.label} is none.")
    account, made = Account.objects.get_or_create(
        period_code=period.code,
        defaults={
            "source": source,
            "origin": origin,
            "income_total": income_total,
            "expenditure_total": expenditure_total,
            "reserves_opening": reserves_opening,
        },
    )
    if not made:
        raise Refused(f"There are accounts for {period.label} already. Open and change those.")
    audit.record(kinds.ACCOUNT, by=by, ref=account, what=period.label)
    return account


@action(Permission.FINANCE_EDIT, on="account")
def change_account(
    *, account: Account, expected_version: int, by: Actor, why: str, **changes: Any
) -> Account:
    """Change the stated totals or the source of a year's accounts; the reason is kept."""
    if not why.strip():
        raise Refused("Say why the totals change: the reason is kept with the accounts.")
    before = {name: str(getattr(account, name)) for name in changes}
    account = bump(account, expected_version, **changes)
    after = {name: str(getattr(account, name)) for name in changes}
    audit.record(
        kinds.ACCOUNT,
        by=by,
        ref=account,
        what=account.period.label,
        data={"before": before, "after": after},
        why=why,
    )
    return account


@action(Permission.FINANCE_EDIT, on="account")
def add_line(*, account: Account, by: Actor, **fields: Any) -> Line:
    """Enter a line; two lines of one kind may not bear the same name in a year."""
    if account.lines.filter(kind=fields["kind"], label=fields["label"]).exists():
        raise Refused(f"There is a line “{fields['label']}” already. Change that one.")
    line = Line.objects.create(account=account, **fields)
    audit.record(
        kinds.ADDED,
        by=by,
        ref=line,
        what=f"{account.period.label}: {line.label}",
        data={"outturn": str(line.outturn)},
    )
    return line


@action(Permission.FINANCE_EDIT, on="line")
def change_line(*, line: Line, expected_version: int, by: Actor, why: str, **changes: Any) -> Line:
    """Correct a line, with the reason; what it said before stays in the log."""
    if not why.strip():
        raise Refused("Say why the line changes: the reason is kept with the accounts.")
    kind, label = changes.get("kind", line.kind), changes.get("label", line.label)
    if line.account.lines.filter(kind=kind, label=label).exclude(pk=line.pk).exists():
        raise Refused(f"There is a line “{label}” already. Change that one.")
    before = {name: str(getattr(line, name)) for name in changes}
    line = bump(line, expected_version, **changes)
    audit.record(
        kinds.LINE,
        by=by,
        ref=line,
        what=f"{line.account.period.label}: {line.label}",
        data={"before": before, "after": {n: str(getattr(line, n)) for n in changes}},
        why=why,
    )
    return line
