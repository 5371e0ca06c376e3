"""The way out: one message of the outbox to its channel, with the three ends that a send can have."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from deskbot.channels import Channel, Pace
from deskbot.clock import Clock
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import DESK_CHANNEL, Mailing
from deskbot.engine.pacing import Pacing
from deskbot.errors import NotFoundError, UnavailableError
from deskbot.model.message import Attachment, Outbound, OutboxState, Outcome, Receipt
from deskbot.model.pauses import LETTERS, UNASKED_LETTERS
from deskbot.model.phone import TEXTED
from deskbot.model.sound import sound
from deskbot.model.ticket import Entry
from deskbot.store import outbox, tickets
from deskbot.store.blobs import BlobStore
from deskbot.store.database import Database, Session
from deskbot.store.payloads import outbound_from_json
from deskbot.store.tables import OutboxRow
from deskbot.tickets.reference import reference

TIME_LIMIT = 60.0
"""Seconds that one attempt may take; shorter than the outbox's lease."""
GIVE_UP_AFTER = timedelta(days=2)
MOST_UNTOLD = 3
"""Attempts at a letter that fail by a fault of ours, until the desk hears of it."""
LONGEST_ASKED = timedelta(hours=1)
"""A peer that asks for more time is asked again before."""

ARRIVED = "delivered"
"""What is noted of a text that has reached its phone: nothing that comes later says otherwise."""
OPTED_OUT = 21610
"""By which the carrier refuses texts to who has stopped them (https://www.twilio.com/docs/api/errors/21610)."""

log = logging.getLogger(__name__)


