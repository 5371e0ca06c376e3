"""Resellers who phone the Service Desk: who calls, which ticket becomes urgent, who waits for whom."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime

from deskbot.access.rules import may_change
from deskbot.clock import Clock
from deskbot.commands import PHONE_IN
from deskbot.desk import Desk
from deskbot.engine.gathering import too_old
from deskbot.engine.in_time import in_time
from deskbot.engine.intake import Intake
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import DESK_CHANNEL, Mailing
from deskbot.engine.once import Once
from deskbot.engine.phone_bridge import note, told_to_call_back
from deskbot.engine.phone_callers import call_of, ring_of, writer_of
from deskbot.engine.phone_untold import Untold
from deskbot.engine.phone_waiting import standing
from deskbot.engine.raising import Raised, Raising
from deskbot.escalation.phone_in import CONNECTED_WITHIN, Talk, Waiting, noted
from deskbot.model.case import Writer
from deskbot.model.command import Answer, Command
from deskbot.model.message import Address, Arrival
from deskbot.model.phone import SPOKEN, CallState, PastCall, Ring
from deskbot.model.ticket import Entry
from deskbot.store import calls, directory, tickets
from deskbot.store.database import Database, Session
from deskbot.store.tables import CallRow, TicketRow
from deskbot.tickets.paging import Verdict
from deskbot.tickets.reference import reference

OVER = frozenset({CallState.JOINED, CallState.CALLS_BACK, CallState.ENDED})


@dataclass(frozen=True, slots=True)
class PhoneIn:
    """The Service Desk's telephone."""

    database: Database
    desk: Desk
    clock: Clock
    jobs: Jobs
    intake: Intake
    raising: Raising
    mailing: Mailing
    untold: Untold
    asked_unnoted: set[str] = field(default_factory=set)
    """Calls whose callers were asked for a message as the database was away: it is noted when they end."""

    async def arrive(self, ring: Ring) -> Talk | None:
        """Take a call in; return how the talk with it begins, or None while the database is away."""

        async def take() -> Talk:
            async with self.database.begin() as session:
                await call_of(session, ring, self.clock.now())
                writer = await writer_of(session, ring)
                reseller = writer.reseller if writer.proven else None
                return Talk(offered=await calls.offered_to(session, reseller.id) if reseller else None)

        return await in_time(take)

    async def make_urgent(self, ring: Ring, number: int) -> Answer:
        """Make a ticket urgent for a caller, and have somebody paged; not done where there is no such ticket."""
        command = Command(PHONE_IN, "twilio", ring.caller, f"{ring.sid}:{number}", {"ticket": str(number)})

        async def do(session: Session, _: Command) -> Answer:
            return await self._raise(session, ring, number)

        return await Once(self.database, self.clock).carry_out(command, do)

    async def _raise(self, session: Session, ring: Ring, number: int) -> Answer:
        now = self.clock.now()
        ticket = await tickets.lock_current(session, number)
        if ticket is None or ticket.number is None or too_old(ticket, self.desk.quiet.reopen_within, now):
            return Answer("", done=False)
        writer = await writer_of(session, ring)
        believed = bool(may_change(writer, tickets.as_ticket(ticket), participant=False))
        raised = await self.raising.make_urgent(session, ticket, now, believed=believed)
        call = await call_of(session, ring, self.clock.now())
        call.ticket_number, call.held = ticket.number, raised.wish.verdict is Verdict.HELD
        call.seen_at = now
        _waits(call, now)
        if believed and writer.contact:
            await self._join(session, ticket.number, writer)
        await self._tell(session, ticket, ring, writer, raised, believed=believed)
        return Answer(noted(number, await standing(session, self.desk, call, ring, self.clock.now()), now))

    async def _join(self, session: Session, number: int, writer: Writer) -> None:
        """Let a caller take part by their mail address: nobody can be written to by telephone."""
        mail = await directory.mail_of(session, writer.contact.id) if writer.contact else ""
        if mail and writer.contact:
            await tickets.join(session, number, DESK_CHANNEL, Address(mail, writer.contact.name), verified=True)

    async def _tell(
        self,
        session: Session,
        ticket: TicketRow,
        ring: Ring,
        writer: Writer,
        raised: Raised,
        *,
        believed: bool,
    ) -> None:
        """Write the call onto the timeline, and to the desk."""
        now, number = self.clock.now(), ticket.number or 0
        who = ring.number or "a withheld number"
        name = f"{writer.contact.name}, {who}" if writer.contact and writer.proven else who
        text = f"Phoned in by {name}{'' if believed else ' (UNVERIFIED)'}: {raised.change}; {raised.wish.why}."
        tickets.entry(
            session,
            number,
            now,
            Entry.STATE,
            text,
            author=who,
            verified=believed,
            data={"rule": "phoned-in", "call": ring.sid, "was": str(raised.was), "why": writer.why},
        )
        subject = f"[{reference(number)}] {ticket.severity} phoned in: {ticket.subject}"
        await self.mailing.to_desk(session, f"phoned:{ring.sid}", subject, text, now, ticket=number)

    async def waiting(self, ring: Ring) -> Waiting | None:
        """Return how it stands with a caller who waits, and that they do; None while the database is away."""

        async def look() -> Waiting:
            async with self.database.begin() as session:
                call, now = await call_of(session, ring, self.clock.now()), self.clock.now()
                if call.state != CallState.JOINED:
                    call.seen_at = now
                    _waits(call, now)
                elif now - call.seen_at > CONNECTED_WITHIN:
                    await told_to_call_back(session, self.jobs, self.desk, call, self.clock.now())
                return await standing(session, self.desk, call, ring, self.clock.now())

        return await in_time(look)

    async def parts(self, ring: Ring) -> Waiting | None:
        """Note that a caller is told how it goes on, and waits no longer; None while the database is away."""

        async def end() -> Waiting:
            async with self.database.begin() as session:
                call = await call_of(session, ring, self.clock.now())
                waiting = await standing(session, self.desk, call, ring, self.clock.now())
                if call.state in (CallState.TALKING, CallState.WAITING):
                    call.state = CallState.ENDED
                    await note(
                        session,
                        call,
                        self.clock.now(),
                        f"The caller {call.caller} waits no longer; nobody talked to them.",
                    )
                return waiting

        return await in_time(end)

    async def parted(self, ring: Ring, *, alone: bool = False) -> None:
        """Note that a call is over; `alone` says that its caller hung up before anybody took them out of the queue."""

        async def end() -> None:
            async with self.database.begin() as session:
                call = await calls.lock_by_sid(session, ring.sid)
                if call is not None:
                    await self._over(session, call, self.clock.now(), alone=alone)

        await in_time(end)
        self.asked_unnoted.discard(ring.sid)

    async def make_up_for(self, past: PastCall) -> bool:
        """Take in what was missed of a call, however often it is told of; False while the database is away."""

        async def take() -> bool:
            async with self.database.begin() as session:
                known = await calls.get(session, past.ring.sid)
                missed = [one for one in past.recordings if not await calls.knows_recording(session, one[0])]
                if known is not None and known.ended_at is not None and not missed:
                    return True
                ring = ring_of(known) if known is not None else past.ring
                call, writer = await call_of(session, ring, past.began), await writer_of(session, ring)
                for recording, seconds in missed:
                    await self._keep(session, ring, writer, call, recording, seconds)
                await self._over(session, call, past.ended, later=True)
            return True

        return bool(await in_time(take))

    async def _over(
        self, session: Session, call: CallRow, ended: datetime, *, alone: bool = False, later: bool = False
    ) -> None:
        if call.ended_at is None:
            call.ended_at, call.later = ended, later
            call.message_asked = call.message_asked or call.sid in self.asked_unnoted
            await self.untold.gone(session, call)
        if alone and call.state == CallState.JOINED:
            await told_to_call_back(session, self.jobs, self.desk, call, self.clock.now())
        if call.state not in OVER:
            # Of who was called for them it may not have been noted that they have talked: the database was away.
            when = "before anybody talked to them"
            if call.state == CallState.DIALLING:
                when = f"while {self.desk.name_of(call.joined_by)} was called for them"
            call.state = CallState.ENDED
            text = f"The caller {call.caller} has hung up {when}."
            await note(session, call, self.clock.now(), text)

    async def asks_for_message(self, ring: Ring) -> None:
        """Note that a caller is asked to leave a message, which may come to be known long after they have gone."""

        async def note_it() -> bool:
            async with self.database.begin() as session:
                call = await call_of(session, ring, self.clock.now())
                call.message_asked = True
            return True

        if not await in_time(note_it):
            self.asked_unnoted.add(ring.sid)

    async def accept(self, ring: Ring, recording: str, seconds: int, *, waits: bool = False) -> bool:
        """Accept a recorded message, however often it is told of; False when it could not be stored now.

        Only after True may the caller be told that it has arrived; `waits` says that they are on the line.
        """

        async def store() -> bool:
            async with self.database.begin() as session:
                writer = await writer_of(session, ring)
                call = await call_of(session, ring, self.clock.now())
                if waits:
                    call.seen_at = self.clock.now()
                    _waits(call, call.seen_at)
                await self._keep(session, ring, writer, call, recording, seconds)
            return True

        return bool(await in_time(store))

    async def _keep(
        self, session: Session, ring: Ring, writer: Writer, call: CallRow, recording: str, seconds: int
    ) -> None:
        """Note a recording together with the message that it is: neither is of any use without the other."""
        payload = {
            "recording": recording,
            "seconds": seconds,
            "caller": ring.caller,
            "called": ring.called,
            "call": ring.sid,
            "name": writer.contact.name if writer.contact and writer.proven else "",
            "proven": writer.proven,
        }
        raw = json.dumps(payload, sort_keys=True).encode()
        await self.intake.store(session, Arrival(SPOKEN, recording, raw, {"call": ring.sid}))
        added = await calls.add_recording(session, recording, call.id or 0, self.clock.now())
        if added is not None:
            self.jobs.ring(session, "recording", added)

    async def known(self, sid: str) -> Ring | None:
        """Return a call by its id; None where it is not known, or the database is away."""

        async def look() -> Ring | None:
            async with self.database.begin() as session:
                call = await calls.get(session, sid)
                return ring_of(call) if call is not None else None

        return await in_time(look)

    async def understood(self, recording: str, words_: str) -> bool:
        """Keep what the carrier has understood of a recording; False when it could not be stored now."""

        async def store() -> bool:
            async with self.database.begin() as session:
                found = await calls.understood(session, recording, words_, self.clock.now())
                if found is not None:
                    self.jobs.ring(session, "recording", found)
            return True

        return bool(await in_time(store))


def _waits(call: CallRow, now: datetime) -> None:
    """Let a caller who has said what it is about wait for somebody; one who has hung up meanwhile does not."""
    if call.state == CallState.TALKING:
        call.state, call.waiting_since = CallState.WAITING, now
