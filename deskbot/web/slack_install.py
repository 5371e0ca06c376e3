"""Workspaces that install the app by themselves: the way to Slack and back, the next token, and the end."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from slack_bolt.response import BoltResponse

from deskbot.channels.slack.ending import HELD_BACK, ending_in, organisation_in
from deskbot.channels.slack.manifest import INSTALLED_PATH, SCOPES
from deskbot.channels.slack.told import Payload
from deskbot.clock import Clock
from deskbot.engine.in_time import within_limit
from deskbot.errors import ConfigurationError, UnavailableError
from deskbot.model.chat import SLACK
from deskbot.model.installation import Installation
from deskbot.settings import Settings
from deskbot.store import audit, channel_state, installations
from deskbot.store.database import Database
from deskbot.web.secret_address import UNTOLD
from deskbot.web.slack_state import LASTS, end_of, state_of
from deskbot.wires.sealed import Keys
from deskbot.wires.slack import Failed, base_of, connect
from deskbot.wires.slack_installations import (
    INSTALLATION,
    ORGANISATION,
    ended,
    granted,
    opened,
    renewed,
    shown,
    stored,
)
from deskbot.wires.told import text_in

COOKIE = "deskbot-slack"
HEADERS = {**UNTOLD, "Cache-Control": "no-store"}
RENEW_BEFORE = timedelta(hours=2)
"""A token's end: so long Slack may be away without harm."""
EVERY = 60.0
"""Seconds between two looks for tokens that end soon."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SlackInstalls:
    """Keeps in which workspaces we are."""

    settings: Settings
    database: Database
    clock: Clock

    def router(self) -> APIRouter:
        """Return the routes on which somebody goes to Slack, and comes back."""
        router = APIRouter(prefix="/slack", include_in_schema=False)
        router.add_api_route("/install", self.begin, methods=["GET"])
        router.add_api_route(INSTALLED_PATH.removeprefix("/slack"), self.come_back, methods=["GET"])
        return router

    @property
    def _back(self) -> str:
        return f"{self.settings.web_base}{INSTALLED_PATH}"

    async def begin(self) -> Response:
        """Send somebody to Slack, who is asked there; nothing is kept of it."""
        browser = secrets.token_urlsafe(24)
        state = state_of(browser, secrets.token_urlsafe(12), self.clock.now(), self.settings.secret())
        asked = {
            "client_id": self.settings.slack_client_id,
            "scope": ",".join(SCOPES),
            "redirect_uri": self._back,
            "state": state,
        }
        site = base_of(self.settings).removesuffix("/api")
        answer = RedirectResponse(f"{site}/oauth/v2/authorize?{urlencode(asked)}", 302, headers=HEADERS)
        answer.set_cookie(
            COOKIE,
            browser,
            max_age=int(LASTS.total_seconds()),
            path="/slack",
            secure=self._back.startswith("https://"),
            httponly=True,
            samesite="lax",  # they come back by a link of another site
        )
        return answer

    async def come_back(self, request: Request) -> Response:
        """Take what Slack sends somebody back with, and keep the workspace's token."""
        given, now = request.query_params, self.clock.now()
        state, browser = given.get("state", ""), request.cookies.get(COOKIE, "")
        until = end_of(state, browser, self.settings.secret())
        if until is None or until < now:
            return _said("This did not begin here, or took more than ten minutes.", 400)
        if given.get("error"):
            return _said("Nothing was installed.", 400)
        try:
            return await self._installed(state, until, given.get("code", ""), now)
        except UnavailableError:
            return _said("The database is away, and nothing was installed.", 503)

    async def _installed(self, state: str, until: datetime, code: str, now: datetime) -> Response:
        if not code or not await within_limit(lambda: self._use_up(state, until, now)):
            return _said("This was used before.", 400)
        try:
            found = await granted(connect(self.settings, ""), self.settings, code, self._back, now)
        except (*Failed, ValueError) as error:
            log.warning("nothing installed: %s", type(error).__name__, extra={"action": "slack_install_failed"})
            return _said("Slack did not confirm it.", 502)
        await within_limit(lambda: self._keep(found))
        log.info("installed in %s", found.place, extra={"action": "slack_installed"})
        answer = _said(f"deskbot is in {found.name} now: write to it there, in private or by a mention.", 200)
        answer.delete_cookie(COOKIE, path="/slack")
        return answer

    async def _use_up(self, state: str, until: datetime, now: datetime) -> bool:
        async with self.database.begin() as session:
            return await installations.use_up(session, SLACK, state.rpartition(".")[2], until, now)

    async def _keep(self, found: Installation) -> None:
        async with self.database.begin() as session:
            text = stored(found, Keys.of(self.settings))
            await channel_state.remember(session, SLACK, f"{INSTALLATION}{found.place}", text)
            audit.note(session, "installed the app", found.place, who="slack", now=self.clock.now())

    # -- what Slack tells

    async def take(self, body: Payload) -> BoltResponse | None:
        """Take what a request says of where we are; see `Part`.

        Raises:
            UnavailableError: nothing was kept; it must come again.
        """
        if text_in(body, "type") == HELD_BACK:
            log.error("Slack holds events back: too many have come", extra={"action": "slack_held_back"})
            await within_limit(self._held_back)
            return BoltResponse(status=200)
        if ending := ending_in(body):
            await within_limit(lambda: self._end(body, ending))
            return BoltResponse(status=200)
        if (told := organisation_in(body)) is not None:
            await within_limit(lambda: self._belongs(*told))
        return None

    async def _end(self, body: Payload, why: str) -> None:
        """Note that we are let in no more; what was told of an installation before this one is late, and nothing."""
        at = body.get("event_time")
        happened = datetime.fromtimestamp(at, UTC) if isinstance(at, int) else self.clock.now()
        async with self.database.begin() as session:
            for place in (text_in(body, "team_id"), text_in(body, "enterprise_id")):
                row = await installations.lock(session, SLACK, f"{INSTALLATION}{place}") if place else None
                if row is None:
                    continue
                if (one := shown(place, row.value)).ended_at is None:
                    if happened < one.installed_at.replace(microsecond=0):
                        return
                    row.value = ended(place, row.value, why, self.clock.now())
                    log.warning("not in %s any more: %s", place, why, extra={"action": "slack_ended"})
                return
        log.warning("not in %s any more: %s", text_in(body, "team_id")[:20], why, extra={"action": "slack_ended"})

    async def _held_back(self) -> None:
        async with self.database.begin() as session:
            await channel_state.remember(session, SLACK, channel_state.HELD_BACK, self.clock.now().isoformat())

    async def _belongs(self, team: str, organisation: str) -> None:
        async with self.database.begin() as session:
            if await channel_state.remembered(session, SLACK, f"{ORGANISATION}{team}") != organisation:
                await channel_state.remember(session, SLACK, f"{ORGANISATION}{team}", organisation)

    # -- the next token

    async def turn(self) -> None:
        """Get the next token for each installation whose own ends soon; of several processes one does."""
        async with self.database.begin() as session:
            known = await installations.places(session, SLACK, INSTALLATION)
        for place, text in known.items():
            if not self._is_due(shown(place, text)):
                continue
            try:
                await self._renew(place)
            except ConfigurationError as error:
                log.error("no new token: %s", error, extra={"action": "slack_not_renewed"})  # noqa: TRY400  (it says what to do)

    def _is_due(self, one: Installation) -> bool:
        return one.ended_at is None and one.expires_at is not None and one.expires_at - self.clock.now() < RENEW_BEFORE

    async def _renew(self, place: str) -> None:
        async with self.database.begin() as session:
            # Locked while Slack is asked: the token with which the next is had is good for once.
            row = await installations.lock_unless_taken(session, SLACK, f"{INSTALLATION}{place}")
            if row is None or not self._is_due(shown(place, row.value)):
                return
            keys = Keys.of(self.settings)
            old = opened(place, row.value, keys)
            try:
                found = await renewed(connect(self.settings, ""), self.settings, old, self.clock.now())
            except (*Failed, ValueError) as error:
                said = getattr(error, "response", {"error": type(error).__name__}).get("error", "")
                found = replace(old, why=f"no new token: {str(said)[:80]}")
                log.warning("no new token for %s: %s", place, said, extra={"action": "slack_not_renewed"})
            row.value = stored(found, keys)


def _said(words: str, status: int) -> PlainTextResponse:
    more = "" if status == 200 else " Begin again at /slack/install."  # noqa: PLR2004
    return PlainTextResponse(f"{words}{more}\n", status, headers=HEADERS)
