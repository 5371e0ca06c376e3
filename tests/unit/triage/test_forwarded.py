"""A mail that is passed on is judged by its words, in whatever way it was passed on."""

from __future__ import annotations

import pytest

from deskbot.channels.email.parsing import read_mail
from deskbot.model.case import Case, Category, Decision, Severity
from deskbot.triage.pipeline import decide
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.sentences import Region, read
from tests.unit.triage.cases import NOW, STRANGER, case, judged, values

OUTAGE = (
    "Nobody at Hollis Vet Clinic can make or receive any calls, the whole site is down since 9 this morning.\n"
    "We restarted the server, no change.\n\nCall me on 214 555 0137.\nKim Hollis\n24/7 EMERGENCY LINE: 214 555 0199"
)
FROM, TO, SUBJECT = "Kim Hollis <kim@hollisvet.example>", "Joe Field <joe@valleytelecom.example>", "Our phones"
GMAIL = f"---------- Forwarded message ---------\nFrom: {FROM}\nDate: Mon, Nov 16, 2026 at 9:40 AM\nSubject: {SUBJECT}"
ENGLISH = f"From: {FROM}\nSent: Monday, November 16, 2026 9:40 AM\nTo: {TO}\nSubject: {SUBJECT}"
GERMAN = f"Von: {FROM}\nGesendet: Montag, 16. November 2026 09:40\nAn: {TO}\nBetreff: {SUBJECT}"
FRENCH = f"De : {FROM}\nEnvoyé : lundi 16 novembre 2026 09:40\nÀ : {TO}\nObjet : {SUBJECT}"
SPANISH = f"De: {FROM}\nEnviado el: lunes, 16 de noviembre de 2026 9:40\nPara: {TO}\nAsunto: {SUBJECT}"
RULE = "_" * 32
WAYS = [GMAIL, ENGLISH, GERMAN, FRENCH, SPANISH, f"{RULE}\n{ENGLISH}", f"-----Original Message-----\n{ENGLISH}"]


def passed_on(header: str, text: str = OUTAGE, note: str = "Please take this.\n\nJoe Field\n555 201 0100") -> Case:
    mail = f"From: {TO}\nTo: support@desk.example\nSubject: Fwd: {SUBJECT}\nMIME-Version: 1.0\n"
    mail += f"Content-Type: text/plain; charset=utf-8\n\n{note}\n\n{header}\n\n{text}\n"
    return Case(message=read_mail(mail.encode(), own_addresses=["support@desk.example"]), writer=STRANGER, now=NOW)


def decided(given: Case) -> Decision:
    return decide(given, PlaybookSet())


@pytest.mark.parametrize("header", WAYS)
def test_an_outage_that_is_passed_on_is_as_grave_as_one_that_is_told(header: str) -> None:
    assert judged(OUTAGE).severity is Severity.S1
    assert decided(passed_on(header)).severity is Severity.S1


@pytest.mark.parametrize("header", WAYS)
def test_note_and_mail_and_both_signatures_are_told_apart(header: str) -> None:
    regions = {line: region for line, region in read(passed_on(header).message).lines if line}

    assert regions["Please take this."] is Region.BODY
    assert regions["555 201 0100"] is Region.SIGNATURE
    assert regions["We restarted the server, no change."] is Region.FORWARDED
    assert regions["24/7 EMERGENCY LINE: 214 555 0199"] is Region.FORWARDED_SIGNATURE


def test_an_end_customers_own_words_passed_on_by_whom_the_directory_does_not_know_are_no_end_customers() -> None:
    text = (
        "Joe, our phones don't do anything this morning. No lights, no dial tone, callers get a recording that we are "
        "not available. All of us, all three floors. We are losing business, please hurry.\nKim"
    )
    decision = decided(passed_on(GMAIL, text, "Please see below, can you look asap? I can't get in either."))
    assert decision.category is Category.INCIDENT
    assert decision.severity is Severity.S1


def test_words_in_the_signature_of_a_mail_that_is_passed_on_claim_nothing() -> None:
    assert decided(passed_on(ENGLISH)).claimed == ""


def test_the_number_to_call_back_is_the_writers() -> None:
    assert values(decided(passed_on(ENGLISH)))["callback"] == "555 201 0100"


def test_the_words_of_another_channel_are_all_the_writers() -> None:
    told = read(case("One phone is dead.", message={"reply": "Two phones are dead.", "signature": ""}).message)

    assert [sentence.text for sentence in told.told] == ["Two phones are dead."]


CALM = "Hi, none of our phones work this morning. We cannot call out and guests cannot reach us. Please help!\nKim"


@pytest.mark.parametrize("header", WAYS)
def test_an_end_customers_outage_that_another_house_passes_on_is_an_incident_though_nobody_knows_it(
    header: str,
) -> None:
    decision = decided(passed_on(header, CALM, note="see below, can you help?"))
    assert (decision.category, decision.severity) == (Category.INCIDENT, Severity.S1)


def test_whoever_passes_on_the_mail_of_their_own_house_is_no_reseller_for_that() -> None:
    header = GMAIL.replace(FROM, "Kim Hollis <kim@valleytelecom.example>")
    decision = decided(passed_on(header, CALM, note="see below, can you help?"))
    assert decision.category is Category.ENDUSER
