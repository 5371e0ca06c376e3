"""A desk with years of tickets, put into a database at once: for whatever is measured over many of them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime
from itertools import accumulate
from typing import Any

import psycopg

from deskbot.escalation.order import place
from deskbot.store.schema import upgrade
from deskbot.store.tables import KEPT_NO_LONGER, NO_LONGER

_TELEPHONY = (
    "phone phones call calls caller line trunk gateway audio dial tone server system reboot licence voicemail "
    "extension user users down since morning customer site registration register busy transfer queue agent music "
    "hold fax port switch vlan cable router firewall carrier number numbers dialing outbound inbound dropped drops "
    "crackles echo jitter delay one way silent ring rings ringing screen display firmware release upgrade backup "
    "restore database error message log attached please thanks urgent nobody everybody office clinic warehouse "
    "hotel building floor yesterday today night again still"
)
_SYLLABLES = (
    "ba ce di fo gu ha je ki lo mu na pe qui ra so tu va we xi yo zu sta pre con tra ble mer ton rix dal ven por"
)
COMMON, SYLLABLES = _TELEPHONY.split(), _SYLLABLES.split()
_SENTENCES, _VOCABULARY = 20_000, 20_000

FILL = """
SET synchronous_commit = off;
SET session_replication_role = replica;
INSERT INTO reseller (id, key, name, region, zone, tier)
    SELECT 1000 + n, 'reseller-' || n, 'Reseller ' || n, 'na', 'America/Chicago', ''
    FROM generate_series(1, %(resellers)s) n;
INSERT INTO ticket (number, state, subject, category, severity, claimed, verified, reseller_id, owner, playbook,
    findings, missing, asked, reminders, created_at, updated_at, language, entitlement, rating_words, closed_at)
SELECT n, CASE WHEN n > %(open)s THEN (ARRAY['new', 'waiting-desk', 'waiting-reseller'])[1 + n %% 3]
    WHEN n %% 50 = 0 THEN 'waiting-desk' ELSE 'closed' END,
    s.words, (ARRAY['incident', 'rma', 'licence', 'howto'])[1 + n %% 4], 'S' || 1 + (n * 7) %% 4, '', n %% 9 > 0,
    1001 + n %% %(resellers)s, (ARRAY['', 'ana', 'ben', 'kim'])[1 + n %% 4],
    CASE WHEN n %% 5 = 0 THEN 'sip-alg' END,
    jsonb_build_array(jsonb_build_object('key', 'host', 'value', '3G-' || lpad(to_hex(n), 4, '0') || '-' || n %% 9999,
        'words', left(s.words, 60), 'confidence', 1.0, 'source', 'text')),
    CASE WHEN n %% 3 = 0 THEN '["release", "serial"]'::jsonb ELSE '[]' END, 1, 0,
    %(now)s - (%(last)s - n) * interval '5 minutes', %(now)s - (%(last)s - n) * interval '4 minutes', 'en', '', '',
    CASE WHEN n <= %(open)s THEN %(now)s END
FROM generate_series(1001::bigint, %(last)s) n JOIN sentence s ON s.id = 1 + (n * 7919) %% %(sentences)s;
SELECT setval('ticket_number', %(last)s);
INSERT INTO participant (ticket_number, channel, address, name, verified)
    SELECT n, (ARRAY['email', 'email', 'email', 'email', 'slack', 'sms'])[1 + n %% 6],
        'person' || n %% 5000 || '@reseller-' || n %% 200 || '.example', 'Person ' || n %% 5000, true
    FROM generate_series(1001, %(last)s) n;
INSERT INTO sla_target (ticket_number, severity, tier, agreed, says, accepted_at, counted_from, promised_at, set_at,
    ended_at, ended)
    SELECT number, severity, '', '', 'x', created_at, created_at, created_at + interval '8 hours', created_at,
        CASE WHEN state = 'closed' THEN created_at END, '' FROM ticket;
INSERT INTO timeline (ticket_number, at, kind, author, public, verified, text, data)
    SELECT 1001 + m %% %(tickets)s,
        %(now)s - (%(messages)s - m) * (interval '5 minutes' * (%(tickets)s::float8 / %(messages)s)),
        CASE WHEN m %% 3 = 0 THEN 'reply' WHEN m %% 7 = 0 THEN 'note' ELSE 'message' END,
        'person' || m %% 5000 || '@reseller-' || m %% 200 || '.example', m %% 7 > 0, true,
        a.words || '. ' || b.words || '. ' || c.words || E'.\\n' || d.words || '. Id ' || to_hex(m * 2654435761), '{}'
    FROM generate_series(1::bigint, %(messages)s) m
    JOIN sentence a ON a.id = 1 + (m * 104729) %% %(sentences)s
    JOIN sentence b ON b.id = 1 + (m * 7927) %% %(sentences)s
    JOIN sentence c ON c.id = 1 + (m * 15485863) %% %(sentences)s
    JOIN sentence d ON d.id = 1 + (m * 31) %% %(sentences)s;
