"""Text comes out right whatever the mail says about its charset."""

# ruff: noqa: RUF001  (letters of other scripts are what is tested)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.channels.email.reading.charsets import clean, codec_of, decode, recode_header
from tests.unit.channels.email.mails import read


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("windows-1252-undeclared", "Für 14 Leute geht nichts, „kein Amt“ – ab 12 €."),
        ("latin1-label-windows-text", "“No dial tone” – 40 users"),
        ("latin1-label-utf8-text", "Señor Ruiz can’t call out"),
        ("gb2312-label-gbk-text", "电话打不通，朱镕基先生报修"),
        ("iso-2022-jp", "電話がつながりません"),
        ("iso-2022-jp-undeclared", "電話がつながりません"),
        ("unknown-charset", "Señor Ruiz can’t call out"),
        ("base64-in-name-only", "Nobody can call out, please call Ines on 305 555 0144."),
    ],
)
def test_a_mail_with_a_wrong_or_missing_charset_is_read_right(name: str, text: str):
    assert read(name).text == text


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("schön".encode("utf-16"), None, "schön"),
        ("schön".encode("utf-8-sig"), "utf-8", "schön"),
        ("schön".encode(), "US-ASCII", "schön"),
        ("schön".encode("cp1252"), "us-ascii", "schön"),
        ("schön".encode(), '"UTF-8"', "schön"),
        ("고장".encode("cp949"), "ks_c_5601-1987", "고장"),
        ("故障①".encode("cp932"), "Shift_JIS", "故障①"),
        ("поломка".encode("koi8-r"), "koi8-r", "поломка"),
        ("ğş".encode("cp1254"), "iso-8859-9", "ğş"),
        ("schön ".encode() + b"\x96 caf\xe9", "utf-8", "schön – café"),
        (b"\x81", "iso-8859-1", "\x81"),
        (b"abc", "punycode", "abc"),
        (b"abc", "zlib", "abc"),
        (b"abc", "undefined", "abc"),
        (b"abc", "x" * 5000, "abc"),
        (b"abc", "\x00", "abc"),
    ],
)
def test_bytes_become_the_text_that_was_meant(data: bytes, declared: str | None, text: str):
    assert decode(data, declared)[0] == text


def test_what_was_wrong_is_said():
    assert "unknown charset x-harbor-special" in read("unknown-charset").defects
    assert read("windows-1252-undeclared").defects == ("8-bit text without a declared charset",)


@pytest.mark.parametrize("name", ["punycode", "idna", "unicode_escape", "rot13", "base64", "undefined", "no such"])
def test_codecs_that_are_no_charsets_are_not_used(name: str):
    assert codec_of(name) == ""


@given(
    st.binary(),
    st.sampled_from(["utf-8", "gb2312", "iso-2022-jp", "utf-7", "utf-16", "hz", "big5", "ascii", "nonsense"]),
)
def test_decoding_never_fails(data: bytes, declared: str):
    clean(decode(data, declared)[0]).encode("utf-8")


@given(st.binary())
def test_headers_of_any_bytes_become_text(data: bytes):
    clean(recode_header(data.decode("ascii", "surrogateescape"))).encode("utf-8")


def test_control_characters_are_dropped_and_lines_end_plainly():
    assert clean("a\x00b\x1b[31m\r\nc\rd\x7f\u2028e\tf") == "ab[31m\nc\nd\ne\tf"
