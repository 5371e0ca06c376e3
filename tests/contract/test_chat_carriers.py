"""What carriers of chats must keep: each message goes out once, and is written anew in its place."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest

from deskbot.desk.reading import read_desk
from deskbot.escalation.carriers import Button, Notice, Rewriting, slack, telegram
from deskbot.escalation.chat_text import buttons
from deskbot.model.message import Outcome
from deskbot.model.page import Medium
from deskbot.plug_ins import NoMemory
from deskbot.settings import Settings
from deskbot.simulators.slack import SlackSimulator
from deskbot.simulators.telegram import TelegramSimulator
from tests.harness import DESK_YAML

DESK = read_desk(DESK_YAML.read_text(), "tests/desk.yaml")
MODULES = {"slack": slack, "telegram": telegram}
SIMULATORS: dict[str, Any] = {"slack": SlackSimulator.of, "telegram": TelegramSimulator.of}
ACCOUNTS = {"slack": "T0DESK:U0ANA", "telegram": "5001"}
TRICKY = "T-1042 S1 Müller & <@U0TY> *Söhne* <!channel>: _down_ 🔥"


def settings(**more: Any) -> Settings:
    given = {"slack_bot_token": "xoxb-1", "slack_signing_secret": "secret", "telegram_token": "1000:abc"}
    return Settings(_env_file=None, **(given | more))  # pyright: ignore[reportCallIssue]


@pytest.fixture(params=sorted(MODULES))
async def provider(request: pytest.FixtureRequest) -> AsyncIterator[Any]:
    simulator = SIMULATORS[request.param](settings())
    async with simulator.serving() as url:
        simulator.kind, simulator.url = request.param, url
        if request.param == "telegram":
            simulator.people[5001].chat.open = True
        else:
            assert simulator.people["U0ANA"]
        yield simulator


def carrier_at(kind: str, url: str, **more: Any) -> Any:
    (built,) = MODULES[kind].build(settings(**{f"{kind}_base_url": url}, **more), DESK, NoMemory())
    return built


@pytest.fixture
async def carrier(provider: Any) -> AsyncIterator[Any]:
    built = carrier_at(provider.kind, provider.url)
    yield built
    await built.close()


def person(provider: Any) -> Any:
    return provider.people["U0ANA"] if provider.kind == "slack" else provider.people[5001]


def words(provider: Any, message: Any) -> str:
    return message.shown if provider.kind == "slack" else message.text


def notice(kind: str, text: str = TRICKY) -> Notice:
    return Notice(Medium(kind), ACCOUNTS[kind], text, "t0ken", buttons=buttons(12, several=False))


async def test_a_page_is_written_once_as_it_is_and_its_signs_call_nobody(carrier: Any, provider: Any) -> None:
    receipt = await carrier.notify(notice(provider.kind))

    assert receipt.outcome is Outcome.SENT
    message = person(provider).take_message()
    assert not person(provider).untaken
    assert words(provider, message) == TRICKY
    assert message.labels == ["Take it", "Pass it on", "Not urgent"]
    if provider.kind == "slack":
        assert message.text == TRICKY.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert {block["text"]["type"] for block in message.blocks if "text" in block} == {"plain_text"}
        confirmed = [one for one in message.blocks[1]["elements"] if "confirm" in one]
        assert [one["confirm"]["text"]["text"][:10] for one in confirmed] == ["Pass it on", "Lower it t"]


async def test_what_was_written_is_written_anew_in_its_place_and_twice_is_as_good_as_once(
    carrier: Rewriting, provider: Any
) -> None:
    sent: Any = carrier
    place = (await sent.notify(notice(provider.kind))).known_as
    message = person(provider).take_message()

    for _ in range(2):
        receipt = await carrier.rewrite(ACCOUNTS[provider.kind], place, "Taken by Ana Ruiz & Co", ())
        assert receipt.outcome is Outcome.SENT

    assert words(provider, message) == "Taken by Ana Ruiz & Co"
    assert message.labels == []
    assert not person(provider).untaken


async def test_a_message_that_is_gone_is_not_written_anew_and_not_tried_again(carrier: Any, provider: Any) -> None:
    await carrier.notify(notice(provider.kind))
    person(provider).take_message()
    gone = "D0ANA:1772474400.999999" if provider.kind == "slack" else "5001:999"

    receipt = await carrier.rewrite(ACCOUNTS[provider.kind], gone, "Taken", (Button("x", "page:1:a"),))
    assert receipt.outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ({"status": 429, "retry_after": 2}, Outcome.NOT_SENT),
        ({"status": 500}, Outcome.MAYBE_SENT),
        ({"status": 502}, Outcome.MAYBE_SENT),
    ],
)
async def test_an_error_answer_is_sorted_and_not_retried(
    carrier: Any, provider: Any, fault: dict[str, int], outcome: Outcome
) -> None:
    provider.faults.fail_next(1, **fault)

    receipt = await carrier.notify(notice(provider.kind))

    assert receipt.outcome is outcome
    assert not person(provider).untaken


async def test_a_dropped_connection_may_have_sent_it(carrier: Any, provider: Any) -> None:
    provider.faults.drop_after_accept()

    assert (await carrier.notify(notice(provider.kind))).outcome is Outcome.MAYBE_SENT
    person(provider).take_message()
    assert not person(provider).untaken


async def test_a_silent_chat_is_given_up(provider: Any) -> None:
    carrier = carrier_at(provider.kind, provider.url, **{f"{provider.kind}_timeout": 0.2})
    provider.faults.hang()

    assert (await carrier.notify(notice(provider.kind))).outcome is Outcome.MAYBE_SENT
    await carrier.close()


@pytest.mark.parametrize("kind", sorted(MODULES))
async def test_a_refused_connection_has_sent_nothing(kind: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
    carrier = carrier_at(kind, url)

    assert (await carrier.notify(notice(kind))).outcome is Outcome.NOT_SENT
    await carrier.close()


async def test_who_is_not_there_or_has_blocked_us_is_refused(carrier: Any, provider: Any) -> None:
    stranger = Notice(Medium(provider.kind), {"slack": "T0DESK:U0NOBODY", "telegram": "77"}[provider.kind], "x", "t")
    assert (await carrier.notify(stranger)).outcome is Outcome.REFUSED
    if provider.kind == "telegram":
        provider.people[5001].chat.open = False
        receipt = await carrier.notify(notice("telegram"))
        assert (receipt.outcome, receipt.code) == (Outcome.REFUSED, 403)


async def test_a_medium_that_it_does_not_carry_is_refused(carrier: Any) -> None:
    assert (await carrier.notify(Notice(Medium.SMS, "+15125550110", "x", "t"))).outcome is Outcome.REFUSED


def test_without_credentials_there_is_no_carrier() -> None:
    assert slack.build(settings(slack_bot_token=None), DESK, NoMemory()) == ()
    assert slack.build(settings(slack_signing_secret=None), DESK, NoMemory()) == ()
    assert telegram.build(settings(telegram_token=None), DESK, NoMemory()) == ()


def test_pages_go_to_slack_as_well_where_its_answers_come_by_a_connection_of_ours() -> None:
    assert slack.build(settings(slack_signing_secret=None, slack_app_token="xapp-1"), DESK, NoMemory())
