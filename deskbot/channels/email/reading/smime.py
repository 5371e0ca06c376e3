"""S/MIME: the content of what is signed as a whole, and what is encrypted. Pure; no signature is checked."""

from __future__ import annotations

from typing import Any

from asn1crypto.cms import ContentInfo

SIGNED = "it is signed with S/MIME; the signature was not checked"
ENCRYPTED = "it is encrypted with S/MIME and cannot be read here"
UNREADABLE = "it is an S/MIME message that cannot be read"
MAX_ENVELOPE = 32 * 1024 * 1024
_TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})


def is_envelope(kind: str) -> bool:
    """Return whether a part of a type holds a whole signed or encrypted message."""
    return kind in _TYPES


def is_signature(kind: str) -> bool:
    """Return whether a part of a type is nothing but a signature."""
    return kind in _SIGNATURES


def signed_content(envelope: bytes) -> tuple[bytes, str]:
    """Return the message that an envelope holds, empty where it cannot be had, and what is to be said of it."""
    if len(envelope) > MAX_ENVELOPE:
        return b"", UNREADABLE
    try:
        info: Any = ContentInfo.load(envelope)
        kind = str(info["content_type"].native)
        if kind != "signed_data":
            return b"", ENCRYPTED if kind in {"enveloped_data", "authenticated_enveloped_data"} else UNREADABLE
        content: Any = info["content"]["encap_content_info"]["content"].native
    except Exception:  # noqa: BLE001  (a decoder over hostile bytes: whatever it raises, the file is kept as it is)
        return b"", UNREADABLE
    return (content, SIGNED) if isinstance(content, bytes) and content.strip() else (b"", UNREADABLE)
