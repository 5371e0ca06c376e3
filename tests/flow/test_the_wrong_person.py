"""Who asks by every command and trick for another reseller's ticket gets nothing, not even whether it exists."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from deskbot.commands.tickets import TABLE, Takes
from deskbot.simulators.world import TEXT_NUMBER
from tests.harness import World, running_world

JANA_PHONE, JANA_ACCOUNT = "+495555550121", 4712
SECRET = "One phone at Hollis Vet Clinic has echo in the room of Mrs Abbot"
SUBJECT = "Echo for the mayor"
THERE, NOT_THERE = 1001, 9001


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """Ty of Brightpath has a ticket; Jana of Rheinruf is known by mail, by her phone and in a chat."""
    async with running_world(database_url, chats=True) as running:
        running.sql(
            "INSERT INTO identity (contact_id, channel, address) VALUES (2, 'sms', %s), (2, 'telegram', %s)",
            JANA_PHONE,
            str(JANA_ACCOUNT),
        )
        await running.mail(SECRET, subject=SUBJECT)
        running.letter()
        while any(one not in running.read for one in running.mailbox.to("desk@desk.example")):
            running.briefing()
        yield running


async def by_text(world: World, words: str) -> list[str]:
    """Let Jana text; return all that she is told."""
    phone = world.twilio.phones[JANA_PHONE]
    await phone.sends(words, TEXT_NUMBER)
    await world.settle()
    told = [phone.take_answer()] if phone.untaken_answers else []
    while phone.unread:
        told.append(phone.take_text())
    return told


async def in_chat(world: World, words: str) -> list[str]:
    """Let Jana write to the bot; return all that she is told, with what stands on buttons."""
    person = world.telegram.people[JANA_ACCOUNT]
    await person.writes(words)
    await world.settle()
    told = []
    while person.untaken:
        sent = person.take_message()
        told.append("\n".join([sent.text, *sent.labels]))
    return told


async def by_slash(world: World, words: str) -> list[str]:
    return await in_chat(world, f"/{words}")


async def by_mail(world: World, words: str) -> list[str]:
    """Let Jana mail with the ticket's tag in the subject; return what she is told."""
    tag = f"[T-{THERE if str(THERE) in words else NOT_THERE}]"
    await world.mail(words, subject=f"{tag} {words}", sender="Jana Vogt <jana@rheinruf.example>")
    return [f"{one.mail['Subject']}\n{one.text}" for one in letters(world, "jana@rheinruf.example")]


def letters(world: World, to: str) -> list:
    found = []
    while any(one not in world.read for one in world.mailbox.to(to)):
        found.append(world.letter(to))
    return found


COMMANDS = [
    f"{one.verb} T-{{number}}{' what is it about?' if one.takes is Takes.TICKET_AND_WORDS else ''}"
    for one in TABLE
    if one.names_ticket
]
TRICKS = [
    "T-{number}",
    "t{number}",
    "T-{number} yes",
    "T-{number} 5",
    "T-{number} host id: 50-77B3-E210",
    "status [T-{number}]",
]


ASKED = [
    *itertools.product((by_text, in_chat, by_mail), [*COMMANDS, *TRICKS]),
    *itertools.product((by_slash,), COMMANDS),
]


@pytest.mark.parametrize(("ask", "trick"), ASKED, ids=lambda one: getattr(one, "__name__", one))
async def test_every_command_says_of_anothers_ticket_what_it_says_of_none(
    world: World, ask: Callable[[World, str], Awaitable[list[str]]], trick: str
) -> None:
    before = world.ticket(THERE)
    of_none = await ask(world, trick.format(number=NOT_THERE))
    of_anothers = await ask(world, trick.format(number=THERE))

    numbers = [number for (number,) in world.sql("SELECT number FROM ticket WHERE number > 1001 ORDER BY number")]

    def without_numbers(told: list[str]) -> list[str]:
        for number in (*numbers, THERE, NOT_THERE):
            told = [one.replace(str(number), "N") for one in told]
        return told

    assert of_none
    assert without_numbers(of_anothers) == without_numbers(of_none)
    assert not any(
        word in one for one in of_anothers for word in ("Hollis", "mayor", "Abbot", "Ty Okafor", "Brightpath")
    )
    after = world.ticket(THERE)
    kept = ("state", "severity", "findings", "category", "missing", "rating", "claimed", "updated_at", "owner")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert [kind for kind, _ in world.timeline(THERE)].count("message") == 1
    read_the_rest(world)


async def test_lists_hold_nothing_of_another_reseller_even_for_who_looks_after_all(world: World) -> None:
    world.sql("UPDATE contact SET admin = true WHERE id = 2")

    for ask in (by_text, in_chat):
        for words in ("list", "list all", "status"):
            assert await ask(world, words) == ["You have no open ticket."]


async def test_a_button_of_somebody_elses_message_opens_nothing(world: World) -> None:
    person = world.telegram.people[JANA_ACCOUNT]
    await in_chat(world, "One phone has no sound")
    mine, before = person.chat.sent[-1], world.ticket(THERE)

    for forged in (f"status T-{THERE}", f"close T-{THERE}", f"T-{THERE} yes"):
        await person.presses_data(mine, forged)
        await world.settle()
        while person.untaken:
            assert "Hollis" not in person.take_message().text

    assert (world.ticket(THERE)["state"], world.ticket(THERE)["missing"]) == (before["state"], before["missing"])
    read_the_rest(world)


def read_the_rest(world: World) -> None:
    for to in ("desk@desk.example", "ty@brightpathvoice.example", "jana@rheinruf.example"):
        letters(world, to)
    for phone in world.twilio.phones:
        while phone.unread:
            phone.take_text()
