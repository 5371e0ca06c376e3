"""Which carrier a notification goes to next, when, or that it has failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.crowd import somebody_needs
from deskbot.engine.paging.failing import fail
from deskbot.engine.paging.numbers import Numbers
from deskbot.engine.paging.outages import Outages
from deskbot.engine.paging.rows import row_id
from deskbot.engine.paging.substitutes import Substitutes
from deskbot.escalation import routing
from deskbot.escalation.carriers import Carrier
from deskbot.escalation.numbers import keeps_off
from deskbot.escalation.remedies import Remedy, remedy
from deskbot.escalation.routing import Breaker, GiveUp, Go, Wait
from deskbot.model.message import Outcome
from deskbot.model.number import Mark
from deskbot.model.page import Attempt, Dispatch, Medium, PageState
from deskbot.model.ticket import Entry
from deskbot.store import bundles, dispatches, tickets
from deskbot.store.database import Session
from deskbot.store.tables import DispatchRow, NotificationRow, PageRow


@dataclass(frozen=True, slots=True)
class _Seen:
    """What decides which way a notification goes."""

    names: tuple[str, ...]
    past: Mapping[str, Sequence[Dispatch]]
    own: tuple[Dispatch, ...]
    refused_by: frozenset[str]
    against: Sequence[Mark]
    """What keeps the number from being used, by all or some of our senders."""
    stopped: frozenset[str]
    """Carriers from whose number it takes no texts."""

    @property
    def left(self) -> list[str]:
        """Return the carriers that may reach the number."""
        return [name for name in self.names if name not in self.stopped]

    def down(self, now: datetime) -> bool:
        return routing.down(self.left, self.past, self.own, now)

    def working(self, now: datetime) -> list[str]:
        """Return the carriers that nothing speaks against."""
        return [name for name in self.names if self.stands(name, now) is Breaker.CLOSED and not self._failed(name)]

    def stands(self, name: str, now: datetime) -> Breaker:
        return routing.stand(self.past.get(name, ()), now).breaker

    def _failed(self, name: str) -> bool:
        return any(one.carrier == name and one.up is False for one in self.own)


@dataclass(frozen=True, slots=True)
class Onward:
    """Finds the way of a notification, and tells whoever has to know where there is none."""

    jobs: Jobs
    carriers: Mapping[Medium, Sequence[Carrier]]
    """For each medium the carriers that bring it, the one to be asked first in front."""
    numbers: Numbers
    outages: Outages
    substitutes: Substitutes

    def named(self, name: str) -> Carrier | None:
        """Return the carrier with a name; None where it is not configured any more."""
        return next((one for several in self.carriers.values() for one in several if one.name == name), None)

    async def carrier_for(self, session: Session, row: NotificationRow, page: PageRow, now: datetime) -> Carrier | None:
        """Return the carrier that is asked now; None where none is, and what follows from that is written down.

        Args:
            session: the transaction, which has locked the notification.
            row: the notification, which is due.
            page: its page, which is open.
            now: the present moment.
        """
        medium, seen = Medium(row.medium), await self._look(session, row, now)
        if mark := keeps_off(seen.against, self._senders(medium)):
            await fail(session, row, mark.why, now)
            return None
        decided = await self._decide(session, row, page, "", seen, now)
        if not isinstance(decided, Go):
            return None
        if decided.why:
            text = f"{medium} to {row.responder} goes by {decided.carrier}: {decided.why}."
            tickets.entry(session, page.ticket_number, now, Entry.PAGE, text, data={"carrier": decided.carrier})
        return self.named(decided.carrier)

    async def _instead(self, session: Session, row: NotificationRow, page: PageRow, now: datetime) -> bool:
        """Page by another way for a notification, and those that would have gone as one with it; see `Substitutes`."""
        reached = False
        together = {page.id or 0: (row, page)}
        for other in await bundles.others(session, row):
            of_other = await session.get(PageRow, other.page_id)
            if of_other is not None and of_other.state == PageState.OPEN:
                together.setdefault(other.page_id, (other, of_other))
        for page_id in sorted(together):  # in one order: who writes the same mail waits
            other_way = await self.substitutes.page(session, *together[page_id], tuple(self.carriers), now)
            reached = other_way if page_id == page.id else reached
        return reached

    async def failed(
        self,
        session: Session,
        row: NotificationRow,
        page: PageRow,
        dispatch: DispatchRow,
        now: datetime,
        outcome: Outcome | None = None,
    ) -> None:
        """Do what follows from a dispatch that has reached nobody.

        Args:
            session: the transaction, which has locked the notification.
            row: the notification, none of whose dispatches is under way any more.
            page: its page.
            dispatch: the one that came to nothing.
            now: the present moment.
            outcome: of the handing over; None where the carrier took it, and reported the failure later.
        """
        await session.flush()
        medium = Medium(row.medium)
        means = remedy(medium, dispatch.code, outcome)
        why = dispatch.detail or str(row.state)
        carrier = self.named(dispatch.carrier)
        sender = carrier.sender if carrier else ""
        await self.numbers.found(session, row.address, medium, means, dispatch.code, why, now, sender)
        seen = await self._look(session, row, now)
        # A STOP holds for the number to which it was texted: another carrier's reaches the same phone.
        goes_on = not means.moves_on or (means is Remedy.OPTED_OUT and bool(sender) and bool(seen.left))
        if not goes_on or not await somebody_needs(session, row, page):
            await fail(session, row, why, now)
            return
        refused = dispatch.carrier if means is Remedy.ACCOUNT and medium.rings else ""
        decided = await self._decide(session, row, page, why, seen, now, refused)
        if isinstance(decided, Go):
            row.state, row.due_at = Attempt.QUEUED, now
            self.jobs.ring(session, "notify", row_id(row))

    async def _decide(
        self,
        session: Session,
        row: NotificationRow,
        page: PageRow,
        why: str,
        seen: _Seen,
        now: datetime,
        refused: str = "",
    ) -> Go | Wait | GiveUp:
        """Decide; write down a wait or an end, and tell those who have to know which carriers do not work."""
        medium, reached = Medium(row.medium), False
        if medium.rings or medium.chat:
            await self._tell(session, medium, seen, why, now, refused)
            if seen.down(now):
                reached = await self._instead(session, row, page, now)
        decided = routing.route(seen.names, seen.past, seen.own, now, refused_by=seen.refused_by, goes_on=reached)
        match decided:
            case Wait(until):
                row.state, row.due_at, row.updated_at = Attempt.QUEUED, until, now
                self.jobs.ring(session, "notify", row_id(row), at=until)
            case GiveUp(says):
                says = says if seen.names else f"no carrier is configured for {medium}"
                await fail(session, row, "; ".join(filter(None, (why, says))), now)
            case Go():
                pass
        return decided

    async def _look(self, session: Session, row: NotificationRow, now: datetime) -> _Seen:
        medium = Medium(row.medium)
        names = tuple(carrier.name for carrier in self.carriers.get(medium, ()))
        since = now - 2 * routing.PROBE
        past = {name: await dispatches.last_of(session, name, routing.OPENS_AFTER, since) for name in names}
        tried = await dispatches.of(session, row_id(row)) if row.attempts else ()
        own = [dispatches.as_dispatch(one) for one in tried]
        against = await self.numbers.against(session, row.address, medium, now)
        stopped = frozenset(one.name for one in self.carriers.get(medium, ()) if keeps_off(against, (one.sender,)))
        refused_by = routing.will_not(medium, own) | stopped
        return _Seen(names, past, routing.since_taken(own), refused_by, against, stopped)

    def _senders(self, medium: Medium) -> frozenset[str]:
        return frozenset(one.sender for one in self.carriers.get(medium, ()))

    async def _tell(self, session: Session, medium: Medium, seen: _Seen, why: str, now: datetime, refused: str) -> None:
        """Tell the operators of each carrier that fails again and again, or of all where none takes a page in time.

        One that has `refused` our account is told of at once.
        """
        down = seen.down(now)
        out = {name for name in seen.names if down or seen.stands(name, now) is not Breaker.CLOSED}
        if refused:
            out.add(refused)
        for name in sorted(out):  # in one order: who writes the same letter waits
            others = [one for one in seen.working(now) if one not in out]
            await self.outages.began(session, name, others, why, now, chat=medium.chat)
