"""What the log calls each thing done to the dataset, its rounds and its returns."""

from kith.foundation.audit import register_kind

EDITION = register_kind("dataset.edition_changed", "changed the edition").key
APPROVED = register_kind("dataset.edition_approved", "approved the edition").key
ITEM = register_kind("dataset.item_changed", "changed an item of the dataset").key
OPENED = register_kind("round.opened", "opened the round").key
EXCUSED = register_kind("round.excused", "excused").key
REOPENED = register_kind("round.reopened", "reopened").key
CHASED = register_kind("round.chased", "reminded").key
SAVED = register_kind("return.saved", "filled in part of the return of").key
SENT = register_kind("return.sent", "sent the return of").key
STAGED = register_kind("return.workbook_read", "sent a workbook for").key
REFUSED = register_kind("return.workbook_refused", "sent a workbook that was refused for").key
DISCARDED = register_kind("return.workbook_discarded", "set a workbook aside for").key
QUERIED = register_kind("return.queried", "asked about a value of").key
ANSWERED = register_kind("return.query_answered", "answered a query about").key
CLOSED = register_kind("return.query_closed", "closed a query about").key
ACCEPTED = register_kind("return.accepted", "accepted the return of").key
CORRECTED = register_kind("return.corrected", "corrected a value after the lock of").key
TOKEN = register_kind("dataset.token_made", "made a key for a system of").key
WITHDRAWN = register_kind("dataset.token_withdrawn", "withdrew a key of").key
ESCALATED = register_kind("exception.escalated", "escalated").key
REPLIED = register_kind("exception.answered", "answered the escalation").key
FOLLOWED = register_kind("exception.closed", "said what followed from").key
