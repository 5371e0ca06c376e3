"""Mail that only passes another one on: who wrote that other one, and what it says. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from deskbot.channels.email.reading.attachments import MAILS
from deskbot.channels.email.reading.body import body_of
from deskbot.channels.email.reading.headers import Headers, addresses
from deskbot.channels.email.reading.mailboxes import without_plus
from deskbot.channels.email.reading.structure import Part, take_apart
from deskbot.channels.email.replies.forwarded import AT_SIGNS
from deskbot.model.message import Address

COVER_NOTE = 400
"""Characters, signature included, up to which a text beside an attached mail only passes that mail on."""
_MAX_OPENED = 10


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A mail that came within another one."""

    sender: Address
    text: str
    """Its subject and its body."""


def sender_of(headers: Headers) -> Address:
    """Return who wrote a mail; Sender and the return path stand in where there is no readable From."""
    for name in ("from", "sender", "return-path"):
        found = addresses(headers.all(name)[:1])
        if found:
            return found[0]
    return Address("", headers.text("from"))


def attached_mails(files: Sequence[Part], own: Collection[str], cover: str) -> tuple[PassedOn, ...]:
    """Return the mails that are attached, where the text is no more than a note that passes them on.

    Args:
        files: the parts that are files.
        own: our own addresses; what we wrote ourselves is not passed on to us.
        cover: what the writer wrote anew.
    """
    attached = [part for part in files if part.declared_type in MAILS][:_MAX_OPENED]
    if not attached or len(cover) > COVER_NOTE:
        return ()
    return tuple(mail for part in attached if (mail := _opened(part, own)) is not None)


def passed_on_by(attached: Sequence[PassedOn]) -> Address | None:
    """Return who wrote the mail that is passed on with a cover note, None where none is."""
    return next((mail.sender for mail in attached if mail.sender.address), None)


def _sole_sender(headers: Headers) -> Address:
    """Return who wrote an attached mail, without an address where it may be somebody else's.

    Anybody can take somebody else's address for a name: such a name is left out.
    """
    sender = sender_of(headers)
    name = "" if AT_SIGNS.search(sender.name) else sender.name
    sole = len(headers.raw("from")) <= 1 and len(addresses(headers.all("from"))) <= 1
    return Address(sender.address if sole else "", name)


def _opened(part: Part, own: Collection[str]) -> PassedOn | None:
    """Return an attached mail, None where we wrote it or it cannot be read."""
    try:
        tree = take_apart(part.content().lstrip(b"\r\n"))
    except ValueError:
        return None
    headers = Headers(tree.root)
    sender = _sole_sender(headers)
    if without_plus(sender.address) in own:
        return None
    texts = (headers.text("subject"), body_of(tree.root).text.strip("\n"))
    return PassedOn(sender, "\n\n".join(text for text in texts if text))
