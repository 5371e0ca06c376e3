"""The files that come with the trained reader; the one place in all that decides where bytes are read.

They are constants of the release, as the code is, and found by the import system. What they mean is read elsewhere.
"""

from __future__ import annotations

import importlib.resources


def content(name: str) -> bytes:
    """Return what is in a file of this folder."""
    return (importlib.resources.files(__name__) / name).read_bytes()
