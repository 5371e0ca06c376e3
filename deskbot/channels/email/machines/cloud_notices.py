"""What Amazon's mail service tells about our mails: notices that are JSON in a mail's text, not reports of RFC 3464."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from deskbot.channels.email.machines.delivery_status import one_line, status_in
from deskbot.model.message import Undelivered

_LONGEST = 100_000
_MOST = 100
_KINDS = ("notificationType", "eventType")


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice."""

    undelivered: tuple[Undelivered, ...]
    reported: tuple[str, ...]


def notice_in(text: str) -> Notice | None:
    """Return the notice that a text consists of, None for any other text."""
    text = text[:_LONGEST].lstrip()
    if not text.startswith("{") or not any(kind in text for kind in _KINDS):
        return None
    # Mail servers fold long lines; within JSON a line break never means anything.
    try:
        found, _ = json.JSONDecoder(strict=False).raw_decode(text.replace("\n", " "))
    except (ValueError, RecursionError):
        return None
    told: dict[str, Any] = _table(found)
    kind = next((str(told[name]) for name in _KINDS if name in told), "")
    if kind not in {"Bounce", "Complaint", "Delivery", "DeliveryDelay", "Reject"}:
        return None
    mail = _table(told.get("mail"))
    message_id = str(_table(mail.get("commonHeaders")).get("messageId") or "")
    ids = (message_id,) if message_id.startswith("<") and message_id.endswith(">") else ()
    return Notice(tuple(_undelivered(kind, told))[:_MOST], ids)


def _undelivered(kind: str, told: dict[str, Any]) -> Iterator[Undelivered]:
    if kind == "Bounce":
        bounce = _table(told.get("bounce"))
        some, permanent = _list(bounce.get("bouncedRecipients")), bounce.get("bounceType") != "Transient"
    elif kind == "DeliveryDelay":
        some, permanent = _list(_table(told.get("deliveryDelay")).get("delayedRecipients")), False
    else:
        return
    for one in map(_table, some):
        address, words = str(one.get("emailAddress") or ""), str(one.get("diagnosticCode") or "")
        if "@" in address:
            status = status_in(str(one.get("status") or "")) or status_in(words)
            yield Undelivered(address, permanent=permanent, status=status, why=one_line(words.removeprefix("smtp;")))


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else ()
