"""How large something is, as people read it."""

from __future__ import annotations

import pytest

from deskbot.tickets.sizes import size_in_words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1023 bytes"),
        (1024, "1 kB"),
        (300_000, "293 kB"),
        (1024 * 1024, "1.0 MB"),
        (18_750_000, "17.9 MB"),
    ],
)
def test_a_size_is_said_in_the_unit_that_people_read(size: int, words: str) -> None:
    assert size_in_words(size) == words


def test_just_below_a_megabyte_is_said_as_one() -> None:
    assert size_in_words(1024 * 1024 - 1) == "1.0 MB"
