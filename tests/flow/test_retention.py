"""What nobody needs any more is forgotten after its time, or put away: each table has its choice."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from deskbot.engine import retention
from deskbot.engine.retention import Retention
from deskbot.errors import NotFoundError
from deskbot.model.message import Arrival, Attachment
from deskbot.store import blobs, drafts, originals
from deskbot.store.keeping import AFTER
from deskbot.store.tables import KEPT_NO_LONGER, NO_LONGER, TicketRow
from tests.flow.reads import plans
from tests.harness import World, running_world

QUESTION = "How do I change the greeting of the auto attendant? Host 3G-88C1-0457, Hollis Vet Clinic."
POLICY = ("rating: on", "rating: on\nretention: {originals: 400d, filed: 90d, audit: 400d}")
DOCS = Path(__file__).parents[2] / "docs" / "retention.md"
PICTURE = (
    b"From: Ty Okafor <ty@brightpathvoice.example>\nTo: support@desk.example\nSubject: Greeting\n"
    b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    b"--b\nContent-Type: text/plain\n\n" + QUESTION.encode() + b"\n"
    b'--b\nContent-Type: text/plain; name="trace.log"\nContent-Disposition: attachment; filename="trace.log"\n\n'
    b"one line\n--b--\n"
)


def test_each_table_has_a_choice_that_the_documentation_tells(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    told = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| (.+) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    says = [(table, after) for tables, after in told for table in re.findall(r"\w+", tables)]

    assert sorted(table for table, _ in says) == sorted(table for (table,) in found), "docs/retention.md: each, once"
    for row, (_, age) in AFTER.items():
        assert re.search(rf"\b{age.days} days?\b", dict(says)[str(row.__tablename__)]), row


async def closed_ticket(world: World) -> None:
    """A ticket with a file was closed, and another, which is not."""
    await world.smtp(PICTURE, "support@desk.example")
    await world.mail("Another one. " + QUESTION, subject="Something else", sender="Jana <jana@rheinruf.example>")
    await world.deskbot.agents.close(1001, "ana", "")
    await world.settle()
    world.read += world.mailbox.letters


def kept(world: World) -> list[tuple[int, bool]]:
    """Return which tickets' messages have their originals."""
    query = "SELECT ticket_number, raw_sha256 <> %s FROM inbound ORDER BY id"
    return world.sql(query, KEPT_NO_LONGER)  # pyright: ignore[reportReturnType]


async def test_originals_and_files_of_a_ticket_closed_long_ago_go_and_what_was_said_stays(database_url: str) -> None:
    async with running_world(database_url, changes=[POLICY]) as world:
        await closed_ticket(world)
        before = world.timeline(1001)
        sheets = world.sql("SELECT count(*) FROM search_sheet")

        world.clock.forward(timedelta(days=399))
        await world.deskbot.retention.look()
        assert kept(world) == [(1001, True), (1002, True)]
        world.clock.forward(timedelta(days=2))
        await world.deskbot.retention.look()

        assert kept(world) == [(1001, False), (1002, True)]
        assert world.timeline(1001) == before
        assert world.sql("SELECT count(*) FROM search_sheet") == sheets
        assert world.sql("SELECT filename FROM attachment WHERE sha256 = %s", KEPT_NO_LONGER) == [("trace.log",)]
        assert world.sql("SELECT count(*) FROM blob WHERE content LIKE %s", b"%one line%") == [(0,)]
        async with world.deskbot.database.begin() as session:
            with pytest.raises(NotFoundError, match="kept no longer"):
                await world.deskbot.intake.blobs.get(session, KEPT_NO_LONGER)


async def test_the_log_says_of_what_so_many_were_forgotten(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "deskbot.engine.retention")
    async with running_world(database_url, changes=[POLICY]) as world:
        await closed_ticket(world)
        loose(world, b"nobody's")
        world.clock.forward(timedelta(days=401))
        await world.deskbot.retention.look()

    said = [one.getMessage() for one in caplog.records if one.name == "deskbot.engine.retention"]
    assert {"forgotten: 1 (blob)", "forgotten: 1 (original)"} <= set(said), said


async def test_where_there_is_a_folder_for_it_they_lie_there_before_they_go_and_two_machines_do_it_once(
    database_url: str, tmp_path: Path
) -> None:
    async with running_world(database_url, changes=[POLICY], archive_dir=tmp_path) as world:
        await closed_ticket(world)
        world.clock.forward(timedelta(days=401))
        desk = world.deskbot
        other = Retention(desk.database, desk.clock, desk.desk.keeping, tmp_path, holder="another machine")

        await asyncio.gather(desk.retention.look(), other.look())

        (file,) = tmp_path.glob("*")  # noqa: ASYNC240 - one folder, at once
        with zipfile.ZipFile(file) as zipped:
            index = json.loads(zipped.read("index.json"))
            assert [one["ticket"] for one in index] == [1001, 1001]
            assert QUESTION.encode() in zipped.read(index[0]["file"])
            assert zipped.read(index[1]["file"]).strip() == b"one line"
        assert kept(world) == [(1001, False), (1002, True)]


