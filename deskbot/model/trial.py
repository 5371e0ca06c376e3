"""The tickets of tests of somebody's pager: numbers far below zero, which no reference can name and no canary has."""

from __future__ import annotations

from datetime import datetime

GREATEST = -(10**12)
"""No test's ticket has a greater number."""


def ticket_for(now: datetime) -> int:
    """Return the number of the ticket of a test that begins now."""
    return GREATEST - int(now.timestamp() * 1000)


def is_test(number: int) -> bool:
    """Return whether a ticket is that of a test."""
    return number <= GREATEST
