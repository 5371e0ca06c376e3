"""A page as one of its recipients sees it: on the phone, and on the page that their link opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.in_time import read_within_limit
from deskbot.engine.paging.crowd import lines_with
from deskbot.engine.paging.rows import is_over, row_id, who_and_when
from deskbot.escalation.bundling import Line
from deskbot.escalation.lateness import late_words, with_lateness
from deskbot.model.page import Page, PageState
from deskbot.store import calls, pages, recipients, tickets
from deskbot.store.database import Database, Session
from deskbot.store.payloads import findings_from_json
from deskbot.store.tables import NotificationRow, PageRow, TicketRow
from deskbot.tickets.excerpt import one_line
from deskbot.tickets.reference import reference

LINK_LIVES = timedelta(days=7)
"""From the moment at which its notification was made."""
LINK_OUTLIVES = timedelta(days=1)
"""How long a link still shows what has become of its page, once that has closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """What a recipient may know of a page, and of whom it is."""

    notification: int
    """The row by which it reached them."""
    responder: str
    page: Page
    ticket: int
    severity: str
    reseller: str
    line: str
    ended: bool
    """Nobody is needed any more."""
    taken: str
    """Who has it and since when, in words; empty where nobody has."""
    theirs: bool
    """The recipient has it, by this page or by a later one of the ticket."""
    handed_by: str
    """By name, who hands it over to them; empty where nobody does."""
    customer: str
    site: str
    callback: str
    """As the reseller wrote it."""
    phone: str
    """Of the reseller's contact, as the directory knows it: only this one is ever dialled."""
    together: tuple[Line, ...]
    """The tickets that came with it as one and that nobody has, itself among them; empty where it came alone."""
    caller_waits: bool
    """Somebody has phoned about it, and waits on the line."""

    @property
    def several(self) -> tuple[Line, ...]:
        """Return the tickets of which it is one; empty also where only this one is left of those that came together."""
        alone = [one.ticket_ref for one in self.together] == [reference(self.ticket)]
        return () if alone else self.together


@dataclass(frozen=True, slots=True)
class PageViews:
    """Looks pages up for those who were paged; an UnavailableError says that the database is away, or too slow."""

    database: Database
    desk: Desk
    clock: Clock

    async def of_call(self, token: str) -> PageView | None:
        """Return the page of a call, by its token at the carrier; None where it is not known."""

        async def look(session: Session) -> PageView | None:
            return await self._view(session, await pages.by_token(session, token))

        return await read_within_limit(self.database, look)

    async def of_link(self, notification_id: int) -> PageView | None:
        """Return the page of a link; None where it has expired: too old, closed long ago, or its person has left."""

        async def look(session: Session) -> PageView | None:
            row = await session.get(NotificationRow, notification_id)
            page = await pages.standing_for(session, row.page_id) if row else None
            if row is None or page is None or row.responder not in self.desk.staff:
                return None
            if not _lives(row.created_at, page.closed_at, self.clock.now()):
                return None
            return await self._view(session, row)

        return await read_within_limit(self.database, look)

    async def _view(self, session: Session, row: NotificationRow | None) -> PageView | None:
        page = await pages.standing_for(session, row.page_id) if row else None
        ticket = await session.get(TicketRow, page.ticket_number) if page else None
        if row is None or page is None or ticket is None:
            return None
        facts = {finding.key: finding.value for finding in findings_from_json(ticket.findings)}
        handed = page.handed_to == row.responder and page.state == PageState.OPEN
        counts = await pages.latest(session, page.ticket_number, lock=False) or page
        late = late_words(row.wanted_at, row.sent_at or self.clock.now(), self.desk.tz)
        return PageView(
            notification=row_id(row),
            responder=row.responder,
            page=pages.as_page(page),
            ticket=page.ticket_number,
            severity=ticket.severity,
            reseller=_whose(await tickets.whose(session, ticket), proven=ticket.verified and page.verified),
            line=with_lateness(one_line(ticket.subject), late),
            ended=is_over(page, ticket),
            taken=self._taken(counts),
            theirs=row.responder in counts.acknowledged,
            handed_by=self.desk.name_of(page.handed_by) if handed else "",
            customer=facts.get("customer", ""),
            site=await _site(session, ticket, facts.get("host_id", "")),
            callback=facts.get("callback", ""),
            phone=await _phone(session, ticket),
            together=tuple(await lines_with(session, row)),
            caller_waits=await calls.waits_for(session, page.ticket_number, self.clock.now()) is not None,
        )

    def _taken(self, page: PageRow) -> str:
        return who_and_when(self.desk, page) if page.acknowledged_by else ""


def _whose(reseller: str, *, proven: bool) -> str:
    """Return whose ticket it is, as somebody who is called hears it; of one who is not believed only by their word."""
    if not reseller:
        return "an unverified sender"
    return reseller if proven else f"an unverified sender, for {reseller}"


async def _site(session: Session, ticket: TicketRow, host_id: str) -> str:
    known = ticket.reseller_id is not None and ticket.verified and host_id
    return await recipients.site_of(session, ticket.reseller_id or 0, host_id) if known else ""


async def _phone(session: Session, ticket: TicketRow) -> str:
    """Return the number of a ticket's contact; none where it is not proven that they have written."""
    known = ticket.contact_id is not None and ticket.verified
    return await recipients.verified_phone(session, ticket.contact_id or 0) if known else ""


def _lives(made: datetime, closed: datetime | None, now: datetime) -> bool:
    return now < made + LINK_LIVES and (closed is None or now < closed + LINK_OUTLIVES)
