"""What a ticket does with its page, within its transaction: open it, hasten it, fold it into another, end it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from deskbot.desk import Desk, When
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.holding import hold_of, why
from deskbot.engine.paging.rows import close, end, row_id
from deskbot.escalation.hours import next_support_opening
from deskbot.model.case import Severity
from deskbot.model.page import PageState
from deskbot.model.ticket import Entry
from deskbot.store import directory, pages, tickets
from deskbot.store.database import Session
from deskbot.store.tables import PageRow, TicketRow
from deskbot.tickets.paging import PageWish, Verdict, wish

_RINGS = (Verdict.PAGE, Verdict.HASTEN, Verdict.ANEW)


@dataclass(frozen=True, slots=True)
class Paging:
    """Opens and ends pages."""

    jobs: Jobs
    desk: Desk

    async def open(
        self,
        session: Session,
        ticket: TicketRow,
        policy: str,
        due_at: datetime,
        now: datetime,
        *,
        verified: bool,
    ) -> PageRow:
        """Open a page within the ticket's transaction; its first step is due at `due_at`."""
        assert ticket.number is not None  # noqa: S101  (flushed by the caller)
        code = await pages.free_code(session, now)
        row = PageRow(
            ticket_number=ticket.number,
            policy=policy,
            code=code,
            due_at=due_at,
            created_at=now,
            verified=verified,
        )
        session.add(row)
        await session.flush()
        await self.jobs.ring(session, "page", row_id(row), at=None if due_at <= now else due_at, new=True)
        return row

    async def follow(
        self,
        session: Session,
        ticket: TicketRow,
        severity: Severity,
        now: datetime,
        *,
        raised: bool,
        proven: bool,
        unproven_left: int = 0,
        solved: bool = False,
        part: TicketRow | None = None,
    ) -> PageWish:
        """Do within the ticket's transaction what policy says of a severity: page, hasten, page anew, or nothing.

        Args:
            session: the transaction, which has locked the ticket.
            ticket: whose page it is.
            severity: what the ticket has become.
            now: the present moment.
            raised: see `wish`, as for `proven` and `unproven_left`.
            proven: whoever said so is believed; the page says so.
            unproven_left: how many pages others may still cause in this hour.
            solved: the trouble is over: nobody is paged.
            part: the part of an incident whose reseller's tier counts; else it is the ticket's.

        Returns:
            The verdict, with its reason.
        """
        rule, last = self.desk.severities[severity], await pages.latest(session, ticket.number or 0)
        tier = await self._tier(session, part or ticket)
        when = When.NEVER if solved else rule.page_for(tier)
        verdict = wish(
            severity,
            when,
            now=now,
            opens_at=next_support_opening(self.desk.support_hours, now),
            last=PageState(last.state) if last else None,
            # One that maintenance holds waits as well, however far it had come.
            waits_until=last.due_at if last and (last.level < 0 or last.held_due_at is not None) else None,
            other_policy=bool(last and rule.policy and last.policy != rule.policy),
            raised=raised,
            proven=proven,
            unproven_left=unproven_left,
            tier=tier if when.sooner(rule.page) else "",
        )
        wanted_at = verdict.due_at or now
        hold = await hold_of(session, severity, now)
        if verdict.verdict in _RINGS and hold is not None and hold.end > wanted_at:
            verdict = replace(verdict, why=f"{verdict.why}. {why(hold, self.desk)}", due_at=hold.end, maintenance=True)
        due_at = verdict.due_at or now
        held_at = wanted_at if due_at > wanted_at else None
        if verdict.verdict is Verdict.HASTEN and last:
            last.policy, last.due_at, last.held_due_at = rule.policy, due_at, held_at
            await self.jobs.ring(session, "page", row_id(last), at=None if due_at <= now else due_at)
        if verdict.verdict is Verdict.PAGE:
            row = await self.open(session, ticket, rule.policy, due_at, now, verified=proven)
            row.held_due_at = held_at
        if verdict.verdict is Verdict.ANEW and last:
            close(last, PageState.FOLDED, now)
            await session.flush()  # a ticket has one open page
            new = await self.open(session, ticket, rule.policy, due_at, now, verified=proven)
            new.held_due_at = held_at
            text = f"A new page goes by the policy of {severity}; the code of the one before, {last.code}, answers it."
            await self.fold(session, last, new, now, text)
        return verdict

    @staticmethod
    async def _tier(session: Session, ticket: TicketRow) -> str:
        """Return the support tier of a ticket's reseller; empty where nobody knows it."""
        return (await directory.reseller(session, ticket.reseller_id)).tier if ticket.reseller_id else ""

    async def fold(self, session: Session, row: PageRow, into: PageRow, now: datetime, says: str) -> None:
        """Let another page stand for an open one; what has not been handed to a carrier is not sent any more.

        Args:
            session: the transaction, which has locked both.
            row: the page that ends.
            into: the one that whoever answers the first one answers.
            now: the present moment.
            says: why, for the timeline.
        """
        close(row, PageState.FOLDED, now)
        row.folded_into = row_id(into)
        await pages.cancel_waiting(session, row_id(row), now)
        tickets.entry(session, row.ticket_number, now, Entry.PAGE, says)

    async def hasten(self, session: Session, row: PageRow, now: datetime) -> None:
        """Make an open page's next step due now."""
        row.due_at = now
        await self.jobs.ring(session, "page", row_id(row))

    async def cancel(self, session: Session, number: int, now: datetime, why: str) -> None:
        """End a ticket's open page, as nobody needs to come any more."""
        row = await pages.latest(session, number)
        if row is not None:
            await end(session, row, now, why)
