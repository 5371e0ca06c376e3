"""The tokens of signed links: one answers a page, and holds nothing of it; one reads the shifts of a feed. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import NamedTuple

from deskbot.signing import is_signed

_FEED = re.compile(r"([ps])([a-z2-7]{1,400})\.([a-z2-7]{16})", re.ASCII)
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
    return notification if is_signed(match[2], secret, lambda key: _signature(notification, key)) else None


class Feed(NamedTuple):
    """Whose shifts a calendar program reads: a person's, or a schedule's."""

    person: str = ""
    schedule: str = ""


def feed_token(feed: Feed, secret: bytes) -> str:
    """Return the token of a feed: it holds while desk.yaml has the person or schedule, and the secret stays."""
    kind, key = ("p", feed.person) if feed.person else ("s", feed.schedule)
    return f"{kind}{_letters(key.encode())}.{_sign(f'feed:{kind}:{key}', secret)}"


def read_feed_token(text: str, secret: bytes) -> Feed | None:
    """Return the feed of a token that we made; None for any other text."""
    match = _FEED.fullmatch(text[:500])
    if match is None:
        return None
    kind, letters, signature = match.groups()
    try:
        key = base64.b32decode(letters.upper() + "=" * (-len(letters) % 8)).decode()
    except ValueError:
        return None
    if not is_signed(signature, secret, lambda one: _sign(f"feed:{kind}:{key}", one)):
        return None
    return Feed(person=key) if kind == "p" else Feed(schedule=key)


def _signature(notification: int, secret: bytes) -> str:
    return _sign(f"page:{notification}", secret)


def _sign(what: str, secret: bytes) -> str:
    return _letters(hmac.digest(secret, what.encode(), hashlib.sha256)[:_SIGNATURE_BYTES])


def _letters(octets: bytes) -> str:
    return base64.b32encode(octets).decode().rstrip("=").lower()
