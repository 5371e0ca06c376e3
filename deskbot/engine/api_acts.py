"""What a program does by the API: the same as people do, by the same hands, within a transaction that is given."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address as MailAddress
from email.message import EmailMessage
from email.utils import format_datetime

from deskbot.access.api import is_desks, sees
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.agents import Agents, refuse_merged
from deskbot.engine.intake import Intake
from deskbot.engine.interactions import Interactions
from deskbot.errors import DeskbotError, NotFoundError
from deskbot.model.api_token import ApiToken
from deskbot.model.choice import Choice, Wish
from deskbot.model.command import Answer
from deskbot.model.message import MAIL, Arrival, Attachment, Glance
from deskbot.model.ticket import NoTicketError, State
from deskbot.store import audit, directory, inbound, pages, tickets
from deskbot.store.database import Session, in_thread
from deskbot.store.directory import folded
from deskbot.store.tables import PageRow, TicketRow
from deskbot.tickets.reference import reference
from deskbot.tickets.reference import token as reply_token
from deskbot.wires.letters.rendering import reply_address


class NotTheirsError(DeskbotError):
    """Somebody may not do it, though they may see it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that a program sends."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What somebody at a reseller says, whose program hands it in."""

    address: str
    name: str = ""
    subject: str = ""
    text: str
    files: Sequence[File] = ()
    about: int | None = None
    """The ticket to which it belongs; None where it is something new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is set on a ticket; None and empty mean that it stays as it is."""

    owner: str | None = None
    """A key of the staff, or `UNOWNED`."""
    right: Mapping[str, str] = field(default_factory=dict)
    """Severity, category, playbook and facts, by their names."""
    state: State | None = None
    why: str = ""
    """What solved it, or why it is closed."""


