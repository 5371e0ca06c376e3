"""The same trouble twice: a ticket is linked with those that look like it, and a burst of them becomes one incident.

All of it happens within the transaction that records the message, before anybody is paged for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from deskbot.desk import Desk
from deskbot.engine.incidents import gravest, open_incident, take_in
from deskbot.engine.joint_pages import put_together
from deskbot.engine.looks import look_of, systems_by_host, told, told_before
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging import Paging
from deskbot.model.case import Case, Category, Decision, Severity
from deskbot.model.page import PageState
from deskbot.model.ticket import Entry, Link, State
from deskbot.store import directory, links, pages, tickets
from deskbot.store.database import Session
from deskbot.store.tables import LinkRow, TicketRow
from deskbot.tickets import briefing
from deskbot.tickets.alike import (
    LOOKS_BACK,
    Ground,
    Look,
    Together,
    alike,
    enough,
    stands_alone,
    together,
)
from deskbot.tickets.paging import PageWish, Shared, Verdict
from deskbot.tickets.reference import reference
from deskbot.triage.urgency import ALONE


@dataclass(frozen=True, slots=True)
class Company:
    """What a ticket has to do with others, as far as its message is concerned."""

    paged: TicketRow
    """The ticket for which somebody is paged: itself, or the incident that it is a part of."""
    raised: bool
    """Whether the message makes it worth a new page of that ticket's."""
    news: bool = False
    """Whether the reseller is to hear how it stands with the incident's page."""
    others: tuple[str, ...] = ()
    """Lines for the desk."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Finds a ticket's company."""

    desk: Desk
    mailing: Mailing
    paging: Paging

    async def company(
        self, session: Session, ticket: TicketRow, case: Case, decision: Decision, *, raised: bool
    ) -> Company:
        """Link a ticket with those that look like it, and make it part of an incident where it surely is one.

        Args:
            session: the message's transaction; it has locked the ticket, unless that is new.
            ticket: the ticket, as the message found it but for its severity.
            case: the message.
            decision: what triage said of it.
            raised: the message opened the ticket, opened it again, or raised its severity.
        """
        if decision.solved or decision.category in (Category.JUNK, Category.ENDUSER):
            return Company(ticket, raised)
        parent = await tickets.get(session, ticket.parent) if ticket.parent is not None else None
        if parent is not None and State(parent.state).open:
            return self._as_part(ticket, parent, case, decision, raised=raised)
        if ticket.verified and not case.writer.proven:
            return Company(ticket, raised)  # a stranger's words make no ticket like another
        me = await self._of_message(session, ticket, case, decision)
        if raised:
            me = replace(me, created_at=case.now)  # what was a question until now is an outage since now
        if parent is None and me.verified and me.outage and not me.alone:
            await links.one_at_a_time(session)
        others = await self._others(session, me, case) if me.verified or me.host else []
        found = None
        linked = await links.of(session, me.number, undone=True) if others else ()
        if ticket.parent is None and others:
            found = together(me, others, self.desk.burst, case.now, _left(me.number, linked))
        if found is not None:
            joined = await self._join(session, ticket, me, others, found, case.now)
            if joined is not None:
                return joined
        lines = self._link(session, me, others, linked, case.now)
        return Company(ticket, raised, others=lines)

    async def told(
        self, session: Session, company: Company, ticket: TicketRow, wish: PageWish, now: datetime
    ) -> PageWish:
        """Return a verdict on paging with what the desk and the reseller are to hear of the ticket's company."""
        wish = replace(wish, others=company.others)
        if company.paged is ticket:
            return wish
        last = await pages.latest(session, company.paged.number or 0)
        if wish.verdict is not Verdict.NONE or last is None or not company.news:
            return wish
        if last.state == PageState.ACKNOWLEDGED:
            return replace(wish, shared=Shared.TAKEN, taken_by=self.desk.name_of(last.acknowledged_by))
        if last.state != PageState.OPEN:
            return wish
        if last.level < 0 and last.due_at is not None and last.due_at > now:
            return replace(wish, shared=Shared.WAITING, due_at=last.due_at)
        return replace(wish, shared=Shared.RINGING)

    @staticmethod
    def _as_part(ticket: TicketRow, parent: TicketRow, case: Case, decision: Decision, *, raised: bool) -> Company:
        """Return whose page stands for a part of an incident, unless its message needs one of its own."""
        line = (f"part of {reference(parent.number or 0)}: {parent.subject}",)
        if stands_alone(decision, ALONE):
            return Company(ticket, raised, others=line)
        graver = not Severity(parent.severity).at_least(decision.severity)
        if graver and case.writer.proven:
            parent.severity = decision.severity
            parent.updated_at = case.now
        news = graver or raised
        return Company(parent, raised=news, news=news, others=line)

    async def _of_message(self, session: Session, ticket: TicketRow, case: Case, decision: Decision) -> Look:
        reseller = await directory.reseller(session, ticket.reseller_id)
        subject = f"{ticket.subject} {case.message.subject}"
        region = reseller.region if reseller else ""
        look = look_of(ticket, told(subject, decision.findings), systems_by_host(case.systems), region)
        kept = await links.alone(session, [look.number], ALONE) if case.earlier else ()
        return replace(
            look,
            severity=decision.severity,
            category=decision.category,
            playbook=decision.playbook or "",
            alone=look.alone or bool(kept) or stands_alone(decision, ALONE),
        )

    async def _others(self, session: Session, me: Look, case: Case) -> list[Look]:
        rows = await links.comparable(
            session,
            me.number,
            me.reseller,
            since=case.now - LOOKS_BACK,
            outages_since=case.now - self.desk.burst.within,
            alone=ALONE,
        )
        systems = systems_by_host(case.systems)
        return [
            look_of(
                row, told_before(row.subject, row.findings), systems, row.region, alone=row.alone, ground=row.ground
            )
            for row in rows
        ]

    def _link(
        self, session: Session, me: Look, others: Sequence[Look], linked: Sequence[LinkRow], now: datetime
    ) -> tuple[str, ...]:
        """Link a ticket with those that look like it, each pair once: what a person has undone stays so."""
        lines: list[str] = []
        for other, why in alike(me, others, self.desk.burst):
            before = [row for row in linked if other in (row.ticket_number, row.other_number)]
            if all(row.undone_at is None for row in before):
                lines.append(f"{reference(other)}: {why.says}")
            if before:
                continue
            links.add(session, me.number, other, Link.ALIKE, why.says, now)
            for one, two in ((me.number, other), (other, me.number)):
                tickets.entry(session, one, now, Entry.NOTE, f"Looks like {reference(two)}: {why.says}.")
        return tuple(lines)

    async def _join(
        self, session: Session, ticket: TicketRow, me: Look, others: Sequence[Look], found: Together, now: datetime
    ) -> Company | None:
        """Make a ticket part of an incident; None where somebody works on one of the others, or it is no more one.

        Then it keeps its own page: rather one too many than none.
        """
        wanted = (*found.members, *(() if found.parent is None else (found.parent,)))
        rows = await tickets.lock_soon(session, wanted)
        if rows is None:
            return None
        rows = {number: row for number, row in rows.items() if State(row.state).open}
        if found.parent is not None:
            parent = rows.pop(found.parent, None)
            if parent is None:
                return None
            sources = {me.number: ticket}
            before = Severity(parent.severity)
        else:
            sources = {
                number: rows[number] for number in found.members if number in rows and rows[number].parent is None
            }
            looks = [me, *(look for look in others if look.number in sources)]
            if not enough(Ground(found.key.partition(":")[0]), looks, self.desk.burst):
                return None
            before = gravest(sources.values())
            parent = await self._incident(session, (ticket, *sources.values()), found, now)
            sources[me.number] = ticket
        graver = not before.at_least(me.severity)
        if graver:
            parent.severity = me.severity
        for _, row in sorted(sources.items()):
            take_in(session, row, parent, found.says, now, key=found.key)
        await session.flush()
        await put_together(session, parent, sources, self.paging, now)
        if found.parent is None:
            await self._brief(session, parent, sources, found, now)
        line = (f"part of {reference(parent.number or 0)}: {parent.subject}",)
        return Company(parent, raised=graver, news=True, others=line)

    async def _incident(
        self, session: Session, parts: Sequence[TicketRow], found: Together, now: datetime
    ) -> TicketRow:
        """Open the ticket that is worked on for all: nobody's own, so that nothing of one is told to another."""
        parent = await open_incident(session, found.says, gravest(parts), now)
        if found.key.startswith(f"{Ground.PLAYBOOK}:"):
            parent.playbook = found.key.partition(":")[2]
        return parent

    async def _brief(
        self, session: Session, parent: TicketRow, parts: dict[int, TicketRow], found: Together, now: datetime
    ) -> None:
        number = parent.number or 0
        names = [await tickets.whose(session, row) for _, row in sorted(parts.items())]
        lines = [
            f"{reference(one)} {row.severity}, {name}: {row.subject}"
            for (one, row), name in zip(sorted(parts.items()), names, strict=True)
        ]
        subject = f"[{reference(number)}] {parent.severity} incident: {parent.subject}"
        text = briefing.incident(number, parent.severity, found.says, lines)
        await self.mailing.to_desk(session, f"incident:{number}", subject, text, now, ticket=number)


def _left(number: int, linked: Sequence[LinkRow]) -> frozenset[int]:
    """Return the incidents out of which a person took a ticket."""
    return frozenset(
        row.other_number
        for row in linked
        if row.kind == Link.PART_OF and row.ticket_number == number and row.undone_at is not None
    )
