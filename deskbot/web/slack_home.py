"""The app's home in Slack, and what it suggests under Messages: shown anew whenever somebody opens either."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from deskbot.channels.slack.home import HOME, Opened, home, opened_by, prompts
from deskbot.channels.slack.told import Payload
from deskbot.commands.tickets import Verb
from deskbot.engine.self_service import Overview, SelfService
from deskbot.model.chat import SLACK
from deskbot.model.message import Offer
from deskbot.tickets.speech import say
from deskbot.web.slack_opening import Client, opened


@dataclass(frozen=True, slots=True)
class SlackHome:
    """Shows people their tickets."""

    self_service: SelfService
    client: Client

    async def take(self, body: Payload) -> BoltResponse | None:
        """Take it that somebody has opened the app; nothing depends on whether they see what is shown."""
        told = opened_by(body)
        if told is None:
            return None
        await opened(self.client, told.team, lambda client: self._show(client, told), "home")
        return BoltResponse(status=200)

    async def _show(self, client: AsyncWebClient, told: Opened) -> None:
        overview = await self.self_service.overview(SLACK, f"{told.team}:{told.user}")
        if told.tab == HOME:
            await client.views_publish(user_id=told.user, view=_shown(overview))
        else:
            await client.assistant_threads_setSuggestedPrompts(channel_id=told.channel, prompts=_suggested(overview))


def _shown(overview: Overview) -> Payload:
    language, listed = overview.language, overview.listed
    new, how = say(language, "home-new"), say(language, "home-how")
    if listed is None:
        return home("", say(language, "home-stranger"), new, how, ())
    return home(say(language, "home-title"), listed.text, new, how, listed.offers)


def _suggested(overview: Overview) -> list[dict[str, str]]:
    for_help = Offer(say(overview.language, "home-help"), Verb.HELP)
    if overview.listed is None:
        return prompts((), (for_help,))
    return prompts(overview.listed.offers, (Offer(say(overview.language, "home-title"), Verb.LIST), for_help))
