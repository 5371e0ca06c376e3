"""A database that takes no writes, as a standby or one whose storage is full, is told of as one that is away."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager

import aiosmtplib
import httpx
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from typer.testing import CliRunner

from deskbot.cli import build
from deskbot.errors import UnavailableError
from deskbot.model.api_token import Scope
from deskbot.store.database import Database
from tests.conftest import NOBODY_ELSE, of_database
from tests.flow.browser import Browser, admitted
from tests.flow.mails import COMPLETE_S3
from tests.flow.programs import program
from tests.flow.test_health import keep_house
from tests.harness import DESK_YAML, World

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


@contextmanager
def full_disk(world: World) -> Generator[None]:
    """Let the server find no room for whatever is to be kept, in the words of a disk that is full."""
    raises = "BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END"
    world.sql(f"CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $${raises}$$")
    world.sql(f"CREATE FUNCTION no_room_at_all() RETURNS event_trigger LANGUAGE plpgsql AS $${raises}$$")
    world.sql("CREATE TRIGGER no_room BEFORE INSERT ON inbound EXECUTE FUNCTION no_room()")
    world.sql(
        "CREATE EVENT TRIGGER no_room ON ddl_command_start WHEN TAG IN ('CREATE TABLE AS')"
        " EXECUTE FUNCTION no_room_at_all()"
    )
    try:
        yield
    finally:
        world.sql("DROP EVENT TRIGGER no_room")
        world.sql("DROP FUNCTION no_room_at_all(), no_room() CASCADE")


async def test_whoever_probes_learns_that_the_disk_is_full_from_the_first_mail_that_is_not_kept_until_there_is_room(
    world: World,
) -> None:
    await keep_house(world)
    async with httpx.AsyncClient() as probe:
        with full_disk(world):
            assert (await probe.get(address(world, "ready"))).status_code == 200  # nobody has tried to keep anything
            with pytest.raises(aiosmtplib.SMTPResponseException, match="451"):
                await world.mail(COMPLETE_S3)
            ready, engine = await probe.get(address(world, "ready")), await probe.get(address(world, "engine"))
        after, well = await probe.get(address(world, "ready")), await probe.get(address(world, "engine"))

    assert (ready.status_code, ready.json()["problems"]) == (503, ["the database takes no writes: its disk is full"])
    assert (engine.status_code, [one["check"] for one in engine.json()["checks"]]) == (503, ["database"])
    assert (after.status_code, well.status_code) == (200, 200)
    assert not world.sql("SELECT relname FROM pg_class WHERE relname = 'room'")


async def test_by_command_the_room_is_tried_each_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await keep_house(world)
    monkeypatch.setenv("DESKBOT_DATABASE_URL", world.deskbot.database.url)
    monkeypatch.setenv("DESKBOT_DESK_FILE", str(DESK_YAML))
    with full_disk(world):
        told = await asyncio.to_thread(CliRunner().invoke, build(), ["health"])

    assert (told.exit_code, told.output.startswith("RED  database: the database takes no writes")) == (4, True)


def address(world: World, what: str) -> str:
    """Return where it is probed."""
    return f"http://127.0.0.1:{world.deskbot.settings.web_port}/health/{what}"
