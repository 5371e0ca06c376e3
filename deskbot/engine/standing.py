"""What stands open on the desk now, for whoever looks: pages with their next step, and promises that run out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from deskbot.access.confidential import masked
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine import sla
from deskbot.engine.paging.rows import policy_of, row_id
from deskbot.engine.rosters import load_roster
from deskbot.escalation import pager
from deskbot.escalation.numbers import WAYS
from deskbot.escalation.policy import ladder
from deskbot.escalation.roster.timeline import INSTANT, Roster
from deskbot.model.page import Medium, Page, PageState
from deskbot.store import pages, standing, tickets
from deskbot.store.database import Database
from deskbot.store.tables import NotificationRow, PageRow, TicketRow
from deskbot.store.ticket_list import MOST_COUNTED
from deskbot.tickets.excerpt import cut, one_line
from deskbot.tickets.reference import reference

MOST_OPEN, MOST_TAKEN, MOST_PROMISES = 60, 20, 30
PROMISES_AHEAD = timedelta(hours=24)
LONGEST_SUBJECT = 120

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The ticket that something is about, in a line."""

    number: int
    subject: str
    """Masked."""
    severity: str
    reseller: str
    """By name; empty where it is not known."""
    owner: str
    """By name; empty where nobody has it."""
    verified: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """Somebody whom a page is with, and by what."""

    person: str
    """By name."""
    ways: tuple[tuple[str, str], ...]
    """By what, and how that stands: ("text", "delivered")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStanding:
    """A page as it stands."""

    page: Page
    about: About
    levels: int
    """How many its policy has."""
    with_: tuple[Tried, ...]
    """Whom its present step has paged."""
    then: str
    """What happens when it is due, as the end of a sentence; empty where nothing does."""
    taken_by: tuple[str, ...]
    """By name, the first of them first."""
    handed_to: str
    """By name, who is paged to take it over; empty where nobody is."""
    put_off: bool
    """Whoever has it has put it off until it is due."""
    held: bool
    """It is due when maintenance ends, and nobody is paged until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseStanding:
    """A first answer that is promised, and has not been given."""

    about: About
    promised_at: datetime
    says: str
    """What is promised, in words."""
    warned: bool
    broken: bool


