"""What a probe asks: does the process answer, does all run, is all done in time? Strangers learn states and counts."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from deskbot.engine.health import Health
from deskbot.engine.in_time import read_within_limit
from deskbot.engine.loops import Away
from deskbot.errors import UnavailableError
from deskbot.escalation.watch.health import Verdict
from deskbot.model.message import InboundState
from deskbot.store import inbound
from deskbot.store.database import Database, ReadOnlyError, Session
from deskbot.web.allowed import READ


@dataclass(frozen=True, slots=True)
class Probes:
    """The routes under /health."""

    database: Database
    health: Health
    missing: Callable[[], list[str]]
    """Returns which of the processes beside this one do not run."""
    simulated: bool
    away: Away = field(default_factory=Away)

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(prefix="/health")
        for path, endpoint in (("/live", self.live), ("/ready", self.ready), ("/engine", self.engine)):
            router.add_api_route(path, endpoint, methods=READ)
        return router

    async def live(self) -> JSONResponse:
        """Say that the process answers."""
        return JSONResponse({"status": "ok"})

    async def ready(self) -> JSONResponse:
        """Say whether all runs, and what does not."""
        begun = time.monotonic()
        quarantined, problems = None, [f"the {one}'s process is not running" for one in self.missing()]
        try:
            quarantined = await read_within_limit(self.database, self._count_quarantined)
            self.away.answered(begun)
        except UnavailableError as error:
            # The library's words name the database's machine, which is nothing for strangers.
            problems.insert(0, str(error) if isinstance(error, ReadOnlyError) else "the database does not answer")
            self.away.found(str(error), begun)
        document = {"problems": problems, "simulated": self.simulated, "quarantined": quarantined}
        return JSONResponse(document, 503 if problems else 200)

    async def engine(self) -> JSONResponse:
        """Say whether the engine does in time what has to be."""
        verdict = await self.health.look()
        return JSONResponse(as_document(verdict), 200 if verdict.well else 503)

    async def _count_quarantined(self, session: Session) -> int:
        await self.database.must_take_writes(session)
        return await inbound.count(session, InboundState.QUARANTINED)


def as_document(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as it is told: what is wrong first, and of that what has been wrong longest."""
    return {
        "status": "well" if verdict.well else "red",
        "at": verdict.at.isoformat(),
        "checks": [
            {
                "check": check.name,
                "state": check.state,
                "count": check.count,
                "since": check.since.isoformat() if check.since else None,
                "says": check.says,
            }
            for check in verdict.checks
        ],
    }
