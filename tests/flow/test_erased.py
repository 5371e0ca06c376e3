"""Somebody may have all that is kept about them, and may have it erased; what happened on their tickets stays."""

from __future__ import annotations

import asyncio
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import text
from typer.testing import CliRunner

from deskbot.cli.groups import app
from deskbot.simulators.world import TEXT_NUMBER
from deskbot.store import tickets
from deskbot.store.person.erasing import look
from deskbot.store.person.finding import find_person
from deskbot.store.tables import KEPT_NO_LONGER
from tests.flow.mails import OUTAGE_S1
from tests.harness import ANA, DESK_YAML, World, running_world

NAME, MAIL = "Zebulon Quxley", "zebulon.quxley@brightpathvoice.example"
PHONE, ACCOUNT, MEMBER = "+15125550120", 4711, "U0TY"
WORDS = "a turquoise gargoyle whistles in every call"
MARKS = (
    "zebulon",
    "quxley",
    MAIL,
    PHONE,
    PHONE[1:],
    str(ACCOUNT),
    MEMBER.lower(),
    "turquoise gargoyle",
    "whistles in every",
)


def found(url: str) -> set[str]:
    """Return where in the database the person can be found: table, column and mark, in whatever form it is kept."""
    places = set()
    with psycopg.connect(url) as connection:
        columns = connection.execute(
            "SELECT relname, attname, typname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
            "JOIN pg_type ON pg_type.oid = atttypid WHERE relnamespace = 'public'::regnamespace "
            "AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped "
            "AND typname IN ('text', 'varchar', 'jsonb', 'json', 'bytea', 'tsvector', 'name')"
        ).fetchall()
        assert len(columns) > 200
        for table, column, kind in columns:
            query = SQL("SELECT {} FROM {}").format(Identifier(column), Identifier(table))
            for (value,) in connection.execute(query).fetchall():
                said = value.decode("utf-8", "replace") if kind == "bytea" else json.dumps(value, ensure_ascii=False)
                places |= {f"{table}.{column}: {mark}" for mark in MARKS if value is not None and mark in said.lower()}
    return places


def command(url: str, monkeypatch: pytest.MonkeyPatch, *words: str) -> Any:
    monkeypatch.setenv("DESKBOT_DATABASE_URL", url)
    monkeypatch.setenv("DESKBOT_SECRET_KEY", "a test's secret, long enough to sign with")
    monkeypatch.setenv("DESKBOT_DESK_FILE", str(DESK_YAML))
    monkeypatch.setenv("COLUMNS", "1000")
    return asyncio.to_thread(CliRunner().invoke, app, list(words))


async def erasing_that_waits(world: World, url: str, monkeypatch: pytest.MonkeyPatch) -> asyncio.Future[Any]:
    """Have their erasure begun, and return once it waits for what somebody else has locked."""
    erasing = asyncio.ensure_future(command(url, monkeypatch, "contacts", "erase", MAIL, "--really"))
    while not world.sql("SELECT 1 FROM pg_locks WHERE NOT granted"):  # noqa: ASYNC110  (another thread's)
        await asyncio.sleep(0.05)
    return erasing


CALLED = f"""
INSERT INTO phone_call
    (id, sid, caller, called, contact_id, state, held, joined_by, started_at, seen_at, later, message_asked) VALUES
    (1, 'CA1', '{PHONE}', '+15125550199', 9, 'over', false, '', now(), now(), false, true);
INSERT INTO recording (sid, call_id, kept, words, words_taken, attempts, detail, created_at)
    VALUES ('RE1', 1, false, '{WORDS}', true, 0, '', now());
INSERT INTO undeliverable (channel, address, since, permanent, status, why)
    VALUES ('email', '{MAIL}', now(), false, '', '<{MAIL}> is full');
INSERT INTO audit (at, who, act, about, place, data)
    VALUES (now(), 'ana', 'invited', '{NAME}', '', '{{"to": "{MAIL}"}}');
INSERT INTO account (id, name, shown, role, staff, password, created_at, oidc_key, oidc_issuer, oidc_subject)
    VALUES (1, 'ana', 'Ana', 'agent', '', '', now(), '', '', '');
INSERT INTO draft (ticket_number, account_id, kind, words, files, page, at)
    VALUES (1001, 1, 'answer', 'Dear Zebulon, that {WORDS}', '[]', '', now())
"""  # noqa: S608 - our own words


