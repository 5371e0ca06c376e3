"""From an accepted message to its ticket: read, gather, decide, and record in one transaction."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime

from deskbot.access.agents import agent_in_room, agent_of
from deskbot.channels import Channel
from deskbot.clock import Clock
from deskbot.engine.bounces import Bounces
from deskbot.engine.bounds import bounded
from deskbot.engine.canary import CanaryWatch
from deskbot.engine.desk_mail import DeskMail, refuse
from deskbot.engine.gathering import Gathering, Thread
from deskbot.engine.intake import PIECES_WITHIN
from deskbot.engine.mailing import Mailing
from deskbot.engine.reading import CutOffError, Reader, UnreadableError
from deskbot.engine.recording import Recording
from deskbot.engine.shelf import PlaybookShelf
from deskbot.engine.suggesting import Suggesting
from deskbot.errors import DeskbotError, NotFoundError, NotYetError, UnavailableError
from deskbot.model.case import Action, Case, Decision, Reason, Standing, Writer
from deskbot.model.message import Address, Arrival, Attachment, Inbound, InboundState
from deskbot.model.page import Medium
from deskbot.model.room import Room
from deskbot.model.sound import sound
from deskbot.model.ticket import Entry
from deskbot.store import inbound, outbox, tickets, undeliverable
from deskbot.store.audit import done_from
from deskbot.store.blobs import BlobStore
from deskbot.store.database import Database, Session, first_line, in_thread
from deskbot.store.directory import folded
from deskbot.store.inbound import RETRY_AFTER
from deskbot.store.tables import InboundRow, TicketRow
from deskbot.tickets.echo import above_ours, answers_within, without_ours
from deskbot.tickets.history import with_unseen_history
from deskbot.tickets.reference import reference
from deskbot.triage.pipeline import prepare
from deskbot.triage.playbooks import PlaybookSet

MOST_ATTEMPTS = 5
"""Attempts at one message until a person must look at it."""
LONGEST_FETCH = 20.0
"""Seconds that a file of an agent's may take: their words wait for it."""
LONGEST_CHECK = 15.0
"""Seconds that a channel may take to find out about a sender; it has a shorter limit of its own."""
KEPT_EVERY = RETRY_AFTER.total_seconds() / 3
"""Seconds after which we say again that a message is in our hands."""
MOST_CUT_OFFS = 2
"""Attempts at a message whose reading is stopped each time: once may be a busy machine, twice is the message."""

