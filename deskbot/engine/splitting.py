"""One message of a ticket becomes a ticket of its own, and comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskbot.desk import Desk
from deskbot.engine import sla, timers
from deskbot.engine.agents import refuse_merged
from deskbot.engine.letter import Letter
from deskbot.engine.mailing import Mailing
from deskbot.engine.merging import Merging, relettered
from deskbot.engine.paging import Paging
from deskbot.errors import DeskbotError, NotFoundError
from deskbot.model.case import Severity
from deskbot.model.message import Address
from deskbot.model.ticket import Entry, Link, State
from deskbot.store import conversation, inbound, links, moves, pages, tickets
from deskbot.store.database import Session
from deskbot.store.payloads import findings_from_json, findings_to_json
from deskbot.store.tables import InboundRow, LinkRow, TicketRow, TimelineRow
from deskbot.tickets import replies
from deskbot.tickets.reference import reference
from deskbot.tickets.topic import untagged

CARRIED = frozenset({"callback", "customer", "host_id", "model", "release"})
"""Facts of a ticket that hold for what is split off it as well."""


@dataclass(frozen=True, slots=True)
class Splitting:
    """Splits tickets within a transaction that has locked them, and takes it back."""

    desk: Desk
    mailing: Mailing
    paging: Paging

    async def split(
        self,
        session: Session,
        ticket: TicketRow,
        message: int,
        author: str,
        now: datetime,
        *,
        subject: str = "",
        severity: Severity | None = None,
    ) -> int:
        """Make a ticket of its own of one message; return its number. See `Joining.split`."""
        number = ticket.number or 0
        refuse_merged(ticket)
        said = await chosen(session, number, message)
        letter = await inbound.lock(session, said.inbound_id or 0)
        if letter is None:
            raise NotFoundError(f"message {message} of {reference(number)} was not sent by anybody")
        new = await self._split_off(session, ticket, said, letter, subject, severity or Severity(ticket.severity), now)
        other = new.number or 0
        moved = await moves.move_message(session, letter.id or 0, number, other)
        links.add(session, other, number, Link.SPLIT, "", now, author=author, data={"moved": moved})
        tickets.entry(session, other, now, Entry.STATE, f"Split off {reference(number)}.", author=author)
        text = f"Message {message} was split off as {reference(other)}."
        tickets.entry(session, number, now, Entry.STATE, text, author=author)
        await session.flush()
        await self._page_split(session, ticket, new, now)
        accepted_at = now if await self._answered_since(session, ticket, letter) else letter.accepted_at
        await sla.follow(session, self.mailing.jobs, self.desk, new, now, accepted_at=accepted_at)
        await self._tell_split(session, new, ticket, now)
        return other

    async def _split_off(
        self,
        session: Session,
        ticket: TicketRow,
        said: TimelineRow,
        letter: InboundRow,
        subject: str,
        severity: Severity,
        now: datetime,
    ) -> TicketRow:
        fresh = CARRIED | await fresh_keys(session, ticket.number or 0, said.inbound_id or 0)
        findings = [one for one in findings_from_json(ticket.findings) if one.key in fresh]
        new = TicketRow(
            state=State.WAITING_DESK,
            subject=subject or untagged(letter.subject) or ticket.subject,
            category=ticket.category,
            severity=severity,
            verified=said.verified and ticket.verified,
            reseller_id=ticket.reseller_id if said.verified else None,
            contact_id=ticket.contact_id if said.verified else None,
            findings=findings_to_json(findings),
            language=ticket.language,
            entitlement=ticket.entitlement,
            created_at=now,
            updated_at=now,
        )
        session.add(new)
        await session.flush()
        name = letter.person
        await tickets.join(
            session, new.number or 0, letter.channel, Address(letter.sender, name), verified=said.verified
        )
        return new

    @staticmethod
    async def _answered_since(session: Session, ticket: TicketRow, letter: InboundRow) -> bool:
        """Return whether somebody at the desk has answered, or taken, a ticket since a message of it came in."""
        first = ticket.first_response_at
        taken = first is not None and first >= letter.accepted_at
        return taken or await tickets.replied_since(session, ticket.number or 0, letter.accepted_at)

    async def _page_split(self, session: Session, ticket: TicketRow, new: TicketRow, now: datetime) -> None:
        """Page for what was split off, if nobody has come for the old ticket yet, or it is graver than that."""
        severity = Severity(new.severity)
        last = await pages.latest(session, ticket.parent or ticket.number or 0)
        if Severity(ticket.severity).at_least(severity) and (last is None or not pages.is_untaken(last)):
            return
        verdict = await self.paging.follow(session, new, severity, now, raised=True, proven=True)
        tickets.entry(session, new.number or 0, now, Entry.PAGE, f"Split off; {verdict.why}.")

    async def _tell_split(self, session: Session, new: TicketRow, ticket: TicketRow, now: datetime) -> None:
        number = new.number or 0
        setting = await self.mailing.setting_of(session, new)
        text = replies.parted(number, ticket.number or 0, new.subject, setting)
        await self.mailing.to_verified(session, f"split:{number}", new, Letter(text), now)

    async def undo(
        self, session: Session, row: LinkRow, new: TicketRow, ticket: TicketRow, author: str, now: datetime
    ) -> str:
        """Give a ticket back what was split off it, and all that has come in there since; return what was done.

        Raises:
            DeskbotError: one of them was merged onwards, the ticket is closed, or there are too many tasks for one.
        """
        for one in (new, ticket):
            refuse_merged(one)
        number, other = new.number or 0, ticket.number or 0
        if ticket.state == State.CLOSED:
            raise DeskbotError(f"{reference(other)} is closed: what comes back to it would not be seen")
        merging, lettered = Merging(self.mailing, self.paging), await relettered(session, new, ticket)
        data = await merging.pour(session, new, ticket, lettered.places, author, now)
        row.undone_at, row.undone_by = now, author
        text = f"What was split off is part of {reference(other)} again."
        tickets.entry(session, number, now, Entry.STATE, text, author=author)
        text = f"{reference(number)}, which was split off, is part of it again."
        tickets.entry(session, other, now, Entry.STATE, text, author=author)
        timers.wait(session, self.mailing.jobs, self.desk, ticket, now)
        if lettered.lines:
            await merging.tell(session, f"unsplit:{row.id}", new, ticket, data["told"], lettered.lines, now)
        return f"what was split off is part of {reference(other)} again{lettered.says}"


async def chosen(session: Session, number: int, message: int) -> TimelineRow:
    """Return one of a ticket's messages by its place; 1 is the first.

    Raises:
        NotFoundError: there are fewer.
        DeskbotError: it is the only one.
    """
    count = await conversation.messages(session, number)
    said = await conversation.message(session, number, message) if 1 <= message <= count else None
    if said is None:
        raise NotFoundError(f"{reference(number)} has {count} message(s), and no message {message}")
    if count == 1:
        raise DeskbotError(f"{reference(number)} has one message: nothing would be left of it")
    return said


async def fresh_keys(session: Session, number: int, inbound_id: int) -> frozenset[str]:
    """Return the keys of the facts that a message gave, as its decision notes them."""
    made = await conversation.decided_on(session, number, inbound_id)
    return frozenset(str(key) for data in made for key in data.get("fresh", ()))
