"""Five languages are triaged alike; another one goes to a person, marked; a cry for help needs none."""

# Russian looks like it.
# ruff: noqa: RUF001
from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from deskbot.model.message import Automatic, Forwarded
from deskbot.triage.pipeline import decide
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.questions import QUESTIONS
from deskbot.triage.registry import all_diagnostics
from tests.unit.triage.cases import PROVEN, case, judged, rules, ticket, values

ITALIAN = "Buongiorno, da questa mattina un telefono del nostro cliente non funziona più. Potete aiutarci? Grazie."


def test_another_language_goes_to_a_person_marked_so_and_nothing_is_asked() -> None:
    decision = judged(ITALIAN, writer=PROVEN)

    assert decision.unread == "Italian"
    assert decision.language == "it"
    assert decision.questions == ()
    assert decision.hand_over
    assert decision.playbook is None
    assert decision.missing != ()
    assert "language-unread" in rules(decision)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Swedish", "Hej, inga telefoner fungerar på hela kontoret, ingen kan ringa."),
        ("Danish", "Hej, ingen telefoner virker på hele kontoret, ingen kan ringe."),
        ("Norwegian", "Hei, ingen telefoner fungerer på hele kontoret, ingen kan ringe."),
    ],
)
def test_a_short_mail_in_one_of_three_languages_that_are_alike_goes_to_a_person(name: str, text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert (decision.unread, decision.questions, decision.hand_over) == (name, (), True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Hola, un teléfono del cliente no tiene tono desde ayer. Ya lo reiniciamos y sigue igual."),
        ("fr", "Bonjour, un poste de notre client n'a plus de tonalité depuis hier."),
        ("de", "Guten Tag, bei unserem Kunden hat ein Apparat seit gestern kein Freizeichen."),
        ("pt", "Bom dia, um ramal do cliente está sem tom desde ontem."),
    ],
)
def test_the_questions_come_in_the_writers_language(language: str, text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert (decision.language, decision.unread, decision.hand_over) == (language, "", False)
    assert decision.questions
    assert {one.text for one in decision.questions} <= {text for text, _ in QUESTIONS[language].values()}


def test_a_short_answer_keeps_the_tickets_language() -> None:
    decision = judged("UCX50, 7.0.14", writer=PROVEN, earlier=ticket(Severity.S3, language="de"))

    assert decision.language == "de"
    assert decision.questions[0].text == QUESTIONS["de"][decision.questions[0].key][0]


def test_what_is_in_no_language_counts_as_english() -> None:
    decision = judged("UCX50 Acme Dental", writer=PROVEN)

    assert (decision.language, decision.unread) == ("", "")
    assert decision.questions
    assert {one.text for one in decision.questions} <= {one.question for one in all_diagnostics()}


def test_a_rule_that_fires_still_counts_in_a_language_that_is_not_read() -> None:
    decision = judged(ITALIAN + " SYSTEM DOWN, no calls in or out.", writer=PROVEN)

    assert decision.unread == "Italian"
    assert decision.severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        ITALIAN + " SOS!",
        "Buongiorno, dai telefoni del nostro cliente non si riesce a chiamare il 112. Aiutateci, grazie.",
        "Dzień dobry, u naszego klienta nie można zadzwonić na 112, proszę o pomoc.",
        "Добрый день, у клиента не проходит вызов на 112.",
    ],
)
def test_a_plain_cry_for_help_pages_in_any_language(text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert decision.unread
    assert (decision.severity, decision.urgent) == (Severity.S1, True)
    assert rules(decision) & {"cry-for-help", "emergency-calls"}


@pytest.mark.parametrize(
    "text",
    [
        "Buongiorno, l'interno 112 del nostro cliente non squilla più da ieri. Potete aiutarci? Grazie.",
        "Buongiorno, abbiamo 112 telefoni e vorremmo sapere come fare con le licenze. Grazie.",
        "Buongiorno, il cliente SOS Assistenza vorrebbe sapere quando arriva la scheda. Grazie.",
    ],
)
def test_an_extension_a_count_and_a_name_are_no_cry(text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert decision.unread == "Italian"
    assert decision.severity is not Severity.S1


@pytest.mark.parametrize("text", ["SOS", "SOS UCX50 Acme Dental +1 512 555 0142", "911 !!!"])
def test_a_mail_that_is_nothing_but_a_cry_pages(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "SOS - one phone's display is blank, can you help?",
        "Ext 112",
        "The SOS Children's Village has one phone with a blank display.",
        "Host ID 50-77B3-E210, 112 users",
    ],
)
def test_where_the_rest_can_be_read_sos_is_only_a_word(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is not Severity.S1


def test_a_number_alone_is_an_answer_on_a_ticket() -> None:
    assert judged("112", writer=PROVEN, earlier=ticket(Severity.S3)).severity is Severity.S3


def test_who_passes_on_a_mail_in_another_language_without_a_word_of_their_own_is_marked_too() -> None:
    forwarded = (Forwarded(ITALIAN),)
    decision = judged("", writer=PROVEN, message={"own": "FYI", "reply": f"FYI\n\n{ITALIAN}", "forwarded": forwarded})

    assert decision.unread == "Italian"


def test_a_machines_mail_in_another_language_is_filed_like_any_other() -> None:
    decision = judged(ITALIAN, message={"automatic": Automatic.AUTO_REPLY, "automatic_certain": True})

    assert decision.category is Category.JUNK
    assert not decision.hand_over


@pytest.mark.parametrize("language", QUESTIONS)
def test_every_question_is_asked_in_every_language(language: str) -> None:
    assert {one.key for one in all_diagnostics()} == set(QUESTIONS[language])
    assert [key for key, (_, short) in QUESTIONS[language].items() if len(short) > 60] == []


def test_an_answer_behind_our_own_question_is_read_in_every_language() -> None:
    for texts in QUESTIONS.values():
        text = f"1. {texts['customer'][0]} Acme Dental"
        earlier = ticket(Severity.S3, language="es", letters=(("customer", "callback"),))
        assert values(judged(text, writer=PROVEN, earlier=earlier))["customer"] == "Acme Dental"


def test_the_same_case_says_the_same_twice() -> None:
    assert repr(decide(case(ITALIAN), PlaybookSet())) == repr(decide(case(ITALIAN), PlaybookSet()))
