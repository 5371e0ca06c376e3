"""The simulated carrier's REST API."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exception_handlers import http_exception_handler
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from deskbot.simulators.answering import SIMULATED
from deskbot.simulators.faults import DROP_HEADER, Failure
from deskbot.simulators.twilio_control import control
from deskbot.simulators.twilio_exchange import Exchange
from deskbot.simulators.twilio_rules import RefusedError, check_call, check_message
from deskbot.simulators.twilio_state import API, Call, Message, Recording, Resource, new_sid

MOST_ON_A_PAGE = 1000
ACCOUNT = f"/{API}/Accounts/{{account_sid}}"


def make_app(exchange: Exchange) -> FastAPI:
    """Build the HTTP side of an exchange."""
    app = FastAPI(title="SIMULATED Twilio", openapi_url=None)
    app.include_router(_sounds(exchange))
    app.include_router(_rest(exchange))
    app.include_router(_messaging(exchange))
    app.include_router(control(exchange))

    async def refuse(_: Request, error: Exception) -> Response:
        return _error(error) if isinstance(error, RefusedError) else Response(status_code=500)

    app.add_exception_handler(RefusedError, refuse)
    app.add_exception_handler(HTTPException, _not_offered)
    return app


async def _not_offered(request: Request, error: Exception) -> Response:
    """Say as Twilio does that there is no such resource, or that it cannot be asked in this way."""
    if not isinstance(error, HTTPException):
        return Response(status_code=500)
    if not request.url.path.startswith(f"/{API}/"):
        return await http_exception_handler(request, error)
    code = {404: 20404, 405: 20004}.get(error.status_code, error.status_code)
    return _error(RefusedError(code, f"{request.method} {request.url.path}: {error.detail}", error.status_code))


def _rest(exchange: Exchange) -> APIRouter:
    router = APIRouter(prefix=ACCOUNT)

    @router.post("/Messages.json")
    async def create_message(account_sid: str, request: Request) -> Response:
        form = await _admit(exchange, account_sid, request)
        if isinstance(form, Response):
            return form
        check_message(form, exchange.numbers, exchange.phones)
        return await _created(exchange, exchange.messages, _message(exchange, form))

    @router.post("/Calls.json")
    async def create_call(account_sid: str, request: Request) -> Response:
        form = await _admit(exchange, account_sid, request)
        if isinstance(form, Response):
            return form
        check_call(form, exchange.numbers, exchange.phones)
        return await _created(exchange, exchange.calls, _call(exchange, form))

    @router.get("/Calls.json")
    async def list_calls(account_sid: str, request: Request) -> Response:
        asked = request.query_params
        found = [one for one in [*exchange.calls.values(), *exchange.calls_in] if one.to == asked.get("To", one.to)]
        return await _listed(exchange, "calls", found, "StartTime>", account_sid, request)

    @router.get("/Recordings.json")
    async def list_recordings(account_sid: str, request: Request) -> Response:
        found = list(exchange.recordings.values())
        return await _listed(exchange, "recordings", found, "DateCreated>", account_sid, request)

    @router.get("/IncomingPhoneNumbers.json")
    async def list_numbers(account_sid: str, request: Request) -> Response:
        refused = await _admit(exchange, account_sid, request)
        return refused if isinstance(refused, Response) else _numbers(exchange, request)

    @router.get("/Messages/{sid}.json")
    async def fetch_message(account_sid: str, sid: str, request: Request) -> Response:
        return await _show(exchange, exchange.messages, account_sid, sid, request)

    @router.get("/Calls/{sid}.json")
    async def fetch_call(account_sid: str, sid: str, request: Request) -> Response:
        return await _show(exchange, exchange.calls, account_sid, sid, request)

    return router


def _numbers(exchange: Exchange, request: Request) -> Response:
    """Show the account's numbers, or the one that is asked for; there are few enough for one page."""
    own = sorted(one for one in {*exchange.numbers, *exchange.desk_numbers} if one.startswith("+"))
    shown = [
        {
            "sid": f"PN{number.removeprefix('+'):0>32}",
            "account_sid": exchange.account.sid,
            "phone_number": number,
            "capabilities": {one: one not in exchange.unable.get(number, ()) for one in ("voice", "sms", "mms", "fax")},
        }
        for number in own
        if number == request.query_params.get("PhoneNumber", number)
    ]
    page = {"incoming_phone_numbers": shown, "page": 0, "page_size": 50, "start": 0, "next_page_uri": None}
    return JSONResponse(page, headers=SIMULATED)


