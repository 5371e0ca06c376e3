"""Whatever comes in, a mail is read or refused with a reason, and what is read is safe to keep and to show."""

from __future__ import annotations

import base64
import os
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbot.channels.email.parsing import read_mail
from tests.fuzz.promises import broken_promises
from tests.unit.channels.email.mails import OURS, names, raw

FAST = settings(max_examples=60, deadline=None, derandomize="CI" in os.environ)
CHARSETS = ["utf-8", "iso-8859-1", "koi8-r", "gb2312", "iso-2022-jp", "utf-7", "utf-16", "x-none", "us-ascii", "big5"]
HEADER_VALUES = st.one_of(
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")),
    st.binary(max_size=60),
    st.sampled_from(
        [
            b"=?utf-8?q?St=C3=B6rung?=",
            b"=?x?b?AA?=",
            b"Ines <ines@harborvoice.example>",
            b"<a@b.example> (c (d)), e@f.example;",
            b"Tue, 10 Nov 2026 09:12:44 -0500",
            b"<id@desk.example>",
        ]
    ),
)
NAMES = st.sampled_from(
    [
        "From",
        "To",
        "Cc",
        "Subject",
        "Date",
        "Message-ID",
        "In-Reply-To",
        "References",
        "Reply-To",
        "Received",
        "X-Other",
    ]
)


def kept(mail: bytes) -> None:
    """Read a mail; it may be refused for a reason that was foreseen, and what is read keeps the promises."""
    refused = ""
    try:
        found = read_mail(mail, own_addresses=OURS)
    except ValueError as error:
        refused = str(error)
    assert "cannot be read (" not in refused
    assert refused or broken_promises(found) == []


@st.composite
def leaves(draw: st.DrawFn) -> bytes:
    """Draw a part without parts: text or a file, encoded or not, labelled rightly or wrongly."""
    kind = draw(
        st.sampled_from(
            ["text/plain", "text/html", "text/calendar", "image/png", "message/rfc822", "application/ms-tnef", "text"]
        )
    )
    charset = draw(st.sampled_from(CHARSETS))
    body = draw(
        st.one_of(st.binary(max_size=200), st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")))
    )
    encoding = draw(st.sampled_from(["7bit", "base64", "quoted-printable", "x-uuencode", "nonsense"]))
    if draw(st.booleans()):
        body = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(encoding, bytes)(body)
    name = draw(st.one_of(st.none(), st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace"))))
    lines = [f"Content-Type: {kind}; charset={charset}".encode(), b"Content-Transfer-Encoding: " + encoding.encode()]
    if name is not None:
        lines.append(
            b'Content-Disposition: attachment; filename="' + name.replace(b"\n", b"").replace(b"\r", b"") + b'"'
        )
    return b"\n".join(lines) + b"\n\n" + body


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> bytes:
    """Draw a part, with parts below it where it may have some."""
    if depth == 0 or draw(st.booleans()):
        return draw(leaves())
    kind = draw(st.sampled_from(["mixed", "alternative", "related", "signed", "report", "digest", "encrypted"]))
    boundary = b"b%d" % draw(st.integers(0, 3))
    parts = draw(st.lists(trees(depth=depth - 1), max_size=3))
    lines = b"".join(b"--" + boundary + b"\n" + part + b"\n" for part in parts)
    closing = b"--" + boundary + b"--\n" if draw(st.booleans()) else b""
    return f"Content-Type: multipart/{kind}; boundary=".encode() + boundary + b"\n\n" + lines + closing


@st.composite
def mails(draw: st.DrawFn) -> bytes:
    """Draw a whole mail, perhaps cut off."""
    headers = draw(st.lists(st.tuples(NAMES, HEADER_VALUES), max_size=8))
    head = b"".join(name.encode() + b": " + value + b"\n" for name, value in headers)
    mail = head + draw(trees())
    if draw(st.booleans()):
        mail = mail.replace(b"\n", b"\r\n")
    return mail[: draw(st.integers(0, len(mail)))] if draw(st.booleans()) else mail


@FAST
@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(octets: bytes):
    kept(octets)


@FAST
@given(mails())
def test_any_structure_is_read_or_refused(mail: bytes):
    kept(mail)


@FAST
@given(st.sampled_from(names()), st.data())
def test_mails_with_bytes_flipped_and_ends_cut_are_read_or_refused(name: str, data: st.DataObject):
    octets = bytearray(raw(name))
    for _ in range(data.draw(st.integers(1, 6))):
        octets[data.draw(st.integers(0, len(octets) - 1))] ^= data.draw(st.integers(1, 255))
    kept(bytes(octets[: data.draw(st.integers(1, len(octets)))]))


@pytest.mark.parametrize("name", names())
def test_the_promises_hold_of_every_mail_of_the_corpus(name: str):
    kept(raw(name))
