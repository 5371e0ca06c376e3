"""What a page says, on whatever medium."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskbot.desk import Desk
from deskbot.engine.paging.rows import row_id
from deskbot.engine.phone_line import page_line
from deskbot.escalation.bundling import Line
from deskbot.escalation.chat_text import page_chat
from deskbot.escalation.countries import texting, without_links
from deskbot.escalation.lateness import late_words, with_lateness
from deskbot.escalation.links import page_token
from deskbot.escalation.mail_text import page_mail
from deskbot.escalation.sms_text import CALLED, NOT_CALLED, page_text
from deskbot.model.case import Severity
from deskbot.model.page import Medium
from deskbot.store import tickets
from deskbot.store.bundles import Waiting
from deskbot.store.database import Session
from deskbot.store.tables import NotificationRow, TicketRow
from deskbot.tickets.reference import reference


@dataclass(frozen=True, slots=True)
class Words:
    """Words pages for those whom they reach."""

    desk: Desk
    answer_to: str
    """The pager's number, to which the answer to a page that came by mail is texted."""
    web_base: str
    secret: bytes

    async def of_page(self, session: Session, one: Waiting, now: datetime) -> tuple[str, str]:
        """Return what one page says: a subject, for a mail, and the text."""
        row, line = one.notification, await line_of(session, one.ticket, proven=one.page.verified)
        who = line.reseller if line.verified else f"UNVERIFIED {line.reseller}"
        who = who if one.page.ticket_number > 0 else self.desk.name
        late = late_words(row.wanted_at, now, self.desk.tz)
        about = with_lateness(await page_line(session, one.ticket, now), late)
        if row.medium == Medium.MAIL:
            link = f"{self.web_base}/p/{page_token(row_id(row), self.secret)}"
            code, answer_to = one.page.code, self.answer_to
            return page_mail(line.ticket_ref, line.severity, who, about, code, answer_to=answer_to, link=link)
        if Medium(row.medium).chat:
            return "", page_chat(line.ticket_ref, line.severity, who, about, one.page.code)
        if row.medium == Medium.SMS and not texting(row.address, self.desk.countries).links:
            about = without_links(about)
        instead = self.instead(row)
        return "", page_text(line.ticket_ref, line.severity, who, about, one.page.code, instead=instead)

    def instead(self, row: NotificationRow) -> str:
        """Return what a text says that cannot be answered; empty for one that can."""
        if row.medium != Medium.SMS or texting(row.address, self.desk.countries).replies:
            return ""
        person = self.desk.staff.get(row.responder)
        return CALLED if person and person.voice else NOT_CALLED


async def line_of(session: Session, ticket: TicketRow, *, proven: bool = True) -> Line:
    """Return what is said of a ticket where it is one of several; `proven`: whoever caused its page is believed."""
    return Line(
        ticket_ref=reference(ticket.number or 0),
        severity=Severity(ticket.severity),
        reseller=await tickets.whose(session, ticket) or "unknown sender",
        subject=ticket.subject,
        verified=ticket.verified and proven,
    )
