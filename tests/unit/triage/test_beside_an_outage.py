"""What stands beside calls and takes none with it, what only seems to be over, and a fire that nobody can report."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from tests.unit.triage.cases import PROVEN, judged, rules


def severity(text: str) -> Severity:
    return judged(text, writer=PROVEN).severity


@pytest.mark.parametrize(
    "text",
    [
        "911 works from all sets, but voicemail fails for everyone.",
        "The 112 works everywhere, but the voicemail doesn't.",
        "Notruf 112 geht von allen Apparaten, aber die Mailbox geht nicht.",
        "Le 112 fonctionne de tous les postes, mais la messagerie ne marche pas.",
        "El 112 funciona desde todos los teléfonos, pero el buzón de voz no funciona.",
        "O 192 funciona de todos os ramais, mas o correio de voz não funciona.",
    ],
)
def test_a_feature_that_fails_while_calls_for_help_get_through_is_no_failing_call_for_help(text: str) -> None:
    assert severity(text) in (Severity.S2, Severity.S3)


@pytest.mark.parametrize(
    "text",
    [
        "911 works from the lobby, but from floors 2 and 3 it fails.",
        "911 works on all phones but voicemail fails and 911 from the elevator does not connect.",
        "911 works everywhere but the dispatcher sees the wrong address.",
        "911 works, but voicemail picks up instead of the dispatcher.",
        "Notruf geht von allen Apparaten im Haupthaus, aber im Anbau nicht.",
    ],
)
def test_a_call_for_help_that_fails_in_part_still_fails(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Call recording has stopped working on all extensions.",
        "Call recordings are missing for all extensions.",
        "Gesprächsaufzeichnung auf allen Nebenstellen ausgefallen.",
        "L'enregistrement des appels ne marche plus sur tous les postes.",
        "All the phones' clocks went wrong an hour ago.",
        "The company directory is empty on every phone.",
        "Das Telefonbuch fehlt auf allen Apparaten.",
    ],
)
def test_a_convenience_that_every_telephone_lacks_is_a_small_matter(text: str) -> None:
    assert severity(text) is Severity.S3


def test_calls_that_are_lost_beside_the_recordings_are_an_outage() -> None:
    assert severity("No call recording on all extensions, and no calls in or out either.") is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "The demo kit does not boot, we need it next week.",
        "My lab UCX50 in the office doesn't boot any more after I pulled the plug.",
        "Auf meinem Laborsystem geht kein einziges Gespräch raus. Eilt nicht.",
        "Unser Demosystem im Schulungsraum startet nicht mehr. Nächsten Mittwoch ist Schulung.",
        "Sur ma maquette plus aucun appel ne passe, ni entrant ni sortant.",
        "Nuestro sistema de demostración no arranca desde ayer.",
        "O nosso sistema de treinamento não liga mais.",
        "We're installing a new Galaxy Mini next Tuesday. No phone registers as it isn't configured yet. Which guide?",
    ],
)
def test_what_is_shown_taught_or_tried_with_is_no_customers_system(text: str) -> None:
    assert severity(text) is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "The demo system is off. Nobody can make calls since 9.",
        "Since we connected the demo kit, nobody at the clinic can call.",
        "Our demo system works but all phones are dead.",
        "The demo system at Acme was never replaced; it died today and all their 30 phones are dead.",
        "The lab's PBX at Quest Pathology does not boot, all phones are dead.",
    ],
)
def test_who_telephones_by_it_or_beside_it_is_heard(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Smell of smoke from the rack. Three floors have no telephony.",
        "There is smoke coming from the rack and nobody on the second floor can call.",
        "Es riecht nach Rauch im Serverraum, drei Etagen haben kein Telefon.",
        "Odeur de brûlé dans le local technique, trois étages n'ont plus de téléphone.",
        "Huele a humo en el cuarto de equipos y tres pisos no tienen teléfono.",
        "Cheiro de queimado na sala da central, três andares sem telefone.",
    ],
)
def test_smoke_where_a_part_of_the_house_cannot_telephone_is_of_the_gravest(text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert decision.severity is Severity.S1
    assert "fire" in rules(decision)


@pytest.mark.parametrize(
    "text",
    [
        "How do we connect a smoke detector to the UCX?",
        "Yesterday it smelled of smoke in the rack, today all is fine.",
        "If there is smoke and nobody can call, what does the UCX do?",
    ],
)
def test_smoke_that_is_asked_about_or_gone_pages_nobody(text: str) -> None:
    assert severity(text) is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "The echo of last week is solved; now nobody can call.",
        "Das Knacken hat sich erledigt, jetzt geht nämlich überhaupt nichts mehr, im ganzen Haus keine Leitung.",
        "The crackling is resolved, instead there is no dial tone on any set.",
        "L'écho est résolu, maintenant plus aucun appel ne passe.",
        "El eco quedó solucionado, ahora no entra ni sale ninguna llamada.",
        "O eco foi resolvido, agora ninguém consegue ligar.",
        "Sobre o chamado do eco, pode fechar. Mas hoje o fórum amanheceu mudo: ninguém liga, ninguém recebe.",
        "Thanks, close the echo ticket. Today it is silent there: nobody calls out, nobody gets calls.",
        "The fax is fixed. Now nobody can call in or out.",
        "The store has lost its phones completely. Internet is fine.",
        "Hospital ward: code calls and all telephones on the site went out 10 min ago. Staff use mobiles.",
        "All the telephones went dead an hour ago.",
        "All phones in the building went dark overnight.",
    ],
)
def test_an_outage_told_behind_something_that_is_well_is_heard(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Customer asks whether their system complies with Kari's Law and RAY BAUM's Act.",
        "Der Kunde fragt, ob 112 ohne Amtsziffer gehen muss.",
        "Le client demande si le 112 doit passer sans préfixe.",
        "El cliente pregunta si el 911 debe funcionar sin prefijo según la ley.",
        "O cliente quer saber se a lei exige discagem direta.",
    ],
)
def test_what_a_customer_asks_through_their_reseller_is_a_question(text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert (decision.category, decision.severity) == (Category.HOWTO, Severity.S4)


@pytest.mark.parametrize(
    "text",
    [
        "La panne totale de ce matin est réparée, l'opérateur avait coupé le lien. Vous pouvez clore.",
        "Adjunto el reporte: el sábado se cayó todo durante 20 minutos, ya funciona. ¿Qué dice el log?",
    ],
)
def test_an_outage_that_was_mended_is_over(text: str) -> None:
    assert severity(text) is not Severity.S1
