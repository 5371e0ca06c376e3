"""Facts that a later message sets right, and those that it only mentions."""

from __future__ import annotations

import pytest

from deskbot.model.case import Finding, Source
from tests.unit.triage.cases import PROVEN, STRANGER, fact, judged, ticket, values

KNOWN = (
    fact("customer", "Acme Dental"),
    fact("callback", "972 555 0142"),
    fact("symptom", "no dial tone on one phone"),
    fact("host_id", "50-77B8"),
    fact("impact", "one user"),
    fact("model", "UCX50"),
    fact("release", "7.0.2"),
    fact("tried", "rebooted, no change"),
)


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("version: 7.1.1", "release", "7.1.1"),
        ("Sorry, wrong release, it's 7.1.1", "release", "7.1.1"),
        ("It is not 7.0.2 but 7.1.1, I looked again.", "release", "7.1.1"),
        ("Der Stand ist 7.1.1, nicht 7.0.2.", "release", "7.1.1"),
        ("En fait, la version est 7.1.1.", "release", "7.1.1"),
        ("Perdón, la versión es 7.1.1.", "release", "7.1.1"),
        ("Na verdade a versão é 7.1.1.", "release", "7.1.1"),
        ("The host id is 50-77B3, not 50-77B8.", "host_id", "50-77B3"),
        ("Correction: host id 50-77B3", "host_id", "50-77B3"),
        ("Host-ID falsch, richtig ist 50-77B3.", "host_id", "50-77B3"),
        ("Sorry, it is a UCX450.", "model", "UCX450"),
        ("Customer: Acme Dental Lab", "customer", "Acme Dental Lab"),
        ("Please call me on 972 555 0143 instead.", "callback", "972 555 0143"),
    ],
)
def test_a_correction_replaces_the_earlier_value(text: str, key: str, value: str) -> None:
    assert values(judged(text, writer=PROVEN, earlier=ticket(findings=KNOWN)))[key] == value


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Their other site has a UCX450, host id 45-11A0, and that one runs fine.", "host_id"),
        ("By the way, we put in a UCX450 with host id 45-11A0 in Marlow last week.", "host_id"),
        ("By the way, we put in a UCX450 with host id 45-11A0 in Marlow last week.", "model"),
        ("We saw the same at Bay Hotel on a UCX450.", "model"),
        ("We saw the same at Bay Hotel on a UCX450.", "customer"),
        ("Would an upgrade to 7.2.1 help?", "release"),
    ],
)
def test_a_mere_mention_of_another_system_replaces_nothing(text: str, key: str) -> None:
    held = {finding.key: finding.value for finding in KNOWN}

    assert values(judged(text, writer=PROVEN, earlier=ticket(findings=KNOWN)))[key] == held[key]


def test_nobody_who_is_not_proven_corrects() -> None:
    decision = judged("version: 7.1.1", writer=STRANGER, earlier=ticket(findings=KNOWN))

    assert values(decision)["release"] == "7.0.2"


def test_a_value_that_a_person_set_stays() -> None:
    held = Finding("release", "7.0.4", "", 1.0, Source.PERSON)
    decision = judged("version: 7.1.1", writer=PROVEN, earlier=ticket(findings=(held,)))

    assert values(decision)["release"] == "7.0.4"


LACKS = ("customer", "callback", "release")
OPEN = tuple(finding for finding in KNOWN if finding.key not in LACKS)
ASKED = ticket(findings=OPEN, asked=1, letters=(LACKS,))


@pytest.mark.parametrize(
    "text",
    [
        "1. Bay Hotel\n2. 972 555 0143\n3. 7.1.1",
        "1) Bay Hotel 2) 972 555 0143 3) 7.1.1",
        "1 - Bay Hotel\n2 - 972 555 0143\n3 - 7.1.1",
        "Zu 1: Bay Hotel\nZu 2: 972 555 0143\nZu 3: 7.1.1",
        "Q1: Bay Hotel\nQ2: 972 555 0143\nQ3: 7.1.1",
        "Customer: Bay Hotel, callback: 972 555 0143, release: 7.1.1",
        "Kunde: Bay Hotel\nRückruf: 972 555 0143\nVersion: 7.1.1",
        "Client : Bay Hotel\nNuméro de rappel : 972 555 0143\nVersion : 7.1.1",
        "Cliente: Bay Hotel\nTeléfono de contacto: 972 555 0143\nVersión: 7.1.1",
        "Cliente: Bay Hotel\nTelefone para retorno: 972 555 0143\nVersão: 7.1.1",
    ],
)
def test_our_questions_are_answered_by_number_or_by_name_in_five_languages(text: str) -> None:
    found = values(judged(text, writer=PROVEN, earlier=ASKED))

    assert (found["customer"], found["callback"], found["release"]) == ("Bay Hotel", "972 555 0143", "7.1.1")


@pytest.mark.parametrize(
    "text",
    [
        "n.a.", "unknown", "don't know yet", "no idea, sorry", "I haven't got it", "weiß ich nicht", "keine Ahnung",
        "unbekannt", "k. A.", "je ne sais pas", "aucune idée", "inconnu", "no sé", "no lo tengo", "ni idea", "sin dato",
        "não sei", "não tenho aqui", "desconhecido", "?", "-", "will ask tomorrow",
    ],
)  # fmt: skip
def test_not_knowing_is_no_answer(text: str) -> None:
    decision = judged(f"1) {text}\n3) {text}", writer=PROVEN, earlier=ASKED)

    assert {"customer", "release"} <= set(decision.missing)


