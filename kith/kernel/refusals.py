"""The one exception a domain rule raises when the answer is no."""

from __future__ import annotations


class Refused(Exception):
    """A domain rule says no; `str(refusal)` is a plain sentence that says what to do.

    Pages show the sentence to the person. A bug is never a `Refused`: it is an ordinary
    exception and stops the work.
    """
