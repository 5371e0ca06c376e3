"""Is the engine well? Gathered for whoever asks: a probe, the command line, the dead-man's switch."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from deskbot.clock import Clock
from deskbot.desk import Canary
from deskbot.engine import canary
from deskbot.engine.in_time import within_limit
from deskbot.engine.jobs import CROWD, QUEUES
from deskbot.errors import UnavailableError
from deskbot.escalation.routing import OPENS_AFTER, is_out
from deskbot.escalation.watch.health import (
    NO_LETTER,
    Check,
    Facts,
    Late,
    Verdict,
    bound_of,
    chat,
    judge,
    mailbox,
    missed_calls,
    phones,
    relay,
    slack_socket,
)
from deskbot.model.look import Look
from deskbot.model.message import MAIL
from deskbot.model.page import Medium
from deskbot.model.phone import SPOKEN
from deskbot.store import channel_state, dispatches, lateness, outbox, signs
from deskbot.store.database import Database, ReadOnlyError, Session

SOCKET = "slack-socket"
"""Under which the connection to Slack notes how it stands."""
TIME_LIMIT = 4.0
"""Seconds until a database that does not answer counts as away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Depends:
    """What else the desk depends on, as it is configured."""

    rounds: Canary | None = None
    """The canary's."""
    carriers: Mapping[Medium, Sequence[str]] = field(default_factory=dict)
    """For each medium the names of the carriers that bring it."""
    mailbox: bool = False
    """Whether mail is fetched from one."""
    chats: tuple[str, ...] = ()
    """The chats that are configured."""
    calls: bool = False
    """Whether calls come in, and the carrier is asked for those that were missed."""
    socket: bool = False
    """Whether a connection to Slack is kept."""


class Health:
    """Looks at the engine, once at a time: who asks meanwhile gets the same answer."""

    def __init__(self, database: Database, clock: Clock, depends: Depends) -> None:
        """Begin without having looked."""
        self._database, self._clock, self._depends = database, clock, depends
        self._away_since: datetime | None = None
        self._looking: asyncio.Task[Verdict] | None = None

    async def look(self) -> Verdict:
        """Return how it stands; never raises for a database that is away."""
        # Whoever asks, and however many do: one query at a time.
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._judged())
        return await asyncio.shield(self._looking)

    async def _judged(self) -> Verdict:
        now = self._clock.now()

        async def look() -> Facts:
            async with self._database.begin() as session:
                await self._database.must_take_writes(session)
                return await self._facts(session, now)

        try:
            facts = await within_limit(look, TIME_LIMIT)
            self._away_since = None
        except UnavailableError as error:
            self._away_since = self._away_since or now
            read_only = isinstance(error, ReadOnlyError)
            facts = Facts(queues=(), away=True, read_only=read_only, away_since=self._away_since)
        return judge(facts, now)

    async def _facts(self, session: Session, now: datetime) -> Facts:
        late = await lateness.late_rows(session, now, bound_of)
        rounds = (await canary.check(session, self._depends.rounds, now),) if self._depends.rounds else ()
        return Facts(
            queues=tuple(sorted({*QUEUES.values(), CROWD})),
            late=tuple(Late(one.table, one.count, one.oldest) for one in late),
            signs=await signs.last(session),
            more=(
                await self._relay(session, now),
                *await self._looks(session, now),
                *await self._chats(session, now),
                *await self._phones(session, now),
                *rounds,
            ),
        )

    async def _relay(self, session: Session, now: datetime) -> Check:
        held = await outbox.held_up(session, now - NO_LETTER)
        if held is None:
            return relay(0, None, of_all=False)
        return relay(held.count, held.since, of_all=held.unasked or held.addresses > 1)

    async def _looks(self, session: Session, now: datetime) -> tuple[Check, ...]:
        wanted = (
            (self._depends.mailbox, MAIL, mailbox),
            (self._depends.calls, SPOKEN, missed_calls),
            # Another machine may keep it, whose settings we do not know: that it has noted something is enough.
            (self._depends.socket or await channel_state.last_look(session, SOCKET) != Look(), SOCKET, slack_socket),
        )
        return tuple(
            [check(await channel_state.last_look(session, of), now) for is_there, of, check in wanted if is_there]
        )

    async def _chats(self, session: Session, now: datetime) -> list[Check]:
        return [
            chat(
                name,
                await channel_state.last_look(session, name),
                await channel_state.held_back(session, name),
                now,
            )
            for name in self._depends.chats
        ]

    async def _phones(self, session: Session, now: datetime) -> tuple[Check, ...]:
        carriers = {medium: names for medium, names in self._depends.carriers.items() if medium.rings}
        out: dict[str, datetime] = {}
        for name in sorted({name for names in carriers.values() for name in names}):
            if not is_out(await dispatches.last_of(session, name, OPENS_AFTER, now)):
                continue  # since when is looked for through all that it was ever given
            if since := await dispatches.failing_since(session, name):
                out[name] = since
        return (phones(carriers, out),) if carriers else ()
