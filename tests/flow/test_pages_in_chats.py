"""Responders are paged in Slack and Telegram: a message with buttons, which shows who has the page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from deskbot.simulators.slack_people import Person as SlackPerson
from deskbot.simulators.telegram_people import Person as TelegramPerson
from tests.flow.mails import OUTAGE_S1
from tests.harness import ANA, DIRECTORY, World, running_world

ANA_LINE = '  ana: {name: Ana Ruiz, mail: ana@desk.example, sms: "+1 512 555 0110", voice: "+1 512 555 0110"}'
ANA_CHATS = ANA_LINE.replace("}", ', slack: "T0DESK:U0ANA", telegram: 5001}')
BEN_LINE = '"+1 512 555 0111", voice: "+1 512 555 0111"}'
BEN_CHATS = BEN_LINE.replace("}", ', slack: "T0DESK:U0BEN", telegram: 5002}')
LEVEL = "schedule: primary, media: [sms]}"


@asynccontextmanager
async def chatting(
    url: str, media: str, *changes: tuple[str, str], proven: bool = True, **more: object
) -> AsyncIterator[World]:
    """Run a desk whose first level pages by these media, with Ana in both chats, and all accounts proven as a rule."""
    policy = ((ANA_LINE, ANA_CHATS), (BEN_LINE, BEN_CHATS), (LEVEL, f"schedule: primary, media: [{media}]}}"), *changes)
    async with running_world(url, directory=DIRECTORY, changes=policy, chats=True, **more) as world:
        await world.telegram.people[5001].starts()
        await world.settle()
        while world.telegram.people[5001].untaken:
            world.telegram.people[5001].take_message()
        assert world.slack.people["U0ANA"]
        if proven:
            prove(world)
        yield world


def prove(world: World) -> None:
    """Let all accounts in chats have been proven before."""
    for person in world.deskbot.desk.staff.values():
        for medium, account in (("slack", person.slack), ("telegram", person.telegram)):
            if account:
                columns = "address, medium, sender, flag, detail, verified_at"
                values = (account, medium, "", "", "", world.now)
                world.sql(f"INSERT INTO number ({columns}) VALUES (%s, %s, %s, %s, %s, %s)", *values)  # noqa: S608


def slack(world: World) -> SlackPerson:
    return world.slack.people["U0ANA"]


def telegram(world: World) -> TelegramPerson:
    return world.telegram.people[5001]


async def outage(world: World) -> None:
    """Let an outage be reported and paged."""
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    assert "is being paged" in world.letter().text
    world.briefing()


async def test_a_page_comes_with_buttons_and_shows_who_has_taken_it_wherever_that_was_done(database_url: str) -> None:
    async with chatting(database_url, "slack, telegram, sms") as world:
        await outage(world)

        told, sent = slack(world).take_message(), telegram(world).take_message()
        for words, labels in ((told.shown, told.labels), (sent.text, sent.labels)):
            assert words.startswith("T-1001 S1 Brightpath Voice & Data: Hollis is down\n\n")
            assert "write 1a to take it, 1e to pass it on, 1n if it is not urgent" in words
            assert labels == ["Take it", "Pass it on", "Not urgent"]

        world.twilio.phones[ANA].take_text()
        await world.text(ANA, "1a", "You have taken T-1001")
        await world.settle()

        assert told.shown == "T-1001 S1 Brightpath Voice & Data: Hollis is down\n\nYours since 12:00."
        assert sent.text == told.shown
        assert told.labels == sent.labels == []
        assert "Ana Ruiz has taken" in world.letter().text


async def test_a_page_that_nobody_needs_any_more_says_so_and_has_no_buttons(database_url: str) -> None:
    async with chatting(database_url, "telegram") as world:
        await outage(world)
        sent = telegram(world).take_message()

        await world.deskbot.agents.close(1001, "kim", "it was a test")
        await world.settle()

        assert sent.text.endswith("Nobody is needed any more.")
        assert sent.labels == []
        world.read += world.mailbox.letters


@pytest.mark.parametrize("medium", ["slack", "telegram"])
async def test_with_the_chat_away_a_text_comes_in_time_and_the_operators_are_told_once(
    database_url: str, medium: str
) -> None:
    async with chatting(database_url, medium) as world:
        getattr(world, medium).faults.go_down()

        await outage(world)
        await world.forward(seconds=30)

        begun = world.sql("SELECT min(begun_at) FROM dispatch WHERE carrier = 'twilio'")[0][0]
        opened = world.sql("SELECT created_at FROM page")[0][0]
        assert (begun - opened).total_seconds() <= 15
        assert "1a" in world.twilio.phones[ANA].take_text()
        fails = world.briefing()
        assert fails.mail["Subject"] == f"Carrier {medium} fails"
        assert "paged by text meanwhile" in " ".join(fails.text.split())

        getattr(world, medium).faults.come_back()
        await world.forward(minutes=1)
        assert "Take it" in (slack(world) if medium == "slack" else telegram(world)).take_message().labels
        assert "works again" in world.briefing().mail["Subject"]
        await world.text(ANA, "1a", "You have taken T-1001")
        await world.settle()
        world.letter()


async def test_a_chat_that_hangs_keeps_no_text_of_another_page_waiting(database_url: str) -> None:
    async with chatting(database_url, "slack, sms", slack_timeout=1) as world:
        world.slack.faults.hang()
        await outage(world)

        assert "1a" in world.twilio.phones[ANA].take_text()
        queues = world.sql("SELECT DISTINCT queue_name FROM procrastinate_jobs WHERE task_name = 'notify'")
        assert queues in ([], [("chats",)])
        world.slack.faults.close()
        await world.text(ANA, "1a", "You have taken T-1001")
        await world.settle()
        world.letter()
        world.sql("UPDATE page_message SET due_at = NULL")
        world.read += world.mailbox.letters


async def test_whoever_has_blocked_the_bot_is_reached_by_the_next_medium_at_once_and_the_desk_is_told(
    database_url: str,
) -> None:
    rules = (ANA_CHATS, ANA_CHATS.replace("}", ", rules: [{by: telegram}, {by: sms, after: 2m}]}"))
    level = (LEVEL.replace("sms", "telegram"), "schedule: primary}")
    async with chatting(database_url, "telegram", rules, level) as world:
        telegram(world).chat.open = False

        await outage(world)

        assert "1a" in world.twilio.phones[ANA].take_text()
        told = world.briefing()
        assert told.mail["Subject"] == "Ana Ruiz cannot be paged by Telegram"
        assert "the account has blocked us" in told.text
        assert "Start our bot again in Telegram" in " ".join(world.letter("ana@desk.example").text.split())
        await world.text(ANA, "1a", "You have taken T-1001")
        await world.settle()
        world.letter()


SHARED_LINE = ANA_CHATS.replace("T0DESK:U0ANA", "T0SHARED:U0ANA")


async def in_another_workspace(world: World) -> None:
    """Let Ana be in a workspace that has the app by itself."""
    world.slack.workspaces.add("T0SHARED", name="Shared")
    slack(world).team = "T0SHARED"
    assert (await world.slack.installs("T0SHARED", "Shared")).status_code == 200


async def test_who_is_in_a_workspace_that_has_the_app_by_itself_is_paged_with_its_token(database_url: str) -> None:
    async with chatting(database_url, "slack", (ANA_CHATS, SHARED_LINE)) as world:
        await in_another_workspace(world)
        await outage(world)

        message = slack(world).take_message()
        assert message.team == "T0SHARED"
        await slack(world).presses("Take it")
        await world.settle()

        assert world.sql("SELECT state, acknowledged FROM page") == [("acknowledged", ["ana"])]
        assert message.labels == []
        assert "Ana Ruiz has taken" in world.letter().text


@pytest.mark.parametrize("gone", ["uninstalled", "token"])
async def test_where_the_app_was_removed_the_next_medium_comes_at_once(database_url: str, gone: str) -> None:
    rules = SHARED_LINE.replace("}", ", rules: [{by: slack}, {by: sms, after: 2m}]}")
    level = (LEVEL.replace("sms", "slack"), "schedule: primary}")
    async with chatting(database_url, "slack", (ANA_CHATS, rules), level) as world:
        await in_another_workspace(world)
        if gone == "uninstalled":
            await world.slack.uninstalls("T0SHARED")
        else:
            world.slack.workspaces["T0SHARED"].token = "another"

        await outage(world)

        assert "1a" in world.twilio.phones[ANA].take_text()
        await world.text(ANA, "1a", "You have taken T-1001")
        await world.settle()
        world.letter()
        world.read += world.mailbox.letters
