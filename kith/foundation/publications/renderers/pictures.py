"""Charts as PNG, for the forms of output that cannot hold SVG."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import typst

from kith.foundation.publications.renderers import fonts

DOTS_PER_INCH = 150
_PAGE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#for svg in json(bytes(sys.inputs.svgs)) { page(image(bytes(svg), format: "svg")) }
"""


@lru_cache(maxsize=8)
def pngs(svgs: tuple[str, ...], font_folder: Path) -> tuple[bytes, ...]:
    """One PNG for each drawing, all drawn in one go, with the fonts of the report."""
    if not svgs:
        return ()
    made = typst.compile(
        _PAGE,
        format="png",
        ppi=DOTS_PER_INCH,
        font_paths=fonts.load(font_folder),
        sys_inputs={"svgs": json.dumps(svgs)},
    )
    return tuple(made) if isinstance(made, list) else (made,)
