"""The desk is told of callers who have gone before they named a ticket or left a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import Mailing
from deskbot.engine.phone_callers import ring_of
from deskbot.escalation.missed_calls import Gone, missed_call, missed_calls
from deskbot.store import calls, directory
from deskbot.store.database import Database, Session
from deskbot.store.tables import CallRow

MESSAGE_WITHIN = timedelta(minutes=8)
"""So long after a call's end a message that was left in it may still come to be known: its report may be late, and the
carrier is asked for it by then as well."""
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Untold:
    """Tells of a call once, and not before it is clear that no message comes of it."""

    database: Database
    desk: Desk
    clock: Clock
    jobs: Jobs
    mailing: Mailing

    async def gone(self, session: Session, call: CallRow) -> None:
        """Tell of a call that has ended, now or when it is clear that its caller has left no message."""
        if await self._has_come_to_something(session, call):
            return
        if call.message_asked or call.later:
            self._wait(session, call, (call.ended_at or self.clock.now()) + MESSAGE_WITHIN)
        else:
            await self._tell(session, call)

    async def look(self, call_id: int) -> None:
        """Answer a call's alarm."""
        async with self.database.begin() as session:
            call = await calls.lock(session, call_id)
            if call is None or call.due_at is None or call.due_at > self.clock.now():
                return
            call.due_at = None
            if not await self._has_come_to_something(session, call):
                await self._tell(session, call)

    @staticmethod
    async def _has_come_to_something(session: Session, call: CallRow) -> bool:
        return call.ticket_number is not None or await calls.has_recording(session, call.id or 0)

    def _wait(self, session: Session, call: CallRow, until: datetime) -> None:
        call.due_at = until
        self.jobs.ring(session, "call", call.id or 0, at=until)

    async def _tell(self, session: Session, call: CallRow) -> None:
        number, now = ring_of(call).number, self.clock.now()
        if not number:
            await self._tell_of_withheld(session, call, now)
            return
        reseller, contact, _ = await directory.caller(session, number)
        who = f"{contact.name} ({reseller.name}), {number}" if contact and reseller else number
        who = who if call.contact_id else f"{who} (UNVERIFIED)"
        gone = self._gone(call)
        # A machine that dials all night writes no more than one letter an hour.
        key = f"missed-call:{call.caller}:{call.ended_at or now:%Y-%m-%dT%H}"
        await self.mailing.to_desk(session, key, f"Missed call from {who}", missed_call(who, gone), now)

    async def _tell_of_withheld(self, session: Session, call: CallRow, now: datetime) -> None:
        """Tell of a call without a number; of more within the hour together, as each may be somebody else's."""
        together = [call, *await calls.untold_withheld(session, call.id or 0, now)]
        told = [one for one in together if not await self._has_come_to_something(session, one)]
        if len(told) == 1:
            who = "a withheld number (UNVERIFIED)"
            subject, text = f"Missed call from {who}", missed_call(who, self._gone(told[0]), number_known=False)
        else:
            subject = f"{len(told)} missed calls from withheld numbers (UNVERIFIED)"
            text = missed_calls([self._gone(one) for one in told])
        key = f"missed-call:withheld:{now:%Y-%m-%dT%H}"
        if await self.mailing.to_desk(session, key, subject, text, now):
            for one in together:
                one.due_at = None
        else:
            self._wait(session, call, now.replace(minute=0, second=0, microsecond=0) + AN_HOUR)

    def _gone(self, call: CallRow) -> Gone:
        ended = call.ended_at or call.started_at
        return Gone(call.started_at.astimezone(self.desk.tz), ended.astimezone(self.desk.tz), later=call.later)
