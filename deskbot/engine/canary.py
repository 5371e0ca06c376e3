"""The canary: every so often a test mail goes the whole way, and what is missed is told.

Test mail through the mail door (or relay and mailbox), triage, ticket, page, the carrier's phone, its answer, the
acknowledgement, the letter that says who has taken it, the relay, and where that carries our mail back, our door (or
mailbox) again: each of them is what everybody's mail meets. Only the ticket is nobody's: it has a number below zero,
and is taken away soon.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from deskbot.clock import Clock
from deskbot.desk import Canary, Desk
from deskbot.engine.mailing import DESK_CHANNEL, Mailing
from deskbot.engine.paging import Paging
from deskbot.errors import UnavailableError
from deskbot.escalation.watch import canary as rules
from deskbot.escalation.watch.canary import Leg
from deskbot.escalation.watch.health import Check
from deskbot.model.canary import RoundState, ticket_of
from deskbot.model.case import Case, Decision, Standing, Writer
from deskbot.model.message import Address, Inbound, InboundState, Outbound
from deskbot.model.ticket import Entry, State
from deskbot.store import canaries, inbound, tickets
from deskbot.store.database import Database, Session, in_thread
from deskbot.store.tables import CanaryRow, InboundRow, TicketRow
from deskbot.wires.letters.rendering import reply_address

EVERY = 2.0
"""Seconds between two looks at the rounds."""

Decide = Callable[[Case], Decision]

log = logging.getLogger(__name__)


class Knocker(Protocol):
    """Hands a mail in, as anybody does: at our own door, or for our mailbox."""

    async def hand_in(self, mail: Outbound, sender: str) -> None:
        """Return after its 250; raise UnavailableError where there is none."""
        ...


class CanaryWatch:
    """Begins rounds, follows them, and says what was missed."""

    def __init__(
        self, database: Database, desk: Desk, clock: Clock, mailing: Mailing, paging: Paging, knocker: Knocker
    ) -> None:
        """Prepare; nothing happens before `look`."""
        self._database, self._desk, self._clock = database, desk, clock
        self._mailing, self._paging, self._knocker = mailing, paging, knocker

    async def look(self) -> None:
        """Follow the round that runs, begin one that is due, and hand its test mail in."""
        canary, now = self._desk.canary, self._clock.now()
        if canary is None:
            return
        async with self._database.begin() as session:
            await canaries.one_at_a_time(session)
            row = await canaries.newest(session)
            if row is not None and row.state == RoundState.RUNNING:
                row = await canaries.lock(session, row.id or 0) or row
                await canaries.note_stages(session, row)
                await self._end(session, row, canary, now)
            if rules.begins(canaries.as_round(row) if row else None, canary, now):
                row = await canaries.begin(session, now)
            hands_in = row if row is not None and canaries.claim(row, now) else None
            await canaries.tidy(
                session, now, kept=rules.KEPT, missed_kept=rules.KEPT_MISSED, remembered=rules.REMEMBERED
            )
        if hands_in is not None:
            await self._hand_in(hands_in.id or 0)

    async def _hand_in(self, round_id: int) -> None:
        """Hand the test mail in; where it is not taken, it is tried again until the round ends."""
        why = ""
        try:
            await self._knocker.hand_in(self._test_mail(round_id), self._desk.sender)
        except UnavailableError as error:
            why = f"nobody took the test mail: {error}"
            log.warning("the canary's mail was not taken: %s", error, extra={"action": "canary_not_taken"})
        async with self._database.begin() as session:
            row = await canaries.lock(session, round_id)
            if row is None or row.state != RoundState.RUNNING:
                return
            row.why = why
            if not why:
                row.accepted_at, row.due_at = self._clock.now(), None

    def _test_mail(self, round_id: int) -> Outbound:
        return Outbound(
            channel=DESK_CHANNEL,
            to=Address(self._address(Leg.OUT, round_id)),
            subject=f"{rules.SUBJECT} (canary {round_id})",
            text=rules.TEXT,
            message_id=f"<canary.{rules.token(Leg.OUT, round_id, self._mailing.secret)}@{self._desk.domain}>",
        )

    def _address(self, leg: Leg, round_id: int) -> str:
        return reply_address(self._desk.sender, rules.token(leg, round_id, self._mailing.secret))

    async def take(self, session: Session, row: InboundRow, message: Inbound, now: datetime, decide: Decide) -> bool:
        """Take a mail of the canary within its transaction; False where it is none, and goes everybody's way.

        Args:
            session: the message's transaction.
            row: the message, locked.
            message: what it says.
            now: the present moment.
            decide: triage.
        """
        known = (rules.read_token(one, self._mailing.secret) for one in message.thread_tokens)
        leg, round_id = next((one for one in known if one), (None, 0))
        if leg is None:
            return False
        round_ = await canaries.lock(session, round_id)
        if round_ is None or round_.state != RoundState.RUNNING:
            inbound.conclude(row, InboundState.FILED, message, why=f"the canary's round {round_id} is over")
        elif leg is Leg.BACK:
            round_.returned_at = round_.returned_at or now
            number = ticket_of(round_id) if await canaries.has_ticket(session, round_id) else None
            inbound.conclude(row, InboundState.FILED, message, ticket=number, why="the answer to the canary came back")
        elif await canaries.has_ticket(session, round_id):
            inbound.conclude(
                row, InboundState.FILED, message, ticket=ticket_of(round_id), why="the canary's mail came twice"
            )
        else:
            await self._open(session, row, round_, message, now, decide)
        return True

    async def _open(
        self, session: Session, row: InboundRow, round_: CanaryRow, message: Inbound, now: datetime, decide: Decide
    ) -> None:
        """Judge the test mail as if a stranger to every reseller had written it, and page for it."""
        address = Address(self._address(Leg.BACK, round_.id or 0))
        writer = Writer(Standing.PROVEN, "it bears the canary's token, which nobody else can make")
        case = Case(message=message_of(message, address), writer=writer, now=now)
        decision = await in_thread(session, decide, case)
        if not decision.urgent:
            round_.why = f"triage did not find the test mail urgent: {decision.action} {decision.severity}"
            inbound.conclude(row, InboundState.FILED, message, why=round_.why)
            return
        number = ticket_of(round_.id or 0)
        ticket = TicketRow(
            number=number,
            state=State.NEW,
            subject=f"canary {round_.id}",
            category=decision.category,
            severity=decision.severity,
            verified=True,
            created_at=now,
            updated_at=now,
        )
        session.add(ticket)
        await session.flush()
        await tickets.join(session, number, message.channel, address, verified=True)
        inbound.conclude(row, InboundState.TICKETED, message, ticket=number)
        tickets.entry(session, number, now, Entry.MESSAGE, message.text, inbound_id=row.id)
        await self._paging.open(session, ticket, rules.CANARY, now, now, verified=True)
        round_.ticketed_at = now

    async def _end(self, session: Session, row: CanaryRow, canary: Canary, now: datetime) -> None:
        """End a round that is over, and tell the desk where that is news."""
        ended = rules.outcome(canaries.as_round(row), canary, now)
        if ended is None:
            return
        row.state, row.why, row.ended_at, row.due_at = ended.state, ended.why, now, None
        await self._close(session, ticket_of(row.id or 0), now)
        before = await canaries.last_ended(session, before=row.id)
        was_missed = before is not None and before.state == RoundState.MISSED
        extra = {"action": "canary", "round": row.id, "outcome": str(ended.state)}
        if ended.state is not RoundState.MISSED:
            log.info("the canary's round is over: %s", ended.state, extra=extra)
            if ended.state is RoundState.WELL and was_missed:
                subject = "The canary is well again"
                text = f"Round {row.id} of the canary went well, as it began at {row.began_at:%Y-%m-%d %H:%M} UTC."
                await self._mailing.to_desk(session, f"canary-well:{row.id}", subject, text, now)
            return
        log.error("the canary was missed: %s", ended.why, extra=extra)
        if not was_missed:
            await self._mailing.to_desk(session, f"canary-missed:{row.id}", "CANARY MISSED", missed(row), now)

    async def _close(self, session: Session, number: int, now: datetime) -> None:
        """Close a round's ticket, so that nobody is paged for it any more."""
        ticket = await tickets.lock(session, number)
        if ticket is not None:
            await self._paging.cancel(session, number, now, "the canary's round is over")
            ticket.state, ticket.closed_at = State.CLOSED, now


