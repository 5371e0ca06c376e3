"""All that is kept about somebody, as they may have it: one JSON document, and the files as they came."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from deskbot.model.ticket import Entry
from deskbot.store.among import among
from deskbot.store.originals import ending_of
from deskbot.store.person.finding import Person
from deskbot.store.tables import AttachmentRow, BlobRow, InboundRow

_UNSAFE = re.compile(r"[^\w.-]+")
_OF_TICKET = ("number", "state", "subject", "severity", "created_at", "closed_at", "rating", "rating_words", "language")
"""What of a ticket is theirs to have; what the desk thinks of it among itself is not."""


async def gather(session: AsyncSession, person: Person) -> AsyncIterator[tuple[str, bytes]]:
    """Return the files of an export, by name: `person.json`, `originals/…`, `files/…`."""
    yield "person.json", json.dumps(await _told(session, person), indent=2, ensure_ascii=False, default=_plain).encode()
    own = among(col(InboundRow.id), person.messages)
    for number, channel, sha256 in (
        await session.execute(
            select(col(InboundRow.id), col(InboundRow.channel), col(InboundRow.raw_sha256)).where(own)
        )
    ).all():
        yield f"originals/{number}.{ending_of(channel)}", await _bytes(session, sha256)
    files = select(col(AttachmentRow.id), col(AttachmentRow.filename), col(AttachmentRow.sha256))
    for number, name, sha256 in (
        await session.execute(files.where(among(col(AttachmentRow.inbound_id), person.messages)))
    ).all():
        yield f"files/{number}-{_UNSAFE.sub('_', name)[-80:]}", await _bytes(session, sha256)


async def _told(session: AsyncSession, person: Person) -> dict[str, Any]:
    of = SQLModel.metadata.tables
    addresses = [address.lower() for _, address in person.addresses]

    async def rows(name: str, which: Any) -> list[dict[str, Any]]:
        found = (await session.execute(select(of[name]).where(which))).mappings().all()
        return [dict(row) for row in found]

    def theirs(name: str, column: str) -> Any:
        return func.lower(of[name].c[column]).in_(addresses)

    line = of["timeline"]
    # What was thought of a message hangs on it as well, and is the desk's.
    wrote = among(line.c.inbound_id, person.messages) & (line.c.kind == Entry.MESSAGE)
    entries = or_(wrote, among(line.c.ticket_number, person.tickets) & line.c.public)
    tickets = await rows("ticket", among(of["ticket"].c.number, person.tickets))
    return {
        "names": person.names,
        "addresses": [f"{channel}:{address}" for channel, address in person.addresses],
        "contact": await rows("contact", of["contact"].c.id == person.contact),
        "invitations": [
            {key: row[key] for key in ("channel", "address", "created_at", "expires_at", "used_at")}
            for row in await rows("invitation", of["invitation"].c.contact_id == person.contact)
        ],
        "tickets": [{key: row[key] for key in _OF_TICKET} for row in tickets],
        "messages": await rows("inbound", among(of["inbound"].c.id, person.messages)),
        "said": await rows("timeline", entries),
        "letters": await rows("outbox", theirs("outbox", "to_address")),
        "calls": await rows("phone_call", theirs("phone_call", "caller")),
        "recordings": await rows(
            "recording",
            of["recording"].c.call_id.in_(select(of["phone_call"].c.id).where(theirs("phone_call", "caller"))),
        ),
        "takes part": await rows("participant", theirs("participant", "address")),
        "commands": await rows("interaction", theirs("interaction", "actor")),
        "numbers": await rows("number", theirs("number", "address")),
        "not reached": await rows("undeliverable", theirs("undeliverable", "address")),
    }


async def _bytes(session: AsyncSession, sha256: str) -> bytes:
    return await session.scalar(select(col(BlobRow.content)).where(col(BlobRow.sha256) == sha256)) or b""


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)
