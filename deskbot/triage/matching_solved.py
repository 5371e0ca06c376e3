"""What was solved beforehand: the playbooks that come with deskbot need not be learnt at each start.

To solve them takes seconds, which a server that comes up again does not have. For other playbooks nothing is kept;
they are solved when they are read.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from deskbot.triage.weighing.data import content

NAME = "solved.npz"
"""The file, in the folder of `weighing.data`; `make solve-playbooks` writes it."""


class Solved(NamedTuple):
    """How examples speak for classes."""

    digest: str
    """Of the examples and their classes."""
    shares: NDArray[np.float32]


def digest(ordered: Sequence[tuple[str, str]]) -> str:
    """Return a digest of examples and their classes."""
    return hashlib.sha256("\n".join(f"{name}\t{text}" for text, name in ordered).encode()).hexdigest()


def solved(ordered: Sequence[tuple[str, str]]) -> NDArray[np.float32] | None:
    """Return how these examples speak for their classes, if just these were solved beforehand."""
    kept = _kept()
    return kept.shares if digest(ordered) == kept.digest else None


@cache
def _kept() -> Solved:
    with np.load(io.BytesIO(content(NAME)), allow_pickle=False) as kept:
        return Solved(str(kept["digest"]), kept["shares"])
