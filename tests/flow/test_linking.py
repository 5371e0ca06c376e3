"""An address becomes a contact's by a code: the desk's, or one that is sent to an address that is known."""

from __future__ import annotations

import re

from deskbot.engine.inviting import invite
from deskbot.model.invitation import MOST_TRIES
from tests.flow.test_texts import ECHO, STRANGER, TY, texts
from tests.harness import World

JANAS = "jana@rheinruf.example"


async def invited(world: World, contact: int = 1) -> str:
    """Return a code that the desk gives to a contact."""
    async with world.deskbot.database.begin() as session:
        return invite(session, contact, world.now)


def code_in(text: str) -> str:
    found = re.search(r"link ([A-Z2-9]{5}-[A-Z2-9]{5})", text)
    assert found, text
    return found[1]


def aside(world: World) -> None:
    while any(one not in world.read for one in world.mailbox.to("desk@desk.example")):
        world.briefing()


async def test_a_code_of_the_desks_makes_a_phone_a_contacts_who_hears_of_it_by_mail(world: World) -> None:
    await world.mail(ECHO)
    world.letter()
    assert await texts(world, TY, "status T-1001") == "There is no ticket T-1001 of yours."

    assert await texts(world, TY, f"link {await invited(world)}") == "Welcome, Ty Okafor: this account is yours now."

    letter = world.letter()
    assert letter.mail["Subject"] == "An account was linked to you"
    assert TY in letter.text
    assert (await texts(world, TY, "status T-1001")).startswith("T-1001: Phones. S3")
    aside(world)


async def test_a_code_is_good_once(world: World) -> None:
    code = await invited(world)
    await texts(world, TY, f"link {code}")
    world.letter()

    assert (await texts(world, "+15125550177", f"link {code}")).startswith("This code is none of ours")


async def test_a_code_is_over_after_a_week(world: World) -> None:
    code = await invited(world)
    await world.forward(days=7)

    assert (await texts(world, TY, f"link {code}")).startswith("This code is none of ours")


async def test_who_is_known_by_mail_links_their_phone_by_themselves(world: World) -> None:
    said = await texts(world, TY, "link ty@brightpathvoice.example")

    assert said.startswith("If we know ty@brightpathvoice.example, a code is on its way there.")
    code = code_in(world.letter().text)
    assert (await texts(world, TY, f"link {code.lower().replace('-', ' ')}")).startswith("Welcome, Ty Okafor")
    world.letter()


async def test_an_address_that_nobody_has_is_answered_alike_and_gets_nothing(world: World) -> None:
    said = await texts(world, TY, "link nobody@elsewhere.example")

    assert said.startswith("If we know nobody@elsewhere.example, a code is on its way there.")
    assert world.unread_letters() == []


async def test_a_code_that_was_sent_works_only_where_it_was_asked_for(world: World) -> None:
    await texts(world, TY, f"link {JANAS}")
    code = code_in(world.letter(JANAS).text)

    assert (await texts(world, "+15125550177", f"link {code}")).startswith("This code is none of ours")


async def test_nobody_guesses_and_nobody_is_flooded_with_codes(world: World) -> None:
    for _ in range(MOST_TRIES):
        await texts(world, TY, f"link {JANAS}")
    assert (await texts(world, TY, f"link {await invited(world)}")).startswith("That was tried too often.")
    assert sum(JANAS in one for one in world.unread_letters()) == 3
    for _ in range(3):
        world.letter(JANAS)

    await world.forward(hours=1, minutes=1)

    assert (await texts(world, TY, f"link {await invited(world)}")).startswith("Welcome, Ty Okafor")
    world.letter()


async def test_a_phone_of_somebodys_is_not_taken_from_them_and_one_of_who_left_is(world: World) -> None:
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'sms', %s)", TY)

    assert (await texts(world, TY, f"link {await invited(world, 2)}")).startswith("This account belongs to somebody")
    world.sql("UPDATE contact SET active = false WHERE id = 1")
    assert (await texts(world, TY, f"link {await invited(world, 2)}")).startswith("Welcome, Jana Vogt")
    world.letter(JANAS)


async def test_a_code_that_was_turned_down_is_good_still(world: World) -> None:
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'sms', %s)", TY)
    code = await invited(world, 2)
    assert (await texts(world, TY, f"link {code}")).startswith("This account belongs to somebody")

    assert (await texts(world, STRANGER, f"link {code}")).startswith("Welcome, Jana Vogt")
    world.letter(JANAS)


async def test_who_has_left_is_let_in_by_no_code(world: World) -> None:
    code = await invited(world)
    world.sql("UPDATE contact SET active = false WHERE id = 1")

    assert (await texts(world, TY, f"link {code}")).startswith("This code is none of ours")


async def test_words_about_a_link_are_a_message(world: World) -> None:
    assert (await texts(world, TY, "link light of port 3 is off, one phone has no sound")).startswith("T-1001 is open")
    aside(world)


async def test_who_looks_after_all_tickets_lists_those_of_colleagues_and_nobody_elses(world: World) -> None:
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'sms', %s)", TY)
    await world.mail(ECHO, sender="Ann Lee <ann@brightpathvoice.example>")
    world.letter("ann@brightpathvoice.example")
    await world.mail("One phone has no display", sender=f"Jana Vogt <{JANAS}>")
    world.letter(JANAS)

    assert (await texts(world, TY, "list all")).startswith("Who looks after all tickets of a company may list them")
    world.sql("UPDATE contact SET admin = true WHERE id = 1")

    said = await texts(world, TY, "list all")
    assert said.startswith("T-1001 S3")
    assert "T-1002" not in said
    assert await texts(world, TY, "list") == "You have no open ticket."
    aside(world)


async def test_somebody_says_where_they_want_to_be_written_to(world: World) -> None:
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'sms', %s)", TY)

    assert await texts(world, TY, "prefer mail") == "We write to you by Email from now on."
    assert world.sql("SELECT prefers FROM contact WHERE id = 1") == [("email",)]
    assert await texts(world, TY, "prefer here") == "We write to you by Sms from now on."
    assert await texts(world, TY, "prefer last") == "We write to you wherever you wrote from last."
    assert await texts(world, TY, "prefer fax") == '"fax" is no channel of yours. There are: email, sms, last'
    assert world.sql("SELECT prefers FROM contact WHERE id = 1") == [("",)]
