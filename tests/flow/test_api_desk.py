"""Pages, who is on call, the directory and playbooks by the API; and no route that lets the wrong one through."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest

from deskbot.access.api import FOR_RESELLERS
from deskbot.api_side import programs as the_api
from deskbot.model.api_token import Scope
from deskbot.web.room import Room
from tests.flow.programs import Program, program
from tests.flow.reads import reads
from tests.harness import ANA, KIM, World

Programs = Callable[..., Any]
OUTAGE = "All phones are dead at Hollis Vet Clinic since 9:10, nobody can call in or out. Host 3G-88C1-0457."
CHRISTMAS = {"start": "2026-12-24T18:00:00Z", "end": "2026-12-25T06:00:00Z"}


@pytest.fixture(name="a_program")
async def programs(world: World) -> AsyncIterator[Programs]:
    async with AsyncExitStack() as stack:

        async def make(*scopes: Scope, **more: str) -> Program:
            made = await program(world, *scopes, **more)
            stack.push_async_callback(made.closes)
            return made

        yield make


async def paged(world: World) -> None:
    """T-1001 is urgent, and Ana's phone has rung; letters are read."""
    await world.mail(OUTAGE, subject="All phones dead")
    assert "T-1001" in world.twilio.phones[ANA].take_text()
    world.letter()
    world.briefing()


async def test_a_page_is_taken_in_the_name_of_whom_it_has_reached(world: World, a_program: Programs) -> None:
    one = await a_program(Scope.PAGES_READ, Scope.PAGES_WRITE)
    await paged(world)

    (page,) = (await one.asks("/pages", state="open"))["items"]
    assert (page["ticket"], page["people"], page["acknowledged_by"]) == (1001, ["ana"], "")
    told = await one.is_refused(403, "POST", f"/pages/{page['id']}/acknowledge", json={"responder": "ben"})
    assert "not paged" in told
    answered = await one.does(f"/pages/{page['id']}/acknowledge", {"responder": "ana"}, "take-it")
    again = await one.does(f"/pages/{page['id']}/acknowledge", {"responder": "ana"}, "take-it")

    assert answered["done"]
    assert "You have taken" in answered["says"]
    assert again == answered
    page = await one.asks(f"/pages/{page['id']}")
    assert (page["state"], page["acknowledged_by"]) == ("acknowledged", "ana")
    acts = world.sql("SELECT who, act, about, place, data FROM audit WHERE about LIKE 'T-%%'")
    assert acts == [("api:robot", "took its page", "T-1001", "127.0.0.1", {"as": "ana"})]
    await world.settle()
    while world.unread_letters():
        world.read.append(next(letter for letter in world.mailbox.letters if letter not in world.read))


async def test_a_list_of_pages_asks_the_database_as_often_however_long_it_is(world: World, a_program: Programs) -> None:
    one = await a_program(Scope.PAGES_READ)
    await paged(world)
    await one.asks("/pages")  # notes when the token was used
    with reads(world) as found:
        (told,) = (await one.asks("/pages"))["items"]
    few = len(found.asked)
    world.sql(
        "INSERT INTO page (ticket_number, policy, state, step, level, round, begun, done, code, acknowledged, "
        "acknowledged_by, handed_to, handed_by, verified, created_at) SELECT 1001, 'urgent', 'unanswered', 1, 1, 0, 0, "
        "'[]', n, '[]', '', '', '', true, %s FROM generate_series(100, 120) AS n",
        world.now,
    )

    with reads(world) as found:
        many = (await one.asks("/pages"))["items"]

    assert len(many) == 22
    assert many[-1] == told
    assert told["people"] == ["ana"]
    assert len(found.asked) == few
    while world.unread_letters():
        world.read.append(next(letter for letter in world.mailbox.letters if letter not in world.read))


async def test_a_page_is_passed_on_at_once(world: World, a_program: Programs) -> None:
    one = await a_program(Scope.PAGES_READ, Scope.PAGES_WRITE)
    await paged(world)
    (page,) = (await one.asks("/pages", ticket=1001))["items"]

    answered = await one.does(f"/pages/{page['id']}/escalate", {"responder": "ana"})
    await world.settle()

    assert answered["done"], answered
    world.twilio.phones[KIM].take_call()
    while world.unread_letters():
        world.read.append(next(letter for letter in world.mailbox.letters if letter not in world.read))


async def test_who_is_on_call_is_told_and_decided_otherwise_for_a_while(a_program: Programs) -> None:
    one = await a_program(Scope.ONCALL_READ, Scope.ONCALL_WRITE)

    now = await one.asks("/on-call")
    schedule = now[0]["schedule"]
    assert now[0]["shift"]["people"] == ["ana"]
    body = {"schedule": schedule, "kind": "shift", "on": ["ben"], "why": "Christmas", **CHRISTMAS}
    made = await one.does("/on-call/overrides", body, "christmas")
    assert await one.does("/on-call/overrides", body, "christmas") == made
    assert (made["by"], made["on"]) == ("api:robot", ["ben"])
    shifts = await one.asks("/on-call/shifts", schedule=schedule, **CHRISTMAS)
    assert [(shift["people"], shift["overrides"]) for shift in shifts] == [(["ben"], [made["id"]])]

    await one.does(f"/on-call/overrides/{made['id']}/cancel", None)

    assert (await one.asks("/on-call/overrides"))["items"] == []
    (kept,) = (await one.asks("/on-call/overrides", past=True))["items"]
    assert kept["cancelled_by"] == "api:robot"
    assert "taken back before" in await one.is_refused(422, "POST", f"/on-call/overrides/{made['id']}/cancel")


