"""Every field of every model says how it must be protected."""

import pytest
from django.apps import apps
from django.db.models import Model

CLASSES = ("identifies", "sensitive", "open")
MODELS = [m for m in apps.get_models() if m.__module__.startswith("kith.")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_stands_in_exactly_one_class_of_protection(model: type[Model]) -> None:
    declared = model.__dict__.get("DataProtection")
    assert declared is not None, (
        f"{model._meta.label} needs an inner class DataProtection that puts each field into "
        f"one of {', '.join(CLASSES)} (a set of field names each)."
    )
    classes = {name: set(getattr(declared, name, ())) for name in CLASSES}
    fields = {f.name for f in [*model._meta.concrete_fields, *model._meta.many_to_many]}
    placed = {field: [c for c in CLASSES if field in classes[c]] for field in fields}
    assert {f: c for f, c in placed.items() if len(c) != 1} == {}
    unknown = set().union(*classes.values()) - fields
    assert unknown == set(), f"{model._meta.label} classifies fields that it has not."


def test_the_walk_finds_the_models_of_the_foundation() -> None:
    assert {"accounts.User", "audit.Event", "organisations.Appointment"} <= {
        model._meta.label for model in MODELS
    }
