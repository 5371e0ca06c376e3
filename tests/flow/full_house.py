"""A house that has been lived in: each table that grows with the years has thousands of rows, all of it long done."""

from __future__ import annotations

from datetime import datetime

import psycopg

from tests.bench.filling import fill

ROWS = 12_000

AT = "%(now)s - (%(rows)s - n) * interval '3 hours'"
_NAMED = {
    "ticket_number": "1000 + n",
    "other_number": "1000 + (n * 7) %% %(rows)s + 1",
    "reseller_id": "1001 + n %% 200",
    "contact_id": "100000 + n",
    "account_id": "1 + n %% 20",
    "token_id": "1 + n %% 3",
    "webhook_id": "1 + n %% 3",
    "seen": "n",
    "code": "1 + n %% 900",
    "verified": "n %% 3 > 0",
    "closed_at": AT,
    "ended_at": AT,
    "sent_at": AT,
    "acknowledged_at": AT,
    "answered_at": AT,
    "responder": "(ARRAY['ana', 'ben', 'kim'])[1 + n %% 3]",
    "carrier": "'twilio'",
    "medium": "(ARRAY['sms', 'voice'])[1 + n %% 2]",
    "up": "true",
}
"""What stands in a column of that name."""
_PHONE = "'+1512555011' || n %% 3"
_ITSELF = {"page_id": "n", "notification_id": "n", "inbound_id": "n", "entry_id": "n", "call_id": "n", "event_id": "n"}
TABLES: dict[str, dict[str, str]] = {
    "contact": {"id": "100000 + n", "active": "true"},
    "identity": {"channel": "'email'", "address": "'person' || n || '@reseller-' || n %% 200 || '.example'"},
    "system": {"subscription_until": "NULL"},
    "page": {"state": "'acknowledged'", "severity": "'S1'"},
    "notification": {"address": _PHONE, "state": "'delivered'", "step": "1", "severity": "'S1'", "held": "''"},
    "dispatch": {"state": "'delivered'"},
    "notice": {"address": _PHONE, "state": "'delivered'"},
    "page_message": {},
    "bundle": {"address": _PHONE},
    "interaction": {"channel": "'sms'", "actor": "'actor-' || n %% 50"},
    "attachment": {"sha256": "md5(n::text)", "inline": "false"},
    "awaited_file": {},
    "audit": {"act": "'answered'", "about": "'T-' || 1000 + n", "who": "'ana'"},
    "advice": {"playbook": "'sip-alg'", "solved": "n %% 2 = 0"},
    "api_answer": {},
    "card": {},
    "draft": {},
    "held_answer": {"state": "'sent'"},
    "invitation": {},
    "phone_call": {"state": "'ended'", "held": "false", "later": "false"},
    "presence": {},
    "recording": {},
    "sign_in": {},
    "snooze": {},
    "suggestion": {"state": "'written'"},
    "task": {"state": "'done'"},
    "ticket_link": {"kind": "'alike'"},
    "ticket_tag": {"tag": "'tag-' || n %% 100"},
    "undeliverable": {"channel": "'email'", "permanent": "true"},
    "webhook_event": {"kind": "'ticket.updated'"},
    "webhook_delivery": {"state": "'sent'"},
    "search_sheet": {"place": "0", "words": "to_tsvector('simple', 'phones word' || n %% 600)"},
}
"""The tables, with what stands in a column of one of them."""
_OF_TYPE = {
    "character varying": "'old-' || n",
    "text": "'old-' || n",
    "bigint": "1",
    "integer": "1",
    "boolean": "false",
    "timestamp with time zone": AT,
    "jsonb": "'[]'",
}
_COLUMNS = """
SELECT column_name, data_type, is_nullable = 'YES' OR column_default IS NOT NULL OR is_identity = 'YES'
FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position
"""


def fill_house(url: str, now: datetime, rows: int = ROWS) -> None:
    """Put that many tickets there, with two messages each, and as many rows into whatever else grows."""
    fill(url, now, tickets=rows, messages=2 * rows, still_open=200)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        cursor = psycopg.ClientCursor(connection)
        for table, own in TABLES.items():
            values = {}
            for name, kind, may_be_left in connection.execute(_COLUMNS, [table]).fetchall():
                value = own.get(name) or _NAMED.get(name) or _ITSELF.get(name)
                if value is None and not may_be_left:
                    value = _OF_TYPE[kind]
                if value is not None:
                    values[name] = value
            into, given = ", ".join(values), ", ".join(values.values())
            statement = f"INSERT INTO {table} ({into}) SELECT {given} FROM generate_series(1, %(rows)s) n"  # noqa: S608
            cursor.execute(statement, {"now": now, "rows": rows})
        connection.execute("VACUUM ANALYZE")
