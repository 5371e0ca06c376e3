"""An outage pages whoever is on call in whatever way it was passed on to the desk."""

from __future__ import annotations

import pytest

from tests.flow.mails import COMPLETE_S3, OUTAGE_S1
from tests.harness import ANA, World

AGENT = "Ana Ruiz <ana@desk.example>"
RESELLER = "ty@brightpathvoice.example"
MAILBOX = f"<{RESELLER}>"
RULE = "_" * 32

OUTLOOK = {
    "English": ("FW", "From:|Sent:|To:|Subject:", "Monday, March 2, 2026 11:58 AM"),
    "German": ("WG", "Von:|Gesendet:|An:|Betreff:", "Montag, 2. März 2026 11:58"),
    "French": ("TR", "De :|Envoyé :|À :|Objet :", "lundi 2 mars 2026 11:58"),
    "Spanish": ("RV", "De:|Enviado el:|Para:|Asunto:", "lunes, 2 de marzo de 2026 11:58"),
}


def forwarded(language: str, sender: str, to: str, *, rule: bool = False) -> tuple[str, str]:
    """Return the subject and the text of the outage as Outlook passes it on, with the forwarder's signature above."""
    prefix, names, date = OUTLOOK[language]
    values = (sender, date, to, "Your customer")
    block = "\n".join(f"{name} {value}" for name, value in zip(names.split("|"), values, strict=True))
    above = f"Please take this.\n\n{to.partition(' <')[0]}\n\n"
    return f"{prefix}: Your customer", f"{above}{RULE if rule else ''}\n{block}\n\n{OUTAGE_S1}"


@pytest.mark.parametrize("rule", [False, True], ids=["bare", "below a rule"])
@pytest.mark.parametrize("language", OUTLOOK)
async def test_an_outage_that_a_resellers_contact_forwards_pages(world: World, language: str, *, rule: bool) -> None:
    customer, contact = "Kim Hollis <kim@hollisvet.example>", f"Ty Okafor {MAILBOX}"
    subject, text = forwarded(language, customer, contact, rule=rule)

    await world.mail(text, subject=subject)

    assert (world.ticket()["severity"], world.ticket()["reseller_id"]) == ("S1", 1)
    assert "T-1001" in world.twilio.phones[ANA].take_text()
    world.letter()
    world.briefing()


@pytest.mark.parametrize("language", OUTLOOK)
async def test_an_outage_that_a_proven_agent_forwards_pages_and_is_the_customers(world: World, language: str) -> None:
    subject, text = forwarded(language, f"Ty Okafor {MAILBOX}", AGENT)

    await world.mail(text, subject=subject, sender=AGENT)

    ticket = world.ticket()
    assert (ticket["severity"], ticket["contact_id"], ticket["verified"]) == ("S1", 1, True)
    assert "T-1001" in world.twilio.phones[ANA].take_text()
    world.letter()
    world.briefing()


async def test_what_an_agent_forwards_is_read_as_the_customers_own_words(world: World) -> None:
    subject, text = forwarded("English", f"Ty Okafor {MAILBOX}", AGENT)

    await world.mail(
        text.replace("Ana Ruiz\n", "Ana Ruiz\nService Desk, 555 0199 999\n"), subject=subject, sender=AGENT
    )

    world.twilio.phones[ANA].take_text()
    world.briefing()
    facts = {finding["key"]: finding["value"] for finding in world.ticket()["findings"]}
    assert facts["callback"] == "214 555 0137"
    assert "Sent:" not in dict(world.timeline())["message"]
    world.letter()


async def test_an_outage_that_a_contact_pastes_into_an_answer_pages(world: World) -> None:
    await world.mail(COMPLETE_S3)
    ours = world.letter()
    world.briefing()
    _, block = forwarded("English", "Kim Hollis <kim@hollisvet.example>", f"Ty Okafor {MAILBOX}")

    await world.mail(
        block.replace("Please take this.", "The customer has just written this:").replace("\n\nTy Okafor\n", "", 1),
        answers=ours,
    )

    assert world.ticket()["severity"] == "S1"
    assert "T-1001" in world.twilio.phones[ANA].take_text()
    world.letter()
    world.briefing()
