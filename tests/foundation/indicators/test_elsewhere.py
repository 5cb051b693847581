"""Definitions and breaks that come from another part of Kith than its own files."""

from datetime import date

import pytest

from kith.foundation.indicators import breaks, definitions
from kith.foundation.indicators.breaks import Break, breaks_among, breaks_of, register_breaks
from kith.foundation.indicators.definitions import (
    Definition,
    UnknownIndicator,
    definition,
    register_source,
    shipped,
)
from kith.kernel.figures import Kind, Unit

FIRST, SECOND = Break(date(2019, 4, 1), "one"), Break(date(2020, 4, 1), "two")


def _made(key: str) -> Definition:
    return Definition(key=key, title="Made here", topic="A", unit=Unit.COUNT, kind=Kind.FLOW)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> dict[str, Definition]:
    monkeypatch.setattr(definitions, "_SOURCES", [])
    kept: dict[str, Definition] = {}
    register_source(lambda: kept)
    return kept


def test_a_definition_from_elsewhere_is_found_as_soon_as_it_is_there(elsewhere) -> None:
    with pytest.raises(UnknownIndicator):
        definition("local.made")
    elsewhere["local.made"] = _made("local.made")
    assert definition("local.made").title == "Made here"
    assert "local.made" in {d.key for d in definitions.definitions()}
    assert "local.made" not in {d.key for d in shipped()}


def test_what_kith_defines_cannot_be_redefined_elsewhere(elsewhere) -> None:
    elsewhere["child_protection.open"] = _made("child_protection.open")
    assert definition("child_protection.open").title != "Made here"
    titles = [d.title for d in definitions.definitions() if d.key == "child_protection.open"]
    assert titles == [definition("child_protection.open").title]


def test_a_source_is_not_asked_about_a_key_that_kith_defines(monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(definitions, "_SOURCES", [lambda: asked.append(1) or {}])
    definition("child_protection.open")
    assert asked == []
    with pytest.raises(UnknownIndicator):
        definition("local.made")
    assert asked == [1]


def test_breaks_of_all_tellers_come_once_each_and_in_order(monkeypatch) -> None:
    monkeypatch.setattr(breaks, "_TELLERS", [])
    register_breaks(lambda keys: {key: [SECOND, FIRST] for key in keys if key == "a"})
    register_breaks(lambda keys: {"a": [FIRST]})
    assert breaks_of("a") == [FIRST, SECOND]
    assert breaks_among(["b"])["b"] == []
