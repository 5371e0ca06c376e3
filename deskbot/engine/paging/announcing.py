"""Letters about a page: to its resellers, who has taken it; to them and to the desk, that nobody has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from deskbot.desk import Policy
from deskbot.engine.letter import Letter
from deskbot.engine.mailing import Mailing
from deskbot.store import tickets
from deskbot.store.database import Session
from deskbot.store.tables import TicketRow
from deskbot.tickets import replies
from deskbot.tickets.reference import reference


async def announce_taken(
    session: Session, mailing: Mailing, ticket: TicketRow, page_id: int, name: str, now: datetime
) -> None:
    """Tell everybody who takes part, and was verified, who has the ticket; strangers get no names."""
    number = ticket.number or 0
    text = replies.taken(number, name, await mailing.setting_of(session, ticket))
    key = f"taken:{page_id}:{name}:{now.isoformat()}:{number}"
    await mailing.to_verified(session, key, ticket, Letter(text), now)


async def announce_unanswered(
    session: Session,
    mailing: Mailing,
    ticket: TicketRow,
    page_id: int,
    policy: Policy,
    now: datetime,
    *,
    parts: Iterable[TicketRow] = (),
) -> None:
    """Tell the fallback contact, the desk, and everybody who takes part that nobody has acknowledged.

    Who takes part in one of the `parts`, for which the page stood as well, hears of that one only. The ticket of a
    test or of the canary is nobody's: who waits for it says what has come of it.
    """
    if tickets.is_nobodys(ticket.number or 0):
        return
    heard: list[str] = []
    lost: list[str] = []
    for part in (ticket, *parts):
        number = part.number or 0
        text = replies.unanswered(number, await mailing.setting_of(session, part))
        for one in await mailing.hearers(session, number):
            letter = Letter(text, subject="" if one.verified else replies.unproven_subject(part.language))
            key = f"unanswered:{page_id}:{now.isoformat()}:{number}:{one.whom}"
            told = await mailing.to_reseller(session, key, part, (one.channel, one.to), letter, now)
            (heard if told else lost).append(f"{one.to.address} ({reference(number)})")
    name = reference(ticket.number or 0)
    hears = "The reseller has been told so."
    if lost:
        hears = f"No letter reaches {', '.join(lost)}: please reach them another way."
    elif not heard:
        hears = "No reseller takes part in the ticket, so none has been told."
    text = (
        f"NOBODY ANSWERED the page for {name} ({ticket.severity}): {ticket.subject}\n\n"
        f"Every level of the policy was paged, and nobody has it. {hears}"
    )
    subject = f"NOBODY ANSWERED: {name} {ticket.severity}"
    for address in sorted({one for one in (policy.fallback_mail, mailing.desk.notify) if one}):
        key = f"unanswered:{page_id}:{now.isoformat()}:{address}"
        await mailing.to_desk(session, key, subject, text, now, ticket=ticket.number or 0, address=address)
