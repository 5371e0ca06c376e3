"""Every route of the API: no token, one for something else, or one of another reseller gets nothing by it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest

from deskbot.access.api import FOR_RESELLERS
from deskbot.api_side import programs as the_api
from deskbot.model.api_token import Scope
from deskbot.web.room import Room
from tests.flow.contents import changed, contents, leave_aside
from tests.flow.programs import Program, program
from tests.harness import World, running_world
from tests.web_routes import routes_of

TY, JANA = "ty@brightpathvoice.example", "jana@rheinruf.example"
OUTAGE = "All phones are dead at Hollis Vet Clinic since 9:10, nobody can call in or out. Host 3G-88C1-0457."
HOOK = {"url": "http://127.0.0.1:9/hook", "events": ["ticket.created"]}
CHRISTMAS = {"start": "2026-12-24T18:00:00Z", "end": "2026-12-25T06:00:00Z"}
ON_CALL = {"schedule": "primary", "kind": "shift", "on": ["ben"], **CHRISTMAS}
READ, WRITE, CONTACTS, PLAYBOOKS, HOOKS = (
    Scope.TICKETS_READ,
    Scope.TICKETS_WRITE,
    Scope.CONTACTS_READ,
    Scope.PLAYBOOKS_READ,
    Scope.WEBHOOKS,
)


@dataclass(frozen=True)
class Route:
    """What a route needs."""

    scope: Scope
    body: Mapping[str, Any] | None = None
    """With which it does what it is for."""
    key: str = ""
    """What the key in its path is of."""
    query: Mapping[str, str] = field(default_factory=dict)
    desks: bool = False
    """Whether it is for the desk's own tokens alone, also on a ticket that a reseller's sees."""
    status: int = 200
    """How the right token is answered."""


ROUTES: Mapping[tuple[str, str], Route] = {
    # in an order in which each finds what it needs
    ("GET", "/tickets"): Route(READ),
    ("GET", "/tickets/{number}"): Route(READ),
    ("GET", "/tickets/{number}/messages"): Route(READ),
    ("GET", "/arrivals/{key}"): Route(READ, key="arrival"),
    ("GET", "/attachments/{key}"): Route(READ, key="attachment"),
    ("POST", "/tickets"): Route(
        WRITE, {"sender": {"address": TY}, "subject": "Echo", "text": "One phone has an echo now and then."}, status=202
    ),
    ("POST", "/tickets/{number}/messages"): Route(
        WRITE, {"sender": {"address": TY}, "text": "It is still so."}, status=202
    ),
    ("POST", "/tickets/{number}/answers"): Route(WRITE, {"text": "Press 7."}, desks=True, status=201),
    ("POST", "/tickets/{number}/notes"): Route(WRITE, {"text": "Every month."}, desks=True, status=201),
    ("PATCH", "/tickets/{number}"): Route(WRITE, {"owner": "ben"}, desks=True),
    ("GET", "/resellers"): Route(CONTACTS),
    ("GET", "/contacts"): Route(CONTACTS),
    ("GET", "/systems"): Route(CONTACTS),
    ("GET", "/playbooks"): Route(PLAYBOOKS),
    ("GET", "/playbooks/{name}"): Route(PLAYBOOKS),
    ("POST", "/playbooks/try"): Route(PLAYBOOKS, {"text": "They hear us, we do not hear them."}),
    ("GET", "/webhooks"): Route(HOOKS),
    ("POST", "/webhooks"): Route(HOOKS, HOOK, status=201),
    ("GET", "/webhooks/{key}"): Route(HOOKS, key="webhook"),
    ("GET", "/webhooks/{key}/deliveries"): Route(HOOKS, key="webhook"),
    ("POST", "/webhooks/{key}/deliveries/{delivery}/redeliver"): Route(HOOKS, {}, key="webhook"),
    ("POST", "/webhooks/{key}/rotate"): Route(HOOKS, {}, key="webhook"),
    ("POST", "/webhooks/{key}/enable"): Route(HOOKS, {}, key="webhook"),
    ("DELETE", "/webhooks/{key}"): Route(HOOKS, key="webhook", status=204),
    ("GET", "/pages"): Route(Scope.PAGES_READ),
    ("GET", "/pages/{key}"): Route(Scope.PAGES_READ, key="page"),
    ("POST", "/pages/{key}/acknowledge"): Route(Scope.PAGES_WRITE, {"responder": "ana"}, key="page"),
    ("POST", "/pages/{key}/escalate"): Route(Scope.PAGES_WRITE, {"responder": "ana"}, key="page"),
    ("GET", "/on-call"): Route(Scope.ONCALL_READ),
    ("GET", "/on-call/shifts"): Route(Scope.ONCALL_READ, query={"schedule": "primary", **CHRISTMAS}),
    ("GET", "/on-call/overrides"): Route(Scope.ONCALL_READ),
    ("POST", "/on-call/overrides"): Route(Scope.ONCALL_WRITE, ON_CALL, status=201),
    ("POST", "/on-call/overrides/{key}/cancel"): Route(Scope.ONCALL_WRITE, {}, key="override"),
}
OPEN = {("GET", "/openapi.json"), ("HEAD", "/openapi.json")}
"""For everybody."""


@dataclass
class Open:
    """The API of a desk at work, and the number of each thing there."""

    world: World
    there: dict[str, str]
    programs: AsyncExitStack

    async def program(self, *scopes: Scope, name: str, reseller: str = "") -> Program:
        """Return a program with a token of its own."""
        made = await program(self.world, *scopes, name=name, reseller=reseller)
        self.programs.push_async_callback(made.closes)
        return made

    def address(self, path: str, route: Route, *, nothing: bool = False) -> str:
        """Return an address at which a route finds what it is asked for; or one at which there is nothing."""
        there = self.there | {"key": self.there.get(route.key, "")}
        return re.sub(r"\{(\w+)\}", lambda found: "4711" if nothing else there[found[1]], path)

    async def asks(self, one: Program, method: str, path: str, *, nothing: bool = False) -> httpx.Response:
        """Ask a route for what it is for."""
        route = ROUTES[method, path]
        return await one.client.request(
            method, self.address(path, route, nothing=nothing), json=route.body, params=dict(route.query)
        )


@pytest.fixture(name="api")
async def an_api(database_url: str) -> AsyncIterator[Open]:
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(running_world(database_url, webhooks_private=True))
        programs = await stack.enter_async_context(AsyncExitStack())
        yield Open(world, await at_work(world, programs), programs)
        await leave_aside(world)


async def at_work(world: World, programs: AsyncExitStack) -> dict[str, str]:
    """Let there be something of Brightpath's for each route; return the number of each."""
    theirs = await program(world, *FOR_RESELLERS, name="bright", reseller="brightpath")
    programs.push_async_callback(theirs.closes)
    hook = await theirs.does("/webhooks", HOOK)
    report = {
        "sender": {"address": TY, "name": "Ty Okafor"},
        "subject": "All phones dead",
        "text": OUTAGE,
        "files": [{"name": "trace.txt", "content_type": "text/plain", "content": "SGVsbG8="}],
    }
    arrival = await theirs.does("/tickets", report)
    await world.settle()
    await world.mail("Ein Telefon im Lager hat ein defektes Display.", subject="Display", sender=f"Jana Vogt <{JANA}>")
    desks = await program(world, Scope.ONCALL_WRITE, name="planner")
    programs.push_async_callback(desks.closes)
    override = await desks.does("/on-call/overrides", ON_CALL | {"on": ["kim"]})
    world.sql(
        "INSERT INTO webhook_delivery (webhook_id, event_id, ticket_number, state, attempts, says) "
        "SELECT %s, min(id), 1001, 'sent', 1, '' FROM webhook_event",
        hook["id"],
    )
    return {
        "number": "1001",
        "arrival": str(arrival["arrival"]),
        "attachment": str(world.sql("SELECT id FROM attachment")[0][0]),
        "page": str(world.sql("SELECT id FROM page")[0][0]),
        "override": str(override["id"]),
        "webhook": str(hook["id"]),
        "delivery": str(world.sql("SELECT id FROM webhook_delivery")[0][0]),
        "name": world.deskbot.agents.shelf.current.published.playbooks[0].id,
    }


