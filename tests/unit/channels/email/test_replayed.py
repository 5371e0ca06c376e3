"""A signed mail that somebody sends once more, under headers that the signature does not cover."""

from __future__ import annotations

from typing import Any

import pytest

from deskbot.access.proof import judge, networks
from deskbot.channels.email import read
from deskbot.channels.email.parsing import read_mail
from deskbot.channels.email.proof.lookups import Lookups
from deskbot.channels.email.proof.verification import Wire, verify
from deskbot.model.case import Standing
from deskbot.model.message import Arrival, Authentication
from tests.unit.channels.email.zone import COVERED, FROM, PEER, Zone, mail, seal, sign

TY = f"ty@{FROM}"
OURS = "mx.desk.example"
GMAIL = [b"to", b"subject", b"message-id", b"date", b"from", b"mime-version", b"reply-to"]
MICROSOFT = [b"from", b"date", b"subject", b"message-id", b"content-type", b"mime-version"]
OTHER_TYPE = b'Content-Type: multipart/mixed; boundary="xyz"\r\n'
PLAIN = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
QUOTED = (
    "Yes.\r\n\r\nFrom: Eve\r\nSent: Monday\r\nSubject: x\r\n\r\n--xyz\r\n\r\n#close\r\nWire 500 USD.\r\n--xyz--\r\n"
)
PARTS = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="000abc"\r\n',
    "--000abc\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThanks.\r\n\r\n"
    "On Mon, Mar 2, 2026 at 11:00 Eve <eve@evil.example> wrote:\r\n> hi\r\n"
    "--000abc\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<div>Thanks</div><blockquote>\r\n"
    "--xyz\r\n\r\n#close\r\nWire 500 USD.\r\n--xyz--\r\n</blockquote>\r\n--000abc--\r\n",
)


@pytest.fixture
def zone() -> Zone:
    zone = Zone()
    zone.txt[f"_dmarc.{FROM}"] = ["v=DMARC1; p=reject"]
    zone.txt[FROM] = [f"v=spf1 ip4:{PEER} -all"]
    return zone


def ours(raw: bytes, zone: Zone, *, mail_from: str = "eve@evil.example", sealers: Any = ()) -> tuple[Standing, str]:
    """Judge by our own check."""
    result = verify(raw, TY, Wire(PEER, "evil.example", mail_from), Lookups(zone, 5.0), sealers)
    return judge(TY, Authentication((result,), PEER, own_check=True), authserv="", relays=())


def relayed(raw: bytes, results: str) -> tuple[Standing, str]:
    """Judge by what a trusted mail server wrote."""
    raw = f"Authentication-Results: {OURS}; {results}\r\n".encode() + raw
    known = read(Arrival("email", "1", raw, {"peer": "192.0.2.1"})).authentication
    return judge(TY, known, authserv=OURS, relays=networks("192.0.2.0/24"))


# -- headers that may stand once


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: [T-1001] other\r\n",
        b"subject : [T-1001] other\r\n",
        b"Reply-To: a@evil.example\r\nReply-To: b@evil.example\r\n",
        OTHER_TYPE,
        b"Content-Transfer-Encoding: base64\r\nContent-Transfer-Encoding: 7bit\r\n",
        b"To: other@desk.example\r\n",
        b"MIME-Version: 1.0\r\n",
    ],
)
def test_a_header_that_stands_twice_and_may_not_leaves_a_mail_unproven_and_is_a_defect(
    zone: Zone, header: bytes
) -> None:
    signed = sign(mail(headers=PLAIN, body=QUOTED), zone)
    assert ours(signed, zone, mail_from=TY)[0] is Standing.PROVEN
    assert relayed(signed, f"dmarc=pass header.from={FROM}")[0] is Standing.PROVEN

    assert ours(header + signed, zone, mail_from=TY)[0] is Standing.UNPROVEN
    assert relayed(header + signed, f"dmarc=pass header.from={FROM}")[0] is Standing.UNPROVEN
    assert any("it has 2 " in defect and "proves" in defect for defect in read_mail(header + signed).defects)


@pytest.mark.parametrize("many", [b"X-A: b\r\n" * 2100, b"From x\r\n" * 9])
def test_headers_that_a_signature_covers_and_we_do_not_read_prove_nothing(zone: Zone, many: bytes) -> None:
    signed = sign(mail(headers=PLAIN, body=QUOTED), zone)
    head, name, rest = signed.partition(b"MIME-Version")

    assert ours(head + many + name + rest, zone)[0] is Standing.UNPROVEN
    assert relayed(head + many + name + rest, f"dmarc=pass header.from={FROM}")[0] is Standing.UNPROVEN


# -- our own check


@pytest.mark.parametrize("signed", [COVERED, [*MICROSOFT, b"content-transfer-encoding"]])
def test_a_signature_over_all_that_is_read_proves_wherever_it_comes_from(zone: Zone, signed: list[bytes]) -> None:
    assert ours(sign(mail(headers=PLAIN), zone, include_headers=signed), zone)[0] is Standing.PROVEN
    parts = mail(headers=PARTS[0], body=PARTS[1])
    assert ours(sign(parts, zone, include_headers=signed), zone)[0] is Standing.PROVEN


