"""How work grows with its input, told without a clock's verdict: two sizes are compared, side by side."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Input = TypeVar("Input")

BRIEF = 1.0
"""Seconds of this process's own time in which nothing quadratic would have ended: then nothing is compared."""
PARTS = 8
TOO_MUCH = 3.0
"""So many times what a linear reading would take: eight times the input is 24 times the work, not 64."""


def grows_linearly(made: Callable[[int], Input], done: Callable[[Input], object], size: int) -> None:
    """Assert that work grows as its input does.

    Args:
        made: makes an input of about so many characters or bytes.
        done: the work.
        size: how large the input is to be.
    """
    whole, part = made(size), made(size // PARTS)
    first = spent(done, whole)
    if first < BRIEF:
        return
    small = min(spent(done, part) for _ in range(3))
    large = min(first, spent(done, whole))
    assert large < TOO_MUCH * PARTS * small, f"{size} take {large:.2f} s, {size // PARTS} take {small:.2f} s"


def spent(done: Callable[[Input], object], given: Input) -> float:
    """Return the seconds of this process's own time that a piece of work takes."""
    start = time.process_time()
    done(given)
    return time.process_time() - start
