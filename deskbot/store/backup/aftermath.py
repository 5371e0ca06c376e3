"""What becomes, after a restore, of what was on its way when the backup was made.

Everything here is SQL for the transaction that restores, so that no server ever sees the one without the other. It
names columns as they were at migration 0039, or before: an older backup than that cannot be.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from psycopg import sql

from deskbot.model.message import OutboxState


class Aftermath(StrEnum):
    """What has happened between the backup and its restore."""

    DOUBT = "doubt"
    """The server went on after the backup, so that what waited has gone out, or has not."""
    RESUME = "resume"
    """Nothing: the desk moves, or its server was stopped before. All goes on as it stood."""
    QUIET = "quiet"
    """It does not matter: nothing from before the backup goes out by itself any more, and no phone rings for it."""


TICKETS, TICKETS_A_MINUTE = 1000, 1
"""So many ticket numbers at least are left out, and so many more for each minute since the backup: those given
meanwhile are known to people, and must never be another ticket's."""
ROWS, ROWS_A_SECOND = 1_000_000, 100
"""The same of every other number that a row has: links and secrets are signed over them, letters and webhooks name
them. As it grows with the time, a backup that is restored twice gives none twice either."""

_NEW_NUMBERS = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, coalesce(last_value, 0) + {rows})
    FROM pg_sequences WHERE schemaname = current_schema() AND sequencename <> 'ticket_number';
SELECT setval('ticket_number', (SELECT (last_value + {tickets}) / 1000 + 1 FROM ticket_number) * 1000);
"""

_SIGN_OUT = "UPDATE sign_in SET ended_at = {now} WHERE ended_at IS NULL;"
# Somebody may have been signed out, or shut out, since.

_DRAFTS_AGAIN = """
INSERT INTO draft (ticket_number, account_id, kind, words, files, page, at)
    SELECT ticket_number, account_id, 'answer', string_agg(words, E'\\n\\n' ORDER BY id), '[]', '', {now}
    FROM held_answer WHERE state = 'waiting' GROUP BY ticket_number, account_id
    ON CONFLICT (ticket_number, account_id, kind) DO UPDATE SET words = draft.words || E'\\n\\n' || excluded.words;
UPDATE draft SET files = draft.files || held_answer.files FROM held_answer
    WHERE held_answer.state = 'waiting' AND draft.kind = 'answer'
    AND draft.ticket_number = held_answer.ticket_number AND draft.account_id = held_answer.account_id;
UPDATE held_answer SET state = 'not-sent', due_at = NULL, ended_at = {now}, detail = {why} WHERE state = 'waiting';
"""
# Its writer knows whether it had gone out.

_LETTERS = """
INSERT INTO timeline (ticket_number, at, kind, author, public, verified, text, data)
    SELECT ticket_number, {now}, 'delivery', 'deskbot', false, true,
        channel || ' to ' || to_address || ': ' || {state} || {says},
        jsonb_build_object('key', key, 'outbox', id, 'detail', {why}, 'attempts', attempts)
    FROM outbox WHERE state IN ('queued', 'sending') AND ticket_number IS NOT NULL
    AND NOT coalesce((payload->>'internal')::boolean, false);
UPDATE outbox SET state = {state}, due_at = NULL, detail = {why} WHERE state IN ('queued', 'sending');
UPDATE notice SET state = 'cancelled', due_at = NULL, detail = {why} WHERE state IN ('queued', 'sending');
"""
# A notice tells who has a page, and asks for nothing: after a while it would mislead.

_NOTHING_GOES_ON = """
UPDATE inbound SET state = 'quarantined', why = {why} WHERE state = 'accepted';
INSERT INTO timeline (ticket_number, at, kind, author, public, verified, text, data)
    SELECT ticket_number, {now}, 'page', 'deskbot', false, true, 'The page was ended: ' || {why}, '{{}}'
    FROM page WHERE state = 'open';
UPDATE notification SET state = 'cancelled', detail = {why} WHERE due_at IS NOT NULL;
UPDATE page SET state = 'cancelled', closed_at = {now} WHERE state = 'open';
UPDATE page SET held_due_at = NULL, snoozed_at = NULL WHERE held_due_at IS NOT NULL OR snoozed_at IS NOT NULL;
INSERT INTO timeline (ticket_number, at, kind, author, public, verified, text, data)
    SELECT ticket_number, {now}, 'state', 'deskbot', false, true, 'Back: ' || {why} || '.', '{{}}'
    FROM snooze WHERE ended_at IS NULL;
