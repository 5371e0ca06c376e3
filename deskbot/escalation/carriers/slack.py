"""Slack: a direct message of our app, with buttons."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from slack_sdk.web.async_client import AsyncWebClient

from deskbot.desk import Desk
from deskbot.escalation.carriers import Button, Carrier, Notice, Report
from deskbot.model.message import Outcome, Receipt
from deskbot.model.page import Medium
from deskbot.settings import Settings
from deskbot.wires.slack import SLACK, attempt, connect
from deskbot.wires.slack_text import plain_text

TIMEOUT = 5.0
"""Seconds until a silent Slack is given up: three tries leave time for another way within half a minute."""
LABEL = 75
QUESTION = 300


def build(settings: Settings, _desk: Desk) -> tuple[Carrier, ...]:
    """Return the carrier; none where no app is installed, or nobody's answer could be believed."""
    answerable = settings.slack_signing_secret is not None or settings.slack_app_token is not None
    if settings.slack_bot_token is None or not answerable:
        return ()
    return (SlackCarrier(settings.model_copy(update={"slack_timeout": min(settings.slack_timeout, TIMEOUT)})),)


class SlackCarrier:
    """Writes to people in private; what they press comes to the web side."""

    name = SLACK
    media = frozenset({Medium.SLACK})
    sender = ""

    def __init__(self, settings: Settings) -> None:
        """Remember how Slack is reached; the client is the pager's own, and opens a connection for each message."""
        self._client: AsyncWebClient = connect(settings)

    async def notify(self, notice: Notice) -> Receipt:
        """Write a message."""
        if notice.medium is not Medium.SLACK:
            return Receipt(Outcome.REFUSED, f"{self.name} does not carry {notice.medium}")
        _, _, user = notice.to.partition(":")
        return await attempt(self._say(user, notice.text, notice.buttons))

    async def rewrite(self, place: str, text: str, buttons: tuple[Button, ...]) -> Receipt:
        """See `Rewriting`."""
        channel, _, stamp = place.partition(":")
        return await attempt(self._write_anew(channel, stamp, text, buttons))

    async def ask(self, medium: Medium, provider_id: str) -> Report | None:
        """Know nothing more: that a message is there is all that Slack says."""
        _ = medium, provider_id

    async def close(self) -> None:
        """Let go of nothing."""

    async def _say(self, user: str, text: str, buttons: tuple[Button, ...]) -> str:
        sent = await self._client.chat_postMessage(
            channel=user,
            text=escape(text),
            blocks=_blocks(text, buttons),
            parse="none",
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        return f"{sent['channel']}:{sent['ts']}"

    async def _write_anew(self, channel: str, stamp: str, text: str, buttons: tuple[Button, ...]) -> str:
        await self._client.chat_update(channel=channel, ts=stamp, text=escape(text), blocks=_blocks(text, buttons))
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
