"""What this module makes known to the others at start."""

from kith.foundation.audit import register_kind

register_kind("official.imported", "imported official statistics")
register_kind("official.staged", "read official statistics, to look before storing")
register_kind("official.discarded", "did not store official statistics")
register_kind("official.refused", "was refused official statistics")
