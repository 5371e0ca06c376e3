"""Who is on the line: the row of a call, and whose number it comes from."""

from __future__ import annotations

from datetime import datetime

from deskbot.model.case import Standing, Writer
from deskbot.model.phone import Ring
from deskbot.store import calls, directory
from deskbot.store.database import Session
from deskbot.store.tables import CallRow


async def call_of(session: Session, ring: Ring, now: datetime) -> CallRow:
    """Return a call's row, locked; a call that is not known yet gets one, which began now."""
    _, contact, _ = await directory.caller(session, ring.number) if ring.number else directory.NOBODY
    verified = contact.id if contact is not None and ring.attested else None
    return await calls.of(session, ring, verified, now)


def ring_of(call: CallRow) -> Ring:
    """Return a call as the carrier has told of it."""
    return Ring(call.sid, call.caller, call.called, attested=call.contact_id is not None)


async def writer_of(session: Session, ring: Ring) -> Writer:
    """Return who calls: a contact whose number it is, where the carrier does not say that it was borrowed."""
    reseller, contact, by = await directory.caller(session, ring.number) if ring.number else directory.NOBODY
    if contact is None:
        return Writer(Standing.UNPROVEN, "the number is nobody's whom the directory knows")
    if not ring.attested:
        why = "the carrier does not vouch for the number, which may be another's"
        return Writer(Standing.UNPROVEN, why, reseller, contact, by)
    return Writer(Standing.PROVEN, "it is the contact's verified number", reseller, contact, by)
