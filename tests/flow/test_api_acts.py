"""What programs do by the API happens as if people had done it, once, and under the program's name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest

from deskbot.model.api_token import Scope
from tests.flow.programs import Program, program
from tests.harness import ANA, World

THEIRS = (Scope.TICKETS_READ, Scope.TICKETS_WRITE)
TY = {"address": "ty@brightpathvoice.example", "name": "Ty Okafor"}
OUTAGE = {
    "sender": TY,
    "subject": "All phones dead at Hollis Vet Clinic",
    "text": "All phones are dead at Hollis Vet Clinic since 9:10, nobody can call in or out. Host 3G-88C1-0457.",
}
SMALL = {
    "sender": TY,
    "subject": "Display of one handset is cracked",
    "text": "The display of one handset in the lobby is cracked. How do we get a new one?",
}
Programs = Callable[..., Any]


@pytest.fixture(name="a_program")
async def programs(world: World) -> AsyncIterator[Programs]:
    async with AsyncExitStack() as stack:

        async def make(*scopes: Scope, **more: str) -> Program:
            made = await program(world, *scopes, **more)
            stack.push_async_callback(made.closes)
            return made

        yield make


async def reported(world: World, one: Program) -> None:
    """T-1001, whose letters are read."""
    await one.does("/tickets", SMALL)
    await world.settle()
    world.letter()
    world.briefing()


async def test_an_outage_that_a_program_reports_pages_who_is_on_call_and_answers_its_sender(
    world: World, a_program: Programs
) -> None:
    one = await a_program(*THEIRS, name="bright", reseller="brightpath")

    accepted = await one.does("/tickets", OUTAGE)
    assert one.answer.status_code == 202
    where = one.answer.headers["location"].removeprefix("/api/v1")
    assert (await one.asks(where))["state"] == "accepted"
    await world.settle()

    told = await one.asks(where)
    assert (told["id"], told["state"], told["ticket"]) == (accepted["arrival"], "ticketed", 1001)
    ticket = await one.asks("/tickets/1001")
    assert (ticket["severity"], ticket["verified"], ticket["reseller"]) == ("S1", True, "brightpath")
    assert "T-1001" in world.twilio.phones[ANA].take_text()
    world.letter()
    world.briefing()
    await world.text(ANA, "a", "You have taken")


async def test_a_reseller_s_program_reports_for_nobody_but_its_own_people(world: World, a_program: Programs) -> None:
    one = await a_program(*THEIRS, name="bright", reseller="brightpath")

    for address in ("jana@rheinruf.example", "who@stranger.example"):
        told = await one.is_refused(403, "POST", "/tickets", json=SMALL | {"sender": {"address": address}})
        assert "nobody of your organisation" in told
    assert not world.sql("SELECT 1 FROM inbound")


async def test_what_is_said_on_a_ticket_by_a_program_stands_on_it_as_its_sender_s_words(
    world: World, a_program: Programs
) -> None:
    one = await a_program(*THEIRS, name="bright", reseller="brightpath")
    await reported(world, one)

    await one.does("/tickets/1001/messages", {"sender": TY, "text": "The handset is a 4120, in the lobby of Austin."})
    await world.settle()

    said = (await one.asks("/tickets/1001/messages"))["items"]
    assert [(each["author"], each["verified"]) for each in said] == [(f"{TY['name']} <{TY['address']}>", True)] * 2
    assert "a 4120" in said[1]["text"]
    while world.unread_letters():
        world.read.append(next(letter for letter in world.mailbox.letters if letter not in world.read))


async def test_the_desk_s_program_answers_notes_assigns_and_sets_right_under_its_own_name(
    world: World, a_program: Programs
) -> None:
    one = await a_program(*THEIRS)
    await reported(world, one)

    assert (await one.does("/tickets/1001/answers", {"text": "A new one is on its way."}))["addresses"] == 1
    await one.does("/tickets/1001/notes", {"text": "From the spare parts."})
    changed = await one.sends(
        "PATCH", "/tickets/1001", json={"owner": "ana", "severity": "S4", "facts": {"release": "7.0.2"}}
    )
    await world.settle()

    assert "A new one is on its way." in world.letter().text
    assert (changed["owner"], changed["severity"], changed["facts"]["release"]) == ("Ana Ruiz", "S4", "7.0.2")
    authors = world.sql("SELECT kind, author FROM timeline WHERE author LIKE 'api:%' ORDER BY id")
    assert set(authors) >= {("reply", "api:robot"), ("note", "api:robot"), ("state", "api:robot")}
    while world.unread_letters():
        world.read.append(next(letter for letter in world.mailbox.letters if letter not in world.read))


async def test_a_change_is_made_as_a_whole_or_not_at_all(world: World, a_program: Programs) -> None:
    one = await a_program(*THEIRS)
    await reported(world, one)

    told = await one.is_refused(
        422, "PATCH", "/tickets/1001", json={"owner": "ana", "severity": "S4", "facts": {"shoe_size": "9"}}
    )

    assert "shoe_size" in told
    assert (world.ticket()["owner"], world.ticket()["severity"]) != ("ana", "S4")
    assert world.ticket()["owner"] == ""


async def test_what_stands_in_a_facts_value_sets_nothing_but_that_fact(world: World, a_program: Programs) -> None:
    one = await a_program(*THEIRS)
    await reported(world, one)
    was = world.ticket()["severity"]

    await one.sends("PATCH", "/tickets/1001", json={"facts": {"customer": "Hollis, severity=S1"}})
    refused = await one.is_refused(422, "PATCH", "/tickets/1001", json={"facts": {"severity": "S1"}})

    assert world.ticket()["severity"] == was
    values = {fact["key"]: fact["value"] for fact in world.ticket()["findings"]}
    assert values["customer"] == "Hollis, severity=S1"
    assert "it has a field of its own" in refused


async def test_a_request_with_a_key_is_done_once_and_answered_the_same(world: World, a_program: Programs) -> None:
    one, other = await a_program(*THEIRS), await a_program(*THEIRS, name="other")
    await reported(world, one)
    note = {"text": "Once."}

    first = await one.does("/tickets/1001/notes", note, "k1")
    again = await one.does("/tickets/1001/notes", note, "k1")
    assert (again, one.answer.status_code, one.answer.headers["idempotent-replayed"]) == (first, 201, "true")
    detail = await one.is_refused(
        409, "POST", "/tickets/1001/notes", json={"text": "Twice."}, headers={"Idempotency-Key": "k1"}
    )
    assert "another request" in detail
    await other.does("/tickets/1001/notes", note, "k1")

    assert [text for kind, text in world.timeline() if kind == "note"] == ["Once.", "Once."]


async def test_the_published_file_names_each_header_by_which_an_answer_says_more(a_program: Programs) -> None:
    paths = (await (await a_program(*THEIRS)).asks("/openapi.json"))["paths"]

    named = {
        (method, path, status): set(answer["headers"])
        for path, operations in paths.items()
        for method, operation in operations.items()
        for status, answer in operation["responses"].items()
        if "headers" in answer
    }
    assert named["post", "/tickets", "202"] == {"Location", "Idempotent-Replayed"}
    assert named["post", "/tickets/{number}/notes", "201"] == {"Idempotent-Replayed"}
    assert {method for method, _, _ in named} == {"post", "patch", "delete"}
    assert all(status.startswith("2") for _, _, status in named)


async def test_the_same_report_twice_at_once_is_one_ticket(world: World, a_program: Programs) -> None:
    one = await a_program(*THEIRS)

    async def report() -> Any:
        answer = await one.client.post("/tickets", json=SMALL, headers={"Idempotency-Key": "same"})
        return answer.status_code, answer.json()

    told = await asyncio.gather(*(report() for _ in range(5)))
    await world.settle()

    assert {status for status, _ in told} == {202}
    assert len({answer["arrival"] for _, answer in told}) == 1
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    world.letter()
    world.briefing()


async def test_what_could_not_be_done_may_be_tried_again_under_its_key(world: World, a_program: Programs) -> None:
    one = await a_program(*THEIRS)
    note = {"text": "Later."}

    await one.is_refused(404, "POST", "/tickets/1001/notes", json=note, headers={"Idempotency-Key": "k"})
    await reported(world, one)
    await one.does("/tickets/1001/notes", note, "k")

    assert ("note", "Later.") in world.timeline()


async def test_a_ticket_that_was_merged_is_not_worked_on_any_more(world: World, a_program: Programs) -> None:
    one = await a_program(*THEIRS)
    await reported(world, one)
    await world.mail(
        "Rings do not stop on line 4 in the kitchen.",
        subject="Ringing",
    )
    world.letter()
    while world.unread_letters():
        world.briefing()
    await world.deskbot.joining.merge(1002, 1001, "ana")
    await world.settle()

    told = await one.is_refused(422, "POST", "/tickets/1002/notes", json={"text": "x"})

    assert "use T-1001" in told
    assert (await one.asks("/tickets/1002"))["merged_into"] == 1001
    while world.unread_letters():
        world.read.append(next(letter for letter in world.mailbox.letters if letter not in world.read))
