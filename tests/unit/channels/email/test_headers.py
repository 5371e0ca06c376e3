"""Headers are read as people mean them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.channels.email.parsing import read_mail
from deskbot.channels.email.reading.headers import addresses, date_of, decoded, message_id, message_ids
from deskbot.model.message import Address
from tests.unit.channels.email.mails import OURS, read, written


def test_names_and_subjects_in_raw_8_bit_are_read():
    mail = read("raw-8bit-headers")

    assert mail.sender == Address("juergen@harborvoice.example", "Jürgen Groß")
    assert mail.subject == "Störung für Müller"


def test_broken_encoded_words_are_read_as_far_as_they_go():
    mail = read("broken-encoded-words")

    assert mail.subject == "Störung bei Müller =?utf-8?X?abc?= 100%"
    assert mail.sender.name == "Jürgen"
    assert mail.to == (
        Address("udo@harborvoice.example", "Groß, Udo"),
        Address("ines@harborvoice.example", "Duarte, Ines"),
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?q?Caf=C3=A9_open?=", "Café open"),
        ("=?UTF-8*en?B?Q2Fmw6k=?= bar", "Café bar"),
        ("=?iso-8859-1?q?a?= =?iso-8859-1?q?b?=  c", "ab c"),
        ("a =?utf-8?q?b?= c", "a b c"),
        ("a=?utf-8?q?b?=c", "abc"),
        ("=?utf-8?q?two words here?=", "two words here"),
        ("folded\r\n\tsubject", "folded subject"),
        ("=?utf-8?b?!!!?=", "=?utf-8?b?!!!?="),
        ("bell \x07 and \x1b[2J", "bell and [2J"),
    ],
)
def test_a_header_becomes_one_line_of_text(value: str, text: str):
    assert decoded(value) == text


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("a@b.example", [Address("a@b.example")]),
        ("<a@b.example>", [Address("a@b.example")]),
        ('"Doe, Jo" <a@b.example>, c@d.example', [Address("a@b.example", "Doe, Jo"), Address("c@d.example")]),
        ("Jo Doe (office) <a@b.example>", [Address("a@b.example", "Jo Doe")]),
        ("a@b.example (Mail Delivery System)", [Address("a@b.example", "Mail Delivery System")]),
        ("undisclosed-recipients:;", []),
        ("Team: a@b.example, Jo <c@d.example>;", [Address("a@b.example"), Address("c@d.example", "Jo")]),
        ('"Jo \\"the\\" Doe" <a@b.example>', [Address("a@b.example", 'Jo "the" Doe')]),
        ('"=?utf-8?q?J=C3=B6?=" <a@b.example>', [Address("a@b.example", "Jö")]),
        ("Jo <a@b.example", [Address("a@b.example", "Jo")]),
        ("'Jo' <a@b.example>; Al <c@d.example>", [Address("a@b.example", "Jo"), Address("c@d.example", "Al")]),
        ("nobody, , <>", []),
    ],
)
def test_addresses_are_told_apart(value: str, found: list[Address]):
    assert list(addresses([value])) == found


@given(st.text())
def test_any_header_is_read_without_fail(value: str):
    addresses([value])
    decoded(value)
    message_ids([value])
    message_id(value)
    date_of(value)


def test_reference_ids_keep_their_angle_brackets_and_come_once():
    values = ["<a@b.example>\r\n <c@d.example> junk <a@b.example>", "bare@e.example"]

    assert message_ids(values) == ("<a@b.example>", "<c@d.example>", "<bare@e.example>")


def test_threading_headers_reach_the_message():
    mail = read("gmail-en")

    assert mail.message_id == "<mail-gmail-en@harborvoice.example>"
    assert mail.in_reply_to == "<t-1042.1@desk.example>"
    assert mail.references == ("<t-1042.0@desk.example>", "<t-1042.1@desk.example>")


def test_a_date_keeps_its_offset():
    assert read("gmail-en").date == datetime(2026, 11, 10, 14, 12, 44, tzinfo=UTC)
    assert date_of("Tue, 10 Nov 2026 09:12:44 -0500").utcoffset() == timedelta(hours=-5)


@pytest.mark.parametrize(
    "value", ["", "yesterday", "Tue, 99 Nov 2026 09:12:44 -0500", "31 Dec 9999 23:59:59 -2300", "9" * 500]
)
def test_a_date_that_cannot_be_read_is_none(value: str):
    assert date_of(value) is None


def test_reply_tokens_come_from_our_own_addresses_only():
    assert read("reply-token").thread_tokens == ("t1042.abcdefghijklmnop", "t7.qrstuvwxyzabcdef")


def test_reply_tokens_come_from_the_envelope_too():
    mail = read_mail(
        written(b"x"), own_addresses=OURS, recipients=["support+t9.abc@desk.example", "x+y@elsewhere.example"]
    )

    assert mail.thread_tokens == ("t9.abc",)


def test_results_of_two_senders_count_for_nobody():
    """A server judged one of the two, and it need not be the one whose mail this seems to be."""
    mail = read("two-senders")

    assert mail.authentication.results == ()
    assert "its From names more than one sender; the first one counts" in mail.defects


def test_results_stand_topmost_first_and_unfolded():
    mail = read("slow-way")

    assert mail.authentication.results == (
        "mx.desk.example; dmarc=pass header.from=harborvoice.example",
        "elsewhere.example; dmarc=fail",
    )


def test_the_way_through_the_servers_is_told_when_it_was_slow():
    assert read("slow-way").defects == ("it was 2 h 07 min on its way between the mail servers",)


def test_an_ambiguous_sender_is_told():
    raw = written(b"x").replace(b"Ines Duarte <ines@", b"<boss@desk.example> <ines@")
    mail = read_mail(raw)

    assert mail.authentication.results == ()
    assert any(defect.startswith("From: ") for defect in mail.defects)
