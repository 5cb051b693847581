"""A bounded load on one page: a fixed number of requests, a few at a time.

Each request has a connection of its own, which goes to whichever worker is free: kept open, two
connections may both be one worker's, and the other one idle. Plain sockets, because the machine's
two processors also run the server that is measured: a general HTTP client would take a good part
of what it measures.
"""

import socket
import threading
import time
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import urlsplit


class BadAnswer(Exception):
    """The server answered something other than the page."""


@dataclass(frozen=True)
class Load:
    """What the page bore: answers a second, and milliseconds to answer."""

    per_second: float
    p50_ms: float
    p95_ms: float
    bytes_each: int


def _answer(stream: BinaryIO, status_wanted: bytes) -> int:
    status = stream.readline()
    if status_wanted not in status:
        raise BadAnswer(status.decode(errors="replace").strip() or "the connection was closed")
    length = 0
    while (line := stream.readline()) not in (b"\r\n", b""):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    if not length:
        raise BadAnswer("the answer is empty")
    body = stream.read(length)
    return len(body)


def load(url: str, cookie: str = "", *, connections: int = 2, requests: int = 1500) -> Load:
    """Asks for `url` `requests` times in all, over `connections` at once."""
    parts = urlsplit(url)
    address = (parts.hostname or "127.0.0.1", parts.port or 80)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    headers = f"Host: {parts.netloc}\r\nCookie: {cookie}\r\nConnection: close\r\n"
    request = f"GET {target} HTTP/1.1\r\n{headers}\r\n".encode()
    taken: list[float] = []
    sizes: set[int] = set()
    faults: list[Exception] = []

    def ask(count: int) -> None:
        try:
            for _ in range(count):
                began = time.perf_counter()
                with (
                    socket.create_connection(address, timeout=30) as link,
                    link.makefile("rb") as stream,
                ):
                    link.sendall(request)
                    sizes.add(_answer(stream, b" 200 "))
                taken.append(time.perf_counter() - began)
        except (OSError, BadAnswer) as fault:
            faults.append(fault)

    threads = [
        threading.Thread(target=ask, args=(requests // connections,)) for _ in range(connections)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    if faults:
        raise faults[0]
    taken.sort()
    return Load(
        per_second=len(taken) / seconds,
        p50_ms=taken[len(taken) // 2] * 1000,
        p95_ms=taken[int(len(taken) * 0.95)] * 1000,
        bytes_each=max(sizes),
    )
