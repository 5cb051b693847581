"""Audit: the log that is only added to."""

from kith.foundation.audit.chain import latest, record, record_read, ref_of, verify
from kith.foundation.audit.kinds_of_event import KINDS, present, register_kind

__all__ = [
    "KINDS",
    "latest",
    "present",
    "record",
    "record_read",
    "ref_of",
    "register_kind",
    "verify",
]
