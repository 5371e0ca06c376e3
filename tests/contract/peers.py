"""Who is at the other end of each channel's wire, as a simulation that can misbehave: for the contract suite."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import deskbot.channels
from deskbot.channels import Channel
from deskbot.desk.reading import read_desk
from deskbot.model.message import Outcome
from deskbot.settings import Settings
from deskbot.simulators.mailbox import Fault, Mailbox, relay
from deskbot.simulators.slack import SlackSimulator
from deskbot.simulators.telegram import TelegramSimulator
from deskbot.simulators.twilio import TwilioSimulator

PAGER, TEXTS, WHATSAPP, TY = "+15125550100", "+15125550101", "+15125550102", "+15125550120"
BOT = {"telegram_token": "1000:the-bots-token"}
TY_AT_TELEGRAM = 4711
APP = {"slack_bot_token": "xoxb-the-apps-token", "slack_signing_secret": "what only Slack knows"}
TY_AT_SLACK = "U0TY"
NOWHERE = "127.0.0.1:1"


class Manner(StrEnum):
    """How a peer meets a message."""

    TAKES = "takes"
    LATER = "later"
    """It says that it takes nothing now."""
    REFUSES = "refuses"
    """It says that it will never take it."""
    FAILS = "fails"
    """It answers by a 5xx."""
    SILENT = "silent"
    """It takes it, and never says so."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One peer, at work."""

    settings: dict[str, Any]
    """With which the channel reaches it, and gives it up after a second."""
    taken: Callable[[], list[str]]
    """The texts that it has taken."""
    files: Callable[[], list[tuple[str, bytes]]] = list
    """The files that it has taken, by their names."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the suite has to know of a channel."""

    serving: Callable[[Manner], AbstractAsyncContextManager[Peer]]
    absent: dict[str, Any]
    """Settings with which nobody is at the other end."""
    address: str
    """Somebody who is written to."""
    failed: Outcome = Outcome.MAYBE_SENT
    """What a 5xx says of a message."""
    too_large: tuple[str, ...] = ()
    """Files that are too large for it, as it names where they lie."""
    one_request: bool = False
    """Whether a message is handed over in one request: then it is sealed before that, whatever comes of it."""


@asynccontextmanager
async def _relay(manner: Manner) -> AsyncGenerator[Peer]:
    mailbox = Mailbox()
    mailbox.fault = {
        Manner.TAKES: Fault.NONE,
        Manner.LATER: Fault.LATER,
        Manner.REFUSES: Fault.REFUSED,
        Manner.FAILS: Fault.REFUSED,
        Manner.SILENT: Fault.SILENT_AFTER_DATA,
    }[manner]
    async with relay(mailbox) as url:
        yield Peer(
            {"smtp_relay": url, "smtp_timeout": 1 if manner is Manner.SILENT else 10},
            lambda: [letter.text for letter in mailbox.letters],
            lambda: [
                (one.get_filename() or "", one.get_content())
                for letter in mailbox.letters
                for one in letter.mail.iter_attachments()
            ],
        )


def _account(**more: Any) -> dict[str, Any]:
    return {
        "twilio_account_sid": "AC" + "0" * 32,
        "twilio_auth_token": "the account's token",
        "twilio_from": PAGER,
        "twilio_text_number": TEXTS,
        "twilio_whatsapp_number": WHATSAPP,
        **more,
    }


@asynccontextmanager
async def _carrier(manner: Manner, phone: str = TY) -> AsyncGenerator[Peer]:
    simulator = TwilioSimulator.of(Settings(_env_file=None, **_account()))  # pyright: ignore[reportCallIssue]
    match manner:
        case Manner.LATER:
            simulator.faults.fail_next(status=429, code=20429)
        case Manner.REFUSES:
            simulator.phones[phone].is_refused()
        case Manner.FAILS:
            simulator.faults.fail_next(status=500)
        case Manner.SILENT:
            simulator.faults.hold_answers()
        case Manner.TAKES:
            pass
    async with simulator.serving() as url:
        yield Peer(
            _account(twilio_base_url=url, twilio_timeout=1 if manner is Manner.SILENT else 9),
            lambda: [one.body for one in simulator.messages.values()],
        )


