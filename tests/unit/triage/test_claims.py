"""Who says that a file is attached, and sent none, is asked for it by what they called it."""

from __future__ import annotations

from typing import Any

import pytest

from deskbot.model.case import Severity
from deskbot.model.message import Attachment, Question
from deskbot.triage.claims import WORDINGS, claim_question
from tests.unit.triage.cases import PROVEN, STRANGER, fact, judged, ticket

FAULT = {
    "en": "One phone at Acme Dental has echo on calls. ",
    "es": "Un teléfono de nuestro cliente Acme tiene eco en las llamadas. ",
    "fr": "Un téléphone chez notre client Acme a de l'écho pendant les appels. ",
    "de": "Ein Telefon bei unserem Kunden Acme hat Echo bei Gesprächen. ",
    "pt": "Um telefone no nosso cliente Acme tem eco nas ligações. ",
}


def asked(text: str, **given: Any) -> list[Question]:
    return [one for one in judged(text, **({"writer": PROVEN} | given)).questions if one.claimed]


@pytest.mark.parametrize(
    ("language", "text", "says"),
    [
        ("en", "The log is attached.", "You wrote that a log is attached, but none reached us."),
        ("en", "PFA the Wireshark capture.", "You wrote that a trace is attached"),
        ("en", "See the screenshot below.", "You wrote that a picture is attached"),
        ("en", "I have attached a recording of the echo.", "You wrote that a recording is attached"),
        ("es", "Adjunto el registro.", "Usted escribió que adjuntaba un registro, pero no nos llegó nada."),
        ("es", "Adjunto una captura de pantalla.", "adjuntaba una imagen"),
        ("fr", "Le journal est en pièce jointe.", "Vous avez écrit joindre un journal (log), mais rien"),
        ("fr", "Ci-joint la capture d'écran.", "joindre une image"),
        ("de", "Der Mitschnitt ist im Anhang.", "Sie schrieben, ein Mitschnitt sei angehängt"),
        ("de", "Anbei das Log.", "Sie schrieben, ein Log sei angehängt"),
        ("pt", "Segue o log em anexo.", "Você escreveu que anexou um log, mas nada chegou"),
    ],
)
def test_the_question_names_what_was_claimed_in_the_writers_language(language: str, text: str, says: str) -> None:
    (question,) = asked(FAULT[language] + text)

    assert says in question.text
    assert question.key == "evidence"


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Log attached: ucx-full.log.", "ucx-full.log"),
        ("en", "Please find attached the trace site_12.pcapng.", "site_12.pcapng"),
        ("es", "Adjunto la traza eco.pcap.", "eco.pcap"),
        ("fr", "Ci-joint la trace echo-paris.pcap.", "echo-paris.pcap"),
        ("de", "Anbei der Mitschnitt Echo_Büro.pcap.", "Echo_Büro.pcap"),
        ("pt", "Segue o log em anexo (eco.log).", "eco.log"),
    ],
)
def test_a_file_is_asked_for_by_its_name(language: str, text: str, name: str) -> None:
    (question,) = asked(FAULT[language] + text)

    assert f" {name}" in question.text


def test_several_files_are_named_together() -> None:
    (question,) = asked(FAULT["en"] + "Traces attached: a.pcap, b.pcap and c.pcap.")

    assert "a.pcap, b.pcap, c.pcap are attached" in question.text


def test_a_strangers_names_go_back_to_nobody() -> None:
    (question,) = asked(FAULT["en"] + "Log attached: buy-now.log.", writer=STRANGER)

    assert "buy-now" not in question.text
    assert "a log" in question.text


def test_nobody_is_asked_for_what_came_or_was_only_offered() -> None:
    came = (Attachment("echo.pcap", "application/octet-stream", 9000, "0" * 64),)
    assert not asked(FAULT["en"] + "Trace attached: echo.pcap.", message={"attachments": came})
    assert not asked(FAULT["en"] + "I can attach a trace.")
    paper = (Attachment("order.pdf", "application/pdf", 9000, "0" * 64),)
    assert claim_question("evidence", "see the log, order.pdf, attached", ["Order.pdf"], "en", by_name=True) is None
    assert asked(FAULT["en"] + "Log attached.", message={"attachments": paper})


def test_it_stands_behind_the_other_questions_and_nothing_waits_for_it() -> None:
    questions = judged("One-way audio on extension 12 of Acme Dental. Log attached.", writer=PROVEN).questions

    assert [one.claimed for one in questions].index(True) == len(questions) - 1
    assert questions[-1].helpful


def test_it_is_asked_on_a_ticket_that_lacks_nothing_and_not_once_a_person_goes_on() -> None:
    keys = ("customer", "callback", "host_id", "impact", "model", "release", "tried", "symptom")
    known = tuple(fact(key, key) for key in keys)
    assert asked("The log is attached.", earlier=ticket(Severity.S3, findings=known, asked=1))

    assert not asked("The log is attached.", earlier=ticket(Severity.S3, findings=known[:2], asked=2))


def test_every_language_fills_every_wording() -> None:
    for wording in WORDINGS.values():
        assert "{thing}" in wording.kind
        assert "{names}" in wording.one
        assert "{names}" in wording.several
        assert len(wording.short) <= 60
        assert len(set(wording.things)) == 5
