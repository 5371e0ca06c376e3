"""The DKIM signature of our mail, where a key is set."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dkim
from asn1crypto.keys import PublicKeyInfo, RSAPublicKey
from dkim.crypto import parse_pem_private_key

from deskbot.errors import ConfigurationError
from deskbot.settings import Settings

Signer = Callable[[bytes], bytes]
"""Returns a mail with its signature in front; the mail has its Date already."""

SIGNED = (
    *("From", "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "In-Reply-To", "References"),
    *("MIME-Version", "Content-Type", "Auto-Submitted"),
)
"""From stands here twice: a second one, put in later, would break the signature."""
_NAME = re.compile(rb"^([!-9;-~]+):", re.MULTILINE)
_NEEDED = 1024
"""Bits; receivers take no notice of less."""


@dataclass(frozen=True, slots=True)
class Key:
    """Our key, and the name under which its public half is in the DNS."""

    selector: str
    domain: str
    pem: bytes = field(repr=False)

    def sign(self, mail: bytes) -> bytes:
        """Return the mail with its signature in front."""
        present = {name.lower() for name in _NAME.findall(mail.partition(b"\r\n\r\n")[0])}
        signature = dkim.sign(
            mail,
            self.selector.encode(),
            self.domain.encode(),
            self.pem,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[name.encode() for name in SIGNED if name.lower().encode() in present],
        )
        return bytes(signature) + mail

    @property
    def record(self) -> tuple[str, str]:
        """The name and the text of the DNS record (TXT) that lets others check our signatures."""
        return f"{self.selector}._domainkey.{self.domain}", f"v=DKIM1; k=rsa; p={_public(self.pem)}"


def signer_of(settings: Settings, sender: str) -> Signer | None:
    """Return what signs our mail, None where no key is set.

    Raises:
        ConfigurationError: key, selector and domain do not fit together, or the key cannot be used.
    """
    key = key_of(settings, sender)
    return key.sign if key else None


def key_of(settings: Settings, sender: str) -> Key | None:
    """Return our key, None where none is set.

    Raises:
        ConfigurationError: see `signer_of`.
    """
    if settings.dkim_key_file is None:
        if settings.dkim_selector or settings.dkim_domain:
            raise ConfigurationError("DESKBOT_DKIM_KEY_FILE: is not set, and other DESKBOT_DKIM_… are")
        return None
    if not settings.dkim_selector:
        raise ConfigurationError("DESKBOT_DKIM_SELECTOR: is not set; it names the key in the DNS, e.g. desk2026")
    own = sender.rpartition("@")[2].casefold()
    domain = ascii_domain(settings.dkim_domain or own)
    if own != domain and not ascii_domain(own).endswith(f".{domain}"):
        raise ConfigurationError(
            f"DESKBOT_DKIM_DOMAIN: our mail comes from {own}; a signature of {domain} proves nothing for it"
        )
    return Key(settings.dkim_selector, domain, _pem(settings.dkim_key_file))


def ascii_domain(domain: str) -> str:
    """Return a domain as the DNS knows it."""
    return domain.casefold() if domain.isascii() else domain.encode("idna").decode("ascii")


def _pem(file: Path) -> bytes:
    """Return a private key's PEM text.

    Raises:
        ConfigurationError: it cannot be read, or is no RSA key.
    """
    try:
        pem = file.read_bytes().replace(b"\r\n", b"\n")
    except OSError as error:
        raise ConfigurationError(f"DESKBOT_DKIM_KEY_FILE: {file} cannot be read ({error.strerror})") from None
    try:
        modulus = int(parse_pem_private_key(pem)["modulus"])
    except Exception:  # noqa: BLE001  (the library raises many kinds; whatever it says might hold a part of the key)
        raise ConfigurationError(
            f"DESKBOT_DKIM_KEY_FILE: {file} holds no RSA key in PEM form (an Ed25519 key cannot be used, as many "
            "receivers do not know it); make one with: openssl genrsa -out dkim.pem 2048"
        ) from None
    if modulus.bit_length() < _NEEDED:
        raise ConfigurationError(
            f"DESKBOT_DKIM_KEY_FILE: the key has {modulus.bit_length()} bits, at least {_NEEDED} are needed; make "
            "one with: openssl genrsa -out dkim.pem 2048"
        )
    return pem


def _public(pem: bytes) -> str:
    """Return the public half as the DNS record holds it: base64 of a SubjectPublicKeyInfo in DER."""
    key: Any = parse_pem_private_key(pem)
    rsa = RSAPublicKey({"modulus": int(key["modulus"]), "public_exponent": int(key["publicExponent"])})
    return base64.b64encode(PublicKeyInfo.wrap(rsa, "rsa").dump()).decode("ascii")
