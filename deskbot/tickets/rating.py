"""Whether somebody is asked how they rate a ticket that was closed. Pure."""

from __future__ import annotations

from deskbot.model.case import Category, Severity
from deskbot.model.ticket import State, Ticket
from deskbot.tickets.replies import letter
from deskbot.tickets.voice import Setting, Voice

WITHOUT = frozenset({Category.JUNK, Category.STATUS, Category.ENDUSER})
"""Tickets that were no work for a reseller."""


def asks_rating(ticket: Ticket, was: State) -> bool:
    """Return whether closing a ticket asks for a rating.

    Args:
        ticket: the ticket, closed.
        was: its state before: one that waited for the reseller was closed by their silence, or by the desk.
    """
    if not ticket.verified or ticket.reseller_id is None or ticket.category in WITHOUT:
        return False
    # A request that the desk closes without a word was none.
    return was is State.RESOLVED or ticket.severity is not Severity.S4 or ticket.first_response_at is not None


def rating_letter(number: int, subject: str, setting: Setting) -> str:
    """Return the letter that asks for a number and a word."""
    voice = Voice(number, setting)
    return letter([voice("rate", subject=subject), voice("rate-how"), voice("rate-open")], setting)
