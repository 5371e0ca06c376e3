"""*Settings* shows the policy in use, what is wrong with the file now, and who is known by what; to admins alone."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskbot.model.account import DeskRole
from tests.flow.browser import Browser, admitted
from tests.harness import ANA, DESK_YAML, World, running_world


@pytest.fixture(name="world")
async def a_world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    file = Path(shutil.copy(DESK_YAML, tmp_path / "desk.yaml"))
    async with running_world(database_url, desk_file=file) as running:
        yield running


@pytest.fixture(name="browser")
async def a_browser(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "erin", DeskRole.ADMIN)
    opened = await Browser(world).signs_in("erin")
    yield opened
    await opened.closes()


async def test_the_policy_in_use_is_shown_with_what_is_wrong_with_the_file_now(world: World, browser: Browser) -> None:
    await browser.opens("/console/settings")
    assert "Nothing is wrong with it." in browser.text
    assert "name: Example Telephony Service Desk" in browser.text

    file = world.deskbot.settings.desk_file
    file.write_text(file.read_text().replace("schedule: primary", "schedule: <b>primry"))
    await browser.opens("/console/settings")
    assert 'schedule "<b>primry"' in browser.text
    assert "<b>primry" not in browser.answer.text
    file.write_text(DESK_YAML.read_text().replace("delay: 5m", "delay: 6m"))
    await browser.opens("/console/settings")
    assert "it holds from the next start" in browser.text
    file.unlink()
    await browser.opens("/console/settings")
    assert "cannot be read any more" in browser.text


async def test_numbers_that_are_not_used_or_that_nobody_has_verified_stand_first(
    world: World, browser: Browser
) -> None:
    await world.twilio.phones[ANA].sends("STOP")
    await world.settle()
    world.read += world.mailbox.letters

    await browser.opens("/console/settings")

    assert browser.text.index("NOT USED: the number has stopped our texts") < browser.text.index("never")


async def test_a_resellers_people_are_shown_with_addresses_and_open_invitations(world: World, browser: Browser) -> None:
    now = world.now
    world.sql(
        "INSERT INTO invitation (code_sha256, contact_id, channel, address, created_at, expires_at) "
        "VALUES ('x', 1, '', '', %s, %s)",
        *(now, now + timedelta(hours=3)),
    )
    await browser.opens("/console/settings/resellers/brightpath")

    assert "Ty Okafor email: ty@brightpathvoice.example" in browser.text.replace(")", "")
    assert "open until 02 Mar 15:00" in browser.text
    assert (await browser.opens("/console/settings/resellers/nobody")).answer.status_code == 404


async def test_nobody_else_sees_it(world: World) -> None:
    await admitted(world, "lea", DeskRole.LEAD)
    other = await Browser(world).signs_in("lea")
    assert "Settings" not in other.text

    for path in ("/console/settings", "/console/settings/resellers/brightpath"):
        await other.opens(path)
        assert other.answer.status_code == 403
    await other.closes()