def _messaging(exchange: Exchange) -> APIRouter:
    """Return what Twilio has on another host than all else, and its simulation on the same."""
    router = APIRouter(prefix="/v2")

    @router.get("/Channels/Senders")
    async def list_senders(request: Request) -> Response:
        refused = await _admit(exchange, exchange.account.sid, request)
        return refused if isinstance(refused, Response) else _senders(exchange)

    return router


def _senders(exchange: Exchange) -> Response:
    """Show the account's senders on WhatsApp."""
    shown = [
        {"sid": f"XE{at:032x}", "sender_id": name, "status": "OFFLINE" if name in exchange.unable else "ONLINE"}
        for at, name in enumerate(sorted(one for one in exchange.numbers if one.startswith("whatsapp:")))
    ]
    meta = {"key": "senders", "page": 0, "page_size": 50, "next_page_url": None}
    return JSONResponse({"senders": shown, "meta": meta}, headers=SIMULATED)


def _sounds(exchange: Exchange) -> APIRouter:
    router = APIRouter(prefix=ACCOUNT)

    @router.get("/Recordings/{sid}.mp3")
    async def sound(account_sid: str, sid: str, request: Request) -> Response:
        refused = await _admit(exchange, account_sid, request)
        if isinstance(refused, Response):
            return refused
        if sid not in exchange.recordings:
            raise RefusedError(20404, f"The requested resource {request.url.path} was not found", 404)
        return Response(exchange.recordings[sid].sound, media_type="audio/mpeg", headers=SIMULATED)

    @router.get("/Messages/{sid}/Media/{media}")
    async def file(account_sid: str, sid: str, media: str, request: Request) -> Response:
        refused = await _admit(exchange, account_sid, request)
        if isinstance(refused, Response):
            return refused
        if sid not in exchange.messages or media not in exchange.messages[sid].media:
            raise RefusedError(20404, f"The requested resource {request.url.path} was not found", 404)
        kind, content = exchange.messages[sid].media[media]
        return Response(content, media_type=kind, headers=SIMULATED)

    return router


async def _show(
    exchange: Exchange, shelf: Mapping[str, Message | Call], account_sid: str, sid: str, request: Request
) -> Response:
    refused = await _admit(exchange, account_sid, request)
    if isinstance(refused, Response):
        return refused
    if sid not in shelf:
        raise RefusedError(20404, f"The requested resource {request.url.path} was not found", 404)
    return JSONResponse(shelf[sid].json(), headers=SIMULATED)


async def _listed(
    exchange: Exchange,
    name: str,
    found: Sequence[Call | Recording],
    since: str,
    account_sid: str,
    request: Request,
) -> Response:
    """Show what has been there since a moment, newest first, a page of it."""
    refused = await _admit(exchange, account_sid, request)
    if isinstance(refused, Response):
        return refused
    after = datetime.fromisoformat(request.query_params[since]) if since in request.query_params else None
    shown = [one for one in reversed(found) if after is None or one.created_at >= after]
    return JSONResponse(_page(name, shown, request), headers=SIMULATED)


