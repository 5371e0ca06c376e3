"""What Slack brings back with somebody whom we have sent there: that it was we, just now, and this browser. Pure."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from deskbot.signing import is_signed

LASTS = timedelta(seconds=600)
"""For so long somebody may look at what the app asks for."""
_LONGEST = 200


def state_of(browser: str, once: str, now: datetime, secret: bytes) -> str:
    """Return a state.

    Args:
        browser: what the browser's cookie says.
        once: no other state has it.
        now: it ends `LASTS` after.
        secret: signs it.
    """
    until = str(int((now + LASTS).timestamp()))
    return f"{until}.{once}.{_signature(until, once, browser, secret)}"


def end_of(state: str, browser: str, secret: bytes) -> datetime | None:
    """Return until when a state is good; None where it is none of ours, or another browser's."""
    until, once, signature = (*state[:_LONGEST].split("."), "", "", "")[:3]
    right = is_signed(signature, secret, lambda key: _signature(until, once, browser, key))
    if not browser or not right:
        return None
    return datetime.fromtimestamp(int(until), tz=UTC)


def _signature(until: str, once: str, browser: str, secret: bytes) -> str:
    said = f"deskbot slack install\n{until}\n{once}\n{browser}".encode()
    return hmac.new(secret, said, hashlib.sha256).hexdigest()
