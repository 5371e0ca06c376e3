"""What every carrier must keep: the right outcome for whatever its provider does, and never an exception.

Carriers are found by their place. One whose provider is simulated here meets every fault as well.
"""

from __future__ import annotations

import importlib
import pkgutil
import socket
from collections.abc import AsyncIterator

import pytest

from deskbot.escalation import carriers
from deskbot.escalation.carriers import Carrier, Notice
from deskbot.model.message import Outcome
from deskbot.model.page import Medium
from deskbot.settings import Settings
from deskbot.simulators.twilio import TwilioSimulator

ANA = "+15125550110"
NAMES = sorted(module.name for module in pkgutil.iter_modules(carriers.__path__))
PHONE_MEDIA = [Medium.SMS, Medium.VOICE]


def settings(**more: object) -> Settings:
    return Settings(
        _env_file=None,  # pyright: ignore[reportCallIssue]
        twilio_account_sid="AC" + "0" * 32,
        twilio_auth_token="the account's token",
        twilio_api_key="SK" + "1" * 32,
        twilio_api_secret="the key's secret",
        twilio_from="+15125550100",
        public_url="https://desk.example/",
        **more,  # pyright: ignore[reportArgumentType]
    )


def build(name: str, with_settings: Settings) -> Carrier | None:
    return importlib.import_module(f"{carriers.__name__}.{name}").build(with_settings)


def notice(medium: Medium = Medium.SMS, to: str = ANA) -> Notice:
    return Notice(medium, to, "T-1042 S1 Acme. Reply 7a to take it", "t0ken")


@pytest.fixture
async def provider() -> AsyncIterator[TwilioSimulator]:
    simulator = TwilioSimulator.of(settings())
    async with simulator.serving() as url:
        simulator.base_url = url  # type: ignore[attr-defined]
        yield simulator


@pytest.fixture(params=NAMES)
async def carrier(request: pytest.FixtureRequest, provider: TwilioSimulator) -> AsyncIterator[Carrier]:
    built = build(request.param, settings(twilio_base_url=provider.base_url))  # type: ignore[attr-defined]
    if built is None or not built.media & set(PHONE_MEDIA):
        pytest.skip("its provider is not simulated here")
    yield built
    await built.close()


def accepted(provider: TwilioSimulator) -> int:
    return len(provider.messages) + len(provider.calls)


@pytest.mark.parametrize("name", NAMES)
def test_without_settings_there_is_no_carrier(name: str) -> None:
    assert build(name, Settings(_env_file=None)) is None  # pyright: ignore[reportCallIssue]


@pytest.mark.parametrize("medium", PHONE_MEDIA)
async def test_sent(carrier: Carrier, provider: TwilioSimulator, medium: Medium) -> None:
    receipt = await carrier.notify(notice(medium))

    assert receipt.outcome is Outcome.SENT
    assert receipt.provider_id in provider.messages.keys() | provider.calls.keys()
    assert accepted(provider) == 1


async def test_a_text_says_what_the_notice_says_and_reports_under_its_token(
    carrier: Carrier, provider: TwilioSimulator
) -> None:
    await carrier.notify(notice())

    [message] = provider.messages.values()
    assert (message.to, message.from_, message.body) == (ANA, "+15125550100", notice().text)
    assert message.status_callback == "https://desk.example/twilio/status/t0ken"


async def test_a_call_is_told_by_its_token_and_reports_every_step(carrier: Carrier, provider: TwilioSimulator) -> None:
    await carrier.notify(notice(Medium.VOICE))

    [call] = provider.calls.values()
    assert call.url == "https://desk.example/twilio/voice/t0ken"
    assert call.status_callback == "https://desk.example/twilio/status/t0ken"
    assert call.events == {"initiated", "ringing", "answered", "completed"}
    assert call.ring_seconds == 25
    assert call.machine_detection


