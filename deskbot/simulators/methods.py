"""What a simulated API says of one of its methods."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Method:
    """The parameters of a method that are understood."""

    needs: frozenset[str]
    takes: frozenset[str]
    question: bool
    """Whether it only asks, and changes nothing."""


def method(needs: str = "", takes: str = "", *, question: bool = False) -> Method:
    """Return a method whose parameters are named with spaces between them."""
    return Method(frozenset(needs.split()), frozenset(takes.split()), question)
