"""What is packed, signed or encrypted is read where it can be, and kept as it is where it cannot."""

from __future__ import annotations

import struct

import pytest
from asn1crypto import cms
from hypothesis import given
from hypothesis import strategies as st

from deskbot.channels.email.parsing import read_mail
from deskbot.channels.email.reading.invitations import invitation_as_text
from deskbot.channels.email.reading.limits import MAX_OPENINGS
from deskbot.channels.email.reading.pgp import without_armour
from deskbot.channels.email.reading.rtf import rtf_to_text, unpacked
from deskbot.channels.email.reading.smime import ENCRYPTED, UNREADABLE, signed_content
from deskbot.channels.email.reading.tnef import unpack
from tests.unit.channels.email.mails import raw, written

PACK = struct.pack("<IH", 0x223E9F78, 1)


def packed(level: int, name: int, value: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, 6, len(value)) + value + b"\0\0"


def signed(content: bytes) -> bytes:
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [],
            "encap_content_info": {"content_type": "data", "content": content},
            "signer_infos": [],
        }
    )
    return cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()


def test_a_pack_that_lies_about_its_counts_costs_no_time():
    lie = struct.pack("<I", 0xFFFFFFFF) + b"\0" * 50_000

    assert unpack(PACK + packed(1, 0x9003, lie) + packed(1, 0x8005, lie)) is None


def test_a_pack_with_very_many_objects_is_kept_as_it_is():
    assert unpack(PACK + packed(2, 0x9002, b"\0" * 14) * 5000) is None


@given(st.binary(max_size=400))
def test_any_bytes_behind_a_packs_first_ones_are_no_fault(octets: bytes):
    unpack(PACK + octets)


@given(st.integers(0, 2000), st.integers(1, 255))
def test_a_pack_with_a_byte_changed_is_no_fault(place: int, change: int):
    octets = bytearray(raw("parse-tnef-file"))
    octets[place % len(octets)] ^= change
    read_mail(bytes(octets))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rb"{\rtf1\ansi Hello\par World}", "Hello\nWorld"),
        (rb"{\rtf1\ansicpg1251 \'d1\'e1\'ee\'e9}", "\u0421\u0431\u043e\u0439"),
        (rb"{\rtf1{\fonttbl{\f0\fcharset128 M;}{\f1 A;}}\f0 \'93\'64\'98\'62\f1  x}", "\u96fb\u8a71 x"),
        (rb"{\rtf1\uc1 \u8364? 5\endash 6}", "\u20ac 5\u2013" + "6"),
        (rb"{\rtf1 a\{b\}\\c{\*\x hidden}{\pict 00ff}d}", "a{b}\\cd"),
        (rb"{\rtf1 a\tab b\line c}", "a\tb\nc"),
    ],
)
def test_rich_text_becomes_text(source: bytes, text: str):
    assert rtf_to_text(source)[0].strip() == text


def test_html_that_is_hidden_in_rich_text_is_found():
    source = (
        rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Hello{\*\htmltag72 </p>}\htmlrtf }\htmlrtf0}"
    )

    assert rtf_to_text(source) == ("<p>Hello</p>", True)


def test_compressed_rich_text_is_unpacked():
    # The example of the specification (MS-OXRTFCP, 3.1.1).
    data = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )

    assert unpacked(data) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@given(st.binary(max_size=300))
def test_any_rich_text_becomes_text(source: bytes):
    rtf_to_text(b"{\\rtf1" + source)[0].encode()


@given(st.binary(max_size=300))
def test_any_compressed_bytes_are_unpacked_without_fail(data: bytes):
    unpacked(struct.pack("<II4sI", 0, 5000, b"LZFu", 0) + data)


def test_a_signed_message_is_opened():
    assert signed_content(signed(b"\n\nHello"))[0] == b"\n\nHello"


@pytest.mark.parametrize("envelope", [b"", b"junk", b"\x30\x80" * 2000, signed(b"")])
def test_an_envelope_that_is_none_holds_nothing(envelope: bytes):
    assert signed_content(envelope) == (b"", UNREADABLE)


def test_an_encrypted_message_is_told_from_a_broken_one():
    data = cms.EnvelopedData(
        {
            "version": "v0",
            "recipient_infos": [],
            "encrypted_content_info": {
                "content_type": "data",
                "content_encryption_algorithm": {"algorithm": "aes256_cbc", "parameters": b"0" * 16},
            },
        }
    )

    envelope = cms.ContentInfo({"content_type": "enveloped_data", "content": data}).dump()
    assert signed_content(envelope) == (b"", ENCRYPTED)


def test_very_many_envelopes_within_envelopes_are_not_all_opened():
    content = b"\n\nHello"
    for _ in range(MAX_OPENINGS + 1):
        content = b"Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: binary\n\n" + signed(content)
    mail = read_mail(b"From: ines@harborvoice.example\n" + content)

    assert mail.text == ""
    assert f"more than {MAX_OPENINGS} messages within messages: the rest was not opened" in mail.defects
    assert [file.filename for file in mail.attachments] == ["smime.p7m"]


def test_words_around_a_signed_text_stay():
    armoured = (
        "above\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nbody\n- - dash\n"
        "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\nbelow"
    )

    assert without_armour(armoured)[0] == "above\nbody\n- dash\nbelow"


def test_a_text_that_only_speaks_of_signatures_stays_as_it_is():
    text = "It says > -----BEGIN PGP SIGNED MESSAGE----- in the log."

    assert without_armour(text) == (text, [])


def test_a_whole_day_and_a_task_are_said_as_such():
    source = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Move\nDTSTART;VALUE=DATE:20261112\nEND:VEVENT\nEND:VCALENDAR"

    assert invitation_as_text(source) == "Appointment: Move\nWhen: 2026-11-12"


@pytest.mark.parametrize("source", ["", "BEGIN:VCALENDAR", "junk\n" * 5000, "BEGIN:VEVENT\nEND:VEVENT\n"])
def test_a_calendar_without_an_event_says_nothing(source: str):
    assert invitation_as_text(source) == ""


def test_a_file_within_an_opened_envelope_is_a_file_of_the_mail():
    assert [file.filename for file in read_mail(raw("parse-smime-opaque")).attachments] == ["sip.log"]


def test_a_packed_text_gives_way_to_the_text_of_the_mail():
    mail = read_mail(written(b"words", "Content-Type: text/plain"))

    assert mail.text == "words"
