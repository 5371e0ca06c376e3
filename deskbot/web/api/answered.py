"""What is answered to a request that is done once."""

from __future__ import annotations

from typing import Any

from fastapi.responses import JSONResponse

from deskbot.engine.api_once import Done

REPLAYED = "Idempotent-Replayed"


def answer_of(done: Done, headers: dict[str, str] | None = None) -> JSONResponse:
    """Return what a request is answered, and whether it was done before."""
    return JSONResponse(done.body, done.status, {**(headers or {}), **replayed(done)})


def replayed(done: Done) -> dict[str, str]:
    """Return the headers that say whether a request was done before."""
    return {REPLAYED: "true"} if done.again else {}


def tell_of_replays(document: dict[str, Any]) -> None:
    """Say in an OpenAPI document of each request that is done once how its answer tells that it was done before."""
    header = {
        "description": "There, and true, where this request was done before, and nothing was done now.",
        "schema": {"type": "string", "enum": ["true"]},
    }
    for operations in document["paths"].values():
        for operation in operations.values():
            if any(one["name"] == "idempotency-key" for one in operation.get("parameters", ())):
                for status, answer in operation["responses"].items():
                    if status.startswith("2"):
                        answer.setdefault("headers", {})[REPLAYED] = header
