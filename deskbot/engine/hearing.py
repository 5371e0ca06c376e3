"""Who hears of a ticket, and where: each person once, by the channel that they prefer or used last."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from deskbot.model.message import MAIL, Address
from deskbot.model.phone import SPOKEN, TEXTED
from deskbot.store import ways
from deskbot.store.database import Session
from deskbot.store.directory import folded
from deskbot.store.tables import ParticipantRow
from deskbot.tickets.hearing import best_way


@dataclass(frozen=True, slots=True)
class Hearer:
    """Somebody who takes part in a ticket, and where they are written to."""

    channel: str
    to: Address
    verified: bool
    whom: str
    """What tells them from the others in keys: the same, wherever they are written to."""
    addresses: frozenset[str]
    """Those with which they take part."""


async def hearers(
    session: Session, people: Iterable[ParticipantRow], writable: Collection[str], reseller_id: int | None
) -> list[Hearer]:
    """Return who hears of a ticket; a contact who has left, or is at another reseller now, hears nothing any more.

    An address that was never proven on the ticket is written to as it is: whoever wrote from there may be anybody.

    Args:
        session: the transaction.
        people: who takes part in it.
        writable: the channels by which people can be written to.
        reseller_id: whose ticket it is; None for nobody's.
    """
    people = tuple(people)
    known = await ways.people_at(session, [_place(one) for one in people if one.verified])
    found: dict[object, Hearer] = {}
    for one in people:
        person = known.get(_place(one)) if one.verified else None
        if person is not None and not person.may_hear(reseller_id):
            continue
        who: object = person.id if person else (one.channel, one.address)
        if who in found:
            found[who] = replace(found[who], addresses=found[who].addresses | {one.address})
            continue
        way = None
        if person is not None and len(person.ways) > 1:
            way = best_way(person.ways, person.prefers, writable)
        channel, address = (way.channel, way.address) if way else (one.channel, one.address)
        name = one.name or (person.name if person else "")
        whom = f"{one.channel}:{one.address}"
        found[who] = Hearer(channel, Address(address, name), one.verified, whom, frozenset({one.address}))
    return list(found.values())


async def another_way(
    session: Session, channel: str, address: str, writable: Collection[str], reseller_id: int | None
) -> tuple[str, Address] | None:
    """Return another address of whose address this is, by mail where there is one; None where none is known.

    The address may have become somebody else's since, who must not hear of the ticket; see `hearers`.
    """
    place = (TEXTED if channel == SPOKEN else channel, folded(address))
    person = (await ways.people_at(session, [place])).get(place)
    if person is None or not person.may_hear(reseller_id):
        return None
    failed = {(channel, one.address) for one in person.ways if one.channel == channel}
    way = best_way(person.ways, MAIL, writable, but=failed)
    return (way.channel, Address(way.address, person.name)) if way else None


def _place(one: ParticipantRow) -> tuple[str, str]:
    """Return where the directory has an address: who phones has the number that they text from."""
    return (TEXTED if one.channel == SPOKEN else one.channel, one.address)
