"""What Slack really tells, and people really do there, beside what the documentation has an example of."""

from __future__ import annotations

from deskbot.simulators.slack_people import Person
from tests.flow.test_slack import ECHO, a_world, filed, said, texts, ty_okafor
from tests.harness import ANA, World

FAX = "The fax at Hollis Vet Clinic prints blank pages"


__all__ = ["a_world", "ty_okafor"]


async def test_a_mention_in_a_channel_that_names_a_ticket_is_added_to_it(world: World, ty: Person) -> None:
    await filed(world, ty)

    await ty.writes("T-1001 still dead", channel=world.slack.make_channel("site"), mentions=True)

    assert "added to ticket T-1001" in await said(world, ty)
    assert texts(world) == [ECHO, "still dead"]


async def test_what_names_another_ticket_in_a_thread_is_added_to_that_and_answered_in_that_ones_thread(
    world: World, ty: Person
) -> None:
    first = await filed(world, ty)
    second = await ty.writes(f"new {FAX}")
    assert "T-1002" in await said(world, ty)

    await ty.writes("T-1001 still dead", thread=second)
    await world.settle()

    answer = ty.take_message()
    assert "added to ticket T-1001" in answer.shown
    assert answer.thread_ts == first.ts
    assert texts(world) == [ECHO, "still dead"]


async def test_urgent_in_a_thread_raises_the_ticket_that_it_names_and_not_the_threads(world: World, ty: Person) -> None:
    await filed(world, ty)
    second = await ty.writes(f"new {FAX}")
    await said(world, ty)

    await ty.writes("urgent T-1001 the owner is on the phone", thread=second)

    assert "T-1001" in await said(world, ty)
    assert (world.ticket(1001)["severity"], world.ticket(1002)["severity"]) == ("S2", "S3")
    assert "T-1001 S2" in world.twilio.phones[ANA].take_text()


async def test_anothers_ticket_that_is_named_in_a_thread_leaves_the_words_on_the_threads_own(
    world: World, ty: Person
) -> None:
    await world.slack.people["U0JANA"].writes(ECHO)
    await said(world, world.slack.people["U0JANA"])
    second = await ty.writes(FAX)
    assert "T-1002" in await said(world, ty)

    await ty.writes("T-1001 still dead", thread=second)

    assert "added to ticket T-1002" in await said(world, ty)
    assert texts(world, 1001) == [ECHO]


async def shares(world: World, ty: Person, text: str, comment: str = "") -> None:
    """Pass on somebody's message, as Slack tells it."""
    where = world.slack.direct(ty.id)
    about = {"is_msg_unfurl": True, "is_share": True, "author_id": "U0SAM", "author_name": "Site\nSam", "text": text}
    shared = about | {"ts": "1772474300.000100", "channel_id": "C0SITE", "fallback": f"Sam: {text}"}
    told = {"type": "message", "user": ty.id, "team": ty.team, "text": comment, "attachments": [shared]}
    stamp = world.slack.stamp()
    await world.slack.event({**told, "channel": where.id, "channel_type": "im", "ts": stamp, "event_ts": stamp})
    await world.settle()


async def test_the_words_of_a_message_that_is_passed_on_are_the_tickets_and_page(world: World, ty: Person) -> None:
    await shares(world, ty, "All phones at Hollis Vet Clinic are dead, nobody can call in or out")

    assert "T-1001" in await said(world, ty)
    assert texts(world)[0].startswith("(forwarded from Site Sam)\nAll phones at Hollis Vet Clinic are dead")
    assert world.ticket()["severity"] == "S1"
    world.twilio.phones[ANA].take_text()


async def test_what_is_passed_on_commands_nothing(world: World, ty: Person) -> None:
    await filed(world, ty)

    await shares(world, ty, "close T-1001", comment="list")

    await said(world, ty)
    assert world.ticket()["state"] != "resolved"
    assert texts(world) == [ECHO, "list\n\n(forwarded from Site Sam)\nclose T-1001"]


async def test_what_somebody_says_of_themselves_is_a_message(world: World, ty: Person) -> None:
    where, stamp = world.slack.direct(ty.id), world.slack.stamp()
    told = {"type": "message", "subtype": "me_message", "user": ty.id, "team": ty.team, "text": ECHO}
    await world.slack.event({**told, "channel": where.id, "channel_type": "im", "ts": stamp, "event_ts": stamp})

    assert "T-1001" in await said(world, ty)


async def test_a_first_message_that_is_deleted_while_its_thread_goes_on_is_noted(world: World, ty: Person) -> None:
    first = await filed(world, ty)

    await ty.deletes(first)
    await world.settle()

    assert texts(world) == [ECHO, "(deleted)"]
    assert first.ts in world.slack.channels[first.channel].messages  # its thread is still there
    ty.take_message()


async def test_a_command_that_is_deleted_or_written_otherwise_opens_nothing(world: World, ty: Person) -> None:
    command = await ty.writes("list")
    await said(world, ty)

    await ty.edits(command, "help")
    assert "new TEXT" in await said(world, ty)
    await ty.deletes(command)
    await world.settle()

    assert world.sql("SELECT count(*) FROM ticket") == [(0,)]


async def test_a_command_that_is_written_otherwise_as_a_message_is_one(world: World, ty: Person) -> None:
    command = await ty.writes("list")
    await said(world, ty)

    await ty.edits(command, ECHO)

    assert "T-1001" in await said(world, ty)
    assert texts(world) == [ECHO]


async def test_an_edit_that_is_told_before_its_message_is_that_message_once(world: World, ty: Person) -> None:
    post, world.slack.app_url = world.slack.app_url, ""
    message = await ty.writes("One phone at Bay Hotel")
    (held,) = world.slack.pending
    world.slack.pending, world.slack.app_url = [], post
    await ty.edits(message, ECHO)
    assert "T-1001" in await said(world, ty)

    world.slack.pending = [held]  # Slack tells it again, some minutes later
    await world.settle()

    assert texts(world) == [ECHO]
    assert not ty.untaken


async def test_a_press_in_an_organisation_for_which_slack_names_no_workspace_is_of_its_ticket(
    world: World, ty: Person
) -> None:
    await filed(world, ty)
    world.slack.workspaces["T0DESK"].organisation = "E0ORG"
    await world.deskbot.agents.reply(1001, "Please restart the phone.", "ana")
    async with world.deskbot.agents.ticket(1001) as (session, ticket):
        await world.deskbot.agents.resolve(session, ticket, "", "ana")
    await world.settle()
    while ty.untaken:
        ty.take_message()

    await ty.presses("Yes, solved")
    await world.settle()

    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    assert texts(world)[-1] == "yes"
    assert "is set to resolved" in ty.take_message().shown
