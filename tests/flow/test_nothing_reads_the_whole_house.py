"""What is done about one ticket reads what it needs, however many there have been: no act goes through all of them."""

from __future__ import annotations

from collections.abc import Awaitable

import psycopg
import pytest

from deskbot.store import cards
from tests.conftest import NOBODY_ELSE, of_database
from tests.flow.browser import Browser, admitted
from tests.flow.full_house import ROWS, fill_house
from tests.flow.mails import OUTAGE_S1
from tests.harness import ALL_QUEUES, ANA, MONDAY_NOON, World, running_world

MOST = ROWS // 6
"""So many rows of one table may be read by one act: those of all open tickets may be, which are hundreds."""
READ = "SELECT relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables"
"""Rows that were read, from the first to the last or by an index, since the house was filled."""


@pytest.fixture(scope="module", name="house")
def one_full_house(postgres: str) -> str:
    """The URL of a database in which years have been spent."""
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("CREATE DATABASE full_house")
        # What is read of some thousands is planned for as it is of millions: those are not read from first to last.
        server.execute("ALTER DATABASE full_house SET random_page_cost = 1.1")
    url = of_database(postgres, "full_house")
    fill_house(url, MONDAY_NOON)
    return url


class Meter:
    """Tells what each act has read, table by table."""

    def __init__(self, server: str, name: str) -> None:
        self.server, self.house, self.name = server, of_database(server, name), name
        self.too_much: dict[str, dict[str, int]] = {}
        self.before = self.read()

    def read(self) -> dict[str, int]:
        """Return the rows read so far; whoever is connected is sent away, and has told what they read as they go."""
        with psycopg.connect(self.server, autocommit=True) as beside:
            beside.execute(NOBODY_ELSE, [self.name])
        with psycopg.connect(self.house, autocommit=True) as inside:
            return dict(inside.execute(READ).fetchall())

    async def __call__(self, what: str, act: Awaitable[object]) -> None:
        """Do something, and note what it has read more of than any act may."""
        await act
        before, self.before = self.before, self.read()
        read = {table: rows - before[table] for table, rows in self.before.items()}
        if found := {table: rows for table, rows in read.items() if rows > MOST}:
            self.too_much[what] = found


async def takes_it(world: World) -> None:
    """Let Ana take the only page that is open by its code."""
    world.twilio.phones[ANA].take_text()
    [(code,)] = world.sql("SELECT code FROM page WHERE state = 'open'")
    await world.text(ANA, f"{code}a", "T-")
    await world.settle()


async def the_room_looks(world: World) -> None:
    """Look for tickets whose cards do not tell what has just happened."""
    async with world.deskbot.database.begin() as session:
        newest = await cards.newest_entry(session)
        await cards.behind(session, world.now, newest - 10, 10)


async def test_no_act_on_a_ticket_reads_through_a_table_of_all_years(postgres: str, house: str) -> None:
    async with running_world(house) as world:
        await admitted(world, "ana", staff="ana")
        ana = await Browser(world).signs_in("ana")
        act = Meter(postgres, "full_house")
        try:
            await act("a mail comes in", world.mail("One handset has a cracked display.", subject="Display"))
            world.letter()
            first = world.sql("SELECT max(number) FROM ticket")[0][0]
            await act(
                "the desk answers by mail",
                world.mail("Which one?", sender="Ana <ana@desk.example>", answers=world.briefing()),
            )
            await act("the reseller answers", world.mail("The one in the hall.", answers=world.letter()))
            await act("a stranger writes", world.mail("Hello, my phone is broken.", sender="x@y.example", proven=False))
            await act("an outage comes in", world.mail(OUTAGE_S1, subject="All phones down"))
            outage = world.sql("SELECT max(number) FROM ticket")[0][0]
            await act("somebody takes it by text", takes_it(world))
            page = f"/console/tickets/{first}"
            await act("a ticket is opened", ana.opens(page))
            await act("another is linked", ana.sends("Link them", other=f"T-{outage}", why="same site"))
            await ana.opens(page)
            await act("it is claimed", ana.sends("Claim it"))
            await ana.opens(page)
            await act("it is merged", ana.sends("Merge it", other=str(outage)))
            await ana.opens(f"/console/tickets/{outage}")
            await act("it is closed", ana.sends("Close it", why="Solved."))
            await act("one finds out why", ana.opens(f"/console/tickets/{outage}/why"))
            await act("the list is looked at", ana.opens("/console/tickets"))
            await act("one's own are looked at", ana.opens("/console/mine"))
            await act("what is on now is looked at", ana.opens("/console/now"))
            await act("words are looked for", ana.opens("/console/tickets?q=word70"))
            await act("house is kept", world.deskbot.housekeeping(ALL_QUEUES).round())
            await act("the room looks for what has happened", the_room_looks(world))
            await act("health is asked for", world.deskbot.health.look())
        finally:
            await ana.closes()
        world.read += world.mailbox.letters

        assert not act.too_much, act.too_much
