"""What matching asks of vectors: texts in, one row of numbers each out; who reads them from files is not its affair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


class Vectors(Protocol):
    """Meaning as numbers: texts that say alike things have rows that point alike."""

    @property
    def weight(self) -> float:
        """How much they count beside words, word pairs and letters, which count 1 each."""
        ...

    def of(self, texts: Sequence[str]) -> Matrix:
        """Return one row of unit length for each text; a row of zeros where nothing is known of it."""
        ...


def unit_rows(rows: Matrix) -> Matrix:
    """Return the rows brought to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.maximum(lengths, np.float32(1e-9))).astype(np.float32)
