"""A reseller writes by WhatsApp: one file of deskbot's, on the contract of a channel whose peer posts to us."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from deskbot.simulators.phones import Phone
from deskbot.simulators.twilio_webhooks import inbound_text, message_status
from deskbot.store.person.finding import find_person
from deskbot.wires.twilio_forms import SIGNATURE_HEADER, sign
from tests.flow.test_41_late import database_away
from tests.harness import World, running_world

OURS, TY = "+15555550105", "+15125550120"
ECHO = "One phone at Bay Hotel has echo on every call"


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, twilio_whatsapp_number=OURS) as running:
        running.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'whatsapp', %s)", TY)
        yield running
        running.read += [one for one in running.mailbox.letters if one not in running.read]


@pytest.fixture
def ty(world: World) -> Phone:
    return world.twilio.phones[f"whatsapp:{TY}"]


async def writes(world: World, ty: Phone, text: str) -> None:
    await ty.sends(text, f"whatsapp:{OURS}")
    await world.settle()


async def posted(world: World, signed_by: str = "", **changed: str) -> httpx.Response:
    """Post the last message once more."""
    last = [one for one in world.twilio.messages.values() if one.direction == "inbound"][-1]
    url, form = f"{world.deskbot.settings.web_base}/channels/whatsapp", {**inbound_text(last), **changed}
    signature = sign(signed_by or world.twilio.account.auth_token, url, form)
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.post(url, data=form, headers={SIGNATURE_HEADER: signature})


async def test_a_message_becomes_a_ticket_of_its_reseller_and_is_answered_there(world: World, ty: Phone) -> None:
    await writes(world, ty, ECHO)

    assert world.ticket()["reseller_id"] == 1
    assert ty.take_text().startswith("T-1001 is open")
    assert ("message", ECHO) in world.timeline()
    assert world.sql("SELECT detail FROM outbox WHERE channel = 'whatsapp'") == [("delivered",)]


async def test_what_they_write_next_goes_on_with_it_and_what_they_ask_is_answered_at_once(
    world: World, ty: Phone
) -> None:
    await writes(world, ty, ECHO)
    ty.take_text()
    await writes(world, ty, "It began this morning, on extension 204 only.")
    ty.take_text()
    await writes(world, ty, "status")

    assert "T-1001" in ty.take_answer()
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    assert world.sql("SELECT count(*) FROM inbound") == [(2,)]


async def test_who_is_known_by_their_number_has_written_what_came_from_it_here(world: World, ty: Phone) -> None:
    world.sql("DELETE FROM identity WHERE channel = 'whatsapp'")
    await writes(world, ty, ECHO)
    ty.take_text()

    async with world.deskbot.database.begin() as session:
        person = await find_person(session, f"sms:{TY}")

    assert ("whatsapp", TY) in person.addresses
    assert person.messages == (1,)


async def test_who_is_in_the_directory_by_their_number_is_found_by_it_on_any_wire(world: World) -> None:
    async with world.deskbot.database.begin() as session:
        found = [await find_person(session, f"{wire}:{TY}") for wire in ("sms", "whatsapp", "phone")]

    assert [one.contact for one in found] == [1, 1, 1]


async def test_what_is_delivered_twice_is_one_message(world: World, ty: Phone) -> None:
    await writes(world, ty, ECHO)
    ty.take_text()

    assert (await posted(world)).status_code == 200
    await world.settle()

    assert world.sql("SELECT count(*) FROM inbound") == [(1,)]


@pytest.mark.parametrize(
    ("changed", "status"), [({"Body": "another"}, 200), ({"AccountSid": "AC" + "9" * 32}, 403), ({"From": "x"}, 400)]
)
async def test_only_what_the_carrier_has_signed_for_us_is_taken(
    world: World, ty: Phone, changed: dict[str, str], status: int
) -> None:
    await writes(world, ty, ECHO)
    ty.take_text()

    assert (await posted(world, **changed)).status_code == status
    assert (await posted(world, "somebody else's token", **changed)).status_code == 403
    assert world.sql("SELECT count(*) FROM inbound") == [(1,)]


async def test_what_cannot_be_stored_is_not_acknowledged_as_if_it_were(world: World, ty: Phone, postgres: str) -> None:
    with database_away(world, postgres):
        await ty.sends(ECHO, f"whatsapp:{OURS}")

    assert "NOT be taken" in ty.take_answer()
    assert world.sql("SELECT count(*) FROM inbound") == [(0,)]
    world.errors.records.clear()  # the database was away, and that was said


async def test_who_has_not_written_for_a_day_is_answered_by_mail_and_the_ticket_says_why(
    world: World, ty: Phone
) -> None:
    await writes(world, ty, ECHO)
    ty.take_text()
    ty.text_error = 63016

    await world.deskbot.agents.reply(1001, "Which handset is it?", "ana")
    await world.settle()

    told = world.sql("SELECT data->>'detail' FROM timeline WHERE text LIKE 'whatsapp to %%: refused'")
    assert "they have not written for a day" in told[0][0]
    assert "Which handset is it?" in world.mailbox.to("ty@brightpathvoice.example")[-1].text


async def test_reports_count_whatever_their_order_and_none_that_is_not_of_ours(world: World, ty: Phone) -> None:
    await writes(world, ty, ECHO)
    ty.take_text()
    sent = next(one for one in world.twilio.messages.values() if one.status_callback)
    for status, of in (("read", ""), ("sent", ""), ("failed", "somebody-elses"), ("queued", "")):
        url = sent.status_callback if not of else f"{sent.status_callback.partition('?')[0]}?of={of}"
        form = {**message_status(sent), "MessageStatus": status}
        signature = sign(world.twilio.account.auth_token, url, form)
        async with httpx.AsyncClient(trust_env=False) as http:
            answer = await http.post(url, data=form, headers={SIGNATURE_HEADER: signature})
        assert answer.status_code == 200

    assert world.sql("SELECT state, detail FROM outbox WHERE channel = 'whatsapp'") == [("sent", "delivered")]


async def test_there_is_no_such_channel_where_none_is_configured(database_url: str) -> None:
    async with running_world(database_url) as world, httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(f"{world.deskbot.settings.web_base}/channels/whatsapp", data={"Body": ECHO})

    assert answer.status_code == 404
