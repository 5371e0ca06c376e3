"""One of the staff is told something about a ticket that asks them for nothing: in their chat, or by mail."""

from __future__ import annotations

from datetime import datetime

from deskbot.engine.mailing import Mailing
from deskbot.store.database import Session
from deskbot.tickets.excerpt import cut, one_line
from deskbot.tickets.reference import reference

_LONGEST = 1000


async def tell_staff(
    session: Session, mailing: Mailing, key: str, number: int, person: str, says: str, now: datetime
) -> bool:
    """Tell somebody of the staff about a ticket; return whether there is a way to them.

    Never by text: the numbers from which resellers are texted are not theirs, and the pager's is for pages.

    Args:
        session: the transaction that gives rise to it.
        mailing: writes it.
        key: what it is for; unique.
        number: the ticket's.
        person: a key of the staff.
        says: what they are told.
        now: the present moment.
    """
    who = mailing.desk.staff.get(person)
    if who is None:
        return False
    name, medium = reference(number), who.told_by
    if medium.chat and str(medium) in mailing.writable:
        words = cut(f"{name}: {one_line(says)}", _LONGEST)
        await mailing.to_stranger(session, key, (str(medium), who.address(medium)), "", words, now)
        return True
    if not who.mail:
        return False
    subject = f"[{name}] {cut(one_line(says), 120)}"
    await mailing.to_desk(session, key, subject, says, now, ticket=number, address=who.mail)
    return True
