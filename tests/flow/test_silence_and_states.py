"""Tickets wait, are reminded, closed and opened again; a timer holds nothing up; silence closes nothing urgent."""

from __future__ import annotations

from tests.flow.mails import COMPLETE_S3, INCOMPLETE_S3, OUTAGE_S1, THE_REST
from tests.harness import ANA, World


async def asked(world: World) -> None:
    await world.mail(INCOMPLETE_S3, subject="Phone not registering")
    world.briefing()


async def test_silence_is_reminded_of_twice_and_then_closes_the_ticket(world: World) -> None:
    await asked(world)
    world.letter()

    await world.forward(days=2, minutes=1)
    assert "waits for your answer" in world.letter().text
    await world.forward(days=2)
    assert "waits for your answer" in world.letter().text
    await world.forward(days=2)

    assert "we have closed ticket T-1001" in world.letter().text
    assert world.ticket()["state"] == "closed"


async def test_any_answer_opens_a_closed_ticket_again_within_14_days(world: World) -> None:
    await asked(world)
    ours = world.letter()
    await world.forward(days=7)
    world.letter(), world.letter(), world.letter()

    await world.mail(THE_REST, answers=ours)

    assert world.ticket()["state"] == "waiting-desk"
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    world.letter(), world.briefing()


async def test_a_message_to_a_ticket_closed_longer_ago_opens_a_new_linked_one(world: World) -> None:
    await asked(world)
    ours = world.letter()
    await world.forward(days=7)
    world.letter(), world.letter(), world.letter()
    await world.forward(days=15)

    await world.mail(COMPLETE_S3, answers=ours)

    assert world.sql("SELECT number, state FROM ticket ORDER BY 1") == [(1001, "closed"), (1002, "waiting-desk")]
    assert any("Follows T-1001" in text for _, text in world.timeline(1002))
    world.letter(), world.briefing()


async def test_an_urgent_ticket_is_never_closed_by_silence(world: World) -> None:
    await world.mail(OUTAGE_S1)
    world.letter(), world.briefing()
    world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    world.letter()
    await world.deskbot.agents.reply(1001, "Please restart the trunk.", "ana")
    await world.settle()
    assert "Please restart the trunk." in world.letter().text
    assert world.ticket()["state"] == "waiting-reseller"

    await world.forward(days=30)

    assert world.ticket()["state"] == "waiting-reseller"


async def test_a_timer_four_hours_ahead_delays_none_of_its_tickets_messages(world: World) -> None:
    await asked(world)
    ours = world.letter()
    world.sql("UPDATE ticket SET due_at = %s", world.now.replace(hour=22))
    async with world.deskbot.database.begin() as session:
        world.deskbot.jobs.ring(session, "silence", 1001, at=world.now.replace(year=2100))

    await world.mail(THE_REST, answers=ours)

    assert "all that the desk needs" in world.letter().text
    world.briefing()


async def test_solved_by_the_reseller_resolves_the_ticket_and_a_later_message_opens_it_again(world: World) -> None:
    await world.mail(COMPLETE_S3, subject="One-way audio")
    ours = world.letter()
    world.briefing()

    await world.mail("solved, thank you", answers=ours)
    assert world.ticket()["state"] == "resolved"
    assert "set to resolved" in world.letter().text
    world.briefing()
    await world.mail("Sorry, it is back: she cannot hear callers again.", answers=ours)

    assert world.ticket()["state"] == "waiting-desk"
    assert "with a person at the desk now" in world.letter().text
    world.briefing()


THANKS = (
    "Thanks!",
    "Perfect, thank you very much Ana, have a nice weekend!",
    "Danke, schönes Wochenende!",
    "Merci beaucoup, bonne journée",
    "Muchas gracias, saludos",
    "Obrigado, abraço",
)


async def test_plain_thanks_leave_a_resolved_ticket_resolved_and_it_closes_when_it_would_have(world: World) -> None:
    await world.mail(COMPLETE_S3, subject="One-way audio")
    ours = world.letter()
    await world.mail("solved, thank you", answers=ours)
    world.letter(), world.briefing(), world.briefing()
    await world.forward(days=6)

    for text in THANKS:
        await world.mail(text, answers=ours)
        assert world.ticket()["state"] == "resolved"
        world.briefing()
    assert "nobody is paged: the message only thanks" in [text for _, text in world.timeline()]
    await world.forward(days=2)

    assert world.ticket()["state"] == "closed"
    world.letter()


async def test_thanks_and_more_open_a_resolved_ticket_again(world: World) -> None:
    await world.mail(COMPLETE_S3, subject="One-way audio")
    ours = world.letter()
    world.briefing()

    for text in ("Thanks, but it's back.", "Danke, aber es ist wieder da.", "Thanks. She cannot hear callers again."):
        await world.mail("solved, thank you", answers=ours)
        world.letter(), world.briefing()
        assert world.ticket()["state"] == "resolved"

        await world.mail(text, answers=ours)

        assert world.ticket()["state"] == "waiting-desk"
        world.letter(), world.briefing()


async def test_a_resolved_ticket_is_closed_after_a_quiet_week(world: World) -> None:
    await world.mail(COMPLETE_S3, subject="One-way audio")
    ours = world.letter()
    await world.mail("solved, thank you", answers=ours)
    world.letter(), world.briefing(), world.briefing()

    await world.forward(days=8)

    assert world.ticket()["state"] == "closed"
    assert "is closed" in world.letter().text


async def test_a_lost_alarm_is_made_up_for_by_the_sweep(world: World) -> None:
    await asked(world)
    world.letter()
    world.sql("DELETE FROM procrastinate_events")
    world.sql("DELETE FROM procrastinate_jobs")

    await world.forward(days=2, minutes=1)

    assert "waits for your answer" in world.letter().text


async def test_after_the_desks_reply_the_silence_is_counted_anew(world: World) -> None:
    await asked(world)
    world.letter()
    await world.forward(days=4, minutes=5)
    world.letter(), world.letter()

    await world.deskbot.agents.reply(1001, "Which phone is it?", "ana")
    await world.forward(days=2, minutes=-1)

    assert "Which phone is it?" in world.letter().text
    assert world.ticket()["state"] == "waiting-reseller"
    await world.forward(minutes=2)
    assert "waits for your answer" in world.letter().text


async def test_a_reply_to_a_closed_ticket_is_sent_and_leaves_it_closed(world: World) -> None:
    await asked(world)
    world.letter()
    await world.deskbot.agents.close(1001, "ana")
    await world.settle()
    assert "is closed" in world.letter().text

    await world.deskbot.agents.reply(1001, "One more word.", "ana")
    await world.settle()

    assert "One more word." in world.letter().text
    assert world.ticket()["state"] == "closed"
