"""What was solved beforehand: the playbooks that come with deskbot need not be learnt at each start.

They are solved with the vectors by which deskbot compares as it comes.

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

from deskbot.triage.matching_vectors import Vectors
from deskbot.triage.weighing.data import content

NAME = "solved.npz"
"""The file, in the folder of `weighing.data`; `make solve-playbooks` writes it."""


class Solved(NamedTuple):
    """How examples speak for classes."""

    digest: str
    """Of the examples, their classes and the vectors."""
    shares: NDArray[np.float32]


def digest(ordered: Sequence[tuple[str, str]], vectors: Sequence[Vectors]) -> str:
    """Return a digest of examples, their classes, and by what they are compared."""
    compared = [f"{kind.name}\t{kind.weight:g}" for kind in vectors]
    examples = [f"{name}\t{text}" for text, name in ordered]
    return hashlib.sha256("\n".join([*compared, "", *examples]).encode()).hexdigest()


def solved(ordered: Sequence[tuple[str, str]], vectors: Sequence[Vectors]) -> NDArray[np.float32] | None:
    """Return how these examples speak for their classes, if just these were solved beforehand."""
    kept = _kept()
    return kept.shares if digest(ordered, vectors) == kept.digest else None


@cache
def _kept() -> Solved:
    with np.load(io.BytesIO(content(NAME)), allow_pickle=False) as kept:
        return Solved(str(kept["digest"]), kept["shares"])
