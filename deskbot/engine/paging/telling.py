"""Texts that ask for nothing: who has taken a page, for those who were paged in vain, or who handed it over.

Whoever is paged in a chat before anything else is told so there.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging.attempting import asked, attempt
from deskbot.engine.paging.numbers import Numbers
from deskbot.engine.paging.rows import being_handed, row_id, said_at
from deskbot.escalation import polling
from deskbot.escalation.carriers import Carrier, Notice, Report
from deskbot.escalation.numbers import keeps_off
from deskbot.escalation.remedies import remedy
from deskbot.model.gsm import SINGLE, gsm
from deskbot.model.message import Outcome, Receipt
from deskbot.model.page import Attempt, Medium
from deskbot.model.pauses import NOTICES
from deskbot.model.ticket import Entry
from deskbot.store import notices, pages, tickets
from deskbot.store.database import Database, Session
from deskbot.store.leases import NOTICE_LEASE
from deskbot.store.tables import NoticeRow, PageRow
from deskbot.tickets.reference import reference

MOMENTS = timedelta(seconds=5)
"""Somebody who was paged so short a time before a page was taken is told, as they are about to get up."""
LOOK_AGAIN = timedelta(seconds=2)
MOST_ATTEMPTS = 4
_WHAT = {Medium.SMS: "texts", Medium.SLACK: "Slack", Medium.TELEGRAM: "Telegram"}


async def tell_in_vain(session: Session, jobs: Jobs, desk: Desk, row: PageRow, responder: str, now: datetime) -> None:
    """Tell those whom the present step pages at this moment that a page is taken: their text cannot be called back.

    A call need not be followed: whoever picks it up hears who has it.
    """
    says = f"{reference(row.ticket_number)} was taken by {desk.name_of(responder)} at {said_at(desk, now)}. "
    says += "Nobody else is needed."
    for one in await notices.paged_in_vain(session, row, responder, now, MOMENTS):
        if one.responder in row.acknowledged:
            continue  # they have it as well
        await _write(session, jobs, row, one.responder, (Medium.SMS, one.address), says, now, behind=one.id)


async def tell_later(
    session: Session, jobs: Jobs, desk: Desk, row: PageRow, responder: str, says: str, now: datetime
) -> None:
    """Tell one of the staff something about a page by text, or by mail where no text reaches them."""
    await _write(session, jobs, row, responder, _way(desk, responder), says, now)


async def tell_let_off(session: Session, jobs: Jobs, desk: Desk, row: PageRow, why: str, now: datetime) -> None:
    """Tell whom a page was being handed over to that it is not any more, if they have heard of it.

    It is called before the page is changed; the text goes behind what is still on its way to them.
    """
    to = row.handed_to
    tried = await pages.notifications(session, row_id(row)) if being_handed(row) else ()
    heard = [one for one in tried if (one.step, one.responder) == (row.step, to) and one.sent_at]
    if heard:
        says = f"{reference(row.ticket_number)}: {why}"
        on_its_way = next((row_id(one) for one in heard if one.state == Attempt.SENDING), None)
        await _write(session, jobs, row, to, _way(desk, to), says, now, behind=on_its_way)


def _way(desk: Desk, responder: str) -> tuple[Medium, str]:
    """Return by what somebody is told something, and where; an empty address for who has left, or has none."""
    person = desk.staff.get(responder)
    return (person.told_by, person.address(person.told_by)) if person else (Medium.SMS, "")


async def _write(
    session: Session,
    jobs: Jobs,
    row: PageRow,
    responder: str,
    way: tuple[Medium, str],
    says: str,
    now: datetime,
    *,
    behind: int | None = None,
) -> None:
    notice = NoticeRow(
        page_id=row_id(row),
        behind=behind,
        responder=responder,
        medium=way[0],
        address=way[1],
        says=gsm(says)[:SINGLE],
        due_at=now,
        created_at=now,
        updated_at=now,
    )
    session.add(notice)
    await session.flush()
    jobs.ring(session, "tell", notice.id or 0)


@dataclass(frozen=True, slots=True)
class Telling:
    """Hands such texts to carriers, each once: what may have gone out is not texted again.

    What no text brings, or perhaps none, goes by mail: to them, or to the desk where they have no address. That may
    show only after a carrier has taken it: it reports so, or is asked.
    """

    database: Database
    jobs: Jobs
    desk: Desk
    clock: Clock
    carriers: Mapping[Medium, Sequence[Carrier]]
    """For each medium those that bring it, the one to be asked first in front."""
    numbers: Numbers
    mailing: Mailing

    async def tell(self, notice_id: int) -> None:
        """Answer a notice's alarm."""
        async with self.database.begin() as session:
            claimed = await self._claim(session, notice_id, self.clock.now())
        if isinstance(claimed, NoticeRow):
            await self._ask(claimed)
        if not isinstance(claimed, tuple):
            return
        tried = await self._hand_over(*claimed)
        async with self.database.begin() as session:
            row = await notices.lock(session, notice_id)
            if row is not None and row.state == Attempt.SENDING:
                await self._conclude(session, row, tried, self.clock.now())

    async def _claim(
        self, session: Session, notice_id: int, now: datetime
    ) -> tuple[NoticeRow, Sequence[Carrier]] | NoticeRow | None:
        """Begin an attempt; return it with the carriers that may reach the number, or alone what is to be asked for."""
        row = await notices.lock(session, notice_id)
        if row is None or row.due_at is None or row.due_at > now:
            return None
        if row.state == Attempt.SENDING:
            await self._by_mail(session, row, "whoever was sending it has died", now, state=Attempt.UNKNOWN)
            return None
        if row.state == Attempt.SENT:
            row.asked += 1
            row.due_at = now + NOTICE_LEASE
            return row
        if row.behind is not None and await notices.still_sending(session, row.behind, now):
            row.due_at = now + LOOK_AGAIN
            self.jobs.ring(session, "tell", notice_id, at=row.due_at)
            return None
        medium, carriers = Medium(row.medium), self._of(row)
        against = await self.numbers.against(session, row.address, medium, now)
        may = [one for one in carriers if not keeps_off(against, (one.sender,))]
        if not row.address or not may:
            mark = keeps_off(against, [one.sender for one in carriers])
            why = mark.why if mark else f"no carrier is configured for {_WHAT[medium]}"
            why = why if row.address else "no number is known"
            await self._instead(session, row, why, now)
            return None
        row.state, row.due_at, row.updated_at = Attempt.SENDING, now + NOTICE_LEASE, now
        row.attempts += 1
        return row, may

    @staticmethod
    async def _hand_over(row: NoticeRow, carriers: Sequence[Carrier]) -> list[tuple[Carrier, Receipt]]:
        """Hand it to the first carrier that takes it; return what each said that was asked."""
        said: list[tuple[Carrier, Receipt]] = []
        # The token names no dispatch: what the carrier reports is known by its own id, as each carrier gives another.
        notice = Notice(Medium(row.medium), row.address, row.says, secrets.token_urlsafe(12))
        for carrier in carriers:
            said.append((carrier, await attempt(carrier, notice)))
            if said[-1][1].outcome is Outcome.SENT:
                break
        return said

    async def _conclude(
        self, session: Session, row: NoticeRow, tried: Sequence[tuple[Carrier, Receipt]], now: datetime
    ) -> None:
        for carrier, said in tried:
            medium, at = Medium(row.medium), carrier.sender
            means = remedy(medium, said.code, said.outcome)
            await self.numbers.found(session, row.address, medium, means, said.code, said.detail, now, at)
        carrier, receipt = tried[-1]
        row.carrier = carrier.name
        row.detail, row.provider_id, row.updated_at, row.due_at = receipt.detail, receipt.provider_id, now, None
        match receipt.outcome:
            case Outcome.NOT_SENT if row.attempts < MOST_ATTEMPTS:
                row.state, row.due_at = Attempt.QUEUED, now + NOTICES.after(row.attempts)
                self.jobs.ring(session, "tell", row.id or 0, at=row.due_at)
            case Outcome.NOT_SENT | Outcome.REFUSED:
                await self._instead(session, row, receipt.detail, now)
            case Outcome.MAYBE_SENT:
                await self._by_mail(session, row, receipt.detail, now, state=Attempt.UNKNOWN)
            case Outcome.SENT if Medium(row.medium).chat:
                row.state = Attempt.SENT  # it is there to be read; nobody says more of it
            case Outcome.SENT:
                row.state, row.due_at = Attempt.SENT, now + polling.ASKED_AFTER
                self.jobs.ring(session, "tell", row.id or 0, at=row.due_at)

    async def report(self, session: Session, provider_id: str, report: Report, now: datetime) -> None:
        """Take what a carrier reports of a text that it has taken."""
        row = await notices.lock_taken(session, provider_id)
        if row is not None:
            await self._settle(session, row, report, now)

    async def _ask(self, row: NoticeRow) -> None:
        """Ask the carrier that has taken a text, and draw from its answer, or its silence, what follows."""
        carrier = next((one for one in self._of(row) if one.name == row.carrier), None)
        said = await asked(carrier, Medium.SMS, row.provider_id) if carrier is not None else None
        now = self.clock.now()
        async with self.database.begin() as session:
            row = await notices.lock(session, row.id or 0) or row
            if row.state != Attempt.SENT or (said is not None and await self._settle(session, row, said, now)):
                return
            waiting = said is None or said.waiting
            means = polling.after_asking(Medium.SMS, Attempt.SENT, waiting=waiting, asked=row.asked, now=now)
            row.due_at = means.ask_again
            if means.unknown:
                why = "its carrier does not say what has become of it"
                await self._by_mail(session, row, why, now, state=Attempt.UNKNOWN)
            elif row.due_at is not None:
                self.jobs.ring(session, "tell", row.id or 0, at=row.due_at)

    async def _settle(self, session: Session, row: NoticeRow, report: Report, now: datetime) -> bool:
        """Note the end of a text that a carrier has taken; return whether it is one."""
        if report.state is Attempt.DELIVERED:
            row.state, row.due_at, row.detail, row.updated_at = Attempt.DELIVERED, None, report.detail, now
            return True
        if report.state is not Attempt.FAILED:
            return False
        at = next((one.sender for one in self._of(row) if one.name == row.carrier), "")
        means = remedy(Medium.SMS, report.code)
        await self.numbers.found(session, row.address, Medium.SMS, means, report.code, report.detail, now, at)
        await self._by_mail(session, row, report.detail, now)
        return True

    def _of(self, row: NoticeRow) -> Sequence[Carrier]:
        return self.carriers.get(Medium(row.medium), ())

    async def _instead(self, session: Session, row: NoticeRow, why: str, now: datetime) -> None:
        """Tell by text what a chat has certainly not told; and by mail what goes by neither."""
        person = self.desk.staff.get(row.responder)
        if not Medium(row.medium).chat or person is None or not person.sms:
            await self._by_mail(session, row, why, now)
            return
        row.medium, row.address, row.attempts = Medium.SMS, person.sms, 0
        row.state, row.due_at, row.updated_at = Attempt.QUEUED, now, now
        self.jobs.ring(session, "tell", row.id or 0)

    async def _by_mail(
        self, session: Session, row: NoticeRow, why: str, now: datetime, *, state: Attempt = Attempt.FAILED
    ) -> None:
        """Write by mail what no text brings, or perhaps none (`state` is unknown then), and on the timeline why."""
        row.state, row.detail, row.due_at, row.updated_at = state, why, None, now
        page = await session.get(PageRow, row.page_id)
        number = page.ticket_number if page else 0
        person = self.desk.staff.get(row.responder)
        name, address = self.desk.name_of(row.responder), person.mail if person else ""
        told = "they are told by mail" if address else "the desk is told by mail"
        text = f"No text to {row.responder} about who has it ({why}): {told}."
        how = f"No text could be sent: {why}."
        if state is Attempt.UNKNOWN:
            text = f"Nobody knows whether the text to {row.responder} about who has it arrived ({why}): {told}, too."
            how = f"It may have been texted, too; nobody knows: {why}."
        tickets.entry(session, number, now, Entry.PAGE, text)
        says = row.says if address else f"{name} could not be told, as they have no mail address:\n\n{row.says}"
        subject = f"{reference(number)}: who has it"
        letter = f"{says}\n\n{how}\n\n-- \n{self.desk.name}\n"
        await self.mailing.to_desk(session, f"notice:{row.id}", subject, letter, now, address=address or None)
