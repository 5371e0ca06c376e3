"""Answers to the numbered questions of a return fill in what was asked under their number, and nothing else."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Decision, Severity
from tests.unit.triage.cases import PROVEN, STRANGER, fact, judged, rules, ticket, values

LETTER = ("serial", "ship_to", "evidence", "users_down")


def said(text: str, severity: Severity = Severity.S4, **given: object) -> Decision:
    known = (fact("symptom", "does not power up"), fact("customer", "Acme Dental"))
    earlier = ticket(severity, Category.RMA, findings=known, asked=1, letters=(LETTER,), **given)
    return judged(text, writer=PROVEN, earlier=earlier)


@pytest.mark.parametrize(
    "text",
    ["3) no", "3. nein", "3) non", "3) não", "3) no, sorry", "3) yes", "3) yes, see attached", "3) I will send it",
     "3) no\nuser down: no", "3) there is none"],
)  # fmt: skip
def test_a_log_that_is_not_there_is_no_evidence(text: str) -> None:
    found = values(said(text))

    assert "evidence" not in found
    assert "tried" not in found


def test_a_link_to_a_log_is_evidence() -> None:
    assert values(said("3) https://files.example/pbx.log"))["evidence"] == "https://files.example/pbx.log"


def test_a_named_answer_below_a_numbered_one_is_no_part_of_it() -> None:
    found = values(said("2) Brightpath, Main St 4,\nSpringfield, attn Ty\nusers down: no\nserial: 5025-77120"))

    assert found["ship_to"] == "Brightpath, Main St 4, Springfield, attn Ty"
    assert (found["users_down"], found["serial"]) == ("no", "5025-77120")


def test_an_address_that_was_asked_for_is_no_step() -> None:
    found = values(said("1. 5025-77120\n2. 12 Main St, Detroit MI 48201\n3. no\n4. no"))

    assert found["ship_to"] == "12 Main St, Detroit MI 48201"
    assert "tried" not in found


NOBODY = [
    "user down: no",
    "users down: none",
    "4) no",
    "4. none, they have a spare",
    "Benutzer ohne Telefon: nein",
    "usuarios sin servicio: no",
    "utilisateurs sans téléphone : non",
    "usuários sem serviço: não",
]


@pytest.mark.parametrize("text", NOBODY)
def test_who_answers_that_nobody_is_down_makes_a_return_a_plain_one(text: str) -> None:
    decision = said(text, Severity.S3)

    assert decision.severity is Severity.S4
    assert "rma-nobody-down" in rules(decision)
    assert said(text, Severity.S4).severity is Severity.S4


@pytest.mark.parametrize("text", ["users down: yes, one", "4) yes", "4) one, at the reception", "4) no phone at all"])
def test_who_answers_otherwise_lowers_nothing(text: str) -> None:
    assert said(text, Severity.S3).severity.at_least(Severity.S3)


def test_nothing_graver_is_lowered_nor_what_a_person_set_nor_by_a_stranger() -> None:
    assert said("users down: no", Severity.S2).severity is Severity.S2
    assert said("users down: no", Severity.S3, severity_by="Ana Ruiz").severity is Severity.S3
    earlier = ticket(Severity.S3, Category.RMA, asked=1, letters=(LETTER,))
    assert judged("users down: no", writer=STRANGER, earlier=earlier).severity is Severity.S3


def test_an_outage_beside_that_answer_is_heard() -> None:
    assert said("users down: no\n\nBut now nobody at all can call in or out.", Severity.S3).severity is Severity.S1


ALONE = [
    "4) no phone at all",
    "4) one, no phone at all",
    "4) yes, she cannot make or receive calls",
    "4) ein Benutzer, er hat gar kein Telefon",
    "4) un usuario, sin teléfono",
    "4) un utilisateur, sans téléphone",
    "4) um usuário, sem telefone",
    "4) 3 users without phones",
    "users down: one, no phone at all",
    "4) yes",
]


@pytest.mark.parametrize("text", ALONE)
@pytest.mark.parametrize("before", [Severity.S4, Severity.S3])
def test_who_lacks_the_device_is_down_and_the_site_is_not(text: str, before: Severity) -> None:
    assert said(text, before).severity is Severity.S3


@pytest.mark.parametrize(
    "text",
    [
        "4) 12 users have no phones",
        "4) 12",
        "4) five",
        "4) acht Benutzer",
        "users down: yes, about 12",
        "4) six people",
    ],
)
def test_five_or_more_who_lack_the_device_make_it_major(text: str) -> None:
    assert said(text).severity is Severity.S2


@pytest.mark.parametrize(
    "text",
    [
        "4) one, but he has a spare",
        "4) yes, in room 12",
        "4) two, and both sit in building 9",
        "4) un utilisateur, prêt",
    ],
)
def test_no_number_of_a_place_and_no_spare_makes_it_graver(text: str) -> None:
    assert not said(text).severity.urgent


def of(device: str, text: str) -> Severity:
    known = (fact("symptom", device), fact("customer", "Acme Dental"))
    letter = ("serial", "tests", "symptom", "users_down")
    return judged(
        text, writer=PROVEN, earlier=ticket(Severity.S4, Category.RMA, findings=known, asked=1, letters=(letter,))
    ).severity


DEAD = [
    "3) completely dead",
    "3) no dial tone at all",
    "3) cannot make or receive calls",
    "2) tried three ports, no dial tone on any",
    "2) swapped it with a known good one, it stays completely dead",
]


@pytest.mark.parametrize("text", DEAD)
@pytest.mark.parametrize("device", ["a handset is broken", "das Telefon ist defekt", "le poste est en panne"])
def test_what_is_told_of_a_set_in_answer_to_a_question_is_no_outage(device: str, text: str) -> None:
    assert of(device, text) is Severity.S4


@pytest.mark.parametrize(
    "text",
    [
        "3) the whole site is down, no calls in or out",
        "4) nobody at all can call in or out",
        "4) everybody, no calls in or out at the site",
        "3) completely dead\n\nAnd now no calls come in or go out at the clinic.",
        "3) completely dead, and 911 fails from every phone",
    ],
)
def test_a_site_without_calls_is_an_outage_in_any_answer(text: str) -> None:
    assert of("a handset is broken", text) is Severity.S1


def test_a_system_that_is_sent_back_may_be_the_site() -> None:
    assert of("the UCX50 server is broken", "3) completely dead, no calls in or out") is Severity.S1
