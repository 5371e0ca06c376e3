"""Four lines at the top of a ticket: short, in a person's words, and true."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbot.model.case import Action, Category, Decision, Finding, Reason, Severity
from deskbot.model.ticket import State, Ticket
from deskbot.tickets.suggestions import LONGEST, TO_DO, Known, of_decision, of_ticket, suggestions
from deskbot.triage.pipeline import decide
from deskbot.triage.playbooks import PlaybookSet
from tests.unit.triage.cases import PROVEN, SYSTEM, case

NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)
OUTBOUND = """Hi Ana,

since 8:10 this morning nobody at Acme Dental can make outbound calls. Host ID 50-77B3-E210. All 24 users are affected.
We rebooted the gateway, no change. Please call me on 972 555 0142.
"""


def lines(text: str, subject: str = "", **given: object) -> tuple[str, ...]:
    one = case(text, subject, **given)
    return suggestions(of_decision(one, decide(one, PlaybookSet())))


def known(**given: object) -> Known:
    return replace(Known(subject="Phones", category=Category.INCIDENT, severity=Severity.S3), **given)


def test_an_outage_reads_as_a_person_would_say_it() -> None:
    told = "Hi Ana, since 8:10 this morning nobody at Acme Dental can make outbound calls."
    facts = {"customer": "Acme Dental", "model": "UCX50", "release": "7.0.14", "symptom": told, "impact": told}
    reasons = (
        Reason("category-failure", "incident: it tells of a failure", told),
        Reason("several-users", "S2: five users or more are hit", "All 24 users are affected."),
    )
    findings = tuple(Finding(key, value) for key, value in facts.items())

    assert suggestions(known(severity=Severity.S2, findings=findings, reasons=reasons)) == (
        "Summary: Acme Dental (UCX50, 7.0.14): since 8:10 this morning nobody can make outbound calls",
        "Category: incident, as it tells of a failure",
        'Severity: S2, as five users or more are hit ("All 24 users are affected")',
        "Next: nothing is missing, start on it",
    )


def test_four_words_of_a_stranger_are_enough_for_four_lines() -> None:
    summary, _, severity, following = lines("phones down, pls help")

    assert summary == "Summary: joe@valleytelecom.example: phones down, pls help"
    assert severity.startswith("Severity: S1, as ")
    assert following.startswith("Next: call them now, and ask for the customer, a number to call back and ")


def test_nothing_at_all_is_said_so() -> None:
    assert suggestions(known(subject="")) == (
        "Summary: nothing is said of what fails",
        "Category: incident",
        "Severity: S3",
        "Next: nothing is missing, start on it",
    )


def test_a_second_choice_is_named_where_it_is_near() -> None:
    text = (
        "Please send a replacement handset under warranty. Also, how do I add a ring group on UCX50? How do I name it?"
    )

    assert "; or perhaps rma" in lines(text, "RMA please")[1]


def test_no_second_choice_is_named_where_there_is_none() -> None:
    assert "perhaps" not in lines(OUTBOUND)[1]


def test_a_second_choice_that_has_become_the_first_is_not_named() -> None:
    reasons = (Reason("category-second", "or perhaps licence", "licence key"),)

    assert suggestions(known(category=Category.LICENCE, reasons=reasons))[1] == "Category: licence"


def test_a_licence_transfer_names_both_systems() -> None:
    facts = (Finding("old_host_id", "A-1"), Finding("new_host_id", "B-2"), Finding("customer", "Acme Dental"))

    assert (
        suggestions(known(category=Category.LICENCE, findings=facts))[0]
        == "Summary: Acme Dental: licence from A-1 to B-2"
    )


def test_a_question_is_summed_up_by_its_question() -> None:
    assert (
        lines("Hello team,\n\nhow do I change the holiday greeting on the system?\nThanks", "Question")[0]
        == "Summary: joe@valleytelecom.example: how do I change the holiday greeting on the system?"
    )


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"missing": ("callback", "host_id")}, "ask for a number to call back and the host id"),
        ({"missing": ("release",), "asked": 1, "state": State.WAITING_RESELLER}, "wait for their answer, we asked for"),
        (
            {"missing": ("release",), "asked": 1, "severity": Severity.S2},
            "start on it; they were asked for the release",
        ),
        (
            {"missing": ("tried",), "asked": 2, "hand_over": True},
            "go on with what is known; asked twice, still missing",
        ),
        ({"playbook": "sip-alg"}, "go through the known issue sip-alg with them"),
        ({"nearest": "sip-alg"}, "the nearest known issue is sip-alg"),
        ({"state": State.CLOSED, "severity": Severity.S1}, "nothing, it is closed"),
        ({"state": State.RESOLVED}, "nothing, it is solved"),
        ({"category": Category.ENDUSER}, "send them to their reseller"),
        (
            {"severity": Severity.S1, "findings": (Finding("callback", "972 555 0142"),)},
            "call them now on 972 555 0142",
        ),
    ],
)
def test_the_next_step_follows_from_where_the_ticket_stands(given: dict[str, object], says: str) -> None:
    assert says in suggestions(known(**given))[3]


def test_every_category_has_something_to_do() -> None:
    assert set(TO_DO) == set(Category)


def test_a_greeting_that_goes_straight_into_the_trouble_takes_nothing_of_it_along() -> None:
    facts = (Finding("symptom", "Hi all phones are down, nothing rings"),)

    assert "phones are down" in suggestions(known(findings=facts))[0]


def test_secrets_are_masked() -> None:
    facts = (Finding("symptom", "Phone 12 is not registered, password: hunter2secret!"),)

    assert "hunter2secret" not in str(suggestions(known(findings=facts, text="SIP secret: hunter2secret!")))


HARD = st.text(alphabet=st.characters(codec="utf-8"), max_size=400)


@settings(deadline=None)
@given(HARD, HARD, HARD, HARD, HARD)
def test_whatever_the_words_each_line_fits_and_is_one_line(
    who: str, model: str, what: str, text: str, why: str
) -> None:
    facts = (Finding("customer", who), Finding("model", model), Finding("symptom", what), Finding("callback", why))
    reasons = (Reason("outage", f"S1: {why}", what), Reason("category-x", f"incident: {why}", what))
    told = suggestions(known(findings=facts, text=text, severity=Severity.S1, reasons=reasons, writer=who))

    assert [one.partition(":")[0] for one in told] == ["Summary", "Category", "Severity", "Next"]
    assert all(len(one) <= LONGEST and one.isprintable() and one == one.strip() for one in told)


def test_a_ticket_that_was_stored_says_what_its_decision_said() -> None:
    one = case(OUTBOUND, "Phones down", writer=PROVEN, systems=(SYSTEM,))
    decision = decide(one, PlaybookSet())
    ticket = Ticket(
        number=1042,
        state=State.NEW,
        subject="Phones down",
        category=decision.category,
        severity=decision.severity,
        verified=True,
        created_at=NOW,
        updated_at=NOW,
        findings=decision.findings,
        missing=decision.missing,
    )

    assert suggestions(of_ticket(ticket, [asdict(decision)], text=one.message.reply, writer="Valley Telecom")) == (
        suggestions(of_decision(one, decision))
    )


def test_a_severity_that_was_kept_is_told_by_the_older_message_that_set_it() -> None:
    older = asdict(Decision(action=Action.OPEN, category=Category.INCIDENT, severity=Severity.S1))
    older["reasons"] = [{"rule": "outage", "says": "S1: calls cannot be made or received", "evidence": "all dead"}]
    newer = older | {"reasons": [{"rule": "severity-default", "says": "S3: no graver rule fits", "evidence": ""}]}
    ticket = Ticket(
        number=1,
        state=State.NEW,
        subject="x",
        category=Category.INCIDENT,
        severity=Severity.S1,
        verified=True,
        created_at=NOW,
        updated_at=NOW,
    )

    assert suggestions(of_ticket(ticket, [older, newer]))[2] == (
        'Severity: S1, as calls cannot be made or received ("all dead")'
    )


def test_the_category_is_told_by_the_message_that_decided_it() -> None:
    first = asdict(
        Decision(
            action=Action.OPEN,
            category=Category.INCIDENT,
            severity=Severity.S3,
            reasons=(Reason("category-failure", "incident: it tells of a failure", "no dial tone"),),
        )
    )
    later = asdict(
        Decision(
            action=Action.UPDATE,
            category=Category.INCIDENT,
            severity=Severity.S3,
            reasons=(Reason("category-otherwise", "incident: nothing says what it is about: a person must look"),),
        )
    )
    ticket = Ticket(
        number=1042,
        state=State.NEW,
        subject="Phone",
        category=Category.INCIDENT,
        severity=Severity.S3,
        verified=True,
        created_at=NOW,
        updated_at=NOW,
    )

    assert suggestions(of_ticket(ticket, [first, later]))[1] == "Category: incident, as it tells of a failure"
    by_person = replace(ticket, category=Category.RMA)
    assert suggestions(of_ticket(by_person, [first, first | {"category": "rma"}]))[1] == "Category: RMA"


def test_a_ticket_that_asked_for_news_only_is_told_by_the_message_that_said_more() -> None:
    status = asdict(Decision(action=Action.OPEN, category=Category.STATUS, severity=Severity.S4))
    said = (Reason("category-failure", "incident: it tells of a failure", "no dial tone"),)
    later = asdict(Decision(action=Action.UPDATE, category=Category.INCIDENT, severity=Severity.S3, reasons=said))
    ticket = Ticket(
        number=1042,
        state=State.NEW,
        subject="Phone",
        category=Category.INCIDENT,
        severity=Severity.S3,
        verified=True,
        created_at=NOW,
        updated_at=NOW,
    )

    assert suggestions(of_ticket(ticket, [status, later]))[1] == "Category: incident, as it tells of a failure"
