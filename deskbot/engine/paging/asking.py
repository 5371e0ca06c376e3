"""A carrier that has reported nothing is asked what has become of a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskbot.clock import Clock
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.attempting import asked
from deskbot.engine.paging.crowd import carry
from deskbot.engine.paging.failing import unknown
from deskbot.engine.paging.onward import Onward
from deskbot.engine.paging.reports import Reports
from deskbot.engine.paging.rows import row_id
from deskbot.escalation import polling
from deskbot.model.page import Attempt, Medium
from deskbot.store import bundles, dispatches
from deskbot.store.database import Database, Session
from deskbot.store.tables import NotificationRow


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one notification."""

    notification: int
    medium: Medium
    of: tuple[tuple[str, str, str], ...]
    """Of each dispatch that a carrier still has: its token, the carrier, and the carrier's own id."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks carriers, and draws from their answers, or their silence, what follows."""

    database: Database
    jobs: Jobs
    clock: Clock
    onward: Onward
    reports: Reports

    @staticmethod
    async def begin(session: Session, row: NotificationRow) -> Question:
        """Return what is to be asked about a notification, within the transaction that has locked it."""
        row.asked += 1
        of_row = await dispatches.of(session, row_id(row))
        taken = [one for one in of_row if Attempt(one.state) in polling.TAKEN and one.provider_id]
        pairs = tuple((one.token, one.carrier, one.provider_id) for one in taken)
        return Question(row_id(row), Medium(row.medium), pairs)

    async def ask(self, question: Question) -> None:
        """Ask, outside of any transaction, and take what the carriers say."""
        waiting = True
        for token, name, provider_id in question.of:
            carrier = self.onward.named(name)
            said = await asked(carrier, question.medium, provider_id) if carrier is not None else None
            if said is not None:
                waiting = waiting and said.waiting
                await self.reports.report(
                    token, said.state, said.detail, said.code, provider_id, segments=said.segments
                )
        async with self.database.begin() as session:
            await self._conclude(session, question, waiting=waiting, now=self.clock.now())

    async def _conclude(self, session: Session, question: Question, *, waiting: bool, now: datetime) -> None:
        seen = await session.get(NotificationRow, question.notification)
        row = await bundles.lock(session, seen) if seen else None
        if row is None or Attempt(row.state) not in polling.TAKEN:
            return
        means = polling.after_asking(question.medium, Attempt(row.state), waiting=waiting, asked=row.asked, now=now)
        row.due_at = means.ask_again
        if means.unknown and row.state != Attempt.UNKNOWN:
            for dispatch in await dispatches.of(session, question.notification):
                if dispatch.state == Attempt.SENT:
                    dispatch.state, dispatch.updated_at = Attempt.UNKNOWN, now
            await unknown(session, row, now)
            await carry(session, self.jobs, row, now)
        if row.due_at is not None:
            self.jobs.ring(session, "notify", question.notification, at=row.due_at)
