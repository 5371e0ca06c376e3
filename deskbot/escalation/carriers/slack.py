"""Slack: a direct message of our app, with buttons."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from xml.sax.saxutils import escape  # nosec B406 # (it only escapes what is written)

from slack_sdk.web.async_client import AsyncWebClient

from deskbot.desk import Desk
from deskbot.errors import ConfigurationError, UnavailableError
from deskbot.escalation.carriers import Button, Carrier, Notice, Report
from deskbot.model.chat import SLACK
from deskbot.model.message import Outcome, Receipt
from deskbot.model.page import Medium
from deskbot.settings import Settings
from deskbot.wires.memory import Memory
from deskbot.wires.slack import attempt
from deskbot.wires.slack_text import plain_text
from deskbot.wires.slack_workspaces import Workspaces

TIMEOUT = 5.0
"""Seconds until a silent Slack is given up: three tries leave time for another way within half a minute."""
LABEL = 75
QUESTION = 300


def build(settings: Settings, _desk: Desk, memory: Memory) -> tuple[Carrier, ...]:
    """Return the carrier; none where no app can be installed, or nobody's answer could be believed."""
    answerable = settings.slack_signing_secret or settings.slack_app_token
    if not settings.has_slack_app or not answerable:
        return ()
    short = settings.model_copy(update={"slack_timeout": min(settings.slack_timeout, TIMEOUT)})
    return (SlackCarrier(Workspaces(short, memory)),)


class SlackCarrier:
    """Writes to people in private, in their workspace; what they press comes to the web side."""

    name = SLACK
    media = frozenset({Medium.SLACK})
    sender = ""

    def __init__(self, workspaces: Workspaces) -> None:
        """Remember how workspaces are reached; a connection is opened for each message."""
        self._workspaces = workspaces

    async def notify(self, notice: Notice) -> Receipt:
        """Write a message."""
        if notice.medium is not Medium.SLACK:
            return Receipt(Outcome.REFUSED, f"{self.name} does not carry {notice.medium}")
        _, _, user = notice.to.partition(":")
        return await self._ask(notice.to, lambda client: _say(client, user, notice.text, notice.buttons))

    async def rewrite(self, to: str, place: str, text: str, buttons: tuple[Button, ...]) -> Receipt:
        """See `Rewriting`."""
        channel, _, stamp = place.partition(":")
        return await self._ask(to, lambda client: _write_anew(client, channel, stamp, text, buttons))

    async def ask(self, medium: Medium, provider_id: str) -> Report | None:
        """Know nothing more: that a message is there is all that Slack says."""
        _ = medium, provider_id

    async def close(self) -> None:
        """Let go of nothing."""

    async def _ask(self, account: str, doing: Callable[[AsyncWebClient], Awaitable[str]]) -> Receipt:
        """Ask Slack for something in the workspace of an account."""
        team, _, _ = account.partition(":")
        try:
            way = await self._workspaces.way_to(team)
        except (ConfigurationError, UnavailableError) as error:
            return Receipt(Outcome.NOT_SENT, str(error), asked=False)
        if way is None:
            return Receipt(Outcome.REFUSED, f"the app is not installed in {team}")
        return way.told(await attempt(doing(way.client)), team)


async def _say(client: AsyncWebClient, user: str, text: str, buttons: tuple[Button, ...]) -> str:
    sent = await client.chat_postMessage(
        channel=user,
        text=escape(text),
        blocks=_blocks(text, buttons),
        parse="none",
        link_names=False,
        unfurl_links=False,
        unfurl_media=False,
    )
    return f"{sent['channel']}:{sent['ts']}"


async def _write_anew(client: AsyncWebClient, channel: str, stamp: str, text: str, buttons: tuple[Button, ...]) -> str:
    await client.chat_update(channel=channel, ts=stamp, text=escape(text), blocks=_blocks(text, buttons))
    return f"{channel}:{stamp}"


def _blocks(text: str, buttons: tuple[Button, ...]) -> list[dict[str, Any]]:
    """Return the blocks of a message; as plain text no sign in it calls anybody, or is a link."""
    blocks: list[dict[str, Any]] = [{"type": "section", "text": plain_text(text, 3000)}]
    return [*blocks, {"type": "actions", "elements": [_button(one) for one in buttons]}] if buttons else blocks


def _button(button: Button) -> dict[str, Any]:
    shown = {
        "type": "button",
        "action_id": button.says.replace(":", "-"),
        "text": plain_text(button.label, LABEL),
        "value": button.says,
    }
    if not button.asks:
        return shown
    yes, no = plain_text(button.label, 30), plain_text("No", 30)
    asked = {
        "title": plain_text(button.label, 100),
        "text": plain_text(button.asks, QUESTION),
        "confirm": yes,
        "deny": no,
    }
    return shown | {"confirm": asked}
