"""A sentence falls into clauses in the same places for every rule that asks."""

from __future__ import annotations

import pytest

from deskbot.triage.clauses import clauses, last_turn
from deskbot.triage.folding import fold
from deskbot.triage.sentences import Region, Sentence


def _said(text: str) -> Sentence:
    return Sentence(text, fold(text), Region.BODY)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The phones ring and nobody hears, but the fax works.", 3),
        ("Die Telefone klingeln und niemand hört etwas, aber das Fax läuft.", 3),
        ("Les téléphones sonnent et personne n'entend, tandis que le fax marche.", 3),
        ("Los teléfonos suenan y nadie oye, mientras el fax anda.", 3),
        ("Os telefones tocam e ninguém ouve, enquanto o fax funciona.", 3),
        ("The trunk is at 10.5.1.2:5060 all day", 1),
    ],
)
def test_the_clauses_together_are_the_sentence(text: str, count: int) -> None:
    found = clauses(_said(text))

    assert "".join(one.text for one in found) == text
    assert "".join(one.folded for one in found) == fold(text)
    assert sum(len(one.text) > len(", but ") for one in found) == count


def test_and_goes_on_with_the_same_matter_where_but_turns_from_it() -> None:
    assert last_turn("they call and are called") == "they call and are called"
    assert last_turn("nobody rings but they call and are called") == "they call and are called"
