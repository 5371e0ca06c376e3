"""What is seen of a mail before anybody has read it."""

from __future__ import annotations

import pytest

from deskbot.channels.email.glancing import glance_at
from deskbot.triage.at_a_glance import may_be_urgent


def mail(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def test_sender_and_words_are_seen_as_they_stand_there() -> None:
    seen = glance_at(
        mail('From: "ty@elsewhere.example" <Ty@One.example>', "Subject: No", " calls", "", "Site is down."),
        client="192.0.2.1",
    )
    assert (seen.sender, seen.client, seen.words) == ("ty@one.example", "192.0.2.1", "No calls\nSite is down.")


def test_a_coded_subject_and_body_are_decoded() -> None:
    seen = glance_at(
        mail(
            "From: a@b.example",
            "Subject: =?utf-8?B?Tm90ZmFsbCE=?=",
            "Content-Transfer-Encoding: base64",
            "",
            "QWxsZSBUZWxlZm9uZSBzaW5kIHRvdCwgYml0dGUgcnVmZW4gU2llIHVucyBhbg==",
        )
    )
    assert "Notfall!" in seen.words
    assert "Telefone sind tot" in seen.words


def test_who_signed_in_is_the_one_who_writes() -> None:
    seen = glance_at(mail("From: other@b.example", "", "x"), submitted_as="Ty@one.example")
    assert (seen.sender, seen.admitted) == ("ty@one.example", True)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0" * 50_000,
        b"From:" + b" \n" * 50_000,
        b"Subject: =?utf-8?B?A?= =?x?q?=?=",
        b"A" * 100_000,
        b"\n\n=\n=Z=",
    ],
)
def test_whatever_comes_it_does_not_fail(raw: bytes) -> None:
    assert not glance_at(raw).admitted


@pytest.mark.parametrize(
    "words",
    [
        "URGENT: site down",
        "Alle Telefone sind tot",
        "Plus aucun appel depuis ce matin",
        "Estamos sin servicio",
        "Fora do ar",
    ],
)
def test_what_cries_is_heard(words: str) -> None:
    assert may_be_urgent(words)


@pytest.mark.parametrize("words", ["How do I add a user?", "Invoice for March", "Thanks, all is well"])
def test_what_is_calm_waits_for_its_turn(words: str) -> None:
    assert not may_be_urgent(words)


def test_a_sender_has_no_letter_that_the_database_cannot_keep() -> None:
    assert "\0" not in glance_at(mail("From: a\0b@x\0.example", "", "x")).sender
