"""How much of a message triage reads; the whole of it stays on the ticket."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from deskbot.model.message import Forwarded, Inbound

LONGEST_READ = 40_000
"""Characters."""
LONGEST_SUBJECT = 4_000
"""Every rule reads a subject as one sentence, which takes seconds where a machine has filled it: its page waits."""
LONGEST_SIGNATURE = 4_000


def bounded(message: Inbound) -> Inbound:
    """Return a message with no more text than triage needs."""
    own = None if message.own is None else message.own[:LONGEST_READ]
    return replace(
        message,
        subject=message.subject[:LONGEST_SUBJECT],
        text=message.text[:LONGEST_READ],
        reply=message.reply[:LONGEST_READ],
        own=own,
        forwarded=tuple(fitting(message.forwarded, LONGEST_READ - len(own or ""))),
        signature=message.signature[:LONGEST_SIGNATURE],
    )


def fitting(mails: Iterable[Forwarded], room: int) -> Iterator[Forwarded]:
    """Yield what fits of mails that are passed on, the last one cut off."""
    for one in mails:
        if room <= 0:
            return
        yield replace(one, text=one.text[:room], signature=one.signature[:LONGEST_SIGNATURE])
        room -= len(one.text)
