"""Where Telegram cannot reach us its updates are fetched: none is lost by a restart, and one program fetches them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from deskbot.errors import UnavailableError
from deskbot.model.chat import TELEGRAM
from deskbot.store.channel_state import StoredState, last_look
from deskbot.web.telegram_link import OFFSET, TelegramLink
from deskbot.web_side import telegram_link
from tests.flow.test_telegram import ECHO, read_all, ty
from tests.flow.test_telegram import world as world  # noqa: PLC0414  (the fixture)
from tests.harness import World


class DiesBeforeItKnows(StoredState):
    """Of a process that ends between taking an update and noting that it has."""

    async def put(self, key: str, value: str) -> None:
        _ = value
        if key == OFFSET:
            raise asyncio.CancelledError


@asynccontextmanager
async def polling(world: World, state: type[StoredState] = StoredState) -> AsyncIterator[TelegramLink]:
    """Fetch updates, as another process would that has just been started."""
    link = telegram_link(world.deskbot)
    assert link is not None
    link.by_webhook, link.pause = False, 0.0
    link.state = state(world.deskbot.database, TELEGRAM, world.clock)
    try:
        yield link
    finally:
        await link.client.close()


async def trouble(world: World) -> str:
    async with world.deskbot.database.begin() as session:
        return (await last_look(session, TELEGRAM)).trouble


async def test_what_was_written_while_nobody_fetched_is_fetched_once_by_who_is_started(world: World) -> None:
    world.telegram.updates.withheld = True
    await ty(world).writes(ECHO)
    async with polling(world) as first:
        await first.turn()
    await ty(world).writes("It began this morning")
    async with polling(world) as second:
        await second.turn()
    await world.settle()

    assert ty(world).take_message().text.startswith("T-1001 is open")
    assert ty(world).take_message().text.startswith("Added to T-1001.")
    assert world.sql("SELECT count(*) FROM inbound") == [(2,)]
    world.telegram.updates.pending.clear()  # the last is forgotten by the next poll only
    read_all(world)


async def test_an_update_whose_taker_died_before_it_noted_so_is_fetched_again_and_is_one_message(world: World) -> None:
    world.telegram.updates.withheld = True
    await ty(world).writes(ECHO)
    async with polling(world, DiesBeforeItKnows) as first:
        with pytest.raises(asyncio.CancelledError):
            await first.turn()
    async with polling(world) as second:
        await second.turn()
    await world.settle()

    assert ty(world).take_message().text.startswith("T-1001 is open")
    assert world.sql("SELECT count(*) FROM inbound") == [(1,)]
    world.telegram.updates.pending.clear()
    read_all(world)


async def test_a_second_program_that_fetches_is_told_of_until_it_has_stopped(world: World) -> None:
    async with polling(world) as ours, polling(world) as theirs:
        turn = asyncio.create_task(ours.turn())
        await world.telegram.updates.until_polled()
        await theirs.client.bot.get_updates(timeout=0)
        await turn
        assert "another program fetches this bot's updates: only one may, stop the other" in await trouble(world)

        await ty(world).writes(ECHO)
        await ours.turn()
    await world.settle()

    assert await trouble(world) == ""
    assert ty(world).take_message().text.startswith("T-1001 is open")
    world.telegram.updates.pending.clear()
    read_all(world)


async def test_an_update_over_which_we_stumble_keeps_no_other_away_and_is_not_lost(world: World) -> None:
    world.telegram.updates.withheld = True
    await ty(world).writes(f"@{world.telegram.username} {ECHO}", group=world.telegram.make_group())
    await ty(world).writes("list")
    async with polling(world) as link:
        # In a group we must know what the bot is called: without a client that is a fault of ours.
        link.updates = replace(link.updates, client=None)  # pyright: ignore[reportArgumentType]
        await link.turn()
    await world.settle()

    assert "You have no open ticket" in ty(world).take_message().text
    assert ty(world).take_message().text.startswith("T-1001 is open")
    assert world.errors.records == ["deskbot.web.telegram: an update was not understood"]
    world.errors.records.clear()
    world.telegram.updates.pending.clear()
    read_all(world)


async def test_a_sign_that_no_database_keeps_breaks_no_command(world: World) -> None:
    await ty(world).writes("link a\x00b@brightpathvoice.example")
    await world.settle()

    assert "ab@brightpathvoice.example" in ty(world).take_message().text


class Slow:
    """Takes updates, some of which the database never stores in time."""

    def __init__(self, *late: int) -> None:
        self.late, self.heard = late, list[int]()

    async def take(self, update: dict[str, Any]) -> None:
        if update["update_id"] in self.late:
            raise UnavailableError("the database has not answered within 4 s")
        self.heard.append(update["update_id"])


async def test_two_updates_that_are_never_stored_in_time_keep_none_behind_them_from_being_heard(world: World) -> None:
    world.telegram.updates.withheld = True
    for words in ("first", "second", "third"):
        await ty(world).writes(words)
    first, second, third = (one["update_id"] for one in world.telegram.updates.pending)
    slow = Slow(first, second)
    async with polling(world) as link:
        link.updates = slow  # pyright: ignore[reportAttributeAccessIssue]
        for _ in range(2):
            with pytest.raises(UnavailableError):
                await link.turn()
        await link.turn()

        assert slow.heard == [third]
        assert "cannot be stored" in await trouble(world)
    world.telegram.updates.pending.clear()
