"""Audit: the log that is only added to."""

from kith.foundation.audit.chain import latest, record, record_read, ref_of, verify
from kith.foundation.audit.kinds_of_event import KINDS, Kind, present, register_kind

__all__ = [
    "KINDS",
    "Kind",
    "latest",
    "present",
    "record",
    "record_read",
    "ref_of",
    "register_kind",
    "verify",
]