@dataclass(frozen=True, slots=True)
class ApiActs:
    """Acts for programs."""

    desk: Desk
    clock: Clock
    secret: bytes = field(repr=False)
    intake: Intake
    agents: Agents
    interactions: Interactions

    # -- what a reseller says

    async def hand_in(self, session: Session, token: ApiToken, letter: Letter) -> int:
        """Take what somebody at a reseller says as a mail of theirs; return the id under which it is accepted.

        It is triaged as every mail is, and answers go to their address. The token vouches for who says it.

        Raises:
            NotFoundError: there is no such ticket, or not for this token.
            NotTheirsError: a reseller's token says it for nobody of that reseller.
            DeskbotError: no mail can come from that address.
        """
        if letter.about is not None:
            await self._seen(session, token, letter.about)
        address = letter.address
        if folded(address) in self.desk.own_addresses:
            raise DeskbotError(f"{address} is the desk's own address: name who reports it")
        if token.reseller_id is not None:
            domain = address.rpartition("@")[2]
            reseller, _, _ = await directory.find_writer(session, MAIL, address, domain)
            if reseller is None or reseller.id != token.reseller_id:
                raise NotTheirsError(f"{address} is nobody of your organisation, as far as the desk's directory knows")
        name = secrets.token_hex(16)
        to = self._address_of(letter.about)
        message_id = f"<api.{name}@{self.desk.domain}>"
        raw = await in_thread(session, self._mail, letter, to, message_id)  # with files a second's work
        envelope = {
            "mail_from": address,
            "rcpt_to": [to],
            "peer": "",
            "own": list(self.desk.addresses),
            "submitted_as": address,
            "token": token.id,
        }
        glance = Glance(address, words=f"{letter.subject}\n{letter.text}", admitted=True)
        arrival = Arrival(channel=MAIL, external_id=f"api:{token.id}:{name}", raw=raw, envelope=envelope, glance=glance)
        await self.intake.store(session, arrival)
        row = await inbound.lock_named(session, MAIL, arrival.external_id)
        assert row is not None  # noqa: S101  (it was stored just now)
        return row.id or 0

    def _address_of(self, number: int | None) -> str:
        """Return the desk's address, at which a message belongs to a ticket where one is named."""
        sender = self.desk.sender
        return sender if number is None else reply_address(sender, reply_token(number, self.secret))

    def _mail(self, letter: Letter, to: str, message_id: str) -> bytes:
        mail = EmailMessage()
        try:
            mail["From"] = MailAddress(letter.name, addr_spec=letter.address)
            mail["To"] = to
            mail["Subject"] = letter.subject
        except (ValueError, IndexError, MessageError):
            raise DeskbotError(f'no mail can come from "{letter.address}"') from None
        mail["Date"] = format_datetime(self.clock.now())
        mail["Message-ID"] = message_id
        mail.set_content(letter.text)
        for one in letter.files:
            main, _, sub = one.content_type.partition("/")
            mail.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)
        return mail.as_bytes()

    # -- what the desk does

    async def answer(self, session: Session, token: ApiToken, number: int, text: str, files: Sequence[File]) -> int:
        """Answer the people who take part in a ticket; return to how many addresses.

        Raises:
            NotFoundError: there is no such ticket, or not for this token.
            NotTheirsError: the token is a reseller's.
            DeskbotError: nobody takes part, or it was merged into another.
        """
        ticket, now = await self._locked(session, token, number), self.clock.now()
        kept = [
            Attachment(
                one.name, one.content_type, len(one.content), await self.intake.blobs.put(session, one.content, now)
            )
            for one in files
        ]
        return await self.agents.answer(session, ticket, text, token.author, files=tuple(kept))

    async def note(self, session: Session, token: ApiToken, number: int, text: str) -> None:
        """Add a note that no reseller ever sees.

        Raises:
            NotFoundError: there is no such ticket, or not for this token.
            NotTheirsError: the token is a reseller's.
            DeskbotError: it was merged into another.
        """
        await self.agents.jot(session, await self._locked(session, token, number), text, token.author)

    async def change(self, session: Session, token: ApiToken, number: int, changes: Changes) -> None:
        """Assign a ticket, set it right, and end it; all of it, or nothing.

        Raises:
            NotFoundError: there is no such ticket, or not for this token.
            NotTheirsError: the token is a reseller's.
            DeskbotError: it cannot be done; the text says what.
        """
        ticket, author = await self._locked(session, token, number), token.author
        if changes.owner is not None:
            if stranger := self.agents.stranger(changes.owner):
                raise DeskbotError(stranger)
            self.agents.hand(session, ticket, changes.owner, author)
        if changes.right:
            await self.agents.correct(session, ticket, changes.right, author)
        if changes.state is State.RESOLVED:
            await self.agents.resolve(session, ticket, changes.why, author)
        elif changes.state is State.CLOSED:
            await self.agents.end(session, ticket, author, changes.why)
        elif changes.state is not None:
            raise DeskbotError(f'a ticket cannot be set to "{changes.state}": say resolved or closed')

    async def respond(self, session: Session, token: ApiToken, page_id: int, responder: str, choice: Choice) -> Answer:
        """Answer a page in the name of somebody who was paged, as they would by phone.

        Raises:
            NotFoundError: there is no such page.
            NotTheirsError: they are nobody who was paged for it.
        """
        page = await session.get(PageRow, page_id)
        if page is None or tickets.is_nobodys(page.ticket_number):
            raise NotFoundError(f"there is no page {page_id}")
        if responder not in self.desk.staff or not await pages.was_paged(session, page_id, responder):
            raise NotTheirsError(f'"{responder}" was not paged for it: a page is answered by whom it has reached')
        with audit.one_act(session, responder, reference(page.ticket_number), by=token.author):
            return await self.interactions.for_responder(session, page, responder, Wish(choice))

    async def _seen(self, session: Session, token: ApiToken, number: int) -> TicketRow:
        row = await session.get(TicketRow, number)
        if row is None or tickets.is_nobodys(number) or not sees(token, row.reseller_id):
            raise NoTicketError(number)
        return row

    async def _locked(self, session: Session, token: ApiToken, number: int) -> TicketRow:
        await self._seen(session, token, number)
        if not is_desks(token):
            raise NotTheirsError("this is for the desk's own tokens: yours says something on a ticket")
        row = await tickets.lock(session, number)
        if row is None:
            raise NoTicketError(number)
        refuse_merged(row)
        return row
