"""A server's threads may ask for the definitions at the same moment, before any was read."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from kith.foundation.indicators import definitions

READERS = 4


def test_two_first_readers_at_once_both_get_every_definition(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {definition.key for definition in definitions.shipped()}
    by_code = {k: d for k, d in definitions.REGISTRY.items() if d.function}
    monkeypatch.setattr(definitions, "REGISTRY", dict(by_code))
    definitions._load_files.cache_clear()
    start = Barrier(READERS)

    def read(_: int) -> set[str]:
        start.wait()
        return {definition.key for definition in definitions.shipped()}

    with ThreadPoolExecutor(READERS) as readers:
        answers = list(readers.map(read, range(READERS)))
    assert all(answer == known for answer in answers)
