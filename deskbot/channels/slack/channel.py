"""Sending by Slack: to the thread in which somebody wrote, else to them in private."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from deskbot.channels import ByTheWeb, Capabilities, ChannelState, Form, Pace, Sealed
from deskbot.channels.slack.blocks import LONGEST, blocks_of, words_of
from deskbot.channels.slack.forms import ask_all_button
from deskbot.channels.slack.ids import id_of, is_channel, person_in, team_in, thread_in
from deskbot.channels.slack.markup import plain
from deskbot.channels.slack.reactions import reaction_in
from deskbot.channels.slack.reading import with_marked
from deskbot.errors import ConfigurationError, NotFoundError, NotYetError
from deskbot.model.chat import SLACK
from deskbot.model.message import Arrival, Attachment, Inbound, Outbound, Outcome, Receipt
from deskbot.settings import Settings
from deskbot.wires.handing_over import with_files
from deskbot.wires.slack import MOST_FETCHED, Failed, attempt, file_at, message_at, outcome_of
from deskbot.wires.slack_workspaces import Workspaces

SHARED = ("is_ext_shared", "is_shared", "is_pending_ext_shared")
"""How Slack marks a channel that others than the workspace's people see, or soon will."""


def conversation_of(outbound: Outbound) -> str:
    """Return the channel in which a message goes out, or whose private conversation."""
    thread = thread_in(outbound.in_reply_to)
    return thread[0] if thread else outbound.to.address


