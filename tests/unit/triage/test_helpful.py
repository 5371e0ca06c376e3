"""Facts that are no must are asked for where they bear on the trouble: the network for voices, the backup for data.

And those that matter most for the known issue that it clearly is.
"""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Decision, Severity
from deskbot.triage.pipeline import decide
from deskbot.triage.playbooks import load_playbooks
from deskbot.triage.steps.decide import MOST_QUESTIONS
from tests.unit.triage.cases import PROVEN, case, fact, judged, ticket, values
from tests.unit.triage.test_playbook_releases import BOOK, TEXT


def helpful(text: str) -> set[str]:
    return {one.key for one in judged(text, writer=PROVEN).questions if one.helpful}


@pytest.mark.parametrize(
    "text",
    [
        "One-way audio on extension 12 of Acme Dental.",
        "Calls at Acme Dental drop after half a minute.",
        "The remote phones of Acme Dental lose registration every hour.",
        "Bei unserem Kunden Acme bricht jedes Gespräch nach 30 Sekunden ab.",
        "Chez notre client Acme les appels sont coupés au bout de 30 secondes.",
        "En nuestro cliente Acme las llamadas se cortan a los 30 segundos.",
        "No nosso cliente Acme as ligações caem depois de 30 segundos.",
    ],
)
def test_voices_and_dropped_calls_ask_for_the_network(text: str) -> None:
    assert "network" in helpful(text)


@pytest.mark.parametrize(
    "text",
    [
        "Since the upgrade to 7.1 extension 12 at Acme Dental has no voicemail.",
        "The disk of the UCX50 at Acme Dental is full and nothing is recorded.",
        "We mistyped the host ID on the order. Should be 44AA-1290, we wrote 44AA-1209. Can you reissue the key?",
        "Requesting return authorization for a UCX50 server at Acme Dental, the UCX50 does not boot.",
    ],
)
def test_upgrades_disks_servers_and_licences_ask_for_the_backup(text: str) -> None:
    assert "backup" in helpful(text)


@pytest.mark.parametrize(
    "text",
    ["The display of one phone at Acme Dental is blank.", "The holiday greeting of Acme Dental plays in March."],
)
def test_what_they_do_not_bear_on_asks_for_neither(text: str) -> None:
    assert helpful(text) == set()


def test_what_helps_is_asked_behind_what_is_required_once_and_keeps_nothing_waiting() -> None:
    first = judged("One-way audio on extension 12 of Acme Dental.", writer=PROVEN)

    assert [one.helpful for one in first.questions] == sorted(one.helpful for one in first.questions)
    assert "network" not in first.missing
    again = judged(
        "The model is a UCX50.", writer=PROVEN, earlier=ticket(Severity.S3, findings=first.findings, asked=1)
    )
    assert not any(one.helpful for one in again.questions)


def test_an_answer_by_the_number_of_a_helpful_question_is_read() -> None:
    known = [fact(key, key) for key in ("customer", "callback", "host_id", "impact", "model", "release", "tried")]
    earlier = ticket(
        Severity.S3,
        Category.INCIDENT,
        findings=(*known, fact("symptom", "calls drop")),
        asked=1,
        letters=(("network", "examples"),),
    )
    decision = judged("1) 100 Mbit fibre, no loss", writer=PROVEN, earlier=earlier)

    assert values(decision)["network"] == "100 Mbit fibre, no loss"


def echo(text: str, diagnostics: str, **given: object) -> Decision:
    """Return what becomes of a mail where the known issue names these diagnostics."""
    head = f"diagnostics: [{diagnostics}]\nversions:"
    books = load_playbooks([("echo.md", BOOK.replace("versions:", head))])
    return decide(case(text, "Echo on every call", writer=PROVEN, **given), books)


def asked(decision: Decision) -> list[str]:
    return [one.key for one in decision.questions]


def test_what_the_known_issue_needs_most_is_asked_behind_the_rest_and_keeps_nothing_waiting() -> None:
    without, found = echo(TEXT, ""), echo(TEXT, "carrier, scenario, impact")

    assert found.playbook == "echo"
    assert set(asked(found)) - set(asked(without)) == {"scenario", "carrier"}
    assert [one.helpful for one in found.questions] == sorted(one.helpful for one in found.questions)
    assert found.missing == without.missing
    assert asked(found).count("impact") <= 1


def test_it_is_asked_once_and_never_where_it_was_told() -> None:
    told = echo(f"{TEXT} The carrier says that the trunk is clean.", "carrier, vpn")
    assert "carrier" not in asked(told)
    assert "vpn" in asked(told)

    earlier = ticket(Severity.S3, findings=told.findings, asked=1)
    again = echo("All users hear their own voice as an echo on every call.", "carrier, vpn", earlier=earlier)
    assert "vpn" not in asked(again)


def test_it_is_not_asked_where_no_known_issue_fits_clearly() -> None:
    other = decide(
        case("The display of one phone at Acme Dental is blank.", "One display", writer=PROVEN),
        load_playbooks([("echo.md", BOOK.replace("versions:", "diagnostics: [carrier]\nversions:"))]),
    )

    assert other.playbook is None
    assert "carrier" not in asked(other)


def test_what_tickets_of_the_category_have_no_use_for_is_not_asked() -> None:
    assert "old_host_id" not in asked(echo(TEXT, "old_host_id, carrier"))


def test_a_letter_asks_no_more_than_anybody_answers_the_foremost_first() -> None:
    many = "vpn, site_contact, evidence, examples, carrier, network, backup, changed, frequency, started_at, scenario"
    found = echo(TEXT, many)

    assert len(found.questions) == MOST_QUESTIONS
    assert "vpn" in asked(found)
    assert "scenario" not in asked(found)


def test_a_file_that_was_claimed_is_not_asked_for_a_second_time() -> None:
    found = echo(f"{TEXT} The trace is attached.", "evidence")

    assert asked(found).count("evidence") == 1
    assert found.questions[-1].claimed
