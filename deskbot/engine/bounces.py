"""What comes back: a bounce of our letter marks the address, and shows on the ticket that the letter was about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskbot.engine.mailing import Mailing
from deskbot.engine.recording import Recording
from deskbot.model.message import Automatic, Inbound, InboundState, Undelivered
from deskbot.model.ticket import Entry
from deskbot.store import inbound, outbox, tickets, undeliverable
from deskbot.store.database import Session
from deskbot.store.directory import folded
from deskbot.store.tables import InboundRow, OutboxRow
from deskbot.tickets.reference import read_token, reference


@dataclass(frozen=True, slots=True)
class Bounces:
    """Takes the reports of mail servers about letters of ours."""

    recording: Recording
    mailing: Mailing
    secret: bytes

    async def take(self, session: Session, row: InboundRow, message: Inbound, now: datetime) -> bool:
        """Note a report about a letter of ours on its ticket; False where it is about none that we know.

        Anybody can write a bounce. So one counts only if it names the id of a letter of ours, which nobody can guess,
        or came to a signed reply address; and it marks no address but the one to which that letter went.
        """
        if message.automatic not in (Automatic.BOUNCE, Automatic.RECEIPT):
            return False
        letter = await self._letter(session, message)
        if letter is None or letter.ticket_number is None:
            return False
        number = letter.ticket_number
        said = next((one for one in message.undelivered if folded(one.address) == letter.to_address), None)
        if said is None and message.automatic is Automatic.BOUNCE and len(message.undelivered) <= 1:
            # Forwarded on their side: the mail server names another address than the one that we wrote to.
            said = self._as_ours(letter, message)
        inbound.conclude(
            row, InboundState.FILED, message, ticket=number, why=f"a {message.automatic} of a letter of ours"
        )
        await self.recording.keep(session, row, message, now)
        tickets.entry(
            session,
            number,
            now,
            Entry.DELIVERY,
            told(letter, message, said),
            inbound_id=row.id,
            data={"outbox": letter.id, "status": said.status if said else "", "why": said.why if said else ""},
        )
        if said is not None and said.permanent:
            await undeliverable.mark(session, letter.channel, said, now)
            await self._tell(session, letter, said, number, now)
        return True

    async def _letter(self, session: Session, message: Inbound) -> OutboxRow | None:
        letter = await outbox.by_message_id(session, message.reported)
        if letter is not None:
            return letter
        number = next((found for one in message.thread_tokens if (found := read_token(one, self.secret))), None)
        for one in message.undelivered if number is not None else ():
            letter = await outbox.last_to(session, number or 0, message.channel, one.address)
            if letter is not None:
                return letter
        return None

    @staticmethod
    def _as_ours(letter: OutboxRow, message: Inbound) -> Undelivered:
        if not message.undelivered:
            return Undelivered(letter.to_address, permanent=True, why=message.subject)
        one = message.undelivered[0]
        return Undelivered(letter.to_address, one.permanent, one.status, f"{one.address}: {one.why}")

    async def _tell(self, session: Session, letter: OutboxRow, said: Undelivered, number: int, now: datetime) -> None:
        if letter.payload.get("internal"):
            return  # a letter to the desk itself: another one would come back as well
        name = reference(number)
        text = (
            f"A letter about {name} did not reach {said.address}.\n\n"
            f"The mail server says: {said.status} {said.why}\n\n"
            "No automatic letters go there until somebody writes from that address. Please reach them another way."
        )
        key = f"undelivered:{letter.id}:{said.address}"
        await self.mailing.to_desk(session, key, f"[{name}] Not delivered: {said.address}", text, now, ticket=number)


def told(letter: OutboxRow, message: Inbound, said: Undelivered | None) -> str:
    """Return the timeline's sentence about a report."""
    if message.automatic is Automatic.RECEIPT:
        return f"The letter to {letter.to_address} is reported on: {message.subject}"
    if said is None:
        return f"A letter was returned by another address than {letter.to_address}: {message.subject}"
    if not said.permanent:
        return (
            f"The letter to {letter.to_address} is delayed ({said.status or 'no code'}): its mail server goes on trying"
        )
    return f"The letter to {letter.to_address} was not delivered ({said.status or 'no code'}): {said.why}"[:1000]
