"""What the law and guidance in force ask a publication to hold."""

from kith.foundation.publications.models import Document
from kith.kernel.law import LawError, Requirement, load_law

SUBJECTS = {"yearly-report": "yearly_report"}


def requirements(document: Document) -> tuple[Requirement, ...]:
    """The statutory contents of a document under its rulebook; none for other kinds."""
    subject = SUBJECTS.get(document.kind)
    books = load_law().rulebooks
    if subject is None:
        return ()
    if document.rulebook not in books:
        raise LawError(f"There is no rulebook “{document.rulebook}”: {', '.join(books)}.")
    return books[document.rulebook].coverage.get(subject, ())
