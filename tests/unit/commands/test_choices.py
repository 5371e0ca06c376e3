"""The table of what a responder may do with a page."""

from __future__ import annotations

from collections import Counter

from deskbot.commands.choices import (
    BY_KEY,
    KEY_AGAIN,
    KEY_CONFIRM,
    KEY_CONNECT,
    KEY_MORE,
    OPTIONS,
    how_to_answer,
)
from deskbot.model.choice import Choice


def test_every_choice_has_its_place_and_no_two_are_said_alike() -> None:
    said = [option.letter for option in OPTIONS] + [word for option in OPTIONS for word in option.words]

    assert {option.choice for option in OPTIONS} == set(Choice)
    assert max(Counter(said).values()) == 1


def test_no_key_does_two_things_and_yes_is_a_key_of_its_own() -> None:
    keys = [*BY_KEY, KEY_AGAIN, KEY_MORE, KEY_CONNECT, KEY_CONFIRM]

    assert len(keys) == len(set(keys))


def test_what_cannot_be_taken_back_easily_asks_first() -> None:
    assert {option.choice for option in OPTIONS if option.asks} >= {Choice.RESOLVE, Choice.NOT_URGENT}


def test_how_to_answer_names_a_code_that_may_be_typed() -> None:
    assert how_to_answer() == 'Answer with the code: "7a" takes it, "7e" passes it on to the next level.'
