"""Messages that come at the same moment are stored in one transaction, and each hears of its own."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

from deskbot.clock import SystemClock
from deskbot.engine import storing
from deskbot.engine.storing import MOST, Storing
from deskbot.errors import UnavailableError
from deskbot.model.message import Arrival
from deskbot.store import alone
from deskbot.store.database import Database
from deskbot.store.witness import rows

COMMIT_FAILS = """
CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no room''; END';
CREATE CONSTRAINT TRIGGER fails AFTER INSERT ON inbound DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.external_id = 'bad') EXECUTE FUNCTION fail()
"""
UNCOMMITTED = """
WITH kept AS (INSERT INTO blob (sha256, size, content, created_at) VALUES ('1', 1, 'a', now()) RETURNING sha256)
INSERT INTO inbound (channel, external_id, raw_sha256, envelope, accepted_at, state, attempts, wanted, sender, person,
    subject, fingerprint, why)
SELECT 'email', 'held', sha256, '{}', now(), 'accepted', 0, false, '', '', '', '', '' FROM kept
"""


@pytest.fixture(name="together")
def made(database: Database) -> Storing:
    return Storing(database, SystemClock())


def mail(external_id: str) -> Arrival:
    return Arrival("email", external_id, f"Subject: {external_id}\r\n\r\n".encode())


async def all_of(together: Storing, *external_ids: str) -> list[int | BaseException | None]:
    """Store mails that come at the same moment."""
    return await asyncio.gather(*(together.store(mail(one)) for one in external_ids), return_exceptions=True)


def stored(database: Database) -> dict[str, int]:
    return dict(rows(database.url, "SELECT external_id, id FROM inbound"))


async def test_what_comes_at_the_same_moment_is_one_transaction_and_each_has_its_own_id(
    database: Database, together: Storing
) -> None:
    names = [str(number) for number in range(2 * MOST + 2)]

    ids = await all_of(together, *names)

    assert dict(zip(names, ids, strict=True)) == stored(database)
    assert rows(database.url, "SELECT count(DISTINCT xmin::text) FROM inbound") == [(3,)]
    assert rows(database.url, "SELECT count(*) FROM procrastinate_jobs") == [(len(names),)]


async def test_of_two_copies_that_come_at_the_same_moment_one_is_known_already(
    database: Database, together: Storing
) -> None:
    first, second = await all_of(together, "one", "one")
    assert [first, second] == [stored(database)["one"], None]


async def test_one_that_cannot_be_stored_takes_nobody_with_it(database: Database, together: Storing) -> None:
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("ALTER TABLE inbound ADD CONSTRAINT refuses CHECK (external_id <> 'bad') NOT VALID")

    good, bad, other = await all_of(together, "good", "bad", "other")

    assert {"good": good, "other": other} == stored(database)
    assert isinstance(bad, psycopg.errors.CheckViolation)


async def test_nobody_hears_of_theirs_before_the_commit_and_one_that_fails_there_takes_nobody_with_it(
    database: Database, together: Storing
) -> None:
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute(COMMIT_FAILS)

    good, bad = await all_of(together, "good", "bad")
    (by_itself,) = await all_of(together, "bad")

    assert {"good": good} == stored(database)
    assert isinstance(bad, psycopg.errors.RaiseException)
    assert isinstance(by_itself, psycopg.errors.RaiseException)


async def test_one_that_waits_for_somebody_elses_copy_holds_up_nobody(
    database: Database, together: Storing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alone, "LOCK_WAIT", 0.1)
    with psycopg.connect(database.url) as another:
        another.execute(UNCOMMITTED)
        waits = asyncio.create_task(together.store(mail("held")))
        (with_it,) = await all_of(together, "with it")
        (later,) = await all_of(together, "later")
        assert stored(database) == {"with it": with_it, "later": later}
        with pytest.raises(UnavailableError):
            await waits
        another.commit()
    assert await all_of(together, "held") == [None]


async def test_a_database_that_is_away_is_told_to_each_and_found_when_it_is_back(
    database: Database, together: Storing, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = database.url
    monkeypatch.setattr(database, "url", "postgresql://desk@127.0.0.1:9/desk")
    assert [type(one) for one in await all_of(together, "one", "two")] == [UnavailableError] * 2

    monkeypatch.setattr(database, "url", where)
    assert set(await all_of(together, "one", "two")) == set(stored(database).values())


async def test_a_database_that_is_away_is_asked_once_for_all_that_came_together(
    database: Database, together: Storing, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    async def hangs_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        writer.transport.abort()

    async with await asyncio.start_server(hangs_up, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        away = f"postgresql://desk@127.0.0.1:{port}/desk?sslmode=disable&gssencmode=disable"
        monkeypatch.setattr(database, "url", away)
        told = await all_of(together, *map(str, range(MOST)))

    assert ([type(one) for one in told], asked) == ([UnavailableError] * MOST, 1)


async def test_one_that_was_given_up_before_its_turn_is_not_stored(
    database: Database, together: Storing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "WRITERS", 0)
    given_up = asyncio.create_task(together.store(mail("given up")))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.wait({given_up})
    monkeypatch.undo()

    await all_of(together, "next")

    assert stored(database).keys() == {"next"}
