"""The example's accounts, read from reviewed content through the same actions as a person's."""

from decimal import Decimal
from typing import Any

import yaml

from kith.content import path
from kith.foundation.access import Actor
from kith.foundation.organisations.models import Organisation
from kith.modules.finance.actions import add_line, open_account
from kith.modules.finance.models import Account


def load_accounts(by: Actor) -> Account:
    """The accounts of the example's year; those that are there are left as they are."""
    content = yaml.safe_load(path("example", "accounts.yaml").read_text(encoding="utf-8"))
    found = Account.objects.filter(period_code=content["period_code"]).first()
    if found is not None:
        return found
    account = open_account(
        period_code=content["period_code"],
        source=content["source"],
        origin=content["origin"],
        income_total=Decimal(content["income_total"]),
        expenditure_total=Decimal(content["expenditure_total"]),
        by=by,
    )
    for order, entry in enumerate(content["lines"]):
        add_line(account=account, by=by, order=order, **_fields(entry))
    return account


def _fields(entry: dict[str, Any]) -> dict[str, Any]:
    key = entry.get("organisation")
    return {
        "kind": entry["kind"],
        "label": entry["label"],
        "outturn": Decimal(entry["outturn"]),
        "organisation": Organisation.objects.get(key=key) if key else None,
    }
