"""Taking a message in: the same saving, checks and sending as the form, as one transaction."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from kith.foundation.access import Actor, Permission, action
from kith.kernel.checks import Raised
from kith.kernel.refusals import Refused
from kith.modules.dataset.api.messages import Message
from kith.modules.dataset.api.problems import Fault, Problem
from kith.modules.dataset.models import Receipt, Return
from kith.modules.dataset.sending.filling import Filling, filling
from kith.modules.dataset.sending.saving import Refusals, save_answers
from kith.modules.dataset.sending.submitting import NotReady, submit


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message."""

    stored: int
    found: Filling
    receipt: Receipt | None = None
    again: bool = False  # the same sending was acknowledged before


class _OnlyTried(Exception):
    """Undoes what was tried; carries what it came to."""

    def __init__(self, taken: Taken) -> None:
        self.taken = taken


def receive(*, return_to: Return, message: Message, by: Actor) -> Taken:
    """Store a message's answers and, if it says so, send the return; all of it or nothing.

    Raises `Problem`, box by box, for what cannot be stored or sent.
    """
    try:
        taken: Taken = take(return_to=return_to, message=message, by=by)
    except _OnlyTried as tried:
        return tried.taken
    except Refusals as refused:
        raise Problem(
            422,
            errors=[
                Fault(says, box=box, at=message.places.get(box, ""))
                for box, says in refused.by_box.items()
            ],
        ) from None
    except NotReady as refused:
        raise Problem(
            422, str(refused), errors=[_fault(each, message) for each in refused.raised]
        ) from None
    except Refused as refused:
        raise Problem(409, str(refused)) from None
    return taken


def _fault(raised: Raised, message: Message) -> Fault:
    return Fault(
        raised.says, raised.do, raised.box, message.places.get(raised.box, ""), raised.rule
    )


@action(Permission.RETURN_FILL, on="return_to")
def take(*, return_to: Return, message: Message, by: Actor) -> Taken:
    """The transaction of `receive`; a return takes one message after another."""
    held = Return.objects.select_for_update().get(pk=return_to.pk)
    sending = message.send and not message.dry_run
    if sending and (first := _acknowledged(held, message)):
        return Taken(0, filling(held, by.today), first, again=True)
    saved = save_answers(return_to=held, entries=message.entries, by=by)
    if message.dry_run:
        raise _OnlyTried(Taken(saved.stored, filling(held, by.today)))
    if not sending:
        return Taken(saved.stored, filling(held, by.today))
    newest = held.receipts.first()
    receipt = submit(return_to=held, via=Receipt.Via.API, key="".join(_marks(held, message)), by=by)
    return Taken(saved.stored, filling(held, by.today), receipt, again=receipt == newest)


def _marks(held: Return, message: Message) -> tuple[str, str]:
    """Marks of the sender's key and of the content: together they name one sending."""
    key = hashlib.sha256(f"api {held.pk} {message.key}".encode()).hexdigest()
    return key[:32], message.digest[:32]


def _acknowledged(held: Return, message: Message) -> Receipt | None:
    """The receipt of the same sending; its key with other content is refused."""
    key, content = _marks(held, message)
    first = held.receipts.filter(via=Receipt.Via.API, key__startswith=key).first()
    if first is not None and first.key != key + content:
        raise Problem(
            409,
            f"The key of this message was used for other content: see receipt {first.reference}.",
            errors=[
                Fault("This key was used before.", "Give a sending a key of its own.", at="/key")
            ],
        )
    return first
