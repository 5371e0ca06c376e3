"""Errors as RFC 9457 has them: every one of the API is such a document, also those of which no route knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from deskbot.engine.api_acts import NotTheirsError
from deskbot.engine.api_once import KeyUsedError
from deskbot.errors import DeskbotError, NotFoundError, UnavailableError
from deskbot.model.sound import sound
from deskbot.web.allowed import NOT_ALLOWED, allowed_at

MEDIA_TYPE = "application/problem+json"
TITLES: Mapping[int, str] = {
    400: "Not understood",
    401: "No token",
    403: "Not for this token",
    404: "Not there",
    405: "Not done here",
    409: "Another request",
    413: "Too much",
    422: "Not done",
    429: "Too often",
    500: "A fault of ours",
    503: "One moment",
}
_MOST_ERRORS = 20


class WrongField(BaseModel):
    """One thing in a request that is not as it should be."""

    where: str = Field(examples=["body.text"])
    says: str = Field(examples=["Field required"])


class Problem(BaseModel):
    """What was in the way, and what to do about it."""

    type: str = Field(default="about:blank", examples=["about:blank"])
    title: str = Field(examples=["Not there"])
    status: int = Field(examples=[404])
    detail: str = Field(default="", examples=["there is no ticket T-1042"])
    errors: list[WrongField] = Field(default_factory=list[WrongField])


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return for OpenAPI what a route may answer when something is in the way."""
    always = (400, 401, 403, 413, 422, 429, 500, 503)
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": TITLES[status], "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in sorted({*always, *statuses})
    }


def problem(
    status: int, detail: str, *, errors: Sequence[WrongField] = (), headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return an error as it is told."""
    told = Problem(title=TITLES.get(status, "Not done"), status=status, detail=detail, errors=list(errors))
    return JSONResponse(told.model_dump(mode="json"), status, dict(headers or {}), MEDIA_TYPE)


def tell_problems(app: FastAPI) -> None:
    """Let an application tell every error as a problem."""

    async def http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)  # noqa: S101
        headers = dict(error.headers or {})
        if error.status_code == NOT_ALLOWED:
            headers |= allowed_at(request, "HEAD")
        return problem(error.status_code, str(error.detail), headers=headers)

    async def wrong(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)  # noqa: S101
        # Without what was sent: that is people's words, and may be nothing that JSON can hold.
        found = [
            WrongField(where=".".join(map(str, one["loc"]))[:200], says=str(one["msg"])[:200])
            for one in error.errors()[:_MOST_ERRORS]
        ]
        return problem(422, "the request is not as it should be", errors=[_clean(one) for one in found])

    async def ours(_: Request, error: Exception) -> JSONResponse:
        text = str(error)
        match error:
            case NotFoundError():
                return problem(404, text)
            case NotTheirsError():
                return problem(403, text)
            case KeyUsedError():
                return problem(409, text)
            case UnavailableError():
                detail = "the database does not answer; try again, with the same Idempotency-Key"
                return problem(503, detail, headers={"Retry-After": "5"})
            case _:
                return problem(422, text)

    async def fault(_: Request, __: Exception) -> JSONResponse:
        return problem(500, "this is our fault, and was written down; nothing was done")

    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, wrong)
    app.add_exception_handler(DeskbotError, ours)
    app.add_exception_handler(Exception, fault)


def _clean(one: WrongField) -> WrongField:
    """Return it without halves of characters, which no answer can hold."""
    return WrongField(where=sound(one.where), says=sound(one.says))
