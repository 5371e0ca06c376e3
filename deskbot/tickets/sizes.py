"""How large something is, as people read it. Pure."""

from __future__ import annotations

_KILOBYTE, _MEGABYTE = 1024, 1024 * 1024


def size_in_words(size: int) -> str:
    """Return a number of bytes as people read it, never rounded to nothing."""
    if size < _KILOBYTE:
        return f"{size} byte{'' if size == 1 else 's'}"
    kilobytes = round(size / _KILOBYTE)
    return f"{kilobytes} kB" if kilobytes < _KILOBYTE else f"{size / _MEGABYTE:.1f} MB"
