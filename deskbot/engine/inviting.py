"""Who a chat's people are: by a code of the desk's, or by one that is sent to an address of theirs that is known."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.access.domains import normal_address
from deskbot.clock import Clock
from deskbot.commands.tickets import Verb
from deskbot.engine.mailing import DESK_CHANNEL, Mailing
from deskbot.model.command import Answer, Command
from deskbot.model.invitation import (
    INVITED_FOR,
    LENGTH,
    LETTERS,
    MOST_LETTERS,
    MOST_TRIES,
    PROVES_FOR,
    code_in,
    shown,
)
from deskbot.model.phone import TEXTED, number_of
from deskbot.store import directory, invitations
from deskbot.store.database import Session
from deskbot.tickets import own
from deskbot.tickets.voice import Setting

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Inviting:
    """Makes addresses a contact's."""

    clock: Clock
    mailing: Mailing

    async def link(self, session: Session, command: Command, words: str, setting: Setting) -> Answer:
        """Link the address that gives a command: by a code, or by one that is sent to another address that is known."""
        channel, actor, now = command.channel, command.actor, self.clock.now()
        if await invitations.tries_since(session, channel, actor, Verb.LINK, now - AN_HOUR) >= MOST_TRIES:
            return Answer(own.link_too_often(setting), done=False)
        code = code_in(words)
        if not code:
            return await self._send_code(session, command, words, setting)
        had = await invitations.owner(session, channel, actor)
        found = await invitations.find(session, code, (channel, actor), now)
        if found is None:
            return Answer(own.link_wrong(setting), done=False)
        invitation, contact = found
        contact_id = invitation.contact_id
        if had is not None and had[1].active and had[1].id != contact_id:
            return Answer(own.link_taken(setting), done=False)
        invitation.used_at = now
        await invitations.give(session, contact_id, channel, actor)
        await self._tell(session, contact_id, command, setting)
        return Answer(own.linked(contact.name, setting))

    async def _send_code(self, session: Session, command: Command, words: str, setting: Setting) -> Answer:
        """Send a code to an address of somebody's; who asks is told the same, whether it is anybody's or not."""
        place = _place(words)
        if place is None:
            return Answer(own.link_how(setting), done=False)
        answer, now = Answer(own.link_sent(words.strip(), setting)), self.clock.now()
        channel, address = place
        _, contact, _ = await directory.find_writer(session, channel, address, None)
        if contact is None or channel not in self.mailing.writable:
            return answer
        if await invitations.sent_since(session, contact.id, now - AN_HOUR) >= MOST_LETTERS:
            return answer
        code = _new_code()
        invitations.add(session, code, contact.id, now, PROVES_FOR, (command.channel, command.actor))
        subject, text = own.link_letter(shown(code), command.channel, setting)
        key = f"code:{command.channel}:{command.external_id}"
        await self.mailing.to_stranger(session, key, place, subject, text, now)
        return answer

    async def _tell(self, session: Session, contact_id: int, command: Command, setting: Setting) -> None:
        """Tell a contact by mail that an address has become theirs: it may not have been they."""
        mail = await directory.mail_of(session, contact_id)
        if not mail or (command.channel, command.actor) == (DESK_CHANNEL, mail):
            return
        subject, text = own.linked_letter(command.channel, command.actor, setting)
        key = f"linked:{command.channel}:{command.external_id}"
        await self.mailing.to_stranger(session, key, (DESK_CHANNEL, mail), subject, text, self.clock.now())


def invite(session: Session, contact_id: int, now: datetime) -> str:
    """Return a new code, for the desk to give to a contact; whoever has it is that contact."""
    code = _new_code()
    invitations.add(session, code, contact_id, now, INVITED_FOR, ("", ""))
    return shown(code)


def _new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def _place(words: str) -> tuple[str, str] | None:
    """Return the channel and address that somebody names: of mail, or a telephone number; None for anything else."""
    mail = normal_address(words)
    if mail:
        return DESK_CHANNEL, mail
    number = number_of(words)
    return (TEXTED, number) if number else None
