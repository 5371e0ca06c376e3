"""What every carrier must keep: the right outcome for whatever its provider does, and never an exception.

Carriers are found by their place. One whose provider is simulated here meets every fault as well.
"""

from __future__ import annotations

import importlib
import pkgutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from deskbot.desk.reading import read_desk
from deskbot.escalation import carriers
from deskbot.escalation.carriers import Carrier, Notice, Report
from deskbot.model.message import Outcome
from deskbot.model.page import Attempt, Medium
from deskbot.plug_ins import NoMemory
from deskbot.settings import Settings
from deskbot.simulators.mailbox import Mailbox, relay
from deskbot.simulators.twilio import TwilioSimulator

ANA = "+15125550110"
ROOT = Path(__file__).parents[2]
DESK = read_desk((ROOT / "tests" / "desk.yaml").read_text(), "tests/desk.yaml")
MODULES = [
    importlib.import_module(f"{carriers.__name__}.{one.name}") for one in pkgutil.iter_modules(carriers.__path__)
]
PHONE_MEDIA = [Medium.SMS, Medium.VOICE]
SIMULATORS = {"twilio": (TwilioSimulator.of, "+15125550100"), "twilio2": (TwilioSimulator.second_of, "+15125550101")}


def settings(**more: object) -> Settings:
    return Settings(
        _env_file=None,  # pyright: ignore[reportCallIssue]
        twilio_account_sid="AC" + "0" * 32,
        twilio_auth_token="the account's token",
        twilio_api_key="SK" + "1" * 32,
        twilio_api_secret="the key's secret",
        twilio_from="+15125550100",
        twilio2_account_sid="AC" + "2" * 32,
        twilio2_auth_token="the second account's token",
        twilio2_from="+15125550101",
        public_url="https://desk.example/",
        **more,  # pyright: ignore[reportArgumentType]
    )


def build(with_settings: Settings) -> dict[str, Carrier]:
    return {one.name: one for module in MODULES for one in module.build(with_settings, DESK, NoMemory())}


def only(name: str, **more: object) -> Carrier:
    return build(settings(**more))[name]


def notice(medium: Medium = Medium.SMS, to: str = ANA) -> Notice:
    return Notice(medium, to, "T-1042 S1 Acme. Reply 7a to take it", "t0ken")


@pytest.fixture(params=sorted(SIMULATORS))
async def provider(request: pytest.FixtureRequest) -> AsyncIterator[Any]:
    make, number = SIMULATORS[request.param]
    simulator: Any = make(settings())
    async with simulator.serving() as url:
        simulator.name, simulator.base_url, simulator.number = request.param, url, number
        yield simulator


@pytest.fixture
async def carrier(provider: Any) -> AsyncIterator[Carrier]:
    built = only(provider.name, **at(provider.name, provider.base_url))
    yield built
    await built.close()


def at(name: str, url: str) -> dict[str, str]:
    return {f"{name}_base_url": url}


def accepted(provider: TwilioSimulator) -> int:
    return len(provider.messages) + len(provider.calls)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_without_settings_there_is_no_carrier(module: Any) -> None:
    assert module.build(Settings(_env_file=None), DESK, NoMemory()) == ()  # pyright: ignore[reportCallIssue]


def test_no_two_carriers_have_the_same_name() -> None:
    names = [one.name for module in MODULES for one in module.build(settings(), DESK, NoMemory())]

    assert sorted(SIMULATORS) == sorted(set(names) & SIMULATORS.keys())
    assert len(names) == len(set(names))


@pytest.mark.parametrize("medium", PHONE_MEDIA)
async def test_sent(carrier: Carrier, provider: TwilioSimulator, medium: Medium) -> None:
    receipt = await carrier.notify(notice(medium))

    assert receipt.outcome is Outcome.SENT
    assert receipt.provider_id in provider.messages.keys() | provider.calls.keys()
    assert accepted(provider) == 1


async def test_a_text_says_what_the_notice_says_and_reports_under_its_token(carrier: Carrier, provider: Any) -> None:
    await carrier.notify(notice())

    [message] = provider.messages.values()
    assert (message.to, message.from_, message.body) == (ANA, provider.number, notice().text)
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
    provider.phones[ANA].stopped.add(provider.number)

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


@pytest.mark.parametrize("medium", PHONE_MEDIA)
async def test_an_answer_that_nobody_can_read_proves_nothing(
    carrier: Carrier, provider: TwilioSimulator, medium: Medium
) -> None:
    provider.faults.garble()

    assert (await carrier.notify(notice(medium))).outcome is Outcome.MAYBE_SENT

    assert accepted(provider) == 0
    provider.faults.come_back()
    assert (await carrier.notify(notice(medium))).outcome is Outcome.SENT


