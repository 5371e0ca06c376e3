"""Somebody at the terminal tries a pager and begins maintenance, mistypes, is told what to write, and gets it done."""

from __future__ import annotations

import asyncio
import threading

from deskbot.clock import SystemClock
from deskbot.store import signs
from deskbot.store.database import Database
from deskbot.store.witness import rows
from tests.flow.test_page_commands import _settings as _settings  # noqa: PLC0414  (the fixture)
from tests.flow.test_page_commands import run


def refused(*words: str) -> str:
    """Give a command that does nothing; return why."""
    result = run(*words)
    assert result.exit_code != 0
    assert not result.output
    return str(result.exception)


def a_pager_runs(url: str) -> None:
    async def give() -> None:
        database = Database(url)
        async with database.begin() as session:
            await signs.give(session, ["pages"], SystemClock().now())
        await database.close()

    asyncio.run(give())


def test_somebody_tries_a_pager_at_the_terminal(database_url: str) -> None:
    assert refused("test", "anna") == 'nobody on the staff is called "anna"; did you mean "ana"?'
    says = refused("test", "ana", "--wait", "soon")
    assert says == '--wait: "soon" is no duration; write it like 30s, 5m, 4h or 2d'
    assert refused("test", "ana", "--wait", "10") == '--wait: "10" has no unit; write it like 30s, 5m, 4h or 2d'
    assert refused("test", "ana", "--by", "bne") == '--by: "bne" is not on the staff of desk.yaml; did you mean "ben"?'
    assert refused("test", "Ana") == "no pager runs, so nobody would be paged: start deskbot serve"

    a_pager_runs(database_url)
    tried = run("test", "ana", "--wait", "1s")

    assert tried.exit_code == 1
    first, last = tried.output.splitlines()
    assert first == "Ana Ruiz is paged for nothing, and has 1s to answer."
    assert last == "Nobody has answered."
    assert rows(database_url, "SELECT count(*) FROM ticket") == [(0,)]


def test_a_pager_that_is_answered_works(database_url: str) -> None:
    a_pager_runs(database_url)
    answering = threading.Thread(target=answered, args=(database_url,))
    answering.start()

    tried = run("test", "ana", "--wait", "1h", "--by", "ben")

    answering.join()
    assert tried.exit_code == 0
    first, last = tried.output.splitlines()
    assert first == "Ana Ruiz is paged for nothing, and has 10m (the most) to answer."
    assert last == "Answered: it works."
    assert rows(database_url, "SELECT who, about FROM audit") == [("ben", "ana")]


def test_somebody_begins_maintenance_at_the_terminal(database_url: str) -> None:
    def on(long: str, why: str = "core upgrade", by: str = "kim") -> tuple[str, ...]:
        return "maintenance", "on", "--for", long, "--why", why, "--by", by

    assert refused(*on("soon")) == '--for: "soon" is no duration; write it like 30s, 5m, 4h or 2d'
    assert refused(*on("2")) == '--for: "2" has no unit; write it like 30s, 5m, 4h or 2d'
    assert refused(*on("13h")) == "12h at most, as nobody is paged meanwhile; say it again when it is over"
    assert refused(*on("2h", why=" ")) == "say why nobody is to be paged; it stands on every ticket that waits"
    assert refused(*on("2h", by="kimm")) == 'nobody on the staff is called "kimm"; did you mean "kim"?'
    assert run("maintenance").output == "No maintenance: pages go out.\n"

    begun = run(*on("2h", by="Kim Haddad"))
    assert begun.output.startswith("Maintenance until ")
    assert begun.output.endswith(": nobody is paged for what is not S1. Kim Haddad: core upgrade\n")

    says = refused(*on("2h", why="the same", by="ana"))
    assert says.startswith("maintenance holds already until ")
    assert says.endswith(": nobody is paged for what is not S1. Kim Haddad: core upgrade")
    assert run("maintenance").output == begun.output

    says = refused("maintenance", "off", "--by", "kimm")
    assert says == 'nobody on the staff is called "kimm"; did you mean "kim"?'
    assert run("maintenance", "off", "--by", "kim").output == "Maintenance has ended: pages go out again.\n"
    assert rows(database_url, "SELECT made_by, ended_by FROM maintenance") == [("kim", "kim")]


def answered(url: str) -> None:
    """Take the test's page, as its pager does when it is answered."""
    while not rows(url, "UPDATE page SET state = 'acknowledged' RETURNING id"):
        pass