async def write_everywhere(world: World) -> None:
    """Let one person write by every channel, be answered, quoted, and talked about."""
    world.sql("INSERT INTO contact (id, reseller_id, name, active) VALUES (9, 1, %s, true)", NAME)
    for channel, address in (
        ("email", MAIL),
        ("sms", PHONE),
        ("phone", PHONE),
        ("telegram", str(ACCOUNT)),
        ("slack", f"T0DESK:{MEMBER}"),
    ):
        world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (9, %s, %s)", channel, address)
    slack, telegram, phone = world.slack.people[MEMBER], world.telegram.people[ACCOUNT], world.twilio.phones[PHONE]
    await world.mail(
        f"At Hollis Vet Clinic {WORDS}, host id 3G-88C1-0457, release 7.1.2. Call me on 512 555 0120.\n\n{NAME}",
        subject=WORDS.capitalize(),
        sender=f"{NAME} <{MAIL}>",
    )
    await slack.writes(f"One phone at Hollis Vet Clinic: {WORDS}, host id 3G-88C1-0457")
    await world.settle()
    await world.forward(minutes=1)
    await telegram.sends_photo(caption=f"T-1001 still {WORDS}")
    await phone.sends(f"T-1001 {WORDS} again", TEXT_NUMBER)
    await telegram.writes("/status T-1001")
    await world.settle()
    await world.deskbot.agents.reply(1001, f'Dear Zebulon, you wrote "{WORDS}". Which one?', "ana")
    await world.deskbot.agents.note(1001, f"{NAME} is right", "ana")
    await world.mail(
        f"> {WORDS}\nI hear that, too. Zebulon is away.", subject="Re: [T-1001] Phones", message_id="<q@b.example>"
    )
    await world.settle()
    world.sql(CALLED)
    await world.deskbot.search_sheets.round()