async def check(session: Session, canary: Canary, now: datetime) -> Check:
    """Return how it stands with the canary, for health."""
    newest, ended = await canaries.newest(session), await canaries.last_ended(session)
    return rules.check(
        canaries.as_round(newest) if newest else None, canaries.as_round(ended) if ended else None, canary, now
    )


def message_of(message: Inbound, sender: Address) -> Inbound:
    """Return the test mail as somebody's who is no machine: its own marks keep it from becoming a ticket elsewhere."""
    return replace(message, sender=sender, automatic=None, automatic_certain=False, thread_tokens=(), answerable=True)


def missed(row: CanaryRow) -> str:
    """Return what the desk is told of a round that was missed."""
    stages = (
        ("the test mail was taken", row.accepted_at),
        ("it became a ticket", row.ticketed_at),
        ("a page went out", row.paged_at),
        ("the page was acknowledged", row.acknowledged_at),
        ("the relay took the answer", row.sent_at),
        ("the answer came back", row.returned_at),
    )
    times = "\n".join(f"- {words}: {f'{at:%H:%M:%S} UTC' if at else 'no'}" for words, at in stages)
    return (
        f"A test mail that goes the whole way was not answered in time: {row.why}.\n\n"
        f"Round {row.id} began at {row.began_at:%Y-%m-%d %H:%M:%S} UTC:\n{times}\n\n"
        "Urgent mail may go unheard as well: please look at it now. `deskbot health` says what else is wrong. "
        "You get no further letter until a round goes well again."
    )
