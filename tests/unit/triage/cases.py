"""Cases for tests of triage: a message of few words, a writer, perhaps a ticket."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from deskbot.channels.email.replies.stripping import signed
from deskbot.model.case import Case, Category, Decision, Earlier, Finding, Severity, Standing, Writer
from deskbot.model.directory import Contact, Reseller, System
from deskbot.model.message import Address, Inbound
from deskbot.triage.pipeline import decide
from deskbot.triage.playbooks import PlaybookSet

NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)
RESELLER = Reseller(id=1, key="valley", name="Valley Telecom")
CONTACT = Contact(id=1, reseller_id=1, name="Joe Field")
STRANGER = Writer(standing=Standing.UNPROVEN, why="no proof")
PROVEN = Writer(standing=Standing.PROVEN, why="dkim", reseller=RESELLER, contact=CONTACT, by="address")
SYSTEM = System(id=1, reseller_id=1, host_id="50-77B3-E210", customer="Acme Dental", model="UCX50", release="7.0.14")


def case(text: str, subject: str = "", *, writer: Writer = STRANGER, message: Any = None, **given: Any) -> Case:
    """Return a case with this text, its signature told apart as the mail channel does."""
    said, signature = signed(text.split("\n"), "Joe Field", "joe@valleytelecom.example")
    inbound = Inbound(
        channel="email",
        external_id="1",
        sender=Address("joe@valleytelecom.example", "Joe Field"),
        subject=subject,
        text=text,
        reply=said,
        signature=signature,
    )
    return Case(message=replace(inbound, **(message or {})), writer=writer, now=NOW, **given)


def judged(text: str, subject: str = "", **given: Any) -> Decision:
    """Return what triage makes of this text."""
    return decide(case(text, subject, **given), PlaybookSet())


def ticket(severity: Severity = Severity.S2, category: Category = Category.INCIDENT, **given: Any) -> Earlier:
    """Return a ticket that a message may belong to."""
    return Earlier(number=1042, category=category, severity=severity, **given)


def values(decision: Decision) -> dict[str, str]:
    """Return the decision's facts by key."""
    return {finding.key: finding.value for finding in decision.findings}


def rules(decision: Decision) -> set[str]:
    """Return the names of the rules that gave a reason."""
    return {reason.rule for reason in decision.reasons}


def fact(key: str, value: str) -> Finding:
    """Return a finding of an earlier message."""
    return Finding(key, value, value, 0.9)
