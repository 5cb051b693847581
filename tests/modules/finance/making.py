"""Accounts for the tests: those published for 2019-20, with or without the invented lines."""

from decimal import Decimal

import yaml

from kith.content import path
from kith.foundation.access import Actor
from kith.modules.finance.actions import add_line, open_account
from kith.modules.finance.models import Account

# What the published lines of income come to, the total printed above them, and what is missing.
LISTED, TOTAL, MISSING = Decimal(61_354), Decimal(236_396), Decimal(175_042)


def published_accounts(by: Actor, *, only_published: bool) -> Account:
    """The accounts of 2019-20; `only_published` leaves out the contributions that are invented."""
    content = yaml.safe_load(path("example", "accounts.yaml").read_text(encoding="utf-8"))
    account = open_account(
        period_code="2019-20",
        source="Published for 2019-20",
        origin="published",
        income_total=Decimal(content["income_total"]),
        expenditure_total=Decimal(content["expenditure_total"]),
        by=by,
    )
    for order, line in enumerate(content["lines"]):
        if only_published and "(invented)" in line["label"]:
            continue
        told = {"kind": line["kind"], "label": line["label"], "outturn": Decimal(line["outturn"])}
        add_line(account=account, by=by, order=order, **told)
    return account
