"""Compares what was sent, accepted, stored, answered and paged: each difference is a sentence. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.chaos.found import Found, Letter, Rang, Stored
from tests.chaos.ledger import Answer, Excuse, Ledger, Message, Window

AFTERMATH = 120.0
"""Seconds after a fault within which what it has caused may show: time limits and leases that began in it run out."""
JUMP = 60.0
"""Seconds by which deskbot's clock jumps: what was begun by the one is done so much later by the other at the latest,
and letters, which go by it, may say so much less or more."""
ON_ITS_WAY = 10.0
"""Seconds after a page was taken within which another may come that was with the carrier by then."""
VISIBLE = ("ticketed", "quarantined", "filed")
"""Where a message lies that people see, on a ticket or in a list."""
ENDED = ("acknowledged", "unanswered")
THE_DESKS = "@desk.example"


@dataclass(frozen=True)
class Sum:
    """The two sides, and how they differ."""

    ledger: Ledger
    found: Found

    def differences(self) -> list[str]:
        """Return everything that is not as it has to be; nothing at all where both promises were kept."""
        return [*self._messages(), *self._strangers(), *self._tickets(), *self._letters(), *self._pages()]

    # -- nothing accepted is lost, and nothing is there twice

    def _messages(self) -> Iterator[str]:
        for one in self.ledger.messages:
            rows = self._rows(one)
            if one.answer is Answer.REJECTED or any(t.answer is Answer.REJECTED for t in one.tries):
                yield f"{name(one)} was refused for good"
            if len(rows) > 1:
                yield f"{name(one)} is stored {len(rows)} times"
            if one.answer is Answer.ACCEPTED and not rows:
                yield f"{name(one)} was accepted and is nowhere"
            if one.answer in (Answer.UNFINISHED, None) and rows:
                yield f"{name(one)} was never sent to its end and is stored"
            for row in rows:
                yield from self._place(one, row)

    def _place(self, one: Message, row: Stored) -> Iterator[str]:
        if row.state not in VISIBLE:
            yield f"{name(one)} lies where nobody sees it: {row.state}"
        if row.state == "ticketed" and (row.ticket is None or row.entries != 1):
            yield f"{name(one)} stands {row.entries} times on the timeline of {row.ticket}"
        began = one.accepted_at or 0.0
        if row.state == "filed" or (row.state == "quarantined" and not self._excused(Excuse.SET_ASIDE, began)):
            yield f"{name(one)} was {row.state} and is no ticket"
        if one.ticket is not None and row.ticket not in (None, one.ticket):
            yield f"{name(one)} answers T-{one.ticket} and stands on T-{row.ticket}"
        if one.sha256 and row.sha256 != one.sha256:
            yield f"{name(one)} is not kept as it was sent"

    def _strangers(self) -> Iterator[str]:
        """Whatever is stored was sent by somebody."""
        sent = {(one.channel, one.key) for one in self.ledger.messages}
        for row in self.found.messages:
            if (row.channel, row.key) not in sent:
                yield f"{row.channel} {row.key} is stored, and nobody has sent it"

    def _tickets(self) -> Iterator[str]:
        """Each message that opens a ticket has one to itself, of the severity that it deserves."""
        openers: dict[int, list[Message]] = defaultdict(list)
        for one in self.ledger.messages:
            for row in self._rows(one):
                if one.opens and row.ticket is not None:
                    openers[row.ticket].append(one)
        for ticket in self.found.tickets:
            several = openers.get(ticket.number, [])
            if len(several) != 1:
                yield f"T-{ticket.number} was opened by {len(several)} messages: {', '.join(map(name, several))}"
            for one in several:
                if one.urgent != (ticket.severity == "S1"):
                    yield f"{name(one)} became T-{ticket.number}, which is {ticket.severity}"

    # -- everybody hears of their ticket, once

    def _letters(self) -> Iterator[str]:
        answers: dict[str, Letter] = {one.key: one for one in self.found.letters}
        for one in self.ledger.messages:
            for row in self._rows(one):
                if one.opens and row.ticket is not None and f"answer:{row.id}" not in answers:
                    yield f"{name(one)} became T-{row.ticket} and was not answered"
        for letter in self.found.letters:
            yield from self._letter(letter)
        known = {one.message_id for one in self.found.letters}
        for message_id in self.found.delivered:
            if message_id not in known:
                yield f"the relay has a letter that nobody has written: {message_id}"

    def _letter(self, letter: Letter) -> Iterator[str]:
        times = self.found.delivered[letter.message_id]
        about = f"the letter {letter.key} about T-{letter.ticket} to {letter.to}"
        if times > 1:
            yield f"{about} came {times} times"
        match letter.state:
            case "sent" if not times:
                yield f"{about} counts as sent, and the relay has it not"
            case "maybe-sent" if not self._excused(Excuse.LETTER_MAYBE_SENT, letter.begun, letter.ended + JUMP):
                yield f"{about} was marked as maybe sent, and nothing explains that"
            case "sent" | "maybe-sent":
                pass
            case _:
                yield f"{about} is {letter.state} at the end"

    # -- nobody urgent goes unheard, and nobody is paged for nothing

    def _pages(self) -> Iterator[str]:
        urgent = {one.number for one in self.found.tickets if one.severity == "S1"}
        pages: dict[int, list[str]] = defaultdict(list)
        newest = {page.ticket: page for page in self.found.pages}
        unnamed = Counter(one.responder for one in self.ledger.taken if one.ticket is None)
        for page in self.found.pages:
            pages[page.ticket].append(page.state)
            if page.ticket not in urgent:
                yield f"T-{page.ticket} is not urgent and has a page"
            if page.state not in ENDED:
                yield f"the page for T-{page.ticket} is {page.state} at the end"
            takers = {one.responder for one in self.ledger.taken if one.ticket == page.ticket}
            if page.state == "acknowledged" and page.taken_by not in takers:
                unnamed[page.taken_by] -= 1
                if unnamed[page.taken_by] < 0:
                    yield f"the page for T-{page.ticket} was taken by {page.taken_by}, who never said so"
            told = {one.responder for one in self.ledger.taken if one.ticket == page.ticket and one.told}
            # Whoever comes, comes for the newest: one before it, which nobody answered, stays what it was.
            if page.state == "unanswered" and told and newest[page.ticket] is page:
                yield f"the page for T-{page.ticket} counts as unanswered; {', '.join(told)} heard that they have it"
            if page.state == "unanswered" and not self._told_unanswered(page.ticket):
                yield f"nobody has taken T-{page.ticket}, and not both the desk and the reseller were told so"
        for number in sorted(urgent):
            # Who writes again after nobody came may have somebody paged once more.
            most = 1 + sum(one.ticket == number for one in self.ledger.messages)
            if not 1 <= len(pages[number]) <= most:
                yield f"T-{number} is S1 and has {len(pages[number])} pages"
        yield from self._rings(urgent)

    def _rings(self, urgent: set[int]) -> Iterator[str]:
        by_ticket: dict[int, list[Rang]] = defaultdict(list)
        for one in sorted(self.found.rang, key=lambda rang: rang.at):
            by_ticket[one.ticket].append(one)
            if one.ticket not in urgent:
                yield f"{one.responder} was paged for T-{one.ticket}, which is not urgent"
        for number in sorted(urgent):
            if not by_ticket[number]:
                yield f"T-{number} is S1 and rang nobody's phone"
            yield from self._too_often(number, by_ticket[number])

    def _too_often(self, number: int, rings: Sequence[Rang]) -> Iterator[str]:
        seen: dict[tuple[str, int], Rang] = {}
        taken_at = min((one.at for one in self.ledger.taken if one.ticket == number and one.told), default=None)
        for one in rings:
            before = seen.get((one.responder, one.step))
            if before and not self._excused(Excuse.PAGED_AGAIN, before.at, one.at):
                yield f"{one.responder} was paged twice for step {one.step} of T-{number}, and nothing explains that"
            seen[one.responder, one.step] = one
            late = taken_at is not None and one.at > taken_at + ON_ITS_WAY
            if late and not self._excused(Excuse.PAGED_AGAIN, one.at, one.at):
                ago = one.at - (taken_at or 0.0)
                yield f"{one.responder} was paged for T-{number}, which was taken {ago:.1f} s before"

    def _told_unanswered(self, ticket: int) -> bool:
        told = [one.to for one in self.found.letters if one.key.startswith("unanswered:") and one.ticket == ticket]
        return any(to.endswith(THE_DESKS) for to in told) and any(not to.endswith(THE_DESKS) for to in told)

    # -- helpers

    @cached_property
    def _stored(self) -> dict[tuple[str, str], list[Stored]]:
        by_key: dict[tuple[str, str], list[Stored]] = defaultdict(list)
        for row in self.found.messages:
            by_key[row.channel, row.key].append(row)
        return by_key

    def _rows(self, one: Message) -> Sequence[Stored]:
        return self._stored.get((one.channel, one.key), [])

    def _excused(self, excuse: Excuse, since: float = 0.0, until: float = float("inf")) -> bool:
        """Return whether a fault explains what began after `since` and showed by `until`."""
        return any(
            excuse in one.excuses and one.begin <= until and one.end + AFTERMATH >= since for one in self.ledger.windows
        )


def name(one: Message) -> str:
    """Return how a message is called in a sentence."""
    return f"{one.channel} {one.key}"


def overlaps(windows: Iterable[Window], begin: float, end: float) -> bool:
    """Return whether any fault held at some moment of a span."""
    return any(one.begin <= end and one.end >= begin for one in windows)
