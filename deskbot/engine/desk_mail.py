"""The desk by mail and in its room: an agent answers what we told them, and the reseller gets it their own way."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from deskbot.access.agents import Agent
from deskbot.access.confidential import masked
from deskbot.access.files import is_ornament
from deskbot.commands.by_mail import read_instructions, read_said
from deskbot.desk import Desk
from deskbot.engine.agents import Agents
from deskbot.engine.gathering import DeskThread, without_plus
from deskbot.engine.joining import Joining
from deskbot.engine.mailing import Mailing
from deskbot.engine.recording import Recording
from deskbot.errors import DeskbotError
from deskbot.model.case import Standing
from deskbot.model.message import Attachment, Inbound, InboundState
from deskbot.model.room import Room
from deskbot.model.ticket import Entry
from deskbot.store import inbound, outbox, tickets
from deskbot.store.audit import done_from
from deskbot.store.database import Session, in_thread
from deskbot.store.directory import folded
from deskbot.store.tables import InboundRow, TicketRow
from deskbot.tickets.desk_mail import Circumstances, Plan, plan
from deskbot.tickets.echo import above_ours, without_ours
from deskbot.tickets.reference import reference
from deskbot.tickets.room import KEPT_INSIDE

TOLD_PER_HOUR = 20
"""Letters about what was kept inside that one agent gets in an hour: somebody else may write in their name."""

TOP = 1000
"""Characters of the whole body in which an overlooked command is looked for."""
MAILS = (".eml", ".msg", "winmail.dat")
"""Names of files that are whole mails."""


@dataclass(frozen=True, slots=True)
class DeskMail:
    """Carries out what the desk's own people write to a ticket."""

    desk: Desk
    agents: Agents
    joining: Joining
    recording: Recording
    mailing: Mailing
    room: Room | None = None
    """The desk's, where it has one."""

    async def take(
        self,
        session: Session,
        row: InboundRow,
        message: Inbound,
        agent: Agent,
        thread: DeskThread,
        now: datetime,
        *,
        written: str,
    ) -> None:
        """Do what an agent's mail says, within its transaction, or keep it inside and tell them why.

        What goes to the reseller is what they have `written`, with the licence key that it may hold.
        """
        ticket, number = thread.ticket, thread.ticket.number or 0
        inbound.conclude(row, InboundState.TICKETED, message, ticket=number)
        await self.recording.keep(session, row, message, now)
        ours = await outbox.letters_of(session, number, internal=True, also=message.ancestors)
        if message.inside:
            said = read_said(written)  # nothing is quoted there by itself
        else:
            sent = await outbox.letters_of(session, number, internal=False, also=message.ancestors)
            answer = above_ours(written, (letter.text for letter in sent))
            said = read_instructions(without_ours(answer, (letter.text for letter in ours)))
        # The subjects, too: a mailer writes them into the header that it puts above what it quotes.
        internal = (
            *(words for letter in ours for words in (letter.subject, letter.text)),
            *await tickets.notes(session, number, but=KEPT_INSIDE),
        )
        changed = message.inside and await inbound.is_changed(session, row)
        wanted = plan(agent, said, self.desk, internal, replace(self._circumstances(message, thread), changed=changed))
        if not wanted.problem:
            wanted = await self._carried_out(session, row, message, agent, ticket, wanted)
        number = ticket.merged_into or number
        if wanted.note or wanted.problem:
            text = await in_thread(session, masked, wanted.note) if wanted.note else message.reply or message.text
            with _from(row):
                tickets.entry(
                    session,
                    number,
                    now,
                    Entry.NOTE,
                    text if not wanted.problem else f"{text}\n\n({KEPT_INSIDE}: {wanted.problem}.)",
                    author=agent.key,
                    verified=agent.proven,
                    inbound_id=row.id,
                    is_masked=True,
                    # Nothing was done where it was kept inside; and who is not proven may be anybody.
                    act=None if agent.proven and not wanted.problem else "",
                )
        if wanted.problem:
            await self._tell(session, row, message, agent, number, wanted.problem, now)

    def _circumstances(self, message: Inbound, thread: DeskThread) -> Circumstances:
        files = files_of(message)
        return Circumstances(
            answers=thread.answers_notice,
            to_us=message.inside
            or any(folded(without_plus(one.address)) in self.desk.own_addresses for one in message.to),
            files=bool(files),
            mails=any(
                file.content_type.startswith(("message/", "application/ms-tnef"))
                or file.filename.lower().endswith(MAILS)
                for file in files
            ),
            inside=message.inside,
            changes=message.changes,
            unfetched=any(file.source for file in message.attachments),
            forward=message.forwarded_from is not None,
            top=message.text[:TOP],
        )

    async def _carried_out(
        self, session: Session, row: InboundRow, message: Inbound, agent: Agent, ticket: TicketRow, wanted: Plan
    ) -> Plan:
        """Do all of a plan or, where one part cannot be done, nothing; return what is left: a note, a problem."""
        try:
            with _from(row):
                async with session.begin_nested():
                    await self._do(session, row, message, agent, ticket, wanted)
        except DeskbotError as error:
            await session.refresh(ticket)
            return Plan(note=wanted.answer or wanted.note, problem=str(error))
        return wanted

    async def _do(
        self, session: Session, row: InboundRow, message: Inbound, agent: Agent, ticket: TicketRow, wanted: Plan
    ) -> None:
        await self._set(session, ticket, agent.key, wanted)
        answer = wanted.answer
        if wanted.tasks:
            asked = await self.agents.hands_on.ask(session, ticket, wanted.tasks, agent.key)
            answer = "\n\n".join(filter(None, (answer, asked)))
        if answer:
            told = frozenset(folded(one.address) for one in (*message.to, *message.cc))
            await self.agents.answer(
                session, ticket, answer, agent.key, files=files_of(message), told=told, inbound_id=row.id
            )
        await self._join(session, ticket, agent.key, wanted)
        if wanted.resolve is not None:
            await self.agents.resolve(session, ticket, wanted.resolve, agent.key)
        if wanted.close:
            await self.agents.end(session, ticket, agent.key, wanted.close_why)

    async def _set(self, session: Session, ticket: TicketRow, author: str, wanted: Plan) -> None:
        """Do what goes before the answer: whose it is, how it stands, and what else is sent."""
        if wanted.claim:
            self.agents.claim(session, ticket, author)
        if wanted.assign:
            self.agents.hand(session, ticket, wanted.assign, author)
        if wanted.settings:
            await self.agents.correct(session, ticket, wanted.settings, author)
        if wanted.escalate:
            await self.agents.escalate(session, ticket, author)
        if wanted.suggest is not None:
            await self.agents.suggest(session, ticket, wanted.suggest, author)
        if wanted.ask is not None:
            await self.agents.ask(session, ticket, wanted.ask, author)

    async def _join(self, session: Session, ticket: TicketRow, author: str, wanted: Plan) -> None:
        """Do what goes behind it: who is called, and what belongs together."""
        if wanted.page:
            await self.agents.page(session, ticket, author)
        if wanted.unlink:
            await self.joining.unlink_soon(session, ticket, wanted.unlink, author)
        if wanted.merge:
            await self.joining.merge_soon(session, ticket, wanted.merge, author)

    async def _tell(
        self,
        session: Session,
        row: InboundRow,
        message: Inbound,
        agent: Agent,
        number: int,
        problem: str,
        now: datetime,
    ) -> None:
        """Tell an agent that their answer did not go out; it is theirs to mend, and nobody else reads of it.

        A mail that the desk's own domain disowns is a forger's: the agent has nothing to mend.
        """
        if agent.standing is Standing.FORGED:
            return
        if message.inside and self.room is not None:
            text = f"\u26a0 Nothing of this went out, and it is kept inside: {problem}."
            await say_inside(session, self.mailing, self.room, row, message, text, now)
            return
        since = now - timedelta(hours=1)
        if await outbox.sent_to_since(session, agent.address, since, kind="kept-inside:") >= TOLD_PER_HOUR:
            return
        name = reference(number)
        text = (
            f"Your mail to {name} was kept inside as a note, and nothing of it was carried out:\n\n  {problem}.\n\n"
            f"To answer the reseller, answer this mail, or use: deskbot tickets reply {name}"
        )
        subject = f"[{name}] Kept inside: your answer did not go out"
        await self.mailing.to_desk(
            session, f"kept-inside:{row.id}", subject, text, now, ticket=number, address=agent.address
        )


def _from(row: InboundRow) -> AbstractContextManager[None]:
    return done_from(f"{row.channel}:{row.sender}")


async def refuse(
    session: Session, mailing: Mailing, room: Room, row: InboundRow, message: Inbound, why: str, now: datetime
) -> None:
    """File what was said in the room and is nobody's answer to a card; whoever said it is told so there."""
    inbound.conclude(row, InboundState.FILED, message, why=why)
    text = f"\u26a0 Nothing of this went out: {why}."
    await say_inside(session, mailing, room, row, message, text, now)


async def say_inside(
    session: Session, mailing: Mailing, room: Room, row: InboundRow, message: Inbound, text: str, now: datetime
) -> None:
    """Answer what was said in a thread of the room there, and a command in private."""
    key = f"kept-inside:{row.id}"
    if message.in_reply_to:
        await mailing.to_room(session, key, room, text, now, below=message.message_id or "")
    else:
        await mailing.to_stranger(session, key, (row.channel, message.sender.address), "", text, now)


def files_of(message: Inbound) -> tuple[Attachment, ...]:
    """Return the files of an agent's mail that are meant for the reseller; a signature's small pictures are not."""
    return tuple(file for file in message.attachments if not is_ornament(inline=file.inline, size=file.size))
