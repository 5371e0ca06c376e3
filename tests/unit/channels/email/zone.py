"""A DNS of our own, keys, and mails signed with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import dkim

from deskbot.channels.email.proof.lookups import LookupFailedError
from tests.openssl import openssl

FROM = "brightpathvoice.example"
PEER = "198.51.100.7"
COVERED = [b"from", b"to", b"subject", b"reply-to", b"content-type", b"content-transfer-encoding"]


@dataclass
class Zone:
    """Records by name; a name in `broken` is a server that does not answer."""

    txt: dict[str, list[str]] = field(default_factory=dict)
    a: dict[str, list[str]] = field(default_factory=dict)
    mx: dict[str, list[str]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def __call__(self, name: str, kind: str, within: float) -> Sequence[Any]:
        del within
        self.asked.append(f"{kind} {name}")
        if name in self.broken:
            raise LookupFailedError("no answer")
        if kind == "TXT":
            return [record.encode() for record in self.txt.get(name, ())]
        if kind == "MX":
            return [(10, host) for host in self.mx.get(name, ())]
        return self.a.get(name, ()) if kind == "A" else ()


@lru_cache
def key(bits: int = 2048) -> tuple[bytes, str]:
    """Make a key; return the private one in PEM, and what stands in the DNS."""
    private = openssl("genrsa", "-traditional", str(bits))
    public = openssl("rsa", "-pubout", "-outform", "PEM", given=private)
    return private, "v=DKIM1; k=rsa; p=" + "".join(public.decode().splitlines()[1:-1])


def mail(sender: str = f"Ty <ty@{FROM}>", body: str = "No calls at all.\r\n", headers: str = "") -> bytes:
    return f"From: {sender}\r\nTo: support@desk.example\r\nSubject: Phones\r\n{headers}\r\n{body}".encode()


def sign(raw: bytes, zone: Zone, domain: str = FROM, *, bits: int = 2048, record: str = "", **options: Any) -> bytes:
    """Sign a mail, and put the key into the zone."""
    private, published = key(bits)
    zone.txt[f"s1._domainkey.{domain}"] = [record or published]
    options = {"canonicalize": (b"relaxed", b"relaxed"), "include_headers": COVERED} | options
    return dkim.sign(raw, b"s1", domain.encode(), private, **options) + raw


def seal(raw: bytes, zone: Zone, sealer: str, saw: str, signed: list[bytes] = COVERED) -> bytes:
    """Seal a mail as a forwarder that saw some results does."""
    private, published = key()
    zone.txt[f"arc._domainkey.{sealer}"] = [published]
    results = f"Authentication-Results: mx.{sealer}; {saw}\r\n".encode()
    sealed = dkim.arc_sign(
        results + raw, b"arc", sealer.encode(), private, f"mx.{sealer}".encode(), include_headers=signed
    )
    return b"".join(sealed) + raw