INSERT INTO blob (sha256, size, content, created_at)
    SELECT %(no_longer)s, octet_length(words), words, %(now)s FROM (VALUES (%(words)s::bytea)) AS kept (words)
    ON CONFLICT DO NOTHING;
INSERT INTO inbound (channel, external_id, raw_sha256, envelope, accepted_at, state, attempts, wanted, message_id,
    sender, person, subject, fingerprint, ticket_number, why)
    SELECT 'email', 'old' || id, %(no_longer)s, '{}', at, 'ticketed', 1, false, '<old' || id || '@reseller.example>',
        author, '', left(text, 60), md5(text), ticket_number, '' FROM timeline WHERE kind = 'message';
INSERT INTO outbox (key, ticket_number, channel, to_address, message_id, payload, state, attempts, created_at, sent_at,
    unasked, detail)
    SELECT 'answer:old' || id, ticket_number, 'email', author, '<answer' || id || '@desk.example>',
        jsonb_build_object('text', text, 'subject', left(text, 60), 'internal', false),
        'sent', 1, at, at, false, '' FROM timeline
    WHERE kind = 'message';
UPDATE search_mark SET at = (SELECT max(id) FROM timeline) WHERE name = 'timeline';
UPDATE search_mark SET at = %(last)s + 1 WHERE name = 'ticket';
"""

SHEETS = """
SET synchronous_commit = off;
SET maintenance_work_mem = '512MB';
DROP INDEX search_sheet_words;
INSERT INTO search_sheet (ticket_number, place, words)
    SELECT ticket_number, 0, to_tsvector('simple', string_agg(text, ' ')) FROM timeline GROUP BY ticket_number;
CREATE INDEX search_sheet_words ON search_sheet USING gin (words) WITH (fastupdate = off);
UPDATE search_mark SET at = 0 WHERE name = 'ticket';
VACUUM ANALYZE search_sheet;
"""

ALARMS = """
SET session_replication_role = replica;
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, queueing_lock, args, status, scheduled_at)
    SELECT 'timers', 'silence', %(place)s, 'silence:' || number, jsonb_build_object('row_id', number), 'todo', %(at)s
    FROM ticket WHERE state <> 'closed';
"""


def sentences(seed: int = 1) -> list[str]:
    """Return sentences in which some words are common and most are rare, as people write."""
    rng = random.Random(seed)  # noqa: S311  (no secret)
    made = {"".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(_VOCABULARY)}
    words = [*COMMON, *sorted(made)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    return [" ".join(rng.choices(words, cum_weights=weights, k=rng.randint(8, 16))) for _ in range(_SENTENCES)]


def fill(url: str, now: datetime, *, tickets: int, messages: int, resellers: int = 200, still_open: int = 2000) -> None:
    """Put tickets and their messages there, the newest of them open, and a letter for each message."""
    upgrade(url)
    last = 1000 + tickets
    values = {
        "now": now,
        "last": last,
        "open": last - still_open,
        "tickets": tickets,
        "messages": messages,
        "no_longer": KEPT_NO_LONGER,
        "words": NO_LONGER,
        "sentences": _SENTENCES,
        "resellers": resellers,
    }
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE UNLOGGED TABLE sentence (id int PRIMARY KEY, words text)")
        with connection.cursor() as cursor, cursor.copy("COPY sentence FROM STDIN") as copy:
            for number, one in enumerate(sentences(), 1):
                copy.write_row((number, one))
        _play(connection, FILL, values)
        connection.execute("DROP TABLE sentence")
        connection.execute("VACUUM ANALYZE")


def put_on_sheets(url: str) -> None:
    """Put these tickets on the sheets by which they are found, by other words than deskbot would, but as many."""
    with psycopg.connect(url, autocommit=True) as connection:
        _play(connection, SHEETS)


def set_alarms(url: str, at: datetime) -> None:
    """Let an alarm wait for each open ticket that rings at a moment, days ahead."""
    with psycopg.connect(url, autocommit=True) as connection:
        _play(connection, ALARMS, {"at": at, "place": place(0, at)})


def _play(connection: psycopg.Connection, script: str, values: Mapping[str, Any] | None = None) -> None:
    """Carry out the statements of a script, each by itself."""
    cursor = psycopg.ClientCursor(connection)
    for statement in script.split(";\n"):
        if statement.strip():
            cursor.execute(statement.encode(), values)
