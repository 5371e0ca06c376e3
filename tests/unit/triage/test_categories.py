"""A message is taken for what it asks or tells, whoever writes it, and automatic mail for nothing more than that."""

from __future__ import annotations

import pytest

from deskbot.model.case import Action, Category, Severity, Standing, Writer
from deskbot.model.message import Address, Automatic
from tests.unit.triage.cases import PROVEN, judged, rules

EXAMPLES = {
    Category.RMA: (
        "We have a bad Infinity 5025. It won't power up on any port. Still under warranty. Can we get a replacement?",
        "Requesting return authorization for a DSM16 module. Ports 9-16 are dead. Child serial is registered.",
    ),
    Category.LICENCE: (
        "Please move the licence from host ID 5521-AB12 to 7731-CD45, the motherboard was replaced under RMA.",
        "We mistyped the host ID on the order. Should be 44AA-1290, we wrote 44AA-1209. Can you reissue the key?",
    ),
    Category.ACCESS: (
        "Please create a help desk account for our new tech Ann Lee.",
        "My VPN login has expired, can you renew it? I need remote access to do MACs.",
    ),
    Category.ENHANCEMENT: ("It would be great if the UCX could send the voicemail as mp3.",),
    Category.HOWTO: (
        "Where can I find the manual for the DGE card?",
        "Please quote 25 Infinity 5010 phones and a Galaxy Mini.",
        "¿Cómo configuro el correo de voz a email?",
    ),
    Category.STATUS: ("Any update on T-1042?", "Thanks, that did it. You can close T-1033."),
    Category.SECURITY: (
        "Their phone bill shows 4,000 dollars of calls to Sierra Leone last weekend. They never call abroad.",
    ),
    Category.JUNK: (
        "Dear Sir/Madam, we are a leading manufacturer of PCB boards. Please see our price list.",
        "Your mailbox is full. Click here to verify your account or it will be suspended.",
    ),
    Category.INCIDENT: (
        "Voicemail to email stopped working after the mail server change, how can we fix it?",
        "After the licence upload the DSM16 shows Invalid License and eight sets are dead.",
    ),
}


@pytest.mark.parametrize(("category", "text"), [(key, text) for key, texts in EXAMPLES.items() for text in texts])
def test_a_message_is_about_what_it_asks_or_what_fails(category: Category, text: str) -> None:
    assert judged(text).category is category


def test_an_end_customer_is_told_by_their_words() -> None:
    decision = judged(
        "Hi, the sticker on our phone system has your name. We are a small law firm and our phone guy retired.",
        message={"sender": Address("ann@smithlaw.example", "Ann Smith")},
    )

    assert decision.category is Category.ENDUSER


def test_a_proven_reseller_is_never_an_end_customer() -> None:
    decision = judged("Our phone guy retired and our phones ring all the time, who should I call?", writer=PROVEN)

    assert decision.category is not Category.ENDUSER


def test_a_known_contacts_mail_is_never_filed_as_junk() -> None:
    text = "Special offer: 50% discount on headsets, limited offer, click here to buy now."
    decision = judged(text, writer=PROVEN)

    assert judged(text).action is Action.FILE
    assert decision.action is Action.OPEN
    assert "contact-never-junk" in rules(decision)


@pytest.mark.parametrize("kind", list(Automatic))
def test_nothing_is_taken_from_automatic_mail(kind: Automatic) -> None:
    text = "System down at Acme Dental, UCX50, host ID 50-77B3-E210. Call me at 555-201-0143."
    decision = judged(text, writer=PROVEN, message={"automatic": kind, "automatic_certain": True})

    assert decision.action is Action.FILE
    assert (decision.category, decision.urgent, decision.fresh, decision.answer) == (Category.JUNK, False, (), False)


@pytest.mark.parametrize("kind", list(Automatic))
def test_an_outage_that_a_contact_reports_through_what_may_be_a_machine_is_a_ticket_without_an_answer(
    kind: Automatic,
) -> None:
    text = "System down at Acme Dental, UCX50, host ID 50-77B3-E210. Call me at 555-201-0143."
    message = {"automatic": kind, "answerable": False}

    decision = judged(text, writer=PROVEN, message=message)
    assert (decision.action, decision.severity, decision.answer) == (Action.OPEN, Severity.S1, False)
    assert "contact-never-junk" in rules(decision)
    assert judged(text, message=message).action is Action.FILE


@pytest.mark.parametrize("kind", list(Automatic))
def test_what_may_be_a_machines_and_tells_of_no_failure_is_filed(kind: Automatic) -> None:
    assert judged("Our newsletter for March.", writer=PROVEN, message={"automatic": kind}).action is Action.FILE


def test_a_forged_mail_gets_no_answer_and_still_rings() -> None:
    decision = judged("Nobody can call in or out at Acme Dental.", writer=Writer(standing=Standing.FORGED, why="dmarc"))

    assert not decision.answer
    assert decision.questions == ()
    assert decision.urgent


@pytest.mark.parametrize(
    "text",
    [
        "We need the licence quotation TODAY or we lose the deal, customer is furious!",
        "Was kostet die Lizenz für 25 Nebenstellen? Wir brauchen das Angebot heute.",
        "Il nous faut le devis des licences pour 30 postes.",
        "Can you put these MACs on redirect for zero touch: 00:1A:2B:3C:4D:5E, 00:1A:2B:3C:4D:5F.",
    ],
)
def test_what_the_portal_has_a_place_for_is_a_question(text: str) -> None:
    assert judged(text, writer=PROVEN).category is Category.HOWTO


@pytest.mark.parametrize(
    "text",
    [
        "We paid for the licence order last week, please transfer it to host id 50-88A1-C332.",
        "The licence key that we ordered is for the wrong host.",
        "Nous avons commandé des licences Standard alors qu'il fallait la classe Universal.",
    ],
)
def test_a_licence_that_was_ordered_and_is_to_move_is_one(text: str) -> None:
    assert judged(text, writer=PROVEN).category is Category.LICENCE


@pytest.mark.parametrize(
    "text",
    [
        "Phones dead, customers gone? Our backup line never sleeps. Book now, 20 % off. Unsubscribe.",
        "Plus de téléphone = plus de clients ! Notre secours à 19 € par mois. Cliquez ici. Se désinscrire.",
        "Telefon tot? Unser Notfall-Anschluss, jetzt Gratis-Angebot anfordern. Hier klicken, Abmelden.",
        "¿Se queda sin teléfono? Pida su oferta hoy, 30 % de descuento. Para darse de baja responda BAJA.",
        "Telefone parado é prejuízo! Migre para a nuvem, teste grátis por 30 dias. Descadastrar.",
    ],
)
def test_what_sells_against_outages_tells_of_none(text: str) -> None:
    assert judged(text).category is Category.JUNK


@pytest.mark.parametrize(
    "text",
    [
        "The phones at Acme Dental are all dead since 9. Unsubscribe from our newsletter in the footer.",
        "Plus de téléphone chez Dentaire Roy depuis 9 h, cliquez ici pour voir la photo.",
        "Bei Zahnarzt Roth ist seit 9 Uhr das Telefon tot, hier klicken für das Foto.",
        "Clínica Roy está sin teléfono desde las 9, haga clic aquí para ver la foto.",
        "A Clínica Roy está sem telefone desde as 9, clique aqui para ver a foto.",
    ],
)
def test_an_outage_with_a_word_of_advertising_is_no_junk(text: str) -> None:
    assert judged(text).category is Category.INCIDENT
