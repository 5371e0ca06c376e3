"""Resellers file, ask and answer by text: one short question at a time, and never more than two segments."""

from __future__ import annotations

import json

import pytest

from deskbot.model.gsm import is_gsm, segments
from deskbot.model.message import Arrival
from deskbot.simulators.world import TEXT_NUMBER
from deskbot.wires.twilio_recordings import MOST_BYTES
from tests.flow.test_41_late import database_away
from tests.harness import ANA, World

TY, JANA, STRANGER = "+15125550120", "+495555550121", "+15125550177"
ECHO = "One phone at Bay Hotel has echo on every call"
OUTAGE = "Nobody can call in or out at Hollis Vet Clinic, all 40 phones are dead"


@pytest.fixture(autouse=True)
def numbers(world: World) -> None:
    """Ty and Jana have numbers that the directory knows."""
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'sms', %s), (2, 'sms', %s)", TY, JANA)


async def texts(world: World, phone: str, body: str) -> str:
    """Text the resellers' number, and return what comes back: at once, or when it was read."""
    own = world.twilio.phones[phone]
    await own.sends(body, TEXT_NUMBER)
    await world.settle()
    said = own.take_answer() if own.untaken_answers else own.take_text()
    assert segments(said) <= 2
    return said


def read_all(world: World) -> None:
    """Leave the desk's own letters aside."""
    while any(one not in world.read for one in world.mailbox.to("desk@desk.example")):
        world.briefing()


async def test_a_text_opens_a_ticket_and_what_is_missing_is_asked_for_one_by_one(world: World) -> None:
    assert await texts(world, TY, ECHO) == "T-1001 is open (S3). Host ID or serial of the system?"
    assert await texts(world, TY, "50-77B3-E210") == "Added to T-1001. System type?"
    assert await texts(world, TY, "UCX50") == "Added to T-1001. Software release?"
    assert await texts(world, TY, "7.0.2") == "Added to T-1001. What have you tried?"
    last = await texts(world, TY, "swapped the phone, no change")

    assert last == "Added to T-1001. Thank you, ticket T-1001 now has all that the desk needs to start."
    found = {one["key"]: one["value"] for one in world.ticket()["findings"]}
    assert (found["host_id"], found["model"], found["release"]) == ("50-77B3-E210", "UCX50", "7.0.2")
    assert found["callback"] == TY
    assert (world.ticket()["state"], world.ticket()["reseller_id"]) == ("waiting-desk", 1)
    read_all(world)


async def test_who_answers_nothing_of_it_is_asked_twice_and_then_a_person_goes_on(world: World) -> None:
    await texts(world, TY, ECHO)
    assert "Host ID" in await texts(world, TY, "hello?")

    assert "A person at the desk takes ticket T-1001 on" in await texts(world, TY, "hello, is anybody there?")
    assert await texts(world, TY, "hello?") == "Added to T-1001. About something else? Text NEW and what it is."
    read_all(world)


async def test_an_outage_by_text_rings_the_phone_on_call_and_its_writer_hears_so(world: World) -> None:
    said = await texts(world, TY, OUTAGE)

    assert said.startswith("T-1001 is open (S1). The responder on call is being paged.")
    assert "T-1001 S1 Brightpath" in world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", "You have taken")
    await world.settle()
    assert world.twilio.phones[TY].take_text().startswith("Ana Ruiz has taken ticket T-1001")
    read_all(world)


async def test_a_stranger_may_open_a_ticket_and_see_it_and_nothing_else(world: World) -> None:
    await texts(world, TY, ECHO)
    await texts(world, STRANGER, "Our main line drops every second call since monday")

    assert "T-1002" in await texts(world, STRANGER, "status T-1002")
    assert await texts(world, STRANGER, "status T-1001") == "There is no ticket T-1001 of yours."
    assert await texts(world, STRANGER, "status T-7777") == "There is no ticket T-7777 of yours."
    read_all(world)
    for phone in world.twilio.phones:
        while phone.unread:
            phone.take_text()


@pytest.mark.parametrize("verb", ["status", "close", "urgent"])
async def test_somebody_elses_ticket_is_the_same_as_none(world: World, verb: str) -> None:
    await texts(world, TY, ECHO)

    assert await texts(world, JANA, f"{verb} T-1001") == "There is no ticket T-1001 of yours."
    assert await texts(world, JANA, f"{verb} T-9001") == "There is no ticket T-9001 of yours."
    assert (world.ticket()["state"], world.ticket()["severity"]) == ("waiting-reseller", "S3")
    assert await texts(world, JANA, "list") == "You have no open ticket."
    read_all(world)


