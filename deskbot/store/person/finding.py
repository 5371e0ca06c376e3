"""Who somebody is: their names and addresses, and what they have taken part in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from deskbot.errors import NotFoundError
from deskbot.model.message import MAIL
from deskbot.model.phone import SPOKEN, TEXTED, number_of
from deskbot.model.ticket import Entry
from deskbot.store.among import among
from deskbot.store.person.scrubbing import ERASED
from deskbot.store.tables import ContactRow, IdentityRow, InboundRow, ParticipantRow, TicketRow, TimelineRow


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, known or not."""

    contact: int | None
    """Their row in the directory; None for a stranger."""
    names: tuple[str, ...]
    proven: tuple[str, ...]
    """Names that the directory has of them, or under which they have written and were believed. What anybody may call
    themselves is in `names` alone: it could be any words that stand on others' tickets."""
    addresses: tuple[tuple[str, str], ...]
    """Channel and address."""
    tickets: tuple[int, ...]
    """That are theirs: they opened them, or wrote or took part there and are believed to be who they say. What came in
    their name to another ticket makes nobody's words theirs."""
    messages: tuple[int, ...]
    """That they wrote."""

    @property
    def marks(self) -> tuple[str, ...]:
        """What nobody else is known by: addresses, and the part of one that is theirs alone (U0TY of T0DESK:U0TY)."""
        known = [address for channel, address in self.addresses if channel != MAIL or "@" in address]
        parts = [part for address in known for part in (address, address.rpartition(":")[2])]
        return tuple(dict.fromkeys(one for one in parts if one))


async def find_person(session: AsyncSession, named: str) -> Person:
    """Return whoever has an address: a mail address, or an account as `contacts show` lists it (telegram:4711).

    Raises:
        NotFoundError: nobody with it is known, and nothing has come from there.
    """
    contact, addresses = await _whose(session, _of_somebody(named))
    wrote = written_by(InboundRow, col(InboundRow.sender), addresses)
    messages = (await session.execute(select(col(InboundRow.id), col(InboundRow.person)).where(wrote))).all()
    takes_part = written_by(ParticipantRow, col(ParticipantRow.address), addresses)
    part = select(col(ParticipantRow.ticket_number), col(ParticipantRow.name), col(ParticipantRow.verified))
    parts = (await session.execute(part.where(takes_part))).all()
    if contact is None and not messages and not parts:
        raise NotFoundError(f"nobody is known by {named}, and nothing has come from there: `deskbot contacts list`")
    tickets = {number for number, _, verified in parts if verified}
    said = (
        select(col(TimelineRow.ticket_number))
        .join(TicketRow, col(TicketRow.number) == col(TimelineRow.ticket_number))
        .where(among(col(TimelineRow.inbound_id), [one for one, _ in messages]), col(TimelineRow.kind) == Entry.MESSAGE)
        .where(or_(col(TimelineRow.verified), col(TimelineRow.at) == col(TicketRow.created_at)))
    )
    tickets |= set((await session.scalars(said)).all())
    if contact:
        opened = select(col(TicketRow.number)).where(col(TicketRow.contact_id) == contact.id)
        tickets |= set((await session.scalars(opened)).all())
    persons = [name for _, name in messages]
    proven = [contact.name if contact else "", *(name for _, name, verified in parts if verified)]
    proven += persons if contact or any(verified for _, _, verified in parts) else []
    known = [*proven, *(name for _, name, _ in parts), *persons]
    return Person(
        contact.id if contact else None,
        tuple(dict.fromkeys(name for name in known if name)),
        tuple(dict.fromkeys(name for name in proven if name)),
        tuple(addresses),
        tuple(sorted(one for one in tickets if one)),
        tuple(sorted(one for one, _ in messages if one)),
    )


def written_by(row: Any, column: Any, addresses: Iterable[tuple[str, str]]) -> Any:
    """Return a condition for rows of a channel and an address, whatever the upper and lower case of that."""
    return or_(*((row.channel == channel) & (func.lower(column) == address.lower()) for channel, address in addresses))


def _of_somebody(named: str) -> str:
    """Return an address as it was given, if it can be one person's: what nobody has signed has no address, either."""
    if named.rpartition(":")[2].strip() in ("", ERASED):
        raise NotFoundError("nobody is known by no address: name one, as `deskbot contacts list` does")
    return named


async def _whose(session: AsyncSession, named: str) -> tuple[ContactRow | None, list[tuple[str, str]]]:
    """Return the contact who has an address, if one has, and all addresses that are theirs by it."""
    channel, colon, rest = named.partition(":")
    given = (channel, rest) if colon and "@" not in channel else (MAIL, named)
    places, contact_id = await _everywhere(session, *given), None
    for place in places:  # as it was given first
        owner = select(col(IdentityRow.contact_id)).where(written_by(IdentityRow, col(IdentityRow.address), [place]))
        contact_id = contact_id or await session.scalar(owner.limit(1))
    own = select(col(IdentityRow.channel), col(IdentityRow.address)).where(col(IdentityRow.contact_id) == contact_id)
    addresses = dict.fromkeys(places)
    for one, address in (await session.execute(own)).all():
        addresses |= dict.fromkeys(await _everywhere(session, one, address))
    return (await session.get(ContactRow, contact_id) if contact_id else None), list(addresses)


async def _everywhere(session: AsyncSession, channel: str, address: str) -> list[tuple[str, str]]:
    """Return an address by each channel on which it is theirs: who has a telephone number on one has it on all."""
    if not number_of(address):
        return [(channel, address)]
    wrote = select(col(InboundRow.channel)).where(func.lower(col(InboundRow.sender)) == address)
    linked = select(col(IdentityRow.channel)).where(func.lower(col(IdentityRow.address)) == address)
    part = select(col(ParticipantRow.channel)).where(func.lower(col(ParticipantRow.address)) == address)
    found = (await session.scalars(union(wrote, linked, part))).all()
    return [(one, address) for one in dict.fromkeys([channel, TEXTED, SPOKEN, *found])]
