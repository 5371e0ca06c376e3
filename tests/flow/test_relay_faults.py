"""What the relay does decides whether a letter is sent again, and nobody waits for it."""

from __future__ import annotations

import asyncio

import pytest

from deskbot.simulators.mailbox import Fault
from tests.flow.mails import OUTAGE_S1, QUESTION_S4
from tests.harness import ANA, World


async def test_a_relay_that_says_later_is_tried_again(world: World) -> None:
    world.mailbox.fault = Fault.LATER
    await world.mail(QUESTION_S4)
    assert not world.mailbox.letters

    world.mailbox.fault = Fault.NONE
    await world.forward(seconds=15)

    world.letter(), world.briefing()


async def test_an_address_that_is_refused_for_good_is_noted_and_not_tried_again(world: World) -> None:
    world.mailbox.fault = Fault.REFUSED
    await world.mail(QUESTION_S4)
    world.mailbox.fault = Fault.NONE

    await world.forward(hours=3)

    assert not world.mailbox.letters
    assert set(world.sql("SELECT state FROM outbox")) == {("refused",)}
    assert any("refused" in text for kind, text in world.timeline() if kind == "delivery")


async def test_a_letter_whose_relay_is_cut_off_after_it_had_it_is_not_sent_again(world: World) -> None:
    world.mailbox.fault = Fault.CUT_AFTER_DATA
    await world.mail(QUESTION_S4)
    world.mailbox.fault = Fault.NONE
    await world.forward(hours=3)

    world.letter(), world.briefing()
    assert set(world.sql("SELECT state FROM outbox")) == {("maybe-sent",)}


async def test_while_the_relay_takes_nothing_an_s1_pages_all_the_same(world: World) -> None:
    world.mailbox.fault = Fault.LATER
    await world.mail(QUESTION_S4)
    await world.mail(OUTAGE_S1)

    assert "S1" in world.twilio.phones[ANA].take_text()
    world.mailbox.fault = Fault.NONE
    await world.forward(seconds=30)
    world.letter(), world.letter(), world.briefing(), world.briefing()


async def test_what_a_stop_breaks_off_waits_for_no_lease_when_deskbot_is_back(world: World) -> None:
    await world.mail(QUESTION_S4)
    world.letter(), world.briefing()
    await world.deskbot.agents.reply(1001, "Please restart it.", "ana")
    [(letter,)] = world.sql("SELECT id FROM outbox WHERE state = 'queued'")
    world.mailbox.fault, talks = Fault.SILENT_AFTER_DATA, world.mailbox.talks
    attempt = asyncio.create_task(world.deskbot.delivery.deliver(letter))
    async with world.mailbox.came:
        await world.mailbox.came.wait_for(lambda: world.mailbox.talks > talks)

    attempt.cancel()
    with pytest.raises(asyncio.CancelledError):
        await attempt
    await world.settle()

    assert world.sql("SELECT state FROM outbox ORDER BY id DESC LIMIT 1") == [("maybe-sent",)]
    world.read += world.mailbox.letters


async def test_our_letters_carry_what_keeps_machines_from_answering_and_threads_them(world: World) -> None:
    message_id = await world.mail(QUESTION_S4)

    letter = world.letter()
    assert letter.envelope_from in ("", "<>")
    assert letter.mail["Auto-Submitted"] == "auto-replied"
    assert letter.mail["In-Reply-To"] == message_id
    assert letter.mail["Message-ID"].startswith("<t1001.")
    assert letter.mail["Reply-To"].addresses[0].addr_spec.startswith("support+t1001.")
    assert "[T-1001]" in letter.mail["Subject"]
    world.briefing()


async def test_an_agents_reply_is_no_machines_and_reaches_everybody_on_the_ticket(world: World) -> None:
    await world.mail(QUESTION_S4)
    world.letter(), world.briefing()

    sent_to = await world.deskbot.agents.reply(1001, "Open Voicemail, then Greetings.", "ana")
    await world.settle()

    assert sent_to == 1
    letter = world.letter()
    assert letter.envelope_from == letter.mail["Reply-To"].addresses[0].addr_spec
    assert letter.envelope_from.startswith("support+t1001.")
    assert letter.mail["Auto-Submitted"] is None
    assert "Ana Ruiz" in letter.text


async def test_a_note_never_leaves_the_desk(world: World) -> None:
    await world.mail(QUESTION_S4)
    world.letter(), world.briefing()

    await world.deskbot.agents.note(1001, "The customer is difficult.", "ana")
    await world.deskbot.agents.reply(1001, "Done.", "ana")
    await world.settle()

    assert "difficult" not in world.letter().text


INJECTION = "=?utf-8?b?PT91dGYtOD9xP3g9MGQ9MGFSZXBseS1UbzpfZXZpbEBldmlsLmV4YW1wbGU9MGQ9MGE9MGQ9MGFib2R5Pz0=?="
"""An encoded word that holds another one, which holds line breaks and a Reply-To."""


async def test_an_encoded_subject_or_name_adds_no_headers_to_our_letters(world: World) -> None:
    raw = (
        "Authentication-Results: mx.desk.example; dmarc=pass header.from=brightpathvoice.example\r\n"
        f"From: {INJECTION} <ty@brightpathvoice.example>\r\nTo: support@desk.example\r\nSubject: {INJECTION}\r\n"
        f"Message-ID: <i@brightpathvoice.example>\r\n\r\n{QUESTION_S4}"
    )
    await world.smtp(raw.encode(), "support@desk.example")
    await world.settle()

    for letter in (world.letter(), world.briefing()):
        assert "evil@evil.example" not in str(letter.mail["Reply-To"])
        assert letter.mail["X-Deskbot"] == "1"


@pytest.mark.parametrize("sender", ["@@x.example", "a@[1.2.3.4", "a@x..y", "a@.example", "a@münchen.example"])
async def test_an_address_that_is_none_ends_as_refused_or_sent_and_is_not_tried_for_ever(
    world: World, sender: str
) -> None:
    raw = (
        f"From: <{sender}>\r\nTo: support@desk.example\r\nSubject: x\r\nMessage-ID: <o@x.example>\r\n\r\n{QUESTION_S4}"
    )
    await world.smtp(raw.encode(), "support@desk.example")
    await world.settle()

    rows = world.sql("SELECT state, due_at FROM outbox WHERE key LIKE 'answer:%%'")
    assert all(state in ("refused", "sent") and due_at is None for state, due_at in rows)
    world.briefing()
    for letter in world.mailbox.letters:
        if letter not in world.read:
            world.read.append(letter)


async def test_whoever_is_disowned_by_their_domain_hears_nothing_later_either(world: World) -> None:
    raw = (
        "Authentication-Results: mx.desk.example; dmarc=fail header.from=brightpathvoice.example\r\n"
        "From: ty@brightpathvoice.example\r\nTo: support@desk.example\r\nSubject: down\r\n"
        f"Message-ID: <f@brightpathvoice.example>\r\n\r\n{OUTAGE_S1}"
    )
    await world.smtp(raw.encode(), "support@desk.example")
    await world.settle()
    world.twilio.phones[ANA].take_text()
    world.briefing()

    await world.forward(minutes=30)

    assert not world.mailbox.to("ty@brightpathvoice.example")
    world.twilio.phones["+15125550112"].take_call()
    world.letter("lead@desk.example"), world.briefing()
