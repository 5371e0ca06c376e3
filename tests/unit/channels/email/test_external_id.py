"""The key of a mail is the same for the same mail, and another one for any other."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.channels.email.external_id import external_id_of
from tests.unit.channels.email.mails import raw, written

MAIL = raw("gmail-en")
FAST = 0.0005


def test_a_second_way_through_other_servers_changes_nothing():
    other = (
        b"Received: from a.example by b.example; Tue, 10 Nov 2026 14:00:00 +0000\nDelivered-To: x@y.example\n" + MAIL
    )

    assert external_id_of(other) == external_id_of(MAIL)


def test_line_ends_and_a_last_empty_line_change_nothing():
    assert external_id_of(MAIL.replace(b"\n", b"\r\n") + b"\r\n") == external_id_of(MAIL)


def test_folding_a_header_changes_nothing():
    folded = MAIL.replace(b"Subject: Re: [T-1042] No calls", b"subject:Re: [T-1042]\r\n\tNo calls")

    assert external_id_of(folded) == external_id_of(MAIL)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b"50-77B3-E210", b"50-77B3-E211"),
        (b"No calls", b"No calls at all"),
        (b"ines@harborvoice.example>\nTo", b"mallory@harborvoice.example>\nTo"),
        (b"09:12:44", b"09:12:45"),
        (b"<mail-gmail-en@", b"<mail-2@"),
    ],
)
def test_other_content_under_the_same_message_id_is_another_mail(was: bytes, becomes: bytes):
    other = MAIL.replace(was, becomes)

    assert other != MAIL
    assert external_id_of(other) != external_id_of(MAIL)


def test_it_begins_with_the_message_id_for_people_who_search():
    assert external_id_of(MAIL).startswith("<mail-gmail-en@harborvoice.example>#")


def test_a_mail_without_a_message_id_has_a_key_too():
    assert external_id_of(written(b"a")) != external_id_of(written(b"b"))


def test_a_message_id_in_the_body_is_none():
    assert external_id_of(written(b"Message-ID: <a@b.example>")).startswith("#")


@given(st.binary())
def test_it_never_fails_on_any_bytes(octets: bytes):
    assert external_id_of(octets) == external_id_of(octets)
    assert external_id_of(octets).isascii()


@given(st.binary(), st.sampled_from([b"", b"Message-ID:", b"From: a\r\n b", b"\r\n\r\n", b"Date\t:"]))
def test_it_never_fails_on_something_like_a_mail(octets: bytes, start: bytes):
    assert "\n" not in external_id_of(start + octets)


def test_it_takes_no_time_worth_mentioning_on_the_servers_loop():
    mail = written(b"word " * 400)

    assert min(timed(mail) for _ in range(50)) < FAST


@pytest.mark.parametrize(
    "octets",
    [
        b"\n" * 1_000_000,
        b"From:" + b" " * 1_000_000,
        b"From:\n" + b" \n" * 500_000,
        b"from:" * 200_000,
        b"a: b\n" * 200_000,
    ],
)
def test_it_takes_linear_time_on_hostile_bytes(octets: bytes):
    assert timed(octets) < 1


def timed(mail: bytes) -> float:
    start = time.perf_counter()
    external_id_of(mail)
    return time.perf_counter() - start
