"""One Inbound as JSON, for people's scripts. Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from deskbot.model.message import Address, Inbound


def inbound_as_json(inbound: Inbound) -> dict[str, Any]:
    """Return a message as a dictionary that fits into JSON; its keys are a promise to those who read it."""
    return {
        "subject": inbound.subject,
        "from": _address(inbound.sender),
        "to": [_address(one) for one in inbound.to],
        "cc": [_address(one) for one in inbound.cc],
        "date": inbound.date.isoformat() if inbound.date else None,
        "message_id": inbound.message_id,
        "in_reply_to": inbound.in_reply_to,
        "references": list(inbound.references),
        "automatic": inbound.automatic.value if inbound.automatic else None,
        "automatic_certain": inbound.automatic_certain,
        "text": inbound.text,
        "reply": inbound.reply,
        "signature": inbound.signature,
        "html": inbound.html,
        "forwarded_from": _address(inbound.forwarded_from) if inbound.forwarded_from else None,
        "forwarded": [
            {"from": _address(one.sender) if one.sender else None, "text": one.text, "signature": one.signature}
            for one in inbound.forwarded
        ],
        "answerable": inbound.answerable,
        "undelivered": [asdict(one) for one in inbound.undelivered],
        "reported": list(inbound.reported),
        "attachments": [
            {
                "filename": one.filename,
                "content_type": one.content_type,
                "size": one.size,
                "sha256": one.sha256,
                "inline": one.inline,
                "content_id": one.content_id,
            }
            for one in inbound.attachments
        ],
        "defects": list(inbound.defects),
    }


def _address(address: Address) -> dict[str, str]:
    return {"name": address.name, "address": address.address}
