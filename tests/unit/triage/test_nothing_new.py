"""Who says how it stands, or that there is no more to tell, names no step: what was tried stays as it was told."""

from __future__ import annotations

import pytest

from deskbot.model.case import Severity
from tests.unit.triage.cases import PROVEN, fact, judged, ticket, values

TRIED = "We swapped the handset and the headset, no change."
LETTERS = (("callback", "tried"),)
EARLIER = ticket(Severity.S3, findings=(fact("tried", TRIED), fact("symptom", "echo")), asked=1, letters=LETTERS)
LACKING = ticket(Severity.S3, findings=(fact("symptom", "echo"),), asked=1, letters=LETTERS)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "2) no",
        "No, still the same echo.",
        "No, it came back, not solved.",
        "As I said, I have nothing more.",
        "still the same",
        "2) still the same",
        "2) no change",
        "2) nothing more to add",
        "2) as I wrote",
        "2) no, nothing else",
        "Tried: same as before",
        "No difference.",
        "That did not help.",
        "Nein, immer noch dasselbe Echo.",
        "2) unverändert",
        "Wie gesagt, mehr habe ich nicht.",
        "Non, toujours le même écho.",
        "2) pareil",
        "Comme je l'ai dit, je n'ai rien de plus.",
        "No, sigue el mismo eco.",
        "2) igual",
        "Como dije, no tengo nada más.",
        "Não, continua o mesmo eco.",
        "2) na mesma",
        "Como eu disse, não tenho mais nada.",
    ],
)
def test_an_answer_without_a_step_neither_replaces_nor_fills_what_was_tried(text: str) -> None:
    assert values(judged(text, writer=PROVEN, earlier=EARLIER))["tried"] == TRIED
    lacks = judged(text, writer=PROVEN, earlier=LACKING)
    assert "tried" not in values(lacks)
    assert "tried" in lacks.missing


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("We also rebooted the server, still the same.", "We also rebooted the server, still the same."),
        ("2) reboot, no change", "reboot, no change"),
        ("2) cable swap: still the same", "cable swap: still the same"),
        ("2) firewall off", "firewall off"),
        ("Still the same after we swapped the switch.", "Still the same after we swapped the switch."),
        ("2) still the same with another cable", "still the same with another cable"),
        ("2) Neustart, keine Änderung", "Neustart, keine Änderung"),
        ("2) redémarrage, toujours pareil", "redémarrage, toujours pareil"),
        ("2) reinicio, sigue igual", "reinicio, sigue igual"),
        ("2) reinício, na mesma", "reinício, na mesma"),
    ],
)
def test_a_later_step_takes_its_place_as_newer_text_does(text: str, value: str) -> None:
    assert values(judged(text, writer=PROVEN, earlier=EARLIER))["tried"] == value
    assert values(judged(text, writer=PROVEN, earlier=LACKING))["tried"] == value
