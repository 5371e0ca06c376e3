"""What a person at the desk sets right is read word for word, or refused with a hint."""

from __future__ import annotations

import pytest

from deskbot.errors import DeskbotError
from deskbot.model.case import Category, Finding, Severity, Source
from deskbot.tickets.corrections import Corrections, corrected, read_corrections

FACTS = ("release", "host_id", "customer")
BOOKS = ("trunk-down", "echo")


def read(*words: str) -> Corrections:
    return read_corrections(words, FACTS, BOOKS)


def test_severity_category_known_issue_and_facts_are_read() -> None:
    assert read("severity=s2", "category: rma", "playbook=echo", "release = 7.0.2", "Host ID: 50-77B3") == Corrections(
        severity=Severity.S2,
        category=Category.RMA,
        playbook="echo",
        facts=(("release", "7.0.2"), ("host_id", "50-77B3")),
    )


@pytest.mark.parametrize(
    "line", ["severity=S2 release=7.0.2 host id=50-77B3", "severity = S2, release = 7.0.2; host-id = 50-77B3"]
)
def test_several_changes_may_stand_on_one_line(line: str) -> None:
    assert read(line) == Corrections(severity=Severity.S2, facts=(("release", "7.0.2"), ("host_id", "50-77B3")))


def test_a_value_may_hold_what_only_looks_like_another_change() -> None:
    assert read("customer=Acme, release: Monday, x=1").facts == (("customer", "Acme, release: Monday, x=1"),)


def test_an_empty_value_forgets_a_fact_and_none_a_known_issue() -> None:
    assert read("release=", "playbook=none") == Corrections(playbook="", facts=(("release", ""),))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("severity=S5", 'severity: "S5" is not known'),
        ("category=incidnet", 'did you mean "incident"'),
        ("playbook=trunk-dwon", 'did you mean "trunk-down"'),
        ("relase=7", 'did you mean "release"'),
        ("release", "changes nothing"),
        ("release=" + "7" * 301, "301 characters are too many"),
    ],
)
def test_a_slip_is_refused_with_a_hint(words: str, says: str) -> None:
    with pytest.raises(DeskbotError, match=says):
        read(words)


def test_what_a_person_sets_replaces_what_was_read_and_says_who_set_it() -> None:
    before = (Finding("release", "7.1.2", "we run 7.1.2", 0.9), Finding("customer", "Hollis", "Hollis", 0.9))

    found = corrected(before, [("release", "7.0.2"), ("customer", "")], "ana")

    assert found == (Finding("release", "7.0.2", "set by ana", 1.0, Source.PERSON),)
