"""A ticket as somebody at the desk looks at it: all that is known of it, for pages and programs alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from deskbot.access.confidential import masked
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine import sla
from deskbot.engine.decisions_seen import DecisionSeen, decision_seen
from deskbot.engine.known import known_of
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging.rows import row_id, who_and_when
from deskbot.engine.shelf import PlaybookShelf
from deskbot.engine.ticket_facts import Fact, fact_of, other_facts
from deskbot.engine.ticket_timeline import Timeline, timeline_of
from deskbot.errors import NotFoundError
from deskbot.model.page import PageState
from deskbot.model.task import letter_of
from deskbot.model.ticket import Link, Ticket
from deskbot.store import (
    advice,
    conversation,
    directory,
    links,
    pages,
    sla_targets,
    snoozes,
    tasks,
    ticket_tags,
    tickets,
    undeliverable,
)
from deskbot.store.database import Database, Session
from deskbot.store.tables import SlaTargetRow, SnoozeRow, TicketRow
from deskbot.tickets import replies
from deskbot.tickets.excerpt import one_line
from deskbot.tickets.reader_link import without_links
from deskbot.tickets.suggestions import suggestions
from deskbot.tickets.words import PAGES

LINK_WORDS = {
    Link.ALIKE: ("looks like", "looks like"),
    Link.PART_OF: ("is part of", "has as a part"),
    Link.MERGED: ("was merged into", "has taken in"),
    Link.SPLIT: ("was split off", "gave rise to"),
}
"""How a link reads from either of its ends."""
NEWEST_DECISIONS = 3
"""Of whose words a ticket's own page speaks."""
MOST_DECISIONS = 200
"""On the page that tells why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The known issue of a ticket."""

    playbook: str
    title: str
    words: tuple[str, ...]
    """By which it was found."""
    told: str
    """What the reseller would be told."""
    notes: str
    """For the desk alone."""
    sent: bool


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised for the first answer, and what came of it."""

    says: str
    by: datetime | None
    warned: bool
    broken: bool
    answered: datetime | None


@dataclass(frozen=True, slots=True)
class PageStands:
    """How it stands with the ticket's page."""

    state: str
    says: str
    code: int
    open: bool
    attempts: tuple[tuple[datetime, str, str, str], ...]
    """When, whom, by what, and what became of it."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Another ticket with which it belongs together."""

    number: int
    says: str
    why: str
    subject: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part."""

    name: str
    address: str
    channel: str
    verified: bool
    undeliverable: str


@dataclass(frozen=True, slots=True)
class Work:
    """Hands-on work that was asked for."""

    letter: str
    what: str
    state: str
    answer: str


@dataclass(frozen=True, slots=True)
class PutOff:
    """Until when a ticket is put off, and by whom."""

    until: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketView:
    """All that a page about a ticket shows."""

    ticket: Ticket
    claimed: str
    rating: int | None
    rating_words: str
    subject: str
    reseller: str
    tier: str
    owner: str
    """By name; empty where nobody has it."""
    summary: tuple[str, ...]
    """What it is, what it is about, how grave, what to do next."""
    facts: tuple[Fact, ...]
    lacking: tuple[Fact, ...]
    others: tuple[Fact, ...]
    """Facts that it could carry as well."""
    decisions: tuple[DecisionSeen, ...]
    """Of the newest message first."""
    advice: Advice | None
    promise: Promise | None
    page: PageStands | None
    links: tuple[Linked, ...]
    undoable: bool
    """Whether there is a merge or a split that can be taken back."""
    people: tuple[Person, ...]
    work: tuple[Work, ...]
    tags: tuple[str, ...]
    snooze: PutOff | None
    """None where it is not put off."""
    timeline: Timeline
    last: int
    """The newest entry of the whole timeline: what somebody has seen who sees this."""

    @property
    def number(self) -> int:
        """The ticket's number."""
        return self.ticket.number

    @property
    def open(self) -> bool:
        """Whether work on it goes on."""
        return self.ticket.state.open

    @property
    def merged(self) -> int | None:
        """The ticket into which it was merged."""
        return self.ticket.merged_into


