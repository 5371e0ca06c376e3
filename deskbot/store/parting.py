"""An address that is a contact's no more takes no part in their reseller's tickets: they go on by another of theirs."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.message import MAIL, Address
from deskbot.model.phone import SPOKEN, TEXTED
from deskbot.store import tickets
from deskbot.store.directory import folded, mail_of
from deskbot.store.tables import ContactRow, ParticipantRow, TicketRow


async def part(session: AsyncSession, contact: ContactRow, channel: str, address: str, instead: str = "") -> None:
    """Let an address take no part any more in the tickets of a contact's reseller.

    What is nobody's stays with whoever has the address: they opened it.

    Args:
        session: the transaction.
        contact: whose address it was.
        channel: on which it is.
        address: it.
        instead: another one there that takes its place; empty for their mail address.
    """
    wires = (TEXTED, SPOKEN) if channel == TEXTED else (channel,)  # who phones has the number that they text from
    query = (
        select(ParticipantRow)
        .join(TicketRow, col(TicketRow.number) == col(ParticipantRow.ticket_number))
        .where(
            TicketRow.reseller_id == contact.reseller_id,
            col(ParticipantRow.channel).in_(wires),
            ParticipantRow.address == folded(address),
            col(ParticipantRow.verified),
        )
    )
    mail = await mail_of(session, contact.id or 0)
    place = (channel, instead) if instead else (MAIL, mail)
    for row in (await session.scalars(query)).all():
        await session.delete(row)
        await tickets.join(session, row.ticket_number, place[0], Address(place[1], contact.name), verified=True)