@dataclass(frozen=True, slots=True)
class Some(Generic[T]):
    """What is shown of what there is."""

    shown: tuple[T, ...]
    more: int
    """How many there are besides, or at least are."""
    uncounted: bool = False
    """There are more than that."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Looks."""

    database: Database
    desk: Desk
    clock: Clock

    async def pages(self) -> Some[PageStanding]:
        """Return the pages of open tickets: first what nobody has answered, then what rings, then what is taken.

        Of these the gravest come first, and of those the oldest.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        async with self.database.begin() as session:
            ring, ringing = await standing.of_pages(session, (PageState.UNANSWERED, PageState.OPEN), MOST_OPEN)
            taken, had = await standing.of_pages(session, (PageState.ACKNOWLEDGED,), MOST_TAKEN)
            found = [*ring, *taken]
            tried = await standing.notifications(session, [row_id(page) for page, _ in found])
            now = self.clock.now()
            last = max([now, *(page.due_at for page, _ in found if page.due_at)])
            roster = await load_roster(session, self.desk, now, last + INSTANT)
            whose = await tickets.whose_each(session, [ticket for _, ticket in found])
            seen = [
                self._seen(roster, page, self._about(ticket, whose[ticket.number or 0]), tried[row_id(page)])
                for page, ticket in found
            ]
        order = (PageState.UNANSWERED, PageState.OPEN, PageState.ACKNOWLEDGED)
        seen.sort(key=lambda one: (order.index(one.page.state), one.about.severity, one.page.id))
        return Some(tuple(seen), ringing + had - len(seen))

    async def page(self, page_id: int) -> PageStanding | None:
        """Return a page as it stands, whatever has become of it; None where there is none of that id.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        async with self.database.begin() as session:
            row = await pages.standing_for(session, page_id)
            ticket = await session.get(TicketRow, row.ticket_number) if row else None
            if row is None or ticket is None or tickets.is_nobodys(row.ticket_number):
                return None
            now = self.clock.now()
            roster = await load_roster(session, self.desk, now, max(now, row.due_at or now) + INSTANT)
            whose = await tickets.whose(session, ticket)
            return self._seen(roster, row, self._about(ticket, whose), await pages.notifications(session, row_id(row)))

    async def promises(self) -> Some[PromiseStanding]:
        """Return the promises that are broken, or run out within a day: the next first.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        now = self.clock.now()
        async with self.database.begin() as session:
            found, all_ = await standing.promises(session, now + PROMISES_AHEAD, MOST_PROMISES)
        shown = tuple(
            PromiseStanding(
                about=self._about(ticket, reseller),
                promised_at=target.promised_at,
                says=sla.in_words(self.desk, target, now),
                warned=target.warned_at is not None,
                broken=target.breached_at is not None or target.promised_at <= now,
            )
            for target, ticket, reseller in found
            if target.promised_at is not None
        )
        return Some(shown, min(all_, MOST_COUNTED) - len(shown), uncounted=all_ > MOST_COUNTED)

    def _seen(self, roster: Roster, row: PageRow, about: About, tried: Sequence[NotificationRow]) -> PageStanding:
        put_off = row.state == PageState.ACKNOWLEDGED and row.snoozed_at is not None
        return PageStanding(
            page=pages.as_page(row),
            about=about,
            levels=len(policy_of(self.desk, row).levels),
            with_=self._with(row, tried),
            then=self._then(roster, row, tried),
            taken_by=tuple(map(self.desk.name_of, row.acknowledged)),
            handed_to=self.desk.name_of(row.handed_to) if row.handed_to and row.state == PageState.OPEN else "",
            put_off=put_off,
            held=row.held_due_at is not None,
        )

    def _with(self, row: PageRow, tried: Sequence[NotificationRow]) -> tuple[Tried, ...]:
        ways: dict[str, list[tuple[str, str]]] = {}
        for one in tried:
            if one.step == row.step:
                ways.setdefault(one.responder, []).append((_by(one.medium), one.state))
        return tuple(Tried(self.desk.name_of(person), tuple(found)) for person, found in ways.items())

    def _then(self, roster: Roster, row: PageRow, tried: Sequence[NotificationRow]) -> str:
        if row.due_at is None:
            return ""
        if row.state == PageState.ACKNOWLEDGED:
            return "it is paged anew, unless something has happened on it by then"
        if row.handed_to:
            return f"it stays with {self.desk.name_of(row.handed_by)}"
        levels = ladder(roster, policy_of(self.desk, row), row.due_at)
        before = [pages.as_notification(one) for one in tried] if row.step else []
        step = pager.step(replace(pages.as_page(row), due_at=row.due_at), levels, before, row.due_at)
        if step is None:
            return "it is looked at again"
        if step.notify:
            people = dict.fromkeys(self.desk.name_of(one.responder) for one in step.notify)
            media = dict.fromkeys(_by(one.medium) for one in step.notify)
            return f"{' and '.join(people)} by {' and '.join(media)} (level {step.level + 1})"
        if step.state is PageState.UNANSWERED:
            return "the desk and the reseller are told that nobody has answered"
        if step.state is PageState.ACKNOWLEDGED:
            return f"it stays with {self.desk.name_of(row.acknowledged_by)}"
        return "it is looked at again"

    def _about(self, ticket: TicketRow, reseller: str) -> About:
        return About(
            number=ticket.number or 0,
            subject=cut(masked(one_line(ticket.subject)), LONGEST_SUBJECT) or reference(ticket.number or 0),
            severity=ticket.severity,
            reseller=reseller,
            owner=self.desk.name_of(ticket.owner) if ticket.owner else "",
            verified=ticket.verified,
        )


def _by(medium: str) -> str:
    return WAYS.get(Medium(medium), medium)
