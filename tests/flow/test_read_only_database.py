"""A database that takes no writes, as a standby or one whose storage is full, is told of as one that is away."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import httpx
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from deskbot.errors import UnavailableError
from deskbot.model.api_token import Scope
from deskbot.store.database import Database
from tests.conftest import NOBODY_ELSE, of_database
from tests.flow.browser import Browser, admitted
from tests.flow.programs import program
from tests.harness import World

TY = "ty@brightpathvoice.example"


@contextmanager
def read_only(url: str, postgres: str) -> Generator[None]:
    """Let a database take no writes, and cut off whoever is connected."""
    name = conninfo_to_dict(url)["dbname"]
    with psycopg.connect(of_database(postgres, "postgres"), autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")  # pyright: ignore[reportArgumentType]
        server.execute(NOBODY_ELSE, (name,))
        try:
            yield
        finally:
            server.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")  # pyright: ignore[reportArgumentType]
            server.execute(NOBODY_ELSE, (name,))


async def test_whoever_writes_to_it_is_told_that_it_is_not_available(database: Database, postgres: str) -> None:
    async def write() -> None:
        async with database.begin() as session:
            connection = await session.connection()
            await connection.exec_driver_sql("CREATE TABLE one (number int)")

    with read_only(database.url, postgres), pytest.raises(UnavailableError, match="the database takes no writes"):
        await write()


async def test_programs_and_people_are_asked_to_come_again_and_all_goes_on_when_it_is_over(
    world: World, postgres: str
) -> None:
    sent = {"sender": {"address": TY}, "subject": "Echo", "text": "One phone has an echo now and then."}
    await admitted(world, "ana")
    robot, browser = await program(world, Scope.TICKETS_READ, Scope.TICKETS_WRITE), Browser(world)

    with read_only(world.deskbot.database.url, postgres):
        await robot.is_refused(503, "POST", "/tickets", json=sent, headers={"Idempotency-Key": "one"})
        assert robot.answer.headers["retry-after"] == "5"
        await robot.is_refused(503, "GET", "/tickets")
        await browser.signs_in("ana")
        assert browser.answer.status_code == 503
        assert "The database does not answer. Try again in a moment." in browser.text

    await robot.does("/tickets", sent, "one")
    await browser.signs_in("ana")
    assert browser.path == "/console/account"
    await robot.closes(), await browser.closes()


async def test_whoever_probes_learns_of_it(world: World, postgres: str) -> None:
    async with httpx.AsyncClient() as probe:
        with read_only(world.deskbot.database.url, postgres):
            ready = await probe.get(address(world, "ready"))
            engine = await probe.get(address(world, "engine"))

        assert (ready.status_code, ready.json()["problems"][0]) == (503, "the database takes no writes")
        assert engine.status_code == 503
        [check] = engine.json()["checks"]
        assert (check["check"], check["state"]) == ("database", "away")
        assert check["says"].startswith("the database takes no writes")


def address(world: World, what: str) -> str:
    """Return where it is probed."""
    return f"http://127.0.0.1:{world.deskbot.settings.web_port}/health/{what}"
