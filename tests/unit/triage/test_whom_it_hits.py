"""How many are hit, told by itself: a number of telephones, or the answer to our question for it."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from deskbot.triage.questions import OPTIONS
from deskbot.triage.registry import all_diagnostics
from tests.unit.triage.cases import PROVEN, fact, judged, rules, ticket

OFFERED = [next(one.options for one in all_diagnostics() if one.key == "impact")]
OFFERED += [one["impact"] for one in OPTIONS.values()]
"""One, several, all at the site, several sites: as buttons say it in each language."""


def answered(text: str, fails: str = "no dial tone", category: Category = Category.INCIDENT) -> Severity:
    """Return how grave a ticket is once somebody has answered what fails there, and whom it hits."""
    earlier = ticket(
        Severity.S3,
        category,
        findings=(fact("symptom", fails),),
        asked=1,
        letters=(("callback", "impact"),),
    )
    return judged(text, writer=PROVEN, earlier=earlier).severity


@pytest.mark.parametrize(
    "text",
    ["five phones", "Five phones.", "Hello, 5 users", "Twelve handsets", "fünf Telefone", "cinq postes"],
)
def test_five_telephones_and_not_a_word_more_are_grave(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S2
    assert answered(text) is Severity.S2


@pytest.mark.parametrize(
    "text",
    ["four phones", "one of five phones", "Five phones are fine."],
)
def test_fewer_are_not(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S3
    assert answered(text) is Severity.S3


@pytest.mark.parametrize("text", ["How much are five phones?", "Please quote five phones."])
def test_five_telephones_that_somebody_wants_are_a_request(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S4


@pytest.mark.parametrize(
    "text", ["2) five phones", "Impact: five phones", "2) 5", "2) about 12 users", "impact: seven people, all of sales"]
)
def test_the_answer_that_five_or_more_are_hit_raises_its_ticket(text: str) -> None:
    assert answered(text) is Severity.S2


@pytest.mark.parametrize("offered", OFFERED)
def test_the_button_for_a_whole_site_raises_its_ticket(offered: tuple[str, ...]) -> None:
    one, several, whole_site, sites = offered
    assert answered(f"impact: {one}") is answered(f"impact: {several}") is Severity.S3
    assert answered(f"impact: {whole_site}", "echo on calls") is Severity.S2
    assert answered(f"impact: {sites}", "echo on calls") is Severity.S2


@pytest.mark.parametrize("text", ["2) the whole site", "impact: all users at the site", "everyone", "Alle am Standort"])
def test_what_everybody_needs_lost_at_a_whole_site_is_an_outage(text: str) -> None:
    assert answered(text) is Severity.S1


@pytest.mark.parametrize("fails", ["the clocks are wrong", "hold music is silent", "caller id is missing"])
def test_a_convenience_that_fails_for_everybody_stays_small(fails: str) -> None:
    assert answered("2) the whole site", fails) is Severity.S3
    assert answered("2) five phones", fails) is Severity.S3


@pytest.mark.parametrize(
    "text",
    [
        "2) nobody is down",
        "2) no users",
        "impact: nobody",
        "2) one user, everyone else is fine",
        "2) all users are fine now",
        "2) five phones, but they work now",
        "2) the whole site, now and then",
        "2) three phones",
        "2) we have five phones in all",
    ],
)
def test_an_answer_that_spares_them_raises_nothing(text: str) -> None:
    assert answered(text) is Severity.S3


def test_it_is_said_why() -> None:
    earlier = ticket(Severity.S3, findings=(fact("symptom", "echo on calls"),), letters=(("impact",),))
    assert "told-whom" in rules(judged("1) five phones", writer=PROVEN, earlier=earlier))


@pytest.mark.parametrize(
    "text",
    [
        "Cinco teléfonos no tienen tono.",
        "five phones have no dial tone",
        "Seven phones do not register.",
        "Five phones at Acme Dental are dead.",
        "Sechs Telefone haben kein Freizeichen.",
    ],
)
def test_a_few_telephones_that_are_counted_are_no_outage(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S2
    assert judged(f"1) 806 555 0119\n2) {text}", writer=PROVEN, earlier=ticket(Severity.S3)).severity is Severity.S2


@pytest.mark.parametrize(
    "text",
    [
        "We have 12 phones and none can call.",
        "12 phones, nobody can call",
        "Six phones have no dial tone and nobody can call out.",
        "Five phones cannot dial 911.",
        "Five phones have no dial tone. We are hard down.",
        "Our clinic: 8 phones dead, no calls in or out.",
    ],
)
def test_a_count_beside_an_outage_hides_none(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1
