"""What nobody needs any more is forgotten after its time, or put away: each table has its choice."""

from __future__ import annotations

import asyncio
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from deskbot.engine import retention
from deskbot.engine.retention import Retention
from deskbot.errors import NotFoundError
from deskbot.store.keeping import FORGOTTEN, KEPT
from deskbot.store.tables import KEPT_NO_LONGER
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
    there = {row[0] for row in found}

    assert not KEPT.keys() & FORGOTTEN.keys()
    assert KEPT.keys() | FORGOTTEN.keys() == there, "say in deskbot/store/keeping.py how long it is kept"
    told = DOCS.read_text(encoding="utf-8")
    assert [name for name, after in FORGOTTEN.items() if f"| `{name}` | {after} |" not in told] == []


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