async def test_every_route_of_the_api_stands_in_this_table(api: Open) -> None:
    assert set(routes_of(the_api(api.world.deskbot, Room(1)).inner())) == OPEN | set(ROUTES)


async def test_without_a_token_or_with_one_that_is_over_nothing_is_told_or_done(api: Open) -> None:
    over = await api.program(*Scope, name="over")
    await over.asks("/tickets")
    api.world.sql("UPDATE api_token SET revoked_at = created_at WHERE name = 'over'")
    before, wrong = contents(api.world), []

    for one in (Program(api.world, ""), Program(api.world, "dkb_" + "a" * 43), over):
        api.world.clock.forward(timedelta(minutes=5))  # wrong tokens of one place are a pause for it
        for method, path in ROUTES:
            answer = await api.asks(one, method, path)
            if answer.status_code not in (401, 429) or set(answer.json()) != {*PROBLEM}:
                wrong.append((method, path, answer.text))
        await one.closes()

    assert not wrong
    assert changed(before, contents(api.world)) == []


PROBLEM = ("type", "title", "status", "detail", "errors")


async def test_a_token_that_is_good_for_all_else_is_good_for_no_route(api: Open) -> None:
    wrong, kinds = [], {route.scope for route in ROUTES.values()}
    lacking = {
        scope: await api.program(*(set(Scope) - {scope}), name=f"no-{scope.replace(':', '-')}") for scope in kinds
    }
    for one in lacking.values():
        await one.client.get("/none")  # a token's first use is noted
    before = contents(api.world)

    for (method, path), route in ROUTES.items():
        answer = await api.asks(lacking[route.scope], method, path)
        if answer.status_code != 403 or f"lacks the scope {route.scope}: " not in answer.json()["detail"]:
            wrong.append((method, path, answer.text))

    assert not wrong
    assert changed(before, contents(api.world)) == []


