"""The one family of type, from the folder that the installed font package brings."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import typst

FAMILY = "Atkinson Hyperlegible Next"


class FontsMissing(RuntimeError):
    """The family is not in the folder: without it a file would come out in another face."""


@lru_cache(maxsize=4)
def load(folder: Path) -> typst.Fonts:
    """The fonts of a folder, read once; the machine's own fonts are never used."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )
    if FAMILY not in fonts.families():
        raise FontsMissing(
            f"{FAMILY} is not in {folder}. Install the front-end parts first: make assets."
        )
    return fonts
