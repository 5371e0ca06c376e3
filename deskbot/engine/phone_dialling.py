"""Whoever took a page by text is called for the caller who waits, and the two are connected."""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.in_time import in_time
from deskbot.engine.phone_bridge import calls_back, note
from deskbot.engine.phone_callers import call_of
from deskbot.engine.phone_waiting import standing, telephone
from deskbot.escalation.phone_in import Then, Waiting, while_waiting
from deskbot.model.phone import CallState, Ring
from deskbot.store import calls
from deskbot.store.database import Database, Session
from deskbot.store.tables import CallRow


@dataclass(frozen=True, slots=True)
class Dial:
    """Whom to call for a caller who waits."""

    responder: str
    voice: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whether a caller still waits for whoever is called for them."""

    ticket: int | None = None
    there: bool = True


@dataclass(frozen=True, slots=True)
class Dialling:
    """Calls a responder for a caller who waits."""

    database: Database
    desk: Desk
    clock: Clock

    async def dial(self, ring: Ring) -> Dial | None:
        """Return whom to call for a caller who waits, where somebody has taken the page by text; once for a call."""

        async def look() -> Dial | None:
            async with self.database.begin() as session:
                call = await call_of(session, ring, self.clock.now())
                if call.state == CallState.DIALLING:
                    return self._dial_to(call.joined_by)  # the same webhook again
                waiting = await standing(session, self.desk, call, ring, self.clock.now())
                if while_waiting(waiting, self.clock.now()) is not Then.CONNECT or waiting.ticket is None:
                    return None
                page = await calls.page_of(session, waiting.ticket)
                found = self._dial_to(page.acknowledged_by) if page is not None else None
                if found is not None:
                    call.state, call.joined_by = CallState.DIALLING, found.responder
                return found

        return await in_time(look)

    async def wanted(self, sid: str) -> Wanted | None:
        """Return whether a caller still waits to be connected, and with which ticket; None while nobody can say."""

        async def look() -> Wanted:
            async with self.database.begin() as session:
                call = await calls.get(session, sid)
                if call is None or call.state != CallState.DIALLING:
                    return Wanted(there=False)
                return Wanted(ticket=await calls.ticket_of(session, call))

        return await in_time(look)

    async def joined(self, sid: str) -> bool | None:
        """Note that a caller is connected to whoever was called for them; None while it cannot be noted.

        Returns:
            Whether the caller is still there.
        """

        async def note() -> bool:
            async with self.database.begin() as session:
                call = await calls.lock_by_sid(session, sid)
                if call is None or call.state not in (CallState.DIALLING, CallState.JOINED):
                    return False
                if call.state == CallState.DIALLING:
                    await self._joined(session, call)
                return True

        return await in_time(note)

    async def _joined(self, session: Session, call: CallRow) -> None:
        call.state = CallState.JOINED
        await note(
            session, call, self.clock.now(), f"{self.desk.name_of(call.joined_by)} is connected to {call.caller}."
        )

    async def dialled(self, ring: Ring, *, talked: bool) -> Waiting | None:
        """Note what came of calling somebody for a caller: who was not reached has to call back.

        Args:
            ring: the caller's call.
            talked: the carrier says that the two have talked, which could not be noted when they began.

        Returns:
            How it stands then: joined where the two have talked; None while the database is away.
        """

        async def note() -> Waiting:
            async with self.database.begin() as session:
                call = await call_of(session, ring, self.clock.now())
                if call.state == CallState.DIALLING and talked:
                    await self._joined(session, call)
                elif call.state == CallState.DIALLING:
                    await calls_back(session, self.desk, call, self.clock.now())
                return await standing(session, self.desk, call, ring, self.clock.now())

        return await in_time(note)

    def _dial_to(self, person: str) -> Dial | None:
        voice = telephone(self.desk, person)
        return Dial(person, voice) if voice else None
