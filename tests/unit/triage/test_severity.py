"""How urgent a message is by its words, and which words say nothing of it."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from tests.unit.triage.cases import judged, rules

CRITICAL = """
The PRI went red at 7 this morning at Acme Dental and nobody can call in or out.
Hospital switchboard dead. All 200 phones show No Service.
They can't make any calls at all.
Nobody can reach the office from outside, callers get a not in service message.
Dialing 911 from any phone gives a fast busy.
When they call 911 the dispatcher sees the old address on Oak Street.
Emergency calls are going to the wrong county.
The UCX1000 will not boot after the power cut, it sits at a grub prompt.
About 60% of calls to the site fail with a 503 since noon.
Every other call drops as soon as it is answered, all users, all day.
Seven out of ten outbound calls fail today for the whole building.
We see hundreds of calls to Somalia overnight from extension 205, nobody is in the building.
The lobby phone makes calls one after another, nobody is in the building and it is locked.
Someone hacked the voicemail and is dialing overseas right now.
The database is corrupt and all the extensions are gone. They never made a backup.
The phones at the clinic have been down since about 10.
Main PRI down, it is their only trunk, no incoming or outgoing calls.
Incoming calls are not reaching the hotel at all, guests can only call out.
Kein Amt seit heute morgen, niemand kann telefonieren.
Der Notruf 112 geht nicht, man hört nur besetzt.
El conmutador está caído, no entran ni salen llamadas.
Le système est en panne, aucun appel n'entre ni ne sort.
O PABX caiu, ninguém consegue ligar.
""".strip().split("\n")

MAJOR = """
The whole sales department can't receive calls, other departments are fine.
All remote users dropped off this morning, office phones are fine.
Main number rings busy for callers, direct numbers work.
Eight phones on the second floor are dead since the storm.
The DSM16 is dead, 14 digital sets have no dial tone. IP phones work.
HA is running on one node, replication broken.
""".strip().split("\n")

MINOR = """
One phone at the front desk has no dial tone, everyone else is fine.
Extension 204 can't dial out, the rest of the office is OK.
Calls were down yesterday but everything is back to normal now, we want to know why.
The phones are not down but ext 12 has echo on some calls.
Fax fails about half the time on the analog port, phones are fine.
The customer's office is at 911 Main Street; one handset has a dead display.
Intermittently a call drops, maybe one in twenty.
""".strip().split("\n")

REQUESTS = """
How do I add a night greeting on the UCX50?
What should we do if the system goes down during the holidays?
Is there a document on how 911 should be configured in the UCX?
Can you reset my partner portal password?
""".strip().split("\n")


@pytest.mark.parametrize("text", CRITICAL)
def test_what_stops_calls_endangers_people_or_costs_money_is_s1(text: str) -> None:
    assert judged(text).severity is Severity.S1


@pytest.mark.parametrize("text", MAJOR)
def test_a_part_a_key_function_or_five_users_is_s2(text: str) -> None:
    assert judged(text).severity is Severity.S2


@pytest.mark.parametrize("text", MINOR)
def test_one_user_the_past_and_what_is_denied_is_s3(text: str) -> None:
    assert judged(text).severity is Severity.S3


@pytest.mark.parametrize("text", REQUESTS)
def test_a_question_or_request_is_s4(text: str) -> None:
    assert judged(text).severity is Severity.S4


def test_urgent_alone_sets_nothing_and_is_recorded() -> None:
    decision = judged("URGENT! The display of one phone at Acme Dental flickers.")

    assert decision.severity is Severity.S3
    assert decision.claimed == "URGENT"
    assert "claimed" in rules(decision)


@pytest.mark.parametrize(
    "denied",
    ["It is not urgent.", "Ce n'est pas urgent.", "Es ist nicht dringend.", "No es urgente.", "Isso não é urgente."],
)
def test_who_writes_that_it_is_not_urgent_claims_nothing(denied: str) -> None:
    assert judged(f"The display of one phone at Acme Dental flickers. {denied}").claimed == ""


def test_two_dead_phones_are_two() -> None:
    assert judged("Two of our customer's phones are dead.").severity is Severity.S3
    assert judged("All 4 phones at the customer are dead, nothing else is there.").severity is Severity.S1


def test_a_street_number_is_no_emergency_call() -> None:
    decision = judged("Acme Dental, 911 Main St, one phone there has no display. Only that one.")

    assert decision.severity is Severity.S3


def test_an_emergency_line_in_the_signature_says_nothing() -> None:
    decision = judged("One set has echo.\n\nRegards\nJoe Field\nValley Telecom\n24/7 EMERGENCY LINE 555 201 0100")

    assert decision.severity is Severity.S3
    assert decision.claimed == ""


def test_an_end_users_failing_emergency_call_is_s1() -> None:
    text = "We dialed 911 from our office phone and it did not go through. We're a daycare. I don't know who to call."
    decision = judged(text, message={"sender": _stranger()})

    assert (decision.category, decision.severity) == (Category.ENDUSER, Severity.S1)
    assert decision.urgent


def _stranger() -> object:
    from deskbot.model.message import Address

    return Address("ann@sunnykids.example", "Ann")


def test_every_decision_says_which_rules_did_not_fire() -> None:
    decision = judged("One phone at the front desk has no dial tone, everyone else is fine.")

    assert {"severity-misses", "category-misses"} <= rules(decision)
