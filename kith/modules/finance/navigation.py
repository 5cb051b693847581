"""Where the accounts stand: a page of the place called Partnership."""

from kith.foundation.access import Permission
from kith.foundation.access.places import PARTNERSHIP, room

room(PARTNERSHIP, "Money", "accounts", Permission.FINANCE_READ, 30)
