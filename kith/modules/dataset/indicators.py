"""What the dataset tells the register of indicators: the partnership's own items, and breaks."""

from kith.foundation.indicators.breaks import register_breaks
from kith.foundation.indicators.definitions import register_source
from kith.modules.dataset.editions.comparing import breaks_told
from kith.modules.dataset.editions.local import local_definitions

register_source(local_definitions)
register_breaks(breaks_told)
