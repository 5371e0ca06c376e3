"""A browser in which somebody has signed in before, known again by what it was given then. Pure.

Wrong passwords are counted by the network that they come from, so that a stranger in an office, or behind the proxy of
one, could keep all others there out. Whoever has signed in before is not kept out by what others try.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from deskbot.signing import is_signed

LASTS = timedelta(days=90)
"""So long a browser is known after somebody has signed in there."""


def given(secret: bytes, name: str, browser: str, now: datetime) -> str:
    """Return what a browser is given to be known by.

    Args:
        secret: deskbot's own.
        name: the account's, in which somebody has signed in.
        browser: what tells it from others: chance, without a dot.
        now: the moment.
    """
    until = str(int((now + LASTS).timestamp()))
    return f"{browser}.{until}.{_proof(secret, name, browser, until)}"


def known(secret: bytes, name: str, brought: str, now: datetime) -> str:
    """Return what tells a browser from others in which an account was signed in; empty where this is none of them.

    Args:
        secret: deskbot's own.
        name: the account's.
        brought: what the browser says that it was given.
        now: the moment.
    """
    browser, _, rest = brought.partition(".")
    until, _, proof = rest.partition(".")
    right = is_signed(proof, secret, lambda key: _proof(key, name, browser, until))
    return browser if right and datetime.fromtimestamp(int(until), UTC) > now else ""


def _proof(secret: bytes, name: str, browser: str, until: str) -> str:
    said = f"known browser {name.casefold()} {browser} {until}"
    return hmac.new(secret, said.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
