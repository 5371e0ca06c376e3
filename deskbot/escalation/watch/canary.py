"""The canary's rounds: when one begins, how it ends, what it says, and by which signs its mails are known. Pure."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from deskbot.clock import APART
from deskbot.desk import Canary, CanaryAnswer, Desk, Level, Policy, Responder
from deskbot.escalation.watch.health import WELL, Check
from deskbot.model.canary import Round, RoundState
from deskbot.model.page import Medium
from deskbot.signing import is_signed, short_signature

CANARY = "(canary)"
"""The key of the canary's policy, and of the only responder on it; nobody could write it in desk.yaml unawares."""
ADDRESS = "canary"
"""The canary's phone."""
LONG_AFTER = timedelta(hours=1)
"""How long the canary's level waits beyond the round's end; the round's own end cancels the page long before."""
OVERDUE = timedelta(minutes=1)
"""By so much a round may begin or end late: the loop looks every two seconds, and waits for one handing in at most."""
KEPT = timedelta(minutes=5)
"""How long the ticket of a round that went well is kept, with all that belongs to it."""
KEPT_MISSED = timedelta(hours=1)
"""The same for a round that was missed, so that somebody can look at it. Its page's code is not free meanwhile."""
REMEMBERED = timedelta(days=14)
"""How long a round's own row is kept, with the times of its stages."""

_TOKEN = re.compile(r"([cb])([0-9]{1,12})\.([a-z2-7]{16})", re.ASCII)
_CODE = re.compile(r"\b([0-9]{1,6})a\b")

SUBJECT = "Outage at our main office"
TEXT = "Nobody at our main office can make or receive any calls. The whole site is down, and all phones are dead.\n"
"""The test mail: triage has to find it urgent, as it would the mail of a reseller."""


class Ended(NamedTuple):
    """How a round ends, and why."""

    state: RoundState
    why: str = ""


def outcome(round_: Round, canary: Canary, now: datetime) -> Ended | None:
    """Return how a running round ends now, None while it goes on."""
    lacks = _lacks(round_, canary)
    if not lacks:
        return Ended(RoundState.WELL)
    if round_.began_at > now + APART:
        return Ended(RoundState.VOID, "the clock was set back while it ran")
    if now - round_.began_at >= canary.within:
        return Ended(RoundState.MISSED, round_.why or lacks)
    return None


def _lacks(round_: Round, canary: Canary) -> str:
    """Return the first stage that a round has not come through, in words; empty where it has come through all."""
    stages = [
        (round_.accepted_at, "nobody took the test mail"),
        (round_.ticketed_at, "no ticket came of the test mail"),
        (round_.paged_at, "no page went out"),
        (round_.acknowledged_at, "the page was not acknowledged"),
        (round_.sent_at, "the relay did not take the answer"),
    ]
    if canary.answer is CanaryAnswer.RETURNED:
        stages.append((round_.returned_at, "the answer did not come back to us"))
    return next((words for at, words in stages if at is None), "")


def begins(last: Round | None, canary: Canary, now: datetime) -> bool:
    """Return whether a new round begins now.

    Args:
        last: the newest round, None where there was none yet.
        canary: how often, and within which time.
        now: the present moment.
    """
    if last is None or last.state is RoundState.VOID:
        return True
    if last.state is RoundState.RUNNING:
        return False
    # One that began further ahead than clocks may differ began before this one was set back.
    return now - last.began_at >= canary.every or last.began_at > now + APART


def check(newest: Round | None, last_ended: Round | None, canary: Canary, now: datetime) -> Check:
    """Return how it stands with the canary.

    Args:
        newest: the newest round.
        last_ended: the newest that went well or was missed.
        canary: how often, and within which time.
        now: the present moment.
    """
    if last_ended is not None and last_ended.state is RoundState.MISSED:
        says = "the canary's last round was missed"
        return Check(name="canary", state="missed", says=says, since=last_ended.began_at)
    if newest is None:
        return Check(name="canary", state="late", says="the canary has not begun a round yet")
    lasts = canary.within if newest.state is RoundState.RUNNING else canary.every
    if now - newest.began_at > lasts + OVERDUE:
        return Check(name="canary", state="late", says="the canary makes no rounds", since=newest.began_at + lasts)
    if last_ended is None:
        return Check(name="canary", state=WELL, says="the canary has not ended a round yet")
    return Check(name="canary", state=WELL, says="the canary's last round went well")


def with_canary(desk: Desk) -> Desk:
    """Return the desk as the pager sees it: with the canary's policy and responder, where there is a canary."""
    if desk.canary is None:
        return desk
    level = Level(delay=desk.canary.within + LONG_AFTER, media=(Medium.CANARY,), people=(CANARY,))
    return replace(
        desk,
        staff={**desk.staff, CANARY: CanaryResponder(key=CANARY, name="the canary")},
        policies={**desk.policies, CANARY: Policy(key=CANARY, levels=(level,))},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CanaryResponder(Responder):
    """Whoever answers the canary's pages: a program."""

    def address(self, medium: Medium) -> str:
        """Return the canary's phone, for its own medium alone."""
        return ADDRESS if medium is Medium.CANARY else ""


class Leg(StrEnum):
    """Which way a mail of the canary goes."""

    OUT = "c"
    """The test mail."""
    BACK = "b"
    """The answer."""


def token(leg: Leg, round_id: int, secret: bytes) -> str:
    """Return what stands behind the plus of the address to which a mail of the canary goes; nobody else can make it."""
    return f"{leg}{round_id}.{short_signature(f'canary-{leg.name}:{round_id}', secret)}"


def read_token(text: str, secret: bytes) -> tuple[Leg, int] | None:
    """Return which mail of which round a token stands for, None where we did not make it."""
    found = _TOKEN.fullmatch(text.lower())
    if not found:
        return None
    leg, round_id = Leg(found[1]), int(found[2])
    return (leg, round_id) if is_signed(found[0], secret, lambda key: token(leg, round_id, key)) else None


def phone_signature(notification: str, text: str, secret: bytes) -> str:
    """Return what proves that an answer to a page comes from the canary's phone."""
    return hmac.digest(secret, f"canary-phone:{notification}:{text}".encode(), hashlib.sha256).hex()


def answer_to(page_text: str) -> str:
    """Return what a responder texts back who has read a page and takes it; empty where it names no code."""
    found = _CODE.search(page_text)
    return f"{found[1]}a" if found else ""
