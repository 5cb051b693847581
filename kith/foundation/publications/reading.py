"""Published editions as their readers find them: contents, sections, figures, what changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from kith.foundation.publications import model
from kith.foundation.publications.models import Document, Edition, EditionFigure, SignOff


@lru_cache(maxsize=16)
def _read(digest: str, content: str) -> model.Doc:
    return model.doc_from_json(content)


def doc_of(edition: Edition) -> model.Doc:
    """The frozen publication; reading it twice costs once."""
    return _read(edition.digest, edition.content)


@dataclass(frozen=True)
class Place:
    """A section among the others."""

    section: model.Section
    before: model.Section | None
    after: model.Section | None


def place(doc: model.Doc, key: str) -> Place | None:
    """The section with its neighbours; None when the edition has no such section."""
    sections = doc.sections
    for n, section in enumerate(sections):
        if section.key == key:
            before = sections[n - 1] if n else None
            after = sections[n + 1] if n + 1 < len(sections) else None
            return Place(section, before, after)
    return None


@dataclass(frozen=True)
class Opened:
    """A figure with all that is known of it."""

    stored: EditionFigure
    row: model.FigureRow
    signatures: list[SignOff]
    history: list[EditionFigure]
    indicator: str


@lru_cache(maxsize=16)
def _marks(pk: int, frozen_at: datetime, digest: str) -> Mapping[str, str]:
    rows = list(EditionFigure.objects.filter(edition=pk).values_list("mark", "figure__places"))
    found = {place: mark for mark, places in rows for place in places or ()}
    return MappingProxyType(found | {mark: mark for mark, _ in rows})


def marks(edition: Edition) -> Mapping[str, str]:
    """Every mark that opens in an edition, and the mark of the figure that it opens.

    A figure has one mark of its own; each cell in which it stands again opens it as well. What
    an edition has never changes, so it is asked for once.
    """
    return _marks(edition.pk, edition.frozen_at, edition.digest)


def opened(edition: Edition, mark: str, known: Mapping[str, str] | None = None) -> Opened | None:
    """What stands behind a figure of an edition; None for a mark that it does not have.

    `known` is what `marks` gave, for a page that has asked already.
    """
    own = (marks(edition) if known is None else known).get(mark, "")
    stored = edition.figures.filter(mark=own).first()
    if stored is None:
        return None
    row = model.from_plain(stored.figure["row"])
    signatures = list(
        SignOff.objects.filter(document=edition.document_id, digest=edition.digest)
        .select_related("organisation")
        .order_by("at")
    )
    history = list(
        EditionFigure.objects.filter(
            key=stored.key,
            edition__document=edition.document_id,
            edition__published_at__isnull=False,
            edition__number__lte=edition.number,
        )
        .select_related("edition")
        .order_by("-edition__number")
    )
    indicator = stored.key.partition(":")[0] if "|" not in stored.key else ""
    return Opened(stored, row, signatures, history, indicator)


@dataclass(frozen=True)
class Moved:
    """A figure that differs between two editions; "" where an edition does not have it."""

    title: str
    before: str
    after: str
    mark: str


def differences(before: Iterable[EditionFigure], after: Iterable[EditionFigure]) -> list[Moved]:
    """What changed from one edition to another, figure by figure, in the later one's order."""
    old = {f.key: f for f in before}
    moved = []
    for figure in after:
        was = old.pop(figure.key, None)
        if was is None or was.shown != figure.shown:
            moved.append(Moved(figure.title, was.shown if was else "", figure.shown, figure.mark))
    moved += [Moved(f.title, f.shown, "", "") for f in old.values()]
    return moved


def latest(document: Document) -> Edition | None:
    """The newest published edition."""
    return document.editions.filter(published_at__isnull=False).first()
