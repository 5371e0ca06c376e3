"""Reads what there is after a run: the database's rows, the relay's letters, the carrier's texts and calls."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from deskbot.simulators.mailbox import Letter
from deskbot.simulators.world import TEXT_NUMBER
from deskbot.store.witness import rows
from tests.chaos import found
from tests.chaos.found import Found, Page, Rang, Stored, Ticket
from tests.chaos.responders import NAMES
from tests.chaos.surroundings import Surroundings

MESSAGES = """
SELECT inbound.id, channel, split_part(external_id, '#', 1), state, inbound.ticket_number,
    (SELECT count(*) FROM timeline WHERE inbound_id = inbound.id AND kind = 'message'), raw_sha256
FROM inbound
"""
LETTERS = """
SELECT key, ticket_number, to_address, coalesce(message_id, key), state, channel,
    extract(epoch FROM created_at)::float - %s, coalesce(extract(epoch FROM sent_at)::float - %s, 'inf')
FROM outbox
"""
DISPATCHES = """
SELECT token, ticket_number, one.responder, one.step
FROM dispatch JOIN notification AS handed ON notification_id = handed.id
    JOIN notification AS one ON one.id = handed.id OR one.bundle_id = handed.bundle_id
    JOIN page ON one.page_id = page.id
"""
"""What each text and call was about; of a bundle all of its tickets."""
BY_MAIL = 0
"""Stands for the step of a page by mail, which does not say which it is."""
UNDONE = {
    "mails to triage": "SELECT count(*) FROM inbound WHERE state = 'accepted'",
    "letters to send": "SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')",
    "pages open": "SELECT count(*) FROM page WHERE state = 'open'",
}


def undone(url: str) -> dict[str, int]:
    """Return how much of what was accepted is not done, by what it is; nothing where all is."""
    counted = {what: rows(url, query)[0][0] for what, query in UNDONE.items()}
    return {what: count for what, count in counted.items() if count}


def look(world: Surroundings, began: float) -> Found:
    """Return everything that is found.

    Args:
        world: where it is looked for.
        began: the begin of the run, in seconds since the epoch.
    """
    url, mailbox, twilio = world.database.url, world.mailbox, world.server.twilio
    letters = [found.Letter(*row) for row in rows(url, LETTERS, began, began)]
    pages = rows(url, "SELECT ticket_number, state, acknowledged_by FROM page ORDER BY id")
    tokens: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for token, *told in rows(url, DISPATCHES):
        tokens[token].append(tuple(told))
    by_mail = [paged_by_mail(letter, at - began) for letter, at in zip(mailbox.letters, mailbox.dates, strict=True)]
    rang = [one for one in by_mail if one]
    for one in (*twilio.messages.values(), *twilio.calls.values()):
        if one.direction != "outbound-api":
            continue
        for ticket, responder, step in tokens.get(one.status_callback.rpartition("/")[2], ()):
            assert responder == NAMES[one.to]
            rang.append(Rang(one.created_at.timestamp() - began, ticket, responder, step))
    written = [one for one, page in zip(mailbox.letters, by_mail, strict=True) if not page]
    return Found(
        messages=[Stored(*row) for row in rows(url, MESSAGES)],
        tickets=[Ticket(*row) for row in rows(url, "SELECT number, severity FROM ticket")],
        letters=letters,
        pages=[Page(*row) for row in pages],
        rang=rang,
        delivered=Counter(str(one.mail["Message-ID"] or one.mail["Subject"]) for one in written)
        + in_chats(world, letters),
    )


def in_chats(world: Surroundings, letters: Iterable[found.Letter]) -> Counter[str]:
    """Return which letters have come by chat and text.

    Wires give ids of their own: to each address there have to be as many messages as letters were sent, and as many
    more at most as may have been.
    """
    came: Counter[tuple[str, str]] = Counter()
    for chat in world.telegram.chats.values():
        came["telegram", str(chat.id)] += len(chat.sent)
    for person in world.slack.people:
        seen = world.slack.direct(person.id).messages.values()
        came["slack", person.address.lower()] += sum(one.user != person.id for one in seen)
    for text in world.server.twilio.messages.values():
        came["sms", text.to] += text.direction == "outbound-api" and text.from_ == TEXT_NUMBER
    delivered: Counter[str] = Counter()
    for letter in sorted(letters, key=lambda one: one.state, reverse=True):  # what was sent before what may have been
        if letter.channel != "email" and came[letter.channel, letter.to]:
            came[letter.channel, letter.to] -= 1
            delivered[letter.message_id] += 1
    return delivered + Counter({f"{channel} to {to}": more for (channel, to), more in came.items() if more})


def paged_by_mail(letter: Letter, at: float) -> Rang | None:
    """Return whom a letter pages, where it does: so it goes while no carrier takes pages."""
    page = re.match(r"PAGE S1 \[T-(\d+)\]", str(letter.mail["Subject"]))
    return Rang(at, int(page[1]), letter.envelope_to[0].partition("@")[0], BY_MAIL) if page else None
