"""Many urgent tickets at once, as the tests of crowds make them."""

from __future__ import annotations

from datetime import datetime

from deskbot.model.ticket import State
from deskbot.simulators.phones import Text
from deskbot.store.tables import TicketRow
from tests.harness import World

ALONE = "bundle: {within: off}\n"
TOGETHER = (ALONE, "")
"""The change of desk.yaml that lets pages for one phone go together, as they do where a desk says nothing of it."""


def limited(limits: str) -> tuple[str, str]:
    """Return the change of desk.yaml that sets limits."""
    return ALONE, f"{ALONE}limits: {limits}\n"


async def pages(
    world: World,
    first: int,
    count: int,
    severity: str = "S2",
    *,
    due_at: datetime | None = None,
    subject: str = "",
    reseller: int = 1,
) -> None:
    """Let so many tickets of nobody's in particular be paged, without waiting for what follows."""
    now = world.now
    async with world.deskbot.database.begin() as session:
        for number in range(first, first + count):
            ticket = TicketRow(
                number=number,
                state=State.NEW,
                severity=severity,
                category="incident",
                subject=subject or f"Site {number} is down",
                reseller_id=reseller,
                verified=True,
                created_at=now,
                updated_at=now,
            )
            session.add(ticket)
            await session.flush()
            await world.deskbot.paging.open(session, ticket, "urgent", due_at or now, now, verified=True)


async def paged(world: World, *numbers: int, severity: str = "S1") -> None:
    """Let tickets be paged one after the other, and wait until all has happened that can."""
    for number in numbers:
        await pages(world, number, 1, severity)
        await world.settle()


def take_all(world: World, phone: str) -> list[str]:
    """Read every unread text of a phone, oldest first."""
    found: list[Text] = world.twilio.phones[phone].unread
    for text in found:
        text.read = True
    return [text.body for text in found]


def tickets_of(texts: list[str]) -> list[str]:
    """Return the ticket that each text names first."""
    return [text.partition(" ")[0] for text in texts]
