"""The examples that travel with deskbot: a desk and a directory, all made up."""

from __future__ import annotations

from pathlib import Path

import deskbot
from deskbot.errors import NotFoundError

_PACKAGE = Path(deskbot.__file__).parent


def example(name: str) -> Path:
    """Return the path of an example file: in the package when installed, in the checkout beside it else.

    Raises:
        NotFoundError: there is none of that name.
    """
    places = {"desk.yaml": _PACKAGE.parent / "desk.example.yaml"}
    for path in (_PACKAGE / "examples" / name, places.get(name, _PACKAGE.parent / "examples" / name)):
        if path.is_file():
            return path
    raise NotFoundError(f"the example {name} is missing; install deskbot again")