@pytest.mark.parametrize("medium", PHONE_MEDIA)
async def test_a_refused_number(carrier: Carrier, provider: TwilioSimulator, medium: Medium) -> None:
    provider.phones[ANA].is_not_a_number()

    receipt = await carrier.notify(notice(medium))

    assert (receipt.outcome, receipt.code) == (Outcome.REFUSED, 21211)


async def test_an_opted_out_number(carrier: Carrier, provider: TwilioSimulator) -> None:
    provider.phones[ANA].opted_out = True

    receipt = await carrier.notify(notice())

    assert (receipt.outcome, receipt.code) == (Outcome.REFUSED, 21610)


@pytest.mark.parametrize("medium", PHONE_MEDIA)
@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ({"status": 429, "code": 20429}, Outcome.NOT_SENT),
        ({"status": 503, "retry_after": 2}, Outcome.NOT_SENT),
        ({"status": 503}, Outcome.MAYBE_SENT),
        ({"status": 500}, Outcome.MAYBE_SENT),
        ({"status": 502}, Outcome.MAYBE_SENT),
        ({"status": 400, "code": 21614}, Outcome.REFUSED),
        ({"status": 401, "code": 20003}, Outcome.REFUSED),
        ({"status": 302}, Outcome.REFUSED),
    ],
)
async def test_an_error_answer_is_sorted_and_not_retried(
    carrier: Carrier, provider: TwilioSimulator, medium: Medium, fault: dict[str, int], outcome: Outcome
) -> None:
    provider.faults.fail_next(1, **fault)

    receipt = await carrier.notify(notice(medium))

    assert receipt.outcome is outcome
    assert receipt.code == fault.get("code", fault["status"])
    assert receipt.detail
    assert accepted(provider) == 0


@pytest.mark.parametrize("medium", PHONE_MEDIA)
async def test_a_dropped_connection(carrier: Carrier, provider: TwilioSimulator, medium: Medium) -> None:
    provider.faults.drop_after_accept()

    receipt = await carrier.notify(notice(medium))

    assert receipt.outcome is Outcome.MAYBE_SENT
    assert accepted(provider) == 1


@pytest.mark.parametrize("name", NAMES)
async def test_a_silent_provider_is_given_up(name: str, provider: TwilioSimulator) -> None:
    carrier = build(name, settings(twilio_base_url=provider.base_url, twilio_timeout=0.2))  # type: ignore[attr-defined]
    if carrier is None:
        pytest.skip("its provider is not simulated here")
    provider.faults.hang()

    receipt = await carrier.notify(notice())

    assert receipt.outcome is Outcome.MAYBE_SENT
    await carrier.close()


@pytest.mark.parametrize("name", NAMES)
async def test_a_refused_connection(name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
    carrier = build(name, settings(twilio_base_url=url))
    if carrier is None:
        pytest.skip("its provider is not simulated here")

    receipt = await carrier.notify(notice())

    assert receipt.outcome is Outcome.NOT_SENT
    await carrier.close()


async def test_after_a_fault_the_next_notice_goes_through(carrier: Carrier, provider: TwilioSimulator) -> None:
    provider.faults.drop_after_accept()
    await carrier.notify(notice())

    assert (await carrier.notify(notice())).outcome is Outcome.SENT


async def test_a_medium_that_is_not_carried_is_refused(carrier: Carrier) -> None:
    for medium in set(Medium) - carrier.media:
        assert (await carrier.notify(notice(medium))).outcome is Outcome.REFUSED


async def test_closing_twice_and_notifying_afterwards_works(carrier: Carrier) -> None:
    await carrier.notify(notice())
    await carrier.close()
    await carrier.close()

    assert (await carrier.notify(notice())).outcome is Outcome.SENT


async def test_wrong_credentials_are_refused(provider: TwilioSimulator) -> None:
    wrong = settings(twilio_base_url=provider.base_url).model_copy(update={"twilio_api_key": "SK" + "2" * 32})  # type: ignore[attr-defined]
    carrier = build("twilio", wrong)
    assert carrier

    receipt = await carrier.notify(notice())

    assert (receipt.outcome, receipt.code) == (Outcome.REFUSED, 20003)
    await carrier.close()
