"""What triage may look at, gathered before it starts: who writes, which ticket it belongs to, their systems."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from deskbot.access.agents import Agent
from deskbot.access.proof import Network, judge
from deskbot.access.rules import may_change
from deskbot.desk import Desk
from deskbot.engine import feedback
from deskbot.engine.asked import Asked, asked_of, with_answers
from deskbot.engine.bounds import bounded
from deskbot.engine.redirecting import sent_away_at
from deskbot.model.case import Case, Earlier, Standing, Writer
from deskbot.model.message import Address, Authentication, Inbound
from deskbot.model.task import TaskState
from deskbot.model.ticket import State
from deskbot.store import directory, outbox, talks, tasks, tickets
from deskbot.store.database import Session, in_thread
from deskbot.store.directory import folded
from deskbot.store.tables import TicketRow
from deskbot.tickets.corrections import SEVERITY, who_set
from deskbot.tickets.orphan import FEWEST, answers_by_number, is_answer_to
from deskbot.tickets.person import person_of
from deskbot.tickets.reference import read_desk_token, read_token, tags
from deskbot.tickets.talk import ANSWERS, goes_on
from deskbot.tickets.tasks import answers_of
from deskbot.tickets.topic import is_new_topic
from deskbot.triage.feedback import tells_trouble
from deskbot.triage.telling import tells_something

MOST_COPIES = 50
"""Addresses in To and Cc that are looked up."""
MOST_COLLEAGUES = 10
"""Of one mail who become followers."""
MOST_QUESTIONS = 15
"""Numbers that a letter of ours may ask under."""
MOST_TAGS = 3
"""Tags of one subject that are looked at; each is a ticket that is locked for a moment."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The ticket that a message belongs to, locked, and what the writer is to it."""

    ticket: TicketRow | None = None
    takes_part: bool = False
    trusted: bool = False
    """Whether the writer may correct facts, close and lower; else the entry is marked unverified."""
    follows: int | None = None
    """The ticket to which a new one is linked, as its thread led there."""
    why_new: str = ""
    """Why the message does not become part of that ticket."""
    colleagues: tuple[Address, ...] = ()
    """Who got a copy of the message, and belongs to the writer's reseller as well."""
    elsewhere: bool = False
    """Whether the message stands in the thread of another ticket: nothing about this one may be said there."""