async def test_overrides_are_listed_by_pages_and_none_is_made_twice(world: World, a_program: Programs) -> None:
    one = await a_program(Scope.ONCALL_READ, Scope.ONCALL_WRITE)
    schedule = next(iter(world.deskbot.desk.schedules))
    made = [
        await one.does("/on-call/overrides", {"schedule": schedule, "kind": "add", "on": [who], **CHRISTMAS})
        for who in ("ben", "kim", "ana")
    ]

    says = await one.is_refused(
        422,
        "POST",
        "/on-call/overrides",
        json={"schedule": schedule, "kind": "add", "on": ["kim"], **CHRISTMAS},
    )
    assert f"override {made[1]['id']} says so already" in says
    first = await one.asks("/on-call/overrides", limit=2)
    second = await one.asks("/on-call/overrides", limit=2, cursor=first["next"])
    assert first["items"] + second["items"] == made
    assert second["next"] is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"schedule": "nigths"}, "no schedule"),
        ({"on": ["nobody"]}, "nobody on the staff"),
        ({"on": []}, "say who comes"),
        ({"off": "ana"}, "leave out who goes"),
        ({"kind": "add", "on": ["ben", "kim"]}, "one override for each"),
        ({"end": "2026-12-24T17:00:00Z"}, "not after the begin"),
        ({"end": "9999-12-31T23:59:59Z"}, "between the years"),
    ],
)
async def test_an_override_that_cannot_be_is_refused_in_words(
    world: World, a_program: Programs, wrong: dict[str, Any], words: str
) -> None:
    one = await a_program(Scope.ONCALL_READ, Scope.ONCALL_WRITE)
    schedule = next(iter(world.deskbot.desk.schedules))
    body = {"schedule": schedule, "kind": "shift", "on": ["ben"], **CHRISTMAS} | wrong

    assert words in await one.is_refused(422, "POST", "/on-call/overrides", json=body)


async def test_a_reseller_is_told_of_its_own_people_and_systems_only(a_program: Programs) -> None:
    desks = await a_program(Scope.CONTACTS_READ)
    theirs = await a_program(Scope.CONTACTS_READ, name="rhein", reseller="rheinruf")

    for path, key in (("/resellers", "key"), ("/contacts", "reseller"), ("/systems", "reseller")):
        assert "brightpath" in {one[key] for one in (await desks.asks(path))["items"]}
        assert {one[key] for one in (await theirs.asks(path))["items"]} <= {"rheinruf"}
        if path != "/resellers":
            assert (await theirs.asks(path, reseller="brightpath"))["items"] == []


async def test_playbooks_are_read_and_tried(a_program: Programs) -> None:
    desks = await a_program(Scope.PLAYBOOKS_READ)
    theirs = await a_program(Scope.PLAYBOOKS_READ, name="rhein", reseller="rheinruf")

    listed = await desks.asks("/playbooks")
    whole = await desks.asks(f"/playbooks/{listed[0]['id']}")
    assert whole["resolution"]
    assert whole["desk_notes"] is not None
    assert (await theirs.asks(f"/playbooks/{listed[0]['id']}"))["desk_notes"] is None
    assert (await theirs.asks("/playbooks"))[0]["sent"] is None
    tried = await theirs.does("/playbooks/try", {"text": "They can hear us but we cannot hear them, one-way audio."})
    assert tried["candidates"][0]["chance"] > 0
    await desks.is_refused(404, "GET", "/playbooks/no-such-thing")


def operations(world: World) -> list[tuple[str, str]]:
    """Return every method and path of the API, with numbers in them of what does not exist."""
    document = the_api(world.deskbot, Room(1)).inner().openapi()
    found = [(method.upper(), path) for path, methods in document["paths"].items() for method in methods]
    return [(method, path.format(number=4711, key=4711, delivery=4711, name="nothing")) for method, path in found]


async def test_no_route_lets_a_token_through_that_is_good_for_something_else(world: World, a_program: Programs) -> None:
    useless = await a_program(Scope.METRICS)

    wrong = {}
    for method, path in operations(world):
        answer = await useless.client.request(method, path, json={})
        if answer.status_code != 403 or "lacks the scope" not in answer.json()["detail"]:
            wrong[method, path] = answer.text

    assert not wrong


async def test_what_is_the_desks_own_has_a_scope_that_no_reseller_s_token_can_have(
    world: World, a_program: Programs
) -> None:
    theirs = await a_program(*FOR_RESELLERS, name="bright", reseller="brightpath")

    for path in ("/pages", "/pages/1", "/on-call", "/on-call/overrides"):
        assert "lacks the scope" in await theirs.is_refused(403, "GET", path)
    assert len(operations(world)) > 20
