"""Transfer encodings are undone as far as they go, and nothing is lost on the way."""

from __future__ import annotations

import binascii

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.channels.email.reading.transfer import undone
from deskbot.channels.email.reading.uuencoded import without_files


@pytest.mark.parametrize(
    ("source", "declared", "octets"),
    [
        (b"SGVsbG8=", "base64", b"Hello"),
        (b"SGVs\r\nbG8=\r\n", "Base64", b"Hello"),
        (b"SGVsbG8", "base64", b"Hello"),
        (b"SGVsbG8=SGVsbG8=", "base64", b"HelloHello"),
        (b"SGVsbG8g\n-- \nfooter\n", "base64", b"Hello -- \nfooter\n"),
        (b"plain words, no code", "base64", b"plain words, no code"),
        (b"a=3Db=\nc", "quoted-printable", b"a=bc"),
        (b"a=3Db", "7bit", b"a=3Db"),
        (b"a=3Db", "(comment) Quoted-Printable", b"a=b"),
        (b"", "base64", b""),
        (b"begin 644 x\n" + binascii.b2a_uu(b"Hello") + b"`\nend\n", "x-uuencode", b"Hello"),
    ],
)
def test_an_encoding_is_undone(source: bytes, declared: str, octets: bytes):
    assert undone(source, declared, is_text=True) == octets


@given(st.binary(max_size=500))
def test_a_file_in_base64_comes_back_as_it_was(octets: bytes):
    assert undone(binascii.b2a_base64(octets), "base64", is_text=False) == octets


@given(st.binary(max_size=300), st.sampled_from(["base64", "quoted-printable", "x-uuencode", ""]), st.booleans())
def test_any_bytes_under_any_label_give_bytes(source: bytes, declared: str, is_text: bool):  # noqa: FBT001
    undone(source, declared, is_text=is_text)


@given(st.binary(max_size=300))
def test_a_uuencoded_file_comes_out_of_its_text_as_it_was(octets: bytes):
    lines = b"".join(binascii.b2a_uu(octets[at : at + 45]) for at in range(0, len(octets), 45))
    text, files = without_files(f"above\nbegin 644 a.bin\n{lines.decode()}`\nend\nbelow")

    assert files == ([("a.bin", octets)] if octets else [])
    assert text.startswith("above\n")
    assert text.endswith("below")


@given(st.text(alphabet="begin 64`end\nM#", max_size=200))
def test_words_that_look_like_a_code_lose_no_line(text: str):
    kept, files = without_files(text)

    assert files or kept == text
