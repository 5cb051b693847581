"""Rows for the pages of signing in."""

from tests.access.factories import Rows, rows_for
from tests.access.world import Principal, World


@rows_for("account_reset_password_from_key")
def _(world: World, who: Principal) -> Rows:
    return {"outdated": {"uidb36": "1", "key": "set-password"}}
