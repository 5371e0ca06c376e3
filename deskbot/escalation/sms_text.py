"""What a page's text says, in as few segments as it can: GSM-7, cut where it may be cut. Pure."""

from __future__ import annotations

from deskbot.model.gsm import SINGLE, cut, gsm, septets

LONGEST_RESELLER = 36

CALLED = "We call you, too"
"""What a text says that cannot be answered, to somebody who is called."""
NOT_CALLED = "It cannot be answered by text: phone the desk"
"""The same, to somebody who has no number for calls."""


def page_text(ticket_ref: str, severity: str, reseller: str, line: str, code: int, *, instead: str = "") -> str:
    """Return a page's text: one GSM-7 segment, whatever stands in the ticket.

    The line is cut first, then the reseller; the number, the severity and how to answer never are.

    Args:
        ticket_ref: how the ticket is called.
        severity: of it.
        reseller: whose it is, for people.
        line: what it is about.
        code: answers it.
        instead: what is said where a text cannot be answered, and nothing of the code then.
    """
    answer = instead or f"Reply {code}a to take it, {code}e to pass it on"
    who = cut(gsm(reseller), LONGEST_RESELLER)
    head = f"{gsm(ticket_ref)} {gsm(severity)} {who}".strip()
    room = SINGLE - septets(f"{head}: . {answer}")
    what = cut(gsm(line), room)
    if not _readable(what):
        return f"{head}. {answer}"
    return f"{head}: {what}{_stop_after(what)}{answer}"


def _stop_after(text: str) -> str:
    return " " if text.endswith((".", "!", "?")) else ". "


def _readable(text: str) -> bool:
    """Return whether anything is left that says something: a title in Chinese becomes question marks only."""
    return any(sign.isalnum() for sign in text)
