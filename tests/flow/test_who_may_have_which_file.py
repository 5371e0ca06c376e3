"""Every door that gives out files gives each to the same people: the console, the API, and the reader's page."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from deskbot.model.account import DeskRole
from deskbot.model.api_token import Scope
from tests.flow.browser import Browser, admitted
from tests.flow.contents import leave_aside
from tests.flow.programs import Program, program
from tests.flow.test_console_ticket import with_files
from tests.flow.test_reader_page import JANA, link_in
from tests.flow.test_the_desk_by_mail import token_of, with_file
from tests.harness import World, running_world

SIGHTS = {
    # name of the file: (the desk, its reseller, another reseller)
    "trace.log": (True, True, False),
    "sheet.pdf": (True, True, False),
    "chosen.pdf": (True, True, False),
    "logo.png": (True, False, False),
    "ours.eml": (True, False, False),
    "bill.pdf": (True, False, False),
    "unread.pdf": (False, False, False),
}
"""Who has each of them."""


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk whose pages can be reached, so that letters carry links to them."""
    async with running_world(database_url, simulate=True) as running:
        yield running


@pytest.fixture(name="link")
async def files_of_each_kind(world: World) -> str:
    """Let there be files of each kind; return where the reader of T-1001 sees theirs. T-1002 is another reseller's."""
    await with_files(world, [("trace.log", "text/plain", b"INVITE sip:200")])
    briefing = next(one for one in world.read if "desk@desk.example" in one.envelope_to)
    link = link_in(next(one for one in world.read if "ty@brightpathvoice.example" in one.envelope_to))
    by_mail = (
        ("See the sheet.", "sheet.pdf", "application/pdf", b"%PDF-1.4\n"),
        ("Open menu 7.", "ours.eml", "message/rfc822", briefing.raw),
        ("Press Save.", "logo.png", "image/png", b"\x89PNG\r\n\x1a\n"),
        ("#note\nWhat they owe us.", "bill.pdf", "application/pdf", b"%PDF-1.5\n"),
    )
    for number, (text, name, kind, content) in enumerate(by_mail):
        raw = with_file(briefing, text, name, kind, content).replace(b"<file@", f"<file{number}@".encode())
        if name == "logo.png":  # as a signature carries it
            raw = raw.replace(b"Content-Disposition: attachment", b"Content-ID: <logo>\r\nContent-Disposition: inline")
        await world.smtp(raw, token_of(briefing))
        await world.settle()
    await admitted(world, "ana", staff="ana")
    ana = await Browser(world).signs_in("ana")
    await (await ana.opens("/console/tickets/1001")).sends("Send the answer", [("chosen.pdf", b"1")], text="And this.")
    await ana.closes()
    await world.forward(seconds=10)
    await world.mail("How do we order a headset?", subject="Headset", sender=JANA)
    await world.smtp(b"\r\n", "support@desk.example")
    await world.settle()
    world.sql(
        "INSERT INTO attachment (inbound_id, filename, content_type, size, sha256, inline) "
        "SELECT id, 'unread.pdf', 'application/pdf', 1, raw_sha256, false FROM inbound WHERE state = 'quarantined'"
    )
    await leave_aside(world)
    return link


async def test_each_door_gives_a_file_to_whom_every_other_gives_it(world: World, link: str) -> None:
    await admitted(world, "lea", DeskRole.LEAD)
    lea = await Browser(world).signs_in("lea")
    programs = [
        await program(world, Scope.TICKETS_READ, name="desk"),
        await program(world, Scope.TICKETS_READ, name="theirs", reseller="brightpath"),
        await program(world, Scope.TICKETS_READ, name="others", reseller="rheinruf"),
    ]

    async def has(asks: Browser | Program, path: str) -> bool:
        status = (await asks.client.get(path)).status_code
        assert status in (200, 404)
        return status == 200

    seen: dict[str, object] = {}
    for file, name in world.sql("SELECT id, filename FROM attachment"):
        console = await has(lea, f"/console/tickets/1001/files/{file}")
        api = [await has(one, f"attachments/{file}") for one in programs]
        page = await has(lea, f"{link}/files/{file}")
        assert not await has(lea, f"/console/tickets/1002/files/{file}")
        seen[name] = (console, page), tuple(api)

    assert seen == {name: ((desk, theirs), (desk, theirs, others)) for name, (desk, theirs, others) in SIGHTS.items()}
    for asks, at in ((programs[0], 0), (programs[1], 1)):
        named = {one["name"] for said in (await asks.asks("/tickets/1001/messages"))["items"] for one in said["files"]}
        assert named == {name for name, sight in SIGHTS.items() if sight[at]}
    for one in (lea, *programs):
        await one.closes()
