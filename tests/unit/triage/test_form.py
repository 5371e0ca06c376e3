"""A form for a new ticket: what it asks, which answers it turns back, and how far what was chosen counts."""

from __future__ import annotations

import pytest

from deskbot.model.case import Action, Category
from deskbot.tickets.speech import LANGUAGES
from deskbot.triage.form import CHOICES, category_of, fields, is_unreadable
from tests.unit.triage.cases import PROVEN, judged, rules, ticket

WORDS = "It is about the server at Acme Dental, see the fields."
OUTAGES = (
    "All phones at Acme Dental are dead since 8, no calls in or out.",
    "Bei Acme Dental ist die Anlage ausgefallen, kein Anruf geht raus oder rein.",
    "Tous les téléphones sont en panne chez Acme, personne ne peut appeler.",
    "No entran ni salen llamadas en Acme Dental desde las 8.",
    "Nenhuma ligação entra nem sai na Acme Dental, todos os ramais mudos.",
    "Nobody at Acme Dental can call 911.",
)


def chosen(text: str, category: str, **given: object) -> Category:
    return judged(text, message={"chosen": category}, **given).category


@pytest.mark.parametrize("category", CHOICES)
def test_what_the_writer_chose_counts_where_the_words_tell_of_nothing_graver(category: Category) -> None:
    decision = judged(WORDS, message={"chosen": category.value}, writer=PROVEN)

    assert decision.category is category
    assert decision.action is Action.OPEN


def test_why_it_is_that_category_says_that_it_was_chosen_and_what_the_words_say() -> None:
    decision = judged("How do I set up a hunt group?", message={"chosen": "licence"}, writer=PROVEN)

    assert decision.category is Category.LICENCE
    assert "category-chosen" in rules(decision)
    assert "by the words it would be howto" in str(decision.reasons)


@pytest.mark.parametrize("text", OUTAGES)
@pytest.mark.parametrize("category", ["howto", "enhancement", "licence", "rma", "access"])
def test_an_outage_is_an_incident_whatever_was_chosen(text: str, category: str) -> None:
    decision = judged(text, message={"chosen": category}, writer=PROVEN)

    assert decision.category is Category.INCIDENT
    assert decision.urgent


def test_fraud_that_the_words_tell_of_is_that_whatever_was_chosen() -> None:
    text = "Somebody has hacked the server at Acme Dental, there are 400 calls to Cuba that nobody made."

    assert chosen(text, "howto", writer=PROVEN) is Category.SECURITY


@pytest.mark.parametrize("word", ["junk", "status", "enduser", "RMA", "", "\0", "rma; drop table ticket"])
def test_what_the_form_does_not_offer_is_not_chosen(word: str) -> None:
    assert chosen(WORDS, word, writer=PROVEN) is judged(WORDS, writer=PROVEN).category
    assert category_of(word) is CHOICES[0]


@pytest.mark.parametrize("category", list(Category))
def test_nobody_chooses_what_keeps_their_words_from_a_person(category: Category) -> None:
    assert judged(WORDS, message={"chosen": category.value}, writer=PROVEN).action is Action.OPEN


def test_a_ticket_keeps_its_category_whatever_was_chosen_since() -> None:
    assert chosen(WORDS, "rma", writer=PROVEN, earlier=ticket()) is Category.INCIDENT


@pytest.mark.parametrize("category", CHOICES)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_form_asks_in_the_readers_language_each_thing_once(category: Category, language: str) -> None:
    asked = fields(category, language)

    assert len({one.key for one in asked}) == len(asked)
    assert all(one.text.strip() and one.short.strip() for one in asked)
    assert [one.key for one in asked] == [one.key for one in fields(category, "en")]


def test_the_first_choice_is_what_most_tickets_are() -> None:
    assert CHOICES[0] is Category.INCIDENT
    assert [category_of(one.value) for one in CHOICES] == list(CHOICES)


@pytest.mark.parametrize(
    ("key", "answer"),
    [("host_id", "yes"), ("host_id", "see the label"), ("callback", "tomorrow"), ("release", "the newest one")],
)
def test_an_answer_that_is_none_to_its_question_is_turned_back(key: str, answer: str) -> None:
    assert is_unreadable(key, answer)


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("host_id", "50-77B3-E210"),
        ("host_id", "unknown"),
        ("host_id", "weiß ich nicht"),
        ("host_id", "je ne sais pas"),
        ("host_id", "no lo sé"),
        ("host_id", "não sei"),
        ("host_id", "n/a"),
        ("host_id", ""),
        ("callback", "+1 512 555 0120"),
        ("release", "7.0.2"),
        ("no such fact", "anything"),
    ],
)
def test_a_fact_that_nobody_knows_keeps_no_form_back(key: str, answer: str) -> None:
    assert not is_unreadable(key, answer)
