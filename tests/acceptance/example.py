"""The example year in a test database, built once by the same steps as `make demo`."""

import io
from datetime import date

from kith.config import example
from kith.foundation.publications.models import Document, Edition

TODAY = date(2026, 11, 23)


def load() -> None:
    """Organisations, people, figures and accounts, and no report yet."""
    example.load(TODAY, example.Progress(io.StringIO()))


def collected() -> None:
    """The same with two years of the agencies' returns: half a minute, so asked for seldom."""
    load()
    example.collect(TODAY, example.Progress(io.StringIO()))


def draft() -> Document:
    """The yearly report as its template gives it, ready to be signed."""
    return example.write_report(TODAY, example.Progress(io.StringIO()))


def published() -> Edition:
    """The yearly report, signed by the three partners and published."""
    return example.publish_report(draft(), TODAY, example.Progress(io.StringIO()))
