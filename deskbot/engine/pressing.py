"""What somebody of the desk does to a ticket by one press: each is one transaction of its own."""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.engine.agents import Agents
from deskbot.engine.held_answers import HeldAnswers, Seen
from deskbot.model.account import Account
from deskbot.store import drafts


@dataclass(frozen=True, slots=True)
class Pressing:
    """Does within a transaction of its own what agents do within one that is there.

    All of it may raise NotFoundError for a ticket that is not there, and DeskbotError for what cannot be done now.
    """

    agents: Agents
    held: HeldAnswers

    async def ask(self, number: int, author: str) -> None:
        """Ask the reseller for all that is missing; see `Agents.ask`."""
        async with self.agents.ticket(number) as (session, ticket):
            await self.agents.ask(session, ticket, (), author)

    async def suggest(self, number: int, playbook: str, author: str) -> None:
        """Send the reseller the steps of a known issue; see `Agents.suggest`."""
        async with self.agents.ticket(number) as (session, ticket):
            await self.agents.suggest(session, ticket, playbook, author)

    async def resolve(self, number: int, solution: str, account: Account, seen: Seen | None) -> None:
        """Say that a ticket is solved, unless others have written since what was seen of it; see `Agents.resolve`."""
        async with self.agents.ticket(number) as (session, ticket):
            if seen:
                await self.held.refuse_news(session, ticket, account, seen)
            await self.agents.resolve(session, ticket, solution, account.author)
            await drafts.drop(session, number, account.id, drafts.SOLUTION)

    async def close(self, number: int, why: str, account: Account, seen: Seen | None) -> None:
        """Close a ticket, unless others have written since what was seen of it; see `Agents.end`."""
        async with self.agents.ticket(number) as (session, ticket):
            if seen:
                await self.held.refuse_news(session, ticket, account, seen)
            await self.agents.end(session, ticket, account.author, why)

    async def page(self, number: int, author: str) -> None:
        """Have whoever is on call come; see `Agents.page`."""
        async with self.agents.ticket(number) as (session, ticket):
            await self.agents.page(session, ticket, author)
