"""The rules; importing this package registers them in the order they are listed and reported.

To add one: write a class under `@register` in a module here, give it a key that no rule has had,
import its module below, and test it on both sides of its limit.
"""

from kith.kernel.checks.rules import given

__all__ = ["given"]