def _page(name: str, shown: Sequence[Call | Recording], request: Request) -> dict[str, object]:
    """Return the page that was asked for, with the addresses of those around it."""
    asked = request.query_params
    size = min(int(asked.get("PageSize", "50")), MOST_ON_A_PAGE)
    number, token = int(asked.get("Page", "0")), asked.get("PageToken", "")
    at = next((place for place, one in enumerate(shown) if one.sid == token[2:]), 0)
    start = max(0, at - size) if token.startswith("PB") else at + 1 if token else 0
    here = shown[start : start + size]

    def address(page: int, behind: str = "") -> str:
        around = {"PageSize": str(size), "Page": str(page)} | ({"PageToken": behind} if behind else {})
        return f"{request.url.path}?{urlencode(dict(asked) | around)}"

    return {
        name: [one.json() for one in here],
        "page": number,
        "page_size": size,
        "start": number * size,
        "end": number * size + max(0, len(here) - 1),
        "uri": f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path,
        "first_page_uri": address(0),
        "next_page_uri": address(number + 1, f"PA{here[-1].sid}") if start + size < len(shown) else None,
        "previous_page_uri": address(number - 1, f"PB{here[0].sid}") if here and start else None,
    }


async def _admit(exchange: Exchange, account_sid: str, request: Request) -> FormData | Response:
    """Let a request in: check who asks, then let the faults have their way; return its form."""
    if not exchange.account.admits(*_credentials(request)):
        raise RefusedError(20003, "Authenticate", 401)
    if account_sid != exchange.account.sid:
        raise RefusedError(20404, f"The requested resource {request.url.path} was not found", 404)
    form = await request.form()
    failure = await exchange.faults.meet(question=request.method == "GET")
    return _failure(failure) if failure else form


def _credentials(request: Request) -> tuple[str, str]:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        user, _, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return user, password


async def _created(exchange: Exchange, shelf: dict[str, Any], resource: Resource) -> Response:
    shelf[resource.sid] = resource
    await exchange.faults.before_answer()
    dropped = {DROP_HEADER: "1"} if exchange.faults.take_drop() else {}
    return JSONResponse(shelf[resource.sid].json(), status_code=201, headers=SIMULATED | dropped)


def _message(exchange: Exchange, form: FormData) -> Message:
    return Message(
        sid=new_sid("SM"), body=str(form["Body"]), status_callback=str(form.get("StatusCallback", "")),
        **_common(exchange, form),
    )  # fmt: skip


def _call(exchange: Exchange, form: FormData) -> Call:
    events = [str(event) for event in form.getlist("StatusCallbackEvent")]
    return Call(
        sid=new_sid("CA"),
        url=str(form["Url"]),
        status_callback=str(form.get("StatusCallback", "")),
        events=frozenset(events or ["completed"]),
        ring_seconds=int(str(form.get("Timeout", "60"))),
        machine_detection="MachineDetection" in form,
        **_common(exchange, form),
    )


def _common(exchange: Exchange, form: FormData) -> dict[str, Any]:
    now = exchange.clock.now()
    return {
        "account_sid": exchange.account.sid,
        "from_": str(form["From"]),
        "to": str(form["To"]),
        "created_at": now,
        "updated_at": now,
        "direction": "outbound-api",
    }


def _failure(failure: Failure) -> Response:
    if failure.garbage:
        return HTMLResponse("<html><body>SIMULATED welcome page", headers=SIMULATED)
    pause = {"Retry-After": str(failure.retry_after)} if failure.retry_after is not None else {}
    refused = RefusedError(failure.code or failure.status, "SIMULATED failure", failure.status)
    return _error(refused, pause)


def _error(refused: RefusedError, headers: dict[str, str] | None = None) -> Response:
    """Return an error as Twilio words it."""
    body = {
        "code": refused.code,
        "message": refused.message,
        "more_info": f"https://www.twilio.com/docs/errors/{refused.code}",
        "status": refused.status,
    }
    return JSONResponse(body, status_code=refused.status, headers=SIMULATED | (headers or {}))
