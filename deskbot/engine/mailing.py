"""What is written to whom: letters go into the outbox with the transaction that gives rise to them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from deskbot.channels import Capabilities, Form
from deskbot.clock import Clock, SystemClock
from deskbot.desk import Desk
from deskbot.engine.answering import why_lost
from deskbot.engine.hearing import Hearer, another_way, hearers
from deskbot.engine.jobs import Jobs
from deskbot.engine.letter import Letter, begun, formed, with_link
from deskbot.model.message import MAIL, Address, Attachment, Offer, Outbound
from deskbot.model.number import Flag
from deskbot.model.page import Medium
from deskbot.model.room import Room
from deskbot.model.ticket import Entry
from deskbot.store import directory, inbound, numbers, outbox, tickets
from deskbot.store.database import Session
from deskbot.store.tables import TicketRow
from deskbot.tickets import replies
from deskbot.tickets.reader_link import Reader, reader_token
from deskbot.tickets.reference import desk_token, tagged, token
from deskbot.tickets.speech import say

DESK_CHANNEL = MAIL
"""The desk itself hears by mail."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """Puts letters into the outbox, each under a key that keeps it from being written twice."""

    jobs: Jobs
    desk: Desk
    secret: bytes
    clock: Clock = field(default_factory=SystemClock)
    """Tells which Service Desk number is the right one when a letter is written."""
    texts_from: str = ""
    """The number of ours from which resellers are texted; empty where they are not."""
    capabilities: Mapping[str, Capabilities] = field(default_factory=lambda: {DESK_CHANNEL: Capabilities()})
    """What each channel that is there can do."""
    web_base: str = ""
    """Under which readers reach their ticket's page; empty where they cannot, and get no link."""

    @property
    def writable(self) -> Collection[str]:
        """Return the channels by which people can be written to."""
        return {name for name, can in self.capabilities.items() if can.writes}

    def setting(self, region: str = "", **page: object) -> replies.Setting:
        """Return what a reply says of the desk to a reader in a region."""
        return replies.Setting(
            desk_name=self.desk.name,
            phone=self.desk.number_for(region, self.clock.now()),
            links=self.desk.links,
            **page,  # pyright: ignore[reportArgumentType]
        )  # pyright: ignore[reportArgumentType]

    async def setting_of(self, session: Session, ticket: TicketRow) -> replies.Setting:
        """Return what a reply says of the desk to the people of a ticket."""
        reseller = await directory.reseller(session, ticket.reseller_id)
        return self.setting(reseller.region if reseller else "", language=ticket.language)

    async def to_reseller(
        self, session: Session, key: str, ticket: TicketRow, to: tuple[str, Address], letter: Letter, now: datetime
    ) -> bool:
        """Write to somebody who takes part in a ticket; return whether the letter goes out.

        To an address from which one came back nothing goes but what a person wrote; the timeline says so. What the
        wire cannot carry, or somebody has stopped, goes by another way where one is known.

        Args:
            session: the transaction that gives rise to the letter.
            key: what it is for; unique.
            ticket: the ticket that it is about.
            to: channel and address.
            letter: the letter.
            now: the present moment.
        """
        can, number = self.capabilities.get(to[0], Capabilities()), ticket.number or 0
        form = formed(letter, can, number)
        said, stopped = form.letter, await self._stopped(session, to, now)
        mailed = await self._another_way(session, key, ticket, to, letter, now) if stopped or form.lacks else None
        if stopped:
            instead = f"; it went to {mailed.address} instead" if mailed else ""
            text = f"Not texted to {to[1].address}: {stopped}{instead}"
            tickets.entry(session, number, now, Entry.DELIVERY, text)
            return mailed is not None
        said = begun(said, can, say(ticket.language, "brief-by-mail")) if mailed else said
        return await self._to(session, key, ticket, to, said, now)

    async def _to(
        self, session: Session, key: str, ticket: TicketRow, to: tuple[str, Address], letter: Letter, now: datetime
    ) -> bool:
        channel, address = to
        number, form = ticket.number or 0, self.capabilities.get(channel, Capabilities()).form
        lost = await why_lost(session, channel, address.address) if letter.automatic else ""
        if lost:
            tickets.entry(session, number, now, Entry.DELIVERY, f"Not written to {address.address}: {lost}")
            return False
        # Only their own messages: the ids of others would tell a stranger who else writes.
        earlier = await inbound.message_ids(session, number, channel, address.address)
        letter = with_link(letter, form, await self._link(session, number, to, form, now), number, ticket.language)
        outbound = Outbound(
            channel=channel,
            to=address,
            subject=tagged(letter.subject or answer_subject(ticket.subject), number),
            text=letter.text,
            brief="" if form is Form.LETTER else letter.few,
            ticket=number,
            message_id=self._message_id(key, number),
            in_reply_to=earlier[-1] if earlier else None,
            references=tuple(earlier[-10:]),
            reply_token=token(number, self.secret),
            questions=letter.questions,
            offers=letter.offers,
            ask_all=say(ticket.language, "form-all") if form is Form.CHAT and len(letter.questions) > 1 else "",
            files=tuple(replace(file, content=b"") for file in letter.files),
            automatic=letter.automatic,
            instead=letter.instead,
        )
        await self._write(session, key, outbound, now)
        return True

    async def _link(self, session: Session, number: int, to: tuple[str, Address], form: Form, now: datetime) -> str:
        """Return the link to a ticket's page for a reader of it; empty where they get none.

        Whoever never proved who they are gets one to the ticket that they opened, and to no other. In a chat one asks
        and answers as it is; who is texted gets it once, as it takes the room of what is said.
        """
        if not self.web_base or form not in (Form.LETTER, Form.TEXT):
            return ""
        if form is Form.TEXT and await outbox.last_to(session, number, to[0], to[1].address):
            return ""
        part = await tickets.participant(session, number, to[0], to[1].address)
        if part is None or not (part.verified or await tickets.first_sender(session, number) == part.address):
            return ""
        reader = Reader(part.channel, part.address, part.link_series)
        return f"{self.web_base}/t/{reader_token(number, reader, now, self.secret)}"

    def drawn(self, ticket: TicketRow, to: tuple[str, Address], letter: Letter) -> tuple[Outbound, bool]:
        """Return a letter as it would go to somebody, and whether its wire cannot carry all of it; none is written.

        The link to the reader's own page is left out: it is theirs, and nobody else's to open.
        """
        can, number = self.capabilities.get(to[0], Capabilities()), ticket.number or 0
        form = formed(letter, can, number)
        said = begun(form.letter, can, say(ticket.language, "brief-by-mail")) if form.lacks else form.letter
        subject = tagged(said.subject or answer_subject(ticket.subject), number)
        brief = "" if can.form is Form.LETTER else said.few
        return Outbound(channel=to[0], to=to[1], subject=subject, text=said.text, brief=brief), form.lacks

    async def _stopped(self, session: Session, to: tuple[str, Address], now: datetime) -> str:
        """Return why nobody can be written to by text, by whomever it is; empty where they can, or are in a chat."""
        if self.capabilities.get(to[0], Capabilities()).form is not Form.TEXT:
            return ""
        marks = await numbers.of(session, to[1].address, Medium.SMS)
        return next((one.why for one in marks if one.sender == self.texts_from and one.keeps_off(now)), "")

    async def note_stop(self, session: Session, number: str, now: datetime) -> None:
        """Keep that a number has stopped our texts, as its carrier says."""
        detail = "the carrier says so"
        await numbers.flag(session, number, Medium.SMS, Flag.OPTED_OUT, now, detail=detail, sender=self.texts_from)

    async def instead(
        self, session: Session, key: str, ticket: TicketRow, outbound: Outbound, now: datetime
    ) -> Address | None:
        """Write another way what did not reach somebody; return the address, None where no other is known of theirs."""
        letter = Letter(
            outbound.text,
            questions=outbound.questions,
            offers=outbound.offers,
            files=outbound.files,
            automatic=outbound.automatic,
            instead=outbound.instead,
        )
        return await self._another_way(session, key, ticket, (outbound.channel, outbound.to), letter, now)

    async def _another_way(
        self, session: Session, key: str, ticket: TicketRow, by: tuple[str, Address], letter: Letter, now: datetime
    ) -> Address | None:
        """Write to another address of whose address it is: by mail where one is known; return it, None for none."""
        way = (
            None
            if letter.instead
            else await another_way(session, by[0], by[1].address, self.writable, ticket.reseller_id)
        )
        if way is None:
            return None
        channel, address = way
        await tickets.join(session, ticket.number or 0, channel, address, verified=True)
        key = f"{key}:{'mail' if channel == DESK_CHANNEL else channel}"
        goes = await self.to_reseller(session, key, ticket, way, replace(letter, few="", instead=True), now)
        return address if goes else None

    async def hearers(self, session: Session, number: int, *, verified: bool = False) -> list[Hearer]:
        """Return who takes part in a ticket, each once, and where they are written to; on wish only who is verified."""
        people = [one for one in await tickets.participants(session, number) if one.verified or not verified]
        return await hearers(session, people, self.writable, (await tickets.get(session, number)).reseller_id)

    async def to_verified(self, session: Session, key: str, ticket: TicketRow, letter: Letter, now: datetime) -> None:
        """Write to those who were verified on the ticket; a stranger hears of nothing by itself.

        Args:
            session: the transaction that gives rise to the letters.
            key: what they are for; each gets its channel and address behind it.
            ticket: the ticket.
            letter: the letter.
            now: the present moment.
        """
        for one in await self.hearers(session, ticket.number or 0, verified=True):
            await self.to_reseller(session, f"{key}:{one.whom}", ticket, (one.channel, one.to), letter, now)

    async def to_stranger(
        self,
        session: Session,
        key: str,
        to: tuple[str, str],
        subject: str,
        text: str,
        now: datetime,
        *,
        offers: tuple[Offer, ...] = (),
        in_reply_to: str | None = None,
    ) -> None:
        """Write to somebody about no ticket: channel and address; a name beside it is not repeated."""
        channel, address = to
        outbound = Outbound(
            channel=channel,
            to=Address(address),
            subject=subject,
            text=text,
            message_id=self._message_id(key, 0),
            in_reply_to=in_reply_to,
            offers=offers,
        )
        await self._write(session, key, outbound, now)

    async def to_desk(
        self,
        session: Session,
        key: str,
        subject: str,
        text: str,
        now: datetime,
        *,
        ticket: int | None = None,
        address: str | None = None,
    ) -> bool:
        """Write to the desk's own address, or to `address` (a fallback's); False where the key was used before."""
        to = address or self.desk.notify
        if not to:
            return True
        outbound = Outbound(
            channel=DESK_CHANNEL,
            to=Address(to),
            subject=subject,
            text=text,
            ticket=ticket,
            message_id=self._message_id(key, ticket or 0),
            reply_token=desk_token(ticket, self.secret) if ticket else "",
            internal=True,
        )
        return await self._write(session, key, outbound, now) is not None

    async def to_room(
        self,
        session: Session,
        key: str,
        room: Room,
        text: str,
        now: datetime,
        *,
        ticket: int | None = None,
        below: str = "",
        offers: tuple[Offer, ...] = (),
        files: tuple[Attachment, ...] = (),
    ) -> int | None:
        """Write into the desk's room; return the letter's id, None where the key was used before.

        Args:
            session: the transaction that gives rise to it.
            key: what it is for; unique.
            room: the room.
            text: what is said.
            now: the present moment.
            ticket: the ticket whose card it is, or in whose thread it is said; None for another thread.
            below: the id of the card in whose thread it is said; empty for a card.
            offers: what may be said by a press.
            files: what goes with it; kept in the blob store already.
        """
        outbound = Outbound(
            channel=room.channel,
            to=Address(room.address),
            subject="",
            text=text,
            ticket=ticket,
            message_id=self._message_id(key, ticket or 0),
            in_reply_to=below or None,
            offers=offers,
            files=tuple(replace(file, content=b"") for file in files),
            internal=True,
        )
        return await self._write(session, key, outbound, now)

    async def _write(self, session: Session, key: str, outbound: Outbound, now: datetime) -> int | None:
        """Put one message into the outbox and set its alarm; return its id, None where the key was used before."""
        outbox_id = await outbox.add(session, key, outbound, now)
        if outbox_id is not None:
            self.jobs.ring(session, "deliver", outbox_id, new=True)
        return outbox_id

    def _message_id(self, key: str, number: int) -> str:
        """Return an id that nobody can guess, and that the same letter gets again."""
        digest = hmac.digest(self.secret, f"message:{key}".encode(), hashlib.sha256).hex()[:24]
        return f"<t{number}.{digest}@{self.desk.domain}>"


def answer_subject(subject: str) -> str:
    """Return the subject of an answer."""
    return subject if subject.casefold().startswith("re:") else f"Re: {subject}".strip()
