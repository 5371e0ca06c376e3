"""*Settings* shows the policy in use, what is wrong with the file now, and who is known by what; to admins alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskbot.engine.access_seen import CHANGES
from deskbot.engine.api_tokens import ApiTokens
from deskbot.model.account import DeskRole
from deskbot.model.api_token import Scope
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


async def test_who_comes_in_is_shown_with_what_programs_may_and_how_their_webhooks_go(
    world: World, browser: Browser
) -> None:
    tokens = ApiTokens(world.deskbot.database, world.clock)
    await tokens.issue("status-page", [Scope.TICKETS_READ], "erin", reseller="brightpath")
    await tokens.issue("old", [Scope.METRICS], "erin")
    await tokens.revoke("old", "erin")
    await admitted(world, "lea", DeskRole.LEAD, staff="ana")
    world.sql(
        "INSERT INTO webhook (url, events, generation, created_at, created_by, failing_since) "
        "VALUES ('https://hooks.brightpath.example/secret-path', '[\"ticket.created\"]', 1, %s, 'api:x', %s)",
        *(world.now, world.now - timedelta(hours=1)),
    )

    await browser.opens("/console/settings")

    cells = browser.text.replace(" ", "")
    for row in (
        "lea Lea lead ana",
        "status-page tickets:read brightpath never never",
        "old metrics never opens nothing any more",
        "hooks.brightpath.example ticket.created api:x fails since 02 Mar 11:00",
    ):
        assert row.replace(" ", "") in cells
    assert "secret-path" not in browser.answer.text


async def test_what_was_changed_is_shown_with_who_did_it_the_newest_first(world: World, browser: Browser) -> None:
    tokens = ApiTokens(world.deskbot.database, world.clock)
    for number in range(CHANGES):
        await tokens.issue(f"status-{number}", [Scope.TICKETS_READ, Scope.METRICS], "<b>erin")

    await browser.opens("/console/settings/changes")
    assert "<b>erinmade a tokenstatus-99scopes: metrics, tickets:read" in browser.text
    assert browser.text.index("status-99") < browser.text.index("status-98")
    assert "signed in" not in browser.text

    await browser.opens(re.search(r'"(/console/settings/changes\?before=\d+)"', browser.answer.text)[1])  # type: ignore[index]
    assert "signed in" in browser.text
    assert "status-" not in browser.text
    assert (await browser.opens("/console/settings/changes?before=x")).answer.status_code == 200


async def test_nobody_else_sees_it(world: World) -> None:
    await admitted(world, "lea", DeskRole.LEAD)
    other = await Browser(world).signs_in("lea")
    assert "Settings" not in other.text

    for path in ("/console/settings", "/console/settings/resellers/brightpath", "/console/settings/changes"):
        await other.opens(path)
        assert other.answer.status_code == 403
    await other.closes()
