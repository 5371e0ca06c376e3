"""How much of a message triage reads: its beginning, where a machine has filled it."""

from __future__ import annotations

from deskbot.engine.bounds import LONGEST_SUBJECT, bounded
from deskbot.model.message import Address, Inbound

DOWN = "All phones are down at our clinic, nobody can call. "


def about(subject: str) -> Inbound:
    return Inbound(channel="email", external_id="1", sender=Address("ty@reseller.example"), subject=subject)


def test_of_a_subject_of_300_kb_no_more_is_judged_than_takes_a_moment() -> None:
    message = about(DOWN * 6000)

    read = bounded(message)

    assert read.subject == message.subject[:LONGEST_SUBJECT]
    assert len(read.subject) == 4_000
    assert read.subject.startswith(DOWN)


def test_a_subject_as_people_write_them_is_judged_whole() -> None:
    message = about(DOWN * 20)

    assert bounded(message) == message
