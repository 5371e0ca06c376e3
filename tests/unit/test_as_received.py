"""A message as it was received is shown without secrets, in whatever code they came, and however broken it is."""

from __future__ import annotations

import base64
import json
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbot.channels.email.reading.laid_open import laid_open
from deskbot.channels.email.reading.limits import MAX_DEPTH
from deskbot.engine.as_received import MOST, readable
from tests.unit.growth import grows_linearly

SAID = "Das Passwort für die Anlage ist: Geheim-4711"
HEAD = "From: ty@brightpathvoice.example\r\nSubject: Anlage\r\nMIME-Version: 1.0\r\n"


def coded(text: str, encoding: str, kind: str = "text/plain") -> bytes:
    """Return a mail of one text in a transfer encoding."""
    body = {
        "base64": base64.b64encode(text.encode()),
        "base64 lines": base64.encodebytes(text.encode()),
        "quoted-printable": quopri.encodestring(text.encode()),
        "all quoted": "".join(f"={octet:02X}" for octet in text.encode()).encode(),
        "8bit": text.encode(),
    }[encoding]
    name = {"base64 lines": "base64", "all quoted": "quoted-printable"}.get(encoding, encoding)
    head = f"{HEAD}Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: {name}\r\n\r\n"
    return head.encode() + body


@pytest.mark.parametrize("encoding", ["base64", "base64 lines", "quoted-printable", "all quoted", "8bit"])
def test_a_secret_is_masked_in_whatever_code_the_text_came(encoding: str) -> None:
    shown = readable(coded(f"Guten Tag,\n{SAID}\nDanke", encoding), laid_open)

    assert "Geheim" not in shown
    assert "Guten Tag," in shown
    assert "Das Passwort für die Anlage ist: [masked]" in shown
    assert ("decoded from" in shown) == (encoding != "8bit")


def test_headers_stand_as_they_came_and_their_words_are_decoded() -> None:
    word = base64.b64encode(SAID.encode()).decode()

    shown = readable(
        f"Received: from a.example\r\n by b.example\r\nSubject: =?utf-8?B?{word}?=\r\n\r\nHi".encode(), laid_open
    )

    assert shown.startswith("Received: from a.example by b.example\nSubject: Das Passwort für die Anlage ist: [masked]")


def test_what_only_a_browser_would_show_as_words_is_read_as_one_does() -> None:
    shown = readable(coded("<p>The pass<b>word</b> is &#104;unter2hunter2.</p>", "8bit", "text/html"), laid_open)

    assert "The password is [masked]" in shown


def test_files_and_mails_within_are_named_with_their_size() -> None:
    parts = [
        "Content-Type: text/plain\r\n\r\nSee the files.",
        'Content-Type: image/png\r\nContent-Disposition: attachment; filename="desk.png"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(b'secret' * 20).decode()}",
        f"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n{SAID}",
    ]
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)

    shown = readable(f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{body}--b--\r\n".encode(), laid_open)

    assert "See the files." in shown
    assert "[image/png desk.png: 160 bytes]" in shown
    assert "[message/rfc822: " in shown
    assert "Geheim" not in shown
    assert "c2VjcmV0" not in shown


def test_a_mail_whose_parts_cannot_be_found_is_shown_without_what_is_in_it() -> None:
    shown = readable(coded(SAID, "base64", "multipart/mixed"), laid_open)

    assert "Subject: Anlage" in shown
    assert base64.b64encode(SAID.encode()).decode()[:20] not in shown
    assert "[multipart/mixed: " in shown


@pytest.mark.parametrize(
    "document", [{"text": SAID}, {"event": {"blocks": [{"words": SAID}]}}, {"Passwort": "Geheim-4711"}, [SAID], SAID]
)
def test_a_message_of_a_chat_is_shown_value_by_value(document: object) -> None:
    shown = readable(json.dumps(document).encode(), None)

    assert "[masked]" in shown
    assert "Geheim" not in shown


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000, b'"x', b"{}"])
def test_what_is_no_document_is_only_counted(content: bytes) -> None:
    assert readable(content, None) in (f"[{len(content):,} bytes]", "")


def nested(size: int) -> bytes:
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\r\n\r\n--b{at}\r\n" for at in range(MAX_DEPTH * 2))
    return (HEAD + deep + SAID * (size // len(SAID))).encode()


@pytest.mark.parametrize(
    "made",
    [
        nested,
        lambda size: coded("a" * size, "base64"),
        lambda size: coded("password: x " * (size // 12), "quoted-printable"),
        lambda size: coded("<p><b>a</b>" * (size // 11), "8bit", "text/html"),
        lambda size: (
            HEAD + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\n" * (size // 7)
        ).encode(),
        lambda size: (HEAD + "X: =?utf-8?B?" * (size // 13) + "\r\n\r\n").encode(),
    ],
)
def test_a_hostile_mail_takes_no_more_time_than_its_size_and_is_cut(made: object) -> None:
    assert callable(made)
    grows_linearly(made, lambda mail: readable(mail, laid_open), 400_000)
    assert len(readable(made(2_000_000), laid_open)) < 2 * MOST


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.builds(
            lambda head, body: HEAD.encode() + head + b"\r\n\r\n" + body,
            st.sampled_from(
                [
                    b"Content-Type: multipart/mixed; boundary=b",
                    b"Content-Transfer-Encoding: base64",
                    b"Content-Type: text/html; charset=utf-7",
                    b"Content-Transfer-Encoding: x-uuencode",
                    b'Content-Type: text/plain; charset="',
                ]
            ),
            st.binary(max_size=400),
        ),
    )
)
def test_whatever_comes_something_is_shown(mail: bytes) -> None:
    assert "cannot be read as a mail" not in readable(mail, laid_open)


def test_of_a_mail_whose_headers_have_no_end_is_shown_by_whom_and_about_what_it_is() -> None:
    mail = f"From: Ty <ty@x.example>\r\nSubject: Phones\r\nX-Long: {'a' * 2_000_000}\r\n\r\nHi".encode()

    shown = readable(mail, laid_open)

    assert "From: Ty <ty@x.example>\nSubject: Phones" in shown


def test_a_large_mail_is_not_said_to_be_cut_off_by_whoever_sent_it() -> None:
    body = "--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: image/png\r\n\r\n" + "a" * 5_000_000
    mail = f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{body}\r\n--b--\r\n".encode()

    shown = readable(mail, laid_open)

    assert "Hello" in shown
    assert "may have been cut off" not in shown
    assert "only the first 4,000,000 are looked at" in shown
