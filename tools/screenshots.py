"""Make the pictures in docs/screenshots: a desk on a Monday noon, in the machine's own Chromium.

make screenshots, or some of them: PYTHONPATH=. .venv/bin/python tools/screenshots.py NAME …
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg
from playwright.async_api import Browser

from deskbot.engine.overriding import Overriding
from deskbot.model.account import DeskRole
from deskbot.model.override import Override, OverrideKind
from deskbot.store.embedded import EmbeddedPostgres
from deskbot.store.schema import upgrade
from tests.browser.chromium import DESKTOP, PHONE, Screen, chromium
from tests.conftest import of_database, passable_folder
from tests.flow.browser import admitted
from tests.flow.test_reader_page import link_in
from tests.harness import ALL_QUEUES, World, running_world
from tests.harness import READER as READING
from tools.desk_month import DIRECTORY, FIRST, SLA, four_weeks

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
SMALL = 1000
"""The height, in CSS pixels, below which a picture is cut: what stands there is more of the same."""
READER = "reader"
"""Stands for the address of the reseller's page, which is in a letter."""
TICKET, GRAVE = "TICKET", "GRAVE"
"""Stand for the numbers of two tickets."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture."""

    name: str
    path: str
    phone: bool = False
    dark: bool = False


SHOTS = (
    Shot("sign-in", "/console/sign-in"),
    Shot("changes", "/console/settings/changes"),
    Shot("account", "/console/account"),
    Shot("now", "/console/now"),
    Shot("now-phone", "/console/now", phone=True, dark=True),
    Shot("tickets", "/console/tickets"),
    Shot("tickets-phone", "/console/tickets", phone=True),
    Shot("search", "/console/tickets?state=all&q=phones"),
    Shot("mine", "/console/mine"),
    Shot("oncall", "/console/oncall"),
    Shot("oncall-phone", "/console/oncall", phone=True),
    Shot("ticket", f"/console/tickets/{TICKET}"),
    Shot("ticket-dark", f"/console/tickets/{GRAVE}", dark=True),
    Shot("ticket-phone", f"/console/tickets/{TICKET}", phone=True),
    Shot("why", f"/console/tickets/{TICKET}/why"),
    Shot("playbooks", "/console/playbooks"),
    Shot("reports", "/console/reports"),
    Shot("quarantine", "/console/quarantine?filed=yes"),
    Shot("pager", "/console/pager"),
    Shot("settings", "/console/settings"),
    Shot("phones", "/console/phones"),
    Shot("reader", READER, phone=True),
    Shot("reader-dark", READER, phone=True, dark=True),
    Shot("reader-urgent", f"{READER}/urgent", phone=True),
)

MAILS: tuple[Mapping[str, str], ...] = (
    {
        "subject": "Calls drop at Hollis",
        "text": (
            "Hello,\n\nat Hollis Vet Clinic in Austin calls drop after ten minutes or so since this morning, on about "
            "five of forty phones. We have restarted the switch, it is the same.\n\nTy Okafor"
        ),
    },
    {
        "sender": "Jana Vogt <jana@rheinruf.example>",
        "subject": "Telefone fallen aus",
        "text": "Guten Tag, bei der Praxis am Markt fallen seit heute Morgen zwei Telefone aus, bitte um Hilfe.",
    },
    {
        "subject": "Hollis is down",
        "text": "All phones at Hollis Vet Clinic are down, nobody can call in or out (3G-88C1-0457). Please call now!",
    },
    {
        "subject": "How do I add a hunt group?",
        "text": "Hi, how do I add a hunt group on a Galaxy 3000G with release 7.1.2? No hurry. Ty",
    },
)

AWAY: Mapping[str, str] = {
    "subject": "Automatic reply: Calls drop at Hollis",
    "text": "I am out of the office until Thursday. If it is urgent, please call our main number.",
}


@dataclass(frozen=True, slots=True)
class Played:
    """A desk that has something to do."""

    first: int
    """The number of the ticket that the first of `MAILS` became; the others follow it."""
    reader: str
    """Where the reseller's page of that ticket is."""

    def path(self, shot: Shot) -> str:
        """Return where a picture is taken."""
        return (
            shot.path.replace(READER, self.reader).replace(TICKET, str(self.first)).replace(GRAVE, str(self.first + 2))
        )


@asynccontextmanager
async def at_noon() -> AsyncGenerator[tuple[World, Browser]]:
    """Run a desk that has worked for four weeks, on a Monday noon, and a browser to look at it with."""
    with passable_folder() as folder, EmbeddedPostgres.start(folder / "data") as server:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE shots")
        url = of_database(server.url, "shots")
        upgrade(url)
        await READING.warm_up(("email", "form"))
        month = running_world(url, start=FIRST, directory=DIRECTORY, changes=[("rating: on\n", SLA)], simulate=True)
        async with month as world, chromium() as browser:
            await world.deskbot.housekeeping(ALL_QUEUES).round()
            await four_weeks(world)
            for name, role in (("ben", DeskRole.AGENT), ("kim", DeskRole.LEAD), ("ana", DeskRole.ADMIN)):
                await admitted(world, name, role)
            await stood_in(world)
            world.read.extend(world.mailbox.letters)
            yield world, browser
            world.expect_quiet = lambda: None  # nothing is tested here: what nobody has read may stay so


async def played(world: World) -> Played:
    """Let the desk have something to do."""
    first = world.sql("SELECT max(number) + 1 FROM ticket")[0][0]
    for mail in MAILS:
        await world.mail(**mail)
    await world.mail(**AWAY, headers={"Auto-Submitted": "auto-replied"})
    await world.mail(**AWAY | {"subject": "Delivery delayed"}, headers={"Auto-Submitted": "auto-generated"})
    for number in (first + 1, first + 2):
        await world.deskbot.agents.assign(number, "ana", "ana")
    await world.deskbot.search_sheets.round()
    return Played(first, link_in(world.letter()))


async def stood_in(world: World) -> None:
    """Let one of the staff stand in for another on the next weekend."""
    start, now = world.now + timedelta(days=5), world.now
    wanted = Override(
        schedule="primary",
        kind=OverrideKind.REPLACE,
        off="ana",
        on=("ben",),
        start=start,
        end=start + timedelta(days=1),
        by="kim",
        why="a wedding",
        made_at=now,
    )
    await Overriding(world.deskbot.database, world.deskbot.desk, world.clock).add(wanted)


async def shoot(names: list[str]) -> None:
    """Make the pictures that are named, or all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    async with at_noon() as (world, browser):
        desk = await played(world)
        for shot in wanted:
            size = PHONE if shot.phone else (DESKTOP[0], SMALL)
            screen = await Screen.of(browser, world.deskbot.settings.web_base, size, dark=shot.dark)
            if shot.path.startswith("/console") and shot.name != "sign-in":
                await screen.signs_in("ana")
            await screen.opens(desk.path(shot))
            await screen.shot(FOLDER / f"{shot.name}.png", at_most=SMALL)
            await screen.closes()
            sys.stdout.write(f"{shot.name}\n")


if __name__ == "__main__":
    asyncio.run(shoot(sys.argv[1:]))
