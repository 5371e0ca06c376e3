"""The token of a link by which one recipient answers a page: signed, and nothing of the page in it. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

_TOKEN = re.compile(r"([1-9][0-9]{0,17})\.([a-z2-7]{16})", re.ASCII)
_SIGNATURE_BYTES = 10


def page_token(notification: int, secret: bytes) -> str:
    """Return the token of the notification by which a page reached somebody: it is theirs, and for that page only."""
    return f"{notification}.{_signature(notification, secret)}"


def read_page_token(text: str, secret: bytes) -> int | None:
    """Return the notification of a token that we made; None for any other text."""
    match = _TOKEN.fullmatch(text[:40].strip().lower())
    if match is None:
        return None
    notification = int(match[1])
    return notification if hmac.compare_digest(match[2], _signature(notification, secret)) else None


def _signature(notification: int, secret: bytes) -> str:
    digest = hmac.digest(secret, f"page:{notification}".encode(), hashlib.sha256)
    return base64.b32encode(digest[:_SIGNATURE_BYTES]).decode().lower()
