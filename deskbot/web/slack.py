"""Slack's requests: what is asked for is answered at once; what is told is stored before it is acknowledged.

What a button says is taken as if whoever pressed it had written that.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from fastapi import APIRouter, Request, Response
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import Clock as SigningClock
from slack_sdk.signature import SignatureVerifier

from deskbot.channels.slack.blocks import SAYS, for_one
from deskbot.channels.slack.ids import id_of, is_private
from deskbot.channels.slack.inside import in_room
from deskbot.channels.slack.manifest import SHORTCUT
from deskbot.channels.slack.markup import plain
from deskbot.channels.slack.reading import INSIDE, UNTOLD
from deskbot.channels.slack.shared import files_in, passed_on
from deskbot.channels.slack.told import (
    DELETED,
    EDITED,
    TAKEN_SUBTYPES,
    Event,
    Payload,
    Pressed,
    commander,
    event_in,
    press_in,
    presser,
)
from deskbot.channels.slack.used import used
from deskbot.clock import Clock
from deskbot.commands import TICKET
from deskbot.commands.tickets import Verb, read_command, read_text
from deskbot.engine.in_time import within_limit
from deskbot.engine.intake import Intake
from deskbot.engine.self_service import SelfService, is_at_once
from deskbot.errors import UnavailableError
from deskbot.model.chat import SLACK
from deskbot.model.command import Command
from deskbot.model.room import Room
from deskbot.store import inbound, tickets
from deskbot.store.database import Database
from deskbot.tickets.reference import reference
from deskbot.web.bodies import body_of
from deskbot.web.slack_kept import NOTHING, arrival_of
from deskbot.wires.bolt import bolt_app
from deskbot.wires.slack_answers import SlackAnswers
from deskbot.wires.told import object_in, text_in

LONGEST_REQUEST = 1_000_000
"""Bytes; Slack's own are some kilobytes."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Now(SigningClock):
    """Our clock, as the SDK asks it."""

    clock: Clock

    def now(self) -> float:
        return self.clock.now().timestamp()


def is_signed(secret: str, body: bytes, timestamp: str, signature: str, clock: Clock) -> bool:
    """Return whether Slack has signed a request within the last minutes."""
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12 or not signature.isascii():  # noqa: PLR2004
        return False
    try:
        return SignatureVerifier(secret, _Now(clock)).is_valid(body, timestamp, signature)
    except UnicodeDecodeError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something was said."""

    ours: bool
    """Whether it was said to us."""
    ticket: int | None = None
    """Whose thread it is."""
    told: bool = False
    """Of what tells of an edit or a deletion: whether the message itself was told."""


class Part(Protocol):
    """Takes requests of some kinds."""

    async def take(self, body: Payload) -> BoltResponse | None:
        """Take a request; None where it is another's. Raises what `SlackRequests.take` raises."""
        ...


