"""`deskbot page`: maintenance begins, is shown and ends; a link is made for somebody who was paged."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from deskbot.cli.page import page_app
from deskbot.clock import SystemClock
from deskbot.model.ticket import State
from deskbot.store.database import Database
from deskbot.store.tables import TicketRow
from deskbot.store.witness import rows
from tests.harness import DESK_YAML


@pytest.fixture(autouse=True)
def _settings(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKBOT_DESK_FILE", str(DESK_YAML))
    monkeypatch.setenv("DESKBOT_DATABASE_URL", database_url)
    monkeypatch.setenv("DESKBOT_SECRET_KEY", "a test's secret, long enough to sign with")
    monkeypatch.setenv("DESKBOT_PUBLIC_URL", "https://desk.example")
    monkeypatch.setenv("COLUMNS", "220")
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Result:
    return CliRunner().invoke(page_app, list(words))


def test_maintenance_begins_is_shown_ends_and_the_desk_is_told_of_both(database_url: str) -> None:
    assert run("maintenance").output == "No maintenance: pages go out.\n"

    begun = run("maintenance", "on", "--for", "2h", "--why", "core upgrade", "--by", "kim")

    assert "nobody is paged for what is not S1. Kim Haddad: core upgrade" in begun.output
    assert run("maintenance").output == begun.output
    assert run("maintenance", "off", "--by", "kim").output == "Maintenance has ended: pages go out again.\n"
    assert run("maintenance", "off", "--by", "kim").output == "There was none: pages go out.\n"
    assert rows(database_url, "SELECT key FROM outbox ORDER BY id") == [("maintenance:1:on",), ("maintenance:1:off",)]


@pytest.mark.parametrize(("long", "says"), [("13h", "12h at most"), ("later", "--for")])
def test_maintenance_of_no_length_or_too_much_is_refused(long: str, says: str) -> None:
    refused = run("maintenance", "on", "--for", long, "--why", "x", "--by", "kim")

    assert refused.exit_code != 0
    assert says in str(refused.exception)


@pytest.mark.parametrize(
    ("ticket", "person", "says"),
    [
        ("zz", "ana", '"zz" names no ticket; write T-1042 or 1042'),
        ("9" * 20, "ana", "names no ticket; write T-1042 or 1042"),
        ("T-1001", "ana", "there is no ticket T-1001"),
        ("T-1001", "anna", 'nobody on the staff is called "anna"; did you mean "ana"?'),
    ],
)
def test_who_asks_for_a_link_is_told_which_word_is_wrong_and_what_to_write(ticket: str, person: str, says: str) -> None:
    refused = run("link", ticket, person)

    assert refused.exit_code != 0
    assert says in str(refused.exception)


def test_a_link_is_for_somebody_who_was_paged(database_url: str) -> None:
    asyncio.run(a_ticket(database_url))

    refused = run("link", "T-1001", "ben")

    assert "Ben Oyelowo was not paged for T-1001" in str(refused.exception)
    assert "deskbot page show T-1001" in str(refused.exception)


async def a_ticket(url: str) -> None:
    """Let there be a ticket T-1001, of which nobody was paged."""
    now, database = SystemClock().now(), Database(url)
    ticket = TicketRow(
        number=1001, state=State.NEW, severity="S3", category="incident", subject="Echo", verified=True,
        created_at=now, updated_at=now,
    )  # fmt: skip
    async with database.begin() as session:
        session.add(ticket)
    await database.close()
