"""What goes out by Slack: to which thread, as which words, and what each refusal says of a message."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from deskbot.channels.slack.channel import SlackChannel
from deskbot.channels.slack.ids import id_of
from deskbot.errors import DeskbotError
from deskbot.gaps import NoState
from deskbot.model.message import Address, Attachment, Offer, Outbound, Outcome, Receipt
from deskbot.settings import Settings
from deskbot.simulators.slack import SlackSimulator
from deskbot.simulators.world import simulated_world

TOKEN, TY, TEAM = "xoxb-the-apps-token", "U0TY", "T0DESK"


@dataclass
class Office:
    slack: SlackSimulator
    channel: SlackChannel

    async def send(self, text: str = "Hello", **more: Any) -> Receipt:
        async def sealed() -> None:
            return

        to = more.pop("to", Address(f"{TEAM}:{TY}"))
        return await self.channel.send(Outbound(channel="slack", to=to, subject="Hi", text=text, **more), sealed)


@pytest.fixture(name="office")
async def an_office() -> AsyncIterator[Office]:
    told = {"slack_bot_token": TOKEN, "slack_signing_secret": "what only Slack knows"}
    settings = Settings(_env_file=None, **told)  # pyright: ignore[reportCallIssue,reportArgumentType]
    simulator = SlackSimulator.of(settings)
    _ = simulator.people[TY]
    async with simulator.serving() as url:
        yield Office(simulator, SlackChannel(settings.model_copy(update={"slack_base_url": url}), NoState()))


def file(content: bytes, name: str = "trace.txt") -> Attachment:
    sha256 = hashlib.sha256(content).hexdigest()
    return Attachment(name, "text/plain", len(content), sha256, content=content)


async def test_somebody_is_written_to_in_private_and_the_message_begins_a_thread(office: Office) -> None:
    receipt = await office.send()

    sent = office.slack.people[TY].take_message()
    assert (sent.channel, sent.thread_ts) == ("D0TY", "")
    assert receipt.known_as == id_of(TEAM, sent.channel, sent.ts)


async def test_an_answer_goes_to_the_thread_in_which_they_wrote_and_is_known_by_its_beginning(office: Office) -> None:
    site = office.slack.make_channel("site")
    question = await office.slack.people[TY].writes("dead", channel=site)
    reply = await office.slack.people[TY].writes("still", channel=site, thread=question)
    root = id_of(TEAM, site, question.ts)

    first = await office.send("One", in_reply_to=root)
    second = await office.send("Two", in_reply_to=id_of(TEAM, site, reply.ts, question.ts))

    assert [one.thread_ts for one in office.slack.people[TY].seen] == [question.ts, question.ts]
    assert [first.known_as, second.known_as] == [root, root]


@pytest.mark.parametrize("what", ["archived", "has_app"])
async def test_who_cannot_be_answered_in_their_thread_is_written_to_in_private(office: Office, what: str) -> None:
    site = office.slack.make_channel("site")
    question = await office.slack.people[TY].writes("dead", channel=site)
    setattr(office.slack.channels[site], what, what == "archived")

    assert (await office.send(in_reply_to=id_of(TEAM, site, question.ts))).outcome is Outcome.SENT

    assert office.slack.people[TY].take_message().channel == "D0TY"


@pytest.mark.parametrize("hostile", ["<!channel> <@U0EVE> <#C1>", "<https://evil.example|your bank>", "a & b < c > d"])
async def test_no_words_call_anybody_or_are_a_link(office: Office, hostile: str) -> None:
    await office.send(hostile)

    sent = office.slack.people[TY].take_message()
    assert sent.shown == hostile
    assert "<" not in sent.text + sent.blocks[0]["text"]["text"]
    assert sent.blocks[0]["text"]["verbatim"] is True


async def test_offers_are_buttons_that_hold_what_they_say(office: Office) -> None:
    offers = (Offer("Yes, it is solved", "close T-1001"), Offer("x" * 200, "status T-1001"))
    await office.send(offers=offers)

    yes, long = office.slack.people[TY].take_message().buttons
    assert (yes.label, yes.value, long.value) == ("Yes, it is solved", "close T-1001", "status T-1001")
    assert len(long.label) == 75


async def test_a_long_text_stands_in_several_sections_and_nothing_of_it_is_lost(office: Office) -> None:
    words = " ".join(f"word{number}" for number in range(1200))
    await office.send(words)

    sent = office.slack.people[TY].take_message()
    assert len(sent.blocks) > 1
    assert sent.shown.split() == words.split()


async def test_files_are_put_below_the_words_in_the_same_thread(office: Office) -> None:
    receipt = await office.send(files=(file(b"a trace"),))

    words, with_file = office.slack.people[TY].seen
    assert receipt.outcome is Outcome.SENT
    assert with_file.thread_ts == words.ts
    assert [(one.name, one.content) for one in with_file.files] == [("trace.txt", b"a trace")]


async def test_words_whose_file_did_not_arrive_are_not_said_again(office: Office) -> None:
    receipt = await office.send(files=(file(b"", "empty.txt"),))

    assert receipt.outcome is Outcome.MAYBE_SENT
    assert "empty.txt" in receipt.detail
    assert office.slack.people[TY].take_message().ts in receipt.known_as


@pytest.mark.parametrize(
    ("status", "retry_after", "outcome"),
    [
        (429, 3, Outcome.NOT_SENT),
        (503, 3, Outcome.NOT_SENT),
        (503, None, Outcome.MAYBE_SENT),
        (500, None, Outcome.MAYBE_SENT),
    ],
)
async def test_what_an_error_of_slack_says_of_a_message(
    office: Office, status: int, retry_after: int | None, outcome: Outcome
) -> None:
    site = office.slack.make_channel("site")
    question = await office.slack.people[TY].writes("dead", channel=site)
    office.slack.faults.fail_next(status=status, retry_after=retry_after)

    assert (await office.send(in_reply_to=id_of(TEAM, site, question.ts))).outcome is outcome
    assert not office.slack.people[TY].seen


async def test_a_message_whose_answer_is_cut_off_is_sent_once(office: Office) -> None:
    office.slack.faults.drop_after_accept()

    assert (await office.send()).outcome is Outcome.MAYBE_SENT
    assert len(office.slack.people[TY].seen) == 1


async def test_where_no_conversation_can_be_opened_nothing_was_sent(office: Office) -> None:
    office.slack.faults.fail_next(status=500)

    assert (await office.send()).outcome is Outcome.NOT_SENT


async def test_a_token_that_is_not_known_is_ours_to_mend(office: Office) -> None:
    office.slack.workspaces["T0DESK"].token = "xoxb-another"

    receipt = await office.send()

    assert (receipt.outcome, receipt.asked) == (Outcome.NOT_SENT, False)


@pytest.mark.parametrize("address", ["U0TY", "ty@brightpathvoice.example", "T0DESK:", "T0DESK:U0GONE"])
async def test_who_is_nobody_there_is_refused(office: Office, address: str) -> None:
    assert (await office.send(to=Address(address))).outcome is Outcome.REFUSED


async def test_a_file_is_fetched_with_our_token(office: Office) -> None:
    kept = office.slack.keep("rack.jpg", "image/jpeg", b"a photo")

    assert await office.channel.fetch(f"7:{kept.id}") == b"a photo"


async def test_our_token_is_shown_to_nobody_but_slack(office: Office) -> None:
    kept = office.slack.keep("rack.jpg", "image/jpeg", b"a photo")
    office.slack.base_url = "https://evil.example"

    with pytest.raises(DeskbotError, match="no place of its own"):
        await office.channel.fetch(f"7:{kept.id}")


@pytest.mark.parametrize("source", ["7:F0GONE", "50000001:F1FILE"])
async def test_a_file_that_cannot_be_had_says_so(office: Office, source: str) -> None:
    with pytest.raises(DeskbotError):
        await office.channel.fetch(source)


@pytest.mark.parametrize(
    ("method", "given", "error"),
    [
        ("chat.delete", {}, "unknown_method"),
        ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "D0TY", "text": "x", "as_user": True}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "D0TY", "text": "x"}, "channel_not_found"),
    ],
)
async def test_the_simulated_slack_is_strict(office: Office, method: str, given: dict[str, Any], error: str) -> None:
    async with httpx.AsyncClient(trust_env=False, headers={"Authorization": f"Bearer {TOKEN}"}) as http:
        answer = await http.post(f"{office.slack.base_url}/api/{method}", json=given)

    assert answer.json() == {"ok": False, "error": error}


async def test_where_all_is_simulated_no_real_workspace_is_written_to(tmp_path: Path) -> None:
    told = {"slack_bot_token": TOKEN, "slack_signing_secret": "a real one", "data_dir": tmp_path}
    settings = Settings(_env_file=None, **told)  # pyright: ignore[reportCallIssue,reportArgumentType]

    async with simulated_world(settings) as simulated:
        assert simulated.slack_base_url.startswith("http://127.0.0.1:")
        assert simulated.slack_bot_token != settings.slack_bot_token
        assert simulated.slack_signing_secret != settings.slack_signing_secret
