"""Programs are told of what happens: signed, in order, until they have it, and of nothing that is not theirs."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from deskbot.access.webhook_turns import FAILING, STEADY
from deskbot.access.webhooks import BOTH_FOR
from deskbot.engine.api_tokens import ApiTokens
from deskbot.engine.webhook_ending import ENDS_AFTER
from deskbot.engine.webhooks import MOST_WEBHOOKS
from deskbot.model.api_token import Scope
from deskbot.roles import CONCURRENCY
from tests.flow.programs import Program, program
from tests.harness import ALL_QUEUES, ANA, World, running_world

JANA = "Jana Vogt <jana@rheinruf.example>"
Programs = Callable[..., Any]
TICKETS = ["ticket.created", "ticket.updated", "ticket.message", "ticket.closed"]


class Receiver:
    """A program's own server: keeps what it is sent, and answers as it is told to."""

    def __init__(self) -> None:
        self.status = 200
        self.hangs = False
        self.hang = self.most_hung = 0
        """Calls that hang just now, and how many have hung at one time."""
        self.calls = 0
        self.has_heard = asyncio.Event()
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        assert self.server
        return f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}/hook"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head.split("\r\n")[1:] if line)
        }
        body = await reader.readexactly(int(headers["content-length"]))
        self.calls += 1
        if self.hangs:
            self.hang += 1
            self.most_hung = max(self.most_hung, self.hang)
            await reader.read()  # until the other side gives up
            self.hang -= 1
            writer.close()
            return
        if self.status == 200:
            self.heard.append((headers, body))
            self.has_heard.set()
        writer.write(f"HTTP/1.1 {self.status} Said\r\nContent-Length: 0\r\nLocation: /other\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    def told(self) -> list[tuple[str, int]]:
        """Return what it has heard, each with the number of its ticket."""
        documents = [json.loads(body) for _, body in self.heard]
        return [(one["type"], one["ticket"]["number"]) for one in documents]


@pytest.fixture(name="world")
async def a_world(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, webhooks_private=True) as running:
        yield running
        running.read += [one for one in running.mailbox.letters if one not in running.read]


@asynccontextmanager
async def listening() -> AsyncIterator[Receiver]:
    made = Receiver()
    made.server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    async with made.server:
        yield made


@pytest.fixture(name="receiver")
async def a_receiver() -> AsyncIterator[Receiver]:
    async with listening() as made:
        yield made


@asynccontextmanager
async def as_many_tries_at_a_time_as_served(world: World) -> AsyncIterator[None]:
    """Let a worker like that of `deskbot serve` tell webhooks; the others' alarms wait."""
    worker = asyncio.create_task(
        world.deskbot.jobs.work(["webhooks"], name="webhooks", concurrency=CONCURRENCY["webhooks"])
    )
    try:
        yield
    finally:
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)


@pytest.fixture(name="a_program")
async def programs(world: World) -> AsyncIterator[Programs]:
    async with AsyncExitStack() as stack:

        async def make(**more: Any) -> Program:
            made = await program(world, Scope.WEBHOOKS, **more)
            stack.push_async_callback(made.closes)
            return made

        yield make


async def hears(one: Program, receiver: Receiver, events: list[str]) -> Any:
    return await one.does("/webhooks", {"url": receiver.url, "events": events}, "make")


async def small_matter(world: World, sender: str = "Ty Okafor <ty@brightpathvoice.example>") -> None:
    await world.mail("The display of one handset in the lobby is cracked.", subject="Display", sender=sender)
    await world.forward(seconds=10)