async def test_words_to_somebody_elses_ticket_open_one_of_ones_own(world: World) -> None:
    await texts(world, TY, ECHO)

    said = await texts(world, JANA, "T-1001 it is the same here, one phone has echo at our office")

    assert said.startswith("T-1002 is open")
    assert [text for kind, text in world.timeline(1001) if kind == "message"] == [ECHO]
    read_all(world)


async def test_a_contact_who_has_left_sees_nothing_any_more(world: World) -> None:
    await texts(world, TY, ECHO)
    world.sql("UPDATE contact SET active = false WHERE id = 1")

    assert await texts(world, TY, "status T-1001") == "There is no ticket T-1001 of yours."
    assert await texts(world, TY, "list") == "You have no open ticket."
    read_all(world)


async def test_commands_are_answered_at_once(world: World) -> None:
    await texts(world, TY, ECHO)

    assert await texts(world, TY, "Status") == (
        f"T-1001: {ECHO}. S3, waiting for you. We still need: Host ID or serial of the system? System type? "
        "Software release? What have you tried?"
    )
    assert await texts(world, TY, "list") == f"T-1001 S3, waiting for you: {ECHO}"
    assert "close T-1042" in await texts(world, TY, "hilfe")
    assert await texts(world, TY, "close") == "Which ticket? Write it behind the word, like this: close T-1042"
    assert await texts(world, TY, "close T-1001") == "T-1001 is closed. Any answer opens it again."
    assert await texts(world, TY, "close T-1001") == "T-1001 was closed already."
    assert world.ticket()["state"] == "resolved"
    assert (await texts(world, TY, "T-1001 it has echo again")).startswith("T-1001 is open again")
    assert world.ticket()["state"] != "resolved"
    read_all(world)


async def test_urgent_calls_somebody(world: World) -> None:
    await texts(world, TY, ECHO)

    said = await texts(world, TY, "urgent T-1001")

    assert said.startswith("T-1001 is urgent now (S2). The responder on call is being paged.")
    assert "T-1001 S2" in world.twilio.phones[ANA].take_text()
    await texts(world, TY, "close T-1001")
    read_all(world)


async def test_urgent_with_words_behind_it_calls_somebody_too_and_keeps_the_words(world: World) -> None:
    await texts(world, TY, ECHO)

    said = await texts(world, TY, "urgent T-1001 the guest in the room is a doctor on call")

    assert said.startswith("Added to T-1001. The responder on call is being paged.")
    assert "T-1001 S2" in world.twilio.phones[ANA].take_text()
    assert (world.ticket()["severity"], world.ticket()["state"]) == ("S2", "waiting-desk")
    assert [text for kind, text in world.timeline(1001) if kind == "message"][-1] == (
        "the guest in the room is a doctor on call"
    )
    await texts(world, TY, "close T-1001")
    read_all(world)


async def test_urgent_with_words_of_a_ticket_that_is_somebody_elses_calls_for_ones_own(world: World) -> None:
    await texts(world, TY, ECHO)

    assert (await texts(world, JANA, "urgent T-1001 one phone has echo at our office")).startswith(
        "T-1002 is open (S2)"
    )
    assert world.ticket(1001)["severity"] == "S3"
    assert "T-1002 S2" in world.twilio.phones[ANA].take_text()
    await texts(world, JANA, "close T-1002")
    read_all(world)


async def test_a_text_goes_on_with_what_was_spoken_of_last_and_new_begins_anew(world: World) -> None:
    await texts(world, TY, ECHO)

    assert (await texts(world, TY, "new the voicemail lamp of room 7 stays on")).startswith("T-1002 is open")
    await world.forward(minutes=1)
    assert (await texts(world, TY, "it is the lamp of a 1230 phone")).startswith("Added to T-1002.")
    await world.forward(minutes=1)
    assert (await texts(world, TY, "T-1001 it is room 12")).startswith("Added to T-1001.")
    await world.forward(minutes=1)
    assert (await texts(world, TY, "and only inside the house")).startswith("Added to T-1001.")
    read_all(world)


