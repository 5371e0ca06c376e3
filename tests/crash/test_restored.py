"""A real server's backup, made beside it and restored into another database, is served again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import empty_database
from tests.crash.server import Server
from tests.crash.test_command_line import deskbot
from tests.flow.mails import OUTAGE_S1, QUESTION_S4
from tests.harness import ANA


@pytest.fixture
def elsewhere(postgres: str) -> Iterator[str]:
    """Another database, with nothing in it."""
    with empty_database(postgres, "restored") as url:
        yield url


async def test_a_page_that_was_open_rings_on_from_a_restored_backup_and_mail_comes_in(
    server: Server, elsewhere: str, tmp_path: Path
) -> None:
    secret = server.settings.secret().decode()
    file = str(tmp_path / "desk.zip")
    await server.start()
    server.twilio.phones[ANA].never_answers()
    await server.mail(OUTAGE_S1)
    await server.happens("somebody is paged", lambda: server.sql("SELECT 1 FROM dispatch WHERE state = 'delivered'"))

    made = deskbot("backup", file, DATABASE_URL=server.url, SECRET_KEY=secret)
    refused = deskbot("restore", file, "--replace", DATABASE_URL=server.url, SECRET_KEY=secret)
    await server.kill()
    restored = deskbot("restore", file, DATABASE_URL=elsewhere, SECRET_KEY=secret)

    assert (made.returncode, restored.returncode) == (0, 0), made.stderr + restored.stderr
    assert refused.returncode == 1
    assert "deskbot works on this database" in refused.stderr
    assert "1 pages are open, and ring on" in restored.stdout
    server.settings = server.settings.model_copy(update={"database_url": elsewhere})
    server.sql_do("UPDATE page SET due_at = now()")  # or its next step would be minutes away
    before = server.sql("SELECT count(*) FROM dispatch")
    await server.start()
    await server.happens("it rings on", lambda: server.sql("SELECT count(*) FROM dispatch") > before)
    await server.mail(QUESTION_S4, message_id="<m2@brightpathvoice.example>")
    await server.happens("mail is a ticket", lambda: server.sql("SELECT 1 FROM ticket WHERE number > 3000"))
