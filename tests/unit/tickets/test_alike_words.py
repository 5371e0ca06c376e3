"""By which words tickets are compared."""

from __future__ import annotations

import pytest

from deskbot.tickets.alike_words import carriers, symptom_words


def test_what_every_mail_says_and_the_customers_name_do_not_count() -> None:
    words = symptom_words("urgent: elm dental, the trunk is not registered, please help", "elm dental")

    assert words == {"trunk", "regist"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lumen says that the circuit is fine", {"lumen"}),
        ("A AT&T opened a ticket for us", {"at&t"}),
        ("la operadora Claro dice que todo va bien", {"claro"}),
        ("claro que la operadora no sabe nada, nos dice que todo va bien", set()),
        ("The LED is orange and the provider sees nothing", set()),
        ("Northline", {"northline"}),
        ("Northline Telecom.", {"northline telecom"}),
        ("trunk down", set()),
        ("red alarm", set()),
        ("ticket 4711", set()),
    ],
)
def test_carriers_are_known_by_name_and_a_state_is_none(text: str, names: set[str]) -> None:
    assert carriers(text, text.lower()) == names