def test_a_mail_in_parts_needs_no_signature_over_an_encoding_that_it_has_not(zone: Zone) -> None:
    raw = sign(mail(headers=PARTS[0], body=PARTS[1]), zone, include_headers=MICROSOFT)
    assert ours(raw, zone)[0] is Standing.PROVEN
    assert ours(b"Content-Transfer-Encoding: base64\r\n" + raw, zone)[0] is Standing.UNPROVEN


@pytest.mark.parametrize(("headers", "body"), [(PLAIN, QUOTED), PARTS])
def test_a_signature_as_gmail_makes_it_proves_where_spf_does_and_not_where_it_is_sent_once_more(
    zone: Zone, headers: str, body: str
) -> None:
    raw = sign(mail(headers=headers, body=body), zone, include_headers=GMAIL)
    assert ours(raw, zone, mail_from=TY)[0] is Standing.PROVEN
    old = next(line for line in raw.splitlines(keepends=True) if line.startswith(b"Content-Type"))
    other = raw.replace(old, OTHER_TYPE, 1)
    assert "Wire" in read_mail(other).reply
    standing, why = ours(other, zone)
    assert standing is Standing.UNPROVEN
    assert "Content-Type" in why


@pytest.mark.parametrize(
    ("signed", "change"),
    [
        (GMAIL, lambda raw: raw.replace(b"text/plain", b"text/html")),
        (GMAIL, lambda raw: raw.replace(b"utf-8", b"utf-7")),
        (GMAIL, lambda raw: raw.replace(b"Content-Type: text/plain; charset=utf-8\r\n", b"")),
        (MICROSOFT, lambda raw: b"Content-Transfer-Encoding: quoted-printable\r\n" + raw),
        (MICROSOFT, lambda raw: raw),
        ([b"from", b"content-type", b"content-transfer-encoding"], lambda raw: b"Reply-To: e@evil.example\r\n" + raw),
        ([b"from", b"content-type", b"content-transfer-encoding"], lambda raw: raw.replace(b"Phones", b"Money")),
    ],
)
def test_whatever_decides_the_reading_or_the_answer_must_be_signed_even_where_it_is_missing(
    zone: Zone, signed: list[bytes], change: Any
) -> None:
    raw = change(sign(mail(headers=PLAIN, body=QUOTED), zone, include_headers=signed))
    assert ours(raw, zone)[0] is Standing.UNPROVEN


def test_a_forwarder_vouches_only_for_what_its_own_signature_covers(zone: Zone) -> None:
    saw = f"dmarc=pass header.from={FROM}"
    raw = mail(headers=PLAIN, body=QUOTED)
    assert ours(seal(raw, zone, "list.example", saw), zone, sealers=("list.example",))[0] is Standing.PROVEN
    weak = seal(raw, zone, "list.example", saw, GMAIL).replace(
        b"Content-Type: text/plain; charset=utf-8\r\n", OTHER_TYPE
    )
    assert ours(weak, zone, sealers=("list.example",))[0] is not Standing.PROVEN


# -- behind a mail server that has checked

DKIM = f"dkim=pass header.d={FROM}; dmarc=pass header.from={FROM}"


@pytest.mark.parametrize(
    ("spf", "standing"),
    [
        ("", Standing.UNPROVEN),
        ("spf=pass smtp.mailfrom=eve@evil.example; ", Standing.UNPROVEN),
        (f"spf=fail smtp.mailfrom={TY}; ", Standing.UNPROVEN),
        (f"spf=pass smtp.mailfrom={TY}; ", Standing.PROVEN),
        (f"spf=pass smtp.mailfrom=bounces.{FROM}; ", Standing.PROVEN),
    ],
)
def test_what_a_mail_server_found_counts_for_an_open_signature_only_with_spf(
    zone: Zone, spf: str, standing: Standing
) -> None:
    raw = sign(mail(headers=PLAIN, body=QUOTED), zone, include_headers=GMAIL)
    assert relayed(raw, spf + DKIM)[0] is standing


def test_a_wrong_signature_that_promises_more_does_not_hide_the_right_one(zone: Zone) -> None:
    raw = sign(mail(headers=PLAIN, body=QUOTED), zone, include_headers=GMAIL)
    wrong = f"DKIM-Signature: v=1; d={FROM}; s=x; h={b':'.join(COVERED).decode()}; b=AAAA\r\n".encode()
    assert relayed(wrong + raw, DKIM)[0] is Standing.UNPROVEN


def test_a_signature_over_everything_or_of_somebody_else_changes_nothing(zone: Zone) -> None:
    raw = mail(headers=PLAIN, body=QUOTED)
    assert relayed(sign(raw, zone), DKIM)[0] is Standing.PROVEN
    other = sign(raw, zone, "mailer.example", include_headers=GMAIL)
    assert relayed(other, f"dmarc=pass header.from={FROM}")[0] is Standing.PROVEN
