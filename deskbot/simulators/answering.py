"""How what is simulated answers: with the mark that it is."""

from __future__ import annotations

from typing import Any

from fastapi import Response
from fastapi.responses import JSONResponse

SIMULATED = {"X-Simulated": "SIMULATED"}
"""The header by which whatever is answered is marked."""


def simulated(**content: Any) -> Response:
    """Return an answer that says what it is of."""
    return JSONResponse({"simulated": "SIMULATED", **content}, headers=SIMULATED)
