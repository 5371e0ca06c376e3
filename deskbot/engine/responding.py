"""What a responder wants done with one page, on whatever medium: one transaction, and what they are told of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from deskbot.access.responders import may_answer
from deskbot.desk import Desk
from deskbot.engine.correcting import Correcting
from deskbot.engine.letter import Letter
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging import Paging, Taking
from deskbot.engine.paging.ending import end
from deskbot.engine.paging.holding import hold_on
from deskbot.engine.paging.rows import (
    is_over,
    locked,
    newest,
    parts_on_page,
    row_id,
    said_at,
    still_missing,
    who_and_when,
    yours_already,
)
from deskbot.engine.paging.taking import NOBODY, Passed
from deskbot.engine.resolving import resolve
from deskbot.errors import did_you_mean
from deskbot.escalation.bundling import still_wanted
from deskbot.escalation.naming import person_in
from deskbot.escalation.policy import ways_to
from deskbot.escalation.snoozing import bounded, shown
from deskbot.model.case import Severity
from deskbot.model.choice import Choice, Wish
from deskbot.model.command import Answer
from deskbot.model.ticket import Entry
from deskbot.store import audit, pages, tickets
from deskbot.store.database import Session
from deskbot.store.tables import PageRow, TicketRow
from deskbot.tickets import replies
from deskbot.tickets.corrections import Corrections
from deskbot.tickets.reference import reference

JUDGED = Severity.S3
"""What "not urgent" makes of a ticket."""
LONGEST_NAME = 100
_PAGED_ANEW = "was paged anew since, with another code."


@dataclass(frozen=True, slots=True)
class Answered:
    """Who wants what done with which page."""

    session: Session
    page: PageRow
    ticket: TicketRow
    responder: str
    wish: Wish
    now: datetime

    @property
    def name(self) -> str:
        """What the page is called to whoever answers it."""
        return f"{reference(self.page.ticket_number)} {self.ticket.subject}".strip()[:LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class Responding:
    """Carries out what responders choose."""

    desk: Desk
    mailing: Mailing
    paging: Paging
    taking: Taking
    correcting: Correcting

    async def carry_out(self, session: Session, page: PageRow, responder: str, wish: Wish, now: datetime) -> Answer:
        """Do what a responder wants done with a page, if it is theirs to do.

        Args:
            session: the transaction of the answer.
            page: the page by which they were paged.
            responder: a key of the staff, as the page reached them; empty for somebody whom it did not reach.
            wish: what they want.
            now: the present moment.
        """
        # Locked at once, the ticket first: whatever follows reads and changes both.
        ticket, standing = await locked(session, row_id(page))
        if ticket is None or standing is None:
            return Answer("This page is not known.", done=False)
        answered = Answered(session, standing, ticket, responder, wish, now)
        verdict = may_answer(wish.choice, responder, pages.as_page(standing))
        if not verdict:
            return self._refused(answered)
        if wish.choice is not Choice.NOTE and is_over(standing, ticket):
            return self._over(answered)
        with audit.one_act(session, responder, reference(standing.ticket_number)):
            return await self._do(wish.choice)(answered)

    def _do(self, choice: Choice) -> Callable[[Answered], Awaitable[Answer]]:
        return {
            Choice.ACKNOWLEDGE: self._acknowledge,
            Choice.ESCALATE: self._escalate,
            Choice.RESOLVE: self._resolve,
            Choice.NOT_URGENT: self._not_urgent,
            Choice.SNOOZE: self._snooze,
            Choice.HAND_OVER: self._hand_over,
            Choice.NOTE: self._note,
        }[choice]

    def _refused(self, answered: Answered) -> Answer:
        if not answered.responder:
            return Answer("No page with that code was sent to this number.", done=False)
        return Answer(f"{answered.name} was taken by {who_and_when(self.desk, answered.page)}.", done=False)

    @staticmethod
    def _over(answered: Answered) -> Answer:
        return Answer(f"{answered.name}: nobody is needed any more.", done=False)

    # -- taking it, and passing it on

    async def _acknowledge(self, answered: Answered) -> Answer:
        self._keep_words(answered)
        if problem := await self._take(answered):
            return problem
        page = await newest(answered.session, answered.page)
        missing = still_missing(self.desk, page)
        return Answer(f"You have taken {answered.name}.{f' {still_wanted(missing)}' if missing else ''}")

    async def _take(self, answered: Answered, *, tells: bool = True) -> Answer | None:
        """Let the responder take it; None where it is theirs now, or was before."""
        page_id, responder = row_id(answered.page), answered.responder
        taken_by = await self.taking.acknowledge(answered.session, page_id, responder, answered.now, tells=tells)
        if taken_by is None:
            return None
        if taken_by == NOBODY:
            return self._over(answered)
        return Answer(await self._taken(answered, taken_by))

    async def _taken(self, answered: Answered, who: str = "") -> str:
        """Say who has the ticket's page: the newest, where it has been paged anew."""
        page = await newest(answered.session, answered.page)
        if who == answered.responder:
            return f"{answered.name} is {yours_already(self.desk, page, who)}."
        return f"{answered.name} was taken by {who_and_when(self.desk, page, who)}."

    async def _mine(self, answered: Answered, *, tells: bool = True) -> Answer | None:
        """Make sure that the responder has it, before something is done that only they may do; None where they do."""
        if answered.responder in answered.page.acknowledged:
            return None
        return await self._take(answered, tells=tells)

    async def _escalate(self, answered: Answered) -> Answer:
        self._keep_words(answered)
        page, name = answered.page, answered.name
        came, how = await self.taking.escalate(
            answered.session, row_id(page), answered.responder, answered.now, seen=answered.wish.step
        )
        match came:
            case Passed.ON:
                return Answer(f"{name} is {how}.")
            case Passed.ALREADY:
                people = ", ".join(map(self.desk.name_of, await pages.people_with(answered.session, page)))
                who = f": {people}" if people else ""
                return Answer(f"{name} is with the next level already{who}.", done=False)
            case Passed.ANEW:
                return Answer(f"{name} {_PAGED_ANEW}", done=False)
            case Passed.TAKEN:
                return Answer(await self._taken(answered), done=False)
            case Passed.BACK:
                return Answer(f"{name} stays with {self.desk.name_of(page.acknowledged_by)}.")
            case Passed.UNNEEDED:
                return self._over(answered)
            case Passed.NOBODY_LEFT:
                return Answer(f"{name}: everybody was paged, nobody is left. {page.code}a takes it.", done=False)

    # -- putting it off, and handing it over

    async def _snooze(self, answered: Answered) -> Answer:
        if problem := await self._outdated(answered) or await self._mine(answered):
            return problem
        self._keep_words(answered)
        span = bounded(answered.wish.span)
        if not self.taking.snooze(answered.session, answered.page, answered.responder, span, answered.now):
            return self._others_wanted(answered)
        again, shorter = answered.now + span, bool(answered.wish.span and answered.wish.span > span)
        hold = await hold_on(answered.session, answered.ticket, again)
        until = f"{said_at(self.desk, hold.end)}, when maintenance ends," if hold else said_at(self.desk, again)
        # Who has taken it at the desk, and was not paged for it, is not who is paged then.
        was_paged = await pages.was_paged(answered.session, row_id(answered.page), answered.responder)
        who = "You are" if was_paged else "Whoever is on call is"
        text = f"{answered.name} is yours. {who} paged again at {until} if nothing has happened on it."
        return Answer(f"{text} {shown(span)} is the longest." if shorter else text)

    async def _hand_over(self, answered: Answered) -> Answer:
        to, words = person_in(self.desk.staff, answered.wish.words)
        if not to:
            said = answered.wish.words.partition(" ")[0][:40]
            meant = did_you_mean(said, self.desk.staff) or "."
            return Answer(f'Nobody here is called "{said}"{meant} Nothing has been done.', done=False)
        if to == answered.responder:
            return Answer(f"{answered.name}: you cannot hand it over to yourself.", done=False)
        person = self.desk.staff[to]
        if to in answered.page.acknowledged:
            return Answer(f"{person.name} has {answered.name} already.", done=False)
        reach = tuple(ways_to(self.desk, person, person.turns))
        if not reach:
            return Answer(f"{person.name} cannot be paged: no number of theirs is known.", done=False)
        if problem := await self._outdated(answered) or await self._mine(answered):
            return problem
        if words:
            self._entry(answered, Entry.NOTE, words)
        if not await self.taking.hand_over(
            answered.session, answered.page, answered.responder, to, reach, answered.now
        ):
            return self._others_wanted(answered)
        return Answer(f"{person.name} is being paged for {answered.name}. It is yours until they take it.")

    def _others_wanted(self, answered: Answered) -> Answer:
        if answered.page.handed_to:
            return Answer(f"{self.desk.name_of(answered.page.handed_to)} is being paged for {answered.name} already.")
        return Answer(f"{answered.name} is yours, but others are wanted too: it goes on ringing for them.", done=False)

    # -- ending it

    async def _resolve(self, answered: Answered) -> Answer:
        if problem := await self._outdated(answered) or await self._mine(answered, tells=False):
            return problem
        session, responder, words, now = answered.session, answered.responder, answered.wish.words, answered.now
        ticket, page, name = answered.ticket, answered.page, self.desk.name_of(responder)
        await resolve(session, ticket, responder, words, now, mailing=self.mailing, paging=self.paging)
        await end(session, self.paging.jobs, self.desk, page, now, f"{name} has resolved the ticket")
        return Answer(f"{answered.name} is resolved; the reseller is told so.")

    async def _not_urgent(self, answered: Answered) -> Answer:
        if problem := await self._outdated(answered):
            return problem
        session, responder, words, now = answered.session, answered.responder, answered.wish.words, answered.now
        ticket, page = answered.ticket, answered.page
        name = self.desk.name_of(responder)
        for one in (ticket, *await parts_on_page(session, ticket)):
            number = one.number or 0
            await self.correcting.correct(session, one, Corrections(severity=JUDGED), responder)
            text = f"{name} judged that it is not urgent{f': {words}' if words else '.'}"
            tickets.entry(session, number, now, Entry.PAGE, text, author=responder, act="judged it not urgent")
            one.first_response_at = one.first_response_at or now
            letter = replies.not_urgent(number, name, await self.mailing.setting_of(session, one), why=words)
            await self.mailing.to_verified(session, f"not-urgent:{number}:{now.isoformat()}", one, Letter(letter), now)
        await end(session, self.paging.jobs, self.desk, page, now, f"{name} judged that it is not urgent")
        return Answer(f"{answered.name} is {JUDGED} now, and nobody is paged. The reseller is told that you judged so.")

    # -- what they all need

    async def _note(self, answered: Answered) -> Answer:
        self._keep_words(answered)
        return Answer(f"{answered.name}: noted.")

    async def _outdated(self, answered: Answered) -> Answer | None:
        """Refuse what an answer to an old page would do to a ticket that was paged anew since."""
        if (await newest(answered.session, answered.page)).id == answered.page.id:
            return None
        return Answer(f"{answered.name} {_PAGED_ANEW}", done=False)

    def _keep_words(self, answered: Answered) -> None:
        if answered.wish.words:
            self._entry(answered, Entry.NOTE, answered.wish.words)

    @staticmethod
    def _entry(answered: Answered, kind: Entry, text: str) -> None:
        number = answered.page.ticket_number
        tickets.entry(answered.session, number, answered.now, kind, text, author=answered.responder)
