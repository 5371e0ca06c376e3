"""What a mail quotes that we have never seen: the desk is often called into a talk of others. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from deskbot.model.message import Forwarded, Inbound
from deskbot.tickets.topic import is_answers

_QUOTE = re.compile(r"^[ \t]{0,4}(?:>[ \t]?){1,20}", re.MULTILINE)


def with_unseen_history(message: Inbound, own: Collection[str]) -> Inbound:
    """Return a mail that opens a ticket with what it quotes of others, as if that had been forwarded.

    "Looping in the service desk", above the customer's report of an outage, says nothing by itself. What names one of
    our addresses may be a letter of ours, or an answer to one: that is left out, as are mails that forward anyway.

    Args:
        message: a mail that belongs to no ticket.
        own: our own addresses, in lower case.
    """
    if message.automatic is not None or message.forwarded or message.thread_tokens:
        return message
    if not (message.in_reply_to or message.references or is_answers(message.subject)):
        return message
    written = message.reply.strip()
    rest = message.text.strip()
    rest = rest.removeprefix(written)
    rest = _QUOTE.sub("", rest.replace(message.signature, "", 1) if message.signature else rest).strip()
    if not rest or any(address in rest.casefold() for address in own):
        return message
    if " ".join(rest.split()) in " ".join(written.split()):
        return message
    reply = "\n\n".join(part for part in (written, rest) if part)
    return replace(message, own=written, reply=reply, forwarded=(Forwarded(rest),))
