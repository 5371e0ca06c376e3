"""`/health/engine`: is what happens in time happening in time? For a probe; strangers learn states and counts."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from deskbot.engine.health import Health
from deskbot.escalation.watch.health import Verdict


def health_router(health: Health) -> APIRouter:
    """Return the route."""
    router = APIRouter()

    @router.api_route("/health/engine", methods=["GET", "HEAD"])
    async def engine() -> JSONResponse:
        verdict = await health.look()
        return JSONResponse(as_document(verdict), 200 if verdict.well else 503)

    return router


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