@pytest.mark.parametrize(
    "text",
    [
        "don't know, how do I find it?", "which one?", "where do I find this?", "why do you need this?",
        "couldn't find it", "not found", "customer does not know", "no idea where to look", "you have it",
        "weiß ich nicht, wo finde ich das?", "finde ich nicht", "wie finde ich das heraus?",
        "je ne sais pas, où le trouver ?", "pas trouvé", "no sé dónde está", "¿dónde lo veo?", "no lo encuentro",
        "não sei onde ver", "onde vejo isso?", "não encontrei",
    ],
)  # fmt: skip
def test_neither_a_question_nor_a_search_in_vain_is_an_answer(text: str) -> None:
    lacking = ticket(asked=1, letters=(("impact", "model", "tried"),))

    decision = judged(f"1) {text}\n2) {text}\n3) {text}", writer=PROVEN, earlier=lacking)

    assert {"impact", "model", "tried"} <= set(decision.missing)


@pytest.mark.parametrize(
    "text",
    [
        "It is not a UCX50 but a UCX250.",
        "It isn't a UCX50, it's a UCX250.",
        "Es ist keine UCX50, sondern eine UCX250.",
        "Ce n'est pas un UCX50 mais un UCX250.",
        "No es un UCX50 sino un UCX250.",
        "Não é um UCX50 e sim um UCX250.",
    ],
)
def test_a_model_that_the_system_is_not_is_not_taken_for_it(text: str) -> None:
    known = ticket(findings=(fact("model", "UCX50"),))

    assert values(judged(text, writer=PROVEN, earlier=known))["model"] == "UCX250"
    assert values(judged(f"One phone has echo. {text}"))["model"] == "UCX250"


def test_who_is_not_sure_of_an_answer_gives_it_all_the_same() -> None:
    lacking = ticket(asked=1, letters=(("impact", "model", "tried"),))

    found = values(judged("1) one user?\n2) UCX50?\n3) rebooted it, no change", writer=PROVEN, earlier=lacking))

    assert (found["impact"], found["model"]) == ("one user?", "UCX50")


def test_a_number_that_begins_like_a_list_is_no_answer_to_a_question() -> None:
    decision = judged("1-800-555-0100 is busy, please wait.", writer=PROVEN, earlier=ASKED)

    assert "customer" in decision.missing


def test_one_short_line_answers_the_only_open_question() -> None:
    findings = tuple(finding for finding in KNOWN if finding.key != "customer")

    def said(text: str) -> dict[str, str]:
        return values(judged(text, writer=PROVEN, earlier=ticket(findings=findings, asked=1)))

    assert said("Lumi")["customer"] == "Lumi"
    assert "customer" not in said("Thanks!")
    assert "customer" not in said("Any news?")


@pytest.mark.parametrize(
    ("language", "text", "noted"),
    [
        ("en", "version: 7.1.1", ("Software release", "7.1.1")),
        ("en", "The host id is 50-77B3, not 50-77B8.", ("Host ID or serial of the system", "50-77B3")),
        ("de", "Kunde: Bay Hotel", ("Name des Endkunden", "Bay Hotel")),
        ("es", "versión: 7.1.1", ("Versión de software", "7.1.1")),
        ("fr", "Version : 7.1.1", ("Version logicielle", "7.1.1")),
        ("pt", "versão: 7.1.1", ("Versão de software", "7.1.1")),
    ],
)
def test_what_was_set_right_is_noted_for_the_letter(language: str, text: str, noted: tuple[str, str]) -> None:
    decision = judged(text, writer=PROVEN, earlier=ticket(findings=KNOWN, language=language))

    assert decision.noted == (noted,)


@pytest.mark.parametrize("text", ["version: 7.0.2", "Any news?", "Would an upgrade to 7.2.1 help?"])
def test_what_stands_so_already_is_not_noted(text: str) -> None:
    assert judged(text, writer=PROVEN, earlier=ticket(findings=KNOWN)).noted == ()


def test_nothing_is_noted_for_somebody_unproven() -> None:
    assert judged("version: 7.1.1", writer=STRANGER, earlier=ticket(findings=KNOWN)).noted == ()


def test_the_subject_of_an_answer_sets_nothing_right() -> None:
    decision = judged("Yes", "Re: Re: One-way audio [T-1042]", writer=PROVEN, earlier=ticket(findings=KNOWN))

    assert values(decision)["customer"] == "Acme Dental"
    assert decision.noted == ()


@pytest.mark.parametrize(
    "text",
    [
        "The host id isn't 50-77B8 but 50-77B3.",
        "Host ID is not 50-77B8 but 50-77B3",
        "Die Host-ID ist nicht 50-77B8, sondern 50-77B3.",
        "L'id d'hôte n'est pas 50-77B8 mais 50-77B3.",
        "El id del host no es 50-77B8 sino 50-77B3.",
        "O id do host não é 50-77B8, mas 50-77B3.",
        "Host ID: 50-77B3 (not 50-77B8)",
    ],
)
@pytest.mark.parametrize("known", [KNOWN, ()])
def test_of_what_an_id_is_not_and_what_it_is_the_latter_counts(text: str, known: tuple[Finding, ...]) -> None:
    assert values(judged(text, writer=PROVEN, earlier=ticket(findings=known)))["host_id"] == "50-77B3"


@pytest.mark.parametrize(
    "text",
    [
        "Host ID: same as ticket T-1001",
        "The host id is the same as in T-1001.",
        "Host id: T-1001",
        "Host-ID: siehe Ticket T-1001",
        "Host ID : voir le ticket T-1001",
        "ID del host: igual que en el ticket T-1001",
        "ID do host: o mesmo do chamado T-1001",
    ],
)
def test_a_ticket_that_an_answer_points_to_is_no_host_id(text: str) -> None:
    decision = judged(f"One phone at Acme Dental does not ring.\n\n{text}", writer=STRANGER)
    assert "host_id" not in values(decision)
    assert "host_id" in decision.missing
