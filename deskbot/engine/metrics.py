"""How it stands, in numbers: gathered whenever somebody asks, so that they are the same in each process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deskbot import __version__
from deskbot.clock import Clock
from deskbot.engine.health import Health
from deskbot.engine.in_time import in_time
from deskbot.escalation.watch.health import DATABASE
from deskbot.model.case import Severity
from deskbot.model.message import InboundState
from deskbot.model.metric import Metric, MetricKind, Sample
from deskbot.model.ticket import State
from deskbot.store import metrics
from deskbot.store.database import Database
from deskbot.store.pages import UNTAKEN

BUILD = Metric("deskbot_build_info", "Always 1; the label says which version runs.")
UP = Metric("deskbot_database_up", "1 while the database answers; else the numbers that come from it are missing.")
WELL = Metric("deskbot_check_well", "1 where nothing is wrong with a check of /health/engine.")
CHECK_SECONDS = Metric("deskbot_check_wrong_seconds", "For how long something is wrong with a check, as far as known.")
TICKETS = Metric("deskbot_tickets_open", "Tickets on which work goes on.")
UNOWNED = Metric("deskbot_tickets_unowned", "Open tickets that nobody has.")
PAGES = Metric("deskbot_pages_waiting", "Pages of open tickets that nobody has.")
OLDEST_PAGE = Metric("deskbot_page_waiting_seconds", "For how long the oldest page has been rung for in vain.")
PROMISES = Metric("deskbot_sla_running", "First answers that are promised and not given yet.")
LATE = Metric("deskbot_sla_late", "First answers that are not given, and their time has passed.")
ARRIVALS = Metric("deskbot_messages_waiting", "Messages that were accepted and are not triaged yet.")
QUARANTINE = Metric("deskbot_messages_quarantined", "Messages that nobody could read; a person must look at them.")
LETTERS = Metric("deskbot_letters_waiting", "Letters that wait to go out.")
EVER = {
    "tickets": Metric("deskbot_tickets_total", "Tickets that were opened.", MetricKind.COUNTER),
    "messages": Metric("deskbot_messages_total", "Messages that were accepted.", MetricKind.COUNTER),
    "pages": Metric("deskbot_pages_total", "Pages that were begun.", MetricKind.COUNTER),
    "notifications": Metric(
        "deskbot_notifications_total", "Texts, calls, mails and chat messages for pages.", MetricKind.COUNTER
    ),
}
ALL: tuple[Metric, ...] = (
    BUILD,
    UP,
    WELL,
    CHECK_SECONDS,
    TICKETS,
    UNOWNED,
    PAGES,
    OLDEST_PAGE,
    PROMISES,
    LATE,
    ARRIVALS,
    QUARANTINE,
    LETTERS,
    *EVER.values(),
)

BUILT = Sample(BUILD, 1, {"version": __version__})
DATABASE_AWAY: tuple[Sample, ...] = (BUILT, Sample(UP, 0, {}), Sample(WELL, 0, {"check": DATABASE}))
"""What there is to tell while nobody's token can be looked up; each of it is told to everybody, elsewhere."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Measures."""

    database: Database
    clock: Clock
    health: Health

    async def look(self) -> Sequence[Sample]:
        """Return how it stands; never raises for a database that is away."""
        now, verdict = self.clock.now(), await self.health.look()
        counted = await in_time(self._counted)
        samples = [
            BUILT,
            Sample(UP, float(counted is not None), {}),
            *(Sample(WELL, float(one.well), {"check": one.name}) for one in verdict.checks),
        ]
        for one in verdict.checks:
            wrong = (now - one.since).total_seconds() if one.since is not None and not one.well else 0.0
            samples.append(Sample(CHECK_SECONDS, max(0.0, wrong), {"check": one.name}))
        return [*samples, *(counted or ())]

    async def _counted(self) -> Sequence[Sample]:
        now = self.clock.now()
        async with self.database.begin() as session:
            tickets = await metrics.open_tickets(session)
            pages = await metrics.untaken_pages(session)
            running, late = await metrics.promises(session)
            arrivals = await metrics.arrivals(session)
            ever = await metrics.ever(session)
            unowned, letters = await metrics.unowned(session), await metrics.letters(session)
        oldest = min((since for _, since in pages.values()), default=now)
        return [
            *(
                # Also those of which there are none: a line that was never there wakes nobody.
                Sample(TICKETS, tickets.get((state, severity), 0), {"state": state, "severity": severity})
                for state in State
                if state.open
                for severity in Severity
            ),
            Sample(UNOWNED, unowned, {}),
            *(Sample(PAGES, pages[state][0] if state in pages else 0, {"state": state}) for state in UNTAKEN),
            Sample(OLDEST_PAGE, max(0.0, (now - oldest).total_seconds()), {}),
            Sample(PROMISES, running, {}),
            Sample(LATE, late, {}),
            Sample(ARRIVALS, arrivals.get(InboundState.ACCEPTED, 0), {}),
            Sample(QUARANTINE, arrivals.get(InboundState.QUARANTINED, 0), {}),
            Sample(LETTERS, letters, {}),
            *(Sample(metric, ever[key], {}) for key, metric in EVER.items()),
        ]
