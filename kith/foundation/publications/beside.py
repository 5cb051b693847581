"""What other apps say beside a report on its overview, such as the accounts of its year."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kith.foundation.access import Actor
from kith.foundation.publications.models import Document


@dataclass(frozen=True)
class Beside:
    """A panel: its title, a sentence, and the page that it leads to."""

    title: str
    text: str
    url: str
    link: str


Says = Callable[[Document, Actor], Iterator[Beside]]
SAYS: list[Says] = []


def beside(function: Says) -> Says:
    """Register a function that has something to say of a document to an actor."""
    if function not in SAYS:
        SAYS.append(function)
    return function


def said_beside(document: Document, actor: Actor) -> list[Beside]:
    """Everything that other apps say to this reader, in the order of the apps."""
    return [each for says in SAYS for each in says(document, actor)]
