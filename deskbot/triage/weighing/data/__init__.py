"""The files that come with the weigher: the cases that it was taught by, and the weights that came of them.

They are constants of the release, as the code is, and found by the import system. What they mean is read elsewhere.
"""

from __future__ import annotations

import importlib.resources

_HERE = importlib.resources.files(__name__)


def content(name: str) -> bytes:
    """Return what is in a file of this folder."""
    return (_HERE / name).read_bytes()


def tables() -> tuple[str, ...]:
    """Return the names of the tables of cases, one for each writer."""
    return tuple(sorted(one.name for one in _HERE.iterdir() if one.name.endswith(".csv")))
