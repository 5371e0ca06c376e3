"""What a later message changes of a ticket, and what it never may."""

from __future__ import annotations

import pytest

from deskbot.cli.loading import load_playbook_set
from deskbot.model.case import Action, Category, Finding, Severity, Source
from deskbot.triage.pipeline import decide
from deskbot.triage.requirements import missing_keys, questions_for
from tests.unit.triage.cases import PROVEN, STRANGER, case, fact, judged, rules, ticket, values

SHIPPED = load_playbook_set(None)
KNOWN = (fact("symptom", "no dial tone on one phone"), fact("host_id", "50-77B3-E210"))


def asked() -> tuple[str, ...]:
    return missing_keys(Category.INCIDENT, {"symptom", "host_id"})


def test_questions_are_asked_in_the_order_of_their_places() -> None:
    assert asked() == ("customer", "callback", "impact", "model", "release", "tried")
    assert [question.key for question in questions_for(asked())] == list(asked())


def test_answers_by_number_belong_to_what_was_missing() -> None:
    text = (
        "1) Acme Dental\n2) 555-201-0143\n3) one user, reception\n4) UCX50\n5) 7.0.14\n6) new cable, no change\n\nJoe"
    )
    decision = judged(text, writer=PROVEN, earlier=ticket(findings=KNOWN, asked=1, letters=(asked(),)))
    found = values(decision)

    assert found["customer"] == "Acme Dental"
    assert found["callback"] == "555-201-0143"
    assert found["model"] == "UCX50"
    assert found["release"] == "7.0.14"
    assert found["tried"] == "new cable, no change"
    assert decision.missing == ()
    assert decision.questions == ()


def test_a_label_outweighs_the_number_before_it() -> None:
    decision = judged(
        "1. Release: 7.0.14\n2. Model: UCX50",
        writer=PROVEN,
        earlier=ticket(findings=KNOWN, asked=1, letters=(asked(),)),
    )

    assert values(decision)["release"] == "7.0.14"
    assert values(decision)["model"] == "UCX50"
    assert "customer" in decision.missing


def test_no_answer_to_a_question_leaves_it_open() -> None:
    decision = judged(
        "1) don't know\n5) n/a", writer=PROVEN, earlier=ticket(findings=KNOWN, asked=1, letters=(asked(),))
    )

    assert "customer" in decision.missing
    assert "release" in decision.missing


def test_newer_text_wins_over_an_earlier_fact() -> None:
    decision = judged("Sorry, the host ID is 50-77B3-E211.", writer=PROVEN, earlier=ticket(findings=KNOWN))

    assert values(decision)["host_id"] == "50-77B3-E211"


def test_what_a_person_at_the_desk_set_stays() -> None:
    held = Finding("host_id", "50-77B3-E210", "", 1.0, Source.PERSON)
    decision = judged("The host ID is 50-77B3-E211.", writer=PROVEN, earlier=ticket(findings=(held,)))

    assert values(decision)["host_id"] == "50-77B3-E210"


def test_an_unproven_writer_corrects_nothing_and_adds_with_little_certainty() -> None:
    text = "Host ID: 66-66AA-6666\nRelease: 7.0.14"
    decision = judged(text, writer=STRANGER, earlier=ticket(findings=KNOWN))
    found = {finding.key: finding for finding in decision.findings}

    assert found["host_id"].value == "50-77B3-E210"
    assert found["release"].confidence <= 0.5
    assert "facts-not-corrected" in rules(decision)


def test_an_unproven_writer_closes_nothing() -> None:
    text = "It works now, please close the ticket."

    assert judged(text, writer=PROVEN, earlier=ticket()).solved
    assert not judged(text, writer=STRANGER, earlier=ticket()).solved


@pytest.mark.parametrize("writer", [PROVEN, STRANGER])
def test_anybody_may_raise_the_urgency(writer: object) -> None:
    decision = judged("Now nobody can call in or out at all.", writer=writer, earlier=ticket(Severity.S3))

    assert decision.severity is Severity.S1
    assert decision.urgent


@pytest.mark.parametrize("writer", [PROVEN, STRANGER])
def test_no_message_lowers_its_ticket(writer: object) -> None:
    decision = judged("It is only one phone.", writer=writer, earlier=ticket(Severity.S1))

    assert decision.severity is Severity.S1
    assert "severity-kept" in rules(decision)


def test_a_ticket_keeps_its_category() -> None:
    decision = judged("How do I read the log you asked for?", writer=PROVEN, earlier=ticket())

    assert decision.category is Category.INCIDENT
    assert decision.action is Action.UPDATE


@pytest.mark.parametrize("category", [Category.STATUS, Category.JUNK])
def test_a_ticket_that_was_about_nothing_becomes_what_the_message_is_about(category: Category) -> None:
    decision = judged("One phone has no dial tone.", writer=PROVEN, earlier=ticket(Severity.S4, category))

    assert decision.category is Category.INCIDENT


def test_who_asks_for_news_is_not_asked_back() -> None:
    decision = judged("Any news on T-1042?", writer=PROVEN, earlier=ticket(asked=1))

    assert decision.questions == ()
    assert decision.missing != ()
    assert not decision.hand_over


def test_after_two_rounds_of_questions_a_person_goes_on() -> None:
    once = judged("The model is a UCX50.", writer=PROVEN, earlier=ticket(asked=1))
    twice = judged("The model is a UCX50.", writer=PROVEN, earlier=ticket(asked=2))

    assert once.questions
    assert not once.hand_over
    assert twice.questions == ()
    assert twice.hand_over


def test_a_new_symptom_beside_thanks_is_not_solved() -> None:
    decision = judged(
        "Thanks, that part works now. But since an hour extension 12 has no audio at all on outside calls.",
        writer=PROVEN,
        earlier=ticket(),
    )

    assert not decision.solved


def test_the_subject_of_an_answer_is_old_news() -> None:
    decision = judged("Here is the capture you asked for.", "Re: SYSTEM DOWN, nobody can call", writer=PROVEN)

    assert decision.severity is not Severity.S1


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("It works again since noon, thank you.", True),
        ("Everything is back to normal.", True),
        ("Sorry, it is back: she cannot hear callers again.", False),
        ("The problem is back again since noon.", False),
        ("They still can't be heard, it is back again now.", False),
    ],
)
def test_trouble_that_is_back_is_not_taken_for_service_that_is_back(text: str, over: bool) -> None:  # noqa: FBT001
    decision = judged(text, writer=PROVEN, earlier=ticket(Severity.S3, findings=KNOWN))

    assert decision.solved is over


@pytest.mark.parametrize(
    "text",
    [
        "Host ID: 50-77B3-E210",
        "Release: 7.0.14",
        "Carrier: Example Telecom, SIP trunk",
        "the callback number was wrong, use 312 555 0199 please",
        "Host-ID ist 50-77B3-E210",
        "El host ID es 50-77B3-E210",
    ],
)
def test_a_fact_that_was_asked_for_is_no_sign_of_a_known_issue(text: str) -> None:
    held = ticket(findings=KNOWN, asked=1, playbook="echo")

    assert decide(case(text, writer=PROVEN, earlier=ticket(findings=KNOWN, asked=1)), SHIPPED).playbook is None
    assert decide(case(text, writer=PROVEN, earlier=held), SHIPPED).playbook == "echo"


def test_an_answer_that_tells_of_the_trouble_finds_its_known_issue() -> None:
    found = decide(case("Calls drop after 32 seconds, every time.", writer=PROVEN, earlier=ticket(asked=1)), SHIPPED)

    assert found.playbook == "drop-at-32-seconds"
