"""`deskbot check` tries the carriers' credentials and numbers and the relay, and pages and writes to nobody."""

from __future__ import annotations

import asyncio

from pydantic import SecretStr

from deskbot.channels.email.mailbox.imap import Place
from deskbot.cli.check_carriers import carriers, whatsapp
from deskbot.cli.check_mail import opened, relay
from deskbot.simulators.mailbox import Fault
from tests.flow.imap_server import scripted_imap
from tests.harness import World
from tests.ports import free_port


async def asked(world: World, **changed: object) -> list[tuple[bool, bool, str]]:
    """What check says of the carriers."""
    settings = world.deskbot.settings.model_copy(update=changed)
    found = await asyncio.to_thread(carriers, settings)
    return [(one.right, one.doubtful, one.says) for one in found]


async def test_a_carrier_that_lets_us_in_and_has_our_numbers_is_right_and_nobody_is_paged(world: World) -> None:
    [(right, doubtful, says)] = await asked(world)

    assert (right, doubtful) == (True, False)
    settings = world.deskbot.settings
    assert all(number in says for number in (settings.twilio_from, settings.twilio_text_number, *settings.desk_numbers))
    assert not world.twilio.messages
    assert not world.twilio.calls


async def test_a_wrong_token_is_told_without_the_token(world: World) -> None:
    [(right, _, says)] = await asked(world, twilio_auth_token=SecretStr("mistyped-4711"))

    assert not right
    assert says == "does not let us in (HTTP 401); look at its SID, token and key in the settings"
    assert "4711" not in says


async def test_a_number_that_the_account_has_not_and_one_that_cannot_be_called_are_named(world: World) -> None:
    pager = world.deskbot.settings.twilio_from
    world.twilio.unable[pager] = {"voice"}

    found = await asked(world, twilio_text_number="+12025550177")

    assert [one for one in found if one[0]] == []
    assert [says for _, _, says in found] == [
        f"{pager} carries no calls: take a number that does",
        "the account has no number +12025550177: buy it there, or correct the setting",
    ]


async def test_a_carrier_that_does_not_answer_is_wrong(world: World) -> None:
    world.twilio.faults.go_down()

    [(right, _, says)] = await asked(world)

    assert not right
    assert says.startswith("does not answer")


async def test_a_number_that_is_only_texted_is_looked_for_where_nobody_is_paged_by_it(world: World) -> None:
    [(right, _, says)] = await asked(world, twilio_from="", twilio_desk_numbers="")

    assert (right, says) == (True, f"lets us in, and has {world.deskbot.settings.twilio_text_number}")


WHATSAPP = "+15555550105"


async def asked_on_whatsapp(world: World, **changed: object) -> list[tuple[bool, bool, str]]:
    """What check says of WhatsApp."""
    settings = world.deskbot.settings.model_copy(update={"twilio_whatsapp_number": WHATSAPP, **changed})
    found = await asyncio.to_thread(whatsapp, settings)
    return [(one.right, one.doubtful, one.says) for one in found]


async def test_whatsapp_is_right_where_the_carrier_lets_us_in_and_our_number_works_there(world: World) -> None:
    assert await asked_on_whatsapp(world, twilio_whatsapp_number="") == []
    world.twilio.numbers[f"whatsapp:{WHATSAPP}"] = ""

    assert await asked_on_whatsapp(world) == [(True, False, f"lets us in, and has {WHATSAPP} there")]
    assert not world.twilio.messages


async def test_a_number_that_is_not_on_whatsapp_and_one_that_does_not_work_there_are_named(world: World) -> None:
    [(right, _, says)] = await asked_on_whatsapp(world)
    assert (right, says) == (
        False,
        f"the account has no sender {WHATSAPP} there: make it one, or correct the setting",
    )
    world.twilio.numbers[f"whatsapp:{WHATSAPP}"] = ""
    world.twilio.unable[f"whatsapp:{WHATSAPP}"] = {"whatsapp"}

    [(right, _, says)] = await asked_on_whatsapp(world)

    assert (right, says) == (
        False,
        f"{WHATSAPP} does not work there (OFFLINE): look at it in the carrier's console",
    )


async def test_whatsapp_with_a_wrong_token_is_told_without_the_token(world: World) -> None:
    [(right, _, says)] = await asked_on_whatsapp(world, twilio_auth_token=SecretStr("mistyped-4711"))

    assert not right
    assert says == "does not let us in (HTTP 401); look at its SID, token and key in the settings"


async def test_the_relay_is_asked_up_to_a_letters_first_byte(world: World) -> None:
    parts = world.deskbot
    [found] = await asyncio.to_thread(relay, parts.settings, parts.desk)

    assert (found.right, found.says) == (
        True,
        "wants no password, and takes letters from support@desk.example to desk@desk.example; none was sent",
    )
    assert world.mailbox.letters == []


async def test_a_relay_that_refuses_the_desks_address_is_wrong(world: World) -> None:
    world.mailbox.fault = Fault.REFUSED
    [found] = await asyncio.to_thread(relay, world.deskbot.settings, world.deskbot.desk)

    assert not found.right
    assert found.says.startswith("takes no letter from support@desk.example to desk@desk.example: relay: 550")


async def test_the_mailbox_is_opened_and_closed_again() -> None:
    async with scripted_imap() as imap:
        found = await asyncio.to_thread(opened, Place("127.0.0.1", imap.port, "imap", "support@desk.example", "secret"))

    assert (found.right, found.says) == (True, "127.0.0.1 lets us in, and has the folder INBOX")


async def test_a_mailbox_that_cannot_be_reached_is_wrong() -> None:
    place = Place("127.0.0.1", free_port(), "imap", "support@desk.example", "secret")
    found = await asyncio.to_thread(opened, place)

    assert not found.right
    assert found.says.startswith("cannot be opened: ")