@dataclass(frozen=True, slots=True)
class SlackRequests:
    """Takes what Slack tells of."""

    secret: str
    """With which Slack signs its requests."""
    intake: Intake
    self_service: SelfService
    database: Database
    clock: Clock
    answers: SlackAnswers
    parts: tuple[Part, ...] = ()
    """Asked in turn whether a request is theirs, before it is looked at here."""
    room: Room | None = None
    """The desk's, where it has one."""
    choosers: Part | None = None
    """Asked before what is pressed in the room is kept as words."""

    def router(self) -> APIRouter:
        """Return the one route of events, commands and interactions."""
        router, app = APIRouter(prefix="/slack", include_in_schema=False), self.app()

        @router.post("/events")
        async def events(request: Request) -> Response:
            headers = request.headers
            timestamp, signature = headers.get("X-Slack-Request-Timestamp"), headers.get("X-Slack-Signature")
            if not timestamp or not signature:
                return Response(status_code=401)
            raw = await body_of(request, LONGEST_REQUEST)
            if raw is None:
                return Response(status_code=413)
            if not is_signed(self.secret, raw, timestamp, signature, self.clock):
                return Response(status_code=401)
            try:
                asked = AsyncBoltRequest(body=raw.decode(), headers=dict(headers))
            except (ValueError, AttributeError, TypeError, LookupError, RecursionError):
                return Response(
                    status_code=400
                )  # Bolt takes it for granted that there are objects where Slack has some
            if not isinstance(asked.body.get("event", {}), dict):
                return Response(status_code=400)
            answer = await app.async_dispatch(asked)
            return Response(answer.body, answer.status, media_type=answer.first_headers().get("content-type"))

        return router

    def app(self) -> AsyncApp:
        """Return Bolt's side: what it hands us is stored before it acknowledges, whatever brought it."""

        async def authorize() -> AuthorizeResult:
            # Bolt asks for nothing in our name; without this it would ask Slack who we are, at each request.
            return AuthorizeResult(enterprise_id=None, team_id=None, bot_id="", bot_user_id="")

        app = bolt_app(self.secret, authorize)

        async def store(body: dict[str, Any]) -> BoltResponse:
            try:
                return await self.take(body)
            except UnavailableError:
                return BoltResponse(status=503)
            except Exception:
                if (kept := self._may_be_ours(body)) is None:
                    raise
                # Told a few times more it would be told no more: triage makes of it what it can.
                log.exception("an event was not understood", extra={"action": "slack_not_understood"})
                return await self._keep(kept, body)

        app.use(store)
        return app

    async def take(self, body: Payload) -> BoltResponse:
        """Take a request, commit it, and return what is answered.

        Raises:
            UnavailableError: nothing was kept; it must come again.
        """
        if self.choosers is not None and (answer := await self.choosers.take(body)) is not None:
            return answer
        if self.room is not None and (said := in_room(body, self.room)) is not None:
            await self._inside(said, body)
            return BoltResponse(status=200)
        for part in self.parts:
            if (answer := await part.take(body)) is not None:
                return answer
        if text_in(body, "command"):
            return await self._command(body)
        if (press := press_in(body)) is not None:
            await self._pressed(press, body)
        elif text_in(body, "type") == "message_action":
            if text_in(body, "callback_id") == SHORTCUT and presser(body):
                await self._accept(f"shortcut.{presser(body)}.{text_in(body, 'action_ts')}", body)
        elif (event := event_in(body)) is not None:
            await self._event(event, body)
        else:
            kind = text_in(object_in(body, "event"), "type") or text_in(body, "type")
            log.info("a request of a kind that is not for us: %s", kind[:40], extra={"action": "slack_ignored"})
        return BoltResponse(status=200)

    def _may_be_ours(self, body: Payload) -> str | None:
        """Return under which id an event is stored that cannot be looked at; None for what nobody has said to us.

        Who gives a command or presses a button is told by Slack that it went wrong, and does it again.
        """
        if self.room is not None and (said := in_room(body, self.room)) is not None:
            return said or None
        event = event_in(body)
        if event is None or not event.by_person or event.subtype not in TAKEN_SUBTYPES:
            return None
        return event.external_id if event.private or event.mentions or event.root else None

    async def _keep(self, external_id: str, body: Payload) -> BoltResponse:
        inside = self.room is not None and in_room(body, self.room) is not None
        arrival = arrival_of(external_id, body, {INSIDE: True} if inside else NOTHING)
        try:
            await self.intake.accept(replace(arrival, glance=None))
        except UnavailableError:
            return BoltResponse(status=503)
        return BoltResponse(status=200)

    async def _inside(self, external_id: str, body: Payload) -> None:
        """Keep what is said in a thread of the desk's room; what is said beside the threads is talk."""
        if external_id:
            await self._accept(external_id, body, {INSIDE: True})

    async def _command(self, body: Payload) -> BoltResponse:
        """Answer a slash command; whoever has given it sees the answer, and nobody else."""
        text, actor = text_in(body, "text").strip(), commander(body)
        external_id = f"command.{actor}.{text_in(body, 'trigger_id')}"
        wanted = read_command(text)
        if is_at_once(wanted) or wanted.problem is not None:
            command = Command(TICKET, SLACK, actor, external_id, {"command": text})
            answer = await self.self_service.carry_out(command)
            if answer.later:
                raise UnavailableError("the database does not answer")
            return BoltResponse(status=200, body=for_one(answer.text, answer.offers))
        await self._accept(external_id, body)
        return BoltResponse(status=200)

    async def _pressed(self, press: Pressed, body: Payload) -> None:
        if not press.name.startswith(SAYS) or not press.actor:
            return
        if is_at_once(read_text(press.says)):
            thread = id_of(press.team, press.channel, press.thread) if press.thread else None
            await self._answered(press.external_id, press.actor, press.says, thread)
        else:
            await self._accept(press.button_id, body)
            place = id_of(press.team, press.channel, press.thread or press.stamp)
            # In a channel others read along; what they press takes nobody's buttons away.
            if (is_private(place) or await self.self_service.may_answer(SLACK, press.actor, place)) and (
                shown := used(body)
            ):
                words = text_in(object_in(body, "message"), "text")
                await self.answers.put_instead(text_in(body, "response_url"), shown, words)

    async def _event(self, event: Event, body: Payload) -> None:
        if not event.by_person or event.subtype not in TAKEN_SUBTYPES | {EDITED, DELETED}:
            return
        if event.subtype == EDITED and not event.is_new_text:
            return
        place = await within_limit(lambda: self._place(event))
        if not place.ours:
            return
        text = plain(text_in(event.message, "text"), event.bot)
        wanted, number = read_text(text), place.ticket
        # Of what was never told an edit is the message; what was a command may become another one.
        said = event.subtype in TAKEN_SUBTYPES or (event.subtype == EDITED and not place.told)
        if said and wanted and is_at_once(wanted) and not files_in(event.message) and not passed_on(event.message):
            if number is not None and wanted.ticket is None and wanted.verb in (Verb.STATUS, Verb.CLOSE):
                text = f"{wanted.verb} {reference(number)}"  # in its thread nobody names a ticket
            thread = id_of(event.team, event.channel, event.root) if event.root else None
            await self._answered(event.external_id, event.sender, text, thread)
        elif event.subtype == EDITED and said and await self._accept(event.first_id, body, {UNTOLD: True}):
            return  # the message itself is known, should it be told after all
        elif place.told or event.subtype != DELETED:
            await self._accept(event.external_id, body)

    async def _place(self, event: Event) -> Place:
        """Return where something is said."""
        async with self.database.begin() as session:
            earlier, told = event.root, False
            if event.subtype in (EDITED, DELETED):
                earlier = event.root or event.stamp
                told = await inbound.is_known(session, SLACK, event.first_id)
            if not earlier:
                return Place(ours=event.private or event.mentions)
            number = await tickets.by_message_ids(session, [id_of(event.team, event.channel, earlier)])
            known = number is not None or event.private or event.mentions
            # Its first message may not have been read yet; then it has no ticket.
            known = known or await inbound.is_known(session, SLACK, f"{event.team}.{event.channel}.{earlier}")
            return Place(ours=known, ticket=number, told=told)

    async def _answered(self, external_id: str, actor: str, text: str, thread: str | None) -> None:
        """Carry out a command, and write its answer in private; the same request again is answered once.

        In a thread of their private conversation it is answered there; in a channel's thread others would read it.
        """
        thread = thread if is_private(thread) else None
        await self.self_service.tell(Command(TICKET, SLACK, actor, external_id, {"text": text}, thread))

    async def _accept(self, external_id: str, body: Payload, envelope: Mapping[str, Any] = NOTHING) -> bool:
        return await self.intake.accept(arrival_of(external_id, body, envelope))
