"""An end customer who writes to the desk is sent to their reseller; no ticket, unless a life may depend on it."""

from __future__ import annotations

from deskbot.store import inbound
from tests.harness import ANA, World

ANN = "Ann Smith <ann@smithlaw.example>"
LOST = (
    "Hi,\n\nthe sticker on our phone system has your name. We are a small law firm and our phone guy retired.\n"
    "Two of our phones are dead. Who should I call?\n"
)
LOST_ES = (
    "Hola,\n\nsoy la recepcionista de una notaría. Nuestros teléfonos no suenan y no sé a quién llamar.\n"
    "Vi su nombre en la etiqueta de nuestro conmutador.\n"
)


async def test_an_end_customer_gets_one_kind_letter_and_no_ticket(world: World) -> None:
    await world.mail(LOST, sender=ANN, subject="Secret subject")

    ((state, number, why),) = world.sql("SELECT state, ticket_number, why FROM inbound")
    assert (state, number) == ("filed", None)
    assert "sent to their reseller" in why
    assert world.sql("SELECT count(*) FROM ticket") == [(0,)]
    letter = world.letter("ann@smithlaw.example")
    assert "company that installed" in letter.text
    assert "+1 202 555 0100" in letter.text
    assert "https://desk.example/resellers" in letter.text
    assert "Secret subject" not in letter.mail["Subject"] + letter.text


async def test_the_letter_is_in_the_end_customers_language(world: World) -> None:
    await world.mail(LOST_ES, sender=ANN)

    letter = world.letter("ann@smithlaw.example")
    assert "empresa que instaló" in letter.text
    assert "+1 202 555 0100" in letter.text


async def test_one_address_gets_one_such_letter_a_day(world: World) -> None:
    for text in (LOST, LOST + "Please help!", LOST + "Anybody there?"):
        await world.mail(text, sender=ANN)

    world.letter("ann@smithlaw.example")
    whys = [why for (why,) in world.sql("SELECT why FROM inbound ORDER BY id")]
    assert ["within a day" in why for why in whys] == [False, True, True]

    await world.forward(days=1, minutes=1)
    await world.mail(LOST + "Again.", sender=ANN)
    world.letter("ann@smithlaw.example")


async def test_an_end_customer_whose_emergency_calls_fail_is_a_ticket_and_pages(world: World) -> None:
    await world.mail(LOST + "When we dial 911 we only hear a busy signal.\n", sender=ANN)

    assert (world.ticket()["category"], world.ticket()["severity"]) == ("enduser", "S1")
    assert "T-1001 S1" in world.twilio.phones[ANA].take_text()
    assert "being paged" in world.letter("ann@smithlaw.example").text
    world.briefing()


async def test_what_was_sent_away_becomes_a_ticket_when_a_person_wants_it(world: World) -> None:
    await world.mail(LOST, sender=ANN)
    world.letter("ann@smithlaw.example")

    async with world.deskbot.database.begin() as session:
        row = await inbound.lock(session, 1)
        assert row is not None
        inbound.retry(row, world.now)
        world.deskbot.jobs.ring(session, "triage", 1)
    await world.settle()

    assert world.sql("SELECT state, ticket_number FROM inbound") == [("ticketed", 1001)]
    world.briefing()


async def test_a_technician_without_proof_who_answers_that_letter_gets_a_ticket(world: World) -> None:
    await world.mail(LOST, sender=ANN)
    letter = world.letter("ann@smithlaw.example")

    text = "We are a reseller. Host ID 3G-88C1-0457, one phone has a blank display, a reset did not help."
    await world.mail(text, sender=ANN, proven=False, answers=letter)

    assert world.ticket()["verified"] is False
    world.letter("ann@smithlaw.example"), world.briefing()


async def test_neither_a_forger_nor_a_machine_nor_somebody_at_a_reseller_gets_the_letter(world: World) -> None:
    await world.mail(LOST, sender=ANN, headers={"Auto-Submitted": "auto-generated"})
    await world.mail(LOST, sender="Pat <pat@brightpathvoice.example>", proven=False)

    assert world.sql("SELECT state FROM inbound ORDER BY id") == [("filed",), ("ticketed",)]
    assert not world.mailbox.to("ann@smithlaw.example")
    world.letter("pat@brightpathvoice.example"), world.briefing()


async def test_thanks_for_the_letter_are_filed_whoever_of_them_writes_and_open_nothing(world: World) -> None:
    await world.mail(LOST, sender=ANN)
    letter = world.letter("ann@smithlaw.example")
    await world.forward(days=3)

    await world.mail("Thank you so much, we will call them.", sender=ANN, answers=letter)
    await world.mail("Thanks!", sender="Bob <bob@smithlaw.example>", answers=letter)

    assert world.sql("SELECT count(*) FROM ticket") == [(0,)]
    rows = world.sql("SELECT state, why FROM inbound ORDER BY id")[1:]
    assert [state for state, _ in rows] == ["filed", "filed"]
    assert all("was sent to their reseller on 2026-03-02, and writes again" in why for _, why in rows)


async def test_who_writes_again_is_seen_in_the_list_and_answered_once_a_day(world: World) -> None:
    await world.mail(LOST, sender=ANN)
    letter = world.letter("ann@smithlaw.example")
    again = "I called them and nobody answers. Two of our phones are still dead."
    await world.mail(again, sender=ANN, answers=letter)
    await world.forward(days=1, minutes=1)
    await world.mail(again + " Please!", sender=ANN)
    world.letter("ann@smithlaw.example")

    assert world.sql("SELECT count(*) FROM ticket") == [(0,)]
    whys = [why for (why,) in world.sql("SELECT why FROM inbound WHERE state = 'filed' ORDER BY id")]
    assert ["writes again" in why for why in whys] == [False, True, True]
    assert ["within a day" in why for why in whys] == [False, True, False]


async def test_who_was_sent_away_and_then_tells_of_danger_opens_a_ticket_and_pages(world: World) -> None:
    await world.mail(LOST, sender=ANN)
    letter = world.letter("ann@smithlaw.example")
    await world.mail("Thanks. When we dial 911 we only hear a busy signal!", sender=ANN, answers=letter)

    assert (world.ticket()["severity"], world.ticket()["state"]) == ("S1", "waiting-desk")
    assert "T-1001 S1" in world.twilio.phones[ANA].take_text()
    assert "being paged" in world.letter("ann@smithlaw.example").text
    world.briefing()


async def test_two_weeks_later_the_address_is_nobody_again(world: World) -> None:
    await world.mail(LOST, sender=ANN)
    world.letter("ann@smithlaw.example")
    await world.forward(days=15)

    await world.mail("Two phones of our customer Hollis Vet have no display.", sender=ANN)
    assert world.ticket()["category"] == "incident"
    world.letter("ann@smithlaw.example"), world.briefing()