async def test_a_silent_provider_is_given_up(provider: Any) -> None:
    carrier = only(provider.name, twilio_timeout=0.2, **at(provider.name, provider.base_url))
    provider.faults.hang()

    receipt = await carrier.notify(notice())

    assert receipt.outcome is Outcome.MAYBE_SENT
    assert await carrier.ask(Medium.SMS, "SM" + "0" * 32) is None
    await carrier.close()


@pytest.mark.parametrize("name", sorted(SIMULATORS))
async def test_a_refused_connection(name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
    carrier = only(name, **at(name, url))

    receipt = await carrier.notify(notice())

    assert receipt.outcome is Outcome.NOT_SENT
    assert await carrier.ask(Medium.VOICE, "CA" + "0" * 32) is None
    await carrier.close()


async def test_a_text_that_the_provider_still_has_is_said_to_wait_and_then_to_be_delivered(
    carrier: Carrier, provider: TwilioSimulator
) -> None:
    receipt = await carrier.notify(notice())

    waits = await carrier.ask(Medium.SMS, receipt.provider_id)
    await provider.pump()
    arrived = await carrier.ask(Medium.SMS, receipt.provider_id)

    assert waits == Report(Attempt.SENT, "queued", waiting=True, segments=1)
    assert arrived == Report(Attempt.DELIVERED, "delivered", segments=1)


async def test_a_text_that_did_not_arrive_is_reported_with_its_code(
    carrier: Carrier, provider: TwilioSimulator
) -> None:
    provider.phones[ANA].refuses_texts(30006)
    receipt = await carrier.notify(notice())
    await provider.pump()

    assert await carrier.ask(Medium.SMS, receipt.provider_id) == Report(
        Attempt.FAILED, "undelivered 30006", 30006, segments=1
    )


async def test_a_call_that_rings_is_said_to_ring_and_a_voicemail_is_told_from_a_person(
    carrier: Carrier, provider: TwilioSimulator
) -> None:
    receipt = await carrier.notify(notice(Medium.VOICE))
    await provider.pump()
    assert await carrier.ask(Medium.VOICE, receipt.provider_id) == Report(Attempt.RINGING, "ringing")

    provider.phones[ANA].voicemail()
    await provider.pump()

    assert await carrier.ask(Medium.VOICE, receipt.provider_id) == Report(Attempt.FAILED, "picked up by machine_start")


async def test_what_the_provider_does_not_know_has_no_report(carrier: Carrier) -> None:
    assert await carrier.ask(Medium.SMS, "SM" + "0" * 32) is None


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


async def test_wrong_credentials_are_refused(provider: Any) -> None:
    wrong = {f"{provider.name}_api_key": "SK" + "2" * 32, f"{provider.name}_api_secret": "another secret"}
    given = settings(**at(provider.name, provider.base_url)).model_copy(update=with_secrets(wrong))
    carrier = build(given)[provider.name]

    receipt = await carrier.notify(notice())

    assert (receipt.outcome, receipt.code) == (Outcome.REFUSED, 20003)
    await carrier.close()


def with_secrets(given: dict[str, str]) -> dict[str, object]:
    return {name: SecretStr(value) if name.endswith("secret") else value for name, value in given.items()}


async def test_a_page_by_mail_reaches_the_relay_as_one_of_our_mails() -> None:
    mailbox = Mailbox()
    async with relay(mailbox) as url:
        carrier = build(settings(smtp_relay=url))["mail"]

        receipt = await carrier.notify(Notice(Medium.MAIL, "ana@desk.example", "Text 7a", "t0ken", "PAGE S1 [T-1042]"))

    [letter] = mailbox.to("ana@desk.example")
    assert receipt.outcome is Outcome.SENT
    assert (letter.mail["Subject"], letter.text.strip()) == ("PAGE S1 [T-1042]", "Text 7a")
    assert letter.mail["From"].addresses[0].addr_spec == DESK.sender
    assert letter.mail["Auto-Submitted"] == "auto-generated"
    assert await carrier.ask(Medium.MAIL, "") is None


async def test_a_page_to_what_is_no_mail_address_is_refused_and_without_a_relay_it_is_not_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        url = f"smtp://127.0.0.1:{nobody.getsockname()[1]}"
    carrier = build(settings(smtp_relay=url))["mail"]

    assert (await carrier.notify(Notice(Medium.MAIL, "no address", "x", "t", "x"))).outcome is Outcome.REFUSED
    assert (await carrier.notify(Notice(Medium.MAIL, "a@b.example", "x", "t", "x"))).outcome is Outcome.NOT_SENT
    assert (await carrier.notify(notice())).outcome is Outcome.REFUSED
