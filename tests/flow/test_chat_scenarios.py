"""What chats do for a pager beside its phones: tests of them, who has a page, bundles, crowds, and the odd moments."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flow.crowds import TOGETHER, paged, pages
from tests.flow.test_page_test import begin, end
from tests.flow.test_pages_in_chats import chatting, outage, slack, telegram
from tests.harness import ANA, World

FIRST_BY_TELEGRAM = ("telegram: 5001}", "telegram: 5001, rules: [{by: telegram}, {by: sms, after: 2m}]}")
CROWD = 60
BY_RULES = ("schedule: primary, media: [telegram]}", "schedule: primary}")


async def test_a_test_goes_by_the_chats_too_and_whoever_answers_it_is_heard(database_url: str) -> None:
    async with chatting(database_url, "sms") as world:
        number = await begin(world)
        world.twilio.phones[ANA].take_text()
        assert slack(world).take_message().shown.startswith("TEST S4 ")
        assert "nobody needs help" in telegram(world).take_message().text
        await world.forward(seconds=30)
        world.twilio.phones[ANA].take_call()

        await telegram(world).presses("Take it")
        await world.settle()

        assert "You have taken TEST" in telegram(world).take_answer()
        await end(world, number)
        assert world.sql("SELECT 1 FROM page_message") == []


async def test_who_has_a_page_is_told_in_the_chat_that_its_reader_is_paged_by_first(database_url: str) -> None:
    async with chatting(database_url, "telegram", FIRST_BY_TELEGRAM, BY_RULES) as world:
        await outage(world)
        telegram(world).take_message()
        await telegram(world).writes("1h ben")
        await world.settle()
        assert "Ben Oyelowo is being paged" in telegram(world).take_message().text
        world.twilio.phones["+15125550111"].take_text()
        world.twilio.phones["+15125550111"].take_call()

        await world.text("+15125550111", "1a", "You have taken T-1001")
        await world.settle()

        assert telegram(world).take_message().text == "T-1001: Ben Oyelowo has taken it from you at 12:00."
        assert world.sql("SELECT medium, state FROM notice") == [("telegram", "sent")]
        world.letter(), world.letter()


async def test_what_the_chat_does_not_take_is_told_by_text(database_url: str) -> None:
    async with chatting(database_url, "telegram", FIRST_BY_TELEGRAM, BY_RULES) as world:
        await outage(world)
        telegram(world).take_message()
        await telegram(world).writes("1h ben")
        await world.settle()
        telegram(world).take_message()
        world.twilio.phones["+15125550111"].take_text()
        world.twilio.phones["+15125550111"].take_call()
        telegram(world).chat.open = False

        await world.text("+15125550111", "1a", "You have taken T-1001")
        await world.settle()

        assert "Ben Oyelowo has taken it from you" in world.twilio.phones[ANA].take_text()
        world.read += world.mailbox.letters


async def test_34_pages_that_come_together_are_one_message_which_one_press_answers(database_url: str) -> None:
    async with chatting(database_url, "telegram", TOGETHER) as world:
        await paged(world, 1001)
        first = telegram(world).take_message()
        await paged(world, 1002, 1003)
        await world.forward(minutes=1)

        several = telegram(world).take_message()
        assert several.text.startswith("2 more pages:\nT-1002 S1 Brightpath Voice & Data: Site 1002 is down\n")
        assert several.labels == ["Take it (all)", "Pass it on (all)"]
        await telegram(world).presses("Take it (all)")
        await world.settle()

        assert telegram(world).take_answer() == "You have taken 2 tickets: T-1002, T-1003."
        assert several.labels == []
        assert "T-1002: Yours since 12:01." in several.text
        assert first.labels == ["Take it", "Pass it on", "Not urgent"]
        await telegram(world).presses("Take it")
        await world.settle()
        telegram(world).take_answer()
        world.read += world.mailbox.letters


@pytest.mark.parametrize("medium", ["slack", "telegram"])
async def test_a_message_that_was_taken_without_a_word_comes_again_and_either_answers(
    database_url: str, medium: str
) -> None:
    async with chatting(database_url, medium) as world:
        getattr(world, medium).faults.drop_after_accept()
        await outage(world)
        await world.forward(seconds=5)
        person = slack(world) if medium == "slack" else telegram(world)
        lost, known = person.take_message(), person.take_message()
        assert lost.labels == known.labels == ["Take it", "Pass it on", "Not urgent"]
        assert len(world.sql("SELECT 1 FROM page_message")) == 1

        if medium == "slack":
            await slack(world).presses("Take it", lost)
        else:
            await telegram(world).presses_data(lost, lost.buttons[0][0].data)
        await world.settle()
        if medium == "telegram":
            telegram(world).take_answer()

        assert lost.labels == known.labels == []  # the press itself has told where its message is
        world.letter()


async def test_a_message_cannot_be_written_anew_while_its_chat_is_away_and_is_later(database_url: str) -> None:
    async with chatting(database_url, "telegram, sms") as world:
        await outage(world)
        message = telegram(world).take_message()
        world.twilio.phones[ANA].take_text()
        world.telegram.faults.go_down()
        await world.text(ANA, "1a", "You have taken T-1001")
        await world.settle()
        assert message.labels
        world.telegram.faults.come_back()

        await world.forward(seconds=10)

        assert message.labels == []
        assert message.text.endswith("Yours since 12:00.")
        world.letter()


async def test_who_lets_the_bot_in_again_is_paged_by_it_again(database_url: str) -> None:
    async with chatting(database_url, "telegram, sms") as world:
        await telegram(world).blocks()
        await world.settle()
        assert "cannot be paged by Telegram" in world.briefing().mail["Subject"]
        world.letter("ana@desk.example")
        await telegram(world).unblocks()

        await outage(world)

        telegram(world).take_message()
        world.twilio.phones[ANA].take_text()
        await world.text(ANA, "1a", "You have taken T-1001")
        await world.settle()
        world.letter()


async def test_a_crowd_of_pages_comes_whole_and_none_twice_though_the_chat_takes_some_late_only(
    database_url: str,
) -> None:
    async with chatting(database_url, "telegram") as world:
        world.telegram.faults.fail_next(12, status=429, retry_after=1)
        await pages(world, 1001, CROWD)
        await world.settle()
        await world.forward(minutes=2)

        named = [message.text.partition(" ")[0] for message in take_all(world)]
        assert sorted(named) == [f"T-{number}" for number in range(1001, 1001 + CROWD)]
        assert world.sql("SELECT count(*), count(DISTINCT notification_id) FROM page_message") == [(CROWD, CROWD)]
        world.sql("UPDATE page SET state = 'cancelled', due_at = NULL")


EVERYBODY = 500
LATE = 40


async def test_each_of_five_hundred_on_a_level_gets_the_page_once_though_the_chats_are_slow_and_one_takes_it(
    database_url: str,
) -> None:
    half = range(EVERYBODY // 2)
    accounts = {f"s{n}": ("slack", f"T0DESK:U0R{n}") for n in half} | {f"t{n}": ("telegram", 6000 + n) for n in half}
    lines = "".join(
        f'  {key}: {{name: Responder {key}, mail: {key}@desk.example, {medium}: "{to}", rules: [{{by: {medium}}}]}}\n'
        for key, (medium, to) in accounts.items()
    )
    level = ("schedule: primary, media: [telegram]}", f"people: [{', '.join(accounts)}]}}")
    async with chatting(database_url, "telegram", ("schedules:\n", f"{lines}schedules:\n"), level) as world:
        by_slack = [world.slack.people[f"U0R{n}"] for n in half]
        by_telegram = [world.telegram.people[6000 + n] for n in half]
        for person in by_telegram:
            person.chat.open = True
        for chat in (world.slack, world.telegram):
            chat.faults.fail_next(LATE, status=429, retry_after=1)
        world.telegram.faults.drop_after_accept()

        await pages(world, 1001, 1)
        await world.settle()
        await world.forward(seconds=30)

        messages = [take_all_of(person) for person in (*by_slack, *by_telegram)]
        # Of one nobody knows whether it came: once too often rather than not at all.
        assert sorted(map(len, messages)) == [1] * (EVERYBODY - 1) + [2]
        assert world.sql("SELECT count(*), count(DISTINCT notification_id) FROM page_message") == [(500, 500)]

        await by_slack[-1].presses("Take it")
        await world.settle()

        assert not any(one[-1].labels for one in messages)
        assert world.sql("SELECT acknowledged FROM page") == [([f"s{half[-1]}"],)]
        world.read += world.mailbox.letters


def take_all_of(person: Any) -> list[Any]:
    found: list[Any] = []
    while person.untaken:
        found.append(person.take_message())
    return found


def take_all(world: World) -> list[Any]:
    return take_all_of(telegram(world))
