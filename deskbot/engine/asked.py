"""Which questions of ours a message may answer: by number, or within our own letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from deskbot.model.message import Inbound, Outbound
from deskbot.store import outbox
from deskbot.store.database import Session
from deskbot.store.directory import folded
from deskbot.store.tables import TicketRow
from deskbot.tickets.guidance import rma
from deskbot.tickets.interlinear import TICKED, answers_below

MOST_LETTERS = 20
"""Letters of one ticket that are looked at, beside those that the message answers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What we asked a writer, and what they wrote into our letter."""

    letters: tuple[tuple[str, ...], ...] = ()
    """The facts that each letter asks for, by their numbers; the letter that is answered first, then the newest."""
    within: tuple[tuple[str, str], ...] = ()
    """What stands behind a question in a letter that comes back: the fact, and the words."""
    unread: tuple[str, ...] = ()
    """Of that what is no part of the text that the writer wrote anew, as numbered lines."""


async def asked_of(session: Session, message: Inbound, ticket: TicketRow) -> Asked:
    """Return what a message may answer of what was asked about a ticket."""
    sent = await outbox.letters_of(
        session, ticket.number or 0, internal=False, also=message.ancestors, limit=MOST_LETTERS
    )
    asking = [one for one in sent if any(not question.claimed for question in one.questions)]
    # The nearest ancestor stands last in the message's own list.
    nearest = {message_id: at for at, message_id in enumerate(message.ancestors, start=1)}
    writer = folded(message.sender.address)
    asking.sort(key=lambda one: (-nearest.get(one.message_id or "", 0), folded(one.to.address) != writer))
    letters = tuple(tuple(question.key for question in one.questions) for one in asking)
    for letter in asking:
        found = answers_below(message.text, letter.text, [question.text for question in letter.questions])
        keys = {place: letter.questions[place - 1].key for place in found}
        ticked = _ticked(message, letter, ticket.language)
        if found or ticked:
            within = ticked | {keys[place]: found[place] for place in sorted(found)}
            return Asked(letters, tuple(within.items()), _unread(message, found, ticked))
    return Asked(letters)


def _ticked(message: Inbound, letter: Outbound, language: str) -> dict[str, str]:
    """Return what was ticked, or written, in the list of a letter about a return: by the fact that it stands for."""
    items = rma.checklist(language)
    found = answers_below(message.text, letter.text, [words for _, words in items])
    told = {items[place - 1][0]: words for place, words in sorted(found.items())}
    # A tick alone tells no number and no address; of what is done or not it tells all.
    return {key: "yes" if words == TICKED else words for key, words in told.items() if key and _says(key, words)}


def _says(key: str, words: str) -> bool:
    return words != TICKED or key in rma.YES_OR_NO


def with_answers(message: Inbound, asked: Asked) -> Inbound:
    """Return a message whose text holds what its writer wrote into our letter, too: people and rules read it there."""
    if not asked.unread:
        return message
    lines = "\n".join(asked.unread)
    return replace(
        message,
        reply=f"{message.reply}\n\n{lines}".strip(),
        own=None if message.own is None else f"{message.own}\n\n{lines}".strip(),
    )


def _unread(message: Inbound, found: Mapping[int, str], ticked: Mapping[str, str]) -> tuple[str, ...]:
    """Return the answers that are no part of what the writer wrote anew, as numbered or named lines."""
    read = f" {' '.join(message.words.split())} "
    numbered = (f"{place}. {found[place]}" for place in sorted(found) if f" {found[place]} " not in read)
    named = (f"{key.replace('_', ' ')}: {words}" for key, words in ticked.items() if f" {words} " not in read)
    return (*numbered, *named)
