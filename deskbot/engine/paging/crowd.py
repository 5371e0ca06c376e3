"""Many pages for one phone: what is over its limit waits, and what comes together goes as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.failing import fail, go_on, unknown
from deskbot.engine.paging.rows import row_id, wanted
from deskbot.engine.paging.words import Words, line_of
from deskbot.escalation import limits
from deskbot.escalation.bundling import MOST, Line, Sent, bundle_text, goes_at
from deskbot.escalation.chat_text import bundle_chat
from deskbot.escalation.lateness import late_words
from deskbot.model.case import Severity
from deskbot.model.page import Attempt, Medium, PageState
from deskbot.model.ticket import Entry, State
from deskbot.store import bundles, calls, pages, tickets, urgency
from deskbot.store.bundles import Waiting
from deskbot.store.database import Session
from deskbot.store.tables import BundleRow, NotificationRow, PageRow, TicketRow
from deskbot.tickets.reference import reference

BUNDLED = frozenset({Medium.SMS, Medium.VOICE, Medium.SLACK, Medium.TELEGRAM})
"""What rings or buzzes each time; a list of mails on a screen needs no bundle."""
BUSY = timedelta(seconds=1)
"""After which it is looked again: for a code that another transaction kept from us, or for what was more urgent."""
TOGETHER = "what else comes for this phone by then goes with it"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes to a phone in one text or call."""

    members: tuple[Waiting, ...]
    """The one that is handed over for all of them first."""
    subject: str
    """Of a mail."""
    text: str

    @property
    def several(self) -> bool:
        """Return whether it is for several pages."""
        return len({one.page.id for one in self.members}) > 1

    def begin(self, until: datetime, now: datetime) -> None:
        """Note on every member that it is being handed over, and until when nobody else does it."""
        gravest = min(one.ticket.severity for one in self.members)
        for one in self.members:
            row = one.notification
            row.state, row.due_at, row.updated_at, row.sent_at = Attempt.SENDING, until, now, now
            row.attempts, row.asked = row.attempts + 1, 0
            row.severity = gravest


