"""A new topic in an old thread is told from an answer under a changed subject; in doubt it is an answer."""

from __future__ import annotations

import pytest

from deskbot.tickets.topic import bare, is_new_topic

TEXT = "We need a licence transfer for Cedar Dental to the new system please."


def test_another_subject_without_our_tag_over_a_trouble_of_its_own_is_new():
    assert is_new_topic("Cedar Dental: licence transfer", "One-way audio at Hollis", TEXT, tells=True)


@pytest.mark.parametrize(
    "subject",
    [
        "Re: One-way audio at Hollis [T-1001]",
        "Cedar Dental: licence transfer [T-1001]",
        "Re: One-way audio at Hollis",
        "AW: WG: one-way audio at hollis",
        "One-way audio at Hollis, new logs",
        "audio",
        "",
        "Re:",
    ],
)
def test_these_belong_to_their_ticket(subject: str):
    assert not is_new_topic(subject, "One-way audio at Hollis", TEXT, tells=True)


def test_what_tells_nothing_by_itself_belongs_to_its_ticket():
    assert not is_new_topic("logs.zip", "One-way audio at Hollis", TEXT, tells=False)


def test_a_word_or_two_belong_to_their_ticket():
    assert not is_new_topic("logs.zip", "One-way audio at Hollis", "phones down, logs here", tells=True)


@pytest.mark.parametrize(
    ("subject", "plain"),
    [
        ("Re: AW: [T-1001] No calls", "no calls"),
        ("[EXTERNAL] Fwd: No calls [T-7]", "no calls"),
        ("Re[2]: No calls", "no calls"),
        ("RE\uff1a No calls", "no calls"),
        ("Hollis: no calls", "hollis: no calls"),
    ],
)
def test_a_subject_is_compared_without_what_mailers_put_before_it(subject: str, plain: str):
    assert bare(subject) == plain
