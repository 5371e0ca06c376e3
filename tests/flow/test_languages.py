"""Five languages are triaged and answered alike; a mail in another one goes to a person, marked so."""

from __future__ import annotations

from tests.harness import ANA, World

JANA = "Jana Vogt <jana@rheinruf.example>"
GERMAN = (
    "Guten Tag,\n\nbei unserem Kunden Gasthof Linde meldet sich ein Apparat nicht mehr an. Ein Benutzer.\n\nJana Vogt\n"
)
ITALIAN = (
    "Buongiorno,\n\nda questa mattina un telefono del nostro cliente non funziona più. Potete aiutarci?\n\n"
    "Grazie e saluti\nJana Vogt\n"
)


async def test_a_german_reseller_is_asked_in_german_and_reminded_in_german(world: World) -> None:
    await world.mail(GERMAN, sender=JANA, subject="Apparat")

    asked = world.letter("jana@rheinruf.example")
    assert "wir haben Ihre Nachricht" in asked.text
    assert "Softwarestand" in asked.text
    assert world.ticket()["language"] == "de"
    assert "Softwarestand" not in world.briefing().text

    await world.forward(days=2, minutes=1)
    reminded = world.letter("jana@rheinruf.example")
    assert "wartet auf Ihre Antwort" in reminded.text
    assert "Softwarestand" in reminded.text


async def test_a_mail_in_italian_goes_to_a_person_at_once_marked_so(world: World) -> None:
    await world.mail(ITALIAN, sender=JANA, subject="Telefono")

    ticket = world.ticket()
    assert (ticket["language"], ticket["state"], ticket["playbook"]) == ("it", "waiting-desk", None)
    letter = world.letter("jana@rheinruf.example")
    assert "a person at the desk looks at it" in letter.text
    assert "+44 20 7946 0100" in letter.text
    assert "1. " not in letter.text
    briefing = world.briefing()
    assert "in Italian" in briefing.mail["Subject"]
    assert "no rule could read it" in briefing.text


async def test_a_cry_for_help_in_italian_pages(world: World) -> None:
    await world.mail(ITALIAN + "\nNon si può chiamare il 112! SOS!\n", sender=JANA, subject="Telefono")

    assert "T-1001 S1" in world.twilio.phones[ANA].take_text()
    assert "is being paged" in world.letter("jana@rheinruf.example").text
    world.briefing()


async def test_a_short_mail_in_no_language_is_answered_in_english(world: World) -> None:
    await world.mail("UCX50 7.0.14 Gasthof Linde", sender=JANA, subject="UCX50")

    assert world.ticket()["language"] == ""
    assert "we have your message" in world.letter("jana@rheinruf.example").text
    world.briefing()
