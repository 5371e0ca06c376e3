"""A message from a chat, as triage reads it: without a subject of its own, from an account that its wire has proven."""

from __future__ import annotations

from deskbot.commands.told import Told
from deskbot.model.message import Address, Arrival, Attachment, Authentication, Inbound


def chat_message(
    arrival: Arrival,
    sender: Address,
    told: Told,
    *,
    message_id: str,
    untitled: str,
    in_reply_to: str | None = None,
    files: tuple[Attachment, ...] = (),
    threaded: bool = False,
    one_by_one: bool = True,
    reachable: bool = True,
    more_follows: bool = False,
    begun: bool = True,
) -> Inbound:
    """Return what somebody said in a chat.

    Args:
        arrival: it came with.
        sender: who has said it.
        told: their words, and what the command in front of them says.
        message_id: the id by which the message is known.
        untitled: what stands for its subject where there are no words.
        in_reply_to: the id of the message that it answers.
        files: that came with it, or lie where its channel fetches them.
        threaded: whether its wire keeps apart what belongs together.
        one_by_one: whether its writer is asked one question at a time.
        more_follows: whether pieces of it have not come.
        begun: whether its beginning has.
        reachable: whether the sender is somebody who can be written to; who is not has proven nothing, either.
    """
    return Inbound(
        channel=arrival.channel,
        external_id=arrival.external_id,
        sender=sender,
        subject=told.subject or untitled,
        message_id=message_id,
        in_reply_to=in_reply_to,
        text=told.words,
        reply=told.words,
        about=told.about,
        anew=told.anew,
        urgent=told.urgent,
        titled=False,
        threaded=threaded,
        one_by_one=one_by_one,
        authentication=Authentication(proven_by_wire=reachable),
        answerable=reachable,
        attachments=files,
        more_follows=more_follows,
        begun=begun,
    )
