"""Whoever labels mails names what triage names."""

from __future__ import annotations

from datetime import UTC, datetime

from deskbot.cli.triage import judge, labels
from deskbot.triage.playbooks import PlaybookSet

MAIL = b"""From: Joe Field <joe@valleytelecom.example>
To: support@desk.example
Subject: Acme Dental
Message-ID: <1@valleytelecom.example>
Content-Type: text/plain; charset=utf-8

UCX50 at Acme Dental, host ID 50-77B3-E210, release 7.0.14. Nobody can call in or out since 8:15.
I rebooted it twice, no change. Call me at 555-201-0143.

On Mon, Nov 2, 2026 at 9:00 AM Support wrote:
> The host ID is 99-0000-AAAA.
"""


def test_the_labels_are_those_of_the_labelled_mails() -> None:
    message, decision = judge(MAIL, PlaybookSet(), now=datetime(2026, 11, 16, tzinfo=UTC))
    found = labels(message, decision)

    assert (found["category"], found["severity"], found["urgent"]) == ("incident", "S1", True)
    assert found["playbook"] is None
    assert found["automatic"] is None
    assert found["missing"] == []
    assert found["values"]["host_id"] == "50-77B3-E210"
    assert found["values"]["customer"] == "Acme Dental"
    assert set(found["values"]) == set(found["present"])
    assert found["reasons"]