async def test_all_that_is_kept_about_a_person_is_handed_out_and_then_erased_everywhere(
    database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with running_world(database_url, chats=True) as world:
        await write_everywhere(world)
        facts = "SELECT number, created_at, severity, category, state FROM ticket ORDER BY number"
        kinds = "SELECT ticket_number, kind, at FROM timeline ORDER BY id"
        before, happened = world.sql(facts), world.sql(kinds)
        there = found(database_url)
        tables = {place.partition(".")[0] for place in there}
        assert {"blob", "contact", "identity", "inbound", "outbox", "participant", "timeline", "ticket"} <= tables

        file = tmp_path / "person.zip"
        done = await command(database_url, monkeypatch, "contacts", "export", MAIL, str(file))
        assert done.exit_code == 0, done.output
        with zipfile.ZipFile(file) as zipped:
            told = json.loads(zipped.read("person.json"))
            assert WORDS in zipped.read("originals/1.eml").decode().lower()
            assert [name for name in zipped.namelist() if name.startswith("files/")]
        assert file.stat().st_mode & 0o777 == 0o600
        again = await command(database_url, monkeypatch, "contacts", "export", MAIL, str(file))
        assert "is there already" in str(again.exception)
        other = await command(database_url, monkeypatch, "contacts", "export", "nobody@x.example", f"{file}.2")
        assert other.exit_code
        assert [one.name for one in tmp_path.iterdir()] == [file.name]  # noqa: ASYNC240 - one folder, at once
        assert len(told["addresses"]) >= 5
        assert len(told["messages"]) == 4

        tried = await command(database_url, monkeypatch, "contacts", "erase", MAIL)
        assert "Nothing was changed" in tried.output
        assert found(database_url) == there
        done = await command(database_url, monkeypatch, "contacts", "erase", MAIL, "--really")
        assert done.exit_code == 0, done.exception

        assert found(database_url) == set()
        assert world.sql(facts) == before
        assert world.sql(kinds)[: len(happened)] == happened
        assert ("command line", "erased a person", "contact 9") in world.sql("SELECT who, act, about FROM audit")
        shown = await command(database_url, monkeypatch, "tickets", "show", "T-1001")
        assert shown.exit_code == 0, shown.exception
        assert "I hear that, too." in " ".join(text for _, text in world.timeline(1001))

        await world.mail("A new phone rings at Bay Hotel, host id 3G-88C1-0457", sender=f"{NAME} <{MAIL}>")
        assert world.sql("SELECT contact_id FROM ticket ORDER BY number DESC LIMIT 1") == [(None,)]
        world.read += world.mailbox.letters
        take_all(world)


def take_all(world: World) -> None:
    """Read what the chats and phones have got."""
    for phone in world.twilio.phones:
        while phone.unread:
            phone.take_text()
        while phone.untaken_answers:
            phone.take_answer()
    for person in (one for chat in (world.telegram, world.slack) if chat for one in chat.people):
        while person.untaken:
            person.take_message()


STAYS = (
    "SELECT number, state, severity, category, owner, playbook FROM ticket ORDER BY number",
    "SELECT id, kind FROM timeline WHERE text NOT LIKE '[erased]:%' ORDER BY id",
    "SELECT id, author, text FROM timeline WHERE kind IN ('page', 'state', 'sla') ORDER BY id",
    "SELECT id, data->'action', data->'category', data->'severity' FROM timeline WHERE kind = 'decision' ORDER BY id",
    "SELECT id, state, policy, acknowledged, acknowledged_by FROM page ORDER BY id",
    "SELECT id, responder, medium, address, state FROM notification ORDER BY id",
    "SELECT id, channel, state FROM outbox ORDER BY id",
    "SELECT id, channel, state FROM inbound ORDER BY id",
    "SELECT channel, address, name FROM participant WHERE verified ORDER BY 1, 2",
    "SELECT who, act FROM audit WHERE act <> 'erased a person' ORDER BY id",
    "SELECT id, key, name FROM reseller ORDER BY id",
)
"""What happened, and what the desk's people did."""


@pytest.mark.parametrize("name", ["Ana Page", "Ana Ruiz"])
async def test_what_the_desks_people_did_stays_whatever_the_name_of_whoever_is_erased(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    page = "ana.page@rheinruf.example"
    world.sql("INSERT INTO contact (id, reseller_id, name, active) VALUES (9, 2, %s, true)", name)
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (9, 'email', %s)", page)
    await world.mail(OUTAGE_S1, subject="Down", sender=f"{name} <{page}>")
    await world.text(ANA, "1a on my way", "You have taken T-1001")
    await world.deskbot.agents.reply(1001, "Dear Ana, which release is it?", "ana")
    await world.settle()
    world.sql("DELETE FROM participant")  # theirs goes, and nobody else takes part
    before = [world.sql(query) for query in STAYS]
    assert world.ticket()["owner"] == "ana"

    erased = await command(database_url, monkeypatch, "contacts", "erase", page, "--really")

    assert erased.exit_code == 0, erased.exception
    assert [world.sql(query) for query in STAYS] == before
    assert "Dear [erased], which release is it?" in " ".join(text for _, text in world.timeline())
    world.read += world.mailbox.letters
    take_all(world)


@pytest.mark.parametrize(
    "name", ["email", "open", "ana", "Brightpath Voice & Data", "Ty Okafor", "can make or receive any calls"]
)
async def test_a_strangers_display_name_takes_nothing_from_anybody_else(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    stranger = "sam@stranger.example"
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    await world.mail("One phone shows an odd name.", sender=f'"{name}" <{stranger}>', proven=False)
    await world.settle()
    before = [world.sql(query) for query in STAYS]
    others = world.sql("SELECT text, author FROM timeline WHERE ticket_number = 1001 ORDER BY id")

    erased = await command(database_url, monkeypatch, "contacts", "erase", stranger, "--really")

    assert erased.exit_code == 0, erased.exception
    assert [world.sql(query) for query in STAYS] == before
    assert world.sql("SELECT text, author FROM timeline WHERE ticket_number = 1001 ORDER BY id") == others
    await world.text(ANA, "a", "You have taken T-1001")
    world.read += world.mailbox.letters
    take_all(world)


SET_ASIDE = """
INSERT INTO blob (sha256, content, size, created_at) VALUES (%(sha256)s, %(raw)s, 1, now());
INSERT INTO inbound (channel, external_id, raw_sha256, envelope, state, accepted_at, attempts, wanted, sender, person,
    subject, fingerprint, why)
  SELECT 'email', %(state)s, %(sha256)s, '{}', %(state)s, now(), 0, false, 'ty@brightpathvoice.example', '',
    'For ' || %(mail)s, '', ''
"""


async def test_others_mail_that_is_no_ticket_yet_keeps_its_bytes_and_is_told_of(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.mail("Disk 1 is full.", subject="Alarm", sender=f"{NAME} <{MAIL}>")
    await world.mail(f"Ask {MAIL} what the disk says.", subject="Another disk", headers={"Cc": MAIL})
    ticketed = world.sql("SELECT raw_sha256 FROM inbound WHERE subject = %s", "Another disk")
    for state in ("accepted", "filed", "quarantined"):
        raw = f"Cc: {MAIL}\n\n{state}".encode()
        sha256 = hashlib.sha256(raw).hexdigest()
        for statement in SET_ASIDE.split(";"):
            world.witness.execute(statement, {"sha256": sha256, "raw": raw, "state": state, "mail": MAIL})
    aside = "SELECT state, subject, content FROM inbound JOIN blob ON sha256 = raw_sha256 WHERE subject LIKE 'For%%'"
    before = world.sql(aside)
    assert len(before) == 3

    tried = await command(database_url, monkeypatch, "contacts", "erase", MAIL)
    erased = await command(database_url, monkeypatch, "contacts", "erase", MAIL, "--really")

    assert world.sql(aside) == before
    for said in (tried, erased):
        assert "stay: 1 accepted, 1 filed, 1 quarantined" in said.output
    assert not world.sql("SELECT 1 FROM blob WHERE sha256 = %s", ticketed[0][0])
    world.read += world.mailbox.letters


async def test_a_mail_in_somebodys_name_makes_nobody_elses_ticket_theirs(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    jana = "jana@rheinruf.example"
    await world.mail("One phone has no dial tone.", subject="One phone", sender=f"Jana Vogt <{jana}>")
    ours = world.letter(jana)
    await world.forward(minutes=1)
    await world.mail("My phone is silent.", subject="Silence", sender=f"{NAME} <{MAIL}>")
    await world.mail(f"Tell me all. {WORDS}", sender=f"{NAME} <{MAIL}>", proven=False, answers=ours)
    assert {kind for kind, text in world.timeline(1001) if WORDS in text} == {"message"}
    original = world.sql("SELECT raw_sha256 FROM inbound WHERE sender = %s", jana)

    await command(database_url, monkeypatch, "contacts", "export", MAIL, str(tmp_path / "person.zip"))
    with zipfile.ZipFile(tmp_path / "person.zip") as zipped:
        told = json.loads(zipped.read("person.json"))
    await command(database_url, monkeypatch, "contacts", "erase", MAIL, "--really")

    assert [one["number"] for one in told["tickets"]] == [1002]
    said = [one["text"] for one in told["said"]]
    assert any(WORDS in text for text in said)
    assert not any("no dial tone" in text for text in said)
    assert {one["kind"] for one in told["said"] if one["ticket_number"] == 1001} == {"message"}
    assert world.sql("SELECT raw_sha256 FROM inbound WHERE sender = %s", jana) == original
    assert not any(WORDS in text for _, text in world.timeline(1001))
    world.read += world.mailbox.letters


async def test_a_ticket_elsewhere_that_names_somebody_is_found_by_them_no_more_and_keeps_what_else_it_has(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.mail("Disk 1 is full.", subject="Alarm", sender=f"{NAME} <{MAIL}>")
    await world.mail("One phone has no dial tone.", subject="One phone")
    await world.deskbot.agents.note(1002, f"{NAME} knows the site", "ana")
    await world.deskbot.search_sheets.round()
    sheet = "SELECT 1 FROM search_sheet WHERE ticket_number = 1002 AND words @@ to_tsquery('simple', %s)"
    world.sql("INSERT INTO blob (sha256, content, size, created_at) VALUES (%s, '', 0, now())", KEPT_NO_LONGER)
    world.sql("UPDATE inbound SET raw_sha256 = %s", KEPT_NO_LONGER)
    assert world.sql(sheet, "quxley")

    await command(database_url, monkeypatch, "contacts", "erase", MAIL, "--really")
    await world.deskbot.search_sheets.round()

    assert not world.sql(sheet, "quxley")
    assert world.sql(sheet, "dial")
    assert ("note", "[erased] knows the site") in world.timeline(1002)
    assert world.sql("SELECT DISTINCT raw_sha256 FROM inbound") == [(KEPT_NO_LONGER,)]
    world.read += world.mailbox.letters


async def test_whoevers_address_ends_like_theirs_keeps_it_and_all_that_they_wrote(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = f"rey.{MAIL}"
    await world.mail("One phone has no dial tone.", subject="One phone", sender=f"Rey Quxley <{other}>")
    await world.mail("Disk 1 is full.", subject="Alarm", sender=f"{NAME} <{MAIL}>")
    theirs = (
        "SELECT sender, envelope, raw_sha256 FROM inbound WHERE ticket_number = 1001",
        "SELECT address, name FROM participant WHERE ticket_number = 1001",
        "SELECT to_address, key, payload FROM outbox WHERE ticket_number = 1001 ORDER BY id",
        "SELECT author, text, data FROM timeline WHERE ticket_number = 1001 ORDER BY id",
    )
    before = [world.sql(query) for query in theirs]
    assert all(before)

    erased = await command(database_url, monkeypatch, "contacts", "erase", MAIL, "--really")

    assert erased.exit_code == 0, erased.exception
    assert [world.sql(query) for query in theirs] == before
    assert not world.sql("SELECT 1 FROM participant WHERE address = %s", MAIL)
    world.read += world.mailbox.letters


@pytest.mark.parametrize("name", ["Service Desk", "Vet Clinic", "Voice & Data", "Ty Okafor"])
async def test_a_name_that_is_part_of_a_longer_one_takes_nothing_from_whoever_has_that(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    world.sql("UPDATE contact SET name = 'Ty Okafor-Quxley' WHERE id = 1")
    world.sql("INSERT INTO contact (id, reseller_id, name, active) VALUES (9, 1, %s, true)", name)
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (9, 'email', %s)", MAIL)
    await world.mail(
        OUTAGE_S1, subject="Hollis Vet Clinic is down", sender="Ty Okafor-Quxley <ty@brightpathvoice.example>"
    )
    await world.mail("Disk 1 is full.", subject="Alarm", sender=f"{name} <{MAIL}>")
    theirs = (
        "SELECT subject, findings FROM ticket WHERE number = 1001",
        "SELECT key, payload FROM outbox WHERE ticket_number = 1001 ORDER BY id",
        "SELECT author, text, data FROM timeline WHERE ticket_number = 1001 ORDER BY id",
    )
    before = [world.sql(query) for query in theirs]
    assert name.lower() in str(before).lower()

    erased = await command(database_url, monkeypatch, "contacts", "erase", MAIL, "--really")

    assert erased.exit_code == 0, erased.exception
    assert [world.sql(query) for query in theirs] == before
    await world.text(ANA, "1a", "You have taken T-1001")
    world.read += world.mailbox.letters
    take_all(world)


@pytest.mark.parametrize("nobody", ["", "email:", "phone:", "[erased]"])
async def test_no_address_is_nobodys_and_erases_nothing(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch, nobody: str
) -> None:
    await world.mail("Disk 1 is full.", subject="Alarm")
    world.sql("UPDATE inbound SET sender = %s", nobody.partition(":")[2] or nobody)
    before = world.sql("SELECT * FROM inbound")

    erased = await command(database_url, monkeypatch, "contacts", "erase", nobody, "--really")

    assert "nobody is known by no address" in str(erased.exception)
    assert world.sql("SELECT * FROM inbound") == before
    world.read += world.mailbox.letters


async def test_what_becomes_a_ticket_meanwhile_stays_whole_so_that_the_next_erasure_finds_it(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.mail("Disk 1 is full.", subject="Alarm", sender=f"{NAME} <{MAIL}>")
    async with asyncio.timeout(60), world.deskbot.database.begin() as session:
        await tickets.lock(session, 1001)
        erasing = await erasing_that_waits(world, database_url, monkeypatch)
        await world.mail(f"Hello, {WORDS}.", subject="Whistles", sender=f"{NAME} <{MAIL}>")
    first = await erasing

    assert first.exit_code == 0, first.exception
    assert world.sql("SELECT sender, ticket_number FROM inbound ORDER BY id") == [("[erased]", 1001), (MAIL, 1002)]
    assert ("message", f"Hello, {WORDS}.") in world.timeline(1002)
    second = await command(database_url, monkeypatch, "contacts", "erase", MAIL, "--really")
    assert second.exit_code == 0, second.exception
    assert found(database_url) == set()
    world.read += world.mailbox.letters


async def test_an_erasure_that_meets_with_another_change_is_begun_anew(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.mail("Disk 1 is full.", subject="Alarm", sender=f"{NAME} <{MAIL}>")
    async with asyncio.timeout(60), world.deskbot.database.begin() as session:
        row = await tickets.lock(session, 1001)
        erasing = await erasing_that_waits(world, database_url, monkeypatch)
        assert row is not None
        row.owner = "ana"
    erased = await erasing

    assert erased.exit_code == 0, erased.exception
    assert found(database_url) == set()
    assert world.ticket()["owner"] == "ana"
    world.read += world.mailbox.letters


async def test_what_names_somebody_is_looked_for_without_a_lock(world: World) -> None:
    await world.mail("Disk 1 is full.", subject="Alarm", sender=f"{NAME} <{MAIL}>")
    async with world.deskbot.database.begin() as session:
        found = await look(session, await find_person(session, MAIL), ())
        held = text("SELECT DISTINCT mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype <> 'virtualxid'")
        assert (await session.scalars(held)).all() == ["AccessShareLock"]
    assert found.rows["participant"]
    world.read += world.mailbox.letters


MANY = 66_000
"""More than a statement of PostgreSQL takes parameters."""


async def test_a_machine_that_wrote_for_years_is_erased_like_anybody(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.mail("Disk 1 of host id 3G-88C1-0457 is full.", subject="Alarm", sender=f"{NAME} <{MAIL}>")
    await world.settle()
    world.sql(
        "INSERT INTO blob (sha256, content, size, created_at)"
        " SELECT encode(sha256(n::text::bytea), 'hex'), n::text::bytea, 5, now() FROM generate_series(1, %s) AS n",
        MANY,
    )
    columns = "channel, state, ticket_number, accepted_at, sender, person, subject, envelope"
    more = "attempts, wanted, fingerprint, why"
    world.sql(
        f"INSERT INTO inbound (external_id, raw_sha256, {columns}, {more})"  # noqa: S608 - our own words
        f" SELECT 'n' || n, encode(sha256(n::text::bytea), 'hex'), {columns}, {more}"
        " FROM inbound, generate_series(1, %s) AS n WHERE inbound.id = 1",
        MANY,
    )

    erased = await command(database_url, monkeypatch, "contacts", "erase", MAIL, "--really")

    assert erased.exit_code == 0, erased.output
    assert not world.sql("SELECT 1 FROM inbound WHERE sender = %s", MAIL)
    assert world.sql("SELECT count(*) FROM blob")[0][0] < 10
    world.read += world.mailbox.letters