async def test_a_trouble_that_is_told_hours_later_opens_a_ticket_of_its_own(world: World) -> None:
    await texts(world, TY, ECHO)
    read_all(world)
    await world.forward(hours=3)

    assert (await texts(world, TY, OUTAGE)).startswith("T-1002 is open (S1).")
    world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", "You have taken")
    await world.settle()
    world.twilio.phones[TY].take_text()
    read_all(world)


async def test_stop_stops_the_answers_and_not_the_pager(world: World) -> None:
    await texts(world, TY, ECHO)
    ty, ana = world.twilio.phones[TY], world.twilio.phones[ANA]
    await ty.sends("STOP", TEXT_NUMBER)
    await ana.sends("STOP", TEXT_NUMBER)

    await ty.sends("T-1001 nobody can call at all now, all phones at Bay Hotel are dead", TEXT_NUMBER)
    await world.settle()

    assert "T-1001 S1" in ana.take_text()
    assert "being paged" in world.letter().text
    assert any("the number has stopped our texts" in text for _, text in world.timeline())
    await ty.sends("START", TEXT_NUMBER)
    assert "T-1001" in await texts(world, TY, "status")
    await texts(world, TY, "close T-1001")
    read_all(world)


async def test_a_text_that_does_not_arrive_goes_by_mail_whatever_the_order_of_the_reports(world: World) -> None:
    await texts(world, TY, ECHO)
    world.twilio.phones[TY].refuses_texts(30006)

    await world.deskbot.agents.reply(1001, "Please restart the phone in room 12.", "ana")
    await world.settle()

    assert "Please restart the phone in room 12." in world.letter().text
    assert any("sms to +15125550120: refused" in text for _, text in world.timeline())
    reports = [one for one in world.twilio.webhooks.sent if "/twilio/text/" in one.url]
    for webhook in reversed(reports):
        again = await world.twilio.deliver_again(webhook)
        assert again is not None
        assert again.status_code == 204
    await world.settle()
    read_all(world)


async def test_who_has_stopped_our_texts_at_the_carrier_is_written_to_by_mail_from_then_on(world: World) -> None:
    await texts(world, TY, ECHO)
    world.twilio.phones[TY].stopped.add(TEXT_NUMBER)

    for words in ("Please restart the phone.", "Did it help?"):
        await world.deskbot.agents.reply(1001, words, "ana")
        await world.settle()
        assert words in world.letter().text

    assert sum("the number has stopped our texts" in text for _, text in world.timeline()) == 1
    read_all(world)


async def test_a_picture_by_text_is_attached(world: World) -> None:
    pictures = [("image/jpeg", b"the lamp"), ("image/png", b"the screen")]
    await world.twilio.phones[TY].sends("the lamp of phone 7 at Bay Hotel stays on, see picture", TEXT_NUMBER, pictures)
    await world.settle()

    assert attached(world) == [("picture-1.jpg", b"the lamp"), ("picture-2.png", b"the screen")]
    assert ("note", "Attached: picture-1.jpg (8 bytes).") in world.timeline()
    world.twilio.phones[TY].take_text()
    read_all(world)


async def test_a_picture_alone_is_a_message_and_no_ticket_waits_for_it(world: World) -> None:
    await texts(world, TY, ECHO)
    world.twilio.faults.fail_next(3, status=500)
    await world.twilio.phones[TY].sends("", TEXT_NUMBER, [("image/jpeg", b"the phone")])
    await world.deskbot.jobs.drain(["triage"])
    assert [text for kind, text in world.timeline() if kind == "message"] == [ECHO, ""]

    await world.forward(minutes=2)

    assert attached(world) == [("picture-1.jpg", b"the phone")]
    while world.twilio.phones[TY].unread:
        world.twilio.phones[TY].take_text()
    read_all(world)


async def test_a_picture_larger_than_we_take_is_said_to_be_so_and_not_fetched_again(world: World) -> None:
    large = bytes(MOST_BYTES + 1)
    await world.twilio.phones[TY].sends(
        "the lamp of phone 7 stays on, see picture", TEXT_NUMBER, [("image/png", large)]
    )
    await world.settle()

    said = "picture-1.png could not be fetched: it has more than 20,971,520 bytes. Please ask for it by mail."
    assert ("note", said) in world.timeline()
    assert world.sql("SELECT attempts, due_at FROM awaited_file") == [(1, None)]
    world.twilio.phones[TY].take_text()
    read_all(world)


