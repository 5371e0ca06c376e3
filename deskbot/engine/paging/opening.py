"""What a ticket does with its page, within its transaction: open it, hasten it, fold it into another, end it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from deskbot.desk import Desk, When
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.ahead import look_ahead
from deskbot.engine.paging.ending import end
from deskbot.engine.paging.handing import give_back
from deskbot.engine.paging.holding import hold_of, why
from deskbot.engine.paging.rows import being_handed, close, row_id
from deskbot.engine.paging.showing import look_again
from deskbot.engine.paging.telling import tell_later, tell_let_off
from deskbot.escalation.hours import next_support_opening
from deskbot.model.case import Severity
from deskbot.model.page import PageState
from deskbot.model.ticket import Entry
from deskbot.store import directory, pages, tickets
from deskbot.store.database import Session
from deskbot.store.tables import PageRow, TicketRow
from deskbot.tickets.paging import PageWish, Verdict, put_off, wish, wish_now
from deskbot.tickets.reference import reference

log = logging.getLogger(__name__)


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
        code = await pages.free_code(session, now, first=pages.TRIED_FROM if tickets.is_nobodys(ticket.number) else 1)
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
        self.jobs.ring(session, "page", row_id(row), at=None if due_at <= now else due_at, new=True)
        extra = {"action": "page_opened", "page": row_id(row), "ticket": ticket.number, "policy": policy}
        log.info("page opened", extra=extra)
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
        phones: bool = False,
        part: TicketRow | None = None,
    ) -> PageWish:
        """Do within the ticket's transaction what policy says of a severity: page, hasten, page anew, or nothing.

        Args:
            session: the transaction, which has locked the ticket.
            ticket: whose page it is.
            severity: what the ticket has become.
            now: the present moment.
            raised: see `wish`, as for `proven`, `unproven_left` and `phones`.
            proven: whoever said so is believed; the page says so.
            unproven_left: how many pages others may still cause in this hour.
            solved: the trouble is over: nobody is paged.
            phones: the reseller is on the telephone about it.
            part: the part of an incident whose reseller's tier counts; else it is the ticket's.

        Returns:
            The verdict, with its reason.
        """
        rule, last = self.desk.severities[severity], await pages.latest(session, ticket.number or 0)
        tier = await self._tier(session, part or ticket)
        when = When.NEVER if solved else rule.page_for(tier)
        policy = rule.policy or (self.desk.severities[Severity.S1].policy if phones else "")
        wanted = wish(
            severity,
            when,
            now=now,
            opens_at=next_support_opening(self.desk.support_hours, now),
            last=_stands(last),
            # One that maintenance holds waits as well, however far it had come.
            waits_until=last.due_at if last and (last.level < 0 or last.held_due_at is not None) else None,
            other_policy=bool(last and rule.policy and last.policy != rule.policy),
            raised=raised,
            proven=proven,
            unproven_left=unproven_left,
            tier=tier if when.sooner(rule.page) else "",
            phones=phones and bool(policy),
        )
        if wanted.verdict is Verdict.HASTEN and raised and last:
            last.policy = policy
        return await self._carry_out(
            session, ticket, severity, last, wanted, policy, now, verified=proven, part=part or ticket
        )

    async def ring_now(
        self,
        session: Session,
        ticket: TicketRow,
        severity: Severity,
        policy: str,
        now: datetime,
        *,
        verified: bool,
        though_taken: bool = False,
        part: TicketRow | None = None,
    ) -> PageWish:
        """Have somebody paged now, whatever policy says of the severity: the open page goes on, or one is opened.

        A page that has no level left is not cut short by it: nobody else would be rung, and who was paged last has
        their time.

        Args:
            session: the transaction, which has locked the ticket.
            ticket: whose page it is.
            severity: of what somebody is wanted for.
            policy: by which a new page goes.
            now: the present moment.
            verified: whoever wants it is believed; a new page says so.
            though_taken: also where somebody has the page.
            part: the part of an incident for which somebody is wanted; else it is the ticket.
        """
        last = await pages.latest(session, ticket.number or 0)
        has = "" if last is None or though_taken else self._who_has(last)
        stays, at = ("", "") if last is None or has else await look_ahead(session, self.desk, last, now)
        wanted = wish_now(_stands(last), has=has, stays=stays, goes_on_at=at, now=now)
        return await self._carry_out(
            session, ticket, severity, last, wanted, policy, now, verified=verified, part=part or ticket
        )

    def _who_has(self, last: PageRow) -> str:
        if last.state == PageState.ACKNOWLEDGED:
            return f"{self.desk.name_of(last.acknowledged_by)} has acknowledged"
        if being_handed(last):
            to = self.desk.name_of(last.handed_to)
            return f"{self.desk.name_of(last.handed_by)} has it, and hands it over to {to}"
        return ""

    async def _carry_out(
        self,
        session: Session,
        ticket: TicketRow,
        severity: Severity,
        last: PageRow | None,
        wanted: PageWish,
        policy: str,
        now: datetime,
        *,
        verified: bool,
        part: TicketRow,
    ) -> PageWish:
        """Open, hasten, or leave the page as was decided, unless maintenance puts it off; return what came of it."""
        hold = await hold_of(session, severity, now) if wanted.rings else None
        done = put_off(wanted, hold.end, why(hold, self.desk)) if hold else wanted
        due_at, row = done.due_at or now, last
        if done.verdict is Verdict.HASTEN and last:
            last.due_at = due_at
            self.jobs.ring(session, "page", row_id(last), at=None if due_at <= now else due_at)
        if done.rings and part is not ticket:
            await self._because_of(session, ticket, part, last, done, now)
        handed = done.verdict is Verdict.PAGE and last is not None and being_handed(last)
        if handed and last:
            says = "it is paged anew, and is not handed over to you any more."
            await tell_let_off(session, self.jobs, self.desk, last, says, now)
        if last and (done.verdict is Verdict.ANEW or handed):
            close(last, PageState.ACKNOWLEDGED if handed else PageState.FOLDED, now)
            await session.flush()  # a ticket has one open page
        if done.verdict in (Verdict.PAGE, Verdict.ANEW):
            row = await self.open(session, ticket, policy, due_at, now, verified=verified)
        if handed and last:
            await give_back(session, self.jobs, self.desk, last, now)
        if done.verdict is Verdict.ANEW and last and row:
            text = f"A new page goes by the policy of {severity}; the code of the one before, {last.code}, answers it."
            await self.fold(session, last, row, now, text)
        if done.rings and row:
            row.held_due_at = (wanted.due_at or now) if done.maintenance else None
        if part is not ticket:
            return replace(done, why=f"{done.why} (as a part of {reference(ticket.number or 0)})")
        return done

    async def _because_of(
        self, session: Session, ticket: TicketRow, part: TicketRow, last: PageRow | None, done: PageWish, now: datetime
    ) -> None:
        """Say that an incident rings because of one of its parts: on its timeline, and to whoever has it."""
        number, because = ticket.number or 0, f"because of {reference(part.number or 0)}, a part of it"
        tickets.entry(session, number, now, Entry.PAGE, f"{done.says} It is {because}.")
        if done.verdict is Verdict.PAGE and last is not None and _stands(last) is PageState.ACKNOWLEDGED:
            says = f"{reference(number)}, which you have, is paged anew {because}."
            for one in last.acknowledged:
                await tell_later(session, self.jobs, self.desk, last, one, says, now)

    @staticmethod
    async def _tier(session: Session, ticket: TicketRow) -> str:
        """Return the support tier of a ticket's reseller; empty where nobody knows it."""
        reseller = await directory.reseller(session, ticket.reseller_id)
        return reseller.tier if reseller else ""

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
        await look_again(session, self.jobs, row)
        await pages.cancel_waiting(session, row_id(row), now)
        tickets.entry(session, row.ticket_number, now, Entry.PAGE, says)

    async def cancel(self, session: Session, number: int, now: datetime, why: str) -> None:
        """End a ticket's open page, as nobody needs to come any more."""
        row = await pages.latest(session, number)
        if row is not None:
            await end(session, self.jobs, self.desk, row, now, why)


def _stands(last: PageRow | None) -> PageState | None:
    """Return how it stands with a ticket's newest page: one that is being handed over is still somebody's."""
    if last is None:
        return None
    return PageState.ACKNOWLEDGED if being_handed(last) else PageState(last.state)
