"""Tickets are tagged, so that the desk finds them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deskbot.engine.agents import Agents
from deskbot.errors import DeskbotError, NotFoundError
from deskbot.model.ticket import Entry
from deskbot.store import ticket_tags, tickets
from deskbot.store.database import Session
from deskbot.tickets.tags import MOST, read_tags


@dataclass(frozen=True, slots=True)
class Tagging:
    """Puts tags on tickets, and takes them off; each is one transaction."""

    agents: Agents

    async def tag(self, number: int, text: str, author: str) -> tuple[str, ...]:
        """Tag a ticket; return the tags that are new on it.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: one of them is no tag, there would be too many, or the ticket was merged.
        """
        wanted = read_tags(text)
        async with self.agents.ticket(number) as (session, _):
            return await self.put(session, number, wanted, author)

    async def put(self, session: Session, number: int, wanted: Sequence[str], author: str) -> tuple[str, ...]:
        """Tag a ticket within a transaction that has locked it; see `tag`."""
        has = await ticket_tags.of(session, number)
        new = tuple(one for one in wanted if one not in has)
        if len(has) + len(new) > MOST:
            raise DeskbotError(f"T-{number} would have {len(has) + len(new)} tags, and {MOST} are the most")
        await ticket_tags.add(session, number, new)
        if new:
            now = self.agents.clock.now()
            text, told = f"Tagged: {', '.join(new)}.", {"tags": list(new)}
            tickets.entry(session, number, now, Entry.STATE, text, author=author, act="tagged", told=told)
        return new

    async def untag(self, number: int, tag: str, author: str) -> None:
        """Take a tag off a ticket.

        Raises:
            NotFoundError: there is no such ticket, or it has no such tag.
            DeskbotError: the ticket was merged.
        """
        async with self.agents.ticket(number) as (session, _):
            if not await self.take(session, number, (tag,), author):
                raise NotFoundError(f'T-{number} has no tag "{tag[:40]}"')

    async def take(self, session: Session, number: int, tags: Sequence[str], author: str) -> tuple[str, ...]:
        """Take tags off a ticket within a transaction that has locked it; return those that it had."""
        has = await ticket_tags.of(session, number)
        off = tuple(one for one in tags if one in has)
        for one in off:
            await ticket_tags.remove(session, number, one)
        if off:
            now = self.agents.clock.now()
            text, told = f"No longer tagged: {', '.join(off)}.", {"tags": list(off)}
            tickets.entry(session, number, now, Entry.STATE, text, author=author, act="took tags off", told=told)
        return off