UPDATE snooze SET ended_at = {now}, ended = {why} WHERE ended_at IS NULL;
INSERT INTO timeline (ticket_number, at, kind, author, public, verified, text, data, inbound_id)
    SELECT ticket_number, {now}, 'note', 'deskbot', false, true,
        filename || ' is not fetched any more: ' || {why} || '. Please ask for it by mail.', '{{}}', inbound.id
    FROM awaited_file JOIN inbound ON inbound.id = inbound_id
    WHERE awaited_file.due_at IS NOT NULL AND ticket_number IS NOT NULL;
INSERT INTO timeline (ticket_number, at, kind, author, public, verified, text, data, inbound_id)
    SELECT ticket_number, {now}, 'note', 'deskbot', false, true,
        'The recording ' || sid || ' is not looked after any more; it lies at the carrier: ' || {why} || '.',
        '{{}}', inbound.id
    FROM recording JOIN inbound ON channel = 'phone' AND external_id = sid
    WHERE recording.due_at IS NOT NULL AND ticket_number IS NOT NULL;
UPDATE phone_call SET ended_at = seen_at WHERE ended_at IS NULL;
UPDATE phone_call SET state = 'ended' WHERE state IN ('talking', 'waiting', 'dialling');
UPDATE suggestion SET state = 'given-up' WHERE due_at IS NOT NULL;
UPDATE canary SET state = 'void', ended_at = {now}, why = {why} WHERE state = 'running';
DELETE FROM webhook_delivery WHERE state = 'queued';
UPDATE card SET told = (SELECT coalesce(max(id), 0) FROM timeline);
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT table_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND column_name = 'due_at'
    LOOP EXECUTE format('UPDATE %I SET due_at = NULL WHERE due_at IS NOT NULL', one.table_name); END LOOP;
END $$;
"""
# What is found again by people has its reason beside it. The loop is the last, as what stands above it is told to
# webhooks; and it asks the database for its tables, so that one that is added is quiet, too.

_SAY_SO = """
INSERT INTO audit (at, who, act, about, place, data)
    VALUES ({now}, 'command line', 'restored', {version}, '', jsonb_build_object('made_at', {made_at}, 'then', {then}));
"""


def statements(then: Aftermath, made_at: datetime, version: str, now: datetime) -> str:
    """Return the SQL for what has been restored just now.

    Args:
        then: what has happened since the backup was made.
        made_at: when that was.
        version: the deskbot that made it.
        now: the moment of the restore.
    """
    parts: dict[Aftermath, tuple[str, ...]] = {
        Aftermath.RESUME: (_SAY_SO,),
        Aftermath.DOUBT: (_SIGN_OUT, _DRAFTS_AGAIN, _LETTERS, _NEW_NUMBERS, _SAY_SO),
        Aftermath.QUIET: (_SIGN_OUT, _DRAFTS_AGAIN, _LETTERS, _NOTHING_GOES_ON, _NEW_NUMBERS, _SAY_SO),
    }
    since = max(now - made_at, timedelta())
    when = f"{made_at:%Y-%m-%d %H:%M} UTC"
    quiet = then is Aftermath.QUIET
    values = {
        "now": now.isoformat(),
        "why": f"restored quietly from the backup of {when}" if quiet else f"restored from the backup of {when}",
        "state": str(OutboxState.DROPPED if quiet else OutboxState.MAYBE_SENT),
        "says": "; it waited when the backup was made, and is not sent any more"
        if quiet
        else "; it waited when the backup was made and may have gone out since, so it is not sent again",
        "made_at": made_at.isoformat(),
        "then": str(then),
        "version": version,
    }
    written = {name: sql.Literal(value).as_string() for name, value in values.items()}
    left_out = {
        "tickets": TICKETS + int(since.total_seconds()) // 60 * TICKETS_A_MINUTE,
        "rows": ROWS + int(since.total_seconds()) * ROWS_A_SECOND,
    }
    return "".join(part.format(**written, **left_out) for part in parts[then])