INVENTED = "All phones are down since this morning. Nobody can call in or out. We restarted the system."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Triaging:
    """Turns accepted messages into tickets."""

    database: Database
    blobs: BlobStore
    clock: Clock
    reader: Reader
    gathering: Gathering
    recording: Recording
    mailing: Mailing
    bounces: Bounces
    desk_mail: DeskMail
    canary: CanaryWatch
    suggesting: Suggesting
    shelf: PlaybookShelf
    decide: Callable[[Case, PlaybookSet], Decision]
    channels: Mapping[str, Channel]

    async def warm_up(self) -> None:
        """Decide on an invented message, so that the first real one waits for no model to be loaded."""
        message = Inbound(
            channel="", external_id="", sender=Address(""), subject="Phones", text=INVENTED, reply=INVENTED
        )
        case = Case(message=message, writer=Writer(standing=Standing.UNPROVEN, why=""), now=self.clock.now())
        try:
            await asyncio.to_thread(prepare)
            await asyncio.to_thread(self.decide, case, self.shelf.current)
        except Exception:  # a real message that fails goes into quarantine; this one keeps nobody from work
            log.exception("the invented message was not decided on", extra={"action": "warm_up_failed"})

    async def triage(self, inbound_id: int) -> None:
        """Answer a message's alarm. Whatever happens, the message ends as a ticket or in a list that people see."""
        claimed = await self._claimed(inbound_id)
        if claimed is None:
            return
        row, arrival = claimed
        try:
            async with self._in_hand(row):
                read = await self.reader.read(arrival)
                message = await self._authenticated(arrival, read.message)
                if message.inside:
                    message = await self._with_files(message)
        except UnreadableError as error:
            if isinstance(error, CutOffError) and row.attempts < MOST_CUT_OFFS:
                return  # it is due again in a moment, and the sweep rings for it
            async with self.database.begin() as session:
                await self._quarantine(session, inbound_id, str(error))
            return
        except NotYetError:
            return  # as above
        try:
            async with self.database.begin() as session:
                await self._apply(session, inbound_id, message, read.written, row.raw_sha256)
        except UnavailableError:
            raise
        except Exception as error:
            if row.attempts < MOST_ATTEMPTS:
                raise
            log.exception("a message cannot be triaged", extra={"action": "triage_failed", "inbound": inbound_id})
            name = type(getattr(error, "orig", None) or error).__name__
            why = f"triage failed {MOST_ATTEMPTS} times, the last time with {name}: {first_line(error)[:300]}"
            async with self.database.begin() as session:
                await self._quarantine(session, inbound_id, why, message)

    async def _claimed(self, inbound_id: int) -> tuple[InboundRow, Arrival] | None:
        """Take a message up; None where nothing is to be done with it, or nothing can."""
        async with self.database.begin() as session:
            row = await inbound.claim(session, inbound_id, self.clock.now())
            if row is None:
                return None
            if row.attempts > MOST_ATTEMPTS:
                await self._quarantine(session, inbound_id, f"triage was tried {MOST_ATTEMPTS} times and did not end")
                return None
            try:
                raw = await self.blobs.get(session, row.raw_sha256)
            except NotFoundError as error:
                await self._quarantine(session, inbound_id, str(error))
                return None
            return row, Arrival(row.channel, row.external_id, raw, row.envelope)

    @asynccontextmanager
    async def _in_hand(self, row: InboundRow) -> AsyncGenerator[None]:
        """Let nobody take a message up meanwhile that waits for a reader, a sender's proof or a file.

        Whoever does take it up finds that we have died, or frozen: only that counts as one more attempt.
        """
        keeping = asyncio.create_task(self._keep(row))
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.wait({keeping})

    async def _keep(self, row: InboundRow) -> None:
        while True:
            await asyncio.sleep(KEPT_EVERY)
            with suppress(UnavailableError):
                async with self.database.begin() as session:
                    await inbound.keep(session, row, self.clock.now())

    async def _authenticated(self, arrival: Arrival, message: Inbound) -> Inbound:
        """Let the channel find out what it can of the sender; whatever goes wrong there, the message goes on."""
        channel = self.channels.get(arrival.channel)
        if channel is None:
            return message
        try:
            async with asyncio.timeout(LONGEST_CHECK):
                return await channel.authenticate(arrival, message)
        except NotYetError:
            raise
        except Exception as error:  # a fault over a hostile message must not keep it from becoming a ticket
            log.exception("sender not checked: %s", type(error).__name__, extra={"action": "check_failed"})
            return message

    async def _with_files(self, message: Inbound) -> Inbound:
        """Return what an agent says in the room with its files: they go on at once, and with the words or not at all.

        What cannot be had now is left as it is; then nothing goes out, and the agent is told.
        """
        channel, files = self.channels.get(message.channel), []
        for file in message.attachments:
            try:
                async with asyncio.timeout(LONGEST_FETCH):
                    content = await channel.fetch(file.source) if channel and file.source else file.content
            except (DeskbotError, TimeoutError) as error:
                log.warning("an agent's file was not fetched: %s", error, extra={"action": "file_failed"})
                return message
            files.append(fetched(file, content))
        return replace(message, attachments=tuple(files))

    async def _apply(self, session: Session, inbound_id: int, message: Inbound, written: str, sha256: str) -> None:
        row = await inbound.lock(session, inbound_id)
        if row is None or row.state != InboundState.ACCEPTED or row.raw_sha256 != sha256:
            return  # where there is more of it than was read, whoever brought that has rung
        now = self.clock.now()
        playbooks = self.shelf.current
        if await self.canary.take(session, row, message, now, lambda case: self.decide(case, playbooks)):
            return
        if not row.wanted and await self._is_no_news(session, row, message, now):
            return
        message = self.gathering.from_whom(message)
        writer = await self.gathering.writer(session, message)
        first = None if row.wanted else await inbound.copy_of(session, row, message)
        if first is not None and not await self._proves_more(session, first, writer):
            why = f"a second copy of message {first.id}, which came by another way"
            inbound.conclude(row, InboundState.FILED, message, ticket=first.ticket_number, why=why)
            return
        if message.inside:
            await self._inside(session, row, message, writer, self.desk_mail.room, now, written=written)
            return
        agent, note = agent_of(message.sender.address, writer, self.gathering.desk), ""
        if agent is not None and not message.automatic_certain:
            desk = await self.gathering.of_agent(session, message)
            passed_on = await self.gathering.on_behalf(session, message, agent, desk.ticket if desk else None)
            if passed_on is None and desk is not None and not desk.reported:
                await self.desk_mail.take(session, row, message, agent, desk, now, written=written)
                return
            if passed_on is not None:
                note = message.own or ""
                message, writer = passed_on
        follows = first.ticket_number if first else None
        number = await self._triage(session, row, message, writer, now, follows=follows, agent=agent is not None)
        if note and agent is not None and number is not None:
            with done_from(f"{row.channel}:{row.sender}"):
                act = None if agent.proven else ""  # who is not proven may be anybody
                tickets.entry(session, number, now, Entry.NOTE, note, author=agent.key, inbound_id=row.id, act=act)

    async def _inside(
        self,
        session: Session,
        row: InboundRow,
        message: Inbound,
        writer: Writer,
        room: Room | None,
        now: datetime,
        *,
        written: str,
    ) -> None:
        """Take what was said in the desk's room: an agent's words about a card's ticket, or nothing at all."""
        if room is None:
            inbound.conclude(
                row, InboundState.FILED, message, why="it was said in the desk's room, and there is none any more"
            )
            return
        agent = agent_in_room(Medium(message.channel), message.sender.address, writer, self.gathering.desk)
        thread = await self.gathering.of_agent(session, message) if agent else None
        if agent is not None and thread is not None:
            await self.desk_mail.take(session, row, message, agent, thread, now, written=written)
            return
        why = f"there is no ticket {reference(message.about)}" if message.about else "this is no thread of a card"
        if agent is None:
            why = f"{message.sender.address} is not on the staff of desk.yaml, by whose words the desk answers"
        await refuse(session, self.mailing, room, row, message, why, now)

    async def _is_no_news(self, session: Session, row: InboundRow, message: Inbound, now: datetime) -> bool:
        """File our own mail that comes back, and reports on letters of ours."""
        if await self._is_ours(session, message):
            inbound.conclude(row, InboundState.FILED, message, why="our own mail came back")
            return True
        return await self.bounces.take(session, row, message, now)

    async def _is_ours(self, session: Session, message: Inbound) -> bool:
        """Return whether a mail from an address of ours is one that we wrote: it bears our mark, or our id."""
        if folded(message.sender.address) not in self.gathering.desk.own_addresses:
            return False
        return message.automatic_certain or await outbox.by_message_id(session, (message.message_id or "",)) is not None

    @staticmethod
    async def _proves_more(session: Session, first: InboundRow, writer: Writer) -> bool:
        """Return whether a second copy proves its sender, which the first one did not."""
        return writer.proven and not await tickets.was_verified(session, first.id or 0)

    async def _triage(
        self,
        session: Session,
        row: InboundRow,
        message: Inbound,
        writer: Writer,
        now: datetime,
        *,
        follows: int | None = None,
        agent: bool = False,
    ) -> int | None:
        thread = await self.gathering.thread(session, message, writer, now)
        if thread.elsewhere:
            message = replace(message, message_id=None)  # by its id an answer would go where it stands
        if thread.ticket is not None:
            message = await without_echo(session, message, thread.ticket)
        elif follows is not None:
            thread = Thread(follows=follows, why_new="the same mail came again, and this time its sender is proven")
        elif thread.follows is None:
            message = with_unseen_history(message, self.gathering.desk.own_addresses)
        if message.automatic is None and writer.proven:
            await undeliverable.clear(session, message.channel, message.sender.address)
        case = await self.gathering.case(session, message, writer, thread, now)
        # One set for the whole message: another may be put on the shelf while it is recorded.
        playbooks = self.shelf.current
        # A long mail takes a second or more.
        decision = await in_thread(session, self.decide, replace(case, message=bounded(case.message)), playbooks)
        waits = not message.begun or not is_urgent(decision, message)
        if message.more_follows and waits and now < row.accepted_at + PIECES_WITHIN:
            inbound.put_off(row, row.accepted_at + PIECES_WITHIN)
            self.recording.jobs.ring(session, "triage", row.id or 0, at=row.due_at)
            return None
        filed = decision.action in (Action.FILE, Action.REDIRECT)
        # What an agent passes on is wanted here, too, unless it is junk.
        if filed and (row.wanted or (agent and decision.action is Action.REDIRECT)):
            decision = as_ticket(decision, thread.ticket is not None)
        recording = replace(self.recording, playbooks=playbooks)
        number = await recording.record(session, row, case, decision, thread)
        if number is not None and thread.ticket is None:
            await self.suggesting.wish(session, number)
        self._log(row, decision, number)
        return number

    async def _quarantine(self, session: Session, inbound_id: int, why: str, message: Inbound | None = None) -> None:
        """Lay a message aside, where people see it; who wrote it and about what is told where it could be read."""
        row = await inbound.lock(session, inbound_id)
        if row is None or row.state != InboundState.ACCEPTED:
            return
        why = sound(why)
        inbound.conclude(row, InboundState.QUARANTINED, why=why)
        if message is not None:
            row.sender, row.subject = sound(message.sender.address), sound(message.subject)
        about = f"Subject: {row.subject}\n" if row.subject else ""
        base = self.mailing.web_base
        page = f"See it and try again: {base}/console/quarantine (leads and admins)\n\nOr by hand:\n" if base else ""
        text = (
            f"A message that was accepted could not be read, and lies in quarantine as number {inbound_id}.\n\n"
            f"Why: {why}\nFrom: {row.envelope.get('mail_from') or row.sender or 'unknown'}\n{about}\n"
            f"{page}See it: deskbot quarantine show {inbound_id}\nTry again: deskbot quarantine retry {inbound_id}"
        )
        await self.mailing.to_desk(
            session, f"quarantine:{inbound_id}", f"Quarantined: message {inbound_id}", text, self.clock.now()
        )
        log.warning("message quarantined", extra={"action": "quarantined", "inbound": inbound_id})

    def _log(self, row: InboundRow, decision: Decision, number: int | None) -> None:
        extra = {
            "action": "triaged",
            "inbound": row.id,
            "channel": row.channel,
            "ticket": number,
            "severity": str(decision.severity),
            "seconds": round((self.clock.now() - row.accepted_at).total_seconds(), 3),
        }
        log.info("message filed" if number is None else "message triaged", extra=extra)