async def test_a_token_that_is_good_for_one_thing_does_it(api: Open) -> None:
    wrong, fit = [], {}
    for (method, path), route in ROUTES.items():
        if route.scope not in fit:
            fit[route.scope] = await api.program(route.scope, name=f"for-{route.scope.replace(':', '-')}")
        one = fit[route.scope]
        if route.key == "arrival":  # which only the program sees that has handed it in
            api.world.sql(
                "UPDATE inbound SET envelope = envelope || jsonb_build_object('token', "
                "(SELECT id FROM api_token WHERE name = 'for-tickets-read')) WHERE id = %s",
                int(api.there["arrival"]),
            )
        answer = await api.asks(one, method, path)
        if answer.status_code != route.status:
            wrong.append((method, path, answer.status_code, answer.text))

    assert not wrong


async def test_for_another_resellers_token_there_is_nothing_where_something_is(api: Open) -> None:
    other = await api.program(*FOR_RESELLERS, name="rhein", reseller="rheinruf")
    await other.client.get("/none")
    before, wrong, tried = contents(api.world), [], 0

    for (method, path), route in ROUTES.items():
        if "{" not in path or route.scope not in FOR_RESELLERS or path == "/playbooks/{name}":
            continue
        there, nothing = [await api.asks(other, method, path, nothing=nothing) for nothing in (False, True)]
        number = api.there[route.key] if route.key else api.there["number"]
        same = there.text.replace(number, "4711") == nothing.text and _kept(there) == _kept(nothing)
        tried += 1
        if (there.status_code, nothing.status_code) != (404, 404) or not same:
            wrong.append((method, path, there.text, nothing.text))

    assert not wrong
    assert tried == 14
    assert changed(before, contents(api.world)) == []


def _kept(answer: httpx.Response) -> list[tuple[str, str]]:
    """Return the headers of an answer that do not differ by themselves."""
    return [(name, value) for name, value in answer.headers.items() if name not in ("date", "content-length")]


async def test_the_same_routes_lead_the_resellers_own_token_to_it_but_for_what_is_the_desks(api: Open) -> None:
    own = await program(api.world, *FOR_RESELLERS, name="bright-2", reseller="brightpath")
    wrong = []

    for (method, path), route in ROUTES.items():
        if route.scope not in FOR_RESELLERS or route.key == "arrival":
            continue
        answer = await api.asks(own, method, path)
        if answer.status_code != (403 if route.desks else route.status):
            wrong.append((method, path, answer.status_code, answer.text))

    assert not wrong
    await own.closes()


async def test_what_is_the_desks_own_is_closed_to_every_resellers_token(api: Open) -> None:
    theirs = await api.program(*FOR_RESELLERS, name="bright-2", reseller="brightpath")
    await theirs.client.get("/none")
    before, wrong = contents(api.world), []

    for (method, path), route in ROUTES.items():
        if route.scope in FOR_RESELLERS and not route.desks:
            continue
        answer = await api.asks(theirs, method, path)
        if answer.status_code != 403:
            wrong.append((method, path, answer.text))

    assert not wrong
    assert changed(before, contents(api.world)) == []


async def test_no_list_tells_a_reseller_of_another(api: Open) -> None:
    other = await api.program(*FOR_RESELLERS, name="rhein", reseller="rheinruf")

    for (method, path), route in ROUTES.items():
        if method != "GET" or "{" in path or route.scope not in FOR_RESELLERS or route.scope is PLAYBOOKS:
            continue
        told = (await api.asks(other, method, path)).text
        assert not re.search("brightpath|Okafor|Hollis|All phones dead", told), (path, told)
        by_name = [(await other.client.get(path, params={"reseller": one})).text for one in ("brightpath", "nobody")]
        assert by_name[0] == by_name[1]
