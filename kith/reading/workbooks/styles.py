"""Which cell styles show a number as a percentage or a date."""

from __future__ import annotations

import re

from kith.reading.xml_parts import elements

# The formats that every spreadsheet program knows by number.
_PERCENT = {9, 10}
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def telling_styles(data: bytes) -> dict[bytes, str]:
    """Number of the style in digits -> "p" for a percentage, "d" for a date; others are absent."""
    kinds: dict[int, str] = dict.fromkeys(_PERCENT, "p") | dict.fromkeys(_DATES, "d")
    gathered: list[int] = []
    found: dict[bytes, str] = {}
    formats: list[tuple[int, str]] = []
    for element in elements(data):
        if element.name == "numFmt":
            formats.append(
                (
                    _whole(element.attributes.get("numFmtId")),
                    element.attributes.get("formatCode", ""),
                )
            )
        elif element.name == "xf":
            gathered.append(_whole(element.attributes.get("numFmtId")))
        elif element.name == "cellStyleXfs":
            gathered = []
        elif element.name == "cellXfs":
            for number, code in formats:
                kinds[number] = _kind(code)
            found = {
                b"%d" % at: kinds[number] for at, number in enumerate(gathered) if kinds.get(number)
            }
            gathered = []
    return found


def _kind(code: str) -> str:
    bare = _QUOTED.sub("", code.split(";")[0]).casefold()
    if "%" in bare:
        return "p"
    if bare in ("general", "@"):
        return ""
    return "d" if any(letter in bare for letter in "dmyhs") else ""


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0
