"""The tokens of signed links: one answers a page, and holds nothing of it; one reads the shifts of a feed. Pure."""

from __future__ import annotations

import base64
import re
from typing import NamedTuple

from deskbot.signing import is_signed, short_signature

_FEED = re.compile(r"([ps])([a-z2-7]{1,400})\.([a-z2-7]{16})", re.ASCII)
_TOKEN = re.compile(r"([1-9][0-9]{0,17})\.([a-z2-7]{16})", re.ASCII)


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
    letters = base64.b32encode(key.encode()).decode().rstrip("=").lower()
    return f"{kind}{letters}.{short_signature(f'feed:{kind}:{key}', secret)}"


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
    if not is_signed(signature, secret, lambda one: short_signature(f"feed:{kind}:{key}", one)):
        return None
    return Feed(person=key) if kind == "p" else Feed(schedule=key)


def _signature(notification: int, secret: bytes) -> str:
    return short_signature(f"page:{notification}", secret)
