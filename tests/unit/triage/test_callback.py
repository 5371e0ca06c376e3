"""The number that reaches the reporter, told from the many others in a mail."""

from __future__ import annotations

import pytest

from tests.unit.triage.cases import judged, values

FAULT = "One phone has no dial tone.\n"
NUMBER = "972 555 0142"


@pytest.mark.parametrize(
    "text",
    [
        "Any questions: {}",
        "I'm in the shop until five, {}",
        "You can get hold of me on {}.",
        "Questions? Ring {}",
        "{}",
        "Joe {}",
        "Cell is {}",
        "Bei Rückfragen: {}",
        "Ich bin unter {} erreichbar.",
        "Meine Durchwahl: {}",
        "Pour toute question : {}",
        "Mon cellulaire, {}",
        "Joignable au {}",
        "Quedo pendiente en el {}",
        "Cualquier cosa, {}",
        "¿Me pueden llamar al {}?",
        "Qualquer dúvida: {}",
        "Estou no {}",
        "Me liga no {}",
    ],
)
def test_a_number_that_reaches_the_reporter(text: str) -> None:
    assert values(judged(FAULT + text.format(NUMBER)))["callback"] == NUMBER


@pytest.mark.parametrize(
    "number",
    [
        "0171 / 5550142",
        "+49 171 / 55 50 142",
        "+49 (171) 5550142",
        "(0171) 5550142",
        "+49 (0) 30 / 555 01 42",
        "030 / 5550-142",
    ],
)
def test_a_number_as_it_is_written_where_area_codes_are(number: str) -> None:
    assert values(judged(f"{FAULT}Rückruf bitte unter {number}."))["callback"] == number


def test_extensions_in_a_row_reach_nobody() -> None:
    assert "callback" not in values(judged(f"{FAULT}Rückruf bitte unter 101 / 102 / 103."))


@pytest.mark.parametrize(
    "text",
    [
        "Calls to {} fail.",
        "Anrufe von {} kommen nicht an.",
        "The carrier's NOC is {}.",
        "Their main number {} is dead.",
        "The {} is the fax.",
        "Der Kunde ist unter seiner Nummer {} nicht erreichbar.",
        "Le numéro du client, {}, ne sonne plus.",
        "El número del cliente es {}.",
        "O fax deles é {}.",
        "Outbound calls show {} as caller ID.",
        "Ask for Ann at {}.",
        "Cuando llaman al banco (el {}) no contesta.",
        "Pueden hablar con Rosa en el {}.",
        "Appelez Julie au {} pour la clé.",
        "The site contact is Ann, {}.",
        "These numbers fail:\n{}\n972 555 0143",
    ],
)
def test_a_number_of_somebody_else_is_no_callback(text: str) -> None:
    assert "callback" not in values(judged(FAULT + text.format(NUMBER)))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Call me on 972 555 0143, not on the office line 972 555 0142.", "972 555 0143"),
        ("I'm on 972 555 0143 today.\n\nRegards\nJoe Field\nT 972 555 0142", "972 555 0143"),
        ("Thanks\n\nJoe Field\nTel: 972 555 0142 | Mobile: 972 555 0143", "972 555 0143"),
        ("Thanks\n\nJoe Field\noffice 972 555 0143 / fax 972 555 0142", "972 555 0143"),
        ("Thanks\n\nJoe Field\n972 555 0143\n24/7 emergency line: 972 555 0111", "972 555 0143"),
        ("Call Pete in the shop at 972 555 0142 for the key, or me at 972 555 0143.", "972 555 0143"),
        ("Please don't use 972 555 0142, that is the fax. I'm here all day: 972 555 0143.", "972 555 0143"),
    ],
)
def test_of_several_numbers_the_reporters_own_counts(text: str, number: str) -> None:
    assert values(judged(FAULT + text))["callback"] == number


@pytest.mark.parametrize(
    "label", ["sn", "S/N:", "serial no.", "Seriennummer", "Serie-Nr.", "numéro de série", "serie", "número de série:"]
)
def test_the_serial_number_of_a_device_reaches_nobody(label: str) -> None:
    assert "callback" not in values(judged(f"My phone is toast, Infinity 5025 {label} 5025-77120, no lights."))
