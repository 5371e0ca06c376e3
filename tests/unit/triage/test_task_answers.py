"""What answers hands-on work sets no severity, however it reads; an outage that is told in the same line does."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from tests.unit.triage.cases import PROVEN, judged, ticket


def severity_of(text: str) -> Severity | None:
    """Return how urgent a ticket for a question is after an answer to its work that is all one line."""
    earlier = ticket(Severity.S4, Category.HOWTO, task_lines=(text,))
    return judged(text, writer=PROVEN, earlier=earlier).severity


@pytest.mark.parametrize(
    "text",
    [
        "A done",
        "Not possible, no camera",
        "B: Not possible, no camera",
        "B: no se puede, no hay nadie",
        "B: não dá, ninguém no local",
        "B: geht nicht, kein Schlüssel",
        "B: impossible, pas d'échelle",
    ],
)
def test_work_that_cannot_be_done_is_no_outage(text: str) -> None:
    assert severity_of(text) is Severity.S4


@pytest.mark.parametrize(
    "text",
    [
        "A done, since then everything is down",
        "A done. The site is dead now.",
        "A erledigt, jetzt geht gar nichts mehr",
        "A fait, plus personne ne peut appeler",
        "A hecho, y ahora nadie puede llamar",
        "A feito, agora ninguém consegue ligar",
        "Done, no calls come in any more",
        "Not possible, now all phones are dead",
        "A done and now 911 fails",
        "A done, the server does not boot any more",
    ],
)
def test_an_outage_behind_work_that_is_done_is_heard(text: str) -> None:
    assert severity_of(text) is Severity.S1