async def test_what_cannot_be_put_away_is_not_forgotten(database_url: str, tmp_path: Path) -> None:
    async with running_world(database_url, changes=[POLICY], archive_dir=tmp_path / "gone") as world:
        await closed_ticket(world)
        world.clock.forward(timedelta(days=401))

        with pytest.raises(Exception, match="nothing was forgotten"):
            await world.deskbot.retention.look()

        assert kept(world) == [(1001, True), (1002, True)]


async def test_what_waits_is_taken_in_small_steps_until_nothing_is_left(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "MESSAGES_AT_ONCE", 1)
    monkeypatch.setattr(retention, "AT_ONCE", 1)
    async with running_world(database_url, changes=[POLICY]) as world:
        await closed_ticket(world)
        await world.deskbot.agents.close(1002, "ana", "")
        world.read += world.mailbox.letters
        world.sql(
            "INSERT INTO interaction (channel, external_id, at, actor, name, arguments, answer) "
            "SELECT 'sms', n::text, %s, '', '', '{}', '{}' FROM generate_series(1, 3) n",
            world.now,
        )
        world.sql("INSERT INTO audit (at, who, act, about, place, data) VALUES (%s, 'a', 'b', '', '', '{}')", world.now)
        world.clock.forward(timedelta(days=401))

        await world.deskbot.retention.look()

        assert kept(world) == [(1001, False), (1002, False)]
        assert world.sql("SELECT (SELECT count(*) FROM interaction), (SELECT count(*) FROM audit)") == [(0, 0)]


async def test_sign_ins_and_wrong_tries_go_by_themselves_though_nobody_signs_in(world: World) -> None:
    world.sql(
        "INSERT INTO account (name, shown, role, staff, password, created_at, oidc_key, oidc_issuer, oidc_subject) "
        "VALUES ('ana', 'Ana', 'agent', '', '', %s, '', '', '')",
        world.now,
    )
    for days in (0, 2):
        world.sql(
            "INSERT INTO sign_in (digest, account_id, at, seen_at, place, browser) "
            "SELECT %s, id, %s, %s, '', '' FROM account",
            f"browser {days}",
            world.now,
            world.now + timedelta(days=days),
        )
    world.sql("INSERT INTO sign_in_try (at, name, place) VALUES (%s, 'ana', '')", world.now)
    world.clock.forward(timedelta(days=91))

    await world.deskbot.retention.look()

    assert world.sql("SELECT digest FROM sign_in") == [("browser 2",)]
    assert world.sql("SELECT count(*) FROM sign_in_try") == [(0,)]


async def test_what_was_filed_long_ago_goes_with_its_bytes_and_what_lies_in_quarantine_stays(
    database_url: str,
) -> None:
    async with running_world(database_url, changes=[POLICY]) as world:
        await world.smtp(b"\r\n", "support@desk.example")
        await world.settle()
        await world.mail("I am away until Monday.", subject="Out of office", headers={"Auto-Submitted": "auto-replied"})
        assert [row[0] for row in world.sql("SELECT state FROM inbound ORDER BY id")] == ["quarantined", "filed"]
        world.read += world.mailbox.letters
        world.clock.forward(timedelta(days=91))

        await world.deskbot.retention.look()

        assert world.sql("SELECT state FROM inbound") == [("quarantined",)]
        assert world.sql("SELECT count(*) FROM blob") == [(1,)]


# -- bytes that were left behind


def loose(world: World, *contents: bytes) -> None:
    """Let bytes be there that nobody has."""
    for content in contents:
        world.sql(
            "INSERT INTO blob (sha256, size, content, created_at) VALUES (encode(sha256(%s), 'hex'), 1, %s, now())",
            content,
            content,
        )


async def test_what_a_draft_and_the_parts_of_a_message_left_behind_goes_with_the_next_look(world: World) -> None:
    await world.mail(QUESTION)
    world.sql("INSERT INTO account (id, name, shown, role, created_at) VALUES (1, 'ana', 'Ana', 'agent', now())")
    async with world.deskbot.database.begin() as session:
        name = await world.deskbot.intake.blobs.put(session, b"the sheet", world.now)
        files = [Attachment("sheet.pdf", "application/pdf", 9, name)]
        await drafts.keep(session, 1001, 1, drafts.ANSWER, "See below", world.now, files=files)
    for number in (1, 2):
        part = {"message": number}
        await world.deskbot.intake.join(Arrival("telegram", "album", json.dumps(part).encode(), {}))
        await world.deskbot.intake.add_piece(
            Arrival("sms", f"sms{number}", json.dumps(part).encode(), {}), "s/2", number
        )
    query = "SELECT count(*), count(*) FILTER (WHERE sha256 IN (SELECT raw_sha256 FROM inbound)) FROM blob"
    assert world.sql(query) == [(6, 3)]

    await world.deskbot.retention.look()
    assert world.sql(query) == [(4, 3)]
    async with world.deskbot.database.begin() as session:
        await drafts.drop(session, 1001, 1, drafts.ANSWER)
    await world.deskbot.retention.look()

    assert world.sql(query) == [(3, 3)]
    world.read += world.mailbox.letters


