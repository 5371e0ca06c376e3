"""The app's home in Slack: shown anew whenever somebody opens it."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from slack_bolt.response import BoltResponse

from deskbot.channels.slack.home import home, opened_by
from deskbot.channels.slack.told import Payload
from deskbot.engine.in_time import within_limit
from deskbot.engine.self_service import Overview, SelfService
from deskbot.model.chat import SLACK
from deskbot.tickets.speech import say
from deskbot.web.slack_forms import Client
from deskbot.wires.slack import Failed
from deskbot.wires.told import text_in

LONGEST = 2.0
"""Seconds: Slack waits for us, and shows the home as it was."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SlackHome:
    """Shows people their tickets."""

    self_service: SelfService
    client: Client

    async def take(self, body: Payload) -> BoltResponse | None:
        """Take it that somebody has opened the home; nothing depends on whether they see it."""
        user, team = opened_by(body), text_in(body, "team_id")
        if not user or not team:
            return None

        async def show() -> None:
            overview = await self.self_service.overview(SLACK, f"{team}:{user}")
            client = await self.client(team)
            await client.views_publish(user_id=user, view=_shown(overview))

        try:
            await within_limit(show, LONGEST)
        except Failed as error:
            log.info("a home was not shown: %s", str(error)[:200], extra={"action": "slack_home"})
        except Exception as error:  # noqa: BLE001  (Slack would ask again for what nobody waits for)
            log.info("a home was not shown: %s", type(error).__name__, extra={"action": "slack_home"})
        return BoltResponse(status=200)


def _shown(overview: Overview) -> Payload:
    language, listed = overview.language, overview.listed
    new, how = say(language, "home-new"), say(language, "home-how")
    if listed is None:
        return home("", say(language, "home-stranger"), new, how, ())
    return home(say(language, "home-title"), listed.text, new, how, listed.offers)
