"""Who did what to which ticket, when, and from where: it is written down as it is done, and nobody changes it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

from deskbot.cli.groups import app
from deskbot.model.account import DeskRole
from deskbot.store import audit
from deskbot.store.person.erasing import erase, look
from deskbot.store.person.finding import find_person
from tests.flow.browser import Browser, admitted
from tests.harness import DESK_YAML, World, running_world

QUESTION = "How do I change the greeting of the auto attendant? Host 3G-88C1-0457, Hollis Vet Clinic."
PAGE = "/console/tickets/1001"
Says = Callable[..., Awaitable[str]]


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, simulate=True) as running:
        yield running


@pytest.fixture(name="lea")
async def signed_in_lea(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "lea", DeskRole.LEAD)
    browser = await Browser(world).signs_in("lea")
    yield browser
    await browser.closes()


@pytest.fixture(name="deskbot")
def command_line(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Says:
    """Return what runs a command and returns what it says."""
    monkeypatch.setenv("DESKBOT_DATABASE_URL", database_url)
    monkeypatch.setenv("DESKBOT_SECRET_KEY", "a test's secret, long enough to sign with")
    monkeypatch.setenv("DESKBOT_DESK_FILE", str(DESK_YAML))
    monkeypatch.setenv("COLUMNS", "1000")

    async def says(*words: str) -> str:
        done = await asyncio.to_thread(CliRunner().invoke, app, list(words))
        assert done.exit_code == 0, (done.output, done.exception)
        return done.output

    return says


async def asked(world: World, subject: str = "Greeting") -> None:
    await world.mail(QUESTION, subject=subject)
    world.read += world.mailbox.letters


def told(world: World, about: str) -> list[tuple[Any, ...]]:
    """Return who did what to something, and from where."""
    return world.sql("SELECT who, act, place FROM audit WHERE about = %s ORDER BY id", about)


async def test_what_somebody_does_to_a_ticket_in_the_console_is_known_with_the_place_from_where(
    world: World, lea: Browser
) -> None:
    await asked(world)
    await lea.opens(PAGE)

    await lea.sends("Add the note", text="They have a new trunk.")
    await lea.sends("Send the answer", text="In the menu of the attendant.")
    await lea.client.get(f"{PAGE}/messages/1/raw")

    assert [(who, act) for who, act, _ in told(world, "T-1001")] == [
        ("lea", "wrote a note"),
        ("lea", "sent an answer off"),
        ("lea", "read an original"),
    ]
    assert {place for _, _, place in told(world, "T-1001")} == {"127.0.0.1"}
    assert "trunk" not in str(world.sql("SELECT row_to_json(audit)::text FROM audit"))
    await world.forward(seconds=10)
    world.read += world.mailbox.letters


async def test_tickets_that_are_merged_and_taken_apart_again_say_by_whom(world: World, deskbot: Says) -> None:
    await asked(world)
    await asked(world, "Another greeting")
    numbers = [one[0] for one in world.sql("SELECT number FROM ticket ORDER BY number")]
    assert numbers == [1001, 1002]

    await deskbot("tickets", "merge", "T-1002", "T-1001", "--as", "ana")
    await deskbot("tickets", "undo", "T-1002", "--as", "ana")
    await deskbot("tickets", "link", "T-1001", "T-1002", "--as", "ana")

    acts = world.sql("SELECT who, act, about, data FROM audit ORDER BY id")
    assert acts == [
        ("ana", "merged", "T-1002", {"into": "T-1001"}),
        ("ana", "took back that it was merged", "T-1002", {"with": "T-1001"}),
        ("ana", "linked", "T-1001", {"with": ["T-1002"]}),
    ]
    assert all(re.fullmatch(r"\S+@\S+", place) for _, _, place in told(world, "T-1002"))
    assert len(json.loads(await deskbot("audit", "list", "--about", "T-1001", "--json"))) == len(acts)
    world.read += world.mailbox.letters


async def test_each_act_on_a_ticket_in_the_console_is_one_entry_that_says_what_was_done(
    world: World, lea: Browser
) -> None:
    await asked(world)
    await asked(world, "Another greeting")
    await lea.opens(PAGE)

    for button, fields in (
        ("Set these", {"set-severity": "S3"}),
        ("Set these", {"set-category": "incident"}),
        ("Assign", {"person": "ben"}),
        ("Tag it", {"tags": "trunk"}),
        ("Put it off", {"when": "in 2h"}),
        ("Link them", {"other": "T-1002"}),
        ("Close it", {"why": "it works"}),
    ):
        await lea.sends(button, **fields)

    assert world.sql("SELECT act, data FROM audit WHERE about LIKE 'T-%%' ORDER BY id") == [
        ("changed the severity", {"severity": "S4 → S3", "set": []}),
        ("set it right", {"set": ["category"]}),
        ("assigned", {"to": "ben"}),
        ("tagged", {"tags": ["trunk"]}),
        ("put it off", {"until": "2026-03-02T20:00+00:00"}),
        ("linked", {"with": ["T-1002"]}),
        ("closed", {}),
    ]
    world.read += world.mailbox.letters


async def test_what_is_done_to_an_incident_is_one_act_that_names_its_parts(world: World, deskbot: Says) -> None:
    await asked(world)
    await asked(world, "Another greeting")

    await deskbot("tickets", "link", "T-1001", "T-1002", "--incident", "--as", "ana")
    await deskbot("tickets", "reply", "T-1003", "We look into it.", "--as", "ana")
    await deskbot("tickets", "close", "T-1003", "--as", "ana")

    parts = ["T-1001", "T-1002"]
    assert world.sql("SELECT act, about, data FROM audit ORDER BY id") == [
        ("linked", "T-1001", {"with": ["T-1002"], "incident": "T-1003"}),
        ("answered", "T-1003", {"also": parts}),
        ("closed", "T-1003", {"also": parts}),
    ]
    await world.settle()
    world.read += world.mailbox.letters


async def test_an_agents_note_by_mail_is_their_act_and_one_that_nobody_proved_is_nobodys(world: World) -> None:
    await world.mail(QUESTION, subject="Greeting")
    world.letter()
    briefing = world.briefing()

    await world.mail("#note\n\nThey have a new trunk.", sender="Ana Ruiz <ana@desk.example>", answers=briefing)
    await world.mail("#note\n\nNot me.", sender="Ana Ruiz <ana@desk.example>", answers=briefing, proven=False)

    assert told(world, "T-1001") == [("ana", "wrote a note", "email:ana@desk.example")]
    world.read += world.mailbox.letters


async def test_who_is_on_the_staff_is_named_in_one_way_whatever_their_account_is_called(world: World) -> None:
    await admitted(world, "b.oyelowo", DeskRole.LEAD, staff="ben")
    browser = await Browser(world).signs_in("b.oyelowo")
    await asked(world)
    await browser.opens(PAGE)
    await browser.sends("Add the note", text="They have a new trunk.")
    await browser.client.get(f"{PAGE}/messages/1/raw")
    await browser.sends("Sign out")

    assert world.sql("SELECT DISTINCT who, account_id IS NOT NULL FROM audit WHERE place = '127.0.0.1'") == [
        ("ben", True)
    ]
    assert [about for (about,) in world.sql("SELECT about FROM audit WHERE act LIKE 'signed%%'")] == ["b.oyelowo"] * 2
    await browser.closes()


async def test_an_answer_that_is_taken_back_is_known(world: World, lea: Browser) -> None:
    await asked(world)
    await lea.opens(PAGE)
    await lea.sends("Send the answer", text="In the menu of the attendant.")

    await lea.sends("Take it back")

    assert [act for _, act, _ in told(world, "T-1001")] == ["sent an answer off", "took an answer back"]


async def test_who_signs_in_and_out_is_known_with_the_place_from_where(world: World, lea: Browser) -> None:
    await lea.opens("/console")
    await lea.sends("Sign out")

    assert told(world, "lea")[-2:] == [("lea", "signed in", "127.0.0.1"), ("lea", "signed out", "127.0.0.1")]


async def test_a_token_that_is_made_used_and_revoked_is_known(world: World, deskbot: Says) -> None:
    await asked(world)
    made = (await deskbot("tokens", "new", "robot", "--scope", "tickets:write")).split()[-1]
    async with Browser(world, Authorization=f"Bearer {made}").client as program:
        answer = await program.post("/api/v1/tickets/1001/notes", json={"text": "seen"})
    await deskbot("tokens", "revoke", "robot")

    assert answer.status_code == 201
    assert [(who, act) for who, act, _ in told(world, "robot")] == [
        ("command line", "made a token"),
        ("command line", "revoked a token"),
    ]
    assert told(world, "T-1001") == [("api:robot", "wrote a note", "127.0.0.1")]


async def test_what_is_changed_in_the_directory_is_known(world: World, deskbot: Says) -> None:
    mail = "ty@brightpathvoice.example"
    await deskbot("contacts", "set", mail, "name=Ty Okafor the Second")
    await deskbot("contacts", "invite", mail)
    await deskbot("contacts", "end-links", mail)

    assert [act for _, act, _ in told(world, mail)] == ["changed contacts"]
    ((number,),) = world.sql("SELECT contact_id FROM identity WHERE address = %s", mail)
    assert [act for _, act, _ in told(world, f"contact {number}")] == ["invited", "ended links"]


async def test_a_person_who_is_erased_goes_from_the_audit_and_what_was_done_stays(world: World, deskbot: Says) -> None:
    await asked(world)
    mail = "ty@brightpathvoice.example"
    await deskbot("contacts", "set", mail, "name=Ty Okafor")
    before = world.sql("SELECT id, at, act FROM audit ORDER BY id")

    await deskbot("contacts", "erase", mail, "--really")

    assert world.sql("SELECT id, at, act FROM audit ORDER BY id")[: len(before)] == before
    assert not told(world, mail)
    assert [act for _, act, _ in told(world, "[erased]")] == ["changed contacts"]


@pytest.mark.parametrize("words", ["UPDATE audit SET who = 'nobody'", "DELETE FROM audit", "TRUNCATE audit"])
async def test_nobody_changes_what_was_done(world: World, words: str) -> None:
    await admitted(world, "lea")

    with pytest.raises(psycopg.errors.RestrictViolation, match="the audit is only added to"):
        world.sql(words)

    assert told(world, "lea") == [("a test", "let in", "")]


async def test_after_an_erasure_the_same_connection_is_refused_even_within_its_transaction(world: World) -> None:
    await asked(world)
    await admitted(world, "lea")
    changes = text("UPDATE audit SET who = 'nobody'")
    async with world.deskbot.database.begin() as session:
        person = await find_person(session, "ty@brightpathvoice.example")
        await erase(session, person, await look(session, person, ()), world.now)
        with pytest.raises(DBAPIError, match="the audit is only added to"):
            await session.execute(changes)
        await session.rollback()
    async with world.deskbot.database.begin() as session:
        with pytest.raises(DBAPIError, match="the audit is only added to"):
            await session.execute(changes)
        await session.rollback()


def test_an_erasure_changes_no_act_no_moment_and_no_account_and_takes_nothing_away(database_url: str) -> None:
    added = "INSERT INTO audit (at, who, act, about, place, data) VALUES (now(), 'a', 'b', 'c', '', '{}')"
    with psycopg.connect(database_url) as connection:
        columns, values = "name, shown, role, staff, created_at", "'a', 'a', 'agent', '', now()"
        made = connection.execute(f"INSERT INTO account ({columns}) VALUES ({values}) RETURNING id")  # noqa: S608
        ((account,),) = made.fetchall()
        connection.execute(added)
        connection.execute("SET LOCAL deskbot.scrubs = 'erasure'")
        connection.execute("UPDATE audit SET account_id = %s", (account,))
        assert connection.execute("SELECT account_id FROM audit").fetchall() == [(None,)]
        connection.execute("UPDATE audit SET who = '-', act = '-', at = '2020-01-01'")
        assert connection.execute("SELECT who, act, at > '2021-01-01' FROM audit").fetchall() == [("-", "b", True)]
        with pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute("DELETE FROM audit")


async def test_the_list_is_asked_by_whom_what_whereof_and_since_when(world: World, deskbot: Says) -> None:
    now, also = world.now, {"also": ["T-1043", "T-1044"]}
    async with world.deskbot.database.begin() as session:
        audit.note(session, "merged", "T-1042", who="ana", now=now - timedelta(days=9), place="192.0.2.7", data=also)
        audit.note(session, "wrote a note", "T-1042", who="ben", now=now)
        audit.note(session, "signed in", "ben", who="ben", now=now)

    async def found(*words: str) -> list[str]:
        return [one["act"] for one in json.loads(await deskbot("audit", "list", "--json", *words))]

    assert await found() == ["signed in", "wrote a note", "merged"]
    assert await found("--about", "1042") == ["wrote a note", "merged"]
    assert await found("--about", "T-1044") == ["merged"]
    assert await found("--who", "Ben") == ["signed in", "wrote a note"]
    assert await found("--act", "sign") == ["signed in"]
    assert await found("--since", f"{now - timedelta(days=1):%Y-%m-%d}") == ["signed in", "wrote a note"]
    assert await found("--most", "1") == ["signed in"]
    shown = await deskbot("audit", "list", "--who", "ana")
    assert all(word in shown for word in ("merged", "T-1042", "192.0.2.7", "also: T-1043, T-1044"))
    refused = await asyncio.to_thread(CliRunner().invoke, app, ["audit", "list", "--since", "soon"])
    assert "is no time" in str(refused.exception)


async def test_what_is_done_in_another_transaction_meanwhile_stands_though_the_act_is_taken_back(world: World) -> None:
    begin = world.deskbot.database.begin

    async def fails() -> None:
        async with begin() as session:
            with audit.one_act(session, "ana", "T-1001"):
                audit.note(session, "merged", "T-1001", who="ana", now=world.now)
                async with begin() as another:
                    audit.note(another, "linked", "T-1002", who="ana", now=world.now)
                raise LookupError

    with pytest.raises(LookupError):
        await fails()

    assert world.sql("SELECT act, about FROM audit") == [("linked", "T-1002")]
