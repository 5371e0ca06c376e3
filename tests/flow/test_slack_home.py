"""The app's home in Slack shows people their own tickets, and strangers how to begin."""

from __future__ import annotations

from deskbot.simulators.slack_people import Person
from tests.flow.test_41_late import database_away
from tests.flow.test_slack import ECHO, a_world, filed, said, ty_okafor
from tests.harness import World

__all__ = ["a_world", "ty_okafor"]


async def test_home_shows_ones_own_open_tickets_and_a_form_for_another(world: World, ty: Person) -> None:
    await filed(world, ty)

    await ty.forms.opens_home()

    assert f"T-1001 S3, waiting for you: {ECHO}" in ty.forms.home
    assert ty.forms.home_labels == ["T-1001", "New ticket"]
    await ty.forms.presses_at_home("T-1001")
    assert "T-1001" in await said(world, ty)
    await ty.forms.presses_at_home("New ticket")
    assert ty.forms.fields[0] == "category"


async def test_home_shows_a_stranger_how_to_begin_and_nobody_elses_tickets(world: World, ty: Person) -> None:
    await filed(world, ty)
    eve, jana = world.slack.people["U0EVE"], world.slack.people["U0JANA"]

    await eve.forms.opens_home()
    await jana.forms.opens_home()

    assert "link CODE" in eve.forms.home
    assert "T-1001" not in eve.forms.home + jana.forms.home
    assert "no open ticket" in jana.forms.home


async def test_messages_suggest_ones_own_tickets_and_what_may_be_written(world: World, ty: Person) -> None:
    await filed(world, ty)

    await ty.forms.opens_home("messages")

    assert list(ty.forms.prompts) == ["T-1001", "Your open tickets", "What can I do here?"]
    await ty.forms.takes_prompt("Your open tickets")
    assert "T-1001 S3" in await said(world, ty)
    await ty.forms.takes_prompt("T-1001")
    assert "T-1001" in await said(world, ty)


async def test_messages_suggest_no_more_than_slack_shows_and_a_stranger_only_what_they_may_do(
    world: World, ty: Person
) -> None:
    wishes = ("Please move extension 310 to the front desk at Aster Clinic.", "How do I change the music on hold?")
    for number, text in enumerate((ECHO, *wishes), 1001):
        await ty.writes(f"new {text}")
        assert f"T-{number}" in await said(world, ty)
    eve = world.slack.people["U0EVE"]

    await ty.forms.opens_home("messages")
    await eve.forms.opens_home("messages")

    assert len(ty.forms.prompts) == 4
    assert list(eve.forms.prompts) == ["What can I do here?"]
    await eve.forms.takes_prompt("What can I do here?")
    told = await said(world, eve)
    assert "link" in told
    assert "T-1001" not in told


async def test_other_tabs_show_nothing_and_a_home_that_fails_is_not_told_again(
    world: World, ty: Person, postgres: str
) -> None:
    await ty.forms.opens_home("about")
    world.slack.told.pop()  # Slack's types know no other tab
    world.slack.faults.fail_next(status=500)
    await ty.forms.opens_home()
    with database_away(world, postgres):
        await ty.forms.opens_home()

    assert "U0TY" not in world.slack.views.homes
    assert not ty.forms.prompts
    assert not world.slack.pending
