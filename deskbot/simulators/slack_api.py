"""The simulated Web API by HTTP: who asks with the right token is answered as Slack answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse

from deskbot.simulators.answering import SIMULATED
from deskbot.simulators.faults import DROP_HEADER
from deskbot.simulators.slack_answers import answers
from deskbot.simulators.slack_network import SlackNetwork
from deskbot.simulators.slack_rules import blocks_in, check_parameters, object_in, text_in
from deskbot.simulators.slack_scopes import METHOD_SCOPES
from deskbot.simulators.slack_state import APP, BOT_ID, RefusedError

Given = Mapping[str, Any]
Doing = Callable[[SlackNetwork, Given], dict[str, Any]]


def make_app(network: SlackNetwork) -> FastAPI:
    """Build the HTTP side of a network."""
    app = FastAPI(title="SIMULATED Slack", openapi_url=None)
    router = APIRouter()

    @router.api_route("/api/{name}", methods=["GET", "POST"])
    async def call(name: str, request: Request) -> Response:
        try:
            return await _call(network, name, request)
        except RefusedError as error:
            return _refusal(error)

    @router.post("/upload/{file_id}")
    async def upload(file_id: str, request: Request) -> Response:
        content, told = await request.body(), network.uploads.get(file_id)
        if told is None or len(content) != told[1]:
            return Response("not OK", 400, headers=SIMULATED)
        kept = network.keep(told[0], "application/octet-stream", content)
        network.files[file_id] = kept
        return Response(f"OK - {len(content)}", media_type="text/plain", headers=SIMULATED)

    @router.get("/files-pri/{file_id}")
    async def download(file_id: str, request: Request) -> Response:
        file = network.files.get(file_id)
        if not _is_known(network, request) or file is None:
            # As Slack does: whoever may not have it is sent where people sign in.
            return Response(status_code=302, headers={"Location": f"{network.base_url}/signin", **SIMULATED})
        failure = await network.faults.meet(question=True)
        if failure:
            return Response(status_code=failure.status, headers=SIMULATED)
        return Response(file.content, media_type=file.content_type, headers=SIMULATED)

    app.include_router(router)
    app.include_router(answers(network))
    return app


def _is_known(network: SlackNetwork, request: Request) -> bool:
    try:
        network.workspaces.asked_by(request.headers.get("authorization", ""))
    except RefusedError:
        return False
    return True


async def _given(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").startswith("application/json"):
        told = await request.json()
        return told if isinstance(told, dict) else {}
    async with request.form() as form:
        return dict(request.query_params) | {name: value for name, value in form.items() if isinstance(value, str)}


async def _call(network: SlackNetwork, name: str, request: Request) -> Response:
    given, shown = await _given(request), request.headers.get("authorization", "")
    if name == "apps.connections.open":
        failure = await network.faults.meet(question=True)
        if failure:
            raise RefusedError("internal_error", failure.status)
        opened = network.sockets.give_url(shown.removeprefix("Bearer "), network.number)
        return JSONResponse({"ok": True, **opened}, headers=SIMULATED)
    caller = network.caller if name == "oauth.v2.access" else network.workspaces.asked_by(shown)
    method = check_parameters(name, given)
    network.asked.append((name, given))
    if name != "oauth.v2.access" and caller.scopes and METHOD_SCOPES[name] - set(caller.scopes):
        raise RefusedError("missing_scope")
    failure = await network.faults.meet(question=method.question)
    if failure:
        error = "ratelimited" if failure.status == 429 else "internal_error"  # noqa: PLR2004
        raise RefusedError(error, failure.status, failure.retry_after)
    network.caller = caller  # nothing is awaited until it is done
    result = network.workspaces.access(shown, given) if name == "oauth.v2.access" else METHODS[name](network, given)
    network.answered.append((name, result))
    headers = SIMULATED | {"X-OAuth-Scopes": ",".join(caller.scopes)}
    if not method.question:
        await network.faults.before_answer()
        headers |= {DROP_HEADER: "1"} if network.faults.take_drop() else {}
    return JSONResponse({"ok": True, **result}, headers=headers)


def _refusal(error: RefusedError) -> Response:
    pause = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
    return JSONResponse({"ok": False, "error": error.error}, error.status, headers=SIMULATED | pause)


def _test(network: SlackNetwork, _: Given) -> dict[str, Any]:
    own = network.caller
    return {"team_id": own.team, "team": own.name, "user_id": own.bot, "bot_id": BOT_ID, "app_id": APP}


def _post(network: SlackNetwork, given: Given) -> dict[str, Any]:
    blocks = blocks_in(given)
    text, thread = text_in(given, blocks), str(given.get("thread_ts") or "")
    message = network.say(str(given["channel"]), text, blocks, thread)
    return {"channel": message.channel, "ts": message.ts, "message": network.shown(message)}


def _update(network: SlackNetwork, given: Given) -> dict[str, Any]:
    blocks = blocks_in(given)
    message = network.rewrite(str(given["channel"]), str(given["ts"]), text_in(given, blocks), blocks)
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": network.shown(message)}


def _conversation(network: SlackNetwork, given: Given) -> dict[str, Any]:
    channel = network.channels.get(str(given["channel"]))
    if channel is None:
        raise RefusedError("channel_not_found")
    about = {
        "id": channel.id,
        "is_member": channel.has_app,
        "is_ext_shared": channel.shared,
        "is_im": bool(channel.user),
    }
    return {"channel": about | {"is_archived": channel.archived}}


def _open(network: SlackNetwork, given: Given) -> dict[str, Any]:
    user = str(given["users"])
    if user not in network.people:
        raise RefusedError("user_not_found")
    if network.workspaces.of(network.people[user].team) is not network.caller:
        raise RefusedError("user_not_found")
    if not network.people[user].active:
        raise RefusedError("user_disabled")
    return {"channel": {"id": network.direct(user).id}}


def _user(network: SlackNetwork, given: Given) -> dict[str, Any]:
    user = str(given["user"])
    if user not in network.people:
        raise RefusedError("user_not_found")
    person = network.people[user]
    return {"user": {"id": user, "team_id": person.team, "deleted": not person.active, "name": user.lower()}}


def _upload_url(network: SlackNetwork, given: Given) -> dict[str, Any]:
    length = int(given["length"])
    if not length:
        raise RefusedError("invalid_arguments")
    file_id = f"F{network.number()}UP"
    network.uploads[file_id] = (str(given["filename"]), length)
    return {"file_id": file_id, "upload_url": f"{network.base_url}/upload/{file_id}"}


def _complete(network: SlackNetwork, given: Given) -> dict[str, Any]:
    told = object_in(given, "files")
    files = [network.files[one["id"]] for one in told if one.get("id") in network.files]
    if len(files) != len(told):
        raise RefusedError("file_not_found")
    if given.get("channel_id"):
        message = network.say(str(given["channel_id"]), "", [], str(given.get("thread_ts") or ""))
        message.files = files
    return {"files": [network.shown_file(one) for one in files]}


def _file(network: SlackNetwork, given: Given) -> dict[str, Any]:
    file = network.files.get(str(given["file"]))
    if file is None:
        raise RefusedError("file_not_found")
    return {"file": network.shown_file(file)}


def _history(network: SlackNetwork, given: Given) -> dict[str, Any]:
    where = network.writable(str(given["channel"]))
    thread = str(given.get("ts", ""))
    found = [one for one in where.messages.values() if one.ts <= str(given["latest"])]
    # A channel's history holds no answers within threads.
    found = [one for one in found if thread in (one.ts, one.thread_ts) or (not thread and not one.thread_ts)]
    newest = sorted(found, key=lambda one: one.ts, reverse=True)[: int(given["limit"])]
    return {"messages": [network.shown(one) for one in newest]}


def _open_view(network: SlackNetwork, given: Given) -> dict[str, Any]:
    return network.views.show(given, network.caller.team, network.number(), network.clock.now())


def _publish_view(network: SlackNetwork, given: Given) -> dict[str, Any]:
    return network.views.publish(given, network.caller.team, network.number())


def _uninstall(network: SlackNetwork, given: Given) -> dict[str, Any]:
    own = network.workspaces
    if (given.get("client_id"), given.get("client_secret")) != (own.client_id, own.client_secret):
        raise RefusedError("bad_client_secret")
    own.revoke(network.caller.team)
    return {}


METHODS: Mapping[str, Doing] = {
    "apps.uninstall": _uninstall,
    "auth.test": _test,
    "chat.postMessage": _post,
    "chat.update": _update,
    "conversations.info": _conversation,
    "conversations.open": _open,
    "users.info": _user,
    "files.getUploadURLExternal": _upload_url,
    "files.completeUploadExternal": _complete,
    "files.info": _file,
    "conversations.history": _history,
    "conversations.replies": _history,
    "assistant.threads.setSuggestedPrompts": lambda network, given: network.views.suggest(given),
    "views.open": _open_view,
    "views.publish": _publish_view,
    "views.update": lambda network, given: network.views.change(given, network.number()),
}
