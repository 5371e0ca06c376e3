"""What an acknowledgement adds for each kind of request; it promises nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskbot.model.case import Action, Category, Decision, Finding, Severity, Standing, Writer
from deskbot.model.directory import Contact
from deskbot.model.message import Question
from deskbot.tickets import replies
from deskbot.tickets.guidance import all_guidance
from deskbot.tickets.speech import LANGUAGES, say

LINKS = {
    "documentation": "https://docs.desk.example/",
    "portal": "https://portal.desk.example/",
    "quotation": "https://portal.desk.example/quotation",
    "training": "https://portal.desk.example/training",
    "rma_policy": "https://portal.desk.example/rma",
}
PROVEN = Writer(standing=Standing.PROVEN, why="dkim", person="Ty Okafor")
STRANGER = Writer(standing=Standing.UNPROVEN, why="none")


def letter(category: Category, *, writer: Writer = PROVEN, language: str = "en", **more: object) -> str:
    people = more.pop("people", ())
    links = more.pop("links", LINKS)
    decision = Decision(action=Action.OPEN, category=category, severity=Severity.S4, language=language, **more)
    setting = replies.Setting(desk_name="Desk", phone="+1 202 555 0100", language=language, links=links, people=people)
    return replies.acknowledgement(1042, "x", decision, writer, setting, None)


def test_a_return_gets_the_checklist_with_what_is_known_ticked_off() -> None:
    findings = (Finding("serial", "5025-1"), Finding("tests", "self test fails"))
    text = letter(Category.RMA, findings=findings)

    assert "[x] the serial number of the faulty device" in text
    assert "[x] the diagnostic tests" in text
    assert "[ ] that serial number is registered under its parent" in text
    for word in ("warranty", "photo or a video", "contact", "spare system", "temporary licence", LINKS["rma_policy"]):
        assert word in text


@pytest.mark.parametrize(
    ("value", "mark"),
    [
        ("It is under warranty, in use since March 2026.", "x"),
        ("yes", "x"),
        ("ja, bis März", "x"),
        ("no", " "),
        ("No, it expired in May.", " "),
        ("The unit is out of warranty.", " "),
        ("nein, abgelaufen", " "),
        ("L'appareil n'est plus sous garantie.", " "),
        ("fuera de garantía", " "),
        ("não", " "),
    ],
)
def test_warranty_is_ticked_where_it_is_told_and_not_where_it_is_denied(value: str, mark: str) -> None:
    assert f"[{mark}] the device is under warranty" in letter(Category.RMA, findings=(Finding("warranty", value),))


def test_what_is_not_registered_yet_is_not_ticked() -> None:
    for value, mark in (("yes", "x"), ("no", " "), ("not yet", " ")):
        text = letter(Category.RMA, findings=(Finding("child_registered", value),))
        assert f"[{mark}] that serial number is registered" in text


KNOWN = tuple(Finding(key, "yes") for key in ("serial", "child_registered", "tests", "evidence", "ship_to"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_return_that_lacks_nothing_that_is_a_must_names_what_is_open_on_its_list(language: str) -> None:
    item = LANGUAGES[language]["rma-warranty"]
    decision = Decision(
        action=Action.UPDATE, category=Category.RMA, severity=Severity.S4, language=language, findings=KNOWN
    )
    setting = replies.Setting(desk_name="Desk", phone="+1 202 555 0100", language=language)

    def told(*more: Finding) -> str:
        known = replace(decision, findings=(*KNOWN, *more))
        return replies.follow_up(1042, known, setting, completed=True, known_here=True) or ""

    all_there = say(language, "completed", ticket="T-1042")
    assert item in told()
    assert all_there not in told()
    assert all_there in told(Finding("warranty", "yes"))
    assert item not in told(Finding("warranty", "no"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("category", [Category.RMA, Category.LICENCE])
def test_nothing_is_promised_about_a_return_or_a_licence(category: Category, language: str) -> None:
    text = letter(category, language=language).casefold()

    for word in ("approved", "rma number", "free of charge", "eligible", "price", "aprobad", "genehmigt", "approuv"):
        assert word not in text


def test_a_stranger_is_not_told_what_is_known() -> None:
    assert "[x]" not in letter(Category.RMA, writer=STRANGER, findings=(Finding("serial", "5025-1"),))


def test_a_licence_move_names_both_ids_the_reason_and_the_subscription() -> None:
    text = letter(Category.LICENCE)

    for word in ("old and the new host id", "reason", "subscription"):
        assert word in text


def test_a_question_how_is_pointed_to_documentation_and_to_what_a_fault_needs() -> None:
    text = letter(Category.HOWTO, topics=("configuration",))

    for word in (LINKS["documentation"], "Level 1 and Level 2", "host id", LINKS["documentation"]):
        assert word in text


def test_a_question_for_a_quotation_is_pointed_to_the_portals_tool_only() -> None:
    text = letter(Category.HOWTO, topics=("quotation",))

    assert LINKS["quotation"] in text
    assert LINKS["documentation"] not in text


def test_a_page_that_the_desk_has_not_named_is_not_spoken_of() -> None:
    text = letter(Category.HOWTO, topics=("quotation",), links={})

    assert "http" not in text
    assert "Level 1" in text


def test_who_asks_for_access_sees_who_may_open_tickets_and_who_lacks_the_training() -> None:
    people = (
        Contact(id=1, reseller_id=1, name="Ty Okafor", trained=True),
        Contact(id=2, reseller_id=1, name="Ann Lee", trained=False),
    )
    text = letter(Category.ACCESS, people=people)

    assert "Ty Okafor, Ann Lee" in text
    assert "not attended the introductory product training yet: Ann Lee" in text
    assert LINKS["training"] in text


def test_a_stranger_sees_nobody() -> None:
    people = (Contact(id=1, reseller_id=1, name="Ty Okafor"),)

    assert "Okafor" not in letter(Category.ACCESS, writer=STRANGER, people=people)


def test_an_incident_gets_no_such_paragraphs() -> None:
    assert "http" not in letter(Category.INCIDENT)
    assert {one.category for one in all_guidance()} == {
        Category.RMA, Category.LICENCE, Category.HOWTO, Category.ACCESS,
    }  # fmt: skip


def test_a_question_that_only_helps_is_marked_so() -> None:
    questions = (Question("model", "Which system?", "?"), Question("backup", "Last backup?", "?", helpful=True))
    text = letter(Category.INCIDENT, questions=questions)

    assert "1. Which system?\n2. Last backup? (if you have it)" in text
    assert "To go on we need" in text
    only = letter(Category.INCIDENT, questions=questions[1:])
    assert "nothing waits for it" in only
    assert "A person at the desk goes on" in only
