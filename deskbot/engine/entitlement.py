"""What a ticket notes of its system's subscription, and whether its reseller is told."""

from __future__ import annotations

from deskbot.desk import Desk, Expired
from deskbot.model.case import EXPIRED, Case, Decision
from deskbot.store.tables import TicketRow


def noted(ticket: TicketRow, decision: Decision, case: Case, desk: Desk) -> bool:
    """Note on the ticket what the directory says; return whether its end is to be told now, which is once."""
    news = decision.entitlement == EXPIRED and ticket.entitlement != EXPIRED
    ticket.entitlement = decision.entitlement or ticket.entitlement
    return news and desk.expired is Expired.TELL and case.writer.proven