async def test_one_look_goes_through_so_many_names_and_the_next_one_goes_on_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 1)
    monkeypatch.setattr(retention, "SWEPT", 2)
    loose(world, b"a", b"b", b"c")

    left = "SELECT count(*) FROM blob"

    await world.deskbot.retention.look()
    assert world.sql(left) == [(1,)]
    await world.deskbot.retention.look()
    assert world.sql(left) == [(0,)]
    loose(world, b"d", b"e")
    await world.deskbot.retention.look()  # all were gone through: it begins anew

    assert world.sql(left) == [(0,)]


# -- a look that breaks off


async def test_a_look_that_breaks_off_loses_nothing_and_the_next_one_goes_on(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "MESSAGES_AT_ONCE", 1)
    async with running_world(database_url, changes=[POLICY], archive_dir=tmp_path) as world:
        await closed_ticket(world)
        await world.deskbot.agents.close(1002, "ana", "")
        world.read += world.mailbox.letters
        world.clock.forward(timedelta(days=401))
        # The first message's transaction is through; that of the second one fails as it is committed.
        world.sql(
            "CREATE FUNCTION breaks() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$"
        )
        world.sql(
            "CREATE CONSTRAINT TRIGGER breaks AFTER UPDATE ON inbound DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW WHEN (new.ticket_number = 1002) EXECUTE FUNCTION breaks()"
        )

        with pytest.raises(Exception, match="the disk is full"):
            await world.deskbot.retention.look()

        assert kept(world) == [(1001, False), (1002, True)]
        assert archived(tmp_path) == [1001, 1002]  # what was not forgotten lies there already
        world.sql("DROP TRIGGER breaks ON inbound")
        world.sql("DROP FUNCTION breaks")
        await world.deskbot.retention.look()

        assert kept(world) == [(1001, False), (1002, False)]
        assert archived(tmp_path) == [1001, 1002, 1002]


def archived(folder: Path) -> list[int]:
    """Return of which ticket each archive has the originals, and see that they are whole."""
    found = []
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as zipped:
            assert zipped.testzip() is None
            index = json.loads(zipped.read("index.json"))
            assert QUESTION[:20].encode() in zipped.read(index[0]["file"])
            found.append(index[0]["ticket"])
    return found


# -- among years of messages


async def many_messages(world: World) -> None:
    """Let there be twenty thousand messages on fifty closed tickets, most of them kept no longer."""
    loose(world, b"x", NO_LONGER)
    facts = {"state": "closed", "category": "howto", "severity": "S4", "verified": True, "subject": ""}
    moments = {"created_at": world.now, "updated_at": world.now, "closed_at": world.now}
    async with world.deskbot.database.begin() as session:
        session.add_all(TicketRow(number=number, **facts, **moments) for number in range(1, 51))
    world.sql(
        "INSERT INTO inbound (channel, external_id, raw_sha256, envelope, accepted_at, state, attempts, wanted, "
        "sender, person, subject, fingerprint, why, ticket_number) SELECT 'email', n::text, CASE WHEN n %% 100 < 2 "
        "THEN encode(sha256('x'), 'hex') ELSE %s END, '{}', %s, 'ticketed', 0, false, '', '', '', '', '', "
        "CASE n %% 100 WHEN 1 THEN NULL ELSE 1 + n %% 50 END FROM generate_series(1, 20000) n",
        KEPT_NO_LONGER,
        world.now,
    )
    world.sql("ANALYZE inbound")


async def test_what_is_to_go_is_found_without_a_look_at_what_is_gone_or_is_on_no_ticket(world: World) -> None:
    await many_messages(world)
    later = world.now + timedelta(days=31)

    plan, *_ = await plans(world, lambda session: originals.of_messages(session, later, 200))

    assert "inbound_ticketed_original" in plan
    assert "Seq Scan on inbound" not in plan


async def test_bytes_that_nobody_has_are_found_without_a_look_at_all_messages_for_each(world: World) -> None:
    await many_messages(world)
    loose(world, *(f"left {number}".encode() for number in range(200)))
    world.sql("ANALYZE blob")

    found = await plans(world, lambda session: blobs.sweep(session, 300))

    assert world.sql("SELECT count(*) FROM blob") == [(2,)]
    looked = [plan for plan in found if "inbound" in plan]
    assert len(looked) == 2
    assert all("Seq Scan on inbound" not in plan for plan in looked)
