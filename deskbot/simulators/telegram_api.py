"""The simulated Bot API by HTTP: who asks with the right token is answered as Telegram answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.datastructures import UploadFile

from deskbot.simulators.answering import SIMULATED
from deskbot.simulators.faults import DROP_HEADER, Failure
from deskbot.simulators.telegram_control import control
from deskbot.simulators.telegram_network import TelegramNetwork
from deskbot.simulators.telegram_people import bot_user
from deskbot.simulators.telegram_rules import (
    LONGEST_ANSWER,
    MOST_DOWNLOAD,
    MOST_PHOTO,
    MOST_UPLOAD,
    buttons_in,
    check_caption,
    check_parameters,
    check_secret,
    check_text,
    commands_in,
    number_in,
    object_in,
)
from deskbot.simulators.telegram_state import RefusedError, Sent, Webhook

LONGEST_POLL = 50
Given = Mapping[str, Any]
Doing = Callable[[TelegramNetwork, Given], Awaitable[Any]]


def make_app(network: TelegramNetwork) -> FastAPI:
    """Build the HTTP side of a network."""
    app = FastAPI(title="SIMULATED Telegram", openapi_url=None)
    router = APIRouter()

    @router.api_route("/bot{token}/{name}", methods=["GET", "POST"])
    async def call(token: str, name: str, request: Request) -> Response:
        try:
            return await _call(network, token, name, await _given(request))
        except RefusedError as error:
            return _refusal(error)

    @router.get("/file/bot{token}/{path:path}")
    async def download(token: str, path: str) -> Response:
        found = next((one for one in network.files.values() if one.path == path), None)
        if token != network.token or found is None:
            return _refusal(RefusedError(404, "Not Found"))
        failure = await network.faults.meet(question=True)
        if failure:
            return _failure(failure)
        return Response(found.content, media_type="application/octet-stream", headers=SIMULATED)

    app.include_router(router)
    app.include_router(control(network))
    return app


async def _given(request: Request) -> dict[str, Any]:
    """Return the parameters, in whichever of the three ways they came; those of a file are its name and bytes."""
    given: dict[str, Any] = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        told = await request.json()
        return given | (told if isinstance(told, dict) else {})
    async with request.form() as form:
        for name, value in form.items():
            given[name] = await _file_in(value) if isinstance(value, UploadFile) else value
    return given


async def _file_in(value: UploadFile) -> tuple[str, str, bytes]:
    return value.filename or "", value.content_type or "", await value.read()


async def _call(network: TelegramNetwork, token: str, name: str, given: Given) -> Response:
    if token != network.token:
        raise RefusedError(401, "Unauthorized")
    method = check_parameters(name, given)
    if name != "getUpdates":  # a poll waits all the time, and would meet what is meant for somebody else
        failure = await network.faults.meet(question=method.question)
        if failure:
            return _failure(failure)
    network.calls.append(name)
    network.asked.append((name, given))
    result = await METHODS[name](network, given)
    headers = dict(SIMULATED)
    if not method.question:
        await network.faults.before_answer()
        headers |= {DROP_HEADER: "1"} if network.faults.take_drop() else {}
    return JSONResponse({"ok": True, "result": result}, headers=headers)


async def _me(network: TelegramNetwork, _: Given) -> dict[str, Any]:
    more = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return bot_user(network.username) | more


async def _updates(network: TelegramNetwork, given: Given) -> list[Any]:
    allowed = object_in(given, "allowed_updates")
    if allowed is not None:
        network.updates.allowed = frozenset(allowed)
    seconds = min(number_in(given, "timeout"), LONGEST_POLL)
    return await network.updates.poll(number_in(given, "offset"), number_in(given, "limit", 100), seconds)


async def _set_webhook(network: TelegramNetwork, given: Given) -> bool:
    url, allowed = str(given["url"]), object_in(given, "allowed_updates") or ()
    secret = check_secret(str(given.get("secret_token", "")))
    if not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise RefusedError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    network.updates.webhook = Webhook(url, secret, frozenset(allowed))
    network.updates.hasten()
    return True


async def _delete_webhook(network: TelegramNetwork, _: Given) -> bool:
    network.updates.webhook = None
    return True


async def _webhook_info(network: TelegramNetwork, _: Given) -> dict[str, Any]:
    webhook, problems = network.updates.webhook, network.updates.problems
    told: dict[str, Any] = {"url": webhook.url if webhook else "", "has_custom_certificate": False}
    told |= {"pending_update_count": len(network.updates.pending)}
    return told | ({"last_error_date": network.now(), "last_error_message": problems[-1]} if problems else {})


PICTURES = (b"\xff\xd8\xff", b"\x89PNG")
"""How what Telegram takes for a picture begins."""


async def _send_message(network: TelegramNetwork, given: Given) -> dict[str, Any]:
    return network.say(Sent(network.writable(given), 0, check_text(str(given["text"])), **_common(given)))


async def _send_photo(network: TelegramNetwork, given: Given) -> dict[str, Any]:
    if isinstance(given["photo"], tuple) and given["photo"][2] and not given["photo"][2].startswith(PICTURES):
        raise RefusedError(400, "Bad Request: IMAGE_PROCESS_FAILED")
    return _send_file(network, given, "photo", MOST_PHOTO)


async def _send_document(network: TelegramNetwork, given: Given) -> dict[str, Any]:
    return _send_file(network, given, "document", MOST_UPLOAD)


def _send_file(network: TelegramNetwork, given: Given, kind: str, most: int) -> dict[str, Any]:
    if not isinstance(given[kind], tuple):
        raise RefusedError(400, "Bad Request: SIMULATED: a file is uploaded")
    name, content_type, content = given[kind]
    if len(content) > most:
        raise RefusedError(413, "Request Entity Too Large")
    if not content:
        raise RefusedError(400, "Bad Request: file must be non-empty")
    chat, caption = network.writable(given), check_caption(str(given.get("caption", "")))
    file = network.keep(name, content_type, content)
    return network.say(Sent(chat, 0, caption, file=file, as_photo=kind == "photo", **_common(given)))


def _common(given: Given) -> dict[str, Any]:
    answered = object_in(given, "reply_parameters") or {}
    strict = bool(answered) and not answered.get("allow_sending_without_reply")
    number = int(answered["message_id"]) if answered else None
    return {"buttons": buttons_in(given), "reply_to": number, "reply_needed": strict}


async def _edit_text(network: TelegramNetwork, given: Given) -> dict[str, Any]:
    chat, number = network.writable(given), number_in(given, "message_id")
    return network.edit(chat, number, buttons_in(given), check_text(str(given["text"])))


async def _edit_markup(network: TelegramNetwork, given: Given) -> dict[str, Any]:
    return network.edit(number_in(given, "chat_id"), number_in(given, "message_id"), buttons_in(given))


async def _answer_press(network: TelegramNetwork, given: Given) -> bool:
    text = str(given.get("text", ""))
    press = network.presses.get(str(given["callback_query_id"]))
    if press is None or press.answered:
        raise RefusedError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    if len(text) > LONGEST_ANSWER:
        raise RefusedError(400, "Bad Request: MESSAGE_TOO_LONG")
    press.answered, press.answer = True, text
    return True


async def _file(network: TelegramNetwork, given: Given) -> dict[str, Any]:
    file = network.files.get(str(given["file_id"]))
    if file is None:
        raise RefusedError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    if file.size > MOST_DOWNLOAD:
        raise RefusedError(400, "Bad Request: file is too big")
    return {**file.json(), "file_path": file.path}


async def _set_commands(network: TelegramNetwork, given: Given) -> bool:
    network.commands[str(given.get("language_code", ""))] = commands_in(given)
    return True


METHODS: Mapping[str, Doing] = {
    "getMe": _me,
    "getUpdates": _updates,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "getWebhookInfo": _webhook_info,
    "sendMessage": _send_message,
    "sendPhoto": _send_photo,
    "sendDocument": _send_document,
    "editMessageText": _edit_text,
    "editMessageReplyMarkup": _edit_markup,
    "answerCallbackQuery": _answer_press,
    "getFile": _file,
    "setMyCommands": _set_commands,
}


def _refusal(error: RefusedError) -> Response:
    return JSONResponse(error.json(), status_code=error.code, headers=SIMULATED)


def _failure(failure: Failure) -> Response:
    pause = {"retry_after": failure.retry_after} if failure.retry_after is not None else {}
    said = f"{HTTPStatus(failure.status).phrase}: SIMULATED failure"
    return _refusal(RefusedError(failure.status, said, **pause))
