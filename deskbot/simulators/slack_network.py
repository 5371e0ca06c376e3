"""The simulated Slack's inside: one workspace with one app, and everybody's conversations with it."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx

from deskbot.clock import Clock, SystemClock
from deskbot.simulators.faults import Faults
from deskbot.simulators.slack_people import People, Person
from deskbot.simulators.slack_scopes import subscription_of
from deskbot.simulators.slack_sockets import Sockets
from deskbot.simulators.slack_state import APP, BOT, BOT_ID, TEAM, Channel, File, Message, Posting, RefusedError, Unread
from deskbot.simulators.slack_views import Views
from deskbot.simulators.slack_workspaces import Workspace, Workspaces

TIME_LIMIT = 3.0
"""Seconds in which the app has to acknowledge."""


class SlackNetwork:
    """Nothing happens in it by itself but that people's acts are posted; `pump` posts again what was not taken."""

    def __init__(self, token: str, secret: str, clock: Clock | None = None) -> None:
        """Open for business.

        Args:
            token: the app's; nobody else is let in.
            secret: with which requests to the app are signed.
            clock: dates messages and signatures.
        """
        self.secret = secret
        self.clock: Clock = clock or SystemClock()
        self.workspaces = Workspaces(self.clock)
        self.caller: Workspace = self.workspaces.add(TEAM, token)
        """The workspace with whose token the app asks for what is being done."""
        self.faults = Faults()
        self.base_url = ""
        """Where its own files and answers are, while it is served."""
        self.app_url = ""
        """Where the app takes requests; nothing is posted where there is none."""
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.uploads: dict[str, tuple[str, int]] = {}
        """Names and lengths of the files that are to be uploaded."""
        self.asked: list[tuple[str, Mapping[str, Any]]] = []
        """What the app has asked for, by method."""
        self.answered: list[tuple[str, Mapping[str, Any]]] = []
        """What it was answered, by method."""
        self.acted: list[tuple[str, Mapping[str, Any]]] = []
        """What it was told that somebody did: presses, shortcuts, forms and commands, by kind."""
        self.told: list[dict[str, Any]] = []
        """What the app was told of, or is to be told of, by event."""
        self.pending: list[Posting] = []
        self.problems: list[str] = []
        self.views = Views()
        self.sockets = Sockets("")
        """By which the app is told instead, while it is connected."""
        self.people = People({}, lambda user: Person(self, user))
        self._count = 0
        self._http: httpx.AsyncClient | None = None

    def number(self) -> int:
        """Return a number that no other thing has."""
        self._count += 1
        return self._count

    def stamp(self) -> str:
        """Return what names the next message."""
        return f"{int(self.clock.now().timestamp())}.{self.number():06d}"

    def trigger(self, user: str) -> str:
        """Return what opens a form for somebody."""
        return self.views.trigger(user, self.number(), self.clock.now())

    def direct(self, user: str) -> Channel:
        """Return a user's private conversation with the app."""
        home = self.people[user].team if user in self.people else TEAM
        channel = Channel(f"D{user[1:]}", user=user, team=self.workspaces.of(home).team)
        return self.channels.setdefault(channel.id, channel)

    def make_channel(self, name: str, *, has_app: bool = True) -> str:
        """Make a channel that everybody is in; return its id."""
        channel = Channel(f"C{self.number()}SITE", name, has_app=has_app)
        self.channels[channel.id] = channel
        return channel.id

    def keep(self, name: str, content_type: str, content: bytes, size: int | None = None) -> File:
        """Keep a file."""
        file = File(f"F{self.number()}FILE", name, content_type, content, len(content) if size is None else size)
        self.files[file.id] = file
        return file

    def shown_file(self, file: File) -> dict[str, Any]:
        """Return a file as Slack tells it."""
        url = f"{self.base_url}/files-pri/{file.id}"
        about = {"id": file.id, "name": file.name, "title": file.name, "mimetype": file.content_type}
        about |= {"size": file.size, "mode": "hosted", "url_private": url, "url_private_download": url}
        kind = file.name.rpartition(".")[2]
        about |= {"created": 0, "filetype": kind, "pretty_type": kind.upper(), "username": "", "permalink": url}
        flags = ("editable", "is_external", "is_public", "public_url_shared", "display_as_bot")
        about |= dict.fromkeys(flags, False)
        return about | {"external_type": "", "channels": [], "groups": []}

    def shown(self, message: Message) -> dict[str, Any]:
        """Return a message as Slack tells it."""
        told: dict[str, Any] = {"type": "message", "ts": message.ts, "user": message.user, "text": message.text}
        told["team"] = message.team
        if message.user.startswith(BOT):
            told |= {"bot_id": BOT_ID, "app_id": APP, "blocks": message.blocks}
        if message.thread_ts:
            told["thread_ts"] = message.thread_ts
        if message.files:
            told |= {"files": [self.shown_file(one) for one in message.files], "upload": False}
        return told

    # -- what the app does

    def say(self, channel_id: str, text: str, blocks: list[dict[str, Any]], thread_ts: str) -> Message:
        """Let a message of the app arrive.

        Raises:
            RefusedError: the app may not write there.
        """
        channel = self.writable(channel_id)
        if thread_ts and thread_ts not in channel.messages:
            raise RefusedError("thread_not_found")
        own = self.caller
        message = Message(channel.id, self.stamp(), own.bot, text, own.team, thread_ts, blocks)
        channel.messages[message.ts] = message
        return message

    def rewrite(self, channel_id: str, stamp: str, text: str, blocks: list[dict[str, Any]]) -> Message:
        """Let a message of the app say something else.

        Raises:
            RefusedError: it is none of the app's, or gone.
        """
        message = self.writable(channel_id).messages.get(stamp)
        if message is None:
            raise RefusedError("message_not_found")
        if message.user != self.caller.bot:
            raise RefusedError("cant_update_message")
        message.text, message.blocks = text, blocks
        return message

    def writable(self, channel_id: str) -> Channel:
        """Return the conversation in which the app may write; a user's id stands for the private one with them.

        Raises:
            RefusedError: it may not.
        """
        if channel_id in self.people and self.people[channel_id].active:
            if self.workspaces.of(self.people[channel_id].team) is not self.caller:
                raise RefusedError("channel_not_found")
            return self.direct(channel_id)
        channel = self.channels.get(channel_id)
        if channel is None or channel.team != self.caller.team:
            raise RefusedError("channel_not_found")
        if channel.archived:
            raise RefusedError("is_archived")
        if not channel.has_app:
            raise RefusedError("not_in_channel")
        return channel

    # -- how the app is installed

    async def installs(self, team: str, name: str = "", organisation: str = "", **other: str) -> httpx.Response:
        """Let somebody of a workspace install the app, by a browser; return what the app says at the end.

        Args:
            team: the workspace.
            name: its people's name for it.
            organisation: installs it for all of its workspaces, where one is named.
            other: cookies that they come back with instead of those that they were given.
        """
        if team not in self.workspaces.known:
            self.workspaces.add(team, name=name or team, organisation=organisation)
        app = self.app_url.removesuffix("/events")
        async with httpx.AsyncClient(trust_env=False) as browser:
            sent = await browser.get(f"{app}/install")
            if not sent.is_redirect:
                return sent
            asked = dict(httpx.URL(sent.headers["Location"]).params)
            code = self.workspaces.agree(team, asked)
            for cookie, value in other.items():
                browser.cookies.clear()
                browser.cookies.set(cookie.replace("_", "-"), value)
            return await browser.get(asked["redirect_uri"], params={"code": code, "state": asked["state"]})

    async def uninstalls(self, team: str) -> None:
        """Let somebody remove the app from a workspace; Slack tells it so twice."""
        self.workspaces.revoke(team)
        bot = self.workspaces[team].bot
        await self.event_in(team, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [bot]}})
        await self.event_in(team, {"type": "app_uninstalled"})

    # -- what Slack posts

    async def event(self, event: dict[str, Any]) -> None:
        """Tell the app of something that happens in a conversation, or in a workspace."""
        where = self.channels.get(str(event.get("channel") or event.get("item", {}).get("channel")))
        await self.event_in(where.team if where else TEAM, event, shared=bool(where and where.shared))

    async def event_in(self, team: str, event: dict[str, Any], *, shared: bool = False) -> None:
        """Tell the app of something in a workspace; in a channel that others share, where it happens in such."""
        if subscription_of(event) not in self.workspaces.events:
            return
        of = self.workspaces[team]
        body: dict[str, Any] = {"type": "event_callback", "team_id": team, "api_app_id": APP, "event": event}
        body |= {"enterprise_id": of.organisation} if of.organisation else {}
        body |= {"event_id": f"Ev{self.number():08d}", "event_time": int(self.clock.now().timestamp())}
        own = {"enterprise_id": of.organisation or None, "team_id": team, "user_id": of.bot, "is_bot": True}
        body["is_ext_shared_channel"] = shared
        body["authorizations"] = [{**own, "is_enterprise_install": bool(of.organisation)}]
        self.told.append(event)
        self.pending.append(Posting("event", json.dumps(body).encode(), "application/json"))
        await self.pump()

    async def interaction(self, payload: dict[str, Any]) -> httpx.Response | None:
        """Tell the app of a press, or of a shortcut; one that is not taken never comes again."""
        self.acted.append((str(payload["type"]), payload))
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return await self.post(Posting("interaction", body, "application/x-www-form-urlencoded"))

    async def command(self, form: dict[str, str]) -> httpx.Response | None:
        """Tell the app of a slash command; as `interaction`."""
        self.acted.append(("slash_command", form))
        return await self.post(Posting("command", urlencode(form).encode(), "application/x-www-form-urlencoded"))

    async def pump(self) -> int:
        """Post what the app has not acknowledged; return how many requests it acknowledges now."""
        waiting, self.pending = self.pending, []
        taken = 0
        for posting in waiting:
            answer = await self.post(posting) if self.app_url or self.sockets.connected else None
            if answer is not None and answer.is_success:
                taken += 1
            else:
                self.pending.append(posting)
        return taken

    async def post(self, posting: Posting, **changed: str) -> httpx.Response | None:
        """Post a request to the app, signed; None where it does not answer in time.

        Args:
            posting: what is posted.
            changed: other headers than Slack's own: `timestamp`, `signature`.
        """
        if self.sockets.connected and not changed:
            name = f"{posting.kind}-{self.number()}"
            return await self.sockets.tell(posting, name, TIME_LIMIT)
        self._http = self._http or httpx.AsyncClient(verify=False, timeout=TIME_LIMIT, trust_env=False)  # nosec B501 # noqa: S501  (loopback)
        timestamp = changed.get("timestamp", str(int(self.clock.now().timestamp())))
        signed = hmac.digest(self.secret.encode(), b"v0:" + timestamp.encode() + b":" + posting.body, hashlib.sha256)
        headers = {
            "Content-Type": posting.content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": changed.get("signature", f"v0={signed.hex()}"),
        }
        try:
            answer = await self._http.post(self.app_url, content=posting.body, headers=headers)
        except httpx.HTTPError as error:
            self.problems.append(f"{posting.kind}: {type(error).__name__}")
            return None
        if not answer.is_success:
            self.problems.append(f"{posting.kind}: {answer.status_code}")
        return answer

    async def run(self, interval: float = 0.2) -> None:
        """Pump until cancelled; for the demo, in real time."""
        while True:
            await self.pump()
            await asyncio.sleep(interval)

    def unread(self) -> list[Unread]:
        """Return every message of the app that nobody has taken; a test ends with none."""
        return [Unread(one.id, message.shown) for one in self.people for message in one.untaken]

    async def close(self) -> None:
        """Turn stalled requests away, and close connections."""
        self.faults.close()
        if self._http is not None:
            await self._http.aclose()
