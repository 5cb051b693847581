"""Zip files whose bytes depend on their contents alone: fixed dates, sorted names."""

from __future__ import annotations

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold


def pack(entries: dict[str, bytes], first: str = "") -> bytes:
    """A zip of the entries by name; `first` stands first and is stored as it is (ODF, EPUB).

    So are pictures, which are packed already.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(entries, key=lambda n: (n != first, n)):
            info = zipfile.ZipInfo(name, EPOCH)
            as_it_is = name == first or name.endswith(".png")
            info.compress_type = zipfile.ZIP_STORED if as_it_is else zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same whatever machine it is made on
            info.external_attr = 0o644 << 16
            archive.writestr(info, entries[name], compresslevel=6)
    return out.getvalue()
