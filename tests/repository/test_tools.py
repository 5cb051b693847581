"""The tools that judge others are judged here: measurements, and the wall round the tests."""

import socket
import sys
import threading

import pytest

from tests.benchmarks.load import BadAnswer, load
from tests.conftest import OutsideConnection
from tests.paths import ROOT

NOWHERE = "192.0.2.1"  # an address kept for documentation: nothing ever answers there


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
    import bench

    return bench


def test_a_test_cannot_reach_another_machine() -> None:
    with pytest.raises(OutsideConnection), socket.socket() as link:
        link.connect((NOWHERE, 80))
    with pytest.raises(OutsideConnection), socket.socket() as link:
        link.connect_ex(("example.org", 80))


def test_a_bound_is_kept_or_broken_by_the_median(bench) -> None:
    slow_once = bench.Number(at_most=1.0, values=[0.4, 0.5, 9.0])
    assert slow_once.kept
    assert not bench.Number(at_most=1.0, values=[0.4, 1.1, 1.2]).kept
    assert bench.Number(at_least=250, values=[251, 260, 100]).kept
    assert not bench.Number(at_least=250, values=[251, 240, 100]).kept


def test_what_was_not_measured_is_written_down_as_such(bench) -> None:
    lines = bench.table({"speed": bench.Number(missing="no data")})
    assert lines[-1] == "| speed | not measured | no data | | |"


def test_a_broken_bound_stands_out_in_the_results(bench) -> None:
    lines = bench.table({"PDF": bench.Number(unit="s", at_most=1.0, values=[1.5])})
    assert "1.5 s" in lines[-1]
    assert "at most 1 | **not kept**" in lines[-1]


def test_a_load_on_a_page_that_refuses_is_not_counted() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def answer() -> None:
            link, _ = server.accept()
            with link:
                link.recv(4096)
                link.sendall(b"HTTP/1.1 302 Found\r\nContent-Length: 2\r\n\r\nno")

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(BadAnswer, match="302"):
            load(f"http://127.0.0.1:{port}/", connections=1, requests=1)
