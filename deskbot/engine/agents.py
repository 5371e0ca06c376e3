"""What the desk's people do to a ticket: reply, note, assign, close. Each is one transaction."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from deskbot.access.confidential import masked
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine import feedback, timers
from deskbot.engine.correcting import Correcting
from deskbot.engine.hands_on import HandsOn
from deskbot.engine.incidents import ask_parts, part_ended, reached_through
from deskbot.engine.letter import Letter
from deskbot.engine.mailing import Mailing
from deskbot.engine.noticing import tell_staff
from deskbot.engine.paging import Paging
from deskbot.engine.paging.rows import paged_for
from deskbot.engine.resolving import resolve
from deskbot.engine.shelf import PlaybookShelf
from deskbot.errors import DeskbotError, NotFoundError, did_you_mean
from deskbot.model.case import Severity
from deskbot.model.message import Attachment
from deskbot.model.ticket import UNOWNED, Entry, NoTicketError, State
from deskbot.store import advice as advices
from deskbot.store import attachments, audit, drafts, tickets
from deskbot.store.database import Database, Session, in_thread
from deskbot.store.payloads import findings_from_json
from deskbot.store.tables import TicketRow
from deskbot.tickets import replies
from deskbot.tickets.corrections import CATEGORY, PLAYBOOK, SEVERITY, corrections_of, read_corrections
from deskbot.tickets.lifecycle import Event, after
from deskbot.tickets.mentions import mentioned
from deskbot.tickets.offers import whether_solved
from deskbot.tickets.reference import reference
from deskbot.triage.registry import all_diagnostics
from deskbot.triage.requirements import questions_for


@dataclass(frozen=True, slots=True)
class Agents:
    """The desk's own hand on tickets."""

    database: Database
    desk: Desk
    clock: Clock
    mailing: Mailing
    paging: Paging
    hands_on: HandsOn
    correcting: Correcting
    shelf: PlaybookShelf
    """The known issues that a person may name."""

    @classmethod
    def of(
        cls, database: Database, desk: Desk, clock: Clock, mailing: Mailing, paging: Paging, shelf: PlaybookShelf
    ) -> Agents:
        """Put the hand together with what it works by."""
        hands_on = HandsOn(database, clock, mailing)
        correcting = Correcting(mailing.jobs, desk, clock, paging)
        return cls(database, desk, clock, mailing, paging, hands_on, correcting, shelf)

    async def reply(self, number: int, text: str, author: str) -> int:
        """Answer the people who take part in a ticket; return to how many addresses.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: the text is empty, or nobody takes part.
        """
        async with self.ticket(number) as (session, ticket):
            return await self.answer(session, ticket, text, author)

    async def set(
        self,
        number: int,
        changes: Sequence[str] | Mapping[str, str],
        author: str,
        *,
        was: Mapping[str, str] | None = None,
    ) -> str:
        """Set a ticket right ("severity=S2", "release=7.0.2"); return what has changed, in words.

        Args:
            number: the ticket.
            changes: what is to be set; as words, where a person wrote them on a line.
            author: who does it.
            was: what they had before them, by name: where somebody has changed that since, nothing is set.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: a change cannot be understood, or comes too late; nothing was changed then.
        """
        async with self.ticket(number) as (session, ticket):
            _refuse_late(ticket, was or {})
            return await self.correct(session, ticket, changes, author)

    async def correct(
        self, session: Session, ticket: TicketRow, changes: Sequence[str] | Mapping[str, str], author: str
    ) -> str:
        """Set a ticket right within a transaction that has locked it; see `set`."""
        known = (
            [diagnostic.key for diagnostic in all_diagnostics()],
            [one.id for one in self.shelf.current.playbooks],
        )
        if isinstance(changes, Mapping):
            wanted = corrections_of(changes.items(), *known)
        else:
            wanted = read_corrections(changes, *known)
        return await self.correcting.correct(session, ticket, wanted, author)

    async def ask_hands_on(self, number: int, works: Sequence[str], author: str, text: str = "") -> int:
        """Ask a ticket's reseller for work at the site; return to how many addresses.

        Args:
            number: the ticket.
            works: what is to be done, see `HandsOn.ask`.
            author: a key of the staff, or another name for who acts.
            text: words that go in front.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: the ticket is closed, a task is none, or nobody takes part.
        """
        async with self.ticket(number) as (session, ticket):
            asked = await self.hands_on.ask(session, ticket, works, author)
            return await self.answer(session, ticket, "\n\n".join(filter(None, (text.strip(), asked))), author)

    async def answer(
        self,
        session: Session,
        ticket: TicketRow,
        text: str,
        author: str,
        *,
        files: tuple[Attachment, ...] = (),
        told: frozenset[str] = frozenset(),
        inbound_id: int | None = None,
        held_id: int | None = None,
    ) -> int:
        """Answer within a transaction that has locked the ticket; see `reply`.

        What is said on an incident goes to everybody who takes part in a part of it, as said on their own ticket.

        Args:
            session: the transaction.
            ticket: the ticket.
            text: the answer.
            author: a key of the staff, or another name for who acts.
            files: what goes with it; kept in the blob store already.
            told: addresses that have the answer already, as the agent's own mail went to them, too.
            inbound_id: the mail by which the agent answered.
            held_id: as what it has waited, if it has.
        """
        if not text.strip():
            raise DeskbotError("the reply is empty; nothing was sent")
        now, number = self.clock.now(), ticket.number or 0
        reached = [
            (one, await self.mailing.hearers(session, one.number or 0))
            for one in await reached_through(session, ticket)
        ]
        if not any(people for _, people in reached):
            raise DeskbotError(f"nobody takes part in T-{number}, so there is nobody to answer")
        written, shown = 0, await in_thread(session, masked, text.strip())
        for one, people in reached:
            letter = await self.letter(session, one, text, author, files)
            for person in people:
                if person.addresses & told:
                    continue
                key = f"reply:{one.number}:{now.isoformat()}:{person.whom}"
                to = (person.channel, person.to)
                await self.mailing.to_reseller(session, key, one, to, letter, now)
                written += 1
            entry = tickets.entry(
                session,
                one.number or 0,
                now,
                Entry.REPLY,
                shown,
                author=author,
                public=True,
                inbound_id=inbound_id,
                data={"held": held_id} if held_id else None,
                is_masked=True,
                act=None if one is ticket else "",
                told={"also": [reference(part.number or 0) for part, _ in reached[1:]]},
            )
            if inbound_id is None:  # the files of a mail are kept with that
                await attachments.keep_of_entry(session, entry, files)
            one.first_response_at = one.first_response_at or now
            self._happen(one, Event.REPLIED)
            one.reminders = 0
            timers.wait(session, self.mailing.jobs, self.desk, one, now)
        return written

    async def letter(
        self, session: Session, ticket: TicketRow, text: str, author: str, files: tuple[Attachment, ...]
    ) -> Letter:
        """Return the letter that an answer to a ticket's people is, signed by its author, or else by the desk."""
        signature = self.desk.staff[author].name if author in self.desk.staff else self.desk.name
        words = replies.from_desk(text.strip(), signature, await self.mailing.setting_of(session, ticket))
        return Letter(words, files=files, automatic=False)

    async def note(
        self, number: int, text: str, author: str, *, files: Sequence[Attachment] = (), drafted_by: int | None = None
    ) -> None:
        """Add a note that no reseller ever sees; who of the staff is called in it by @name is told.

        Its files, if any, are in the blob store already. Where it was an account's draft, that is gone with it.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: the text is empty.
        """
        async with self.ticket(number) as (session, ticket):
            await self.jot(session, ticket, text, author, files=files)
            if drafted_by is not None:
                await drafts.drop(session, number, drafted_by, drafts.NOTE)

    async def jot(
        self, session: Session, ticket: TicketRow, text: str, author: str, *, files: Sequence[Attachment] = ()
    ) -> None:
        """Add a note within a transaction that has locked the ticket; see `note`."""
        if not text.strip():
            raise DeskbotError("the note is empty; nothing was written")
        now, number = self.clock.now(), ticket.number or 0
        called = [one for one in mentioned(text, self.desk.staff) if one != author]
        says = f"{self.desk.name_of(author)} mentions you: {await in_thread(session, masked, text.strip())}"
        untold = [
            one
            for one in called
            if not await tell_staff(
                session, self.mailing, f"mention:{number}:{now.isoformat()}:{one}", number, one, says, now
            )
        ]
        data = {"mentions": called, "untold": untold} if called else None
        entry = tickets.entry(session, number, now, Entry.NOTE, text.strip(), author=author, data=data)
        await attachments.keep_of_entry(session, entry, files)
        ticket.updated_at = now

    async def assign(self, number: int, responder: str, author: str) -> None:
        """Give a ticket to a person of the staff, or back to nobody.

        Raises:
            NotFoundError: there is no such ticket or person.
            DeskbotError: it is to be given back, and nobody has it.
        """
        if stranger := self.stranger(responder):
            raise NotFoundError(stranger)
        async with self.ticket(number) as (session, ticket):
            self.hand(session, ticket, responder, author)

    def stranger(self, person: str) -> str:
        """Return in words that nobody can be given a ticket by a name; empty where they can, or nobody is meant."""
        staff = self.desk.staff
        known = person in staff or person == UNOWNED
        return "" if known else f'"{person}" is not on the staff of desk.yaml{did_you_mean(person, staff)}'

    def hand(self, session: Session, ticket: TicketRow, person: str, author: str) -> None:
        """Give a ticket to a person of the staff, or back to nobody; see `assign`. It must be locked."""
        if person == UNOWNED:
            self.give_back(session, ticket, author)
        else:
            self.give(session, ticket, person, author)

    def give_back(self, session: Session, ticket: TicketRow, author: str) -> None:
        """Let nobody own a ticket any more; it stands as it stood, and waits for whoever claims it. It must be locked.

        Raises:
            DeskbotError: nobody has it.
        """
        if not ticket.owner:
            raise DeskbotError("nobody has it already")
        was, now = ticket.owner, self.clock.now()
        ticket.owner, ticket.updated_at = "", now
        text = f"Given back: {self.desk.name_of(was)} does not have it any more, nobody does."
        told = {"from": was}
        tickets.entry(
            session, ticket.number or 0, now, Entry.STATE, text, author=author, act="let nobody have it", told=told
        )

    def give(self, session: Session, ticket: TicketRow, responder: str, author: str) -> None:
        """Give a ticket to a person of the staff within a transaction that has locked it; see `assign`."""
        ticket.owner = responder
        self._happen(ticket, Event.CLAIMED)
        text, told = f"Assigned to {self.desk.name_of(responder)}.", {"to": responder}
        now, number = self.clock.now(), ticket.number or 0
        tickets.entry(session, number, now, Entry.STATE, text, author=author, act="assigned", told=told)

    def claim(self, session: Session, ticket: TicketRow, author: str) -> None:
        """Let a person of the staff take a ticket that nobody has; it must be locked.

        Raises:
            DeskbotError: they are nobody in person, or somebody else has it.
        """
        if author not in self.desk.staff:
            raise DeskbotError(f"{author} is nobody in person: #assign NAME gives the ticket to somebody")
        if ticket.owner not in ("", author):
            raise DeskbotError(f"{self.desk.name_of(ticket.owner)} has claimed it already: #assign takes it over")
        self.give(session, ticket, author, author)

    async def ask(self, session: Session, ticket: TicketRow, keys: Sequence[str], author: str) -> None:
        """Ask the reseller for facts; for all that are missing where none is named. The ticket must be locked.

        Raises:
            DeskbotError: nothing is missing, a name is no fact's, or nobody can be asked.
        """
        now, number = self.clock.now(), ticket.number or 0
        known = [diagnostic.key for diagnostic in all_diagnostics()]
        wrong = next((key for key in keys if key not in known), None)
        if wrong is not None:
            raise DeskbotError(f'"{wrong}" is no fact that can be asked for{did_you_mean(wrong, known)}')
        wanted = list(keys) or ticket.missing
        if not wanted:
            raise DeskbotError("nothing is missing: name what is to be asked, like #ask release")
        await self._someone(session, ticket)
        questions = questions_for(wanted, ticket.language)
        await timers.ask_again(session, self.mailing, f"asked:{number}:{now.isoformat()}", ticket, questions, now)
        ticket.missing = list(dict.fromkeys([*ticket.missing, *wanted]))
        ticket.asked += 1
        if not Severity(ticket.severity).urgent:  # what is urgent stays with the desk, whatever it lacks
            self._happen(ticket, Event.ASKED)
        text, told = f"Asked for {', '.join(wanted)}.", {"facts": list(wanted)}
        tickets.entry(session, number, now, Entry.STATE, text, author=author, act="asked for facts", told=told)
        timers.wait(session, self.mailing.jobs, self.desk, ticket, now)

    async def suggest(self, session: Session, ticket: TicketRow, name: str, author: str) -> None:
        """Send the reseller the steps of a known issue; the ticket's own where none is named. It must be locked.

        Raises:
            DeskbotError: there is none of that name, or nobody can be told.
        """
        now, number = self.clock.now(), ticket.number or 0
        name = name or ticket.playbook or ""
        playbook = self.shelf.current.get(name) if name else None
        if playbook is None:
            ids = [one.id for one in self.shelf.current.playbooks]
            raise DeskbotError(f'"{name}" is no known issue{did_you_mean(name, ids)}' if name else "name a known issue")
        await self._someone(session, ticket)
        setting = await self.mailing.setting_of(session, ticket)
        text = replies.suggestion(number, ticket.subject, replies.Advice(playbook.title, playbook.resolution), setting)
        letter = Letter(text, offers=whether_solved(number, ticket.language))
        await self.mailing.to_verified(session, f"advice:{number}:{now.isoformat()}", ticket, letter, now)
        advices.add(session, number, playbook.id, now)
        ticket.playbook, ticket.updated_at = playbook.id, now
        text, told = f"Suggested the known issue {playbook.id} to the reseller.", {"playbook": playbook.id}
        tickets.entry(session, number, now, Entry.STATE, text, author=author, act="suggested a known issue", told=told)

    async def _someone(self, session: Session, ticket: TicketRow) -> None:
        number = ticket.number or 0
        if not await self.mailing.hearers(session, number, verified=True):
            raise DeskbotError(f"nobody takes part in T-{number} who was verified, so there is nobody to write to")

    async def escalate(self, session: Session, ticket: TicketRow, author: str) -> str:
        """Make a ticket one step graver; it must be locked. Return what has changed.

        Raises:
            DeskbotError: it is as grave as can be.
        """
        graver = {Severity.S4: Severity.S3, Severity.S3: Severity.S2, Severity.S2: Severity.S1}
        wanted = graver.get(Severity(ticket.severity))
        if wanted is None:
            raise DeskbotError("it is S1 already: #page calls somebody")
        return await self.correct(session, ticket, [f"severity={wanted}"], author)

    async def resolve(self, session: Session, ticket: TicketRow, solution: str, author: str) -> None:
        """Say that a ticket is solved, and have the reseller asked whether it is; it must be locked.

        Raises:
            DeskbotError: it is over already.
        """
        now, number = self.clock.now(), ticket.number or 0
        if not State(ticket.state).open:
            raise DeskbotError(f"T-{number} is {ticket.state} already")
        await resolve(session, ticket, author, solution, now, mailing=self.mailing, paging=self.paging)
        await self.paging.cancel(session, number, now, f"{self.desk.name_of(author)} has resolved the ticket")

    async def close(self, number: int, author: str, why: str = "") -> None:
        """Close a ticket; its open page is cancelled.

        Raises:
            NotFoundError: there is no such ticket.
        """
        async with self.ticket(number) as (session, ticket):
            await self.end(session, ticket, author, why)

    async def end(self, session: Session, ticket: TicketRow, author: str, why: str = "") -> None:
        """Close a ticket within a transaction that has locked it; see `close`. One that is closed stays as it is.

        Closing an incident asks those who take part in its parts whether it is solved for them.
        """
        now, number, was = self.clock.now(), ticket.number or 0, State(ticket.state)
        if was is State.CLOSED:
            return
        self._happen(ticket, Event.CLOSED)
        ticket.closed_at, ticket.due_at = now, None
        text = f"Closed: {why}" if why else "Closed."
        with audit.one_act(session, author, reference(number)):
            tickets.entry(session, number, now, Entry.STATE, text, author=author, public=not why, act="closed")
            await ask_parts(session, ticket, self.mailing, author, now)
        await self.paging.cancel(session, number, now, f"{self.desk.name_of(author)} closed the ticket")
        await part_ended(session, ticket, self.paging, now)
        await feedback.ask_rating(session, self.mailing, ticket, was, now)

    async def page(self, session: Session, ticket: TicketRow, author: str) -> None:
        """Have the responder on call paged for a ticket, within a transaction that has locked it.

        Raises:
            DeskbotError: the desk's policy pages nobody, or a page is open already.
        """
        now, number = self.clock.now(), ticket.number or 0
        rule = self.desk.severities[Severity(ticket.severity)]
        policy = rule.policy or self.desk.severities[Severity.S1].policy
        if not policy:
            raise DeskbotError("the policy in desk.yaml pages nobody, at no severity")
        if not State(ticket.state).open:
            raise DeskbotError(f"T-{number} is {ticket.state}: nobody is paged for it")
        paged, severity = await paged_for(session, ticket), Severity(ticket.severity)
        done = await self.paging.ring_now(
            session, paged, severity, policy, now, verified=True, though_taken=True, part=ticket
        )
        text = f"{self.desk.name_of(author)} wants somebody to come: {done.why}."
        tickets.entry(session, number, now, Entry.PAGE, text, author=author, act="called whoever is on call")

    @asynccontextmanager
    async def ticket(self, number: int) -> AsyncGenerator[tuple[Session, TicketRow]]:
        """Yield a transaction that has locked a ticket, for what is done to it within one.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: it was merged into another.
        """
        async with self.database.begin() as session:
            ticket = await tickets.lock(session, number)
            if ticket is None:
                raise NoTicketError(number)
            refuse_merged(ticket)
            yield session, ticket

    def _happen(self, ticket: TicketRow, event: Event) -> None:
        ticket.state = after(State(ticket.state), event)
        ticket.updated_at = self.clock.now()


def refuse_merged(ticket: TicketRow) -> None:
    """Let nobody act on a ticket that was merged into another.

    Raises:
        DeskbotError: it was; the text names the other.
    """
    if ticket.merged_into is not None:
        raise DeskbotError(f"T-{ticket.number} was merged into T-{ticket.merged_into}: use T-{ticket.merged_into}")


def _refuse_late(ticket: TicketRow, was: Mapping[str, str]) -> None:
    """Raise a DeskbotError where what somebody had before them, by name, stands so no more."""
    if not was:
        return
    stands = {finding.key: finding.value for finding in findings_from_json(ticket.findings)}
    stands |= {SEVERITY: ticket.severity, CATEGORY: ticket.category, PLAYBOOK: ticket.playbook or ""}
    for key, seen in was.items():
        now = stands.get(key, "")
        if now != seen:
            raise DeskbotError(f'somebody has set {key} to "{now}" since you opened this page; look again')
