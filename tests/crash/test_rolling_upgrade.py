"""While machines are upgraded one by one, the version before works on beside this one, on the newer schema."""

from __future__ import annotations

import io
import subprocess
import tarfile
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from alembic.script import ScriptDirectory

from deskbot.store import schema
from tests.conftest import of_database
from tests.crash.machines import machines_on
from tests.flow.mails import OUTAGE_S1, QUESTION_S4

ROOT = Path(__file__).parents[2]
MAILS = 6


def git(*words: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), *words], check=True, capture_output=True).stdout


def version_before(folder: Path) -> tuple[Path, str]:
    """Unpack the version before the newest migration; return where it lies, and its schema."""
    scripts = ScriptDirectory(str(schema.MIGRATIONS))
    newest = scripts.get_revision("head")
    path = Path(newest.path).relative_to(ROOT)
    added = git("log", "-1", "--diff-filter=A", "--format=%H", "--", str(path)).decode().strip()
    try:
        packed = git("archive", "--format=tar", f"{added}^", "deskbot", "playbooks")
    except subprocess.CalledProcessError:
        pytest.skip("the version before is in the history, and there is none here")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder, str(newest.down_revision)


async def test_old_and_new_share_the_work_on_a_database_that_the_new_one_has_migrated(
    postgres: str, tmp_path: Path
) -> None:
    code, revision = version_before(tmp_path / "before")
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS rolling WITH (FORCE)")
        connection.execute("CREATE DATABASE rolling")
    url = of_database(postgres, "rolling")
    schema.upgrade(url, revision)
    async with machines_on(url, tmp_path) as machines:
        world = machines.world
        old, new = replace(machines.machine("old", web=True), code=code), machines.machine("new")
        machines.running[0] = old
        await old.start()
        assert schema.pending(url) == 1
        await new.start("smtp,worker,pager")
        assert schema.pending(url) == 0

        for number in range(MAILS):
            door = (old, new)[number % 2]
            await door.mail(f"{QUESTION_S4} {number}", message_id=f"<q{number}@brightpathvoice.example>")
        await new.mail(OUTAGE_S1, message_id="<s1@brightpathvoice.example>")
        paged = "SELECT 1 FROM notification WHERE state IN ('sent', 'delivered')"
        await world.happens("the page is out", lambda: world.sql(paged))
        await world.happens("all are triaged", lambda: not world.sql("SELECT 1 FROM inbound WHERE state = 'accepted'"))
        assert world.sql("SELECT count(*) FROM ticket") == [(MAILS + 1,)]

        # Should the new one be taken back, the old one goes on alone.
        await new.kill()
        await old.mail(f"{QUESTION_S4} again", message_id="<q99@brightpathvoice.example>")
        await world.happens("all are triaged", lambda: not world.sql("SELECT 1 FROM inbound WHERE state = 'accepted'"))
        assert world.sql("SELECT count(*) FROM ticket") == [(MAILS + 2,)]
