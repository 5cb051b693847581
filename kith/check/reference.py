"""The parts of the how-to that are written from the code: the kinds of claim and the rules."""

from __future__ import annotations

from dataclasses import fields

from kith.check.claims import is_needed
from kith.kernel.guards import CLAIMS, listing


def claims_table() -> str:
    """Every kind of claim with its fields, as a Markdown table; optional fields in brackets."""
    lines = ["| claim | says | fields |", "| --- | --- | --- |"]
    for kind in CLAIMS.values():
        own = [item for item in fields(kind) if item.name not in ("id", "place")]
        names = [f"`{item.name}`" if is_needed(item) else f"[`{item.name}`]" for item in own]
        lines.append(f"| `{kind.kind}` | {kind.summary} | {', '.join(names)} |")
    return "\n".join(lines)


def rules_table() -> str:
    """Every rule with what it protects against and an example, as a Markdown table."""
    lines = ["| rule | what goes wrong without it | such as |", "| --- | --- | --- |"]
    lines += [
        f"| `{each['key']}`: {each['title']} | {each['protects']} | {each['example']} |"
        for each in listing()
    ]
    return "\n".join(lines)
