"""An end customer is sent to their reseller; a life, a technician, or any other doubt makes it a ticket."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deskbot.model.case import Action, Category, Decision, Severity, Standing, Writer
from deskbot.model.message import Address, Forwarded
from tests.unit.triage.cases import NOW, PROVEN, RESELLER, judged, rules

SHOP = {"sender": Address("ann@smithlaw.example", "Ann Smith")}
LOST = "Hi, the sticker on our phone system has your name. We are a small law firm and our phone guy retired. "
END_CUSTOMERS = {
    "en": LOST + "Two of our phones are dead. Who should I call?",
    "es": "Hola, soy la recepcionista de una notaría. Nuestros teléfonos no suenan y no sé a quién llamar. Vi su "
    "nombre en la etiqueta de nuestro conmutador.",
    "fr": "Bonjour, nos téléphones ne marchent plus au cabinet. On ne sait pas qui appeler, j'ai trouvé votre nom sur "
    "l'étiquette de notre système.",
    "de": "Guten Tag, unsere Telefone in der Kanzlei klingeln nicht. Ich weiß nicht, wen ich anrufen soll, Ihre "
    "Adresse steht auf dem Aufkleber.",
    "pt": "Olá, nossos telefones do escritório não tocam e não sei com quem falar. Vi o nome de vocês na etiqueta.",
}  # fmt: skip


def end_customer(text: str, **given: object) -> Decision:
    return judged(text, **{"message": SHOP, **given})


@pytest.mark.parametrize(("language", "text"), END_CUSTOMERS.items(), ids=END_CUSTOMERS)
def test_an_end_customer_is_sent_to_their_reseller(language: str, text: str) -> None:
    decision = end_customer(text)

    assert (decision.category, decision.action) == (Category.ENDUSER, Action.REDIRECT)
    assert decision.language == language
    assert decision.answer
    assert not decision.urgent
    assert decision.questions == ()
    assert "redirected" in rules(decision)


def test_emergency_calls_that_fail_are_a_ticket_and_page() -> None:
    decision = end_customer(LOST + "When we dial 911 we only hear a busy signal.")

    assert (decision.action, decision.severity, decision.urgent) == (Action.OPEN, Severity.S1, True)


@pytest.mark.parametrize(
    "more",
    [
        "The emergency phone in the elevator gives no tone.",
        "We are a nursing home and the call bells do not ring at the desk.",
        "We tested 911 last week.",
        "Someone could get hurt, the panic buttons do nothing.",
    ],
)
def test_where_a_life_may_depend_on_it_there_is_a_ticket(more: str) -> None:
    decision = end_customer(LOST + more)

    assert decision.action is Action.OPEN
    assert "not-redirected" in rules(decision)


@pytest.mark.parametrize(
    "more",
    [
        "Host ID is 50-77B3-E210.",
        "I rebooted the server and swapped the handset, no change.",
        "Our customer is without phones since noon.",
        "A customer of ours has the same box.",
        "The SIP trunk is not registered.",
    ],
)
def test_who_may_be_a_resellers_technician_is_no_end_customer(more: str) -> None:
    decision = end_customer("Hi, your name is on the label and we can't call out on our phones. " + more)

    assert decision.action is Action.OPEN


def test_a_lost_end_customer_who_pulled_the_plug_is_still_one() -> None:
    assert end_customer(LOST + "I unplugged it and plugged it in again, no change.").action is Action.REDIRECT


def test_who_only_pulled_the_plug_and_does_not_know_whom_to_call_is_an_end_customer() -> None:
    text = "The voicemail light on my phone stays on. I unplugged it. I don't know who to call. Betty, receptionist"

    assert (
        end_customer(text + ", our church office can't reach anybody, the label has your name.").action
        is Action.REDIRECT
    )


def test_a_shop_whose_customers_cannot_reach_it_is_no_technician() -> None:
    assert end_customer(LOST + "Our customers get a busy signal.").action is Action.REDIRECT


@pytest.mark.parametrize(
    "writer",
    [
        Writer(standing=Standing.UNPROVEN, why="none", reseller=RESELLER, by="domain"),
        Writer(standing=Standing.FORGED, why="none", reseller=RESELLER, by="domain"),
    ],
)
def test_an_address_of_a_resellers_domain_is_never_sent_away(writer: Writer) -> None:
    assert end_customer(END_CUSTOMERS["en"], writer=writer).action is Action.OPEN


def test_an_outage_from_a_resellers_address_is_one_even_unproven_and_in_an_end_customers_words() -> None:
    writer = Writer(standing=Standing.UNPROVEN, why="none", reseller=RESELLER, by="domain")
    text = "I don't know who to call. The phones at our office are all dead, nobody can make or receive any calls."

    decision = end_customer(text, writer=writer)

    assert (decision.category, decision.severity) == (Category.INCIDENT, Severity.S1)


def test_a_message_whose_thread_led_to_a_ticket_is_never_sent_away() -> None:
    assert end_customer(END_CUSTOMERS["en"], follows=1042).action is Action.OPEN


def test_what_somebody_passes_on_is_never_sent_away() -> None:
    said = END_CUSTOMERS["en"]
    decision = end_customer("", message={**SHOP, "own": "", "reply": said, "forwarded": (Forwarded(said),)})

    assert decision.action is Action.OPEN


SENT = {"sent_away": NOW - timedelta(days=2)}


@pytest.mark.parametrize(
    "text",
    [
        "Thanks!",
        "Thank you very much for your kind help, we will call them.",
        "Vielen Dank, dann rufe ich dort an.",
        "Merci beaucoup !",
        "Muchas gracias, así lo haremos.",
        "Obrigada, vou ligar para eles.",
        "Ok.",
    ],
)
def test_thanks_for_that_letter_are_filed_and_open_nothing(text: str) -> None:
    decision = end_customer(text, **SENT)

    assert (decision.action, decision.answer) == (Action.FILE, False)
    assert "redirected-before" in rules(decision)


@pytest.mark.parametrize(
    "text",
    [
        "Two of our phones are still dead, please help.",
        "I called them and nobody answers. Two of our phones are still dead.",
        "We unplugged the phone and it is still dead.",
        "Ich habe die Firma angerufen, niemand meldet sich. Zwei Telefone sind immer noch tot.",
        "Je les ai appelés, personne ne répond. Un téléphone est toujours mort.",
        "Los llamé y nadie contesta. Un teléfono sigue muerto.",
        "Liguei para eles e ninguém atende. Um telefone continua mudo.",
        "Unser Telefon am Empfang klingelt immer noch nicht.",
        "Un de nos téléphones ne sonne toujours pas.",
        "El teléfono de recepción sigue sin sonar.",
        "O telefone da recepção continua sem tocar.",
    ],
)
def test_who_was_sent_away_and_writes_again_gets_no_ticket_either(text: str) -> None:
    decision = end_customer(text, **SENT)

    assert decision.action in (Action.REDIRECT, Action.FILE)
    assert decision.category is Category.ENDUSER


@pytest.mark.parametrize(
    "text",
    [
        "When we dial 911 we only hear a busy signal.",
        "Our calls to the emergency number fail, and a resident has collapsed.",
        "Der Notruf 112 geht nicht mehr!",
        "On ne peut plus appeler le 112 !",
        "¡No podemos llamar al 911!",
        "Não conseguimos ligar para o 190, dá ocupado.",
    ],
)
def test_who_was_sent_away_and_tells_of_emergency_calls_opens_a_ticket_and_pages(text: str) -> None:
    decision = end_customer(text, **SENT)

    assert (decision.action, decision.severity) == (Action.OPEN, Severity.S1)


@pytest.mark.parametrize(
    "text",
    [
        "Somebody is in danger, the lift phone is dead.",
        "We are a reseller of yours, one phone has no display.",
        "Host ID 3G-88C1-0457, one phone has a blank display, a reset did not help.",
        "Nobody in the whole building can make or receive calls.",
        "Requesting an RMA for a DGS2, serial 1802-4471, it is dead.",
    ],
)
def test_any_doubt_makes_a_ticket_of_a_second_mail_too(text: str) -> None:
    assert end_customer(text, **SENT).action is Action.OPEN


def test_a_known_contact_is_never_taken_for_who_was_sent_away() -> None:
    assert judged("Two of our phones are dead.", writer=PROVEN, **SENT).action is Action.OPEN


OWNERS = [
    "I own a bakery, the phone in my shop is dead, I do not know who installed it.",
    "Tengo una panadería, el teléfono de mi tienda está muerto, no sé quién lo instaló.",
    "J'ai une boulangerie, le téléphone de mon magasin est mort, je ne sais pas qui l'a installé.",
    "Ich habe eine Bäckerei, das Telefon in meinem Laden ist tot, ich weiß nicht, wer es installiert hat.",
    "Tenho uma padaria, o telefone da minha loja está mudo, não sei quem instalou.",
]
THEIR_CUSTOMERS = [
    "My customer owns a bakery, the phone in his shop is dead, I do not know who installed it.",
    "Mi cliente tiene una panadería, el teléfono de su tienda está muerto, no sabemos quién lo instaló.",
    "Mon client a une boulangerie, le téléphone de son magasin est mort, nous ne savons pas qui l'a installé.",
    "Mein Kunde hat eine Bäckerei, das Telefon in seinem Laden ist tot, ich weiß nicht, wer es installiert hat.",
    "Meu cliente tem uma padaria, o telefone da loja dele está mudo, não sabemos quem instalou.",
]


@pytest.mark.parametrize("text", OWNERS)
def test_the_owner_of_a_shop_who_knows_no_reseller_is_sent_to_one_in_every_language(text: str) -> None:
    decision = end_customer(text)

    assert (decision.category, decision.action) == (Category.ENDUSER, Action.REDIRECT)
    assert "category-end-user" in rules(decision)


@pytest.mark.parametrize("text", THEIR_CUSTOMERS)
def test_a_reseller_who_writes_of_a_customers_shop_gets_a_ticket_in_every_language(text: str) -> None:
    decision = end_customer(text)

    assert (decision.category, decision.action) == (Category.INCIDENT, Action.OPEN)


SAY_SO = [
    "I am an end customer, I have one of your phones in my shop and it does not ring.",
    "We're just end users, the phone at our counter is dead.",
    "Hola, soy cliente final, tengo un teléfono suyo en mi tienda y no suena",
    "Somos clientes finales y el teléfono de la recepción no da tono.",
    "Je suis un client final, j'ai un de vos téléphones dans mon magasin, il ne sonne pas",
    "Nous sommes un utilisateur final, le téléphone du comptoir reste muet.",
    "Ich bin Endkunde, habe ein Telefon von Ihnen im Laden, und es klingelt nicht.",
    "Wir sind nur Endkunden, das Telefon an der Theke ist tot.",
    "Sou cliente final, tenho um telefone de vocês na minha loja e não toca",
    "Somos consumidores finais e o telefone do balcão está mudo.",
]
SAY_IT_OF_OTHERS = [
    "I am not an end customer, I look after them. One of their phones does not ring.",
    "The end customer is a florist, her phone does not ring.",
    "Soy el técnico del cliente final, el teléfono de su tienda no suena.",
    "No soy cliente final, soy el integrador. El teléfono de la tienda no suena.",
    "Je suis le technicien du client final, son téléphone ne sonne pas.",
    "Notre client final dit que le téléphone du magasin ne sonne pas.",
    "Ich bin Techniker beim Endkunden, das Telefon im Laden klingelt nicht.",
    "Sou o técnico do cliente final, o telefone da loja não toca.",
    "Não sou cliente final, sou a revenda. O telefone da loja não toca.",
]


@pytest.mark.parametrize("text", SAY_SO)
def test_who_says_that_they_are_an_end_customer_is_sent_to_their_reseller_in_every_language(text: str) -> None:
    decision = end_customer(text)

    assert (decision.category, decision.action, decision.urgent) == (Category.ENDUSER, Action.REDIRECT, False)


@pytest.mark.parametrize("text", SAY_IT_OF_OTHERS)
def test_who_speaks_of_an_end_customer_is_none(text: str) -> None:
    decision = end_customer(text)

    assert (decision.category, decision.action) == (Category.INCIDENT, Action.OPEN)


def test_an_end_customer_who_says_so_and_cannot_reach_emergency_calls_is_a_ticket_and_pages() -> None:
    decision = end_customer("Soy cliente final. Cuando marcamos el 911 solo da tono de ocupado.")

    assert (decision.action, decision.severity) == (Action.OPEN, Severity.S1)
