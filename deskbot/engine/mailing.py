"""What is written to whom: letters go into the outbox with the transaction that gives rise to them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from deskbot.clock import Clock, SystemClock
from deskbot.desk import Desk, Policy
from deskbot.engine.answering import why_lost
from deskbot.engine.jobs import Jobs
from deskbot.model.message import Address, Attachment, Outbound, Question
from deskbot.model.number import Flag
from deskbot.model.page import Medium
from deskbot.model.phone import TEXTED
from deskbot.model.ticket import Entry
from deskbot.store import directory, inbound, numbers, outbox, tickets
from deskbot.store.database import Session
from deskbot.store.tables import TicketRow
from deskbot.tickets import brief, replies
from deskbot.tickets.reference import desk_token, reference, tagged, token
from deskbot.tickets.speech import say

DESK_CHANNEL = "email"
"""The desk itself hears by mail."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """What is written to somebody; see `Mailing.to_reseller`."""

    subject: str
    text: str
    few: str
    questions: tuple[Question, ...]
    files: tuple[Attachment, ...]
    automatic: bool


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
        reseller = await directory.reseller(session, ticket.reseller_id) if ticket.reseller_id else None
        return self.setting(reseller.region if reseller else "", language=ticket.language)

    async def write(self, session: Session, key: str, outbound: Outbound, now: datetime) -> bool:
        """Put one message into the outbox and set its alarm; a key that was used before changes nothing: then False."""
        outbox_id = await outbox.add(session, key, outbound, now)
        if outbox_id is not None:
            self.jobs.ring(session, "deliver", outbox_id, new=True)
        return outbox_id is not None

    async def to_reseller(
        self,
        session: Session,
        key: str,
        ticket: TicketRow,
        to: tuple[str, Address],
        text: str,
        now: datetime,
        *,
        subject: str = "",
        automatic: bool = True,
        questions: tuple[Question, ...] = (),
        files: tuple[Attachment, ...] = (),
        few: str = "",
    ) -> bool:
        """Write to somebody who takes part in a ticket; return whether the letter goes out.

        To an address from which one came back nothing goes but what a person wrote; the timeline says so.

        Args:
            session: the transaction that gives rise to the letter.
            key: what it is for; unique.
            ticket: the ticket that it is about.
            to: channel and address.
            text: the letter.
            now: the present moment.
            subject: without the ticket's tag; the ticket's own where it is empty.
            automatic: False for what a person at the desk wrote.
            questions: what is asked for in the text, for channels that have a form of their own for it.
            files: what goes with it; kept in the blob store already.
            few: the same in few words, for who is texted; of a letter that is short itself it may be empty.
        """
        letter = _Letter(subject, text, few, questions, files, automatic)
        if to[0] == TEXTED:
            return await self._to_phone(session, key, ticket, to[1], letter, now)
        return await self._to(session, key, ticket, to, letter, now)

    async def _to_phone(
        self, session: Session, key: str, ticket: TicketRow, to: Address, letter: _Letter, now: datetime
    ) -> bool:
        """Text somebody; what they have stopped, or does not fit, goes to their mail address where one is known."""
        number = ticket.number or 0
        few = letter.few or brief.of_letter(number, letter.text)
        stopped = await self._stopped(session, to.address, now)
        whole = bool(stopped or letter.files) or not brief.fits(few)
        mailed = await self._by_mail(session, key, ticket, to.address, letter, now) if whole else None
        if stopped:
            instead = f"; it went to {mailed.address} instead" if mailed else ""
            tickets.entry(session, number, now, Entry.DELIVERY, f"Not texted to {to.address}: {stopped}{instead}")
            return mailed is not None
        few = brief.begun(few, say(ticket.language, "brief-by-mail")) if mailed else few
        texted = replace(letter, few=few, questions=brief.one_question(letter.questions), files=())
        return await self._to(session, key, ticket, (TEXTED, to), texted, now)

    async def _to(
        self, session: Session, key: str, ticket: TicketRow, to: tuple[str, Address], letter: _Letter, now: datetime
    ) -> bool:
        channel, address = to
        number = ticket.number or 0
        lost = await why_lost(session, channel, address.address) if letter.automatic else ""
        if lost:
            tickets.entry(session, number, now, Entry.DELIVERY, f"Not written to {address.address}: {lost}")
            return False
        # Only their own messages: the ids of others would tell a stranger who else writes.
        earlier = await inbound.message_ids(session, number, channel, address.address)
        outbound = Outbound(
            channel=channel,
            to=address,
            subject=tagged(letter.subject or answer_subject(ticket.subject), number),
            text=letter.text,
            brief=letter.few if channel == TEXTED else "",
            ticket=number,
            message_id=self._message_id(key, number),
            in_reply_to=earlier[-1] if earlier else None,
            references=tuple(earlier[-10:]),
            reply_token=token(number, self.secret),
            questions=letter.questions,
            files=tuple(replace(file, content=b"") for file in letter.files),
            automatic=letter.automatic,
        )
        await self.write(session, key, outbound, now)
        return True

    async def _stopped(self, session: Session, address: str, now: datetime) -> str:
        """Return why nothing can be texted to a number, by whomever it is; empty where it can."""
        marks = await numbers.of(session, address, Medium.SMS)
        return next((one.why for one in marks if one.sender == self.texts_from and one.keeps_off(now)), "")

    async def note_stop(self, session: Session, number: str, now: datetime) -> None:
        """Keep that a number has stopped our texts, as its carrier says."""
        detail = "the carrier says so"
        await numbers.flag(session, number, Medium.SMS, Flag.OPTED_OUT, now, detail=detail, sender=self.texts_from)

    async def by_mail_instead(
        self, session: Session, key: str, ticket: TicketRow, outbound: Outbound, now: datetime
    ) -> bool:
        """Write by mail what could not be texted; False where no mail address is known of whose number it is."""
        letter = _Letter("", outbound.text, "", outbound.questions, (), outbound.automatic)
        return await self._by_mail(session, key, ticket, outbound.to.address, letter, now) is not None

    async def _by_mail(
        self, session: Session, key: str, ticket: TicketRow, number: str, letter: _Letter, now: datetime
    ) -> Address | None:
        """Write by mail to whose telephone number it is; return the address, None where nothing goes."""
        _, contact, _ = await directory.caller(session, number)
        address = await directory.mail_of(session, contact.id) if contact else ""
        if contact is None or not address:
            return None
        mail = Address(address, contact.name)
        await tickets.join(session, ticket.number or 0, DESK_CHANNEL, mail, verified=True)
        goes = await self._to(session, f"{key}:mail", ticket, (DESK_CHANNEL, mail), letter, now)
        return mail if goes else None

    async def to_verified(
        self,
        session: Session,
        key: str,
        ticket: TicketRow,
        text: str,
        now: datetime,
        *,
        questions: tuple[Question, ...] = (),
        few: str = "",
    ) -> None:
        """Write to those who were verified on the ticket; a stranger hears of nothing by itself.

        Args:
            session: the transaction that gives rise to the letters.
            key: what they are for; each gets its channel and address behind it.
            ticket: the ticket.
            text: the letter.
            now: the present moment.
            questions: what is asked for in the text.
            few: the same in few words.
        """
        number = ticket.number or 0
        for one in await tickets.participants(session, number):
            if not one.verified:
                continue
            to, whom = (one.channel, Address(one.address, one.name)), f"{one.channel}:{one.address}"
            await self.to_reseller(session, f"{key}:{whom}", ticket, to, text, now, questions=questions, few=few)

    async def to_stranger(
        self, session: Session, key: str, to: tuple[str, str], subject: str, text: str, now: datetime
    ) -> None:
        """Write to somebody who has no ticket: channel and address; a name beside it is not repeated."""
        channel, address = to
        outbound = Outbound(
            channel=channel, to=Address(address), subject=subject, text=text, message_id=self._message_id(key, 0)
        )
        await self.write(session, key, outbound, now)

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
        return await self.write(session, key, outbound, now)

    async def taken(self, session: Session, ticket: TicketRow, page_id: int, name: str, now: datetime) -> None:
        """Tell everybody who takes part, and was verified, who has the ticket; strangers get no names."""
        number = ticket.number or 0
        text = replies.taken(number, name, await self.setting_of(session, ticket))
        key = f"taken:{page_id}:{name}:{now.isoformat()}:{number}"
        await self.to_verified(session, key, ticket, text, now)

    async def unanswered(
        self,
        session: Session,
        ticket: TicketRow,
        page_id: int,
        policy: Policy,
        now: datetime,
        *,
        parts: Iterable[TicketRow] = (),
    ) -> None:
        """Tell the fallback contact, the desk, and everybody who takes part that nobody has acknowledged.

        Who takes part in one of the `parts`, for which the page stood as well, hears of that one only. The ticket of a
        test or of the canary is nobody's: who waits for it says what has come of it.
        """
        if tickets.is_trial(ticket.number or 0):
            return
        heard: list[str] = []
        lost: list[str] = []
        for part in (ticket, *parts):
            number = part.number or 0
            setting = await self.setting_of(session, part)
            for one in await tickets.participants(session, number):
                told = await self.to_reseller(
                    session,
                    f"unanswered:{page_id}:{now.isoformat()}:{number}:{one.channel}:{one.address}",
                    part,
                    (one.channel, Address(one.address, one.name)),
                    replies.unanswered(number, setting),
                    now,
                    subject="" if one.verified else replies.unproven_subject(part.language),
                )
                (heard if told else lost).append(f"{one.address} ({reference(number)})")
        name = reference(ticket.number or 0)
        hears = "The reseller has been told so."
        if lost:
            hears = f"No letter reaches {', '.join(lost)}: please reach them another way."
        elif not heard:
            hears = "No reseller takes part in the ticket, so none has been told."
        text = (
            f"NOBODY ANSWERED the page for {name} ({ticket.severity}): {ticket.subject}\n\n"
            f"Every level of the policy was paged, and nobody has it. {hears}"
        )
        subject = f"NOBODY ANSWERED: {name} {ticket.severity}"
        for address in sorted({one for one in (policy.fallback_mail, self.desk.notify) if one}):
            key = f"unanswered:{page_id}:{now.isoformat()}:{address}"
            await self.to_desk(session, key, subject, text, now, ticket=ticket.number or 0, address=address)

    def _message_id(self, key: str, number: int) -> str:
        """Return an id that nobody can guess, and that the same letter gets again."""
        digest = hmac.digest(self.secret, f"message:{key}".encode(), hashlib.sha256).hex()[:24]
        domain = self.desk.sender.rpartition("@")[2]
        return f"<t{number}.{digest}@{domain}>"


def answer_subject(subject: str) -> str:
    """Return the subject of an answer."""
    return subject if subject.casefold().startswith("re:") else f"Re: {subject}".strip()
