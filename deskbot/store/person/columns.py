"""Where a person may stand: every column that holds texts is named here, or holds what an erasure leaves alone.

What is in neither says what happened and not to whom (states, kinds, channels, severities, keys and
numbers of the desk's people, digests), or belongs to an organisation (resellers, systems). A test names each of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, String, Table
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import AutoString

WRITTEN: Mapping[str, Sequence[str]] = {
    "attachment": ("filename",),
    "awaited_file": ("filename",),
    "draft": ("words",),
    "held_answer": ("words",),
    "inbound": ("subject",),
    "recording": ("words",),
    "snooze": ("why",),
    "task": ("answer", "what"),
    "ticket": ("rating_words", "subject"),
    "ticket_link": ("why",),
    "timeline": ("text",),
}
"""What people have written, in which a part of a name, as in a greeting, is somebody's name."""
NAMING: Mapping[str, Sequence[str]] = {
    "api_answer": ("body", "key"),
    "audit": ("about", "data", "place", "who"),
    "awaited_file": ("detail", "source"),
    "draft": ("files",),
    "held_answer": ("detail", "files"),
    "inbound": ("envelope", "external_id", "message_id", "person", "sender", "why"),
    "interaction": ("actor", "answer", "arguments", "external_id"),
    "invitation": ("address",),
    "maintenance": ("why",),
    "notice": ("detail", "says"),
    "notification": ("detail", "held"),
    "number": ("address", "detail"),
    "outbox": ("detail", "key", "known_as", "message_id", "payload", "to_address"),
    "page_message": ("said", "says"),
    "participant": ("address", "name"),
    "phone_call": ("caller",),
    "recording": ("detail",),
    "roster_override": ("why",),
    "saved_view": ("name", "query"),
    "sign_in_try": ("name",),
    "snooze": ("ended",),
    "suggestion": ("detail",),
    "task": ("answered_by",),
    "ticket": ("claimed", "findings"),
    "ticket_link": ("data",),
    "ticket_tag": ("tag",),
    "timeline": ("author", "data"),
    "undeliverable": ("address", "why"),
    "webhook_delivery": ("says",),
}
"""What we or the desk say, keys that we make, and documents: addresses and whole names may stand there."""
WRITTEN_KEYS = frozenset(("brief", "evidence", "filename", "name", "noted", "subject", "text", "words"))
"""Of a document: what people have written."""
OF_SYSTEMS = frozenset(
    ("customer", "host_id", "model", "new_host_id", "old_host_id", "parent_serial", "release", "serial", "subscription")
)
"""Findings that are facts of a system; the value of any other is the writer's words."""


def holds_texts(column: Column[Any]) -> bool:
    """Return whether a column holds texts, or documents with texts."""
    return isinstance(column.type, String | AutoString | JSONB)


def told_in(table: Table) -> Iterator[Column[Any]]:
    """Return the columns in which a person may stand."""
    names = (*WRITTEN.get(table.name, ()), *NAMING.get(table.name, ()))
    return (table.c[name] for name in names)
