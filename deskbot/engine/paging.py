"""Pages in time: opened with the ticket, stepped by alarms, handed to carriers, ended by an acknowledgement."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from deskbot.clock import Clock
from deskbot.desk import Desk, Policy, When
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import Mailing
from deskbot.engine.rosters import load_roster
from deskbot.errors import UnavailableError
from deskbot.escalation import pager
from deskbot.escalation.carriers import Carrier, Notice
from deskbot.escalation.hours import next_support_opening
from deskbot.escalation.lateness import late_words, wanted_at, with_lateness
from deskbot.escalation.policy import ladder
from deskbot.escalation.sms_text import page_text
from deskbot.model.case import Severity
from deskbot.model.message import Outcome, Receipt
from deskbot.model.page import Attempt, Medium, PageState
from deskbot.model.ticket import Entry, State
from deskbot.store import directory, pages, tickets
from deskbot.store.database import LOCK, Database, Session
from deskbot.store.tables import NotificationRow, PageRow, TicketRow
from deskbot.tickets.paging import PageWish, Verdict, wish
from deskbot.tickets.reference import reference

LEASE = timedelta(seconds=15)
"""How long one attempt may take before it is taken for dead and made again; carriers are given up sooner."""
TIME_LIMIT = 12.0
"""Seconds until an attempt is given up; shorter than the lease."""
MOST_ATTEMPTS = 6
"""Attempts of one notification until it counts as failed and the next level is paged."""
TOKEN_BYTES = 18
UNANSWERED = frozenset({"busy", "no-answer"})
"""What a carrier says of a call that rang, or would have, and that nobody took."""
MOST_MOVES = 5
"""How often a page that has gone to another ticket is looked for again."""

log = logging.getLogger(__name__)


NOBODY = ""


class Passed(StrEnum):
    """What came of the wish to pass a page on."""

    ON = "on"
    ALREADY = "already"
    """The next level has it already."""
    TAKEN = "taken"
    NOBODY_LEFT = "nobody-left"


@dataclass(frozen=True, slots=True)
class Paging:
    """Opens, steps, sends and ends pages."""

    database: Database
    jobs: Jobs
    desk: Desk
    clock: Clock
    carriers: Mapping[Medium, Carrier]
    mailing: Mailing

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
        await self.jobs.ring(session, "page", row_id(row), at=None if due_at <= now else due_at)
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
            waits_until=last.due_at if last and last.level < 0 else None,
            other_policy=bool(last and rule.policy and last.policy != rule.policy),
            raised=raised,
            proven=proven,
            unproven_left=unproven_left,
            tier=tier if when.sooner(rule.page) else "",
        )
        due_at = verdict.due_at or now
        if verdict.verdict is Verdict.HASTEN and last:
            last.policy, last.due_at = rule.policy, due_at
            await self.jobs.ring(session, "page", row_id(last), at=None if due_at <= now else due_at)
        if verdict.verdict is Verdict.PAGE:
            await self.open(session, ticket, rule.policy, due_at, now, verified=proven)
        if verdict.verdict is Verdict.ANEW and last:
            self._close(last, PageState.FOLDED, now)
            await session.flush()  # a ticket has one open page
            new = await self.open(session, ticket, rule.policy, due_at, now, verified=proven)
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
        self._close(row, PageState.FOLDED, now)
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
            await self._end(session, row, now, why)

    async def _end(self, session: Session, row: PageRow, now: datetime, why: str) -> None:
        """End a page; one that was acknowledged stays so, and is not looked at any more."""
        if row.state == PageState.OPEN:
            self._close(row, PageState.CANCELLED, now)
            await pages.cancel_waiting(session, row_id(row), now)
            tickets.entry(session, row.ticket_number, now, Entry.PAGE, f"The page was cancelled: {why}.")
        elif row.state == PageState.ACKNOWLEDGED:
            row.due_at = None

    async def step(self, page_id: int) -> None:
        """Answer a page's alarm: take the step that is due, if one is."""
        now = self.clock.now()
        async with self.database.begin() as session:
            ticket, row = await self._locked(session, page_id)
            if ticket is None or row is None or row.state not in (PageState.OPEN, PageState.ACKNOWLEDGED):
                return
            if not State(ticket.state).open:
                await self._end(session, row, now, f"the ticket is {ticket.state}")
                return
            if row.state == PageState.ACKNOWLEDGED and await self._is_in_hand(session, row, now):
                return
            roster = await load_roster(session, self.desk, now)
            levels = ladder(roster, self._policy(row), now)
            tried = [pages.as_notification(one) for one in await pages.notifications(session, row_id(row))]
            step = pager.step(pages.as_page(row), levels, tried, now)
            if step is None:
                return
            await self._take(session, ticket, row, step, now)

    async def _is_in_hand(self, session: Session, row: PageRow, now: datetime) -> bool:
        """Return whether whoever has acknowledged a page need not be reminded of it now."""
        silent_after, newest = self._policy(row).silent_after, await pages.latest(session, row.ticket_number)
        if row.due_at is None or silent_after is None or newest is None or newest.id != row.id:
            row.due_at = None
            return True
        if row.due_at > now:
            return True
        last = await tickets.last_act(session, row.ticket_number, self.desk.staff)
        row.due_at = max(row.due_at, last + silent_after) if last else row.due_at
        if row.due_at > now:
            await self.jobs.ring(session, "page", row_id(row), at=row.due_at)
        return row.due_at > now

    async def send(self, notification_id: int) -> None:
        """Answer a notification's alarm: hand it to its carrier, if it is still wanted."""
        now = self.clock.now()
        async with self.database.begin() as session:
            claimed = await self._claim(session, notification_id, now)
        if claimed is None:
            return
        notification, notice = claimed
        carrier = self.carriers.get(notice.medium)
        receipt = await self._hand_over(carrier, notice)
        async with self.database.begin() as session:
            await self._conclude(session, notification, receipt, carrier.name if carrier else "")

    @staticmethod
    async def _hand_over(carrier: Carrier | None, notice: Notice) -> Receipt:
        """Make one attempt that ends before its lease does, and never with an exception."""
        if carrier is None:
            return Receipt(Outcome.REFUSED, f"no carrier is configured for {notice.medium}")
        try:
            async with asyncio.timeout(TIME_LIMIT):
                return await carrier.notify(notice)
        except TimeoutError:
            return Receipt(Outcome.MAYBE_SENT, f"the carrier did not answer within {TIME_LIMIT:.0f} s")
        except Exception as error:
            # A fault of ours must not keep the next attempt, or the next level, from its turn.
            log.exception("a carrier failed", extra={"action": "carrier_failed", "carrier": carrier.name})
            return Receipt(Outcome.MAYBE_SENT, f"{type(error).__name__}: {error}"[:300])

    async def report(self, token: str, state: Attempt, detail: str) -> None:
        """Take a carrier's report on a notification; it moves forward only."""
        now = self.clock.now()
        async with self.database.begin() as session:
            found = await pages.by_token(session, token)
            row = await pages.lock_notification(session, row_id(found)) if found else None
            if row is None or Attempt(row.state).final or state.rank <= Attempt(row.state).rank:
                return
            page = await session.get(PageRow, row.page_id)
            if state is Attempt.FAILED and row.state == Attempt.DELIVERED and page and page.acknowledged_by:
                return  # the call that took the page has ended
            row.detail, row.updated_at = detail, now
            if state is Attempt.FAILED and page and await self._calls_again(session, row, page, now):
                return
            row.state, row.due_at = state, None
            await session.flush()
            if state is Attempt.FAILED:
                await self._failed(session, row, now)

    async def _calls_again(self, session: Session, row: NotificationRow, page: PageRow, now: datetime) -> bool:
        """Have somebody called again who was busy or did not answer, as often as the policy says."""
        again = self._policy(page).call_again
        unanswered = row.medium == Medium.VOICE and row.detail.partition(" ")[0] in UNANSWERED
        if not unanswered or page.state != PageState.OPEN or row.step != page.step or row.unanswered >= again.times:
            return False
        row.unanswered += 1
        # The call before has ended: what is still reported of it must not be taken for the next one.
        row.token = secrets.token_urlsafe(TOKEN_BYTES)
        row.state, row.due_at = Attempt.QUEUED, now + again.every
        text = f"{row.medium} to {row.responder} did not reach them: {row.detail}; it is called again."
        tickets.entry(session, page.ticket_number, now, Entry.PAGE, text)
        await self.jobs.ring(session, "notify", row_id(row), at=row.due_at)
        return True

    async def acknowledge(self, session: Session, page_id: int, responder: str, now: datetime) -> str | None:
        """Let a responder take a page.

        Returns:
            None when it is theirs now; else who had taken it before, or `NOBODY` when nobody is needed any more.
        """
        ticket, row = await self._locked(session, page_id)
        if ticket is None or row is None or row.state == PageState.CANCELLED or not State(ticket.state).open:
            return NOBODY
        if row.state == PageState.ACKNOWLEDGED or responder in row.acknowledged:
            return row.acknowledged_by
        row.acknowledged = [*row.acknowledged, responder]
        policy = self._policy(row)
        missing = policy.acknowledgements - len(row.acknowledged)
        if len(row.acknowledged) == 1:
            row.acknowledged_by, row.acknowledged_at = responder, now
        if missing <= 0 or row.state == PageState.UNANSWERED:
            self._close(row, PageState.ACKNOWLEDGED, now)
            await pages.cancel_waiting(session, row_id(row), now)
            await self._look_again(session, row, now, policy.silent_after)
        else:
            await pages.cancel_waiting(session, row_id(row), now, responder)
        if responder != row.acknowledged_by:
            text = f"{self.desk.name_of(responder)} has come as well."
            tickets.entry(session, row.ticket_number, now, Entry.PAGE, text, author=responder)
            return None
        await self._owned_by(session, ticket, row, responder, now)
        if row.state == PageState.OPEN:
            text = f"{policy.acknowledgements} people are wanted: the page goes on."
            tickets.entry(session, row.ticket_number, now, Entry.PAGE, text)
        return None

    async def _owned_by(self, session: Session, ticket: TicketRow, row: PageRow, responder: str, now: datetime) -> None:
        """Give a page's tickets to whoever has taken it, and tell the resellers who it is."""
        name = self.desk.name_of(responder)
        for one in (ticket, *await parts_on_page(session, ticket)):
            one.owner = responder if one is ticket else one.owner or responder
            one.first_response_at = one.first_response_at or now
            one.updated_at = now
            text = f"{name} has taken it."
            tickets.entry(session, one.number or 0, now, Entry.PAGE, text, author=responder, public=True)
            await self.mailing.taken(session, one, row_id(row), name, now)

    async def _look_again(self, session: Session, row: PageRow, now: datetime, after: timedelta | None) -> None:
        """Set when a page that was acknowledged is paged anew, if nothing happens on its ticket by then."""
        if after is not None:
            row.due_at = now + after
            await self.jobs.ring(session, "page", row_id(row), at=row.due_at)

    async def _let_go(self, session: Session, ticket: TicketRow, row: PageRow, now: datetime) -> None:
        """Take a page from whoever has acknowledged it, so that it goes on."""
        for one in (ticket, *await parts_on_page(session, ticket)):
            if one.owner == row.acknowledged_by:
                one.owner = ""
        await pages.reopen(session, row, now, now)

    async def escalate(self, session: Session, page_id: int, responder: str, now: datetime) -> Passed:
        """Pass a page on to its next level, if it is still with the level of the one who passes it on."""
        ticket, row = await self._locked(session, page_id)
        if ticket is None or row is None or row.state == PageState.UNANSWERED:
            return Passed.NOBODY_LEFT
        newest = await pages.latest(session, row.ticket_number)
        if newest is not None and newest.id != row.id:
            return Passed.ALREADY  # the ticket has been paged anew since
        if row.state == PageState.ACKNOWLEDGED and responder not in row.acknowledged:
            return Passed.TAKEN
        if row.state == PageState.OPEN and not await pages.is_with(session, row, responder):
            return Passed.ALREADY
        await self._let_go(session, ticket, row, now)
        tickets.entry(session, row.ticket_number, now, Entry.PAGE, "Passed on to the next level.", author=responder)
        await self.hasten(session, row, now)
        return Passed.ON

    async def _locked(self, session: Session, page_id: int) -> tuple[TicketRow | None, PageRow | None]:
        """Lock a page and its ticket; always the ticket first, so that two never wait for each other.

        For a page that was folded it is the one that stands for it. A page may have gone to another ticket meanwhile:
        then both are let go, and looked for again.
        """
        for _ in range(MOST_MOVES):
            seen = await pages.standing_for(session, page_id)
            if seen is None:
                return None, None
            number = seen.ticket_number
            attempt = await session.begin_nested()
            ticket = await tickets.lock(session, number)
            await session.refresh(seen, with_for_update=LOCK)
            if seen.ticket_number == number and seen.state != PageState.FOLDED:
                await attempt.commit()
                return ticket, seen
            await attempt.rollback()
        raise UnavailableError(f"page {page_id} goes from ticket to ticket")

    async def _take(self, session: Session, ticket: TicketRow, row: PageRow, step: pager.Step, now: datetime) -> None:
        if row.state == PageState.ACKNOWLEDGED and step.state is PageState.OPEN:
            await self._let_go(session, ticket, row, now)
        was_due = row.due_at
        row.level, row.round, row.due_at = step.level, step.round, step.due_at
        row.begun, row.done = step.begun, list(step.done)
        for reason in step.reasons:
            tickets.entry(session, row.ticket_number, now, Entry.PAGE, reason.says, data={"rule": reason.rule})
        if step.state is PageState.UNANSWERED:
            self._close(row, PageState.UNANSWERED, now)
            parts = await parts_on_page(session, ticket)
            await self.mailing.unanswered(session, ticket, row_id(row), self._policy(row), now, parts=parts)
            return
        if step.state is PageState.ACKNOWLEDGED:
            self._close(row, PageState.ACKNOWLEDGED, now)
            return
        if not step.notify:
            await self.jobs.ring(session, "page", row_id(row), at=step.due_at)
            return
        # What the step before had still to send comes to nothing: its people have had their time.
        await pages.cancel_waiting(session, row_id(row), now)
        row.step += 1
        for way in step.notify:
            due_at = now + way.after
            notification = NotificationRow(
                page_id=row_id(row),
                step=row.step,
                level=step.level,
                round=step.round,
                responder=way.responder,
                medium=way.medium,
                address=way.address,
                token=secrets.token_urlsafe(TOKEN_BYTES),
                due_at=due_at,
                wanted_at=wanted_at(was_due, way.after, now),
                created_at=now,
                updated_at=now,
            )
            session.add(notification)
            await session.flush()
            await self.jobs.ring(session, "notify", row_id(notification), at=due_at if way.after else None)
        if step.due_at:
            await self.jobs.ring(session, "page", row_id(row), at=step.due_at)

    async def _claim(
        self, session: Session, notification_id: int, now: datetime
    ) -> tuple[NotificationRow, Notice] | None:
        """Begin an attempt. One that was begun and never concluded is made again: rather one too many than none."""
        row = await pages.lock_notification(session, notification_id)
        if row is None or row.due_at is None or row.due_at > now:
            return None
        page = await session.get(PageRow, row.page_id)
        ticket = await session.get(TicketRow, page.ticket_number) if page else None
        if page is None or ticket is None or not wanted(page, ticket):
            row.state, row.due_at, row.updated_at = Attempt.CANCELLED, None, now
            return None
        row.state, row.due_at, row.updated_at, row.sent_at = Attempt.SENDING, now + LEASE, now, now
        row.attempts += 1
        return row, await self._notice(session, row, page, ticket)

    async def _notice(self, session: Session, row: NotificationRow, page: PageRow, ticket: TicketRow) -> Notice:
        who = await tickets.whose(session, ticket) or "unknown sender"
        who = who if ticket.verified else f"UNVERIFIED {who}"
        name = reference(page.ticket_number)
        late = late_words(row.wanted_at, row.sent_at or row.updated_at, self.desk.tz)
        text = page_text(name, ticket.severity, who, with_lateness(ticket.subject, late), page.code)
        return Notice(
            medium=Medium(row.medium),
            to=row.address,
            text=text,
            token=row.token,
        )

    async def _conclude(self, session: Session, claimed: NotificationRow, receipt: Receipt, carrier: str) -> None:
        now = self.clock.now()
        row = await pages.lock_notification(session, row_id(claimed))
        if row is None or row.attempts != claimed.attempts or Attempt(row.state).final:
            return
        row.carrier, row.detail, row.updated_at = carrier, receipt.detail, now
        row.provider_id = receipt.provider_id or row.provider_id
        match receipt.outcome:
            case Outcome.SENT:
                row.state = max(Attempt.SENT, Attempt(row.state), key=lambda state: state.rank)
                row.due_at = None
            case Outcome.REFUSED:
                row.state, row.due_at = Attempt.FAILED, None
            case Outcome.NOT_SENT | Outcome.MAYBE_SENT if row.attempts < MOST_ATTEMPTS:
                row.state, row.due_at = Attempt.QUEUED, now + timedelta(seconds=2 ** (row.attempts - 1))
                await self.jobs.ring(session, "notify", row_id(row), at=row.due_at)
            case _:
                row.state, row.due_at = Attempt.FAILED, None
        await self._tell(session, row, receipt, now)
        await session.flush()
        if row.state == Attempt.FAILED:
            await self._failed(session, row, now)

    async def _tell(self, session: Session, row: NotificationRow, receipt: Receipt, now: datetime) -> None:
        page = await session.get(PageRow, row.page_id)
        if page is None:
            return
        text = f"{row.medium} to {row.responder}, attempt {row.attempts}: {receipt.outcome}"
        if late := late_words(row.wanted_at, row.sent_at or now, self.desk.tz):
            text += f" ({late})"
        data = {
            "carrier": row.carrier,
            "provider_id": row.provider_id,
            "detail": receipt.detail,
            "code": receipt.code,
        }
        tickets.entry(session, page.ticket_number, now, Entry.PAGE, text, data=data)
        log.info(
            "page attempt",
            extra={"action": "page_attempt", "ticket": page.ticket_number, "outcome": str(receipt.outcome)},
        )

    async def _failed(self, session: Session, row: NotificationRow, now: datetime) -> None:
        """Look at the page at once, as a level that has failed altogether is not waited for."""
        page = await session.get(PageRow, row.page_id)
        if page is None or page.state != PageState.OPEN:
            return
        tried = [pages.as_notification(one) for one in await pages.notifications(session, row.page_id)]
        text = f"{row.medium} to {row.responder} did not reach them: {row.detail or row.state}"
        tickets.entry(session, page.ticket_number, now, Entry.PAGE, text)
        if pager.level_failed(pages.as_page(page), tried):
            await self.jobs.ring(session, "page", row.page_id)
        for early in pager.hastened(pages.as_page(page), tried, now):
            other = await pages.lock_notification(session, early)
            if other is not None and other.state == Attempt.QUEUED:
                other.due_at = now
                await self.jobs.ring(session, "notify", early)

    def _policy(self, row: PageRow) -> Policy:
        """Return the page's policy; where it has been taken out of desk.yaml since, the one that S1 has now."""
        return self.desk.policies.get(row.policy) or self.desk.policies[self.desk.severities[Severity.S1].policy]

    @staticmethod
    def _close(row: PageRow, state: PageState, now: datetime) -> None:
        row.state, row.due_at, row.closed_at = state, None, now


async def parts_on_page(session: Session, ticket: TicketRow) -> list[TicketRow]:
    """Return the open parts of an incident for which its page stands: those with no open one of their own."""
    parts = [part for part in await tickets.parts(session, ticket.number or 0) if State(part.state).open]
    own = await pages.has_open(session, [part.number or 0 for part in parts])
    return [part for part in parts if part.number not in own]


def wanted(page: PageRow, ticket: TicketRow) -> bool:
    """Return whether anybody still has to come."""
    return page.state == PageState.OPEN and State(ticket.state).open


def row_id(row: PageRow | NotificationRow) -> int:
    """Return the id of a stored row."""
    assert row.id is not None  # noqa: S101  (flushed rows have one)
    return row.id
