"""What changed, was tried, how often, since when, the network and the carrier: in five languages, with opposites."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category
from tests.unit.triage.cases import PROVEN, judged, ticket, values

FAULT = "One phone has no dial tone.\n"


def told(text: str) -> dict[str, str]:
    return values(judged(FAULT + text, writer=PROVEN, earlier=ticket()))


def returned(text: str) -> dict[str, str]:
    return values(judged(text, writer=PROVEN, earlier=ticket(category=Category.RMA)))


@pytest.mark.parametrize(
    "text",
    [
        "The building's IT people put another switch into the closet.",
        "Am Dienstag haben Handwerker im Keller die Kabel umgesteckt.",
        "Le prestataire de la ville a posé une autre armoire mardi.",
        "Los de mantenimiento movieron el rack el martes.",
        "O pessoal da segurança montou um gravador no armário.",
        "Seit dem Leitungswechsel ist das so.",
        "No alteration made since spring.",
        "Niemand hat daran etwas verstellt.",
        "Personne n'y a touché.",
        "No hubo modificaciones.",
        "Ninguém lá mexeu em coisa alguma.",
        "I enabled the new dial plan at four. Since then it is like this.",
    ],
)
def test_what_somebody_did_before_is_a_change(text: str) -> None:
    assert "changed" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "I have not touched anything yet.",
        "Ich habe noch nichts geändert.",
        "Je n'ai encore rien changé.",
        "Todavía no cambié nada.",
        "Ainda não mexi em nada.",
        "We will wait until it is replaced.",
        "The carrier blocked international calls for us.",
        "I replaced the cord, same result.",
    ],
)
def test_a_step_a_wish_or_a_defence_is_no_change(text: str) -> None:
    assert "changed" not in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "I imported the users again.",
        "Basis stromlos gemacht und Kabel umgesteckt.",
        "Kennwort neu vergeben: geht trotzdem nicht.",
        "Combiné changé, c'est pareil.",
        "J'ai déjà débranché le bloc.",
        "Desconecté el cable y lo volví a conectar.",
        "Experimentei outro cabo.",
        "Já tentei: outra tomada, outro telefone.",
    ],
)
def test_a_step_is_read_however_short_it_is_told(text: str) -> None:
    assert "tried" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Noch nichts probiert.",
        "Todavía no probé nada.",
        "Ainda não testei nada.",
        "Posso reiniciar o servidor?",
        "Darf ich die Anlage neu starten?",
    ],
)
def test_a_step_not_taken_or_asked_for_is_none(text: str) -> None:
    assert "tried" not in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The display freezes every twenty minutes.",
        "Das Display friert alle zwanzig Minuten ein.",
        "L'écran gèle toutes les vingt minutes.",
        "El equipo se apaga todas las noches.",
        "De cada dez chamadas, quatro caem.",
        "Drei von zehn Gesprächen brechen ab.",
    ],
)
def test_how_often_it_fails_is_read(text: str) -> None:
    assert "frequency" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Always a pleasure to work with you.",
        "Call me whenever you have a minute.",
        "The disk is at 100 % usage.",
        "The rest works like always.",
        "Das lief immer gut.",
        "They are open around the clock, somebody will let you in.",
        "Der Pförtner ist rund um die Uhr da und lässt Sie hinein.",
    ],
)
def test_words_of_frequency_about_something_else_are_none(text: str) -> None:
    assert "frequency" not in told(text)


@pytest.mark.parametrize(
    "text",
    ["We have a new colleague who will follow this ticket.", "Nous avons un nouveau numéro de fax pour les commandes."],
)
def test_what_is_new_and_has_no_bearing_on_the_system_is_no_change(text: str) -> None:
    assert "changed" not in told(text)


@pytest.mark.parametrize(
    "text", ["Seit Sonntagnacht.", "Arrancó este lunes.", "C'est ainsi depuis une dizaine de jours."]
)
def test_since_when_is_read_in_the_words_of_the_street(text: str) -> None:
    assert "started_at" in told(text)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("network", "Port 5061 ist dicht."),
        ("network", "Le pare-feu bloque le port 5061."),
        ("network", "O SIP ALG está desligado no router."),
        ("network", "The time server is not reachable from there."),
        ("network", "Die Anlage hat eine neue Adresse gezogen."),
        ("carrier", "Trunk green."),
        ("carrier", "La troncal sale como Rejected."),
        ("carrier", "O tronco está registrado."),
        ("carrier", "Die Taktfehler steigen um 12 pro Minute."),
        ("carrier", "La compagnie de téléphone jure que tout est beau."),
    ],
)
def test_facts_of_the_network_and_the_trunk_are_read(key: str, text: str) -> None:
    assert key in told(text)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("network", "I freed 300 MB of recordings."),
        ("carrier", "On the carrier invoice we found it."),
        ("carrier", "Der Techniker vom Anbieter war da und hat einen Router hingestellt."),
    ],
)
def test_what_only_sounds_like_one_is_none(key: str, text: str) -> None:
    assert key not in told(text)


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("Serial 5004-MX-200145, parent 250S-300111.", "250S-300111"),
        ("Seriennummer 5004-MX-200145, Eltern-SN 250S-300111.", "250S-300111"),
        ("Numéro de série parent 250S-300111.", "250S-300111"),
        ("Registrado debaixo do UCX50 serial 250S-300111.", "250S-300111"),
    ],
)
def test_the_parents_serial_is_read_in_its_short_forms(text: str, serial: str) -> None:
    assert returned(text)["parent_serial"] == serial


def test_a_return_tells_whom_it_hits_and_what_was_tried_as_any_fault_does() -> None:
    read = returned("The handset is dead. Only her phone is affected. I swapped the cord, no change.")

    assert {"impact", "tried", "tests"} <= read.keys()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bei der Firma Holzbau Wendland ist ein Telefon tot.", "Holzbau Wendland"),
        ("Pharmacie du Marais à Gatineau, UCX50: un poste est mort.", "Pharmacie du Marais"),
    ],
)
def test_neither_firma_nor_the_town_is_part_of_the_name(text: str, name: str) -> None:
    assert values(judged(text))["customer"] == name