@dataclass(frozen=True, slots=True)
class Crowd:
    """Decides for each phone what goes to it now, and with what."""

    jobs: Jobs
    desk: Desk
    words: Words

    async def parcel(self, session: Session, own: Waiting, now: datetime) -> Parcel | None:
        """Return what goes to a phone now, or None where it waits: then its row says until when.

        Args:
            session: the transaction; it has locked the phone first, then the notification.
            own: a notification that is due and wanted.
            now: the present moment.
        """
        if tickets.is_nobodys(own.page.ticket_number):
            members: tuple[Waiting, ...] = (own,)  # tried by somebody who waits for it: by itself, and at once
        elif await self._holds(session, own, now) or await self._gives_way(session, own, now):
            return None
        else:
            members = await self._members(session, own, now)
        return Parcel(members, *await self._words(session, members, now)) if members else None

    async def _holds(self, session: Session, own: Waiting, now: datetime) -> bool:
        row, severity = own.notification, Severity(own.ticket.severity)
        medium = Medium(row.medium)
        if own.page.handed_to == row.responder:
            return False  # who hands it over waits for it
        limit = self.desk.limits.get(medium)
        gone = await bundles.handed_over(session, row, now - self._kept_apart(medium))
        until, reason = None, TOGETHER
        if limit and (until := limits.free_at((one.at for one in gone), limit, severity, now)):
            reason = limits.why(medium, limit, severity)
        elif self._may_wait(row) and not await bundles.may_be_out(session, row):
            heard = [Sent(one.at, one.severity) for one in gone if not one.failed]
            until = goes_at(heard, severity, self.desk.bundle, now)
        if until is None or await calls.waits_for(session, own.page.ticket_number, now):
            return False  # nothing holds it, or a caller on the line waits for it
        self._hold(session, own, until, reason, now)
        return True

    def _kept_apart(self, medium: Medium) -> timedelta:
        """Return how long what has gone to a phone may keep other things waiting."""
        limit = self.desk.limits.get(medium)
        return max(limit.per if limit else timedelta(), self.desk.bundle)

    def _may_wait(self, row: NotificationRow) -> bool:
        """Return whether what comes for the same phone may keep it waiting: once, and by itself."""
        return Medium(row.medium) in BUNDLED and not row.held and row.bundle_id is None

    async def _gives_way(self, session: Session, own: Waiting, now: datetime) -> bool:
        """Return whether what is to go first waits a second, once: for what is more urgent, as many may be due at once.

        It waits no longer: whatever keeps the other one from going keeps nobody else from hearing of this.
        """
        row = own.notification
        may_wait = self.desk.bundle and self._may_wait(row) and row.updated_at == row.created_at
        if not may_wait or own.page.handed_to == row.responder or not await urgency.is_behind(session, *own, now):
            return False
        if await calls.waits_for(session, own.page.ticket_number, now):
            return False
        row.due_at = row.updated_at = now + BUSY  # later than it was made: so it is known that it has waited
        self.jobs.ring(session, "notify", row_id(row), at=row.due_at)
        return True

    def _hold(self, session: Session, own: Waiting, until: datetime, why: str, now: datetime) -> None:
        row = own.notification
        if (row.held, row.due_at) != (why, until):
            at = until.astimezone(self.desk.tz)
            clock = f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
            text = f"{row.medium} to {row.responder} is held until {clock}: {why}."
            data = {"due_at": until.isoformat()}
            tickets.entry(session, own.page.ticket_number, now, Entry.PAGE, text, data=data)
        if not late_words(row.wanted_at, now, self.desk.tz):
            row.wanted_at = until  # what is held on purpose is not late by it; what was late before stays so
        row.state, row.due_at, row.held, row.updated_at = Attempt.QUEUED, until, why, now
        self.jobs.ring(session, "notify", row_id(row), at=until)

    async def _members(self, session: Session, own: Waiting, now: datetime) -> tuple[Waiting, ...]:
        """Return what goes as one; only what has waited takes others with it. Empty: it is tried again."""
        row = own.notification
        in_vain = bool(row.attempts and self.desk.bundle)
        if not row.held and row.bundle_id is None and not in_vain:
            return (own,)
        found = await bundles.companions(session, row, now, MOST - 1)
        going = [one for one in found if is_wanted(self.desk, *one)]
        for one in found:
            if one not in going:
                drop(one.notification, now)
        was = row.bundle_id
        if going and row.bundle_id is None:
            code = await pages.free_code_at_once(session, now)
            if code is None:
                row.due_at = now + BUSY
                self.jobs.ring(session, "notify", row_id(row), at=row.due_at)
                return ()
            row.bundle_id = (await bundles.create(session, code, row.address, now)).id
        members = (own, *going)
        for one in members:
            if one.notification.bundle_id != was or was is None:
                one.notification.bundle_id = row.bundle_id
                self._note(session, one, members, now)
        return members

    def _late(self, one: Waiting, now: datetime) -> str:
        return late_words(one.notification.wanted_at, now, self.desk.tz)

    def _note(self, session: Session, one: Waiting, members: Iterable[Waiting], now: datetime) -> None:
        others = [reference(other.page.ticket_number) for other in members if other.page.id != one.page.id]
        if others:
            row = one.notification
            late = f" ({words})" if (words := self._late(one, now)) else ""
            text = f"{row.medium} to {row.responder} goes as one with that of {', '.join(others)}{late}."
            tickets.entry(session, one.page.ticket_number, now, Entry.PAGE, text)

    async def _words(self, session: Session, members: Sequence[Waiting], now: datetime) -> tuple[str, str]:
        by_page = {row.page.id: row for row in members}
        row = members[0].notification
        bundle = await session.get(BundleRow, row.bundle_id) if len(by_page) > 1 else None
        if bundle is None:
            return await self.words.of_page(session, members[0], now)
        lines = [
            replace(await line_of(session, one.ticket, proven=one.page.verified), late=bool(self._late(one, now)))
            for one in by_page.values()
        ]
        more = await self._comes_behind_another(session, members)
        if Medium(row.medium).chat:
            return "", bundle_chat(lines, bundle.code, more=more)
        return "", bundle_text(lines, bundle.code, more=more, instead=self.words.instead(row))

    async def _comes_behind_another(self, session: Session, members: Sequence[Waiting]) -> bool:
        """Return whether a bundle's phone has got something else, since shortly before any of it was wanted."""
        row, own = members[0].notification, {one.notification.id for one in members}
        since = min(one.notification.created_at for one in members) - self._kept_apart(Medium(row.medium))
        gone = await bundles.handed_over(session, row, since)
        return any(not one.failed and one.notification_id not in own for one in gone)