@dataclass(frozen=True, slots=True)
class DeskThread:
    """The ticket that somebody of the desk writes to, locked."""

    ticket: TicketRow
    answers_notice: bool
    """Whether it answers an internal letter of ours; only then words go out, and commands are carried out."""
    reported: bool
    """Whether the agent takes part in the ticket, as who reported it: then it is a message like any other."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """Looks up what a decision needs."""

    desk: Desk
    secret: bytes
    authserv: str
    relays: tuple[Network, ...]

    async def writer(self, session: Session, message: Inbound) -> Writer:
        """Find out who writes, and how far they are believed."""
        address = message.sender.address
        standing, why = judge(address, message.authentication, authserv=self.authserv, relays=self.relays)
        reseller, contact, by = await directory.find_writer(session, message.channel, address, domain_of(address))
        person = person_of(message, reseller, contact)
        return Writer(standing=standing, why=why, reseller=reseller, contact=contact, by=by, person=person)

    def from_whom(self, message: Inbound) -> Inbound:
        """Return a mail that names an address of ours as its sender as the mail of whom it wants answered.

        Web forms write so, and lists that put themselves into From. Nothing proves who that is.
        """
        if folded(message.sender.address) not in self.desk.own_addresses:
            return message
        sender = message.reply_to or Address("", message.sender.name)
        answerable = message.automatic is None and bool(sender.address)
        return replace(message, sender=sender, reply_to=None, authentication=Authentication(), answerable=answerable)

    async def on_behalf(
        self, session: Session, message: Inbound, agent: Agent, ticket: TicketRow | None
    ) -> tuple[Inbound, Writer] | None:
        """Return an agent's forward as the mail of whom it passes on, and who that is; None where it is no such mail.

        The agent vouches for a contact whom the directory knows, and any answer goes to that contact's own address;
        whoever it does not know stays unproven. What is forwarded to a ticket is the message of somebody who takes
        part in it or belongs to its reseller, or it is the agent's own material.
        """
        customer = message.forwarded_from
        if customer is None or not domain_of(customer.address) or not agent.proven:
            return None
        address = customer.address
        if folded(without_plus(address)) in self.own_people():
            return None
        reseller, contact, by = await directory.find_writer(session, message.channel, address, domain_of(address))
        if ticket is not None and (reseller is None or reseller.id != ticket.reseller_id):
            part = await tickets.participant(session, ticket.number or 0, message.channel, address)
            if part is None:
                return None
        passed_on = in_their_name(message, customer)
        writer = Writer(
            standing=Standing.PROVEN if contact is not None else Standing.UNPROVEN,
            why=f"{self.desk.name_of(agent.key)} of the desk passed the mail on",
            reseller=reseller,
            contact=contact,
            by=by,
            person=person_of(passed_on, reseller, contact),
        )
        return passed_on, writer

    def own_people(self) -> frozenset[str]:
        """Return the desk's own addresses, and those to which its mail goes."""
        ours = (*self.desk.addresses, self.desk.notify, *(person.mail for person in self.desk.staff.values()))
        return frozenset(folded(one) for one in ours if one)

    async def thread(self, session: Session, message: Inbound, writer: Writer, now: datetime) -> Thread:
        """Find and lock the ticket that a message belongs to, and see who reads along.

        A signed reply token counts first, then `References`, then a `[T-1042]` in the subject; the last
        only from somebody who takes part in that ticket or belongs to its reseller. A new topic in an old
        thread gets a ticket of its own.
        """
        thread = await self._find(session, message, writer, now)
        if thread.ticket is None and thread.follows is None:
            thread = await self._orphan(session, message, writer, now)
        row = thread.ticket
        tells = row is not None and await in_thread(session, tells_something, bounded(message))
        if row is not None and await self._is_new_topic(session, message, row, tells=tells):
            why = "it was answered with another subject, about something else"
            thread = Thread(trusted=thread.trusted, follows=row.number, why_new=why)
        return replace(thread, colleagues=await self._colleagues(session, message, writer))

    @staticmethod
    async def _is_new_topic(session: Session, message: Inbound, row: TicketRow, *, tells: bool) -> bool:
        """Return whether a message is about none of the subjects that a ticket has, with those merged into it."""
        if not message.titled:
            return False  # its subject is made of its first words
        if not is_new_topic(message.subject, row.subject, message.reply, tells=tells):
            return False
        merged = await tickets.merged_subjects(session, row.number or 0)
        return all(is_new_topic(message.subject, subject, message.reply, tells=tells) for subject in merged)

    async def of_agent(self, session: Session, message: Inbound) -> DeskThread | None:
        """Find and lock the ticket that an agent writes to: by token, `References` or tag, however old it is."""
        number = message.about if message.inside and message.about else await self._named(session, message)
        numbers = [number] if number is not None else sorted(dict.fromkeys(tags(message.subject)))[:MOST_TAGS]
        for one in numbers:
            row = await tickets.lock_current(session, one)
            if row is not None:
                number = row.number or 0
                reporter = await tickets.participant(session, number, message.channel, message.sender.address)
                answers = await self._answers_notice(session, message, frozenset({one, number}))
                return DeskThread(row, answers, reporter is not None)
        return None

    async def _answers_notice(self, session: Session, message: Inbound, numbers: frozenset[int]) -> bool:
        """Return whether a mail answers an internal letter of ours: to its reply address, or by its id.

        The numbers are the ticket's, and that under which the letter went out before it was merged.
        Nobody but the desk's own people has either. A tag in a subject, or a reseller's reply address, shows nothing.
        """
        if message.inside and message.about in numbers:
            return True  # the command names the ticket
        if any(read_desk_token(one, self.secret) in numbers for one in message.thread_tokens):
            return True
        return await outbox.by_message_id(session, message.ancestors, internal=True, about=numbers) is not None

    async def _named(self, session: Session, message: Inbound) -> int | None:
        """Return the ticket that a signed token or `References` names."""
        number = next((found for one in message.thread_tokens if (found := read_token(one, self.secret))), None)
        if number is not None:
            return number
        return await tickets.by_message_ids(session, message.ancestors)

    async def _find(self, session: Session, message: Inbound, writer: Writer, now: datetime) -> Thread:
        number = await self._named(session, message)
        if number is not None:
            return await self._in_thread(session, number, message, writer, now)
        if message.about is not None or not message.threaded:
            return await self._talked_of(session, message, writer, now)
        # In one order, whoever asks: two mails that name the same tickets must not wait for each other.
        for tagged in sorted(list(dict.fromkeys(tags(message.subject)))[:MOST_TAGS]):
            thread = await self._join(session, tagged, message, writer, now)
            if thread.takes_part or thread.trusted:
                return thread
            sender = message.sender.address
            if thread.ticket is not None and await tickets.participant(session, tagged, message.channel, sender):
                return thread  # who wrote to a ticket before it was merged still writes about it
        return Thread()

    async def _in_thread(
        self, session: Session, number: int, message: Inbound, writer: Writer, now: datetime
    ) -> Thread:
        """Return the ticket of a thread, or another one that a message in it names; one of somebody else's is none."""
        about = message.about
        if about is None or about == number or message.changes:
            thread = await self._join(session, number, message, writer, now)
            # Without threads it answers somebody's single message, in a group that several resellers may be in.
            return thread if message.threaded or thread.takes_part or thread.trusted else Thread()
        # In one order, as below.
        found = {one: await self._join(session, one, message, writer, now) for one in sorted((about, number))}
        named, here = found[about], found[number]
        if not (named.takes_part or named.trusted):
            return here
        return replace(named, elsewhere=named.ticket is not here.ticket)

    async def _talked_of(self, session: Session, message: Inbound, writer: Writer, now: datetime) -> Thread:
        """Return the ticket that a message names, or with which a text goes on; one of somebody else's is none."""
        if message.anew:
            return Thread()
        if message.about is not None:
            thread = await self._join(session, message.about, message, writer, now)
            return thread if thread.takes_part or thread.trusted else Thread()
        # Two that are read at the same moment would each find nothing to go on with.
        await talks.take_turns(session, message.channel, message.sender.address)
        spoken = await talks.spoken(session, message.channel, message.sender.address, now - ANSWERS)
        tells = bool(spoken) and await in_thread(session, tells_trouble, bounded(message))
        number = goes_on(spoken, now, tells=tells)
        if number is None:
            return Thread()
        thread = await self._join(session, number, message, writer, now)
        # Whoever spoke of it from there may have had the address before.
        return thread if thread.takes_part or thread.trusted else Thread()

    async def _orphan(self, session: Session, message: Inbound, writer: Writer, now: datetime) -> Thread:
        """Return the ticket whose questions a mail answers that nothing leads there; in doubt it is a new one.

        Either its subject is that of the ticket, as an answer has it, or it is nothing but numbered answers and one
        ticket alone waits for such of its writer.
        """
        if not writer.proven or message.automatic is not None or tags(message.subject) or not message.titled:
            return Thread()
        waiting = await tickets.asking(session, message.channel, message.sender.address)
        if not waiting:
            return Thread()
        named = [row for row in waiting if is_answer_to(message.subject, row.subject)]
        by_number = answers_by_number(message.reply, MOST_QUESTIONS)
        tells = await in_thread(session, tells_trouble, bounded(message))
        if len(named) == 1 and (by_number or not tells):
            return await self._join(session, named[0].number or 0, message, writer, now)
        if len(waiting) == 1 and by_number >= FEWEST and not tells:
            return await self._join(session, waiting[0].number or 0, message, writer, now)
        return Thread()

    async def _colleagues(self, session: Session, message: Inbound, writer: Writer) -> tuple[Address, ...]:
        """Return who of the writer's reseller got a copy; a writer who is not proven brings nobody along."""
        if not writer.proven or writer.reseller is None:
            return ()
        found: dict[str, Address] = {}
        for one in (*message.to, *message.cc)[:MOST_COPIES]:
            address = folded(one.address)
            own = address in self.desk.own_addresses or address == folded(message.sender.address)
            if own or not domain_of(one.address):
                continue
            owner, contact, _ = await directory.find_writer(session, message.channel, address, domain_of(one.address))
            if owner is not None and owner.id == writer.reseller.id:
                found[address] = Address(address, one.name or (contact.name if contact else ""))
        return tuple(found.values())[:MOST_COLLEAGUES]

    async def case(self, session: Session, message: Inbound, writer: Writer, thread: Thread, now: datetime) -> Case:
        """Put together everything that triage may look at."""
        if thread.ticket is not None and not thread.trusted and writer.proven:
            writer = replace(writer, standing=Standing.UNPROVEN, why="proven, but not of this ticket's reseller")
        known = writer.reseller.id if writer.proven and writer.reseller else None
        asked = await asked_of(session, message, thread.ticket) if thread.ticket else Asked()
        message = with_answers(message, asked)
        return Case(
            message=message,
            writer=writer,
            now=now,
            systems=await directory.systems_of(session, known) if known is not None else (),
            earlier=await self._earlier(session, message, thread, thread.ticket, asked) if thread.ticket else None,
            follows=thread.follows,
            sent_away=None if thread.ticket else await sent_away_at(session, message, now),
            own_domains=self.desk.own_domains,
        )

    @staticmethod
    async def _earlier(session: Session, message: Inbound, thread: Thread, row: TicketRow, asked: Asked) -> Earlier:
        """Return what triage may know of a ticket, with what the message may answer of our own questions."""
        waits = await feedback.open_questions(session, message, row)
        by_person = await tickets.known_issue_set(session, row.number or 0)
        notes = await tickets.corrections(session, row.number or 0)
        return replace(
            earlier(row),
            playbook_set=by_person,
            severity_by=who_set(SEVERITY, row.severity, notes),
            advised=waits.advised,
            solved_asked=waits.solved,
            rating_asked=waits.rating,
            letters=asked.letters,
            answered=asked.within,
            task_lines=await _task_lines(session, message, row) if thread.trusted else (),
        )

    async def _join(self, session: Session, number: int, message: Inbound, writer: Writer, now: datetime) -> Thread:
        row = await tickets.lock_current(session, number)
        if row is None:
            return Thread()
        number = row.number or 0
        part = await tickets.participant(session, number, message.channel, message.sender.address)
        # Who only ever wrote without proof takes part, but that opens nothing to somebody proven later.
        trusted = bool(may_change(writer, tickets.as_ticket(row), part is not None and part.verified))
        takes_part = part is not None
        rates = trusted and await feedback.only_rates(session, message, row)
        if too_old(row, self.desk.quiet.reopen_within, now) and not rates:
            why = "it was closed too long ago to be opened again"
            return Thread(takes_part=takes_part, trusted=trusted, follows=number, why_new=why)
        return Thread(row, takes_part=takes_part, trusted=trusted)


