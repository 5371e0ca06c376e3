"""What nobody needs to read on a ticket: passwords, SIP secrets, licence keys and card numbers become a mark.

The message itself is kept as it came (`deskbot quarantine show`); what is read, shown and sent on is the masked one.
A word too many masked costs a glance at the original, a secret that went round by mail cannot be called back.
"""

from __future__ import annotations

import re
from dataclasses import replace

from deskbot.access.masking.addresses import without_addresses
from deskbot.access.masking.as_named import without_as_named
from deskbot.access.masking.bracketed import without_bracketed
from deskbot.access.masking.licences import without_licences
from deskbot.access.masking.numbers import without_cards, without_one_time_codes
from deskbot.access.masking.passphrases import without_passphrases
from deskbot.access.masking.signs import MASK
from deskbot.access.masking.tables import without_tables
from deskbot.access.masking.technical import without_technical
from deskbot.access.masking.told import without_told
from deskbot.model.message import Inbound

_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u00ad]|(?<=[!-~])[\u200c\u200d](?=[!-~])")
"""Characters of no width, which tear a secret apart for whoever looks for it, and for nobody who reads it."""
_STEPS = (
    without_addresses,
    without_technical,
    without_one_time_codes,
    without_licences,
    without_passphrases,
    without_tables,
    without_bracketed,
    without_told,
    without_as_named,
    without_cards,
)
"""In this order: what has a form of its own before what only its name tells."""


def masked(text: str) -> str:
    """Return a text with every secret in it replaced by a mark; what stands around it stays word for word."""
    text = _INVISIBLE.sub("", text)
    for step in _STEPS:
        text = step(text, MASK)
    return text


def without_secrets(message: Inbound) -> Inbound:
    """Return a message as it may be read: every text of it masked. Names of files stay."""
    known: dict[str, str] = {}

    def hidden(text: str) -> str:
        # What was written, the answer in it and the writer's own words are most often one and the same.
        if text not in known:
            known[text] = masked(text)
        return known[text]

    return replace(
        message,
        subject=hidden(message.subject),
        text=hidden(message.text),
        reply=hidden(message.reply),
        own=None if message.own is None else hidden(message.own),
        signature=hidden(message.signature),
        html=hidden(message.html),
        forwarded=tuple(
            replace(one, text=hidden(one.text), signature=hidden(one.signature)) for one in message.forwarded
        ),
    )