class SlackChannel(ByTheWeb):
    """An app in one workspace or several; what comes in is taken by the web side, which hands it to intake."""

    name = SLACK
    capabilities = Capabilities(
        form=Form.CHAT, files=True, max_text=LONGEST, pace=Pace(timedelta(seconds=1), conversation=conversation_of)
    )

    def __init__(self, settings: Settings, state: ChannelState) -> None:
        """Remember how Slack is reached, and where it is kept in which workspaces we are."""
        self._workspaces = Workspaces(settings, state)

    async def send(self, outbound: Outbound, sealed: Sealed) -> Receipt:
        """See `Channel.send`. Files follow the words."""
        person = person_in(outbound.to.address)
        if person is None:
            return Receipt(Outcome.REFUSED, f"{outbound.to.address[:50]} is nobody at Slack")
        try:
            # A guest's own workspace is another one than that in which they have written to us.
            way = await self._workspaces.way_to(team_in(outbound.in_reply_to), person[0])
        except ConfigurationError as error:
            return Receipt(Outcome.NOT_SENT, str(error), asked=False)
        if way is None:
            return Receipt(Outcome.REFUSED, f"the app is not installed in {person[0]}")
        return way.told(await self._answer(way.client, outbound, person, sealed), person[0])

    async def _answer(
        self, client: AsyncWebClient, outbound: Outbound, person: tuple[str, str], sealed: Sealed
    ) -> Receipt:
        thread = thread_in(outbound.in_reply_to)
        if is_channel(person[1]):
            await sealed()
            return await self._send(client, outbound, *(thread or (person[1], "")))
        if thread is not None:
            await sealed()
            receipt = await self._send(client, outbound, *thread)
            if receipt.outcome is not Outcome.REFUSED:
                return receipt
            # The channel is archived, or we were sent away from it: they can still be written to in private.
        try:
            opened = await client.conversations_open(users=person[1])
        except Failed as error:
            receipt = outcome_of(error)
            # Whatever became of the question, nothing was said.
            unclear = receipt.outcome is Outcome.MAYBE_SENT
            return Receipt(Outcome.NOT_SENT, receipt.detail, code=receipt.code) if unclear else receipt
        if thread is None:
            await sealed()
        return await self._send(client, outbound, str((opened.get("channel") or {}).get("id", "")), "")

    async def _send(self, client: AsyncWebClient, outbound: Outbound, channel: str, root: str) -> Receipt:
        """Send words and files to a channel: into a thread, or as the beginning of one."""
        words = await attempt(self._say(client, outbound, channel, root))
        begun = (thread_in(words.known_as) or ("", root))[1]
        return await with_files(
            words, outbound.files, lambda file: attempt(self._hand_over(client, file, channel, begun))
        )

    async def amend(self, known_as: str, outbound: Outbound) -> Receipt:
        """See `Board.amend`."""
        place = thread_in(known_as)
        if place is None:
            return Receipt(Outcome.REFUSED, f"{known_as[:80]} is no message of Slack's")
        try:
            client = await self._workspaces.client(team_in(known_as))
        except ConfigurationError as error:
            return Receipt(Outcome.NOT_SENT, str(error), asked=False)
        return await attempt(self._write_anew(client, outbound, *place))

    @staticmethod
    async def _write_anew(client: AsyncWebClient, outbound: Outbound, channel: str, stamp: str) -> str:
        words = words_of(outbound.brief or outbound.text)
        blocks = blocks_of(words, outbound.offers)
        await client.chat_update(channel=channel, ts=stamp, text=words, blocks=blocks, parse="none")
        return ""

    async def unfit(self, address: str) -> str | None:
        """See `Board.unfit`: what is shared with other workspaces, resellers read as well."""
        place = person_in(address)
        if place is None:
            return f"{address[:50]} is no channel of Slack"
        try:
            client = await self._workspaces.client(place[0])
            told: Any = (await client.conversations_info(channel=place[1])).get("channel")
        except ConfigurationError as error:
            return str(error)
        except Failed as error:
            receipt = outcome_of(error)
            return f"{receipt.detail}; invite the app into it" if receipt.outcome is Outcome.REFUSED else None
        told = told if isinstance(told, dict) else {}
        if any(told.get(sign) for sign in SHARED):
            return "the channel is shared with another workspace, whose people would read what is internal"
        return "" if told.get("is_member") else "the app is not in the channel; invite it"

    async def _say(self, client: AsyncWebClient, outbound: Outbound, channel: str, root: str) -> str:
        words = words_of(outbound.brief or outbound.text)
        sent = await client.chat_postMessage(
            channel=channel,
            text=words,
            blocks=[*blocks_of(words, outbound.offers), *_ask_all(outbound)],
            thread_ts=root or None,
            parse="none",
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        # A guest's own workspace is another one than that in which we write to them.
        team = (sent.get("message") or {}).get("team") or (person_in(outbound.to.address) or ("",))[0]
        return id_of(str(team), str(sent["channel"]), root or str(sent["ts"]))

    async def _hand_over(self, client: AsyncWebClient, file: Attachment, channel: str, root: str) -> str:
        await client.files_upload_v2(
            filename=file.filename, content=file.content, title=file.filename, channel=channel, thread_ts=root or None
        )
        return ""

    def shown(self, outbound: Outbound) -> str:
        """See `Shows.shown`."""
        return plain(words_of(outbound.brief or outbound.text))

    async def authenticate(self, arrival: Arrival, message: Inbound) -> Inbound:
        """See `Channel.authenticate`. Slack has said whose account it is; of a mark the marked message is fetched."""
        try:
            body = json.loads(arrival.raw)
        except (ValueError, RecursionError):
            return message  # what it is was for `read` to say
        mark = reaction_in(body) if isinstance(body, dict) else None
        if mark is None:
            return message
        try:
            way = await self._workspaces.way_to(mark.team)
            told = await message_at(way.client, mark.channel, mark.stamp) if way else None
        except Failed as error:
            receipt = outcome_of(error)
            if receipt.outcome is Outcome.REFUSED:
                return message
            raise NotYetError(receipt.detail) from None
        return with_marked(message, told, mark.team) if told else message

    async def fetch(self, source: str) -> bytes:
        """See `Channel.fetch`."""
        size, file_id, team = (*source.split(":"), "", "")[:3]
        if size.isdigit() and int(size) > MOST_FETCHED:
            raise NotFoundError(f"it has {int(size):,} bytes, and we take none above {MOST_FETCHED:,} from Slack")
        way = await self._workspaces.way_to(team)
        if way is None:
            raise NotFoundError("the app is not installed any more where it was sent")
        return await file_at(way.client, file_id)


def _ask_all(outbound: Outbound) -> list[dict[str, Any]]:
    """Return the button that opens a form with all of a message's questions; none where there is no such wish."""
    keys = [one.key for one in outbound.questions if not one.claimed]
    if not outbound.ask_all or outbound.ticket is None or not keys:
        return []
    return [ask_all_button(outbound.ask_all, outbound.ticket, keys)]