async def test_a_picture_that_the_carrier_has_lost_is_said_to_be_so(world: World) -> None:
    form = {"NumMedia": "1", "MediaUrl0": "https://evil.example/steal", "MediaContentType0": "image/jpeg"}
    raw = json.dumps({"MessageSid": "MM1", "From": TY, "To": TEXT_NUMBER, "Body": ECHO, **form}).encode()
    await world.deskbot.intake.accept(Arrival("sms", "MM1", raw, {}))
    await world.settle()
    world.twilio.phones[TY].take_text()
    await world.forward(hours=49)

    said = "picture-1.jpg could not be fetched: the carrier's webhook has named no file of a text."
    assert any(text.startswith(said) for _, text in world.timeline())
    while world.twilio.phones[TY].unread:
        world.twilio.phones[TY].take_text()
    read_all(world)


def attached(world: World) -> list[tuple[str, bytes]]:
    return world.sql("SELECT filename, content FROM attachment JOIN blob USING (sha256) ORDER BY attachment.id")


async def test_what_the_desk_writes_at_length_begins_as_a_text_and_comes_whole_by_mail(world: World) -> None:
    await texts(world, TY, ECHO)
    await world.deskbot.agents.reply(1001, "Please look at the following. " * 20, "ana")
    await world.settle()

    said = world.twilio.phones[TY].take_text()
    assert segments(said) <= 2
    assert said.startswith("T-1001: Please look at the following.")
    assert said.endswith("The whole of it comes by mail.")
    assert ("Please look at the following. " * 20).strip() in " ".join(world.letter().text.split())
    read_all(world)


async def test_what_the_desk_writes_shortly_is_texted_with_its_ticket(world: World) -> None:
    await texts(world, TY, ECHO)
    await world.deskbot.agents.reply(1001, "Please restart the phone in room 12.", "ana")
    await world.settle()

    assert world.twilio.phones[TY].take_text() == "T-1001: Please restart the phone in room 12.\nAna Ruiz"
    read_all(world)


async def test_who_writes_german_is_answered_in_german_in_the_alphabet_of_texts(world: World) -> None:
    said = await texts(world, JANA, "Ein Telefon beim Kunden Weber hat bei jedem Gespräch ein Echo")

    assert said.startswith("T-1001 ist eröffnet (S3).")
    assert is_gsm(said)
    assert await texts(world, JANA, "status") != ""
    assert "Es gibt kein Ticket T-1009 von Ihnen." in await texts(world, JANA, "status T-1009")
    read_all(world)


async def test_a_text_that_could_not_be_stored_is_said_to_be_so(world: World, postgres: str) -> None:
    with database_away(world, postgres):
        said = await texts_while_away(world, ECHO)

    assert said.startswith("It could NOT be taken.")
    assert (await texts(world, TY, ECHO)).startswith("T-1001 is open")
    read_all(world)


async def texts_while_away(world: World, body: str) -> str:
    await world.twilio.phones[TY].sends(body, TEXT_NUMBER)
    return world.twilio.phones[TY].take_answer()


async def test_steps_that_no_text_holds_are_not_noted_as_given_and_go_with_the_next_mail(world: World) -> None:
    said = await texts(world, TY, "One-way audio at the home office phone of Hollis Vet Clinic, callers hear her")

    assert world.ticket()["playbook"] == "one-way-audio"
    assert "solve" not in said
    assert world.sql("SELECT 1 FROM advice") == []

    await world.mail("Host ID 3G-88C1-0457, Galaxy 3000G, 7.1.2", subject="[T-1001] Audio")
    assert "Did this solve it?" in world.letter().text
    assert world.sql("SELECT playbook FROM advice") == [("one-way-audio",)]
    read_all(world)


async def test_who_merges_a_strangers_texts_into_a_resellers_ticket_hears_who_reads_along(world: World) -> None:
    await texts(world, TY, ECHO)
    await texts(world, STRANGER, "One phone at the Bay Hotel has echo")

    done = await world.deskbot.joining.merge(1002, 1001, "ana")
    await world.settle()

    assert f"{STRANGER} (sms) reads along there now, whom the directory does not know" in done
    assert f"{STRANGER} (sms) reads along there now" in str(world.timeline())
    assert "T-1001" in world.twilio.phones[STRANGER].take_text()
    read_all(world)
