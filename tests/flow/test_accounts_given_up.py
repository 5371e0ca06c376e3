"""An account that is somebody's no more, or is another's now, hears nothing of the tickets of whose it was."""

from __future__ import annotations

from deskbot.store import invitations
from deskbot.store.directory_import import change
from tests.flow.test_linking import invited
from tests.flow.test_telegram import ECHO, STRANGER, TY, read_all, told, ty
from tests.flow.test_telegram import world as world  # noqa: PLC0414  (the fixture)
from tests.flow.test_texts import TY as TYS_PHONE
from tests.flow.test_texts import texts
from tests.harness import World

ANSWER = "Please restart the phone."


async def answered(world: World) -> None:
    """Let an agent answer the ticket."""
    await world.deskbot.agents.reply(1001, ANSWER, "ana")
    await world.settle()


async def test_an_account_that_was_taken_away_hears_nothing_more_and_its_owner_goes_on_by_mail(world: World) -> None:
    await told(world, ECHO)
    async with world.deskbot.database.begin() as session:
        assert await invitations.take(session, 1, "telegram", str(TY))

    await answered(world)

    assert ANSWER in world.letter().text
    assert not ty(world).untaken
    assert await told(world, "status T-1001") == "There is no ticket T-1001 of yours."
    read_all(world)


async def test_a_strangers_own_ticket_stays_theirs_when_their_account_is_taken_away(world: World) -> None:
    await told(world, ECHO, STRANGER)
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'telegram', %s)", str(STRANGER))
    async with world.deskbot.database.begin() as session:
        assert await invitations.take(session, 1, "telegram", str(STRANGER))

    await answered(world)

    assert ANSWER in world.telegram.people[STRANGER].take_message().text
    read_all(world)


async def test_whoever_goes_to_another_reseller_hears_nothing_of_the_first_ones_tickets(world: World) -> None:
    await told(world, ECHO)
    sam = "sam@brightpathvoice.example"
    world.sql("INSERT INTO participant VALUES (1001, 'email', %s, 'Sam', true)", sam)
    world.sql("UPDATE contact SET active = false WHERE id = 1")
    assert (await told(world, f"link {await invited(world, 2)}")).startswith("Welcome, Jana Vogt")

    await answered(world)

    assert ANSWER in world.letter(sam).text
    assert not ty(world).untaken
    world.letter("jana@rheinruf.example")  # of the account
    read_all(world)


async def test_an_account_that_is_anothers_now_goes_on_with_no_ticket_of_whose_it_was(world: World) -> None:
    await told(world, ECHO)
    world.sql("UPDATE contact SET active = false WHERE id = 1")
    await told(world, f"link {await invited(world, 2)}")

    for words in ("the fax prints blank pages", "T-1001 the fax prints blank pages"):
        said = await told(world, words)
        assert "T-1001" not in said
    assert [text for kind, text in world.timeline(1001) if kind == "message"] == [ECHO]
    world.letter("jana@rheinruf.example")  # of the account
    read_all(world)


async def test_a_contact_who_is_moved_to_another_reseller_hears_nothing_of_the_first_ones_tickets(
    world: World,
) -> None:
    await told(world, ECHO)
    sam = "sam@brightpathvoice.example"
    world.sql("INSERT INTO participant VALUES (1001, 'email', %s, 'Sam', true)", sam)
    await setting(world, reseller="rheinruf")

    await answered(world)

    assert ANSWER in world.letter(sam).text
    assert not ty(world).untaken
    read_all(world)


async def test_a_number_that_was_replaced_hears_nothing_more(world: World) -> None:
    await setting(world, phone=TYS_PHONE)
    assert "T-1001" in await texts(world, TYS_PHONE, ECHO)
    await setting(world, phone="+1 512 555 0177")

    await answered(world)

    assert ANSWER in world.letter().text  # from the new one they have not written yet
    read_all(world)


async def test_a_mail_address_that_was_replaced_hears_nothing_more_and_the_new_one_does(world: World) -> None:
    await world.mail(ECHO)
    world.letter()
    await setting(world, mail="ty.okafor@brightpathvoice.example")

    await answered(world)

    assert ANSWER in world.letter("ty.okafor@brightpathvoice.example").text
    read_all(world)


async def setting(world: World, **fields: str) -> None:
    """Set something of Ty's in the directory."""
    async with world.deskbot.database.begin() as session:
        await change(session, "contacts", "ty@brightpathvoice.example", fields)
