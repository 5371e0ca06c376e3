"""The simulated carrier's messages and calls, and the states that may follow one another."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from deskbot.model.gsm import segments

API = "2010-04-01"

MESSAGE_STATES: Mapping[str, frozenset[str]] = {
    "queued": frozenset({"sending", "failed"}),
    "sending": frozenset({"sent", "failed"}),
    "sent": frozenset({"delivered", "undelivered"}),
    "delivered": frozenset(),
    "undelivered": frozenset(),
    "failed": frozenset(),
    "received": frozenset(),
}
CALL_STATES: Mapping[str, frozenset[str]] = {
    "queued": frozenset({"initiated", "failed"}),
    "initiated": frozenset({"ringing", "busy", "failed"}),
    "ringing": frozenset({"in-progress", "no-answer", "busy", "failed"}),
    "in-progress": frozenset({"completed"}),
    "completed": frozenset(),
    "busy": frozenset(),
    "no-answer": frozenset(),
    "failed": frozenset(),
}


class IllegalTransitionError(RuntimeError):
    """A message or call was moved to a state that cannot follow its present one."""


@dataclass(eq=False, kw_only=True)
class Resource:
    """What messages and calls have in common."""

    sid: str
    account_sid: str
    from_: str
    to: str
    created_at: datetime
    updated_at: datetime
    direction: str
    status: str = "queued"
    status_callback: str = ""
    sequence: int = 0
    """How many callbacks went out."""
    history: list[str] = field(default_factory=list)

    states = MESSAGE_STATES

    def __post_init__(self) -> None:
        self.history.append(self.status)

    def move(self, status: str, now: datetime) -> None:
        """Go on to the next state.

        Raises:
            IllegalTransitionError: it cannot follow the present one.
        """
        if status not in self.states[self.status]:
            raise IllegalTransitionError(f"{self.sid} cannot go from {self.status} to {status}")
        self.status, self.updated_at = status, now
        self.history.append(status)

    @property
    def over(self) -> bool:
        """Return whether nothing can follow."""
        return not self.states[self.status]

    def _json(self, kind: str) -> dict[str, Any]:
        return {
            "sid": self.sid,
            "account_sid": self.account_sid,
            "api_version": API,
            "from": self.from_,
            "to": self.to,
            "status": self.status,
            "direction": self.direction,
            "date_created": format_datetime(self.created_at),
            "date_updated": format_datetime(self.updated_at),
            "price": None,
            "price_unit": "USD",
            "uri": f"/{API}/Accounts/{self.account_sid}/{kind}/{self.sid}.json",
            "subresource_uris": {},
        }


@dataclass(eq=False, kw_only=True)
class Message(Resource):
    """A text, from us to a phone or the other way."""

    body: str
    error_code: int | None = None
    media: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """What came with it: type and bytes, by the carrier's id."""

    def json(self) -> dict[str, Any]:
        """Return the resource as the API shows it."""
        sent = self.status in {"sent", "delivered", "undelivered"}
        return self._json("Messages") | {
            "body": self.body,
            "num_segments": str(segments(self.body)),
            "num_media": str(len(self.media)),
            "messaging_service_sid": None,
            "date_sent": format_datetime(self.updated_at) if sent else None,
            "error_code": self.error_code,
            "error_message": "SIMULATED failure" if self.error_code else None,
        }


@dataclass(eq=False, kw_only=True)
class Call(Resource):
    """A call, from us to a phone or the other way."""

    url: str
    events: frozenset[str] = frozenset({"completed"})
    ring_seconds: int = 60
    machine_detection: bool = False
    answered_by: str = ""
    attestation: str = ""
    """What the network says of the caller's number (STIR/SHAKEN); empty where it says nothing."""
    rang_at: datetime | None = None
    answered_at: datetime | None = None

    states = CALL_STATES

    @property
    def given_up_at(self) -> datetime | None:
        """Return when a call that rings now is given up."""
        if self.status != "ringing" or self.rang_at is None:
            return None
        return self.rang_at + timedelta(seconds=self.ring_seconds)

    @property
    def seconds(self) -> int:
        """Return how long the call has lasted since it was picked up."""
        return int((self.updated_at - self.answered_at).total_seconds()) if self.answered_at else 0

    def json(self) -> dict[str, Any]:
        """Return the resource as the API shows it; only callbacks say "initiated" for "queued"."""
        completed = self.status == "completed"
        return self._json("Calls") | {
            "status": "queued" if self.status == "initiated" else self.status,
            "answered_by": self.answered_by or None,
            "duration": str(self.seconds) if completed else None,
            "start_time": format_datetime(self.answered_at) if self.answered_at else None,
            "end_time": format_datetime(self.updated_at) if completed else None,
            "parent_call_sid": None,
            "to_formatted": self.to,
            "from_formatted": self.from_,
            "phone_number_sid": None,
            "forwarded_from": None,
            "group_sid": None,
            "trunk_sid": None,
            "caller_name": None,
            "queue_time": "0",
        }


@dataclass(frozen=True, slots=True)
class Recording:
    """A recorded message."""

    sid: str
    account_sid: str
    call_sid: str
    created_at: datetime
    seconds: int
    sound: bytes

    def json(self) -> dict[str, Any]:
        """Return the resource as the API shows it."""
        return {
            "sid": self.sid,
            "account_sid": self.account_sid,
            "api_version": API,
            "call_sid": self.call_sid,
            "conference_sid": None,
            "status": "completed",
            "channels": 1,
            "source": "RecordVerb",
            "duration": str(self.seconds),
            "date_created": format_datetime(self.created_at),
            "date_updated": format_datetime(self.created_at),
            "start_time": format_datetime(self.created_at),
            "price": None,
            "price_unit": "USD",
            "error_code": None,
            "encryption_details": None,
            "uri": f"/{API}/Accounts/{self.account_sid}/Recordings/{self.sid}.json",
            "media_url": f"https://carrier.example/{API}/Accounts/{self.account_sid}/Recordings/{self.sid}",
            "subresource_uris": {},
        }


def new_sid(kind: str) -> str:
    """Return an id as Twilio makes them: two letters (SM, CA) and 32 hex digits."""
    return kind + secrets.token_hex(16)
