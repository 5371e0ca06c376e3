"""What is answered to a request that is done once."""

from __future__ import annotations

from fastapi.responses import JSONResponse

from deskbot.engine.api_once import Done


def answer_of(done: Done, headers: dict[str, str] | None = None) -> JSONResponse:
    """Return what a request is answered, and whether it was done before."""
    return JSONResponse(done.body, done.status, {**(headers or {}), **replayed(done)})


def replayed(done: Done) -> dict[str, str]:
    """Return the headers that say whether a request was done before."""
    return {"Idempotent-Replayed": "true"} if done.again else {}
