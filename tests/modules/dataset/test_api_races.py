"""One message sent by several at once is one sending (PostgreSQL; SQLite writes one at a time)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from kith.modules.dataset.models import Answer, Receipt
from tests.modules.dataset.calling import System, answers, key_for
from tests.modules.dataset.making import GOOD, collection
from tests.modules.dataset.test_api import sending

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def _race(run: Callable[[int], Any]) -> list[Any]:
    """Start several at the same moment, each with its own connection."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one transaction write at a time")
    gate = Barrier(AT_ONCE)

    def one(n: int) -> Any:
        gate.wait()
        try:
            return run(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def _system() -> System:
    with transaction.atomic():
        made = collection()
    return System(key_for(made.lead(made.police))[1])


def test_the_same_message_at_once_gives_one_receipt() -> None:
    system = _system()
    found = _race(lambda n: system.post(sending()))
    assert sorted(each.status_code for each in found) == [200] * (AT_ONCE - 1) + [201]
    assert len({each.json()["receipt"]["reference"] for each in found}) == 1
    assert Receipt.objects.count() == 1
    assert Answer.objects.count() == len(GOOD)


def test_one_key_with_different_content_at_once_sends_one() -> None:
    system = _system()
    ours = [answers({**GOOD, "37|2019-20 Q4|": (45 + n, None)}) for n in range(AT_ONCE)]
    found = _race(lambda n: system.post(sending(answers=ours[n])))
    assert sorted(each.status_code for each in found) == [201] + [409] * (AT_ONCE - 1)
    (won,) = (n for n, each in enumerate(found) if each.status_code == 201)
    assert Receipt.objects.count() == 1
    assert Answer.objects.get(item__number="37").of == 45 + won
