"""Programs read tickets and what was said on them by the API: each what its token is good for, and no word more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest
from typer.testing import CliRunner

from deskbot.cli import build
from deskbot.errors import DeskbotError
from deskbot.model.api_token import Scope
from tests.flow.programs import Program, program
from tests.harness import World

JANA = "Jana Vogt <jana@rheinruf.example>"
ALL = tuple(Scope)
THEIRS = (Scope.TICKETS_READ, Scope.TICKETS_WRITE, Scope.CONTACTS_READ)
Programs = Callable[..., Any]


@pytest.fixture(name="a_program")
async def programs(world: World) -> AsyncIterator[Programs]:
    async with AsyncExitStack() as stack:

        async def make(*scopes: Scope, **more: str) -> Program:
            made = await program(world, *scopes, **more)
            stack.push_async_callback(made.closes)
            return made

        yield make


async def two_tickets(world: World) -> None:
    """T-1001 is Brightpath's, T-1002 Rheinruf's; both have a note."""
    await world.mail("One handset in the lobby has a cracked display. How do we get a new one?", subject="Display")
    await world.mail("Ein Telefon im Lager hat ein defektes Display.", subject="Display", sender=JANA)
    for number in (1001, 1002):
        await world.deskbot.agents.note(number, "They ask that every month.", "ana")
    world.letter()
    world.letter("jana@rheinruf.example")
    while world.unread_letters():
        world.briefing()


async def test_whoever_has_no_token_learns_nothing_but_that(world: World) -> None:
    stranger, guess = Program(world, ""), Program(world, "dkb_" + "a" * 43)

    for one in (stranger, guess):
        for path in ("/tickets", "/tickets/1001", "/no-such-thing"):
            await one.is_refused(401, "GET", path)
            assert one.answer.headers["www-authenticate"].startswith("Bearer")
        await one.closes()


async def test_a_token_is_good_for_what_it_was_made_for_and_for_nothing_else(a_program: Programs) -> None:
    reader, other = await a_program(Scope.TICKETS_READ), await a_program(Scope.PAGES_READ, name="other")

    assert (await reader.asks("/tickets"))["items"] == []
    assert "lacks the scope tickets:read" in await other.is_refused(403, "GET", "/tickets")
    note = {"text": "x"}
    assert "tickets:write" in await reader.is_refused(403, "POST", "/tickets/1001/notes", json=note)


async def test_a_revoked_token_and_one_that_has_ended_open_nothing(world: World, a_program: Programs) -> None:
    from deskbot.engine.api_tokens import ApiTokens

    tokens = ApiTokens(world.deskbot.database, world.clock)
    soon = Program(
        world, await tokens.issue("soon", [Scope.TICKETS_READ], "a test", expires_at=world.now + timedelta(days=1))
    )
    revoked = await a_program(Scope.TICKETS_READ, name="revoked")
    await soon.asks("/tickets")
    await revoked.asks("/tickets")

    await tokens.revoke("revoked", "ana")
    world.clock.forward(timedelta(days=1))

    await soon.is_refused(401, "GET", "/tickets")
    await revoked.is_refused(401, "GET", "/tickets")
    await soon.closes()
    acts = world.sql("SELECT act, about, who FROM audit ORDER BY id")
    assert acts[-1] == ("revoked a token", "revoked", "ana")
    assert ("made a token", "soon", "a test") in acts
    assert world.sql("SELECT used_at IS NOT NULL FROM api_token WHERE name = 'revoked'") == [(True,)]


async def test_a_token_is_kept_nowhere(world: World, a_program: Programs) -> None:
    made = await a_program(Scope.TICKETS_READ)
    token = made.client.headers["authorization"].split()[1]

    kept = world.sql(
        "SELECT row_to_json(api_token)::text FROM api_token UNION SELECT row_to_json(audit)::text FROM audit"
    )

    assert kept
    assert all(token not in row[0] for row in kept)


async def test_a_program_of_the_desk_sees_all_and_one_of_a_reseller_only_what_is_theirs_and_public(
    world: World, a_program: Programs
) -> None:
    await two_tickets(world)
    desks, theirs = await a_program(*ALL), await a_program(*THEIRS, name="bright", reseller="brightpath")

    assert [one["number"] for one in (await desks.asks("/tickets"))["items"]] == [1002, 1001]
    assert [one["number"] for one in (await theirs.asks("/tickets"))["items"]] == [1001]
    assert [one["kind"] for one in (await desks.asks("/tickets/1001/messages"))["items"]] == ["message", "note"]
    assert [one["kind"] for one in (await theirs.asks("/tickets/1001/messages"))["items"]] == ["message"]
    assert (await theirs.asks("/tickets/1001"))["contact"] == "Ty Okafor"
    assert {one["reseller"] for one in (await theirs.asks("/tickets", reseller="rheinruf"))["items"]} == set()


async def test_anothers_ticket_is_for_a_reseller_exactly_as_one_that_does_not_exist(
    world: World, a_program: Programs
) -> None:
    await two_tickets(world)
    theirs = await a_program(*THEIRS, name="bright", reseller="brightpath")
    sender = {"address": "ty@brightpathvoice.example"}

    for method, path, body in (
        ("GET", "/tickets/{}", None),
        ("GET", "/tickets/{}/messages", None),
        ("POST", "/tickets/{}/messages", {"sender": sender, "text": "Hello"}),
        ("POST", "/tickets/{}/answers", {"text": "Hello"}),
        ("POST", "/tickets/{}/notes", {"text": "Hello"}),
        ("PATCH", "/tickets/{}", {"severity": "S1"}),
    ):
        anothers = await theirs.is_refused(404, method, path.format(1002), json=body)
        nobodys = await theirs.is_refused(404, method, path.format(4711), json=body)
        assert anothers.replace("1002", "N") == nobodys.replace("4711", "N")


async def test_what_only_the_desk_does_is_refused_to_a_resellers_token(world: World, a_program: Programs) -> None:
    await two_tickets(world)
    theirs = await a_program(*THEIRS, name="bright", reseller="brightpath")

    for method, path, body in (
        ("POST", "/tickets/1001/answers", {"text": "Hello"}),
        ("POST", "/tickets/1001/notes", {"text": "Hello"}),
        ("PATCH", "/tickets/1001", {"severity": "S1"}),
    ):
        assert "desk's own" in await theirs.is_refused(403, method, path, json=body)
    assert world.ticket()["severity"] != "S1"


async def test_pages_of_a_list_hold_each_ticket_once_also_while_others_come_in(
    world: World, a_program: Programs
) -> None:
    world.sql(
        "INSERT INTO ticket (number, state, subject, category, severity, verified, findings, missing, claimed, owner, "
        "asked, reminders, created_at, updated_at, language, entitlement, rating_words) SELECT n, 'closed', 'x', "
        "'incident', 'S3', true, '[]', '[]', '', '', 0, 0, now(), now(), '', '', '' FROM generate_series(1, 7) AS n"
    )
    reader, seen, cursor = await a_program(Scope.TICKETS_READ), [], ""

    while True:
        page = await reader.asks("/tickets", limit=3, cursor=cursor)
        seen += [one["number"] for one in page["items"]]
        world.sql("UPDATE ticket SET number = number + 100 WHERE number = 1")
        cursor = page["next"]
        if cursor is None:
            break

    assert seen == [7, 6, 5, 4, 3, 2]
    assert "none of ours" in await reader.is_refused(422, "GET", "/tickets", params={"cursor": "bm9uZQ"})


async def test_filters_narrow_a_list(world: World, a_program: Programs) -> None:
    await two_tickets(world)
    await world.deskbot.agents.assign(1002, "ana", "ana")
    reader = await a_program(Scope.TICKETS_READ)

    async def numbers(**query: Any) -> list[int]:
        return [one["number"] for one in (await reader.asks("/tickets", **query))["items"]]

    assert await numbers(owner="ana") == [1002]
    assert await numbers(owner="") == [1001]
    assert await numbers(owner="nobody") == [1001]
    assert await numbers(reseller="rheinruf") == [1002]
    assert await numbers(state=["closed", "merged"]) == []
    assert await numbers(updated_since="2030-01-01T00:00:00Z") == []
    await reader.is_refused(422, "GET", "/tickets", params={"updated_since": "2030-01-01T00:00:00"})


async def test_tickets_are_found_by_their_words_and_a_reseller_finds_only_what_it_may_read(
    world: World, a_program: Programs
) -> None:
    await two_tickets(world)
    await world.deskbot.agents.note(1001, "Smells of the xylophone defect.", "ana")
    await world.deskbot.agents.note(1002, "xylophone", "ana")
    world.sql("INSERT INTO ticket_tag (ticket_number, tag) VALUES (1001, 'vip')")
    await world.deskbot.search_sheets.round()
    desks, theirs = await a_program(*ALL), await a_program(*THEIRS, name="bright", reseller="brightpath")

    async def numbers(one: Program, **query: Any) -> list[int]:
        return [one["number"] for one in (await one.asks("/tickets", **query))["items"]]

    assert await numbers(desks, q="xylophone") == [1002, 1001]
    assert await numbers(theirs, q="xylophone") == []
    assert await numbers(theirs, q=world.ticket()["subject"]) == [1001]
    assert await numbers(desks, tag="vip", channel="email") == [1001]
    assert await numbers(desks, channel="sms") == []
    assert "desk's own" in await theirs.is_refused(422, "GET", "/tickets", params={"tag": "vip"})
    assert "no word" in await desks.is_refused(422, "GET", "/tickets", params={"q": "..."})


async def test_into_what_a_ticket_was_merged_is_told_alike_in_a_list_and_alone(
    world: World, a_program: Programs
) -> None:
    await two_tickets(world)
    await world.mail("The same trouble.", sender="Ty Okafor <ty@brightpathvoice.example>", subject="Another one")
    world.letter()
    world.briefing()
    theirs = await a_program(*THEIRS, name="bright", reseller="brightpath")
    await world.deskbot.joining.merge(1003, 1001, "ana")

    (first, _) = (await theirs.asks("/tickets"))["items"]

    assert first == await theirs.asks("/tickets/1003")
    assert first["merged_into"] == 1001


async def test_a_file_is_only_ever_downloaded(world: World, a_program: Programs) -> None:
    reporter = await a_program(*THEIRS, name="bright", reseller="brightpath")
    page = "<script>alert(1)</script>"
    await reporter.does(
        "/tickets",
        {
            "sender": {"address": "ty@brightpathvoice.example", "name": "Ty Okafor"},
            "subject": "Display of one handset is cracked",
            "text": "The display of one handset in the lobby is cracked.",
            "files": [
                {"name": 'a"b.html', "content_type": "text/html", "content": "PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=="}
            ],
        },
    )
    await world.settle()
    world.letter()
    world.briefing()

    (said,) = (await reporter.asks("/tickets/1001/messages"))["items"]
    (file,) = said["files"]
    got = await reporter.asks(f"/attachments/{file['id']}")

    assert got.decode().strip() == page
    assert reporter.answer.headers["content-type"] == "application/octet-stream"
    assert reporter.answer.headers["content-disposition"].startswith("attachment;")
    assert reporter.answer.headers["x-content-type-options"] == "nosniff"
    other = await a_program(*THEIRS, name="rhein", reseller="rheinruf")
    await other.is_refused(404, "GET", f"/attachments/{file['id']}")


@pytest.mark.parametrize("path", ["/tickets", "/tickets/1001", "/webhooks", "/openapi.json", "/no-such-thing"])
async def test_a_head_is_answered_as_a_get_without_its_body(a_program: Programs, path: str) -> None:
    one = await a_program(*ALL)

    whole = await one.client.get(path)
    head = await one.client.head(path)

    changing = {"date"}
    assert head.status_code == whole.status_code
    assert {k: v for k, v in head.headers.items() if k not in changing} == {
        k: v for k, v in whole.headers.items() if k not in changing
    }
    assert (head.content, len(whole.content)) == (b"", int(head.headers["content-length"]))


async def test_every_error_is_a_problem_document(a_program: Programs) -> None:
    one = await a_program(*ALL)

    await one.is_refused(404, "GET", "/no-such-thing")
    await one.is_refused(405, "DELETE", "/tickets")
    assert one.answer.headers["allow"] == "GET, HEAD, POST"
    await one.is_refused(405, "PUT", "/tickets/1001")
    assert one.answer.headers["allow"] == "GET, HEAD, PATCH"
    await one.is_refused(405, "GET", "/tickets/1001/notes")
    assert one.answer.headers["allow"] == "POST"
    told = await one.sends("GET", "/tickets", params={"limit": "many"})
    assert (told["status"], told["errors"][0]["where"]) == (422, "query.limit")
    await one.is_refused(422, "POST", "/tickets/1001/notes", content=b"{", headers={"Content-Type": "application/json"})
    await one.is_refused(422, "POST", "/tickets/1001/notes", content=b'{"text": "\\ud800"}')
    await one.is_refused(422, "POST", "/tickets/1001/notes", json={"text": "a\0b"})
    await one.is_refused(413, "POST", "/tickets/1001/notes", content=b"x" * 16_000_001)


async def test_a_ticket_has_one_address_and_no_other_way_to_write_its_number_leads_there(
    world: World, a_program: Programs
) -> None:
    await two_tickets(world)
    one = await a_program(*ALL)

    for written in ("1001.0", "1_001", "+1001", "%201001", "01001", "%D9%A1001", "1e3"):
        await one.is_refused(422, "GET", f"/tickets/{written}")
    await one.is_refused(422, "DELETE", "/webhooks/1.0")
    await one.is_refused(422, "GET", "/tickets?limit=5.0")

    assert (await one.asks("/tickets/1001"))["number"] == 1001


async def test_no_answer_is_kept_or_taken_for_what_it_is_not(a_program: Programs) -> None:
    one = await a_program(*ALL)

    for path in ("/tickets", "/tickets/7", "/openapi.json", "/../../health/live", "/../../health/ready", "/../.."):
        answer = await one.client.get(path)
        assert answer.headers["x-content-type-options"] == "nosniff", path
        assert answer.headers["cache-control"] == "no-store", path


async def test_the_apis_own_address_without_its_slash_tells_a_problem_too(a_program: Programs) -> None:
    one = await a_program(*ALL)

    assert "/api/v1/" in await one.is_refused(404, "GET", "/../v1")


async def test_a_token_that_asks_too_often_waits_and_others_do_not(world: World, a_program: Programs) -> None:
    eager, calm = await a_program(Scope.TICKETS_READ), await a_program(Scope.TICKETS_READ, name="calm")

    for _ in range(300):
        await eager.client.get("/tickets/7")
    await eager.is_refused(429, "GET", "/tickets")
    assert eager.answer.headers["retry-after"] == "1"

    await calm.asks("/tickets")
    world.clock.forward(timedelta(seconds=1))
    await eager.asks("/tickets")


async def test_a_token_is_made_on_the_command_line_and_shown_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deskbot(*words: str) -> str:
        result = CliRunner().invoke(build(), ["tokens", *words])
        assert isinstance(result.exception, SystemExit | type(None)), result.exception
        return result.stdout

    monkeypatch.setenv("DESKBOT_DATABASE_URL", world.deskbot.database.url)
    made = await asyncio.to_thread(deskbot, "new", "status-page", "--scope", "tickets:read", "--days", "365")
    listed = await asyncio.to_thread(deskbot, "list")

    one = Program(world, made.strip())
    assert (await one.asks("/tickets"))["items"] == []
    await one.closes()
    assert "status-page" in listed
    assert made.strip() not in listed
    await asyncio.to_thread(deskbot, "revoke", "status-page")
    await one.closes()
    assert "revoked" in await asyncio.to_thread(deskbot, "list")


async def test_no_token_is_made_twice_of_one_name_nor_for_what_is_the_desks_own(
    world: World, a_program: Programs
) -> None:
    await a_program(Scope.TICKETS_READ)

    for scopes, more, words in (
        ([Scope.TICKETS_READ], {}, "another name"),
        ([Scope.PAGES_WRITE], {"name": "b", "reseller": "brightpath"}, "desk's own"),
        ([], {"name": "c"}, "good for something"),
        ([Scope.TICKETS_READ], {"name": "d", "reseller": "nobody"}, 'no reseller "nobody"'),
        ([Scope.TICKETS_READ], {"name": "An A"}, "small letters"),
    ):
        with pytest.raises(DeskbotError, match=words):
            await program(world, *scopes, **more)
