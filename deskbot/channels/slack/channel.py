"""Sending by Slack: to the thread in which somebody wrote, else to them in private."""

from __future__ import annotations

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from deskbot.channels import Capabilities, Door, Form, Sealed
from deskbot.channels.slack.blocks import LONGEST, blocks_of, words_of
from deskbot.channels.slack.ids import id_of, is_channel, person_in, thread_in
from deskbot.errors import DeskbotError
from deskbot.model.message import Arrival, Attachment, Inbound, Outbound, Outcome, Receipt
from deskbot.settings import Settings
from deskbot.wires.handing_over import with_files
from deskbot.wires.slack import MOST_FETCHED, SLACK, Failed, attempt, connect, file_at, outcome_of

SHARED = ("is_ext_shared", "is_shared", "is_pending_ext_shared")
"""How Slack marks a channel that others than the workspace's people see, or soon will."""


class SlackChannel:
    """One workspace's app; what comes in is taken by the web side, which hands it to intake."""

    name = SLACK
    capabilities = Capabilities(form=Form.CHAT, files=True, max_text=LONGEST)

    def __init__(self, settings: Settings) -> None:
        """Remember how Slack is reached."""
        self._client: AsyncWebClient = connect(settings)

    @property
    def address(self) -> tuple[str, int] | None:
        """It listens nowhere itself."""
        return None

    async def send(self, outbound: Outbound, sealed: Sealed) -> Receipt:
        """See `Channel.send`. Files follow the words."""
        person = person_in(outbound.to.address)
        if person is None:
            return Receipt(Outcome.REFUSED, f"{outbound.to.address[:50]} is nobody at Slack")
        thread = thread_in(outbound.in_reply_to)
        if is_channel(person[1]):
            await sealed()
            return await self._send(outbound, *(thread or (person[1], "")))
        if thread is not None:
            await sealed()
            receipt = await self._send(outbound, *thread)
            if receipt.outcome is not Outcome.REFUSED:
                return receipt
            # The channel is archived, or we were sent away from it: they can still be written to in private.
        try:
            opened = await self._client.conversations_open(users=person[1])
        except Failed as error:
            receipt = outcome_of(error)
            # Whatever became of the question, nothing was said.
            unclear = receipt.outcome is Outcome.MAYBE_SENT
            return Receipt(Outcome.NOT_SENT, receipt.detail, code=receipt.code) if unclear else receipt
        if thread is None:
            await sealed()
        return await self._send(outbound, str((opened.get("channel") or {}).get("id", "")), "")

    async def _send(self, outbound: Outbound, channel: str, root: str) -> Receipt:
        """Send words and files to a channel: into a thread, or as the beginning of one."""
        words = await attempt(self._say(outbound, channel, root))
        begun = (thread_in(words.known_as) or ("", root))[1]
        return await with_files(words, outbound.files, lambda file: attempt(self._hand_over(file, channel, begun)))

    async def amend(self, known_as: str, outbound: Outbound) -> Receipt:
        """See `Board.amend`."""
        place = thread_in(known_as)
        if place is None:
            return Receipt(Outcome.REFUSED, f"{known_as[:80]} is no message of Slack's")
        return await attempt(self._write_anew(outbound, *place))

    async def _write_anew(self, outbound: Outbound, channel: str, stamp: str) -> str:
        words = words_of(outbound.brief or outbound.text)
        blocks = blocks_of(words, outbound.offers)
        await self._client.chat_update(channel=channel, ts=stamp, text=words, blocks=blocks, parse="none")
        return ""

    async def unfit(self, address: str) -> str:
        """See `Board.unfit`: what is shared with other workspaces, resellers read as well."""
        place = person_in(address)
        if place is None:
            return f"{address[:50]} is no channel of Slack"
        try:
            told: Any = (await self._client.conversations_info(channel=place[1])).get("channel")
        except Failed as error:
            receipt = outcome_of(error)
            return f"{receipt.detail}; invite the app into it" if receipt.outcome is Outcome.REFUSED else ""
        told = told if isinstance(told, dict) else {}
        if any(told.get(sign) for sign in SHARED):
            return "the channel is shared with another workspace, whose people would read what is internal"
        return "" if told.get("is_member") else "the app is not in the channel; invite it"

    async def _say(self, outbound: Outbound, channel: str, root: str) -> str:
        words = words_of(outbound.brief or outbound.text)
        sent = await self._client.chat_postMessage(
            channel=channel,
            text=words,
            blocks=blocks_of(words, outbound.offers),
            thread_ts=root or None,
            parse="none",
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        # A guest's own workspace is another one than that in which we write to them.
        team = (sent.get("message") or {}).get("team") or (person_in(outbound.to.address) or ("",))[0]
        return id_of(str(team), str(sent["channel"]), root or str(sent["ts"]))

    async def _hand_over(self, file: Attachment, channel: str, root: str) -> str:
        await self._client.files_upload_v2(
            filename=file.filename, content=file.content, title=file.filename, channel=channel, thread_ts=root or None
        )
        return ""

    async def authenticate(self, arrival: Arrival, message: Inbound) -> Inbound:
        """Find out nothing more: Slack has said whose account it is."""
        _ = arrival
        return message

    async def fetch(self, source: str) -> bytes:
        """See `Channel.fetch`."""
        size, _, file_id = source.partition(":")
        if size.isdigit() and int(size) > MOST_FETCHED:
            raise DeskbotError(f"it has {int(size):,} bytes, and we take none above {MOST_FETCHED:,} from Slack")
        return await file_at(self._client, file_id)

    async def start(self, door: Door) -> None:
        """Do nothing; the web side takes what comes."""
        _ = door

    async def stop(self) -> None:
        """Do nothing: no connection is kept."""