async def lines_with(session: Session, row: NotificationRow) -> list[Line]:
    """Return what is said of the tickets of a notification's bundle that nobody has taken; empty where it has none."""
    if row.bundle_id is None:
        return []
    return [await line_of(session, ticket) for ticket in await bundles.open_tickets(session, row.bundle_id)]


def is_wanted(desk: Desk, row: NotificationRow, page: PageRow, ticket: TicketRow) -> bool:
    """Return whether a notification is still to go.

    What was held goes also when meanwhile everybody was told that nobody has answered: who was not heard of may come.
    """
    unheard = bool(row.held) and page.state == PageState.UNANSWERED and State(ticket.state).open
    return wanted(desk, page, ticket) or unheard


async def somebody_needs(session: Session, row: NotificationRow, page: PageRow) -> bool:
    """Return whether what a notification carries has still to reach its person, for its page or one of its bundle."""
    if _needs(row, page):
        return True
    for other in await bundles.others(session, row):
        of_other = await session.get(PageRow, other.page_id)
        if of_other is not None and _needs(other, of_other):
            return True
    return False


def _needs(row: NotificationRow, page: PageRow) -> bool:
    """Return whether a page still waits for a notification; what was held goes on though its step is over."""
    if page.state == PageState.OPEN:
        return row.step == page.step or bool(row.held)
    return page.state == PageState.UNANSWERED and bool(row.held)


def drop(row: NotificationRow, now: datetime) -> None:
    """Cancel a notification that nobody needs any more."""
    row.state, row.due_at, row.held, row.updated_at = Attempt.CANCELLED, None, "", now


async def carry(session: Session, jobs: Jobs, leader: NotificationRow, now: datetime) -> None:
    """Let the others of a bundle stand where the one stands that was handed over for all of them, and go on from there.

    Args:
        session: the transaction, which has locked and moved the leader.
        jobs: rings for what goes again.
        leader: the one.
        now: the present moment.
    """
    state, others = Attempt(leader.state), await bundles.others(session, leader)
    for row in others:
        if state is Attempt.FAILED:
            page = await session.get(PageRow, row.page_id)
            if page is None or not page.acknowledged_by:
                await fail(session, row, leader.detail, now)
        elif state is Attempt.UNKNOWN and row.state != Attempt.UNKNOWN:
            row.due_at = None
            await unknown(session, row, now)
        elif state is Attempt.QUEUED:
            if row.unanswered < leader.unanswered:
                row.wanted_at = leader.wanted_at  # the next call is late for none of them
            row.state, row.due_at, row.unanswered = state, leader.due_at, leader.unanswered
            jobs.ring(session, "notify", row_id(row), at=row.due_at)
        elif state.rank > Attempt(row.state).rank and state is not Attempt.CANCELLED:
            row.state, row.due_at = state, None
        row.detail, row.updated_at = leader.detail, now
    if state in (Attempt.FAILED, Attempt.UNKNOWN):
        await go_on(session, jobs, (leader, *others))
