"""A look at the properties of a winmail.dat before a library reads them: their counts must be such as people make."""

from __future__ import annotations

import struct

MAX_PROPERTIES = 3000
MAX_VALUES = 1000
_NAMED = 0x8000
_MANY = 0x1000
_SIZES = {
    **dict.fromkeys((0x0002, 0x000B), 2),
    **dict.fromkeys((0x0003, 0x0004, 0x000A), 4),
    **dict.fromkeys((0x0005, 0x0006, 0x0007, 0x0014, 0x0040), 8),
    0x0048: 16,
}
"""Bytes of one value, by type."""
_VARIABLE = frozenset({0x0000, 0x000D, 0x001E, 0x001F, 0x0102})


def sensible(properties: bytes) -> bool:
    """Return whether some properties have counts that a library may loop over; what cannot be walked has none."""
    try:
        return _walk(properties)
    except struct.error:  # they end early: the library stops there, too
        return True


def _walk(data: bytes) -> bool:
    (count,) = struct.unpack_from("<I", data)
    at = 4
    for _ in range(min(count, MAX_PROPERTIES)):
        kind, name = struct.unpack_from("<HH", data, at)
        at = _behind_name(data, at + 4) if name >= _NAMED else at + 4
        values, many = 1, bool(kind & _MANY)
        kind &= ~_MANY
        if many or kind in _VARIABLE:
            (values,) = struct.unpack_from("<I", data, at)
            at += 4
        if values > MAX_VALUES:
            return False
        if kind in _VARIABLE:
            for _ in range(values):
                at += 4 + _padded(struct.unpack_from("<I", data, at)[0])
        elif kind not in _SIZES:
            return True  # the library stops at a type that it does not know
        else:
            at += values * _SIZES[kind]
            at += 2 if values % 2 and _SIZES[kind] == 2 else 0  # noqa: PLR2004  (short numbers fill up to four bytes)
    return count <= MAX_PROPERTIES or at >= len(data)


def _behind_name(data: bytes, at: int) -> int:
    """Return where a property's value begins, behind the name that a program gave it."""
    (is_text,) = struct.unpack_from("<I", data, at + 16)
    (number,) = struct.unpack_from("<I", data, at + 20)
    return at + 24 + (_padded(number) if is_text else 0)


def _padded(length: int) -> int:
    return length + -length % 4
