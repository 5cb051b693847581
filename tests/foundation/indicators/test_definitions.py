import pytest

from kith.foundation.indicators.definitions import (
    REGISTRY,
    Definition,
    UnknownIndicator,
    definition,
    read_definitions,
    register,
    shipped,
)
from kith.foundation.indicators.models import IndicatorVersion
from kith.foundation.indicators.store import store_definitions
from kith.kernel.figures import Kind, Unit
from kith.kernel.refusals import Refused


@pytest.mark.parametrize("meaning", shipped(), ids=lambda d: d.key)
def test_every_definition_says_what_is_counted_by_whom_and_why(meaning: Definition) -> None:
    assert meaning.numerator
    assert meaning.title
    if meaning.function is None:
        assert meaning.owner
        assert meaning.why
        assert meaning.next_review
    if meaning.unit in (Unit.RATE, Unit.PERCENT) and meaning.function is None:
        assert meaning.denominator


@pytest.mark.parametrize("meaning", shipped(), ids=lambda d: d.key)
def test_every_indicator_that_another_names_exists(meaning: Definition) -> None:
    named = [*meaning.related, *meaning.flows]
    named += [meaning.ratio.of, meaning.ratio.among] if meaning.ratio else []
    named += [meaning.rate.of, meaning.rate.population] if meaning.rate else []
    assert [key for key in named if definition(key).key != key] == []


@pytest.mark.django_db
def test_an_unknown_key_is_refused_by_name() -> None:
    with pytest.raises(UnknownIndicator, match=r"no\.such"):
        definition("no.such")


def test_one_key_cannot_be_defined_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        register(definition("child_protection.open"))


def test_a_fault_in_a_file_names_file_and_key() -> None:
    text = "a.b: {title: A, topic: T, unit: bananas, kind: stock}"
    with pytest.raises(ValueError, match=r"x\.yaml: a\.b: 'bananas'"):
        list(read_definitions(text, "x.yaml"))


@pytest.mark.django_db
def test_storing_definitions_again_adds_no_version() -> None:
    assert store_definitions() == len(shipped())
    assert store_definitions() == 0
    assert IndicatorVersion.objects.count() == len(shipped())


@pytest.mark.django_db
def test_another_meaning_under_an_old_version_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store_definitions()
    changed = Definition(
        key="lado.contacts", title="Contacts", topic="T", unit=Unit.COUNT, kind=Kind.FLOW,
        numerator="Something else.",
    )  # fmt: skip
    monkeypatch.setitem(REGISTRY, "lado.contacts", changed)
    with pytest.raises(Refused, match="Give it version 2"):
        store_definitions()


@pytest.mark.django_db
def test_a_new_version_stands_beside_the_old_one(monkeypatch: pytest.MonkeyPatch) -> None:
    store_definitions()
    changed = Definition(
        key="lado.contacts", title="Contacts", topic="T", unit=Unit.COUNT, kind=Kind.FLOW,
        numerator="Something else.", version=2, change_note="Duty calls left out.",
    )  # fmt: skip
    monkeypatch.setitem(REGISTRY, "lado.contacts", changed)
    assert store_definitions() == 1
    kept = IndicatorVersion.objects.filter(indicator__key="lado.contacts")
    assert [v.version for v in kept] == [2, 1]
