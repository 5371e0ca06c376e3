"""Files get safe names and exact contents."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.channels.email.parsing import read_mail
from deskbot.wires.file_names import MAX_NAME, safe_name
from tests.unit.channels.email.mails import read, written


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/cron.d/x", "x"),
        ("C:\\Users\\ines\\trace.pcap", "trace.pcap"),
        ("..", ""),
        (".bashrc", "bashrc"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\r\nb\x00c.log", "abc.log"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        ("Aufnahme für Müller.pcap", "Aufnahme für Müller.pcap"),
        ("name. ", "name"),
        ("a/", ""),
    ],
)
def test_a_name_is_one_plain_file_name(name: str, safe: str):
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_extension():
    name = safe_name("ü" * 500 + ".pcap")

    assert name.endswith("ü.pcap")
    assert len(name) <= MAX_NAME


@given(st.text())
def test_no_name_leads_out_of_its_folder(name: str):
    safe = safe_name(name)

    assert not set(safe) & set("/\\\x00\n")
    assert not safe.startswith(".")
    assert len(safe.encode("utf-8", "surrogatepass")) <= 255


def test_content_size_and_hash_are_those_of_the_bytes():
    file = read("nested").attachments[2]

    assert file.content == b"\x00\x01\x02\x03\x04"
    assert (file.size, file.sha256) == (5, hashlib.sha256(file.content).hexdigest())


def test_a_file_without_a_name_gets_one():
    raw = written(b"--b\nContent-Type: image/png\n\nx\n--b--", 'Content-Type: multipart/mixed; boundary="b"')

    assert read_mail(raw).attachments[0].filename == "attachment-1.png"


def test_an_encoded_word_in_a_name_is_decoded():
    raw = written(
        b'--b\nContent-Disposition: attachment; filename="=?utf-8?q?St=C3=B6rung=2Elog?="\n\nx\n--b--',
        'Content-Type: multipart/mixed; boundary="b"',
    )

    assert read_mail(raw).attachments[0].filename == "Störung.log"
