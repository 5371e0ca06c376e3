"""An end customer is sent to their reseller: the message is filed where people see it, and one letter goes out."""

from __future__ import annotations

from datetime import datetime, timedelta

from deskbot.engine.answering import why_lost, why_no_answer
from deskbot.engine.mailing import Mailing
from deskbot.model.case import Case, Decision
from deskbot.model.message import Inbound, InboundState
from deskbot.store import inbound, outbox
from deskbot.store.database import Session
from deskbot.store.tables import InboundRow
from deskbot.tickets.redirecting import redirect, redirect_subject

KIND = "redirect:"
ONE_A = timedelta(days=1)
"""One address gets one such letter in this time, however often it writes."""
REMEMBERED = timedelta(days=14)
"""How long whoever writes from that address is taken for the same end customer."""


async def sent_away_at(session: Session, message: Inbound, now: datetime) -> datetime | None:
    """Return when the writer was sent to their reseller: by a letter to their address, or by the one they answer."""
    letter = await outbox.by_message_id(session, message.ancestors)
    if letter is not None and letter.key.startswith(KIND):
        return letter.created_at
    return await outbox.last_at(session, message.sender.address, now - REMEMBERED, kind=KIND)


async def send_away(session: Session, mailing: Mailing, row: InboundRow, case: Case, decision: Decision) -> None:
    """File the message, and write to whoever sent it, unless they must not be written to."""
    message = case.message
    why_not = await why_no_answer(session, case, decision, mailing.desk.unproven.answers_per_hour)
    why_not = why_not or await why_lost(session, message.channel, message.sender.address)
    if not why_not and await outbox.sent_to_since(session, message.sender.address, case.now - ONE_A, kind=KIND):
        why_not = "this address has had the letter within a day"
    told = f"no letter: {why_not}" if why_not else "a letter says so"
    why = "; ".join((*(reason.says for reason in decision.reasons), told))
    inbound.conclude(row, InboundState.FILED, message, why=why)
    if why_not:
        return
    setting = mailing.setting(language=decision.language)
    to, subject, text = message.sender.address, redirect_subject(setting), redirect(setting)
    await mailing.to_stranger(session, f"{KIND}{row.id}", (message.channel, to), subject, text, case.now)
