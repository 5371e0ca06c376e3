"""An emergency number that cannot be reached is S1, whoever asks what to do about it."""

from __future__ import annotations

import pytest

from tests.unit.triage.sample import verdict, written

NOT_REACHED = [
    "I can't get 911. What should I do?",
    "We cannot get through to 999, what do we do?",
    "Can't reach 911 from here, how do I fix that?",
    "Ich erreiche die 112 nicht. Was tun?",
    "Wir bekommen die 112 nicht. Was sollen wir machen?",
    "je n'arrive pas à avoir le 15. Que faire ?",
    "Impossible d'avoir le 18 ici, comment faire ?",
    "Nous n'avons plus accès au 112. Que devons-nous faire ?",
    "No consigo comunicarme con el 112. ¿Qué hago?",
    "No logramos dar con el 112. ¿Qué debemos hacer?",
    "Não conseguimos o 112, o que devo fazer?",
    "Não estou conseguindo falar com o 193. O que fazer?",
]
ONLY_ASKED = [
    "How do I set up 911 for a new site? What should I do first?",
    "What should we do if 911 cannot be reached?",
    "I can't get the 911 webinar to play. What should I do?",
    "Was tun, wenn die 112 nicht erreichbar ist?",
    "Que faire si on n'arrive pas à avoir le 15 ?",
    "Je n'arrive pas à avoir le rendez-vous du 15. Que faire ?",
    "On n'arrive pas à avoir le 15 mars comme date de livraison. Que faire ?",
    "¿Qué hago si no puedo llamar al 112?",
    "O que fazer se o 190 não atender?",
]


@pytest.mark.parametrize("text", NOT_REACHED)
def test_an_emergency_number_that_is_not_reached_is_s1_whatever_is_asked_about_it(text: str) -> None:
    assert verdict(written(text, ""))[:2] == ("incident", "S1")


@pytest.mark.parametrize("text", ONLY_ASKED)
def test_a_question_about_an_emergency_number_is_no_outage(text: str) -> None:
    assert verdict(written(text, ""))[1] != "S1"
