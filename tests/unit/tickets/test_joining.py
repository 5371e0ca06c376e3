"""Whether two tickets may become one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from deskbot.model.case import Category, Finding, Severity
from deskbot.model.page import Page, PageState
from deskbot.model.ticket import State, Ticket
from deskbot.tickets.joining import Parties, graver, joined_words, merged_findings, parted_words, why_not_merge
from deskbot.tickets.paging import foremost
from deskbot.tickets.topic import untagged

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SAME = Parties(of="Brightpath", to="Brightpath")


def ticket(number: int, **changes: object) -> Ticket:
    base = Ticket(
        number=number,
        state=State.WAITING_DESK,
        subject="Phones",
        category=Category.INCIDENT,
        severity=Severity.S3,
        verified=True,
        created_at=NOON,
        updated_at=NOON,
        reseller_id=1,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def test_two_tickets_of_one_reseller_may_be_merged() -> None:
    assert not why_not_merge(ticket(2), ticket(1), SAME)
    assert not why_not_merge(ticket(2, state=State.CLOSED), ticket(1, state=State.RESOLVED), SAME)


@pytest.mark.parametrize(
    ("source", "target", "says"),
    [
        (ticket(1), ticket(1), "into itself"),
        (ticket(2, merged_into=3), ticket(1), "T-2 was merged into T-3: use T-3"),
        (ticket(2), ticket(1, merged_into=2), "T-1 was merged into T-2: use T-2"),
        (ticket(2), ticket(1, state=State.CLOSED), "merge T-1 into T-2 instead"),
        (ticket(2), ticket(1, reseller_id=2), "never merged"),
        (ticket(2), ticket(1, reseller_id=None), "merge T-1 into T-2 instead"),
        (ticket(2, reseller_id=None), ticket(1, reseller_id=None), "nothing shows that the same people wrote"),
    ],
)
def test_what_may_not_be_merged_says_why_and_what_to_do(source: Ticket, target: Ticket, says: str) -> None:
    assert says in why_not_merge(source, target, SAME)


def test_strangers_tickets_are_merged_only_where_somebody_takes_part_in_both() -> None:
    one, other = ticket(1, reseller_id=None), ticket(2, reseller_id=None)

    assert not why_not_merge(other, one, Parties(share_people=True))
    assert not why_not_merge(other, ticket(1), Parties()), "a stranger's may go into a reseller's"


def test_an_incident_is_merged_only_with_an_incident() -> None:
    one, other = ticket(1, reseller_id=None), ticket(2, reseller_id=None)

    assert not why_not_merge(other, one, Parties(incidents=(1, 2)))
    assert "is an incident" in why_not_merge(other, one, Parties(incidents=(1,)))


def test_facts_are_joined_and_the_targets_own_stay() -> None:
    own, more = (Finding("model", "UCX50"),), (Finding("model", "UCX250"), Finding("host_id", "3G-1"))

    both, added = merged_findings(own, more)

    assert [(one.key, one.value) for one in both] == [("host_id", "3G-1"), ("model", "UCX50")]
    assert added == ("host_id",)
    assert graver(Severity.S3, Severity.S1) is Severity.S1


def page(number: int, **changes: object) -> Page:
    base = Page(
        id=number,
        ticket=number,
        policy="urgent",
        state=PageState.OPEN,
        level=0,
        round=0,
        code=number,
        due_at=NOON,
        created_at=NOON,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "worse",
    [{"verified": False}, {"ticket": 3}, {"step": 0}, {"step": 1}, {"id": 9}],
)
def test_the_page_that_is_nearest_to_a_person_stands_for_all(worse: dict[str, object]) -> None:
    severities = {1: Severity.S1, 2: Severity.S1, 3: Severity.S2}
    best, other = page(2, step=2), page(1, step=2)
    other = replace(other, **worse)  # type: ignore[arg-type]

    assert foremost([other, best], severities) is best


@pytest.mark.parametrize(
    "subject",
    [
        "Phones down",
        "Re: Phones down [T-1001]",
        "AW: RE:  Phones down [T-1001] [T-1002]",
        "[T-7] Phones down",
        "SV: Phones down",
        "Antw: TR: Phones down",
        "Re[2]: Phones down",
    ],
)
def test_a_subject_without_tags_and_signs_of_an_answer(subject: str) -> None:
    assert untagged(subject) == "Phones down"


@pytest.mark.parametrize("first", ["", "Press 7.", "Press 7.\n\nThen 8."])
@pytest.mark.parametrize("second", ["", "Press 8.", "Press 8.\n\nThen 9."])
def test_words_that_were_joined_are_parted_into_what_they_were(first: str, second: str) -> None:
    assert parted_words(joined_words(first, second), second) == first
