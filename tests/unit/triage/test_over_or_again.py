"""What is over closes a ticket; what is back, over in part, or only asked after does not, in any language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskbot.model.case import Severity
from tests.unit.triage.cases import PROVEN, fact, judged, ticket

TICKET = ticket(
    Severity.S3,
    playbook="one-way-audio",
    advised="one-way-audio",
    findings=(fact("symptom", "one-way audio on one phone"),),
)


def solved(text: str) -> bool:
    return judged(text, writer=PROVEN, earlier=TICKET).solved


@pytest.mark.parametrize(
    "text",
    [
        "The problem is back.",
        "Not working again.",
        "Das Problem ist wieder da.",
        "Die Störung ist wieder da.",
        "Es geht wieder nicht.",
        "La panne est revenue.",
        "L'écho est revenu.",
        "El problema está de vuelta.",
        "Otra vez sin audio.",
        "O problema voltou.",
        "De novo sem áudio.",
    ],
)
def test_a_trouble_that_is_back_is_not_over(text: str) -> None:
    assert not solved(text)


@pytest.mark.parametrize(
    "text",
    [
        "Audio works again, everything is back to normal.",
        "Die Telefonie ist wieder da.",
        "Le service est revenu à la normale.",
        "Ya funciona bien.",
        "O serviço voltou ao normal.",
        "Solved, thanks.",
    ],
)
def test_a_service_that_is_back_is_over(text: str) -> None:
    assert solved(text)


@pytest.mark.parametrize(
    "text",
    [
        "It works now, but the fax machine does not.",
        "Everything is working again except the fax.",
        "Alles läuft wieder, bis auf das Fax.",
        "Todo funciona bien, salvo el fax.",
        "It works now. How do I add a second phone?",
    ],
)
def test_what_is_over_in_part_stays_open(text: str) -> None:
    assert not solved(text)


@pytest.mark.parametrize("text", ["Is it solved on your side?", "Wann ist das behoben?", "¿Está resuelto?"])
def test_whether_it_is_solved_is_a_question_to_us(text: str) -> None:
    assert not solved(text)


def test_who_asks_us_to_close_it_may_put_it_as_a_question() -> None:
    assert solved("All good now, thank you. Could you close the ticket?")


@pytest.mark.parametrize(
    "text",
    [
        "No, it came back, not solved.",
        "No, it is back again.",
        "Nein, es ist wieder da, nicht gelöst.",
        "Non, c'est revenu, pas résolu.",
        "No, volvió, no está resuelto.",
        "Não, voltou, não está resolvido.",
        "Came back, not fixed.",
        "This is far from solved.",
        "It is anything but solved.",
        "Das ist noch lange nicht behoben.",
        "C'est loin d'être résolu.",
        "Está lejos de estar resuelto.",
        "Está longe de estar resolvido.",
    ],
)
@pytest.mark.parametrize("asked", ["", "one-way-audio"])
def test_a_no_and_what_is_far_from_solved_is_not_over_whatever_was_asked(text: str, asked: str) -> None:
    earlier = replace(TICKET, advised=asked)

    assert not judged(text, writer=PROVEN, earlier=earlier).solved


@pytest.mark.parametrize(
    "text",
    [
        "It has echo again.",
        "There is echo again on every call.",
        "It crackles again.",
        "The phone in room 12 reboots again.",
        "Es hat wieder Echo.",
        "Jetzt ist wieder ein starkes Rauschen da.",
        "Il y a de l'écho à nouveau.",
        "Tiene eco otra vez.",
        "Tem eco de novo.",
    ],
)
@pytest.mark.parametrize("resolved", [False, True])
def test_a_trouble_that_is_named_with_again_has_come_back(text: str, *, resolved: bool) -> None:
    assert not judged(text, writer=PROVEN, earlier=replace(TICKET, resolved=resolved)).solved


@pytest.mark.parametrize(
    "text",
    [
        "After the outage everything works again.",
        "Dial tone again on all phones, thanks.",
        "Nach der Störung läuft wieder alles.",
        "Después de la falla todo funciona de nuevo.",
    ],
)
def test_what_works_again_after_a_trouble_is_over(text: str) -> None:
    assert solved(text)


@pytest.mark.parametrize(
    "text",
    [
        "It came back.",
        "It is back again.",
        "The one-way audio is back.",
        "Es ist wieder da.",
        "C'est revenu.",
        "Ha vuelto.",
        "Volvió.",
        "Voltou.",
    ],
)
def test_what_comes_back_to_a_ticket_that_is_resolved_is_the_trouble(text: str) -> None:
    earlier = replace(TICKET, resolved=True)
    decision = judged(text, writer=PROVEN, earlier=earlier)

    assert (decision.solved, decision.helped) == (False, False)


@pytest.mark.parametrize(
    "text",
    [
        "No, everything is back to normal, thanks.",
        "All phones came back by themselves, thank you.",
        "Voltou a funcionar, obrigado.",
        "Ha vuelto a la normalidad.",
        "Tout est revenu à la normale.",
    ],
)
def test_a_service_that_came_back_does_not_make_advice_useless(text: str) -> None:
    earlier = replace(TICKET, resolved=True)

    assert judged(text, writer=PROVEN, earlier=earlier).helped is not False


@pytest.mark.parametrize("text", ["No, thanks, that was all.", "Thank you!", "Nein danke, das war alles."])
def test_thanks_to_a_ticket_that_is_resolved_say_nothing_against_the_advice(text: str) -> None:
    earlier = replace(TICKET, resolved=True)

    assert judged(text, writer=PROVEN, earlier=earlier).helped is not False
