"""A backup that is restored is the desk again: every row, every file, and nothing told twice or left unheard."""

# ruff: noqa: ASYNC240  (files of a test, which nobody else waits for)
from __future__ import annotations

import asyncio
import hashlib
import json
import re
import shutil
import stat
import zipfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from typer.testing import CliRunner

from deskbot.cli.groups import app
from deskbot.errors import DeskbotError
from deskbot.store.backup.aftermath import Aftermath, statements
from deskbot.store.backup.dumping import count_rows
from deskbot.store.backup.programs import ToolsError, tools_for
from deskbot.store.schema import MIGRATION_LOCK, pending, upgrade
from deskbot.store.witness import rows
from tests.conftest import empty_database
from tests.flow.contents import leave_aside
from tests.flow.mails import COMPLETE_S3, OUTAGE_S1
from tests.flow.test_page_link import get, url_of
from tests.harness import ANA, DESK_YAML, running_world

SECRET = "a test's secret, long enough to sign with"
ORDERED = SQL("SELECT * FROM {} ORDER BY 1, 2")
SIGNED_IN = """
INSERT INTO account (name, shown, role, staff, password, created_at, oidc_key, oidc_issuer, oidc_subject)
    VALUES ('ana', 'Ana', 'agent', '', '', now(), '', '', '');
INSERT INTO sign_in (digest, account_id, at, seen_at, place, browser) SELECT 'x', id, now(), now(), '', '' FROM account
"""
Run = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
def elsewhere(postgres: str) -> Iterator[str]:
    """Another database, with nothing in it."""
    with empty_database(postgres, "elsewhere") as url:
        yield url


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a database, as an operator would; return what it ends with, and says."""

    async def command(url: str, *words: str, secret: str = SECRET) -> tuple[int, str]:
        monkeypatch.setenv("DESKBOT_DATABASE_URL", url)
        monkeypatch.setenv("DESKBOT_SECRET_KEY", secret)
        monkeypatch.setenv("DESKBOT_DESK_FILE", str(DESK_YAML))
        monkeypatch.setenv("COLUMNS", "1000")
        done = await asyncio.to_thread(CliRunner().invoke, app, list(words))
        if isinstance(done.exception, DeskbotError):
            return done.exception.exit_code, str(done.exception)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    return command


@dataclass
class Made:
    """A backup, and what was in the database of which it was made."""

    file: Path
    held: dict[str, list[tuple[Any, ...]]]


MADE: list[Made] = []
"""Made once, as it takes longer than all that is tried with it."""


@pytest.fixture
async def made(own_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory, run: Run) -> Made:
    """A backup of a desk with a question, an outage whose page is open, and a letter that waits."""
    if not MADE:
        url, file = own_database(), tmp_path_factory.mktemp("backup") / "desk.zip"
        async with running_world(url) as world:
            await world.mail(COMPLETE_S3, subject="One-way audio")
            await world.mail(OUTAGE_S1, subject="Hollis is down")
            world.sql("UPDATE outbox SET state = 'queued', due_at = now() WHERE id = 1")
            world.sql(SIGNED_IN)
            done = await run(url, "backup", str(file))
            assert done[0] == 0, done
            world.read += world.mailbox.letters
            world.twilio.phones[ANA].take_text()
        MADE.append(Made(file, everything(url)))
    return MADE[0]


@pytest.fixture
def backup(made: Made, tmp_path: Path) -> Path:
    """A copy of that backup."""
    file = tmp_path / "desk.zip"
    shutil.copy(made.file, file)
    return file


def everything(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of ours, less what a restore itself notes."""
    with psycopg.connect(url) as connection:
        names = [name for name in count_rows(connection) if name not in ("audit", "alembic_version")]
        return {name: connection.execute(ORDERED.format(Identifier(name))).fetchall() for name in names}


