"""What came by text, normalised: its words, joined where a phone has cut them, and its pictures. Pure."""

from __future__ import annotations

from deskbot.commands.chat_message import chat_message
from deskbot.commands.parts import NUMBER, joined
from deskbot.commands.told import told_by
from deskbot.model.message import Address, Arrival, Inbound
from deskbot.model.phone import TEXTED, number_of
from deskbot.wires.told import text_in, told_of_all
from deskbot.wires.twilio_media import files_in


def read_text_message(arrival: Arrival) -> Inbound:
    """Return what a text says, or several that are one.

    Raises:
        ValueError: it is none that we store.
    """
    texts = told_of_all(arrival.raw, "a text")
    sender, bodies = text_in(texts[0], "From"), [text_in(one, "Body").strip() for one in texts]
    if not sender:
        raise ValueError("no number is named from which it came")
    text = joined(bodies)
    said = told_by(text.words or bodies[0])
    return chat_message(
        arrival,
        Address(sender),
        said,
        message_id=message_id(arrival.external_id),
        untitled="Files by text",
        files=tuple(file for one in texts for file in files_in(one)),
        more_follows=text.missing and NUMBER in texts[0],
        begun=text.begun,
        reachable=bool(number_of(sender)),
    )


def message_id(sid: str) -> str:
    """Return the id by which a text is known."""
    return f"<{sid}@{TEXTED}>"
