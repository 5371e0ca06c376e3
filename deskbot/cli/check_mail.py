"""What `deskbot check` says of the relay and the mailbox: both are signed in to, and no letter is sent or taken."""

from __future__ import annotations

import asyncio

from deskbot.channels.email.mailbox.imap import BrokenError, MailboxSession, Place, RefusedError
from deskbot.cli.finding import Finding, well, wrong
from deskbot.desk import Desk
from deskbot.errors import DeskbotError, UnavailableError
from deskbot.settings import Settings
from deskbot.wires.letters.relay import relay_of
from deskbot.wires.letters.signing import signer_of
from deskbot.wires.oauth import token_source

_LETTER = b"From: deskbot check\r\n\r\nThis goes out to nobody.\r\n"


class _FarEnoughError(UnavailableError):
    """The letter's bytes would go out now."""


async def _far_enough() -> None:
    raise _FarEnoughError


def relay(settings: Settings, desk: Desk) -> list[Finding]:
    """Look whether the relay lets us in and would take a letter to the desk, as far as to its first byte."""
    to = desk.notify or desk.sender
    try:
        one = relay_of(settings, token_source(settings), signer_of(settings, desk.sender))
    except DeskbotError as error:
        return [wrong("relay", str(error))]
    if one is None:
        return []
    try:
        receipt = asyncio.run(one.send(_LETTER, desk.sender, to, _far_enough))
    except _FarEnoughError:
        how = "lets us in, and" if one.user else "wants no password, and"
        return [well("relay", f"{how} takes letters from {desk.sender} to {to}; none was sent")]
    return [wrong("relay", f"takes no letter from {desk.sender} to {to}: {receipt.detail}")]


def mailbox(settings: Settings) -> list[Finding]:
    """Look whether the mailbox that is fetched can be opened; nothing in it is touched."""
    if not settings.imap_url:
        return []
    try:
        # Without the folder for what is done, which opening would make.
        place, tokens = Place.from_url(settings.imap_url, settings.imap_folder), token_source(settings)
        token = asyncio.run(tokens.token()) if tokens is not None and not place.password else ""
    except DeskbotError as error:
        return [wrong("mailbox", str(error))]
    return [opened(place, token)]


def opened(place: Place, token: str = "") -> Finding:
    """Open a mailbox, and close it again."""
    try:
        session = MailboxSession(place)
        try:
            session.open(token)
        finally:
            session.close()
    except (BrokenError, RefusedError) as error:
        return wrong("mailbox", f"cannot be opened: {error}")
    return well("mailbox", f"{place.host} lets us in, and has the folder {place.folder}")
