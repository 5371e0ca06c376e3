"""What the relay does decides whether a letter is sent again, and nobody waits for it."""

from __future__ import annotations

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


async def test_while_the_relay_hangs_an_s1_pages_all_the_same(world: World) -> None:
    world.mailbox.fault = Fault.LATER
    await world.mail(QUESTION_S4)
    await world.mail(OUTAGE_S1)

    assert "S1" in world.twilio.phones[ANA].take_text()
    world.mailbox.fault = Fault.NONE
    await world.forward(seconds=30)
    world.letter(), world.letter(), world.briefing(), world.briefing()


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
    assert letter.envelope_from == "support@desk.example"
    assert letter.mail["Auto-Submitted"] is None
    assert "Ana Ruiz" in letter.text


async def test_a_note_never_leaves_the_desk(world: World) -> None:
    await world.mail(QUESTION_S4)
    world.letter(), world.briefing()

    await world.deskbot.agents.note(1001, "The customer is difficult.", "ana")
    await world.deskbot.agents.reply(1001, "Done.", "ana")
    await world.settle()

    assert "difficult" not in world.letter().text
