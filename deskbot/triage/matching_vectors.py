"""What matching asks of vectors: texts in, one row of numbers each out; who reads them from files is not its affair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # Playbooks are read by commands that never match anything: those must not wait for numpy.
    import numpy as np
    from numpy.typing import NDArray


class Vectors(Protocol):
    """Meaning as numbers: texts that say alike things have rows that point alike."""

    @property
    def name(self) -> str:
        """Say which they are: others, or another version's, have another name."""
        ...

    @property
    def weight(self) -> float:
        """How much they count beside words, word pairs and letters, which count 1 each."""
        ...

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of unit length for each text; a row of zeros where nothing is known of it."""
        ...
