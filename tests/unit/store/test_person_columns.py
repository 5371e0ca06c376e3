"""Of every column that holds texts it is said whether a person may stand there, or what is in it stays."""

from __future__ import annotations

from sqlmodel import SQLModel

from deskbot.store import tables
from deskbot.store.person.columns import NAMING, WRITTEN, holds_texts

assert tables  # they are known once they are imported

STAYS = {
    "account": ("name", "oidc_issuer", "oidc_key", "oidc_subject", "password", "role", "shown", "staff"),
    "advice": ("playbook",),
    "api_answer": ("digest",),
    "api_token": ("created_by", "digest", "name", "scopes"),
    "attachment": ("content_type", "sha256"),
    "audit": ("act",),
    "awaited_file": ("content_type",),
    "blob": ("sha256",),
    "bundle": ("address",),  # where the desk's people are rung
    "calendar": ("content", "place", "problem"),  # a copy, which is read anew
    "canary": ("state", "why"),
    "card": ("shown",),
    "channel_state": ("channel", "key", "value"),
    "contact": ("name", "prefers"),  # theirs is emptied by its id
    "dispatch": ("carrier", "detail", "provider_id", "state", "token"),
    "draft": ("kind", "page"),
    "duty": ("holder", "name"),
    "held_answer": ("author", "state"),
    "identity": ("address", "channel"),  # theirs are taken away
    "inbound": ("channel", "fingerprint", "raw_sha256", "state", "trace"),
    "interaction": ("channel", "name"),
    "invitation": ("channel", "code_sha256"),
    "maintenance": ("ended_by", "made_by"),
    "notice": ("address", "carrier", "medium", "provider_id", "responder", "state"),
    "notification": ("address", "medium", "responder", "severity", "state"),
    "number": ("flag", "medium", "sender"),
    "outbox": ("channel", "state"),
    "page": ("acknowledged", "acknowledged_by", "done", "handed_by", "handed_to", "policy", "state", "trace"),
    "page_message": ("medium", "place", "shown"),
    "participant": ("channel",),
    "phone_call": ("called", "joined_by", "sid", "state"),
    "recording": ("sid",),
    "reseller": ("key", "name", "region", "targets", "tier", "zone"),
    "reseller_domain": ("domain",),
    "roster_override": ("cancelled_by", "comes", "goes", "kind", "made_by", "schedule", "swap"),
    "search_mark": ("name",),
    "sign_in": ("browser", "digest", "oidc_state", "place"),
    "sign_in_try": ("place",),
    "sign_of_life": ("queue",),
    "sla_target": ("agreed", "ended", "says", "severity", "tier"),
    "snooze": ("by",),
    "suggestion": ("state",),
    "system": ("customer", "host_id", "model", "release", "site"),
    "task": ("asked_by", "state"),
    "ticket": ("category", "entitlement", "language", "missing", "owner", "playbook", "severity", "state"),
    "ticket_link": ("author", "kind", "undone_by"),
    "timeline": ("kind",),
    "undeliverable": ("channel", "status"),
    "webhook": ("created_by", "events", "url"),
    "webhook_delivery": ("state",),
    "webhook_event": ("kind",),
}


def test_an_erasure_knows_of_every_column_whether_a_person_may_stand_there():
    there = [
        (table.name, column.name)
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if holds_texts(column)
    ]
    told = [(table, name) for says in (WRITTEN, NAMING, STAYS) for table, names in says.items() for name in names]
    missing = "name a new column in deskbot/store/person/columns.py, or here if an erasure leaves it alone"
    assert sorted(told) == sorted(there), missing
