"""What somebody writes on their ticket's own page, which a signed link in a letter leads to.

The message is that of the reader to whom the link was sent, on the channel by which they get our letters: there they
are known, and answered. Nobody is written to by a form.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Any

from deskbot.channels import Channel, ChannelState, OnlyTaking
from deskbot.desk import Desk
from deskbot.model.message import Address, Arrival, Attachment, Authentication, Inbound
from deskbot.model.way import FORM
from deskbot.settings import Settings
from deskbot.wires.file_names import safe_name
from deskbot.wires.told import text_in, told_in

MOST_FILES = 20
LONGEST_TYPE = 100
UNTITLED = "Files"


def build(_settings: Settings, _desk: Desk, _state: ChannelState) -> Channel | None:
    """Return the channel; see `deskbot.channels`."""
    return FormChannel()


def read(arrival: Arrival) -> Inbound:
    """Normalise what was sent off; see `deskbot.channels`."""
    told = told_in(arrival.raw, "a form")
    channel, address = text_in(told, "channel"), text_in(told, "address")
    if not channel or not address:
        raise ValueError("nobody is named who has sent it")
    facts = "\n".join(f"{key.replace('_', ' ')}: {words}" for key, words in _answers(told))
    text = "\n\n".join(part for part in (text_in(told, "words").strip(), facts) if part)
    return Inbound(
        channel=channel,
        external_id=arrival.external_id,
        sender=Address(address, text_in(told, "name")),
        subject=next(iter(text.splitlines()), UNTITLED)[:100],
        message_id=f"<{arrival.external_id}@form>",
        thread_tokens=(text_in(told, "ticket"),),
        text=text,
        reply=text,
        titled=False,
        attachments=tuple(_files(told)),
        authentication=Authentication(proven_by_wire=told.get("proven") is True),
    )


def _answers(told: dict[str, Any]) -> list[tuple[str, str]]:
    answers = told.get("answers")
    if not isinstance(answers, dict):
        return []
    return [(key, text_in(answers, key)) for key in answers if text_in(answers, key)]


def _files(told: dict[str, Any]) -> list[Attachment]:
    files = told.get("files")
    found = [one for one in files if isinstance(one, dict)] if isinstance(files, list) else []
    return [_file(one, at) for at, one in enumerate(found[:MOST_FILES], start=1)]


def _file(told: dict[str, Any], at: int) -> Attachment:
    try:
        content = base64.b64decode(text_in(told, "content"), validate=True)
    except binascii.Error as error:
        raise ValueError(f"file {at} cannot be read: {error}") from None
    return Attachment(
        filename=safe_name(text_in(told, "name")) or f"file-{at}",
        content_type=text_in(told, "type")[:LONGEST_TYPE] or "application/octet-stream",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )


class FormChannel(OnlyTaking):
    """The form; the web side serves it. Who fills it in is written to by the channel of their link."""

    name = FORM
    refusal = "cannot be written to by a form"
