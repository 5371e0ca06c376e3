"""A negation close before a phrase turns it round; the Portuguese "no" is a place, and denies nothing."""

from __future__ import annotations

import pytest

from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases
from deskbot.triage.tense import negated

FAILS = Phrases("fail*; falha*; fraud*; echo; eco; dead; mudo; ausgefallen; en panne; caido; fora")


@pytest.mark.parametrize(
    "text",
    [
        "No ramal 20 falha tudo.",
        "A ligação no tronco falha.",
        "Ninguém sabe, mas no sistema fraude houve.",
        "O telefone no quarto mudo desde ontem.",
        "Hoje no escritório eco em tudo.",
    ],
)
def test_the_portuguese_no_denies_nothing(text: str) -> None:
    assert not _is_denied(text)


@pytest.mark.parametrize(
    "text",
    [
        "There is no echo.",
        "No line is dead.",
        "No phone failed today.",
        "El teléfono no está caído.",
        "No hay eco en las llamadas.",
        "Die Anlage ist nicht ausgefallen.",
        "Le serveur n'est pas en panne.",
        "O sistema não está fora.",
        "No ramal 20 não falha nada.",
        "Está tudo sem eco no ramal.",
    ],
)
def test_a_negation_close_before_a_phrase_denies_it(text: str) -> None:
    assert _is_denied(text)


def _is_denied(text: str) -> bool:
    found = FAILS.find(fold(text))
    assert found is not None
    return negated(fold(text), found)
