"""The simulated Telegram is as strict as the real one: tokens, parameters, lengths, presses, updates."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters, Update
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, NetworkError, RetryAfter, TelegramError

from deskbot.clock import ControlledClock
from deskbot.settings import Settings
from deskbot.simulators.serving import serving
from deskbot.simulators.telegram import TelegramSimulator
from deskbot.simulators.telegram_state import Unread
from deskbot.simulators.telegram_updates import SECRET_HEADER
from deskbot.wires.telegram import Client

TOKEN, TY, SECRET = "1000:the-bots-token", 4711, "what-only-telegram-knows"
NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


@dataclass
class Desk:
    """The bot's web side: takes every update, checks its secret, and answers as it was told."""

    seen: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.post("/telegram/webhook")
        async def take(request: Request) -> Response:
            assert request.headers[SECRET_HEADER] == SECRET
            self.seen.append(await request.json())
            return Response(status_code=self.status)

        return app


@dataclass
class World:
    simulator: TelegramSimulator
    bot: Bot
    http: httpx.AsyncClient
    desk: Desk
    hook: str

    async def take_updates(self) -> None:
        await self.bot.set_webhook(self.hook, secret_token=SECRET)

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method past the SDK; return the answer with its status."""
        answer = await self.http.post(f"/bot{TOKEN}/{method}", json=parameters)
        return {"status": answer.status_code, **answer.json()}


@pytest.fixture(name="world")
async def a_world() -> AsyncIterator[World]:
    settings = Settings(_env_file=None, telegram_token=TOKEN)  # pyright: ignore[reportCallIssue,reportArgumentType]
    simulator, desk = TelegramSimulator.of(settings, ControlledClock(NOON)), Desk()
    async with simulator.serving() as url, serving(desk.app()) as web, httpx.AsyncClient(base_url=url) as http:
        client = Client(settings.model_copy(update={"telegram_base_url": url}))
        yield World(simulator, client.bot, http, desk, f"{web}/telegram/webhook")
        await client.close()


def button(label: str, data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])


async def test_the_sdk_reads_who_the_bot_is(world: World) -> None:
    me = await world.bot.get_me()

    assert me.is_bot
    assert me.username == "deskbot_sim_bot"


async def test_a_wrong_token_is_let_into_nothing(world: World) -> None:
    assert (await world.http.post("/bot1000:wrong/getMe")).status_code == 401
    assert (await world.http.get("/file/bot1000:wrong/files/file1")).status_code == 404


@pytest.mark.parametrize(
    ("method", "parameters", "said"),
    [
        ("sendSticker", {}, "method not found"),
        ("sendMessage", {"chat_id": TY, "text": "x", "colour": "red"}, "does not take colour"),
        ("sendMessage", {"chat_id": TY}, "text is required"),
        ("sendMessage", {"chat_id": TY, "text": " "}, "text is empty"),
        ("sendMessage", {"chat_id": TY, "text": "x" * 4097}, "too long"),
        ("sendMessage", {"chat_id": TY, "text": "\U0001f4de" * 2049}, "too long"),
        ("sendMessage", {"chat_id": 99, "text": "x"}, "chat not found"),
        ("setWebhook", {"url": "http://desk.example/"}, "HTTPS"),
        ("setWebhook", {"url": "https://desk.example/", "secret_token": "no spaces"}, "unallowed"),
        ("setMyCommands", {"commands": json.dumps([{"command": "Status!", "description": "x"}])}, "COMMAND_INVALID"),
        ("getFile", {"file_id": "none"}, "wrong file_id"),
        ("answerCallbackQuery", {"callback_query_id": "none"}, "too old"),
    ],
)
async def test_what_the_bot_api_refuses_is_refused(
    world: World, method: str, parameters: dict[str, Any], said: str
) -> None:
    await world.simulator.people[TY].starts()

    answer = await world.call(method, **parameters)

    assert not answer["ok"]
    assert answer["status"] == answer["error_code"]
    assert said in answer["description"]


async def test_nobody_is_written_to_who_has_not_begun(world: World) -> None:
    ty = world.simulator.people[TY]

    with pytest.raises(Forbidden, match="can't initiate"):
        await world.bot.send_message(TY, "Hello")
    await ty.starts()
    await world.bot.send_message(TY, "Hello")

    assert ty.take_message().text == "Hello"


async def test_who_has_blocked_the_bot_hears_nothing_and_the_bot_is_told(world: World) -> None:
    await world.take_updates()
    ty = world.simulator.people[TY]
    await ty.starts()

    await ty.blocks()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await world.bot.send_message(TY, "Hello")
    await ty.unblocks()
    await world.bot.send_message(TY, "Hello again")

    assert ty.take_message().text == "Hello again"
    changes = [one["my_chat_member"]["new_chat_member"]["status"] for one in world.desk.seen[1:]]
    assert changes == ["kicked", "member"]


async def test_an_upgraded_group_says_where_it_has_gone(world: World) -> None:
    group = world.simulator.make_group()
    new = world.simulator.migrate(group)

    with pytest.raises(ChatMigrated) as raised:
        await world.bot.send_message(group, "Hello")

    assert raised.value.new_chat_id == new
    assert (await world.bot.send_message(new, "Hello")).chat.id == new


async def test_an_answer_to_a_message_that_is_gone_needs_leave(world: World) -> None:
    ty = world.simulator.people[TY]
    asked = await ty.writes("The phones are down")

    with pytest.raises(BadRequest, match="replied not found"):
        await world.bot.send_message(TY, "x", reply_parameters=ReplyParameters(999))
    await world.bot.send_message(TY, "x", reply_parameters=ReplyParameters(999, allow_sending_without_reply=True))
    await world.bot.send_message(TY, "y", reply_parameters=ReplyParameters(asked["message_id"]))

    assert ty.take_message().reply_to is None
    assert ty.take_message().reply_to == asked["message_id"]


async def test_a_press_says_what_stands_behind_the_button_and_is_answered_once(world: World) -> None:
    await world.take_updates()
    ty = world.simulator.people[TY]
    await ty.starts()
    sent = await world.bot.send_message(TY, "Solved?", reply_markup=button("Yes", "T-1001 yes"))
    ty.take_message()

    press = await ty.presses("Yes")
    query = world.desk.seen[-1]["callback_query"]
    await world.bot.answer_callback_query(query["id"], "Noted")
    with pytest.raises(BadRequest, match="too old"):
        await world.bot.answer_callback_query(query["id"])
    await world.bot.edit_message_reply_markup(TY, sent.message_id)
    with pytest.raises(BadRequest, match="not modified"):
        await world.bot.edit_message_reply_markup(TY, sent.message_id)

    assert (query["data"], press.answered, ty.take_answer()) == ("T-1001 yes", True, "Noted")
    with pytest.raises(ValueError, match="no button"):
        await ty.presses("Yes")


async def test_a_button_that_says_too_much_is_refused(world: World) -> None:
    await world.simulator.people[TY].starts()

    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await world.bot.send_message(TY, "x", reply_markup=button("Yes", "x" * 65))


async def test_files_go_both_ways(world: World) -> None:
    await world.take_updates()
    ty = world.simulator.people[TY]
    await ty.sends_photo(b"a rack", "This one")
    await ty.sends_document(b"a log", "trace.log", "text/plain")
    await ty.sends_document(b"a log", "huge.log", "text/plain", size=21 * 1024 * 1024)

    photo, document, huge = (one["message"] for one in world.desk.seen)
    file = await world.bot.get_file(photo["photo"][-1]["file_id"])
    assert bytes(await file.download_as_bytearray()) == b"a rack"
    assert photo["caption"] == "This one"
    assert document["document"]["file_name"] == "trace.log"
    with pytest.raises(BadRequest, match="too big"):
        await world.bot.get_file(huge["document"]["file_id"])

    await world.bot.send_photo(TY, b"\xff\xd8\xff a drawing", caption="Wire it so", filename="wiring.jpg")
    await world.bot.send_document(TY, b"a guide", filename="guide.pdf")

    drawing, guide = ty.take_message(), ty.take_message()
    assert drawing.as_photo
    assert drawing.file is not None
    assert drawing.file.content == b"\xff\xd8\xff a drawing"
    assert guide.file is not None
    assert (guide.file.name, guide.file.content) == ("guide.pdf", b"a guide")


async def test_every_kind_of_update_is_one_that_the_sdk_reads(world: World) -> None:
    await world.take_updates()
    ty = world.simulator.people[TY]
    group = world.simulator.make_group()
    first = await ty.writes("/status@deskbot_sim_bot T-1001", group=group)
    await ty.writes("more", reply_to=first["message_id"], group=group)
    await ty.edits(await ty.sends_photo(caption="a", album="a1"), "b")
    await ty.sends_voice()
    await ty.sends_video()
    await ty.sends_video(round_=True)
    await ty.shares_location(30.27, -97.74)
    await ty.shares_contact("+15125550177", "Sam")
    await ty.forwards("Nothing rings", name="Sam")
    await ty.blocks()

    updates = [Update.de_json(one, world.bot) for one in world.desk.seen]

    assert len(updates) == 11
    assert all(
        json.loads(one.to_json()).keys() == told.keys() for one, told in zip(updates, world.desk.seen, strict=True)
    )


async def test_an_update_is_posted_again_until_it_is_taken_and_in_order(world: World) -> None:
    await world.take_updates()
    ty = world.simulator.people[TY]
    world.desk.status = 503
    await ty.writes("one")
    await ty.writes("two")
    assert "503" in (await world.bot.get_webhook_info()).last_error_message
    assert (await world.bot.get_webhook_info()).pending_update_count == 2

    world.desk.status = 200
    assert await world.simulator.pump() == 2

    assert [one["message"]["text"] for one in world.desk.seen][-2:] == ["one", "two"]
    assert await world.simulator.pump() == 0


async def test_polls_give_what_the_offset_has_not_passed(world: World) -> None:
    ty = world.simulator.people[TY]
    await ty.writes("one")
    await ty.writes("two")

    first, second = await world.bot.get_updates()
    assert [one.update_id for one in await world.bot.get_updates()] == [first.update_id, second.update_id]
    assert [one.update_id for one in await world.bot.get_updates(second.update_id)] == [second.update_id]
    assert not await world.bot.get_updates(second.update_id + 1)


async def test_a_long_poll_ends_when_something_happens(world: World) -> None:
    poll = asyncio.create_task(world.bot.get_updates(timeout=20))
    await world.simulator.updates.until_polled()
    await world.simulator.people[TY].writes("one")

    (update,) = await poll
    assert update.to_dict()["message"]["text"] == "one"


async def test_a_second_poll_ends_the_first_and_a_webhook_ends_both(world: World) -> None:
    poll = asyncio.create_task(world.bot.get_updates(timeout=20))
    await world.simulator.updates.until_polled()
    other = await world.call("getUpdates")
    with pytest.raises(Conflict, match="terminated"):
        await poll

    await world.take_updates()

    assert other["ok"]
    assert "webhook is active" in (await world.call("getUpdates"))["description"]


@pytest.mark.parametrize(
    ("failure", "error"),
    [({"status": 429, "retry_after": 7}, RetryAfter), ({"status": 502}, NetworkError)],
)
async def test_what_fails_does_nothing(world: World, failure: dict[str, int], error: type[TelegramError]) -> None:
    ty = world.simulator.people[TY]
    await ty.starts()
    world.simulator.faults.fail_next(**failure)

    with pytest.raises(error):
        await world.bot.send_message(TY, "Hello")

    assert not ty.untaken


async def test_a_cut_connection_leaves_the_message_sent(world: World) -> None:
    ty = world.simulator.people[TY]
    await ty.starts()
    world.simulator.faults.drop_after_accept()

    with pytest.raises(NetworkError):
        await world.bot.send_message(TY, "Hello")

    assert world.simulator.unread() == [Unread(str(TY), "Hello")]
    assert ty.take_message().text == "Hello"


async def test_a_script_lets_people_write_and_press_and_reads_what_they_are_told(world: World) -> None:
    await world.take_updates()
    people = f"/simulator/telegram/people/{TY}"
    await world.http.post(f"{people}/messages", json={"text": "This rack", "photo": True})
    await world.bot.send_message(TY, "Solved?", reply_markup=button("Yes", "T-1001 yes"))

    pressed = await world.http.post(f"{people}/presses", json={"label": "Yes"})
    in_vain = await world.http.post(f"{people}/presses", json={"label": "No"})

    assert [one.get("message", {}).get("caption") for one in world.desk.seen] == ["This rack", None]
    assert world.desk.seen[1]["callback_query"]["data"] == "T-1001 yes"
    assert (pressed.status_code, in_vain.status_code) == (200, 422)
    told = (await world.http.get(people)).json()
    assert told["simulated"] == "SIMULATED"
    assert told["person"]["messages"] == [{"text": "Solved?", "buttons": ["Yes"], "file": ""}]
    assert world.simulator.people[TY].take_message()
