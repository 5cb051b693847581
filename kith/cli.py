"""The console script `kith`."""

from kith.check.__main__ import main

__all__ = ["main"]
