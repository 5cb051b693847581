"""Reads a tagged PDF: its structure tree and its text. Enough for typst's files, no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf


def walk(node: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Every element of the structure tree in reading order, with the names of what holds it."""
    name = str(node.get("/S", ""))
    if name:
        yield node, above
    for kid in kids(node):
        yield from walk(kid, (*above, name) if name else above)


def kids(node: Any) -> list[Any]:
    held = node.get("/K", [])
    held = held if isinstance(held, pikepdf.Array) else [held]
    return [k for k in held if isinstance(k, pikepdf.Dictionary) and "/S" in k]


def attribute(node: Any, name: str) -> str:
    """An attribute of an element ("/Scope"), or nothing."""
    given = node.get("/A", [])
    for held in given if isinstance(given, pikepdf.Array) else [given]:
        if name in held:
            return str(held[name])
    return ""


def bookmarks(pdf: pikepdf.Pdf) -> list[str]:
    """The titles of the bookmarks, outer ones only."""
    with pdf.open_outline() as outline:
        return [item.title for item in outline.root]


def pages_text(pdf: pikepdf.Pdf) -> list[str]:
    """The text of each page without its spaces, through each font's own map to Unicode."""
    out = []
    for page in pdf.pages:
        maps = {k: _unicode(f) for k, f in page.Resources.get("/Font", {}).items()}
        out.append("".join(_shown(page, maps)).replace(" ", ""))
    return out


def _shown(page: Any, maps: dict[str, dict[int, str]]) -> Iterator[str]:
    current: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = maps[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            held = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
            for part in held:
                if isinstance(part, pikepdf.String):
                    raw = bytes(part)
                    for i in range(0, len(raw), 2):
                        yield current.get(int.from_bytes(raw[i : i + 2], "big"), "")


def _unicode(font: Any) -> dict[int, str]:
    text = font.ToUnicode.read_bytes().decode()
    out = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, meant in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            out[int(code, 16)] = bytes.fromhex(meant).decode("utf-16-be")
    return out
