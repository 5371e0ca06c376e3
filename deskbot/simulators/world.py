"""The simulated world of `DESKBOT_SIMULATE=1`: a carrier with phones, two chats, and a relay that keeps the mail."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, Depends, Response
from pydantic import SecretStr

from deskbot.channels.slack.manifest import EVENTS, SCOPES
from deskbot.clock import Clock
from deskbot.settings import Settings
from deskbot.simulators.answering import simulated as answer
from deskbot.simulators.from_here import from_here
from deskbot.simulators.mailbox import Letter, Mailbox, relay
from deskbot.simulators.secret import kept_secret
from deskbot.simulators.slack import SlackSimulator
from deskbot.simulators.slack_control import control as slack_control
from deskbot.simulators.slack_state import TEAM, Channel
from deskbot.simulators.telegram import TelegramSimulator
from deskbot.simulators.telegram_control import control as telegram_control
from deskbot.simulators.twilio import TwilioSimulator

ACCOUNT = "AC" + "51" * 16
PAGER_NUMBER = "+12025550199"
DESK_NUMBER = "+12025550100"
"""Where simulated resellers phone in."""
TEXT_NUMBER = "+12025550101"
"""What simulated resellers text."""
DESK_CHANNEL = "C0DESK"
"""The desk's room in the simulated Slack."""
SECOND_ACCOUNT = "AC" + "52" * 16
SECOND_NUMBER = "+12025550198"
PUMP_EVERY = 0.1
"""Seconds between two rounds of the simulated carrier."""


@asynccontextmanager
async def simulated_carrier(
    settings: Settings, clock: Clock | None = None
) -> AsyncGenerator[tuple[TwilioSimulator, Settings]]:
    """Serve a simulated carrier; yield it with settings whose credentials it admits, and no others."""
    settings = settings.model_copy(
        update={
            "twilio_account_sid": ACCOUNT,
            "twilio_auth_token": SecretStr(secrets.token_hex(16)),
            "twilio_api_key": "",
            "twilio_api_secret": None,
            "twilio_from": PAGER_NUMBER,
            "twilio_desk_numbers": DESK_NUMBER,
            "twilio_text_number": TEXT_NUMBER,
            # No real second one: a page must not leave this machine where the first fails.
            "twilio2_account_sid": "",
            "twilio2_auth_token": None,
        }
    )
    simulator = TwilioSimulator.of(settings, clock)
    async with simulator.serving() as url:
        yield simulator, settings.model_copy(update={"twilio_base_url": url})


@asynccontextmanager
async def second_carrier(
    settings: Settings, first: TwilioSimulator, clock: Clock | None = None
) -> AsyncGenerator[tuple[TwilioSimulator, Settings]]:
    """Serve a second simulated carrier, which reaches the phones of the first; yield it with settings that admit it."""
    settings = settings.model_copy(
        update={
            "twilio2_account_sid": SECOND_ACCOUNT,
            "twilio2_auth_token": SecretStr(secrets.token_hex(16)),
            "twilio2_api_key": "",
            "twilio2_api_secret": None,
            "twilio2_from": SECOND_NUMBER,
        }
    )
    simulator = TwilioSimulator.second_of(settings, clock, first.phones)
    async with simulator.serving() as url:
        yield simulator, settings.model_copy(update={"twilio2_base_url": url})


@asynccontextmanager
async def simulated_telegram(
    settings: Settings, clock: Clock | None = None
) -> AsyncGenerator[tuple[TelegramSimulator, Settings]]:
    """Serve a simulated Telegram; yield it with settings whose token it admits, and no other."""
    settings = settings.model_copy(update={"telegram_token": SecretStr(f"1000:{secrets.token_hex(16)}")})
    simulator = TelegramSimulator.of(settings, clock)
    async with simulator.serving() as url:
        yield simulator, settings.model_copy(update={"telegram_base_url": url})