def is_urgent(decision: Decision, message: Inbound) -> bool:
    """Return whether something may have to be done at once: then nothing more of the message is waited for."""
    return message.urgent or decision.severity.urgent


def fetched(file: Attachment, content: bytes) -> Attachment:
    """Return a file with its bytes, as if it had come with its message."""
    if not file.source:
        return file
    return replace(file, content=content, size=len(content), sha256=hashlib.sha256(content).hexdigest(), source="")


async def without_echo(session: Session, message: Inbound, ticket: TicketRow) -> Inbound:
    """Return an answer without our own letters to that ticket that stand below it word for word, marked or not."""
    letters = await outbox.letters_of(session, ticket.number or 0, internal=False, also=message.ancestors, limit=20)
    ours = tuple(letter.text for letter in letters)
    reply = above_ours(message.reply, ours)
    # Some write their answers into our letter, and their mailer marks nothing: then all of it looked like a quote.
    known = {line.strip() for line in (*reply.split("\n"), *message.signature.split("\n"))}
    within = [line for line in answers_within(message.text, ours) if line not in known]
    return replace(
        message,
        reply="\n\n".join(part for part in (reply, "\n".join(within)) if part),
        own=None if message.own is None else above_ours(message.own, ours),
        forwarded=tuple(replace(one, text=above_ours(one.text, ours)) for one in message.forwarded),
        signature=without_ours(message.signature, ours),
    )


def as_ticket(decision: Decision, known: bool) -> Decision:  # noqa: FBT001
    """Return the decision for a message that a person took out of what was filed; a machine is not answered even so."""
    reason = Reason("wanted", "a person at the desk wants it to be a ticket")
    action = Action.UPDATE if known else Action.OPEN
    return replace(decision, action=action, answer=False, reasons=(*decision.reasons, reason))
