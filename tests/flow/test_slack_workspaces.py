"""Several workspaces install the app by themselves: each is answered by its own token, and an end loses nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from deskbot.cli import build
from deskbot.simulators.slack_people import Person
from deskbot.web_side import slack_installs
from tests.flow.test_41_late import database_away
from tests.flow.test_slack import ECHO, said
from tests.harness import World, running_world

RHEIN = "T0RHEIN"


@pytest.fixture(name="world")
async def a_world(database_url: str) -> AsyncIterator[World]:
    """A desk whose own workspace is T0DESK; Jana is in another, and has a mail address, too."""
    async with running_world(database_url, chats=True) as running:
        running.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'slack', 'T0DESK:U0TY')")
        running.sql("INSERT INTO identity (contact_id, channel, address) VALUES (2, 'slack', 'T0RHEIN:U0JANA')")
        running.slack.workspaces.add(RHEIN, name="Rheinruf")
        running.slack.people["U0JANA"].team = RHEIN
        yield running
        while any(one not in running.read for one in running.mailbox.to("desk@desk.example")):
            running.briefing()


@pytest.fixture(name="jana")
def jana_vogt(world: World) -> Person:
    return world.slack.people["U0JANA"]


async def installed(world: World, team: str = RHEIN, organisation: str = "") -> None:
    answer = await world.slack.installs(team, "Rheinruf", organisation)
    assert answer.status_code == 200, answer.text


def kept(world: World) -> str:
    return "\n".join(value for (value,) in world.sql("SELECT value FROM channel_state WHERE channel = 'slack'"))


async def test_each_workspace_is_answered_with_its_own_token(world: World, jana: Person) -> None:
    await installed(world)

    mine = await jana.writes(ECHO)
    theirs = await world.slack.people["U0TY"].writes("The fax prints nothing")
    await world.settle()

    answer, other = jana.take_message(), world.slack.people["U0TY"].take_message()
    assert (answer.team, answer.thread_ts) == (RHEIN, mine.ts)
    assert (other.team, other.thread_ts) == ("T0DESK", theirs.ts)
    assert world.ticket()["reseller_id"] == 2


async def test_a_file_of_another_workspace_is_fetched_with_its_token(world: World, jana: Person) -> None:
    await installed(world)
    world.slack.workspaces["T0DESK"].token = "nobody's"

    await jana.sends_file(b"a trace", "trace.txt", "text/plain", ECHO)

    assert "T-1001" in await said(world, jana)
    assert world.sql("SELECT filename, size FROM attachment") == [("trace.txt", 7)]


async def test_no_token_lies_readable_in_the_database(world: World) -> None:
    await installed(world)

    own = world.slack.workspaces[RHEIN]
    assert own.token
    assert own.token not in kept(world)
    assert own.refresh_token not in kept(world)


async def test_who_comes_back_from_slack_in_another_browser_installs_nothing(world: World) -> None:
    assert (await world.slack.installs(RHEIN, deskbot_slack="another")).status_code == 400
    assert kept(world) == ""


async def test_what_slack_sends_somebody_back_with_is_good_once_and_for_ten_minutes(world: World) -> None:
    import httpx

    app, slack = world.slack.app_url.removesuffix("/events"), world.slack.workspaces
    async with httpx.AsyncClient(trust_env=False) as browser:
        sent = await browser.get(f"{app}/install")
        asked = dict(httpx.URL(sent.headers["Location"]).params)

        async def back(**more: str) -> int:
            given = {"code": slack.agree(RHEIN, asked), "state": asked["state"]} | more
            return (await browser.get(asked["redirect_uri"], params=given)).status_code

        assert await back(state=asked["state"][:-1] + "x") == 400
        assert await back(error="access_denied") == 400
        world.clock.forward(timedelta(seconds=601))
        assert await back() == 400
        assert kept(world) == ""

        asked = dict(httpx.URL((await browser.get(f"{app}/install")).headers["Location"]).params)
        cookies = dict(browser.cookies)
        assert await back() == 200
        browser.cookies.update(cookies)
        assert await back() == 400


async def test_what_slack_does_not_confirm_installs_nothing(world: World) -> None:
    world.slack.workspaces.client_secret = "another"

    assert (await world.slack.installs(RHEIN)).status_code == 502
    assert "installation" not in kept(world)


async def test_where_the_app_was_removed_answers_go_by_mail_at_once(world: World, jana: Person) -> None:
    await installed(world)
    await jana.writes(ECHO)
    assert "T-1001" in await said(world, jana)

    await world.slack.uninstalls(RHEIN)
    await world.deskbot.agents.reply(1001, "Please restart the phone.", "ana")
    await world.settle()

    assert "Please restart the phone." in world.letter("jana@rheinruf.example").text
    assert not jana.untaken


async def test_a_token_that_is_taken_back_before_slack_says_so_loses_nothing(world: World, jana: Person) -> None:
    await installed(world)
    await jana.writes(ECHO)
    assert "T-1001" in await said(world, jana)

    world.slack.workspaces.revoke(RHEIN)
    await world.deskbot.agents.reply(1001, "Please restart the phone.", "ana")
    await world.settle()

    assert "Please restart the phone." in world.letter("jana@rheinruf.example").text


async def test_an_end_that_could_not_be_stored_is_told_again(world: World, postgres: str) -> None:
    await installed(world)
    with database_away(world, postgres):
        await world.slack.uninstalls(RHEIN)
        assert len(world.slack.pending) == 2

    await world.settle()
    assert '"why": "tokens_revoked"' in kept(world)


async def test_a_late_word_of_an_earlier_end_does_not_end_what_was_installed_since(world: World, jana: Person) -> None:
    await installed(world)
    url, world.slack.app_url = world.slack.app_url, ""
    await world.slack.uninstalls(RHEIN)
    world.slack.app_url = url
    waiting, world.slack.pending = world.slack.pending, []
    world.clock.forward(timedelta(minutes=1))
    await installed(world)
    world.slack.pending = waiting

    await world.settle()
    await jana.writes(ECHO)

    assert "T-1001" in await said(world, jana)


async def test_a_token_of_somebody_who_signed_in_ends_nothing(world: World, jana: Person) -> None:
    await installed(world)
    await world.slack.event_in(RHEIN, {"type": "tokens_revoked", "tokens": {"oauth": ["U0JANA"], "bot": []}})
    await jana.writes(ECHO)

    assert "T-1001" in await said(world, jana)


async def test_a_token_is_renewed_before_it_ends(world: World, jana: Person) -> None:
    await installed(world)
    first = world.slack.workspaces[RHEIN].token
    installs = slack_installs(world.deskbot)
    assert installs

    await installs.turn()
    assert world.slack.workspaces[RHEIN].token == first
    world.clock.forward(timedelta(hours=11))
    await installs.turn()
    assert world.slack.workspaces[RHEIN].token != first
    world.clock.forward(timedelta(hours=2))
    await jana.writes(ECHO)

    assert "T-1001" in await said(world, jana)


async def test_a_token_that_could_not_be_renewed_waits_and_is_told(world: World) -> None:
    await installed(world)
    installs = slack_installs(world.deskbot)
    assert installs
    world.clock.forward(timedelta(hours=11))
    world.slack.faults.go_down()
    await installs.turn()
    assert "no new token" in kept(world)

    world.slack.faults.come_back()
    await installs.turn()
    assert "no new token" not in kept(world)


async def test_a_token_that_no_key_opens_keeps_no_other_workspace_from_its_next_one(world: World) -> None:
    world.slack.workspaces.add("T0ALBA", name="Alba")
    await installed(world, "T0ALBA")
    await installed(world)
    first = world.slack.workspaces[RHEIN].token
    # As it would lie there under a key that is lost: sealed for another place, it opens nowhere.
    world.sql(
        "UPDATE channel_state SET value = (SELECT value FROM channel_state WHERE key = 'installation.T0RHEIN')"
        " WHERE key = 'installation.T0ALBA'"
    )
    installs = slack_installs(world.deskbot)
    assert installs
    world.clock.forward(timedelta(hours=11))

    await installs.turn()

    assert world.slack.workspaces[RHEIN].token != first
    assert "the token of T0ALBA was sealed with another DESKBOT_SECRET_KEY" in world.errors.records.pop()


async def test_an_organisation_installs_for_all_of_its_workspaces(world: World, jana: Person) -> None:
    world.slack.workspaces[RHEIN].organisation = "E0RHEIN"
    await installed(world, organisation="E0RHEIN")
    await jana.writes(ECHO)
    assert "T-1001" in await said(world, jana)
    assert "installation.E0RHEIN" in [key for (key,) in world.sql("SELECT key FROM channel_state")]

    await world.slack.uninstalls(RHEIN)
    await world.deskbot.agents.reply(1001, "Please restart the phone.", "ana")
    await world.settle()

    assert "Please restart the phone." in world.letter("jana@rheinruf.example").text


async def test_nothing_that_bolt_finds_in_the_environment_becomes_a_setting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deskbot.web_side import slack_requests

    for name in ("CLIENT_ID", "CLIENT_SECRET", "SIGNING_SECRET", "BOT_TOKEN", "VERIFICATION_TOKEN"):
        monkeypatch.setenv(f"SLACK_{name}", "another app's")
    requests = slack_requests(world.deskbot)
    assert requests

    app = requests.app()

    assert app.oauth_flow is None
    assert app.client.token is None


class TestTheCommandLine:
    """`deskbot slack`: what is installed, removed, sealed anew."""

    @pytest.fixture(autouse=True)
    def settings(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        own = world.deskbot.settings
        for name in ("database_url", "slack_base_url", "slack_client_id"):
            monkeypatch.setenv(f"DESKBOT_{name.upper()}", getattr(own, name))
        assert own.secret_key
        assert own.slack_client_secret
        monkeypatch.setenv("DESKBOT_SECRET_KEY", own.secret_key.get_secret_value())
        monkeypatch.setenv("DESKBOT_SLACK_CLIENT_SECRET", own.slack_client_secret.get_secret_value())

    @staticmethod
    async def run(*words: str) -> tuple[int, str]:
        import asyncio

        group = "secrets" if words == ("rotate",) else "slack"
        result = await asyncio.to_thread(CliRunner().invoke, build(), [group, *words])
        return result.exit_code, result.output or str(result.exception)

    async def test_it_lists_installations_without_their_tokens(self, world: World) -> None:
        await installed(world)

        _, listed = await self.run("installations")

        assert "T0RHEIN  Rheinruf  since 2026-03-02" in listed
        assert world.slack.workspaces[RHEIN].token not in listed

    async def test_it_removes_the_app(self, world: World, jana: Person) -> None:
        await installed(world)
        code, _ = await self.run("uninstall", "t0rhein")

        assert code == 0
        assert world.slack.workspaces[RHEIN].token == ""
        assert "uninstalled by the desk" in (await self.run("installations"))[1]
        assert "not installed in T0NOWHERE" in (await self.run("uninstall", "T0NOWHERE"))[1]
        assert not jana.untaken

    async def test_a_replaced_key_still_opens_until_everything_is_sealed_anew(
        self, world: World, jana: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await installed(world)
        old, new = "a test's secret, long enough to sign with", "another secret, which is as long as it must be"
        monkeypatch.setenv("DESKBOT_SECRET_KEY", new)
        code, told = await self.run("rotate")
        assert code == 2
        assert "DESKBOT_SECRET_KEY_OLD" in told

        monkeypatch.setenv("DESKBOT_SECRET_KEY_OLD", old)
        assert "1 sealed anew" in (await self.run("rotate"))[1]
        assert "0 sealed anew" in (await self.run("rotate"))[1]

        monkeypatch.delenv("DESKBOT_SECRET_KEY_OLD")
        assert (await self.run("rotate"))[0] == 0
        settings = world.deskbot.settings.model_copy(update={"secret_key": SecretStr(new)})
        channel = world.deskbot.channels["slack"]
        channel._workspaces = type(channel._workspaces)(settings, channel._workspaces.memory)  # type: ignore[attr-defined]
        await jana.writes(ECHO)
        assert "T-1001" in await said(world, jana)