@asynccontextmanager
async def simulated_slack(
    settings: Settings, clock: Clock | None = None
) -> AsyncGenerator[tuple[SlackSimulator, Settings]]:
    """Serve a simulated Slack; yield it with settings whose token it admits, and no other."""
    settings = settings.model_copy(
        update={
            "slack_bot_token": SecretStr(f"xoxb-{secrets.token_hex(16)}"),
            "slack_signing_secret": SecretStr(secrets.token_hex(16)),
            "slack_app_token": SecretStr(f"xapp-{secrets.token_hex(16)}") if settings.slack_app_token else None,
            "slack_client_id": "51.77",
            "slack_client_secret": SecretStr(secrets.token_hex(16)),
        }
    )
    simulator = SlackSimulator.of(settings, clock)
    async with simulator.serving() as url:
        simulator.app_url = f"{settings.web_base}/slack/events"
        # The app was made of our manifest: what that does not ask for it is not let do, and not told of.
        simulator.workspaces[TEAM].scopes, simulator.workspaces.events = SCOPES, frozenset(EVENTS)
        yield simulator, settings.model_copy(update={"slack_base_url": url})


@asynccontextmanager
async def simulated_world(settings: Settings) -> AsyncGenerator[Settings]:
    """Run two carriers, two chats and a relay in real time; yield settings that reach them and nothing else."""
    mailbox = Mailbox()
    if settings.secret_key is None:
        settings = settings.model_copy(update={"secret_key": kept_secret(settings.data_dir)})
    async with (
        relay(mailbox) as relay_url,
        simulated_carrier(settings) as (carrier, with_one),
        second_carrier(with_one, carrier) as (second, with_two),
        simulated_telegram(with_two) as (telegram, with_telegram),
        # A real workspace's token must not be used here, as no real carrier's is.
        simulated_slack(with_telegram) as (slack, simulated),
    ):
        carrier.api.include_router(front_route(f"{settings.web_base}/console/phones"))
        carrier.api.include_router(mail_routes(mailbox))
        carrier.api.include_router(telegram_control(telegram))
        carrier.api.include_router(slack_control(slack))
        slack.channels[DESK_CHANNEL] = Channel(DESK_CHANNEL, "desk")
        pumping = asyncio.gather(
            carrier.run(PUMP_EVERY), second.run(PUMP_EVERY), telegram.run(PUMP_EVERY), slack.run(PUMP_EVERY)
        )
        try:
            # No mailbox: real mail would be taken out of it, and answered to nobody.
            yield simulated.model_copy(
                update={
                    "smtp_relay": relay_url,
                    "imap_url": "",
                    "smtp_door": True,
                    # No real room either: there is no such channel here.
                    "slack_desk_channel": f"{TEAM}:{DESK_CHANNEL}",
                }
            )
        finally:
            pumping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await pumping


def front_route(phones_page: str) -> APIRouter:
    """Return the route of the address that is printed, which says where scripts look, and where people do."""
    router = APIRouter(dependencies=[Depends(from_here)])

    @router.get("/simulator")
    async def front() -> Response:
        look_at = [f"/simulator/{what}" for what in ("phones", "unread", "mails")]
        return answer(look_at=look_at, by_hand=phones_page)

    return router


def mail_routes(mailbox: Mailbox) -> APIRouter:
    """Return the route by which a script reads what the relay has taken."""
    router = APIRouter(prefix="/simulator", dependencies=[Depends(from_here)])

    @router.get("/mails")
    async def mails() -> Response:
        return answer(mails=[shown(letter) for letter in mailbox.letters])

    return router


def shown(letter: Letter) -> dict[str, Any]:
    """Return a letter for a script."""
    return {
        "to": list(letter.envelope_to),
        "subject": str(letter.mail["Subject"]),
        "reply_to": str(letter.mail["Reply-To"] or ""),
        "message_id": str(letter.mail["Message-ID"] or ""),
        "text": letter.text,
    }
