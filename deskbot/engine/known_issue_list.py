"""The known issues with what became of them, for whoever looks at the desk; and which of them a text would be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from deskbot.clock import Clock
from deskbot.engine.playbook_trying import tried_aside
from deskbot.engine.shelf import PlaybookShelf
from deskbot.store import advice, reports
from deskbot.store.advice import NONE, Numbers
from deskbot.store.database import Database
from deskbot.triage.playbook_lint import REVIEWED_WITHIN
from deskbot.triage.playbooks import Playbook
from deskbot.triage.trial import CANDIDATES, LEAST_SHOWN, chance_of, told_of, why

COUNTED = timedelta(days=90)
"""What is met, sent and answered is counted for so long: what was met years ago says little of what is met now."""


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """A playbook, and how it has done."""

    playbook: Playbook
    hits: int
    """Tickets that were taken for it lately."""
    numbers: Numbers
    """How often it was sent, and what came of it."""
    overdue: bool
    """Nobody has read it critically for a year, or ever."""

    @property
    def rate(self) -> int | None:
        """The share of the answers that say it has helped, in percent; None where nobody has answered."""
        answered = self.numbers.solved + self.numbers.not_solved
        return round(100 * self.numbers.solved / answered) if answered else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A playbook that a text may be about."""

    id: str
    title: str
    chance: str
    lines: tuple[str, ...]
    """What spoke for it, and what against it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which known issue triage would take a text for."""

    winner: str
    """Its id; empty where none clearly fits."""
    why: str
    category: str
    candidates: tuple[Candidate, ...]
    none: str
    """The chance that it is none of them."""


@dataclass(frozen=True, slots=True)
class KnownIssueList:
    """Looks, and tries."""

    database: Database
    shelf: PlaybookShelf
    clock: Clock

    async def all(self) -> tuple[KnownIssue, ...]:
        """Return every playbook: what was met most often within the last `COUNTED` first.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        now = self.clock.now()
        since = now - COUNTED
        async with self.database.begin() as session:
            numbers, hits = await advice.numbers(session, since), await reports.hits(session, since)
        today = now.date()
        found = [
            KnownIssue(
                one,
                hits.get(one.id, 0),
                numbers.get(one.id, NONE),
                not one.draft and (one.reviewed is None or today - one.reviewed > REVIEWED_WITHIN),
            )
            for one in self.shelf.current.playbooks
        ]
        return tuple(sorted(found, key=lambda one: (-one.hits, one.playbook.id)))

    async def try_on(self, text: str, subject: str) -> Verdict:
        """Return what triage would make of a text, were it the first mail of a ticket.

        Raises:
            DeskbotError: there is no text, or too much of it, or too many wait.
        """
        playbooks = self.shelf.current.published
        tried = await tried_aside(text, subject, playbooks, self.clock.now())
        shown = [
            one for place, one in enumerate(tried.candidates[:CANDIDATES]) if not place or one.score >= LEAST_SHOWN
        ]
        return Verdict(
            tried.winner or "",
            why(tried),
            tried.category.value,
            tuple(
                Candidate(one.playbook, one.title, chance_of(one.score), tuple(told_of(one, tried, playbooks)))
                for one in shown
            ),
            chance_of(tried.accounts.none),
        )