def is_signed(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """Check it as docs/api.md tells programs to."""
    moment, *signatures = headers["deskbot-signature"].split(",")
    assert moment.startswith("t=")
    right = hmac.new(secret.encode(), moment[2:].encode() + b"." + body, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(f"v1={right}", one) for one in signatures)


async def test_what_happens_on_a_ticket_is_told_in_its_order_and_signed(
    world: World, receiver: Receiver, a_program: Programs
) -> None:
    made = await hears(await a_program(), receiver, TICKETS)
    await small_matter(world)
    await world.deskbot.agents.note(1001, "They ask that every month.", "ana")
    await world.deskbot.agents.close(1001, "ana", "Sent a new one.")
    await world.forward(seconds=10)

    kinds = [kind for kind, _ in receiver.told()]
    assert kinds[0] == "ticket.created"
    assert kinds[-1] == "ticket.closed"
    assert kinds.count("ticket.message") == 2
    assert all(is_signed(made["secret"], *one) for one in receiver.heard)
    assert not any(is_signed("whsec_another", *one) for one in receiver.heard)
    ids = [json.loads(body)["id"] for _, body in receiver.heard]
    assert len(set(ids)) == len(ids)
    assert world.sql("SELECT count(*) FROM webhook_delivery WHERE due_at IS NOT NULL") == [(0,)]


async def test_a_program_that_is_away_is_told_later_and_in_the_same_order(
    world: World, receiver: Receiver, a_program: Programs
) -> None:
    one = await a_program()
    made = await hears(one, receiver, ["ticket.created", "ticket.message"])
    receiver.status = 503
    await small_matter(world)
    await world.deskbot.agents.note(1001, "first", "ana")
    await world.deskbot.agents.note(1001, "second", "ana")
    await world.forward(minutes=5)
    assert receiver.heard == []
    (queued, *_) = (await one.asks(f"/webhooks/{made['id']}/deliveries"))["items"][::-1]
    assert (queued["state"], queued["answered"], queued["says"]) == ("queued", 503, "it answered 503")

    receiver.status = 200
    await world.forward(minutes=20)

    texts = [json.loads(body).get("message", {}).get("text", "created") for _, body in receiver.heard]
    assert [text for text in texts if text in ("created", "first", "second")] == ["created", "first", "second"]
    assert texts[0] == "created"


async def test_what_waits_behind_another_of_its_ticket_does_not_overtake_it_when_it_is_sent_once_more(
    world: World, receiver: Receiver, a_program: Programs
) -> None:
    one = await a_program()
    made = await hears(one, receiver, ["ticket.created", "ticket.message"])
    receiver.status = 503
    await small_matter(world)
    await world.deskbot.agents.note(1001, "behind", "ana")
    await world.forward(minutes=5)
    (last, *_) = (await one.asks(f"/webhooks/{made['id']}/deliveries"))["items"]

    receiver.status = 200
    await one.does(f"/webhooks/{made['id']}/deliveries/{last['id']}/redeliver", None)
    await world.forward(seconds=1)

    assert one.answer.status_code == 200
    assert receiver.told()[0] == ("ticket.created", 1001)
    assert b"behind" in receiver.heard[-1][1]


async def test_one_that_has_failed_for_days_is_off_and_the_desk_is_told_and_what_waits_is_sent_when_it_is_on(
    world: World, receiver: Receiver, a_program: Programs
) -> None:
    one = await a_program()
    made = await hears(one, receiver, ["ticket.created"])
    receiver.status = 500
    await small_matter(world)
    await world.forward(days=4)
    told = [letter for letter in world.mailbox.letters if letter.mail["Subject"] == "A webhook is off"]
    assert len(told) == 1
    assert "it answered 500" in told[0].text
    assert (await one.asks(f"/webhooks/{made['id']}"))["off_at"]
    await small_matter(world, JANA)
    (waits, *_) = (await one.asks(f"/webhooks/{made['id']}/deliveries"))["items"]
    path = f"/webhooks/{made['id']}/deliveries/{waits['id']}/redeliver"
    assert "/enable" in await one.is_refused(422, "POST", path)

    receiver.status = 200
    await one.does(f"/webhooks/{made['id']}/enable", None)
    await world.forward(seconds=10)

    assert receiver.told() == [("ticket.created", 1001), ("ticket.created", 1002)]


async def test_a_reseller_hears_of_its_own_tickets_and_of_no_word_that_stays_inside(
    world: World, receiver: Receiver, a_program: Programs
) -> None:
    one, other = (
        await a_program(name="bright", reseller="brightpath"),
        await a_program(name="rhein", reseller="rheinruf"),
    )
    made = await hears(one, receiver, TICKETS)
    await small_matter(world)
    await small_matter(world, JANA)
    await world.deskbot.agents.note(1001, "inside", "ana")
    await world.forward(seconds=10)

    assert {number for _, number in receiver.told()} == {1001}
    assert not any(b"inside" in body for _, body in receiver.heard)
    await one.is_refused(422, "POST", "/webhooks", json={"url": receiver.url, "events": ["page.open"]})
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/rotate"), ("GET", "/deliveries")):
        await other.is_refused(404, method, f"/webhooks/{made['id']}{path}")


async def test_a_page_is_told_of_and_who_has_taken_it(world: World, receiver: Receiver, a_program: Programs) -> None:
    await hears(await a_program(), receiver, ["page.open", "page.acknowledged"])
    await world.mail("All phones are dead at Hollis Vet Clinic, nobody can call out.", subject="All phones dead")
    world.twilio.phones[ANA].take_text()
    await world.text(ANA, "a", "You have taken")
    await world.forward(seconds=10)

    told = [json.loads(body) for _, body in receiver.heard]
    assert [one["type"] for one in told] == ["page.open", "page.acknowledged"]
    assert told[1]["page"]["acknowledged_by"] == "ana"


async def test_a_secret_is_told_once_and_after_another_was_made_both_count_for_a_day(
    world: World, receiver: Receiver, a_program: Programs
) -> None:
    one = await a_program()
    made = await hears(one, receiver, ["ticket.created"])
    assert await hears(one, receiver, ["ticket.created"]) == made
    assert "secret" not in await one.asks(f"/webhooks/{made['id']}")
    kept = world.sql("SELECT row_to_json(a)::text FROM api_answer a UNION SELECT row_to_json(w)::text FROM webhook w")
    assert all(made["secret"] not in row[0] for row in kept)

    anew = await one.does(f"/webhooks/{made['id']}/rotate", None)
    await small_matter(world)
    world.clock.forward(BOTH_FOR)
    await small_matter(world, JANA)

    (first, second) = receiver.heard
    assert is_signed(made["secret"], *first)
    assert is_signed(anew["secret"], *first)
    assert not is_signed(made["secret"], *second)
    assert is_signed(anew["secret"], *second)


async def test_resellers_webhooks_leave_the_desk_room_for_its_own(
    world: World, receiver: Receiver, a_program: Programs
) -> None:
    world.sql(
        "INSERT INTO webhook (url, events, reseller_id, generation, created_at, created_by)"
        " SELECT %s, %s, 1, 1, %s, 'api:bright' FROM generate_series(1, 20)",
        *(receiver.url, '["ticket.created"]', world.now),
    )
    theirs = await a_program(name="bright", reseller="brightpath")

    assert "20 webhooks" in await theirs.is_refused(
        422, "POST", "/webhooks", json={"url": receiver.url, "events": ["ticket.created"]}
    )
    assert (await hears(await a_program(), receiver, ["ticket.created"]))["secret"]


@pytest.mark.parametrize(("host", "says"), [("..example", "empty part"), ("a" * 300 + ".example", "300 letters")])
async def test_an_address_that_nobody_can_have_is_refused_and_not_kept(
    world: World, a_program: Programs, host: str, says: str
) -> None:
    asked = {"url": f"http://{host}/", "events": ["ticket.created"]}

    assert says in await (await a_program()).is_refused(422, "POST", "/webhooks", json=asked)
    assert world.sql("SELECT count(*) FROM webhook") == [(0,)]


async def test_what_was_sent_is_sent_once_more_on_request_and_an_ended_one_hears_nothing(
    world: World, receiver: Receiver, a_program: Programs
) -> None:
    one = await a_program()
    made = await hears(one, receiver, ["ticket.created"])
    await small_matter(world)
    (sent,) = (await one.asks(f"/webhooks/{made['id']}/deliveries"))["items"]

    await one.does(f"/webhooks/{made['id']}/deliveries/{sent['id']}/redeliver", None)
    await world.forward(seconds=1)
    assert receiver.told() == [("ticket.created", 1001)] * 2
    ended = [await one.client.delete(f"/webhooks/{made['id']}", headers={"Idempotency-Key": "end"}) for _ in range(2)]
    assert [answer.status_code for answer in ended] == [204, 204]
    assert [answer.headers.get("Idempotent-Replayed") for answer in ended] == [None, "true"]
    await small_matter(world, JANA)

    assert len(receiver.heard) == 2
    assert (await one.asks("/webhooks"))["items"] == []


async def test_the_webhooks_that_a_token_has_made_end_with_it(
    world: World, receiver: Receiver, a_program: Programs
) -> None:
    leaked, other = await a_program(name="leaked"), await a_program(name="other")
    ends, stays = await hears(leaked, receiver, TICKETS), await hears(other, receiver, ["ticket.created"])
    tokens = ApiTokens(world.deskbot.database, world.clock)

    assert await tokens.revoke("leaked", "erin") == (receiver.url,)
    await small_matter(world)

    assert receiver.told() == [("ticket.created", 1001)]
    assert [one["id"] for one in (await other.asks("/webhooks"))["items"]] == [stays["id"]]
    acts = world.sql("SELECT who, about, data->>'url' FROM audit WHERE act = 'ended a webhook'")
    assert acts == [("erin", f"webhook {ends['id']}", receiver.url)]


async def test_the_webhooks_of_a_token_end_with_it_when_its_time_is_over(
    world: World, receiver: Receiver, a_program: Programs
) -> None:
    ends = await hears(await a_program(name="short", expires_at=world.now + timedelta(days=1)), receiver, TICKETS)
    stays = await hears(await a_program(name="other"), receiver, ["ticket.created"])

    await world.deskbot.webhook_ending.look()
    assert world.sql("SELECT count(*) FROM webhook WHERE ended_at IS NOT NULL") == [(0,)]
    world.clock.forward(timedelta(days=1))
    await world.deskbot.webhook_ending.look()
    await small_matter(world)

    assert receiver.told() == [("ticket.created", 1001)]
    assert world.sql("SELECT id FROM webhook WHERE ended_at IS NULL") == [(stays["id"],)]
    acts = world.sql("SELECT who, about, data->>'why' FROM audit WHERE act = 'ended a webhook'")
    assert acts == [("deskbot", f"webhook {ends['id']}", "the token api:short is good no more")]


async def test_a_webhook_that_has_been_off_for_a_month_ends_and_the_desk_is_told(
    world: World, receiver: Receiver, a_program: Programs
) -> None:
    one = await a_program()
    made = await hears(one, receiver, ["ticket.created"])
    receiver.status = 500
    await small_matter(world)
    await world.forward(days=4)
    assert (
        "after 30 days" in next(one for one in world.mailbox.letters if one.mail["Subject"] == "A webhook is off").text
    )
    world.clock.forward(ENDS_AFTER)

    await world.deskbot.webhook_ending.look()
    await world.deskbot.webhook_ending.look()
    await world.settle()

    told = [letter.text for letter in world.mailbox.letters if letter.mail["Subject"] == "A webhook has ended"]
    assert len(told) == 1
    assert f"Webhook {made['id']} ({receiver.url}, made by api:robot)" in told[0]
    assert (await one.asks("/webhooks"))["items"] == []


async def test_what_happened_a_month_ago_is_forgotten_but_for_what_waits_for_a_program(
    world: World, receiver: Receiver, a_program: Programs
) -> None:
    one = await a_program()
    ended = await hears(one, receiver, ["ticket.created"])
    receiver.status = 500
    await small_matter(world)
    await world.deskbot.agents.note(1001, "inside", "ana")
    await one.sends("DELETE", f"/webhooks/{ended['id']}")
    away = await hears(await a_program(name="other"), receiver, ["ticket.created"])
    await small_matter(world, JANA)
    world.clock.forward(timedelta(days=31))

    await world.deskbot.retention.look()

    left = world.sql(
        "SELECT e.kind, e.ticket_number, d.webhook_id FROM webhook_event e JOIN webhook_delivery d ON e.id = event_id"
    )
    assert left == [("ticket.created", 1002, away["id"])]
    assert world.sql("SELECT count(*) FROM webhook_event") == [(1,)]


async def test_many_who_ask_at_once_make_no_more_webhooks_than_there_may_be(
    receiver: Receiver, a_program: Programs
) -> None:
    one = await a_program()
    asked = {"url": receiver.url, "events": ["ticket.created"]}

    made = await asyncio.gather(*(one.client.post("/webhooks", json=asked) for _ in range(MOST_WEBHOOKS + 5)))

    assert sorted(answer.status_code for answer in made) == [201] * MOST_WEBHOOKS + [422] * 5


async def test_one_resellers_webhooks_that_hang_hold_up_nobody_elses(
    world: World, receiver: Receiver, a_program: Programs
) -> None:
    await small_matter(world)
    await small_matter(world, JANA)
    async with listening() as hanging:
        hanging.hangs = True
        world.sql(
            "INSERT INTO webhook (url, events, reseller_id, generation, created_at, created_by)"
            " SELECT %s, %s, 1, 1, %s, 'api:bright' FROM generate_series(1, 18)",
            *(hanging.url, '["ticket.updated"]', world.now),
        )
        await hears(await a_program(), receiver, ["ticket.updated"])
        await world.deskbot.agents.assign(1001, "ana", "ben")
        await world.deskbot.agents.assign(1002, "ana", "ben")
        await world.deskbot.housekeeping(ALL_QUEUES, grace=timedelta()).sweep()

        async with as_many_tries_at_a_time_as_served(world):
            while {number for _, number in receiver.told()} != {1001, 1002}:
                receiver.has_heard.clear()
                await receiver.has_heard.wait()

        assert 0 < hanging.most_hung <= STEADY.of_one + FAILING.of_one


async def test_while_nobody_wants_to_hear_nothing_is_noted(world: World) -> None:
    await small_matter(world)
    world.clock.forward(timedelta(seconds=1))

    assert world.sql("SELECT count(*) FROM webhook_event") == [(0,)]
