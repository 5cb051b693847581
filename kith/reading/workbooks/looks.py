"""The cell styles of the workbook, in the colours of Kith's own pages.

No style says anything by colour alone: a cell to fill in has a border and a heading that begins
with "Fill in", one that is not asked for is hatched.
"""

from __future__ import annotations

from typing import Any

INK, INK_2, DEEP, ACCENT = "#10191B", "#47565A", "#0B3B45", "#0B6570"
SURFACE, LINE, LINE_STRONG, LATE = "#F1F6F6", "#C8D3D5", "#7D9095", "#A8201A"
TINT = "#E6F1F1"


class Looks:
    """Every style of one workbook. Heights and widths belong to the sheets."""

    def __init__(self, book: Any) -> None:
        # The file's own default style too, so that empty cells and row heights agree with it.
        font = {"font_name": "Arial", "font_size": 10, "font_color": INK}
        for name, value in (("font_name", "Arial"), ("font_size", 10)):
            getattr(book.formats[0], f"set_{name}")(value)
        body = {**font, "valign": "top", "text_wrap": True}
        line = {"bottom": 1, "bottom_color": LINE}

        def look(*parts: dict[str, Any], **more: Any) -> Any:
            merged: dict[str, Any] = {}
            for part in parts:
                merged |= part
            return book.add_format(merged | more)

        self.title = look(font, bold=True, font_size=18, font_color=DEEP, valign="vcenter")
        self.lead = look(font, font_size=11, font_color=INK_2)
        self.heading = look(
            body, bold=True, font_color="#FFFFFF", bg_color=DEEP, valign="vcenter", right=1,
            right_color=ACCENT,
        )  # fmt: skip
        self.heading_fill = look(
            body, bold=True, font_color="#FFFFFF", bg_color=ACCENT, valign="vcenter", right=1,
            right_color=DEEP, bottom=5, bottom_color=DEEP,
        )  # fmt: skip
        self.quiet = look(font, font_size=8, font_color="#8C9A9D", valign="top")
        self.told = look(body, line, bg_color=SURFACE)
        self.titled = look(body, line, bg_color=SURFACE, bold=True)
        self.printed = look(body, line, bg_color=SURFACE, font_color=INK_2, align="right")
        # The format General is on purpose: typing 12% or 3/4 then changes it to a percentage or
        # a date, and the reader can tell; a fixed format would hide what was typed.
        box = {"border": 1, "border_color": LINE_STRONG, "locked": False, "bg_color": "#FFFFFF"}
        self.number = look(body, box, align="right", font_size=11)
        self.text = look(body, box)
        self.not_asked = look(line, pattern=15, fg_color=LINE, bg_color=SURFACE)
        self.why = look(body, line, bold=True, font_color=LATE, bg_color="#FFFFFF")
        self.said = look(body, font_size=11, indent=0)
        self.said_head = look(font, bold=True, font_size=13, font_color=DEEP, top=2, top_color=DEEP)
        self.name = look(body, bold=True, font_size=11)