async def _task_lines(session: Session, message: Inbound, row: TicketRow) -> tuple[str, ...]:
    """Return the lines of a message that answer open hands-on tasks."""
    open_tasks = [tasks.as_task(one) for one in await tasks.of_ticket(session, row.number or 0)]
    waiting = [task for task in open_tasks if task.state is TaskState.OPEN]
    return tuple(answer.line for answer in answers_of(message, waiting)) if waiting else ()


def without_plus(address: str) -> str:
    """Return an address without what stands behind a plus in front of its domain."""
    local, at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def in_their_name(message: Inbound, customer: Address) -> Inbound:
    """Return a forward as the mail of whom it passes on: their words, and their signature.

    What the agent wrote above is read by triage, and is no part of what the customer may see.
    """
    theirs = next((one for one in message.forwarded if one.sender and one.sender.address == customer.address), None)
    passed_on = replace(message, sender=customer, reply_to=None, cc=(), to=(), answerable=True)
    if theirs is None:
        return passed_on
    others = tuple(one for one in message.forwarded if one is not theirs)
    below = (text for one in others for text in (str(one.sender or ""), one.text, one.signature) if text)
    return replace(
        passed_on,
        reply="\n\n".join((theirs.text, *below)),
        own="\n\n".join(text for text in (message.own, theirs.text) if text),
        signature=theirs.signature,
        forwarded=others,
    )


def domain_of(address: str) -> str | None:
    """Return the domain of an address, or None where it has none."""
    _, at, domain = address.rpartition("@")
    return domain if at else None


def too_old(row: TicketRow, reopen_within: timedelta, now: datetime) -> bool:
    """Return whether a ticket was closed too long ago to be opened again."""
    return row.state == State.CLOSED and row.closed_at is not None and now - row.closed_at > reopen_within


def earlier(row: TicketRow) -> Earlier:
    """Return what triage may know of a ticket."""
    ticket = tickets.as_ticket(row)
    return Earlier(
        number=ticket.number,
        category=ticket.category,
        severity=ticket.severity,
        subject=ticket.subject,
        findings=ticket.findings,
        asked=ticket.asked,
        playbook=ticket.playbook,
        language=row.language,
        resolved=not ticket.state.open,
    )
