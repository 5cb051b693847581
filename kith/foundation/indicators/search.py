"""Indicators can be found by title, topic or key."""

from collections.abc import Iterator

from kith.foundation.access import Actor, Permission, visible
from kith.foundation.indicators.listing import lines
from kith.foundation.indicators.models import Indicator
from kith.foundation.ui.searching import Hit, source


@source("Indicators", place=10)
def indicators(actor: Actor, words: str) -> Iterator[Hit]:
    """Indicators whose title, topic or key has every word."""
    seen = visible(Indicator.objects.all(), actor, Permission.INDICATOR_READ)
    keys = set(seen.values_list("key", flat=True))
    wanted = words.casefold().split()
    for line in lines():
        told = f"{line.title} {line.topic} {line.meaning.key}".casefold()
        if line.meaning.key in keys and all(word in told for word in wanted):
            value = f"{line.latest}, {line.when}" if line.when else line.latest
            yield Hit(line.title, line.url, f"{line.topic}. {value}")
