"""Rows for the pages of money: one year with one line."""

from kith.modules.finance.models import Account, Line
from tests.access.factories import Rows, rows_for, seed
from tests.access.world import CANARY, Principal, World


@seed
def _year(world: World) -> None:
    world.account = Account.objects.create(period_code="2019-20", source=f"{CANARY} ledger")
    world.line = Line.objects.create(
        account=world.account, kind=Line.Kind.values[0], label=f"{CANARY} line", outturn=175_042
    )


@rows_for("account-year", "account-totals", "account-add-line")
def _(world: World, who: Principal) -> Rows:
    return {"any": {"year": world.account.period_code}}


@rows_for("account-line")
def _(world: World, who: Principal) -> Rows:
    return {"any": {"pk": world.line.pk}}