def rewritten(backup: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Return a copy of a backup with other contents."""
    with zipfile.ZipFile(backup) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    change(files)
    other = backup.with_name("other.zip")
    other.unlink(missing_ok=True)
    with zipfile.ZipFile(other, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return other


def with_manifest(backup: Path, **values: Any) -> Path:
    """Return a copy of a backup that says something else of itself."""

    def change(files: dict[str, bytes]) -> None:
        files["manifest.json"] = json.dumps(json.loads(files["manifest.json"]) | values).encode()

    return rewritten(backup, change)


async def test_what_is_restored_where_nothing_ran_since_is_every_row_as_it_was(
    made: Made, elsewhere: str, run: Run
) -> None:
    code, said = await run(elsewhere, "restore", str(made.file), "--resume")

    assert code == 0, said
    before, after = made.held, everything(elsewhere)
    assert [len(rows) for rows in after.values()] == [len(rows) for rows in before.values()]
    assert after == before
    assert len(after["blob"]) == 2
    assert rows(elsewhere, "SELECT nextval('ticket_number')") == [(1003,)]
    assert ("restored",) in rows(elsewhere, "SELECT act FROM audit")
    assert pending(elsewhere) == 0


async def test_letters_that_waited_are_in_doubt_after_a_restore_and_pages_ring_on(
    backup: Path, elsewhere: str, run: Run
) -> None:
    code, said = await run(elsewhere, "restore", str(backup))

    assert code == 0
    assert "1 letters waited when it was made and may have gone out since" in said
    assert "1 pages are open, and ring on" in said
    assert rows(elsewhere, "SELECT state, due_at FROM outbox WHERE id = 1") == [("maybe-sent", None)]
    ((text,),) = rows(elsewhere, "SELECT text FROM timeline WHERE kind = 'delivery' AND text ~ 'waited'")
    assert "maybe-sent; it waited when the backup was made and may have gone out since, so it is not sent again" in text
    async with running_world(elsewhere, directory="") as world:
        await world.forward(minutes=30)
        assert any(phone.texts or phone.calls for phone in world.twilio.phones)
        assert not [one for one in world.mailbox.letters if "T-1001" in str(one.mail["Subject"])]
        world.read += world.mailbox.letters
        for phone in world.twilio.phones:
            phone.never_answers()
            while phone.unread:
                phone.take_text()
            while phone.untaken_calls:
                phone.take_call()


async def test_numbers_that_people_may_know_are_never_another_tickets(backup: Path, elsewhere: str, run: Run) -> None:
    await run(elsewhere, "restore", str(backup))

    ((number,),) = rows(elsewhere, "SELECT nextval('ticket_number')")
    assert number == 3001


async def test_of_an_older_backup_more_numbers_of_tickets_are_left_out(backup: Path, elsewhere: str, run: Run) -> None:
    ten_days_old = with_manifest(backup, made_at=(datetime.now(UTC) - timedelta(days=10)).isoformat())
    await run(elsewhere, "restore", str(ten_days_old))

    ((number,),) = rows(elsewhere, "SELECT nextval('ticket_number')")
    assert number == 17001


async def test_a_link_that_was_sent_after_the_backup_opens_nothing_that_came_after_the_restore(
    made: Made, backup: Path, elsewhere: str, run: Run
) -> None:
    lost = len(made.held["notification"]) + 1
    await run(elsewhere, "restore", str(backup), "--quiet")
    async with running_world(elsewhere, directory="") as world:
        await world.mail(OUTAGE_S1, subject="Hollis is down once more")
        ((newest,),) = world.sql("SELECT max(id) FROM notification")
        assert (await get(url_of(world, newest))).status_code == 200

        assert (await get(url_of(world, lost))).status_code == 404

        await leave_aside(world)


async def test_no_number_that_a_row_had_after_the_backup_is_given_again_not_even_after_a_second_restore(
    backup: Path, elsewhere: str, run: Run
) -> None:
    at = datetime.fromisoformat(json.loads(zipfile.ZipFile(backup).read("manifest.json"))["made_at"])
    await run(elsewhere, "restore", str(backup))
    once = numbers(elsewhere)
    an_hour_later = with_manifest(backup, made_at=(at - timedelta(hours=1)).isoformat())
    await run(elsewhere, "restore", str(an_hour_later), "--replace")
    twice = numbers(elsewhere)

    assert all(number >= 1_000_000 for number in once.values())
    assert all(twice[name] - number >= 3600 * 100 for name, number in once.items())


def numbers(url: str) -> dict[str, int]:
    """Return the last number that each table's rows have been given, but those of tickets."""
    return dict(rows(url, "SELECT sequencename, last_value FROM pg_sequences WHERE sequencename <> 'ticket_number'"))


async def test_restored_quietly_nothing_from_before_goes_out_and_no_phone_rings(
    backup: Path, elsewhere: str, run: Run
) -> None:
    code, said = await run(elsewhere, "restore", str(backup), "--quiet")

    assert code == 0
    assert "no page is open" in said
    assert rows(elsewhere, "SELECT count(*) FROM page WHERE state = 'open'") == [(0,)]
    async with running_world(elsewhere, directory="") as world:
        await world.forward(minutes=30)
        assert not world.mailbox.letters
        assert not world.twilio.unread()


async def test_who_was_signed_in_is_signed_out(backup: Path, elsewhere: str, run: Run) -> None:
    await run(elsewhere, "restore", str(backup))

    assert rows(elsewhere, "SELECT ended_at IS NULL FROM sign_in") == [(False,)]


async def test_a_backup_is_its_owners_alone_overwrites_nothing_and_holds_no_secret(
    made: Made, database_url: str, run: Run
) -> None:
    backup = made.file
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    code, said = await run(database_url, "backup", str(backup))
    assert code == 1
    assert "nothing is overwritten" in said
    with zipfile.ZipFile(backup) as zipped:
        told = b"".join(zipped.read(name) for name in zipped.namelist())
        manifest = json.loads(zipped.read("manifest.json"))
        assert zipped.read("policy/desk.yaml") == DESK_YAML.read_bytes()
    assert SECRET.encode() not in told
    assert "DESKBOT_SECRET_KEY" in manifest["settings"]
    assert not list(backup.parent.glob(".*unfinished*"))


async def test_in_a_folder_a_backup_is_named_by_its_time(database_url: str, tmp_path: Path, run: Run) -> None:
    assert (await run(database_url, "backup", str(tmp_path)))[0] == 0

    (file,) = tmp_path.iterdir()
    assert re.fullmatch(r"deskbot-\d{8}T\d{6}Z\.zip", file.name)
    assert (await run(database_url, "backup", "verify", str(file)))[0] == 0


async def test_a_folder_that_is_not_there_is_told_and_no_file_takes_its_name(
    database_url: str, tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "backups"

    code, said = await run(database_url, "backup", f"{folder}/")

    assert code == 1
    assert "there is no such folder" in said
    assert not folder.exists()


async def test_a_damaged_backup_is_told_and_changes_nothing(backup: Path, elsewhere: str, run: Run) -> None:
    raw = bytearray(backup.read_bytes())
    raw[len(raw) // 2] ^= 1
    damaged = backup.with_name("damaged.zip")
    damaged.write_bytes(raw)
    cut = backup.with_name("cut.zip")
    cut.write_bytes(backup.read_bytes()[:-100])

    for file in (damaged, cut):
        for words in (("backup", "verify"), ("restore",)):
            code, said = await run(elsewhere, *words, str(file))
            assert code == 1
            assert "damaged" in said
    assert rows(elsewhere, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace") == []


async def test_what_fails_at_the_last_row_leaves_all_that_was_there(backup: Path, elsewhere: str, run: Run) -> None:
    await run(elsewhere, "restore", str(backup), "--resume")
    before = everything(elsewhere)
    with zipfile.ZipFile(backup) as zipped:
        counts = json.loads(zipped.read("manifest.json"))["counts"]

    short = with_manifest(backup, counts=counts | {"ticket": 3})
    code, said = await run(elsewhere, "restore", str(short), "--replace")

    assert code == 1
    assert "nothing was restored" in said
    assert "of the 3 rows of ticket 2 were restored" in said
    assert everything(elsewhere) == before


async def test_a_dump_that_cannot_be_read_to_its_end_leaves_all_that_was_there(
    backup: Path, elsewhere: str, run: Run
) -> None:
    await run(elsewhere, "restore", str(backup), "--resume")
    before = everything(elsewhere)

    def cut(files: dict[str, bytes]) -> None:
        files["database.dump"] = dump = files["database.dump"][:-400]
        told = json.loads(files["manifest.json"])
        told["members"]["database.dump"] = {"size": len(dump), "sha256": hashlib.sha256(dump).hexdigest()}
        files["manifest.json"] = json.dumps(told).encode()

    code, said = await run(elsewhere, "restore", str(rewritten(backup, cut)), "--replace")

    assert (code, "cannot be read" in said) == (1, True)
    assert everything(elsewhere) == before


async def test_a_database_that_holds_something_is_replaced_only_where_that_is_said(
    backup: Path, elsewhere: str, run: Run
) -> None:
    upgrade(elsewhere)  # as a server leaves it that has had no work
    assert (await run(elsewhere, "restore", str(backup)))[0] == 0

    code, said = await run(elsewhere, "restore", str(backup))
    assert code == 1
    assert "is not empty" in said
    assert (await run(elsewhere, "restore", str(backup), "--replace"))[0] == 0
    assert rows(elsewhere, "SELECT count(*) FROM ticket") == [(2,)]


async def test_what_is_not_deskbots_is_never_taken_away(backup: Path, elsewhere: str, run: Run) -> None:
    with psycopg.connect(elsewhere) as connection:
        connection.execute("CREATE TABLE payroll (salary integer)")

    code, said = await run(elsewhere, "restore", str(backup), "--replace")

    assert code == 1
    assert 'not deskbot\'s (a table "payroll")' in said


@pytest.mark.parametrize("theirs", ["CREATE TABLE alembic_version (version_num text)", None])
async def test_what_is_not_deskbots_is_not_taken_away_either_where_alembic_or_deskbot_has_been(
    backup: Path, elsewhere: str, run: Run, theirs: str | None
) -> None:
    if theirs is None:
        upgrade(elsewhere)
    with psycopg.connect(elsewhere) as connection:
        connection.execute((theirs or "SELECT 1").encode())
        connection.execute("CREATE TABLE payroll (salary integer)")

    for words in ((), ("--replace",)):
        code, said = await run(elsewhere, "restore", str(backup), *words)

        assert code == 1
        assert 'not deskbot\'s (a table "payroll")' in said


async def test_a_database_of_a_later_deskbot_is_replaced_with_whatever_tables_it_has(
    backup: Path, elsewhere: str, run: Run
) -> None:
    upgrade(elsewhere)
    with psycopg.connect(elsewhere) as connection:
        connection.execute("CREATE TABLE of_later (number integer)")
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    assert (await run(elsewhere, "restore", str(backup), "--replace"))[0] == 0
    assert rows(elsewhere, "SELECT to_regclass('of_later')::text") == [(None,)]


async def test_a_backup_of_a_later_deskbot_is_refused(backup: Path, elsewhere: str, run: Run) -> None:
    code, said = await run(elsewhere, "restore", str(with_manifest(backup, schema="9999")))

    assert code == 1
    assert "of a later deskbot" in said


async def test_another_key_is_refused_unless_the_old_one_is_told_beside_it(
    backup: Path, elsewhere: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "another secret, which is long enough to sign"
    code, said = await run(elsewhere, "restore", str(backup), secret=other)
    assert code == 1
    assert "another DESKBOT_SECRET_KEY" in said

    monkeypatch.setenv("DESKBOT_SECRET_KEY_OLD", SECRET)
    assert (await run(elsewhere, "restore", str(backup), secret=other))[0] == 0


async def test_while_deskbot_works_on_a_database_nothing_is_restored_into_it(
    backup: Path, elsewhere: str, run: Run
) -> None:
    await run(elsewhere, "restore", str(backup), "--resume")
    async with running_world(elsewhere, directory="") as world:
        async with world.deskbot.database.begin() as session:
            await session.connection()
            code, said = await run(elsewhere, "restore", str(backup), "--replace")
        world.read += world.mailbox.letters

    assert code == 1
    assert "deskbot works on this database" in said


async def test_nothing_is_restored_while_a_door_stands_open_through_which_no_mail_has_come_yet(
    backup: Path, elsewhere: str, run: Run
) -> None:
    with psycopg.connect(elsewhere, application_name="deskbot jobs"):
        code, said = await run(elsewhere, "restore", str(backup))

    assert code == 1
    assert "deskbot works on this database (1 connections)" in said


@pytest.mark.parametrize("words", [(), ("--replace",)])
async def test_mail_that_comes_after_the_look_at_a_database_is_not_taken_away(
    backup: Path, elsewhere: str, run: Run, words: tuple[str, ...]
) -> None:
    upgrade(elsewhere)
    with psycopg.connect(elsewhere, autocommit=True) as beside:
        beside.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        restoring = asyncio.create_task(run(elsewhere, "restore", str(backup), *words))
        await waits_for_its_turn(beside)
        with psycopg.connect(elsewhere, autocommit=True, application_name="deskbot") as door:
            door.execute("INSERT INTO blob (sha256, size, content, created_at) VALUES ('x', 1, 'x', now())")
            door.execute(
                "INSERT INTO inbound (channel, external_id, raw_sha256, envelope, accepted_at, state, attempts, "
                "wanted, sender, person, subject, fingerprint, why) "
                "VALUES ('email', 'x', 'x', '{}', now(), 'accepted', 0, false, '', '', '', '', '')"
            )
            beside.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])
            code, said = await restoring

    assert code == 1
    assert "deskbot works on this database" in said
    assert rows(elsewhere, "SELECT external_id FROM inbound") == [("x",)]


async def test_a_database_that_is_away_once_all_is_restored_makes_nobody_restore_again(
    backup: Path, elsewhere: str, postgres: str, run: Run
) -> None:
    upgrade(elsewhere)
    with psycopg.connect(elsewhere, autocommit=True) as beside, psycopg.connect(postgres, autocommit=True) as server:
        beside.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        restoring = asyncio.create_task(run(elsewhere, "restore", str(backup)))
        await waits_for_its_turn(beside)
        server.execute("ALTER DATABASE elsewhere ALLOW_CONNECTIONS false")
        beside.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])
        code, said = await restoring
        server.execute("ALTER DATABASE elsewhere ALLOW_CONNECTIONS true")

    assert code == 1
    assert "all of it is restored" in said
    assert "do not restore it again" in said
    assert rows(elsewhere, "SELECT count(*) FROM ticket") == [(2,)]


async def waits_for_its_turn(beside: psycopg.Connection) -> None:
    """Return once a restore waits behind whoever migrates."""
    waits = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    while not beside.execute(waits).fetchone():  # noqa: ASYNC110  (the database rings no bell)
        await asyncio.sleep(0.01)


async def test_a_newer_deskbot_backs_a_database_up_before_it_migrates_it(
    elsewhere: str, tmp_path: Path, run: Run
) -> None:
    upgrade(elsewhere, "0047")

    code, said = await run(elsewhere, "backup", str(tmp_path / "before.zip"))

    assert code == 0, said
    assert rows(elsewhere, "SELECT version_num FROM alembic_version") == [("0047",)]
    assert rows(elsewhere, "SELECT act, about FROM audit") == [("backed up", "before.zip")]


@pytest.mark.parametrize("then", list(Aftermath))
def test_the_oldest_backup_there_can_be_is_restored_as_well(elsewhere: str, then: Aftermath) -> None:
    upgrade(elsewhere, "0038")
    now = datetime.now(UTC)

    with psycopg.connect(elsewhere) as connection:
        connection.execute(statements(then, now, "0.9", now))  # pyright: ignore[reportArgumentType, reportCallIssue]

    assert rows(elsewhere, "SELECT act FROM audit") == [("restored",)]


async def test_a_backup_brings_the_policy_along(backup: Path, elsewhere: str, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "policy"
    assert (await run(elsewhere, "restore", str(backup), "--policy", str(folder)))[0] == 0

    assert (folder / "desk.yaml").read_bytes() == DESK_YAML.read_bytes()


async def test_a_backup_that_is_refused_leaves_no_policy_behind_that_blocks_the_right_run(
    backup: Path, elsewhere: str, run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "policy"
    raw = bytearray(backup.read_bytes())
    raw[len(raw) // 2] ^= 1
    damaged = backup.with_name("damaged.zip")
    damaged.write_bytes(raw)

    other = await run(elsewhere, "restore", str(backup), "--policy", str(folder), secret="x" * 40)
    broken = await run(elsewhere, "restore", str(damaged), "--policy", str(folder))

    assert (other[0], broken[0]) == (1, 1)
    assert not folder.exists()
    assert (await run(elsewhere, "restore", str(backup), "--policy", str(folder)))[0] == 0


async def test_another_desk_yaml_keeps_the_database_as_it_is_and_the_same_one_is_no_hindrance(
    backup: Path, elsewhere: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "desk.yaml").write_text("desk: {name: Another}")
    code, said = await run(elsewhere, "restore", str(backup), "--policy", str(tmp_path))
    assert code == 1
    assert "is not overwritten" in said
    assert rows(elsewhere, "SELECT to_regclass('ticket')::text") == [(None,)]

    (tmp_path / "desk.yaml").write_bytes(DESK_YAML.read_bytes())
    assert (await run(elsewhere, "restore", str(backup), "--policy", str(tmp_path)))[0] == 0


async def test_a_place_where_no_policy_can_be_written_is_told_before_anything_is_restored(
    backup: Path, elsewhere: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")

    code, said = await run(elsewhere, "restore", str(backup), "--policy", str(tmp_path / "file" / "below"))

    assert code == 1
    assert f"{tmp_path}/file is no folder" in said
    assert rows(elsewhere, "SELECT to_regclass('ticket')::text") == [(None,)]


def tools_of(folder: Path, major: int) -> Path:
    """Return a folder with tools of some version."""
    folder.mkdir()
    for name in ("pg_dump", "pg_restore", "psql"):
        (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {major}.2'\n")
        (folder / name).chmod(0o755)
    return folder


def test_tools_of_the_servers_own_version_are_taken_or_the_next_newer_ones(tmp_path: Path) -> None:
    there = [tools_of(tmp_path / str(major), major) for major in (15, 18, 17)]

    assert tools_for(15, among=there).major == 15
    assert tools_for(16, among=there).major == 17
    assert tools_for(15, dumped_by=18, among=there).major == 18


def test_tools_that_are_missing_or_too_old_are_named_with_what_to_install(tmp_path: Path) -> None:
    old = tools_of(tmp_path / "15", 15)

    with pytest.raises(ToolsError, match=r"15 are version 15, older than the server \(18\).*postgresql-client-18"):
        tools_for(18, among=[old])
    with pytest.raises(ToolsError, match=r"no pg_dump.*postgresql-client-16"):
        tools_for(16, among=[tmp_path])
