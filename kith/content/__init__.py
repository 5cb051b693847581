"""What Kith knows and anyone may check: laws, calendars, code lists and the example year, as data.

Nothing here is code but `path`; every file names the source of what it holds.
"""

from pathlib import Path

_HERE = Path(__file__).parent


def path(*parts: str) -> Path:
    """Where a piece of content is, such as `path("law")` or `path("calendars", "england.yaml")`.

    Raises `FileNotFoundError`, naming the content asked for, when there is none.
    """
    found = _HERE.joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(f"There is no content called {'/'.join(parts)}.")
    return found
