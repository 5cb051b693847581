"""A reference from one record to another that survives renaming, moving and export."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kith.kernel.refusals import Refused

# A kind is a word of the glossary; a key may be a slug, a number or a dotted key such as an
# indicator's, and never holds white space, so a reference can stand in a list or an address.
_KIND = re.compile(r"[a-z][a-z0-9_]*")
_KEY = re.compile(r"[^\s:]+")


class BadReference(Refused):
    """A text is not a reference of the form `kind:key`."""


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """What a record is (`publication`) and which one (`yearly-report-2019-20`).

    `str(ref)` is `kind:key`; `Ref.parse` reads that form back. Raises `BadReference` when
    either part is empty or holds a character that would make the text ambiguous.
    """

    kind: str
    key: str

    def __post_init__(self) -> None:
        if not _KIND.fullmatch(self.kind):
            raise BadReference(
                f"“{self.kind}” cannot be the kind of a reference: use lower-case letters, "
                "digits and underscores, starting with a letter."
            )
        if not _KEY.fullmatch(self.key):
            raise BadReference(
                f"“{self.key}” cannot be the key of a reference: it must not be empty or hold "
                "spaces or a colon."
            )

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @classmethod
    def parse(cls, text: str) -> Ref:
        """Read `kind:key`; raises `BadReference` for anything else."""
        kind, colon, key = text.strip().partition(":")
        if not colon:
            raise BadReference(f"“{text}” is not a reference: write it as kind:key.")
        return cls(kind, key)
