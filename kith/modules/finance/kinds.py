"""What the log calls each thing done to the accounts."""

from kith.foundation.audit import register_kind

ACCOUNT = register_kind("finance.account_changed", "changed the accounts of").key
LINE = register_kind("finance.line_changed", "changed a line of the accounts").key
ADDED = register_kind("finance.line_added", "entered a line of the accounts").key
