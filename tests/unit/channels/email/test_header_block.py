"""A broken header is read to its end."""

from __future__ import annotations

import pytest

from deskbot.channels.email.reading.header_block import mended_header


@pytest.mark.parametrize(
    ("block", "whole"),
    [
        (b"A: b\nC: d\n\n", b"A: b\nC: d\n\n"),
        (b"From x@y Tue\nA: b\n\n", b"A: b\n\n"),
        (b">From x@y Tue\nA: b\n\n", b"A: b\n\n"),
        (b"From : x@y\n\n", b"From: x@y\n\n"),
        (b"A: b\nstray\nSubject: c\n\n", b"A: b\nSubject: c\n\n"),
        (b"A: b\r\n folded\r\nC: d\r\n\r\n", b"A: b\r\n folded\r\nC: d\r\n\r\n"),
        (b"A: b\rC: d\r\r", b"A: b\rC: d\r\r"),
        (b"just words\nand more\n", b"just words\nand more\n"),
        (b"A: b\nwords\nnote: more words\n", b"A: b\nwords\nnote: more words\n"),
        (b"A: b\n" + b"w\n" * 9 + b"Subject: c\n", b"A: b\n" + b"w\n" * 9 + b"Subject: c\n"),
        (b"", b""),
    ],
)
def test_lines_that_are_no_headers_are_taken_out_where_headers_follow(block: bytes, whole: bytes):
    assert mended_header(block)[0] == whole


def test_the_words_of_a_line_taken_out_are_told():
    assert mended_header(b"A: b\nvirus free\nSubject: c\n\n")[1] == ["a line of the header is no header: virus free"]
