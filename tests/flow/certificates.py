"""Certificates for tests, made on the spot."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

from tests.openssl import openssl


@dataclass(frozen=True)
class Pair:
    """A certificate and its key."""

    chain: Path
    key: Path

    def copy_to(self, chain: Path, key: Path) -> None:
        """Put it where another one was."""
        key.write_bytes(self.key.read_bytes())
        chain.write_bytes(self.chain.read_bytes())

    def trusting(self) -> ssl.SSLContext:
        """A client's context that trusts this certificate, for mail.desk.example, and no other."""
        return ssl.create_default_context(cafile=str(self.chain))


def certificate(folder: Path, name: str = "mail") -> Pair:
    """Make a self-signed certificate for mail.desk.example on this machine."""
    pair = Pair(folder / f"{name}.crt", folder / f"{name}.key")
    openssl(
        *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30"),
        *("-subj", f"/CN={name}", "-addext", "subjectAltName=DNS:mail.desk.example,IP:127.0.0.1"),
        *("-keyout", str(pair.key), "-out", str(pair.chain)),
    )
    return pair