@asynccontextmanager
async def _bot(manner: Manner) -> AsyncGenerator[Peer]:
    simulator = TelegramSimulator.of(Settings(_env_file=None, **BOT))  # pyright: ignore[reportCallIssue,reportArgumentType]
    ty = simulator.people[TY_AT_TELEGRAM]
    await ty.starts()
    match manner:
        case Manner.LATER:
            simulator.faults.fail_next(status=429, retry_after=7)
        case Manner.REFUSES:
            await ty.blocks()
        case Manner.FAILS:
            simulator.faults.fail_next(status=503)
        case Manner.SILENT:
            simulator.faults.hold_answers()
        case Manner.TAKES:
            pass
    async with simulator.serving() as url:
        yield Peer(
            {**BOT, "telegram_base_url": url, "telegram_timeout": 1 if manner is Manner.SILENT else 9},
            lambda: [sent.text for sent in ty.untaken],
            lambda: [(sent.file.name, sent.file.content) for sent in ty.untaken if sent.file],
        )


@asynccontextmanager
async def _workspace(manner: Manner) -> AsyncGenerator[Peer]:
    simulator = SlackSimulator.of(Settings(_env_file=None, **APP))  # pyright: ignore[reportCallIssue,reportArgumentType]
    ty = simulator.people[TY_AT_SLACK]
    match manner:
        case Manner.LATER:
            simulator.faults.fail_next(status=429, retry_after=7)
        case Manner.REFUSES:
            ty.active = False
        case Manner.FAILS:
            simulator.faults.fail_next(status=500)
        case Manner.SILENT:
            simulator.faults.hold_answers()
        case Manner.TAKES:
            pass
    async with simulator.serving() as url:
        yield Peer(
            {**APP, "slack_base_url": url, "slack_timeout": 1 if manner is Manner.SILENT else 9},
            lambda: [sent.shown for sent in ty.untaken],
            lambda: [(file.name, file.content) for sent in ty.untaken for file in sent.files],
        )


KINDS = {
    "email": Kind(
        _relay, {"smtp_relay": f"smtp://{NOWHERE}", "smtp_timeout": 2}, "ty@brightpathvoice.example", Outcome.REFUSED
    ),
    "sms": Kind(_carrier, _account(twilio_base_url=f"http://{NOWHERE}"), TY, one_request=True),
    "whatsapp": Kind(
        partial(_carrier, phone=f"whatsapp:{TY}"), _account(twilio_base_url=f"http://{NOWHERE}"), TY, one_request=True
    ),
    "telegram": Kind(
        _bot,
        {**BOT, "telegram_base_url": f"http://{NOWHERE}"},
        str(TY_AT_TELEGRAM),
        too_large=("30000000:file",),
        one_request=True,
    ),
    # What fails first is the question where they are written to: nothing was said then.
    "slack": Kind(
        _workspace,
        {**APP, "slack_base_url": f"http://{NOWHERE}"},
        f"T0DESK:{TY_AT_SLACK}",
        failed=Outcome.NOT_SENT,
        too_large=("50000001:F1FILE",),
    ),
}
"""The channels by which people are written to; one that only takes is here where it needs settings to be there."""


def _nobody(manner: Manner) -> AbstractAsyncContextManager[Peer]:
    raise AssertionError(f"who {manner} what it writes? Name its peer in tests/contract/peers.py")


TAKES_ONLY = Kind(_nobody, {}, TY)
"""One by which nobody is written to, and which needs no settings."""


def kind_of(name: str) -> Kind:
    return KINDS.get(name, TAKES_ONLY)


NAMES = sorted(module.name for module in pkgutil.iter_modules(deskbot.channels.__path__))
DESK = read_desk((Path(__file__).parents[1] / "desk.yaml").read_text(), "tests/desk.yaml")
SECRET = "a test's secret, long enough to sign with"


class Memory:
    """A channel's state, in memory."""

    async def get(self, key: str) -> str | None:
        raise AssertionError(f"unexpected: {key}")

    async def hold(self, duty: str, lasts: timedelta) -> bool:
        raise AssertionError(f"unexpected: {duty} for {lasts}")

    async def let_go(self, duty: str) -> None:
        raise AssertionError(f"unexpected: {duty}")

    async def note_look(self, trouble: str = "") -> None:
        _ = trouble

    async def put(self, key: str, value: str) -> None:
        raise AssertionError(f"unexpected: {key}={value}")


def module_of(name: str) -> ModuleType:
    return importlib.import_module(f"deskbot.channels.{name}")


def build(name: str, **settings: object) -> Channel:
    channel = module_of(name).build(Settings(_env_file=None, secret_key=SECRET, **settings), DESK, Memory())
    assert channel is not None, f"{name} is not there: give its settings in tests/contract/peers.py"
    return channel


WRITING = [name for name in NAMES if build(name, **kind_of(name).absent).capabilities.writes]
"""Those by which people are written to; the others say so themselves."""
