"""A language model's hints for the agent, where one is plugged in: asked beside all else, believed in nothing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from deskbot.clock import Clock
from deskbot.engine.jobs import Jobs
from deskbot.errors import UnavailableError
from deskbot.model.ticket import Entry, State
from deskbot.store import suggestions, tickets
from deskbot.store.database import Database, Session
from deskbot.store.payloads import findings_from_json
from deskbot.tickets import model_words

PAUSES = (timedelta(minutes=1), timedelta(minutes=5))
"""After a failure, and after the second; then it is given up."""
AUTHOR = "suggestion"
MOST_PER_HOUR = 60
"""Questions in an hour: whoever sends a flood of mails must not run up the bill."""

log = logging.getLogger(__name__)


class Suggester(Protocol):
    """Whatever makes hints out of a ticket."""

    async def suggest(self, told: str) -> Sequence[str]:
        """Return up to four lines about a ticket; what is more is cut off, and what is harmful is taken out.

        Args:
            told: facts and message, masked.

        Raises:
            UnavailableError: there is no answer now.
        """
        ...


@dataclass(frozen=True, slots=True)
class Suggesting:
    """Asks for one suggestion for each new ticket, and writes it onto the timeline as an internal note."""

    database: Database
    jobs: Jobs
    clock: Clock
    suggester: Suggester | None
    """None, the default: nothing is asked and nothing leaves the machine."""

    async def wish(self, session: Session, number: int) -> None:
        """Note, with the transaction that opens a ticket, that a suggestion is wanted."""
        now = self.clock.now()
        if self.suggester is None or await suggestions.since(session, now - timedelta(hours=1)) >= MOST_PER_HOUR:
            return
        if await suggestions.wish(session, number, now):
            self.jobs.ring(session, "suggest", number)

    async def suggest(self, number: int) -> None:
        """Answer a ticket's alarm: ask the model outside of any transaction, and write down what may be shown."""
        async with self.database.begin() as session:
            row = await suggestions.claim(session, number, self.clock.now())
            if row is None:
                return
            told = await self._told(session, number)
            if self.suggester is None or told is None or row.attempts > len(PAUSES) + 1:
                suggestions.conclude(row, suggestions.GIVEN_UP, row.detail)
                return
            attempt = row.attempts
        lines: tuple[str, ...] = ()
        try:
            lines = model_words.cleaned(await self.suggester.suggest(told))
            problem = "" if lines else "nothing of its answer can be shown"
        except UnavailableError as error:
            problem = str(error)
        except Exception as error:  # noqa: BLE001  (a plug-in of somebody else's: it may fail in any way)
            problem = f"it failed: {type(error).__name__}"
        async with self.database.begin() as session:
            await self._note(session, number, attempt, lines, problem)

    async def _told(self, session: Session, number: int) -> str | None:
        """Return what the model is told; None where nobody works on the ticket any more."""
        ticket = await tickets.get(session, number)
        if not State(ticket.state).open:
            return None
        entries = await tickets.timeline(session, number)
        text = next((one.text for one in entries if one.kind == Entry.MESSAGE), "")
        findings = findings_from_json(ticket.findings)
        return model_words.told(ticket.subject, text, ticket.category, ticket.severity, findings)

    async def _note(self, session: Session, number: int, attempt: int, lines: tuple[str, ...], problem: str) -> None:
        row = await suggestions.lock(session, number)
        if row is None or row.state != suggestions.WANTED or row.attempts != attempt:
            return  # a later attempt stands for this one
        now = self.clock.now()
        if lines:
            text = model_words.entry(lines)
            tickets.entry(session, number, now, Entry.NOTE, text, author=AUTHOR, verified=False)
            suggestions.conclude(row, suggestions.WRITTEN)
        elif attempt <= len(PAUSES):
            row.due_at, row.detail = now + PAUSES[attempt - 1], problem
            self.jobs.ring(session, "suggest", number, at=row.due_at)
        else:
            suggestions.conclude(row, suggestions.GIVEN_UP, problem)
            extra = {"action": "suggestion_given_up", "ticket": number, "attempts": attempt}
            log.warning("no suggestion: %s", problem, extra=extra)
