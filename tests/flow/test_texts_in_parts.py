"""What one person sends in several pieces is one matter: numbered texts are joined, others go on; no page waits."""

from __future__ import annotations

import asyncio

import pytest

from deskbot.simulators.twilio_webhooks import Webhook, inbound_text
from deskbot.simulators.world import TEXT_NUMBER
from tests.flow.test_41_late import database_away
from tests.harness import ANA, World

TY, KIM = "+15125550120", "+15125550122"
FIRST = "(1/3) This is Ty of Brightpath. One phone at Bay Hotel, on the UCX50 with the host ID"
SECOND = "(2/3) 50-77B3-E210, release 7.0.2, has"
THIRD = "(3/3) echo on every call. We swapped the phone, no change."


@pytest.fixture(autouse=True)
def numbers(world: World) -> None:
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'sms', %s)", TY)


async def arrive(world: World, *bodies: str, phone: str = TY) -> None:
    """Let texts come in, with all that happens at once."""
    for body in bodies:
        await world.twilio.phones[phone].sends(body, TEXT_NUMBER)
        await world.settle()


def answers(world: World, phone: str = TY) -> list[str]:
    found, own = [], world.twilio.phones[phone]
    while own.unread:
        found.append(own.take_text())
    return found


def read_all(world: World) -> None:
    while any(one not in world.read for one in world.mailbox.to("desk@desk.example")):
        world.briefing()


def texts(world: World, number: int = 1001) -> list[str]:
    return [text for kind, text in world.timeline(number) if kind == "message"]


@pytest.mark.parametrize("order", [(FIRST, SECOND, THIRD), (SECOND, THIRD, FIRST)])
async def test_numbered_texts_are_one_message_in_their_order_and_answered_once(
    world: World, order: tuple[str, ...]
) -> None:
    await arrive(world, *order)

    [answer] = answers(world)
    assert "T-1001" in answer
    [said] = texts(world)
    assert said.startswith("This is Ty of Brightpath. One phone at Bay Hotel, on the UCX50 with the host ID 50-77B3")
    assert said.endswith("release 7.0.2, has echo on every call. We swapped the phone, no change.")
    found = {one["key"]: one["value"] for one in world.ticket()["findings"]}
    assert (found["host_id"], found["release"]) == ("50-77B3-E210", "7.0.2")
    read_all(world)


async def test_a_part_that_never_comes_is_waited_for_some_seconds_only(world: World) -> None:
    await arrive(world, FIRST, THIRD)
    assert not answers(world)

    await world.forward(seconds=9)

    [answer] = answers(world)
    assert "T-1001" in answer
    await arrive(world, SECOND)
    assert len(world.sql("SELECT 1 FROM ticket")) == 1
    assert len(texts(world)) == 2
    answers(world), read_all(world)


async def test_what_is_urgent_pages_with_its_first_part(world: World) -> None:
    await arrive(world, "(1/2) Nobody can call in or out at Hollis Vet Clinic, all 40 phones are dead.")

    assert "T-1001" in world.twilio.phones[ANA].take_text()
    await arrive(world, "(2/2) Host ID 3G-88C1-0457, release 7.1.2")
    assert len(world.sql("SELECT 1 FROM ticket")) == 1
    found = {one["key"]: one["value"] for one in world.ticket()["findings"]}
    assert found["host_id"] == "3G-88C1-0457"
    assert len(answers(world)) == 2
    read_all(world)


async def test_what_is_urgent_in_its_last_part_pages_when_that_comes(world: World) -> None:
    await arrive(world, "(1/3) Hello, this is Ty of Brightpath, about Hollis Vet Clinic:")
    await arrive(world, "(3/3) all 40 phones are dead, nobody can call in or out.")

    assert "T-1001" in world.twilio.phones[ANA].take_text()
    answers(world), read_all(world)


DEAD = "all 40 phones were dead, nobody could call in or out"


async def test_a_middle_without_its_beginning_pages_by_what_the_whole_says(world: World) -> None:
    await arrive(world, f"(2/3) {DEAD}.")
    assert not world.sql("SELECT 1 FROM page")

    await arrive(world, "(1/3) Just for the record, it was solved by us on Monday: at Hollis Vet Clinic")
    await arrive(world, "(3/3) Nothing to do, all works since.")

    assert not world.sql("SELECT 1 FROM page")
    assert len(texts(world)) == 1
    answers(world), read_all(world)


async def test_a_middle_whose_beginning_never_comes_pages_after_some_seconds(world: World) -> None:
    await arrive(world, "(2/3) all 40 phones are dead, nobody can call in or out.")
    assert not world.sql("SELECT 1 FROM page")

    await world.forward(seconds=9)

    assert "T-1001" in world.twilio.phones[ANA].take_text()
    answers(world), read_all(world)


async def test_a_part_that_comes_twice_is_one(world: World) -> None:
    await arrive(world, FIRST)
    first = next(one for one in world.twilio.messages.values() if one.direction == "inbound")
    again = Webhook(f"{world.deskbot.settings.web_base}/twilio/sms", inbound_text(first))
    await world.twilio.deliver_again(again)
    await arrive(world, SECOND, THIRD)
    await world.twilio.deliver_again(again)
    await world.settle()

    assert len(answers(world)) == 1
    assert len(world.sql("SELECT 1 FROM inbound")) == 1
    read_all(world)


async def test_parts_survive_a_database_that_was_away(world: World, postgres: str) -> None:
    await arrive(world, FIRST)
    with database_away(world, postgres):
        await world.twilio.phones[TY].sends(SECOND, TEXT_NUMBER)
    assert "NOT be taken" in world.twilio.phones[TY].take_answer()
    await arrive(world, SECOND, THIRD)

    assert len(answers(world)) == 1
    read_all(world)


async def test_parts_of_two_people_are_two_messages(world: World) -> None:
    await arrive(world, "(1/2) One phone at Bay Hotel has echo")
    await arrive(world, "(1/2) The fax at Sea Hotel", phone=KIM)
    await arrive(world, "(2/2) on every call")
    await arrive(world, "(2/2) prints nothing", phone=KIM)

    assert [texts(world, 1001), texts(world, 1002)] == [
        ["One phone at Bay Hotel has echo on every call"],
        ["The fax at Sea Hotel prints nothing"],
    ]
    answers(world), answers(world, KIM), read_all(world)


@pytest.mark.parametrize("body", ["In 1/3 of its calls one phone at Bay has echo", "One phone has echo since 1/3"])
async def test_what_only_looks_like_a_part_waits_for_nothing(world: World, body: str) -> None:
    await arrive(world, body)

    assert len(answers(world)) == 1
    assert texts(world) == [body]
    read_all(world)


async def test_two_messages_that_are_read_at_the_same_moment_open_one_ticket(world: World) -> None:
    for body in ("One phone at Bay Hotel has echo on every call", "it is the one in room 12"):
        await world.twilio.phones[TY].sends(body, TEXT_NUMBER)
    ids = [one for (one,) in world.sql("SELECT id FROM inbound")]
    assert len(ids) == 2

    await asyncio.gather(*(world.deskbot.triaging.triage(one) for one in ids))
    await world.settle()

    assert len(world.sql("SELECT 1 FROM ticket")) == 1
    answers(world), read_all(world)
