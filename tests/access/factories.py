"""Rows to open, and forms to send, for the routes of the access matrix.

A route with parts in its address needs one `@rows_for`; a route that writes may have a
`@form_for` (otherwise an empty form is sent, with the number that makes it be done once). Records
that several routes share are made once in a `@seed`. Put `CANARY` in every text of a record, so
that a refused page that shows it is caught.

Each app keeps its own in a file of `tests/access/rows/`, which is found by itself:

    from tests.access.factories import form_for, rows_for, seed
    from tests.access.world import CANARY

    @seed
    def _(world):
        world.report = make_report(title=f"{CANARY} report")

    @rows_for("report", "report_section")
    def _(world, who):
        return {"unpublished": {"key": world.report.key}}

    @form_for("report_section")
    def _(world, who):
        return {"body": "Words", "version": 1}

`rows_for` gives, for each position that matters to the matrix, the parts of an address. A page
that is the same for all has one position, of any name.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.access.world import Principal, World

Rows = dict[str, dict[str, Any]]
Factory = Callable[[World, Principal], Rows]
Form = Callable[[World, Principal], dict[str, Any]]

FOLDER = Path(__file__).with_name("rows")
SEEDS: list[Callable[[World], None]] = []
ROWS: dict[str, Factory] = {}
FORMS: dict[str, Form] = {}


def seed(make: Callable[[World], None]) -> Callable[[World], None]:
    SEEDS.append(make)
    return make


def rows_for(*names: str) -> Callable[[Factory], Factory]:
    def keep(factory: Factory) -> Factory:
        ROWS.update(dict.fromkeys(names, factory))
        return factory

    return keep


def form_for(*names: str) -> Callable[[Form], Form]:
    def keep(form: Form) -> Form:
        FORMS.update(dict.fromkeys(names, form))
        return form

    return keep


def read_rows() -> None:
    """Read what each app has put into `rows/`."""
    for file in sorted(FOLDER.glob("[!_]*.py")):
        import_module(f"tests.access.rows.{file.stem}")


def build() -> World:
    """A world with everything that was seeded."""
    world = World()
    for make in SEEDS:
        make(world)
    return world


# Rows that many apps may want: organisations and people in each position.


def organisations(world: World, who: Principal) -> Rows:
    """Rows for routes about an organisation, as `<slug:key>`."""
    return {"own": {"key": who.organisation.key}, "other": {"key": world.other.key}}


def people(world: World, who: Principal) -> Rows:
    """Rows for routes about a person, as `<int:pk>`."""
    found = {"colleague": {"pk": world.colleague.pk}, "stranger": {"pk": world.stranger.pk}}
    if who.user is not None:
        found["oneself"] = {"pk": who.user.pk}
    return found
