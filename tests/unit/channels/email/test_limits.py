"""Hostile mails cost little time, and raise nothing but a ValueError that says why."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbot.channels.email.parsing import read_mail
from deskbot.channels.email.reading.limits import (
    MAX_DEPTH,
    MAX_FILES,
    MAX_HEADER_BYTES,
    MAX_HEADERS,
    MAX_PARTS,
    MAX_TEXT,
)
from deskbot.channels.email.replies.stripping import Thread, new_text
from tests.unit.channels.email.mails import OURS, names, raw, written
from tests.unit.growth import grows_linearly

MEGABYTE = 1_000_000
ANSWERING = "In-Reply-To: <a@desk.example>"


def filled(pattern: str, size: int) -> bytes:
    return (pattern * (size // len(pattern))).encode()


def read_in_time(made: Callable[[int], bytes], size: int = MEGABYTE) -> None:
    grows_linearly(made, lambda mail: read_mail(mail, own_addresses=OURS), size)


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            "\n",
            "\r\n",
            "\r",
            ">",
            ">\n",
            "> \n",
            "On a a a\n",
            "On a ",
            "From: a\n",
            "From: a\nDate: b\n\n",
            "_" * 40 + "\n",
        ),
        *(
            "On 1 <a@b.example> wrote:\n> x\n",
            "On 1 <a@b.example> wrote:\n\n",
            "a:\n>\n",
            "-----Original Message-----\n",
        ),
        *(
            "## reply above this line ##\n",
            "> ## reply above this line ##\n",
            "---------- Forwarded message\n",
            " ",
            "-",
            "<a@b ",
        ),
    ],
)
def test_a_megabyte_of_one_pattern_is_read_in_linear_time(pattern: str):
    read_in_time(lambda size: written(filled(pattern, size), ANSWERING))


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            "<",
            "<a ",
            "<div>",
            "<table><tr><td>",
            "<br>",
            "<td>x",
            "<tr><td>x<td>y",
            "<!--",
            "<style>",
            "&",
            "<b>",
            "<p>a</p>",
        ),
        *("<blockquote type=cite>a", "<ul><li>", "<a href=x>"),
    ],
)
def test_a_megabyte_of_one_html_pattern_is_read_in_linear_time(pattern: str):
    read_in_time(lambda size: written(b"<table>" + filled(pattern, size), "Content-Type: text/html"))


@pytest.mark.parametrize(
    "header", ["To", "From", "Subject", "References", "Date", "Content-Type", "Received", "Content-Disposition"]
)
@pytest.mark.parametrize(
    "pattern", ["(", '"', "\\", "<", "<a@b> ", "a, ", "=?a?q?", "=?utf-8?q?a?= ", ';"', "; a=b", "[", "1 "]
)
def test_a_very_long_header_is_read_in_linear_time(header: str, pattern: str):
    read_in_time(lambda size: f"{header}: ".encode() + filled(pattern, size) + b"\n\nx", 900_000)


@pytest.mark.parametrize("header", ["To", "Cc", "From", "Delivered-To", "X-Failed-Recipients"])
@pytest.mark.parametrize("pattern", ["=?utf-8?q?a", "=?utf-8?b?a", "=?utf-8?q?a <a@b.example>, ", '"\\"'])
def test_very_many_long_lists_of_addresses_are_read_in_linear_time(header: str, pattern: str):
    a_list = f"{header}: {pattern * (64_000 // len(pattern))} <a@b.example>\n"
    read_in_time(lambda size: filled(a_list, size) + b"\nx")


@pytest.mark.parametrize("kind", ["image/png", "application/octet-stream", "message/rfc822"])
def test_very_many_names_that_are_hard_to_decode_are_read_in_linear_time(kind: str):
    part = f'--b\nContent-Type: {kind}; name="{"=?utf-8?q?a" * 350}"\n\nSubject: {"=?utf-8?q?a" * 3000}\n\n'
    read_in_time(lambda size: written(filled(part, size), "Content-Type: multipart/mixed; boundary=b"), 400 * len(part))


def test_a_name_in_many_short_encoded_words_is_read_whole():
    name = "Ines Duarte, of the team that looks after the exchange in the basement"
    words = " ".join(f"=?utf-8?q?{letter if letter != ' ' else '_'}?=" for letter in name)
    mail = read_mail(f"From: {words} <ines@harborvoice.example>\n\nx".encode())

    assert mail.sender.name == name


def test_too_many_parts_are_not_read_and_it_is_said():
    mail = read_mail(written(b"--b\n\nx\n" * 5000, "Content-Type: multipart/mixed; boundary=b"))

    assert mail.text.count("x") < MAX_PARTS
    assert mail.defects == (f"more than {MAX_PARTS} parts: the rest was not read",)


def test_parts_too_deep_are_not_read_and_it_is_said():
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n\nseen\n--b%d\n" % (n, n, n) for n in range(3000)
    )
    mail = read_mail(b"From: a@b.example\n" + nested)

    assert "seen" in mail.text
    assert mail.defects == (f"parts nested more than {MAX_DEPTH} deep: the rest was not read",)


def test_mails_within_mails_are_not_opened():
    assert len(read_mail(b"Content-Type: message/rfc822\n\n" * 5000 + b"x").attachments) == 1


def test_many_html_parts_cost_no_more_than_one():
    part = "--b\nContent-Type: text/html\n\n" + "<p>a</p>" * 3000 + "\n"
    read_in_time(lambda size: written(filled(part, size), "Content-Type: multipart/mixed; boundary=b"), 400 * len(part))


def test_very_many_files_are_not_all_taken_over_and_it_is_said():
    part = b"--b\nContent-Type: image/png; name=a.png\n\nx\n"
    mail = read_mail(written(part * 300, "Content-Type: multipart/mixed; boundary=b"))

    assert len(mail.attachments) == MAX_FILES
    assert f"more than {MAX_FILES} files: the rest was not taken over" in mail.defects


def test_very_many_headers_are_not_all_read_and_it_is_said():
    mail = read_mail(b"X: y\n" * (MAX_HEADERS + 1) + b"\nx")

    assert f"more than {MAX_HEADERS:,} headers: the rest was not read" in mail.defects


@pytest.mark.parametrize(
    "pattern", ["=?", "=?utf-8?q?a ", "+", "\x1b$B", "begin 644 a\n", "=", "&", "<p>", "<h1>a</h1>"]
)
@pytest.mark.parametrize(
    "kind", ["text/plain", "text/plain; format=flowed", "text/html", "text/plain; charset=iso-8859-1", "text/calendar"]
)
@pytest.mark.parametrize("encoding", ["8bit", "base64"])
def test_a_megabyte_of_one_pattern_is_read_in_linear_time_whatever_it_is_declared(
    pattern: str, kind: str, encoding: str
):
    declared = f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}"
    read_in_time(lambda size: written(filled(pattern, size), *declared))


def test_a_text_too_long_is_cut_and_it_is_said():
    mail = read_mail(written(b"word " * 400_000))

    assert len(mail.text) == MAX_TEXT
    assert mail.defects == (f"the text is longer than {MAX_TEXT:,} characters: the rest was not read",)


def test_a_header_larger_than_any_mailer_makes_it_is_refused():
    with pytest.raises(ValueError, match="header is larger"):
        read_mail(b"X: " + b"y" * (MAX_HEADER_BYTES + 10) + b"\n\nx")


@pytest.mark.parametrize("octets", [b"", b"\r\n \n"])
def test_an_empty_mail_is_refused(octets: bytes):
    with pytest.raises(ValueError, match="empty"):
        read_mail(octets)


@pytest.mark.parametrize("octets", [b"x", b"\x00\xff" * 100, b":", b"\n:\n\n", b"From x\n", b" y: z\n\n", b"--\n\n--"])
def test_what_is_hardly_a_mail_is_read_as_far_as_it_goes(octets: bytes):
    read_mail(octets)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(names()), st.data())
def test_mails_with_bytes_changed_at_random_raise_nothing_unforeseen(name: str, data: st.DataObject):
    octets = bytearray(raw(name))
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(octets) - 1))
        octets[place : place + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    with contextlib.suppress(ValueError):
        read_mail(bytes(octets), own_addresses=OURS)


@given(
    st.lists(
        st.sampled_from(
            ["", ">", "> a", "On 1 a@b.example wrote:", "From: a@b", "Sent: 1", "Subject: x", "_" * 32, "text", ":"]
        )
    )
)
def test_stripping_never_fails_and_invents_nothing(lines: list[str]):
    reply = new_text("\n".join(lines), Thread(answers=True, ours=OURS))

    assert set(reply.split("\n")) <= {line.rstrip() for line in lines} | {""}