@dataclass(frozen=True, slots=True)
class TicketViews:
    """Looks tickets up for those who may see all of the desk."""

    database: Database
    desk: Desk
    clock: Clock
    mailing: Mailing
    shelf: PlaybookShelf

    async def of(self, number: int, *, before: int | None = None) -> TicketView:
        """Return a ticket as it stands.

        Args:
            number: the ticket's.
            before: only the part of the timeline that is older than that entry.

        Raises:
            NotFoundError: there is no such ticket.
        """
        async with self.database.begin() as session:
            return await self._view(session, await tickets.get(session, number), before)

    async def decisions(self, number: int) -> tuple[DecisionSeen, ...]:
        """Return what triage said of a ticket's messages, the newest first.

        Raises:
            NotFoundError: there is no such ticket.
        """
        async with self.database.begin() as session:
            await tickets.get(session, number)
            return tuple(map(decision_seen, await conversation.decisions(session, number, limit=MOST_DECISIONS)))

    async def entry(self, number: int, entry_id: int) -> tuple[str, str]:
        """Return who wrote an entry of a ticket, and all of its text.

        Raises:
            NotFoundError: there is no such ticket, or no such entry of it.
        """
        async with self.database.begin() as session:
            await tickets.get(session, number)
            row = await conversation.entry(session, number, entry_id)
            if row is None:
                raise NotFoundError(f"T-{number} has no entry {entry_id}")
            return self.desk.name_of(row.author), without_links(row.text)

    async def _view(self, session: Session, row: TicketRow, before: int | None) -> TicketView:
        number, ticket = row.number or 0, tickets.as_ticket(row)
        known = await known_of(session, row)
        reseller = await directory.reseller(session, row.reseller_id)
        decisions = tuple(map(decision_seen, await conversation.decisions(session, number, limit=NEWEST_DECISIONS)))
        target = (await sla_targets.of_tickets(session, [number])).get(number)
        return TicketView(
            ticket=ticket,
            claimed=row.claimed,
            rating=row.rating,
            rating_words=row.rating_words,
            subject=masked(one_line(row.subject)),
            reseller=reseller.name if reseller else "",
            tier=reseller.tier if reseller else "",
            owner=self.desk.name_of(row.owner) if row.owner else "",
            summary=tuple(suggestions(known)),
            facts=tuple(fact_of(one.key, one) for one in ticket.findings),
            lacking=tuple(map(fact_of, ticket.missing)),
            others=other_facts(ticket),
            decisions=decisions,
            advice=await self._advice(session, row, ticket, decisions),
            promise=self._promise(target, row) if target else None,
            page=await self._page(session, ticket),
            links=await _links(session, number),
            undoable=await links.last_undoable(session, number) is not None,
            people=await _people(session, number),
            work=tuple(
                Work(letter_of(one.place), one.what, one.state, one.answer)
                for one in await tasks.of_ticket(session, number)
            ),
            tags=await ticket_tags.of(session, number),
            snooze=self._snooze(await snoozes.running(session, number)),
            timeline=await timeline_of(session, self.desk, number, before=before),
            last=await conversation.last(session, number),
        )

    def _snooze(self, row: SnoozeRow | None) -> PutOff | None:
        return PutOff(row.until, self.desk.name_of(row.by), row.why) if row else None

    def _promise(self, target: SlaTargetRow, row: TicketRow) -> Promise:
        return Promise(
            sla.in_words(self.desk, target, self.clock.now()),
            target.promised_at,
            target.warned_at is not None,
            target.breached_at is not None,
            row.first_response_at,
        )

    async def _advice(
        self, session: Session, row: TicketRow, ticket: Ticket, decisions: Sequence[DecisionSeen]
    ) -> Advice | None:
        playbook = self.shelf.current.get(ticket.playbook) if ticket.playbook else None
        if playbook is None:
            return None
        matched = next((one for decision in decisions for one in decision.matches if one.playbook == playbook.id), None)
        setting = await self.mailing.setting_of(session, row)
        told = replies.steps(ticket.number, replies.Advice(playbook.title, playbook.resolution), setting)
        return Advice(
            playbook=playbook.id,
            title=playbook.title,
            words=matched.words if matched else (),
            told=told,
            notes=playbook.desk_notes,
            sent=playbook.id in await advice.given(session, ticket.number),
        )

    async def _page(self, session: Session, ticket: Ticket) -> PageStands | None:
        page = await pages.latest(session, ticket.parent or ticket.number, lock=False)
        if page is None:
            return None
        state = PageState(page.state)
        says = PAGES[state]
        if state is PageState.ACKNOWLEDGED:
            says = f"taken by {who_and_when(self.desk, page)}"
        tried = await pages.notifications(session, row_id(page))
        attempts = tuple(
            (one.sent_at or one.created_at, self.desk.name_of(one.responder), str(one.medium), str(one.state))
            for one in sorted(tried, key=lambda one: one.id or 0)[-8:]
        )
        return PageStands(str(state), says, page.code, state is PageState.OPEN, attempts)


async def _links(session: Session, number: int) -> tuple[Linked, ...]:
    rows = await links.of(session, number)
    others = {row.other_number if row.ticket_number == number else row.ticket_number for row in rows}
    known = {one.number: one for one in await tickets.listed(session, numbers=others, limit=200)} if others else {}
    linked: list[Linked] = []
    for row in rows:
        first = row.ticket_number == number
        other = row.other_number if first else row.ticket_number
        there = known.get(other)
        subject = masked(one_line(there.subject)) if there else ""
        linked.append(Linked(other, LINK_WORDS[Link(row.kind)][0 if first else 1], row.why, subject))
    return tuple(linked)


async def _people(session: Session, number: int) -> tuple[Person, ...]:
    people = await tickets.participants(session, number)
    lost = await undeliverable.of(session, [(one.channel, one.address) for one in people])

    def why(channel: str, address: str) -> str:
        known = lost.get((channel, address))
        return f"letters come back since {known.since:%Y-%m-%d}: {known.why}" if known else ""

    return tuple(
        Person(one.name, one.address, one.channel, one.verified, why(one.channel, one.address)) for one in people
    )
