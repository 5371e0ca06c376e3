"""Pictures put behind each other are one PNG, whose parts stand in the order that browsers read."""

from __future__ import annotations

import struct
import zlib

import pytest

from tools.animated_png import SIGNATURE, animated, chunks


def png(width: int, grey: int) -> bytes:
    """A grey picture, one pixel high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0)
    drawn = zlib.compress(bytes([0, *([grey] * width)]))
    return SIGNATURE + chunk(b"IHDR", head) + chunk(b"IDAT", drawn) + chunk(b"IEND", b"")


def test_the_first_picture_is_what_a_reader_of_plain_png_sees_and_the_others_follow_by_number() -> None:
    made = dict(enumerate(chunks(animated([(png(2, 10), 1.5), (png(2, 20), 2)]))))

    assert [kind for kind, _ in made.values()] == [b"IHDR", b"acTL", b"fcTL", b"IDAT", b"fcTL", b"fdAT", b"IEND"]
    assert made[1][1] == struct.pack(">II", 2, 0)
    assert struct.unpack(">IIIIIHH", made[2][1][:24])[0::5] == (0, 1500)
    assert zlib.decompress(made[3][1]) == b"\x00\x0a\x0a"
    assert struct.unpack(">I", made[4][1][:4]) == (1,)
    assert struct.unpack(">I", made[5][1][:4]) == (2,)
    assert zlib.decompress(made[5][1][4:]) == b"\x00\x14\x14"


def test_every_part_has_its_sum() -> None:
    made, at = animated([(png(1, 0), 1), (png(1, 9), 1)]), len(SIGNATURE)
    while at < len(made):
        (size,) = struct.unpack(">I", made[at : at + 4])
        assert struct.unpack(">I", made[at + 8 + size : at + 12 + size]) == (zlib.crc32(made[at + 4 : at + 8 + size]),)
        at += 12 + size


def test_pictures_of_two_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="one size"):
        animated([(png(1, 0), 1), (png(2, 0), 1)])
