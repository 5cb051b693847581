"""What every test may count on: no network but loopback, and official data or an honest skip."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.paths import SHARED_DATA, WHY_SKIPPED

# The same examples on every machine and in every run, and no failure for being slow on a busy
# one. To search further: HYPOTHESIS_PROFILE=search.
settings.register_profile(
    "suite", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips tests of the official data where it is absent; the skip says what to do."""
    if SHARED_DATA.is_dir():
        return
    for item in items:
        if item.get_closest_marker("needs_official_data"):
            item.add_marker(pytest.mark.skip(reason=WHY_SKIPPED))


class OutsideConnection(AssertionError):
    """A test tried to reach another machine."""


def _is_this_machine(family: int, address: Any) -> bool:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True  # Unix sockets and the like never leave the machine.
    host = address[0]
    if host in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def log_may_be_emptied_between_tests(django_db_modify_db_settings: None) -> None:
    """The log's triggers stand in every test, and stand aside for the runner's own flush."""
    from tests.log_triggers import install

    install()


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Iterator[None]:
    """Refuses every connection that would leave this machine, in this process."""
    patch = pytest.MonkeyPatch()
    real, real_ex = socket.socket.connect, socket.socket.connect_ex

    def connect(self: socket.socket, address: Any) -> None:
        if not _is_this_machine(self.family, address):
            raise OutsideConnection(f"A test tried to connect to {address!r}.")
        return real(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        if not _is_this_machine(self.family, address):
            raise OutsideConnection(f"A test tried to connect to {address!r}.")
        return real_ex(self, address)

    patch.setattr(socket.socket, "connect", connect)
    patch.setattr(socket.socket, "connect_ex", connect_ex)
    yield
    patch.undo()
