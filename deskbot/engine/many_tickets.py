"""One thing done to many tickets: each in a transaction of its own, and what could not be done is told with why."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from deskbot.engine.agents import Agents, refuse_merged
from deskbot.engine.in_time import within_limit
from deskbot.engine.snoozing import Snoozing
from deskbot.engine.tagging import Tagging
from deskbot.errors import DeskbotError, NotFoundError, UnavailableError
from deskbot.model.case import Severity
from deskbot.model.page import PageState
from deskbot.model.ticket import State
from deskbot.store import calls, tickets
from deskbot.store.database import Session
from deskbot.store.tables import TicketRow
from deskbot.tickets.corrections import SEVERITY
from deskbot.tickets.tags import read_tags

MOST = 200
"""Tickets at once."""
LONGEST_REASON = 500
LONGEST_TIME = 60.0
"""Seconds after which no further ticket is begun: whoever waits is told what was done."""
AWAY = "the database does not answer: look at the ticket before you try again"

_Act = Callable[[Session, TicketRow], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one ticket."""

    number: int
    wrong: str = ""
    """Why it was not done; empty where it was."""


@dataclass(frozen=True, slots=True)
class ManyTickets:
    """Works on many tickets."""

    agents: Agents

    async def assign(self, numbers: Sequence[int], owner: str, author: str) -> list[Outcome]:
        """Give tickets to a person of the staff, or back to nobody.

        Raises:
            NotFoundError: there is no such person.
            DeskbotError: there is no ticket, or are too many.
        """
        if stranger := self.agents.stranger(owner):
            raise NotFoundError(stranger)

        async def give(session: Session, ticket: TicketRow) -> None:
            if ticket.owner == owner:
                raise DeskbotError(f"{self.agents.desk.name_of(owner)} has it already")
            self.agents.hand(session, ticket, owner, author)

        return await self._each(numbers, give)

    async def close(self, numbers: Sequence[int], why: str, author: str) -> list[Outcome]:
        """Close tickets, for a reason that stands on each.

        Raises:
            DeskbotError: there is no reason or no ticket, or are too many.
        """
        why = " ".join(why.split())[:LONGEST_REASON]
        if not why:
            raise DeskbotError("say why they are closed: it stands on each ticket's timeline")

        async def end(session: Session, ticket: TicketRow) -> None:
            if ticket.state == State.CLOSED:
                raise DeskbotError("it is closed already")
            page = await calls.page_of(session, ticket.number or 0)
            if page is not None and page.state == PageState.OPEN and not page.acknowledged_by:
                raise DeskbotError("somebody is being called for it: open it, and close it there")
            await self.agents.end(session, ticket, author, why)

        return await self._each(numbers, end)

    async def set_severity(self, numbers: Sequence[int], severity: Severity, author: str) -> list[Outcome]:
        """Set the severity of tickets; one that becomes urgent pages, as when it is set alone.

        Raises:
            DeskbotError: there is no ticket, or are too many.
        """

        async def correct(session: Session, ticket: TicketRow) -> None:
            if ticket.severity == severity:
                raise DeskbotError(f"it is {severity} already")
            await self.agents.correct(session, ticket, {SEVERITY: str(severity)}, author)

        return await self._each(numbers, correct)

    async def tag(self, numbers: Sequence[int], text: str, author: str) -> list[Outcome]:
        """Tag tickets.

        Raises:
            DeskbotError: one of the words is no tag, there is no ticket, or are too many.
        """
        wanted = read_tags(text)

        async def put(session: Session, ticket: TicketRow) -> None:
            if not await Tagging(self.agents).put(session, ticket.number or 0, wanted, author):
                raise DeskbotError("it is tagged so already")

        return await self._each(numbers, put)

    async def untag(self, numbers: Sequence[int], text: str, author: str) -> list[Outcome]:
        """Take tags off tickets.

        Raises:
            DeskbotError: one of the words is no tag, there is no ticket, or are too many.
        """
        unwanted = read_tags(text)

        async def take(session: Session, ticket: TicketRow) -> None:
            if not await Tagging(self.agents).take(session, ticket.number or 0, unwanted, author):
                raise DeskbotError("it is not tagged so")

        return await self._each(numbers, take)

    async def put_off(self, numbers: Sequence[int], when: str, why: str, author: str) -> list[Outcome]:
        """Put tickets off until a time on the desk's clock, the same for all; see `Snoozing.put_off`.

        Raises:
            DeskbotError: the time is none to come or too far away, there is no ticket, or are too many.
        """
        snoozing = Snoozing(self.agents)
        until, why = snoozing.until(when), " ".join(why.split())[:LONGEST_REASON]

        async def put(session: Session, ticket: TicketRow) -> None:
            await snoozing.put(session, ticket, until, author, why)

        return await self._each(numbers, put)

    async def _each(self, numbers: Sequence[int], act: _Act) -> list[Outcome]:
        numbers = sorted(set(numbers))
        if not numbers:
            raise DeskbotError("choose at least one ticket")
        if len(numbers) > MOST:
            raise DeskbotError(f"these are {len(numbers)} tickets; {MOST} at once are the most")
        outcomes: list[Outcome] = []
        ends = time.monotonic() + LONGEST_TIME
        for number in numbers:
            outcomes.append(await self._one(number, act))
            # Each of two hundred would wait for the database in turn.
            if outcomes[-1].wrong == AWAY or time.monotonic() > ends:
                return [*outcomes, *(Outcome(one, "not tried") for one in numbers[len(outcomes) :])]
        return outcomes

    async def _one(self, number: int, act: _Act) -> Outcome:
        async def do() -> None:
            async with self.agents.database.begin() as session:
                ticket = await tickets.lock(session, number)
                if ticket is None or tickets.is_nobodys(number):
                    raise NotFoundError("there is no such ticket")
                refuse_merged(ticket)
                await act(session, ticket)

        try:
            await within_limit(do)
        except UnavailableError:
            return Outcome(number, AWAY)
        except DeskbotError as error:
            return Outcome(number, str(error))
        return Outcome(number)
