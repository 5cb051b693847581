"""The rules; importing this package registers them in the order they are listed and reported.

To add one: write a class under `@register` in a module here, give it a key that no rule has had,
import its module below, and test it on both sides of its limit.
"""

# ruff: noqa: I001  (the order here is the order in which rules are listed and reported)
from kith.kernel.checks.rules import given
from kith.kernel.checks.rules import agreeing
from kith.kernel.checks.rules import expected
from kith.kernel.checks.rules import elsewhere

__all__ = ["agreeing", "elsewhere", "expected", "given"]
