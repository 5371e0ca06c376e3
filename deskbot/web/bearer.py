"""The token that a program brings along: `Authorization: Bearer …`."""

from __future__ import annotations

from collections.abc import Mapping

WANTED: Mapping[str, str] = {"WWW-Authenticate": 'Bearer realm="deskbot"'}
"""Headers of an answer to whoever brings none that is good."""


def token_in(authorization: str) -> str:
    """Return the token that a header holds; empty where it holds none."""
    kind, _, given = authorization.strip().partition(" ")
    return given.strip() if kind.lower() == "bearer" else ""