class SupersededError(Exception):
    """Another attempt at the same message has begun: this one must not go on."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Sends what lies in the outbox."""

    database: Database
    jobs: Jobs
    clock: Clock
    channels: Mapping[str, Channel]
    blobs: BlobStore
    mailing: Mailing
    pacing: Pacing = field(default_factory=Pacing)
    in_the_way: Callable[[str, str], Awaitable[str]] | None = None
    """Says why nothing may be said at an address (by a channel) now; empty where it may."""

    async def deliver(self, outbox_id: int) -> None:
        """Answer a message's alarm: make one attempt, if one is due."""
        claimed = await self._claim(outbox_id)
        if claimed is None:
            return
        try:
            receipt = await self._attempt(claimed)
        except asyncio.CancelledError:
            await self._give_back(claimed)
            raise
        if receipt.outcome is Outcome.SENT:
            await self._went_out(claimed, receipt)
            return
        async with self.database.begin() as session:
            row = await outbox.lock(session, outbox_id)
            if row is not None and row.attempts == claimed.attempts and row.due_at is not None:
                if receipt.outcome in (Outcome.NOT_SENT, Outcome.MAYBE_SENT):
                    outbox.hold_up(row, self.clock.now())
                await self._conclude(session, row, receipt)

    async def _claim(self, outbox_id: int) -> OutboxRow | None:
        now = self.clock.now()
        async with self.database.begin() as session:
            row = await outbox.claim(session, outbox_id, now)
            if row is None:
                await self._end_what_was_cut_off(session, outbox_id, now)
                return None
            if (at := self._slot(row, now)) > now:
                outbox.give_up_turn(row, at)
                self.jobs.ring(session, "deliver", outbox_id, at=at)
                return None
            return row

    async def _end_what_was_cut_off(self, session: Session, outbox_id: int, now: datetime) -> None:
        """Note how an attempt ended that died after the point of no return."""
        row = await outbox.lock(session, outbox_id)
        if row is not None and row.state == OutboxState.SENDING and row.due_at is not None and row.due_at <= now:
            receipt = Receipt(Outcome.MAYBE_SENT, "the attempt was cut off after the peer may have had it")
            await self._conclude(session, row, receipt)

    async def _give_back(self, claimed: OutboxRow) -> None:
        """End the lease of an attempt that a stop breaks off: whoever starts next need not wait for its end."""
        async with self.database.begin() as session:
            number = claimed.id or 0
            if await outbox.release(session, number, claimed.attempts, self.clock.now()):
                self.jobs.ring(session, "deliver", number)

    def _slot(self, row: OutboxRow, now: datetime) -> datetime:
        """Return when a message may go without its conversation getting too many at a time."""
        paced = self._paced(row)
        return self.pacing.slot(*paced, row.id or 0, now) if paced else now

    def _paced(self, row: OutboxRow) -> tuple[Pace, tuple[str, str]] | None:
        channel = self.channels.get(row.channel)
        pace, outbound = channel.capabilities.pace if channel else None, _read(row)
        return (pace, (row.channel, pace.conversation(outbound))) if pace and outbound else None

    async def _attempt(self, claimed: OutboxRow) -> Receipt:
        channel = self.channels.get(claimed.channel)
        if channel is None:
            return Receipt(Outcome.NOT_SENT, f'the channel "{claimed.channel}" is not configured')
        sealed = False

        async def seal() -> None:
            nonlocal sealed
            await self._seal(claimed)
            sealed = True

        try:
            async with asyncio.timeout(TIME_LIMIT):
                outbound = outbound_from_json(claimed.payload)
                if self.in_the_way and (why := await self.in_the_way(outbound.channel, outbound.to.address)):
                    return Receipt(Outcome.NOT_SENT, why)
                return await channel.send(await self._with_files(outbound) if outbound.files else outbound, seal)
        except (TimeoutError, SupersededError, UnavailableError) as error:
            outcome = Outcome.MAYBE_SENT if sealed else Outcome.NOT_SENT
            return Receipt(outcome, str(error) or f"no answer within {TIME_LIMIT:.0f} s")
        except Exception as error:
            # A fault of ours must end like a peer's: noted, tried again for a while, and then told.
            log.exception("a channel failed", extra={"action": "channel_failed", "outbox": claimed.id})
            detail = sound(f"{type(error).__name__}: {error}")[:300]
            return Receipt(Outcome.MAYBE_SENT if sealed else Outcome.NOT_SENT, detail, ours=True)

    async def _with_files(self, outbound: Outbound) -> Outbound:
        """Return the message with the bytes of its files; those that are kept no longer are only named in it."""
        files: list[Attachment] = []
        lacks: list[str] = []
        async with self.database.begin() as session:
            for file in outbound.files:
                try:
                    files.append(replace(file, content=await self.blobs.get(session, file.sha256)))
                except NotFoundError as error:
                    log.warning("a letter goes without a file: %s", error, extra={"action": "file_left_out"})
                    lacks.append(f"({file.filename} is not kept any more, and does not go with this.)")
        return replace(
            outbound,
            files=tuple(files),
            text="\n\n".join((outbound.text, *lacks)),
            brief="\n".join((outbound.brief, *lacks)) if outbound.brief else "",
        )

    async def _seal(self, claimed: OutboxRow) -> None:
        async with self.database.begin() as session:
            if not await outbox.seal(session, claimed.id or 0, claimed.attempts):
                raise SupersededError("another attempt has begun")

    async def _went_out(self, claimed: OutboxRow, receipt: Receipt) -> None:
        """Note that a message was sent, unless another attempt has begun; what waits for its relay is tried again."""
        now = self.clock.now()
        async with self.database.begin() as session:
            row = await outbox.sent(session, claimed.id or 0, claimed.attempts, receipt, now)
            if row is None:
                return
            for held in await outbox.hasten(session, now):
                self.jobs.ring(session, "deliver", held)
            self._log(row, receipt, logging.INFO)
            await self._ended(session, row, receipt, now)

    async def _conclude(self, session: Session, row: OutboxRow, receipt: Receipt) -> None:
        now = self.clock.now()
        if receipt.outcome is Outcome.NOT_SENT:
            if now - row.created_at < GIVE_UP_AFTER:
                pauses = LETTERS if receipt.asked else UNASKED_LETTERS
                until = now + max(pauses.after(row.attempts), asked_for(receipt))
                outbox.postpone(row, receipt, until)
                if receipt.after and (paced := self._paced(row)):
                    self.pacing.hold(*paced, until)
                self.jobs.ring(session, "deliver", row.id or 0, at=row.due_at)
                self._log(row, receipt, logging.INFO)
                if receipt.ours and row.attempts >= MOST_UNTOLD:
                    await self._tell_of_fault(session, row, receipt, now)
                return
            receipt = Receipt(Outcome.REFUSED, f"given up after {GIVE_UP_AFTER.days} days: {receipt.detail}")
        outbox.conclude(row, receipt)
        self._log(row, receipt, logging.WARNING)
        await self._ended(session, row, receipt, now)

    @staticmethod
    def _record(session: Session, row: OutboxRow, receipt: Receipt, now: datetime) -> None:
        text = f"{row.channel} to {row.to_address}: {receipt.outcome}"
        if receipt.outcome is Outcome.MAYBE_SENT:
            text += "; it is not sent again, as it may have arrived"
        data = {"key": row.key, "outbox": row.id, "detail": receipt.detail, "attempts": row.attempts}
        tickets.entry(session, row.ticket_number or 0, now, Entry.DELIVERY, text, data=data)

    async def report(self, message_id: str, detail: str, *, arrived: bool) -> None:
        """Take what a carrier says of a text that it had taken, however often and in whatever order it says so.

        Args:
            message_id: of the text.
            detail: the carrier's words.
            arrived: whether it has reached the phone; if not, it never will.
        """
        async with self.database.begin() as session:
            known = await outbox.by_message_id(session, (message_id,))
            row = await outbox.lock(session, known.id) if known is not None and known.id is not None else None
            if row is None or row.due_at is not None or row.state == OutboxState.REFUSED or row.detail == ARRIVED:
                return
            now = self.clock.now()
            if arrived:
                row.detail = ARRIVED
                return
            receipt = Receipt(Outcome.REFUSED, f"not delivered: {detail}")
            outbox.conclude(row, receipt)
            await self._ended(session, row, receipt, now)

    async def _ended(self, session: Session, row: OutboxRow, receipt: Receipt, now: datetime) -> None:
        """Note on the ticket how a message ended; what will never arrive goes another way, or the desk hears of it."""
        if row.ticket_number is None or (row.payload.get("internal") and row.channel != DESK_CHANNEL):
            return  # what the desk's room shows is no news of the ticket: it would be shown there in its turn
        self._record(session, row, receipt, now)
        if receipt.outcome is not Outcome.REFUSED or row.payload.get("internal"):
            return
        if await self._another_way(session, row, row.ticket_number, receipt, now):
            return
        await self._tell_desk(session, row, row.ticket_number, receipt, now)

    async def _another_way(
        self, session: Session, row: OutboxRow, number: int, receipt: Receipt, now: datetime
    ) -> bool:
        """Write another way what did not arrive; False where no other address is known of whose address it is."""
        if row.channel == TEXTED and receipt.code == OPTED_OUT:
            await self.mailing.note_stop(session, row.to_address, now)
        outbound = _read(row)
        if outbound is None:
            return False
        ticket = await tickets.get(session, number)
        return await self.mailing.instead(session, row.key, ticket, outbound, now) is not None

    async def _tell_desk(self, session: Session, row: OutboxRow, number: int, receipt: Receipt, now: datetime) -> None:
        """Tell the desk of a letter that will never arrive: a person must reach the reseller another way."""
        name = reference(number)
        text = (
            f"A message about {name} was not sent to {row.to_address} ({row.channel}), and will not be tried again.\n\n"
            f"{receipt.detail}\n\nPlease reach them another way."
        )
        subject = f"[{name}] Not delivered: {row.to_address}"
        await self.mailing.to_desk(session, f"refused:{row.id}", subject, text, now, ticket=number)

    async def _tell_of_fault(self, session: Session, row: OutboxRow, receipt: Receipt, now: datetime) -> None:
        """Tell the desk once of a letter over which we stumble each time, long before it is given up."""
        if row.payload.get("internal") and row.channel == DESK_CHANNEL:
            return  # a letter to the desk itself: the next one might fail for the same reason
        name = f" about {reference(row.ticket_number)}" if row.ticket_number else ""
        text = (
            f"A message{name} to {row.to_address} ({row.channel}) cannot be made ready, by a fault of deskbot:\n\n"
            f"{receipt.detail}\n\nIt is tried again for {GIVE_UP_AFTER.days} days. Is it urgent, please reach them "
            "another way; and please report the fault: the log has it."
        )
        subject = f"Not sent yet: a message{name} to {row.to_address}"
        await self.mailing.to_desk(session, f"faulty:{row.id}", subject, text, now, ticket=row.ticket_number)

    @staticmethod
    def _log(row: OutboxRow, receipt: Receipt, level: int) -> None:
        extra = {
            "action": "delivery",
            "outbox": row.id,
            "ticket": row.ticket_number,
            "outcome": str(receipt.outcome),
        }
        log.log(level, "delivery of %s: %s", row.key.partition(":")[0], receipt.outcome, extra=extra)


def _read(row: OutboxRow) -> Outbound | None:
    """Return the message of a row; None where it cannot be read, of which the attempt to send it tells."""
    try:
        return outbound_from_json(row.payload)
    except ValueError:
        return None


def asked_for(receipt: Receipt) -> timedelta:
    """Return for how long the peer has asked to be left alone, within reason."""
    return min(timedelta(seconds=receipt.after), LONGEST_ASKED)
