"""Whoever phoned is written to by mail, where the directory has an address of theirs."""

from __future__ import annotations

from dataclasses import replace

from deskbot.engine.mailing import DESK_CHANNEL
from deskbot.model.case import Case
from deskbot.model.message import Address
from deskbot.model.phone import SPOKEN
from deskbot.store import directory
from deskbot.store.database import Session


async def by_mail(session: Session, case: Case) -> Case:
    """Return a case as one of the caller's mail address; unchanged where it was no call, or none is known."""
    if case.message.channel != SPOKEN or not case.writer.proven or case.writer.contact is None:
        return case
    mail = await directory.mail_of(session, case.writer.contact.id)
    if not mail:
        return case
    to = Address(mail, case.writer.contact.name)
    return replace(case, message=replace(case.message, channel=DESK_CHANNEL, sender=to, reply_to=None))
