"""Targets in time: what is promised for a ticket is set, set anew, warned of, and escalated when it has passed.

What a ticket is promised follows from its severity, its reseller's tier and what is agreed with them. `follow` looks
at these and changes nothing where they are as before; so whoever changes one calls it, and each alarm does so again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging import Paging
from deskbot.engine.paging.rows import paged_for
from deskbot.escalation import business_time
from deskbot.model.case import Severity
from deskbot.model.sla import Answer, Told
from deskbot.model.ticket import Entry, State
from deskbot.store import directory, sla_targets, tickets
from deskbot.store.database import Database, Session
from deskbot.store.tables import SlaTargetRow, TicketRow
from deskbot.tickets import sla, sla_letters
from deskbot.tickets.sla import Promise, Verdict
from deskbot.tickets.sla_letters import Waiting


async def follow(
    session: Session,
    jobs: Jobs,
    desk: Desk,
    ticket: TicketRow,
    now: datetime,
    *,
    accepted_at: datetime | None = None,
    raised_at: datetime | None = None,
) -> SlaTargetRow | None:
    """Give a ticket whose row is locked the target that it should have; return it, None where it has none.

    Once a person has answered nothing is promised anew: later severities are worked on, not answered.

    Args:
        session: the transaction.
        jobs: rings when the target is to be looked at.
        desk: the desk's policy.
        ticket: the ticket.
        now: the present moment.
        accepted_at: when the message was accepted that opened the ticket, or opened it again: the time begins anew.
        raised_at: when the message was accepted that made the ticket graver: what nobody had reported before was
            promised by no time. The target ends no later for it. None where a person at the desk changed something:
            then the ticket was graver from the beginning.
    """
    number, row = ticket.number or 0, await sla_targets.running(session, ticket.number or 0)
    if row is not None and (not State(ticket.state).open or accepted_at is not None):
        await end(session, row, now, "opened again" if accepted_at else ticket.state)
        row = None
    if not State(ticket.state).open or ticket.first_response_at is not None:
        return row
    reseller = await directory.reseller(session, ticket.reseller_id)
    tier, agreed = (reseller.tier, reseller.targets) if reseller else ("", "")
    if row is None and not desk.sla and not agreed:
        return None
    if row is not None and (row.severity, row.tier, row.agreed) == (ticket.severity, tier, agreed):
        return row
    new = SlaTargetRow(
        ticket_number=number,
        severity=ticket.severity,
        tier=tier,
        agreed=agreed,
        says="",
        accepted_at=accepted_at or (row.accepted_at if row else ticket.created_at),
        counted_from=now,
        set_at=now,
    )
    raised = row is not None and raised_at is not None
    kept = row is not None and row.severity == ticket.severity
    new.counted_from = row.counted_from if row and kept else raised_at if raised and raised_at else new.accepted_at
    _promise(desk, new, sla.promise(desk, Severity(ticket.severity), tier, agreed))
    unbroken = row is not None and row.breached_at is None
    if raised and unbroken and row and row.promised_at and new.promised_at and row.promised_at < new.promised_at:
        new.promised_at, new.warn_at = row.promised_at, row.warn_at
    if row is not None and new.promised_at is not None:
        # The same moment is the same promise, however often the ticket goes to and fro: it is told of once.
        new.warned_at, new.breached_at = await sla_targets.told(session, number, new.accepted_at, new.promised_at)
    if row is not None:
        await end(session, row, now, "replaced")
    session.add(new)
    await session.flush()
    tickets.entry(session, number, now, Entry.SLA, in_words(desk, new, now), data={"target": new.id})
    watch(session, jobs, new, now, new=True)
    return new


def _promise(desk: Desk, row: SlaTargetRow, made: Promise) -> None:
    row.says = made.says
    if made.target is None:
        return
    hours = desk.business_hours[made.target.hours] if made.target.hours else None
    row.promised_at = business_time.after(hours, row.counted_from, made.target.within)
    warned_after = desk.sla_alarms.warned_after(made.target.within)
    row.warn_at = business_time.after(hours, row.counted_from, warned_after)


def in_words(desk: Desk, row: SlaTargetRow, now: datetime) -> str:
    """Return what is promised, and by when, as the desk reads it."""
    return f"{row.says}, by {sla.by(row.promised_at, now, desk.zone)}." if row.promised_at else f"{row.says}."


def watch(session: Session, jobs: Jobs, row: SlaTargetRow, now: datetime, *, new: bool = False) -> None:
    """Set when a target, `new` or not, is to be looked at next, and the alarm for it."""
    row.due_at = None
    if row.promised_at is not None and row.warn_at is not None and row.breached_at is None:
        row.due_at = row.promised_at if row.warned_at else row.warn_at
        jobs.ring(session, "sla", row.id or 0, at=row.due_at if row.due_at > now else None, new=new)


async def end(session: Session, row: SlaTargetRow, now: datetime, why: str) -> None:
    """End a target."""
    row.ended_at, row.ended, row.due_at = now, why, None
    await session.flush()  # a ticket has one that runs


async def merged(session: Session, jobs: Jobs, desk: Desk, source: TicketRow, target: TicketRow, now: datetime) -> None:
    """Keep the earlier of two promises when a ticket is merged into another; both are locked.

    A person's answer to the target is one to both. One to the source alone is none to those who wrote on the target.
    """
    given = await sla_targets.running(session, source.number or 0)
    if given is not None:
        await end(session, given, now, "merged")
    own = await follow(session, jobs, desk, target, now)
    unanswered = source.first_response_at is None and target.first_response_at is None
    if given is None or given.promised_at is None or not unanswered or not State(target.state).open:
        return
    if own is not None and own.promised_at is not None and own.promised_at <= given.promised_at:
        return
    if own is not None:
        await end(session, own, now, "replaced")
    new = SlaTargetRow(
        ticket_number=target.number or 0,
        severity=target.severity,
        tier=own.tier if own else given.tier,
        agreed=own.agreed if own else given.agreed,
        says=f"{given.says}, as promised for T-{source.number}",
        accepted_at=given.accepted_at,
        counted_from=given.counted_from,
        promised_at=given.promised_at,
        warn_at=given.warn_at,
        set_at=now,
        warned_at=given.warned_at,
        breached_at=given.breached_at,
        inherited=given.id,
    )
    session.add(new)
    await session.flush()
    tickets.entry(session, target.number or 0, now, Entry.SLA, in_words(desk, new, now), data={"target": new.id})
    watch(session, jobs, new, now)


async def parted(session: Session, jobs: Jobs, desk: Desk, source: TicketRow, target: TicketRow, now: datetime) -> None:
    """Give each of two tickets its own promise again when a merge is taken back; what was warned of stays so."""
    given = await sla_targets.last(session, source.number or 0, ended="merged")
    held = await sla_targets.running(session, target.number or 0)
    if given is not None and State(source.state).open:
        if held is not None and held.inherited == given.id:
            given.warned_at, given.breached_at = held.warned_at, held.breached_at
        await _again(session, jobs, given, now)
    if held is not None and held.inherited is not None and (given is None or held.inherited == given.id):
        await end(session, held, now, "parted")
        own = await sla_targets.last(session, target.number or 0, ended="replaced")
        if own is not None:
            await _again(session, jobs, own, now)
    for ticket in (source, target):
        await follow(session, jobs, desk, ticket, now)


async def _again(session: Session, jobs: Jobs, row: SlaTargetRow, now: datetime) -> None:
    row.ended_at, row.ended = None, ""
    await session.flush()
    watch(session, jobs, row, now)


@dataclass(frozen=True, slots=True)
class SlaAlarm:
    """Answers the alarms of targets."""

    database: Database
    jobs: Jobs
    clock: Clock
    mailing: Mailing
    paging: Paging

    @property
    def desk(self) -> Desk:
        """The desk's policy."""
        return self.mailing.desk

    async def look(self, target_id: int) -> None:
        """Look at a target whose time may have come."""
        now = self.clock.now()
        async with self.database.begin() as session:
            found = await sla_targets.get(session, target_id)
            ticket = await tickets.lock(session, found.ticket_number) if found else None
            row = await sla_targets.get(session, target_id)
            if ticket is None or row is None or row.ended_at or row.due_at is None or row.due_at > now:
                return
            if await follow(session, self.jobs, self.desk, ticket, now) is not row:
                return  # another target has taken its place, and has an alarm of its own; or the ticket is closed
            row.due_at = None
            if row.promised_at is not None and row.warn_at is not None:
                await self._carry_out(session, ticket, row, row.promised_at, row.warn_at, now)

    async def _carry_out(
        self,
        session: Session,
        ticket: TicketRow,
        row: SlaTargetRow,
        promised_at: datetime,
        warn_at: datetime,
        now: datetime,
    ) -> None:
        answer = await sla_targets.answer(session, ticket)
        watched = sla.Watched(
            promised_at=promised_at,
            warn_at=warn_at,
            warned=row.warned_at is not None,
            breached=row.breached_at is not None,
        )
        verdict, row.due_at = sla.verdict(watched, answer, now)
        match verdict:
            case Verdict.WARN:
                row.warned_at = now
                await self._warn(session, ticket, row, answer, now)
            case Verdict.BREACH:
                row.breached_at = now
                await self._breach(session, ticket, row, answer, now)
            case Verdict.MET | Verdict.LATE:
                if verdict is Verdict.LATE:
                    row.breached_at = promised_at
                    text = f"The first answer came late: it was due by {self._by(row, now)}."
                    tickets.entry(session, ticket.number or 0, now, Entry.SLA, text)
                await end(session, row, now, "answered")
            case Verdict.WAIT:
                pass
        if row.due_at is not None:
            self.jobs.ring(session, "sla", row.id or 0, at=row.due_at)

    async def _warn(
        self, session: Session, ticket: TicketRow, row: SlaTargetRow, answer: Answer, now: datetime
    ) -> None:
        waiting = await self._waiting(session, ticket, row, answer, now)
        text = f"Warned: a person's first answer is due by {waiting.by}, and nobody has answered."
        tickets.entry(session, ticket.number or 0, now, Entry.SLA, text, data={"target": row.id})
        await self._tell(session, f"sla-warn:{row.id}", sla_letters.warning(waiting), ticket, now)

    async def _breach(
        self, session: Session, ticket: TicketRow, row: SlaTargetRow, answer: Answer, now: datetime
    ) -> None:
        waiting = await self._waiting(session, ticket, row, answer, now)
        paging = await self._page(session, ticket, now)
        doubt = f" {waiting.doubt}" if waiting.doubt else " Nobody has answered."
        why = f" {waiting.why}" if waiting.why else ""
        text = f"Overdue: a person's first answer was due by {waiting.by}.{why}{doubt} {paging}"
        tickets.entry(session, ticket.number or 0, now, Entry.SLA, text, data={"target": row.id})
        letter = sla_letters.breach(waiting, paging)
        await self._tell(session, f"sla-breach:{row.id}", letter, ticket, now, also=self.desk.sla_alarms.mail)

    async def _waiting(
        self, session: Session, ticket: TicketRow, row: SlaTargetRow, answer: Answer, now: datetime
    ) -> Waiting:
        doubt = ""
        if answer.at is not None:
            why = (
                "the letter that says so has not gone out yet"
                if answer.told is Told.ON_ITS_WAY
                else "no letter reached"
            )
            doubt = f"Somebody answered or took it, but the reseller was not told: {why}."
        return Waiting(
            number=ticket.number or 0,
            severity=ticket.severity,
            subject=ticket.subject,
            whose=await tickets.whose(session, ticket),
            owner=self.desk.name_of(ticket.owner),
            says=row.says,
            by=self._by(row, now),
            why=await self._why_so_late(session, row, now),
            doubt=doubt,
        )

    async def _why_so_late(self, session: Session, row: SlaTargetRow, now: datetime) -> str:
        """Return why a promise was broken before anybody could know of it; empty where it was not."""
        if row.promised_at is None or row.promised_at >= row.set_at:
            return ""
        before = await sla_targets.last(session, row.ticket_number, ended="replaced")
        if row.inherited is not None:
            cause = "the tickets were merged"
        elif before is not None and before.accepted_at == row.accepted_at:
            cause = "severity, tier or agreement changed"
        else:
            cause = "the message that it counts from was dealt with"
        return f"It is promised so only since {sla.by(row.set_at, now, self.desk.zone)}, when {cause}."

    def _by(self, row: SlaTargetRow, now: datetime) -> str:
        return sla.by(row.promised_at or now, now, self.desk.zone)

    async def _tell(
        self, session: Session, key: str, letter: tuple[str, str], ticket: TicketRow, now: datetime, *, also: str = ""
    ) -> None:
        """Write to the desk, to the ticket's owner, and to `also`; each address once."""
        owner = self.desk.staff[ticket.owner].mail if ticket.owner in self.desk.staff else ""
        addresses = {one.casefold(): one for one in (also, owner, self.desk.notify) if one}
        for folded, address in sorted(addresses.items()):
            await self.mailing.to_desk(
                session, f"{key}:{folded}", *letter, now, ticket=ticket.number or 0, address=address
            )

    async def _page(self, session: Session, ticket: TicketRow, now: datetime) -> str:
        """Page for a ticket whose target has passed, where policy says so; return what was done, in words."""
        severity, alarms = Severity(ticket.severity), self.desk.sla_alarms
        policy = alarms.policy or self.desk.severities[severity].policy
        if severity not in alarms.page or not policy:
            return f"Nobody is paged: an overdue {severity} pages nobody."
        paged = await paged_for(session, ticket)
        done = await self.paging.ring_now(session, paged, severity, policy, now, verified=paged.verified, part=ticket)
        return done.says
