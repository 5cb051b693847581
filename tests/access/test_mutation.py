"""A policy with any one check taken away is caught by the matrix."""

import pytest

from kith.foundation.access.routes import every_route
from tests.access import mutants
from tests.access.cells import Runner, cells_of
from tests.access.mutants import Mutant
from tests.access.policy_table import some_organisations_published, wrong
from tests.access.test_matrix import KNOWN, wrong_calls
from tests.paths import ROOT

# A route that is not in the matrix yet is reported by test_matrix.
ROUTES = {route.name: route for route in every_route() if route.name in KNOWN}


def _caught(mutant: Mutant, runner: Runner) -> bool:
    """Whether some test of the matrix fails on the mutant, and not without it."""
    with mutant.change():
        for permission in mutant.permissions:
            if next(wrong(runner.world, permission), None) is not None:
                return True
        if mutant.action:
            return bool(wrong_calls(mutant.action, runner.world))
    return any(_caught_on(mutant, name, runner) for name in mutant.routes)


def _caught_on(mutant: Mutant, name: str, runner: Runner) -> bool:
    # Refused cells first: they are what a missing check lets through.
    for cell in sorted(cells_of(ROUTES[name], runner.world), key=lambda cell: cell.allowed):
        with mutant.change():
            noticed = runner.wrong(cell)
        runner.settle()
        if noticed and not runner.wrong(cell):
            return True
    return False


def _all_mutants() -> list[Mutant]:
    routes = list(ROUTES.values())
    found = [*mutants.of_policy(), *mutants.of_predicates(), *mutants.of_actions()]
    found += mutants.of_routes(routes)
    if routes:
        found += mutants.of_the_guard(routes)
    return found


@pytest.mark.slow
def test_every_check_that_is_taken_away_is_missed(
    runner: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    found = _all_mutants()
    with some_organisations_published():
        survivors = [mutant.name for mutant in found if not _caught(mutant, runner)]
    said = f"{len(found) - len(survivors)} of {len(found)} policy mutants caught"
    # Workers that share the tests out show no output of their own: the run reads it from here.
    (ROOT / "build" / "mutants.txt").write_text(said + "\n", encoding="utf-8")
    with capsys.disabled():
        print(f"\n{said}")
    assert not survivors, "\n".join(["not caught:", *survivors])


def test_the_unchanged_policy_is_not_caught(runner: Runner) -> None:
    with some_organisations_published():
        assert not any(list(wrong(runner.world, permission)) for permission in mutants.POLICY)
