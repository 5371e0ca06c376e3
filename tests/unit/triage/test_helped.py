"""A question is over when its writer says that the answer helped, in any language; a fault is not."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from tests.unit.triage.cases import PROVEN, STRANGER, judged, ticket

HELPED = [
    "Thanks, the document helped.",
    "Thanks, that helped!",
    "Thank you, that answers my question.",
    "Danke, das hat geholfen.",
    "Danke, damit ist meine Frage beantwortet.",
    "Merci, ça répond à ma question.",
    "Merci, la documentation m'a aidé.",
    "Gracias, la documentación me sirvió.",
    "Gracias, eso responde a mi pregunta.",
    "Obrigado, a documentação ajudou.",
    "Obrigado, isso respondeu à minha dúvida.",
]


@pytest.mark.parametrize("category", [Category.HOWTO, Category.ACCESS])
@pytest.mark.parametrize("text", HELPED)
def test_an_answer_that_helped_ends_a_question(text: str, category: Category) -> None:
    assert judged(text, "Re: Ring group", writer=PROVEN, earlier=ticket(Severity.S4, category)).solved


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, I will read the document.",
        "Thanks, but the document did not help.",
        "That helped, but how do I set the night mode?",
        "The document hasn't helped us.",
        "Danke, hat leider nicht geholfen.",
        "Danke, das hat geholfen, aber es fehlt noch etwas.",
        "Merci, mais cela ne m'a pas aidé.",
        "Gracias, pero no me sirvió.",
        "Obrigado, mas isso não ajudou.",
        "Would it have helped if we had sent the log?",
        "That helped. One phone has no dial tone now.",
    ],
)
def test_one_that_did_not_or_leaves_something_open_does_not(text: str) -> None:
    assert not judged(text, "Re: Ring group", writer=PROVEN, earlier=ticket(Severity.S4, Category.HOWTO)).solved


@pytest.mark.parametrize("text", HELPED)
def test_a_fault_and_a_stranger_end_nothing_by_it(text: str) -> None:
    assert not judged(text, "Re: x", writer=PROVEN, earlier=ticket(Severity.S3)).solved
    assert not judged(text, "Re: x", writer=STRANGER, earlier=ticket(Severity.S4, Category.HOWTO)).solved


@pytest.mark.parametrize("category", [Category.HOWTO, Category.ACCESS])
@pytest.mark.parametrize(
    "text",
    [
        "Thanks, that helped, now all phones are dead",
        "The guide helped, the phones are all dead since",
        "Die Anleitung hat uns geholfen und jetzt sind alle Telefone tot",
        "Merci, ça nous a aidé, maintenant tous les téléphones sont morts",
        "Gracias, la guía nos ayudó y ahora todos los teléfonos están muertos",
        "Obrigado, a página ajudou e agora todos os telefones estão mudos",
        "That fixed it. Since then all phones are dead",
    ],
)
def test_an_outage_since_the_answer_that_helped_is_not_over(text: str, category: Category) -> None:
    decision = judged(text, "Re: Ring group", writer=PROVEN, earlier=ticket(Severity.S4, category))

    assert decision.severity is Severity.S1
    assert not decision.solved


@pytest.mark.parametrize("word", ["Solved", "It is solved", "Behoben"])
def test_a_message_that_makes_its_ticket_urgent_closes_none(word: str) -> None:
    decision = judged(f"{word}, all phones are dead now", "Re: x", writer=PROVEN, earlier=ticket(Severity.S4))

    assert not (decision.solved and decision.severity.urgent)
