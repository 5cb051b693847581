"""What this app makes known to the others at start."""

from kith.foundation.audit import register_kind

register_kind("indicator.recorded", "recorded")
register_kind("indicator.corrected", "corrected")
