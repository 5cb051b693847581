"""Values in words, the same on every page: dates, times, numbers, yes and no."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day(value: date) -> str:
    """2 November 2020."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """2 November 2020, 14:05, in local time."""
    local = value.astimezone(timezone.get_default_timezone()) if value.tzinfo else value
    return f"{day(local)}, {local.hour:02}:{local.minute:02}"


def plain(value: Any) -> str:
    """Any value as a reader sees it; nothing is an empty text, nought is "0"."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float | Decimal):
        text = f"{value:,}"
        return "−" + text[1:] if text.startswith("-") else text
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return str(value)


def counted(number: int, one: str, many: str = "") -> str:
    """1 row, 2 rows, no rows."""
    if number == 1:
        return f"1 {one}"
    shown = f"{number:,}" if number else "No"
    return f"{shown} {many or one + 's'}"
