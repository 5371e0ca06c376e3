"""One suite over every channel that lies in deskbot/channels: what the contract promises of each."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

import deskbot.channels
from deskbot.channels import Capabilities, Channel
from deskbot.desk.reading import read_desk
from deskbot.model.message import Address, Arrival, Inbound, Outbound, Outcome
from deskbot.settings import Settings
from deskbot.simulators.mailbox import Fault, Mailbox, relay

NAMES = sorted(module.name for module in pkgutil.iter_modules(deskbot.channels.__path__))
DESK = read_desk((Path(__file__).parents[1] / "desk.yaml").read_text(), "tests/desk.yaml")


class Memory:
    """A channel's state, in memory."""

    async def get(self, key: str) -> str | None:
        raise AssertionError(f"unexpected: {key}")

    async def note_look(self, trouble: str = "") -> None:
        _ = trouble

    async def put(self, key: str, value: str) -> None:
        raise AssertionError(f"unexpected: {key}={value}")


WRITING = [name for name in NAMES if name != "phone"]
"""Those by which people are written to; the others say so themselves."""


def module_of(name: str) -> ModuleType:
    return importlib.import_module(f"deskbot.channels.{name}")


def build(name: str, **settings: object) -> Channel:
    channel = module_of(name).build(Settings(_env_file=None, **settings), DESK, Memory())
    assert channel is not None
    return channel


def outbound(channel: str, text: str = "Hello") -> Outbound:
    return Outbound(channel=channel, to=Address("ty@brightpathvoice.example", "Ty"), subject="Hi", text=text, ticket=1)


@pytest.mark.parametrize("name", NAMES)
def test_a_channel_is_named_after_its_place_and_says_what_it_can(name: str) -> None:
    channel = build(name)

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
    channel = build(name, smtp_relay="smtp://127.0.0.1:1")
    message = Inbound(channel=name, external_id="1", sender=Address("ty@brightpathvoice.example"))
    before = message.authentication

    found = await channel.authenticate(Arrival(name, "1", raw, {}), message)

    assert found == replace(message, authentication=found.authentication)
    assert found.authentication == before


@pytest.mark.parametrize("name", WRITING)
async def test_a_peer_that_is_not_there_is_not_sent_and_was_not_sealed(name: str) -> None:
    channel = build(name, smtp_relay="smtp://127.0.0.1:1", smtp_timeout=2)

    async def sealed() -> None:
        raise AssertionError("nothing went out, so nothing may be sealed")

    receipt = await channel.send(outbound(name), sealed)

    assert receipt.outcome is Outcome.NOT_SENT
    assert receipt.detail


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize(
    ("fault", "outcome"),
    [(Fault.NONE, Outcome.SENT), (Fault.LATER, Outcome.NOT_SENT), (Fault.REFUSED, Outcome.REFUSED)],
)
async def test_a_send_ends_in_one_of_its_ends(name: str, fault: Fault, outcome: Outcome) -> None:
    mailbox = Mailbox()
    mailbox.fault = fault
    seals = []

    async def sealed() -> None:
        seals.append(datetime.now(UTC))

    async with relay(mailbox) as url:
        receipt = await build(name, smtp_relay=url).send(outbound(name), sealed)

    assert receipt.outcome is outcome
    assert len(seals) == (outcome is Outcome.SENT)


@pytest.mark.parametrize("name", WRITING)
async def test_a_peer_that_falls_silent_after_it_has_the_message_may_have_it(name: str) -> None:
    mailbox = Mailbox()
    mailbox.fault = Fault.SILENT_AFTER_DATA

    async def sealed() -> None:
        return

    async with relay(mailbox) as url:
        receipt = await build(name, smtp_relay=url, smtp_timeout=1).send(outbound(name), sealed)

    assert receipt.outcome is Outcome.MAYBE_SENT


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize(
    "text", ["\u202eright to left", "emoji \U0001f4de", "line\r\n.\r\nQUIT", "a" * 100_000, "\x00\x07"]
)
async def test_any_text_arrives_as_one_message(name: str, text: str) -> None:
    mailbox = Mailbox()

    async def sealed() -> None:
        return

    async with relay(mailbox) as url:
        receipt = await build(name, smtp_relay=url).send(outbound(name, text), sealed)

    assert receipt.outcome is Outcome.SENT
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize("name", WRITING)
async def test_line_breaks_in_names_and_subjects_add_no_headers(name: str) -> None:
    mailbox = Mailbox()

    async def sealed() -> None:
        return

    hostile = Outbound(
        channel=name,
        to=Address("ty@brightpathvoice.example", "Ty\r\nBcc: eve@evil.example"),
        subject="Hi\r\nBcc: eve@evil.example",
        text="x",
    )
    async with relay(mailbox) as url:
        await build(name, smtp_relay=url).send(hostile, sealed)

    (letter,) = mailbox.letters
    assert letter.mail["Bcc"] is None
    assert letter.envelope_to == ("ty@brightpathvoice.example",)


@pytest.mark.parametrize("name", NAMES)
async def test_a_channel_by_which_nobody_is_written_to_says_so_and_refuses(name: str) -> None:
    channel = build(name, smtp_relay="smtp://127.0.0.1:1")

    async def sealed() -> None:
        raise AssertionError("nothing went out, so nothing may be sealed")

    assert channel.capabilities.writes is (name in WRITING)
    if name not in WRITING:
        assert (await channel.send(outbound(name), sealed)).outcome is Outcome.REFUSED
