"""The key of a mail is the same for the same mail, and another one for any other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.channels.email.external_id import external_id_of
from tests.unit.channels.email.mails import raw, written
from tests.unit.growth import grows_linearly

MAIL = raw("gmail-en")


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


@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\r\n", b"\n\r\n", b"\r\n\n"])
def test_the_header_ends_at_the_first_empty_line_however_lines_end(end: bytes):
    assert external_id_of(b"From: a" + end + b"x\n\r\n\nSubject: b\n\n") == external_id_of(
        b"From: a\n\nx\n\n\nSubject: b\n\n"
    )


def test_a_line_end_between_two_pieces_of_a_long_body_is_one_line_end():
    for length in range(262_140, 262_150):
        body = b"x" * length + b"\n\nx" * 200_000
        assert external_id_of(written(body.replace(b"\n", b"\r\n"))) == external_id_of(written(body))


def test_a_long_body_counts_to_its_end():
    body = b"word \n" * 500_000

    assert external_id_of(written(body + b"a")) != external_id_of(written(body + b"b"))


def test_bodies_that_differ_below_a_very_long_header_are_two_mails():
    header = b"From: a@b.example\n" + b"X: y\n" * 1_000_000

    assert external_id_of(header + b"\na") != external_id_of(header + b"\nb")


HOSTILE = [
    b"\n",
    b"\r",
    b"\r\n",
    b"x",
    b"from:",
    b"from:a\n",
    b"from\n",
    b"a: b\n",
    b"date: \n \n",
    b"a\n\r\n",
    b"From\t",
]


@pytest.mark.parametrize("start", [b"", b"From:", b"a: b\n\n"])
@pytest.mark.parametrize("pattern", HOSTILE)
def test_a_key_takes_the_servers_loop_no_longer_than_its_bytes_are_many(start: bytes, pattern: bytes):
    grows_linearly(lambda size: start + pattern * (size // len(pattern)), external_id_of, 7_000_000)


@pytest.mark.parametrize("pattern", HOSTILE)
def test_of_a_header_no_more_than_a_megabyte_is_looked_at_for_names(pattern: bytes):
    named = b"From: a@b.example\n" + pattern * (1_100_000 // len(pattern)) + b"\nMessage-ID: <a@b.example>"

    assert external_id_of(named).startswith("#")
