"""Maintenance by hand: begun, ended before its time, and shown; the desk is told of both."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging.holding import until
from deskbot.escalation.maintenance import MaintenanceError, already, checked, whom
from deskbot.model.maintenance import Maintenance
from deskbot.store import audit, maintenances
from deskbot.store.database import Database


@dataclass(frozen=True, slots=True)
class Maintaining:
    """Keeps what people decide about when nobody is paged."""

    database: Database
    jobs: Jobs
    desk: Desk
    clock: Clock
    mailing: Mailing

    async def begin(self, wanted: Maintenance) -> Maintenance:
        """Begin one, and tell the desk.

        Raises:
            MaintenanceError: see `checked`; or one that does the same holds already.
        """
        right, now = checked(wanted), self.clock.now()
        async with self.database.begin() as session:
            await maintenances.lock(session)
            if held := already(await maintenances.coming(session, now), right):
                says = f"maintenance holds already until {until(held, self.desk)}: nobody is paged for {whom(held)}"
                raise MaintenanceError(f"{says}. {self.desk.name_of(held.by)}: {held.why}")
            kept = replace(right, number=await maintenances.add(session, right))
            ends = until(kept, self.desk)
            audit.note(
                session, "began maintenance", f"maintenance {kept.number}", who=kept.by, now=now, data={"why": kept.why}
            )
            text = (
                f"{self.desk.name_of(kept.by)} has begun maintenance: until {ends} nobody is paged for {whom(kept)}."
                "\n\n"
                f"Why: {kept.why}\n\nWhat would have been paged waits until then, and its ticket says so. It ends by "
                "itself; `deskbot page maintenance off`, or the console, ends it before."
            )
            subject = f"MAINTENANCE until {ends}: nobody is paged for {whom(kept)}"
            await self.mailing.to_desk(session, f"maintenance:{kept.number}:on", subject, text, now)
        return kept

    async def end(self, by: str) -> tuple[Maintenance, ...]:
        """End what holds now, tell the desk, and ring for every page that waits for it; return what has ended.

        A page's own step finds that nothing holds it any more.
        """
        now = self.clock.now()
        async with self.database.begin() as session:
            await maintenances.lock(session)
            ended = await maintenances.end(session, by, now)
            waiting = await maintenances.held(session) if ended else ()
            for one in ended:
                audit.note(session, "ended maintenance", f"maintenance {one.number}", who=by, now=now)
                text = f"{self.desk.name_of(by)} has ended maintenance. Pages that waited for it: {len(waiting)}."
                key = f"maintenance:{one.number}:off"
                await self.mailing.to_desk(session, key, "Maintenance has ended: pages go out again", text, now)
            for page_id in waiting:
                self.jobs.ring(session, "page", page_id)
        return ended

    async def now(self) -> tuple[Maintenance, ...]:
        """Return what holds now.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        async with self.database.begin() as session:
            return await maintenances.holding(session, self.clock.now())
