"""A playbook that names releases is told only where the system may run one of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskbot.model.case import Decision, Writer
from deskbot.triage.pipeline import decide
from deskbot.triage.playbooks import PlaybookSet, load_playbooks
from tests.unit.triage.cases import PROVEN, STRANGER, SYSTEM, case, fact, rules, ticket
from tests.unit.triage.sample import BOOKS as SHIPPED
from tests.unit.triage.sample import MAILS

BOOK = """---
id: echo
title: Echo on calls
symptoms: [callers hear their own voice, echo on every call]
examples: ["Dr Lane hears her own voice as an echo whenever a patient calls in."]
versions: ["7.0 - 7.1.2", ">= 8"]
---

## Resolution

1. Ask who hears it.
"""
OLD = replace(SYSTEM, id=2, host_id="50-1111-2222", release="6.0.4")
BOOKS: PlaybookSet = load_playbooks([("echo.md", BOOK)])
TEXT = "All users at Acme Dental hear their own voice as an echo on every call. Callers hear an echo, too."


def judged(text: str, writer: Writer = PROVEN, **given: object) -> Decision:
    return decide(case(text, "Echo on every call", writer=writer, **given), BOOKS)


def test_a_release_from_the_mail_counts() -> None:
    assert judged(f"{TEXT} The UCX50 runs release 7.0.14.").playbook == "echo"

    other = judged(f"{TEXT} The UCX50 runs release 6.0.2.")
    assert other.playbook is None
    assert not other.matches
    (why,) = [reason for reason in other.reasons if reason.rule == "playbook-release"]
    assert why.says == "echo is for releases 7.0 - 7.1.2 or >= 8; the system runs another"
    assert why.evidence == "6.0.2"


def test_a_release_from_the_directory_counts() -> None:
    assert judged(f"{TEXT} Host ID {SYSTEM.host_id}.", systems=(SYSTEM,)).playbook == "echo"

    text = f"{TEXT} Host ID {OLD.host_id}."
    assert judged(text, systems=(SYSTEM, OLD)).playbook is None


def test_a_release_that_nobody_knows_excludes_nothing() -> None:
    found = judged(TEXT)

    assert found.playbook == "echo"
    assert "playbook-release" not in rules(found)


def test_a_release_that_comes_later_takes_the_playbook_back() -> None:
    earlier = ticket(playbook="echo", findings=(fact("symptom", "echo"), fact("customer", "Acme Dental")))

    assert judged("version: 7.1.1", earlier=earlier).playbook == "echo"
    later = judged("version: 7.2", earlier=earlier)
    assert later.playbook is None
    assert "playbook-release" in rules(later)


def test_a_release_takes_nothing_back_by_somebody_unproven_and_nothing_that_a_person_set() -> None:
    earlier = ticket(playbook="echo", findings=(fact("symptom", "echo"),))

    assert judged("version: 7.2", STRANGER, earlier=earlier).playbook == "echo"
    assert judged("version: 7.2", earlier=replace(earlier, playbook_set=True)).playbook == "echo"


@pytest.mark.parametrize("books", [SHIPPED, PlaybookSet()], ids=["shipped", "none"])
@pytest.mark.parametrize("writer", [PROVEN, STRANGER], ids=["proven", "unproven"])
@pytest.mark.parametrize(
    "text", [*(text for _, text in MAILS.values()), "", "Thanks!", "Any news?", "Buongiorno a tutti."]
)
def test_nothing_but_another_release_takes_a_known_issue_off_its_ticket(
    text: str, writer: Writer, books: PlaybookSet
) -> None:
    decision = decide(case(text, "Re: Echo", writer=writer, earlier=ticket(playbook="dtmf")), books)

    assert decision.playbook is not None
