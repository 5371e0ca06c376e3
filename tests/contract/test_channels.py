"""One suite over every channel that lies in deskbot/channels: what the contract promises of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from deskbot.channels import Capabilities
from deskbot.errors import NotFoundError
from deskbot.model.message import Address, Arrival, Attachment, Inbound, Outbound, Outcome, Receipt
from deskbot.simulators.mailbox import Mailbox, relay
from tests.contract.lines import Line, over
from tests.contract.peers import NAMES, WRITING, Manner, build, kind_of, module_of


def outbound(channel: str, text: str = "Hello") -> Outbound:
    to = Address(kind_of(channel).address, "Ty")
    return Outbound(channel=channel, to=to, subject="Hi", text=text, ticket=1)


@pytest.mark.parametrize("name", NAMES)
def test_a_channel_is_named_after_its_place_and_says_what_it_can(name: str) -> None:
    channel = build(name, **kind_of(name).absent)

    assert channel.name == name
    assert isinstance(channel.capabilities, Capabilities)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("raw", [b"", b"\x00\xff" * 100, b"\r\n" * 1000, b"a" * 10000])
def test_reading_garbage_gives_a_message_or_a_value_error_and_nothing_else(name: str, raw: bytes) -> None:
    try:
        message = module_of(name).read(Arrival(name, "1", raw, {}))
    except ValueError:
        return
    assert isinstance(message, Inbound)
    assert message.channel == name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("raw", [b"", b"\x00\xff" * 100, b"a" * 10000])
async def test_what_is_found_of_a_sender_changes_nothing_else_of_a_message(name: str, raw: bytes) -> None:
    channel = build(name, **kind_of(name).absent)
    message = Inbound(channel=name, external_id="1", sender=Address("ty@brightpathvoice.example"))
    before = message.authentication

    found = await channel.authenticate(Arrival(name, "1", raw, {}), message)

    assert found == replace(message, authentication=found.authentication)
    assert found.authentication == before


async def hand_over(name: str, settings: dict[str, object], message: Outbound) -> tuple[Receipt, int]:
    """Send a message; return what came of it, and how often it was sealed."""
    channel, seals = build(name, **settings), []

    async def sealed() -> None:
        seals.append(datetime.now(UTC))

    try:
        return await channel.send(message, sealed), len(seals)
    finally:
        await channel.stop()


@pytest.mark.parametrize("name", WRITING)
async def test_a_peer_that_is_not_there_is_not_sent(name: str) -> None:
    receipt, seals = await hand_over(name, kind_of(name).absent, outbound(name))

    assert receipt.outcome is Outcome.NOT_SENT
    assert receipt.detail
    assert seals == kind_of(name).one_request


@over(Line.LATER, among=WRITING)
async def test_a_peer_that_says_later_has_nothing(way: str) -> None:
    assert await ends(way, Manner.LATER) is Outcome.NOT_SENT


@over(Line.SERVER_ERROR, among=WRITING)
async def test_a_peer_that_fails_may_have_the_message_unless_its_wire_says_more(way: str) -> None:
    assert await ends(way, Manner.FAILS) is kind_of(way).failed


@over(Line.OPT_OUT, among=["slack"])
async def test_who_is_gone_is_written_to_no_more(way: str) -> None:
    assert await ends(way, Manner.REFUSES) is Outcome.REFUSED


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize(("manner", "outcome"), [(Manner.TAKES, Outcome.SENT), (Manner.REFUSES, Outcome.REFUSED)])
async def test_a_send_ends_in_one_of_its_ends(name: str, manner: Manner, outcome: Outcome) -> None:
    assert await ends(name, manner) is outcome


async def ends(name: str, manner: Manner) -> Outcome:
    """Send a message; return what came of it, which its peer confirms."""
    async with kind_of(name).serving(manner) as peer:
        receipt, seals = await hand_over(name, peer.settings, outbound(name))

        assert seals == (receipt.outcome is Outcome.SENT or kind_of(name).one_request)
        assert len(peer.taken()) == (receipt.outcome is Outcome.SENT)
        return receipt.outcome


@over(Line.TIME_OUT, among=WRITING)
async def test_a_peer_that_falls_silent_after_it_has_the_message_may_have_it(way: str) -> None:
    async with kind_of(way).serving(Manner.SILENT) as peer:
        receipt, _ = await hand_over(way, peer.settings, outbound(way))

    assert receipt.outcome is Outcome.MAYBE_SENT


@over(Line.OVERSIZE_TEXT, among=WRITING)
@pytest.mark.parametrize("letter", ["a", "&", "\u0627"])
async def test_a_text_of_any_length_arrives_as_one_message_or_its_beginning_does(way: str, letter: str) -> None:
    (said,) = await arrives(way, f"T-1001 {letter * 100_000}")

    assert said.strip().startswith("T-1001") or way == "email"
    assert letter in said


@over(Line.RIGHT_TO_LEFT, among=WRITING)
async def test_right_to_left_words_arrive_as_they_are(way: str) -> None:
    assert "\u0627\u0644\u0647\u0627\u062a\u0641" in (await arrives(way, "\u0627\u0644\u0647\u0627\u062a\u0641"))[0]


EMOJI = "\U0001f469\U0001f3fd\u200d\U0001f527"


@over(Line.EMOJI, among=[name for name in WRITING if name != "sms"])
async def test_emoji_arrive_as_they_are(way: str) -> None:
    assert EMOJI in (await arrives(way, f"x {EMOJI}"))[0]


@over(Line.EMOJI, among=["sms"])
async def test_emoji_are_left_out_of_texts_as_they_would_double_their_length(way: str) -> None:
    assert await arrives(way, f"x {EMOJI}") == ["x"]


@over(Line.INJECTION, among=WRITING)
@pytest.mark.parametrize(
    "text", ["<!channel> <@U0EVE> @all", "*b* _i_ [x](https://evil.example) <b>&amp;", "a\r\n.\r\nQUIT"]
)
async def test_nothing_in_a_text_is_a_sign_to_its_wire(way: str, text: str) -> None:
    (said,) = await arrives(way, text)

    assert all(word in said for word in text.split())


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize("text", ["\u202eright to left", "\x00\x07", "", "\U0001f4de" * 9000])
async def test_any_text_arrives_as_one_message(name: str, text: str) -> None:
    await arrives(name, text)


async def arrives(name: str, text: str) -> list[str]:
    """Send a text; return what has arrived, which is one message."""
    async with kind_of(name).serving(Manner.TAKES) as peer:
        receipt, _ = await hand_over(name, peer.settings, outbound(name, text))

        assert receipt.outcome is Outcome.SENT
        assert len(peer.taken()) == 1
        return peer.taken()


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize(
    ("filename", "content_type", "content"),
    [
        ("rack.jpg", "image/jpeg", b"\xff\xd8\xff\x00 the rack \xfe"),
        ("trace of 14:02.pcap", "application/octet-stream", bytes(range(256)) * 40),
        ("f\u00fcr T-1001 \U0001f4de.txt", "application/octet-stream", b"line\r\n.\r\nFrom the end\n"),
    ],
)
async def test_a_file_arrives_as_it_was_given_or_its_channel_says_that_it_takes_none(
    name: str, filename: str, content_type: str, content: bytes
) -> None:
    file = Attachment(filename, content_type, len(content), "", content=content)
    async with kind_of(name).serving(Manner.TAKES) as peer:
        receipt, _ = await hand_over(name, peer.settings, replace(outbound(name), files=(file,)))

        assert receipt.outcome is Outcome.SENT
        takes_files = build(name, **kind_of(name).absent).capabilities.files
        assert peer.files() == ([(filename, content)] if takes_files else [])


@over(Line.OVERSIZE_FILE, among=["slack", "telegram"])
async def test_a_file_that_is_too_large_is_not_even_asked_for(way: str) -> None:
    channel = build(way, **kind_of(way).absent)

    for source in kind_of(way).too_large:
        with pytest.raises(NotFoundError, match="bytes"):
            await channel.fetch(source)


async def test_line_breaks_in_names_and_subjects_add_no_headers() -> None:
    mailbox = Mailbox()

    async def sealed() -> None:
        return

    hostile = Outbound(
        channel="email",
        to=Address("ty@brightpathvoice.example", "Ty\r\nBcc: eve@evil.example"),
        subject="Hi\r\nBcc: eve@evil.example",
        text="x",
    )
    async with relay(mailbox) as url:
        await build("email", smtp_relay=url).send(hostile, sealed)

    (letter,) = mailbox.letters
    assert letter.mail["Bcc"] is None
    assert letter.envelope_to == ("ty@brightpathvoice.example",)


@pytest.mark.parametrize("name", NAMES)
async def test_a_channel_by_which_nobody_is_written_to_says_so_and_refuses(name: str) -> None:
    channel = build(name, **kind_of(name).absent)

    async def sealed() -> None:
        raise AssertionError("nothing went out, so nothing may be sealed")

    if not channel.capabilities.writes:
        assert (await channel.send(outbound(name), sealed)).outcome is Outcome.REFUSED
