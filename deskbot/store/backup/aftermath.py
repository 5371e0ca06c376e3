"""What becomes, after a restore, of what was on its way when the backup was made.

Everything here is SQL for the transaction that restores, so that no server ever sees the one without the other. It
names columns as they were at migration 0039, or before: an older backup than that cannot be.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from psycopg import sql


class Aftermath(StrEnum):
    """What has happened between the backup and its restore."""

    DOUBT = "doubt"
    """The server went on after the backup, so that what waited has gone out, or has not."""
    RESUME = "resume"
    """Nothing: the desk moves, or its server was stopped before. All goes on as it stood."""
    QUIET = "quiet"
    """It does not matter: nothing from before the backup goes out any more, and no phone rings for it."""


GAP = 1000
"""So many ticket numbers at least are left out: those given after the backup are known to people, and must never be
another ticket's."""

_NEW_NUMBERS = """
SELECT setval('ticket_number', (SELECT last_value / {gap} + 2 FROM ticket_number) * {gap});
SELECT setval(pg_get_serial_sequence('webhook_event', 'id'), coalesce(max(id), 0) + 1000000) FROM webhook_event;
"""
# Receivers of webhooks know an event by its number, and take none twice.

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

_NOBODY_IS_PAGED = """
INSERT INTO timeline (ticket_number, at, kind, author, public, verified, text, data)
    SELECT ticket_number, {now}, 'page', 'deskbot', false, true, 'The page was ended: ' || {why}, '{{}}'
    FROM page WHERE state = 'open';
UPDATE notification SET state = 'cancelled', due_at = NULL, detail = {why} WHERE due_at IS NOT NULL;
UPDATE page SET state = 'cancelled', closed_at = {now}, due_at = NULL, held_due_at = NULL WHERE state = 'open';
UPDATE page SET due_at = NULL, held_due_at = NULL WHERE due_at IS NOT NULL OR held_due_at IS NOT NULL;
UPDATE sla_target SET due_at = NULL WHERE due_at <= {now};
UPDATE suggestion SET state = 'given-up', due_at = NULL WHERE due_at IS NOT NULL;
UPDATE webhook_event SET due_at = NULL WHERE due_at IS NOT NULL;
DELETE FROM webhook_delivery WHERE state = 'queued';
"""

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
        Aftermath.QUIET: (_SIGN_OUT, _DRAFTS_AGAIN, _LETTERS, _NOBODY_IS_PAGED, _NEW_NUMBERS, _SAY_SO),
    }
    when = f"{made_at:%Y-%m-%d %H:%M} UTC"
    quiet = then is Aftermath.QUIET
    values = {
        "now": now.isoformat(),
        "why": f"restored quietly from the backup of {when}" if quiet else f"restored from the backup of {when}",
        "state": "dropped" if quiet else "maybe-sent",
        "says": "; it waited when the backup was made, and is not sent any more"
        if quiet
        else "; it waited when the backup was made and may have gone out since, so it is not sent again",
        "made_at": made_at.isoformat(),
        "then": str(then),
        "version": version,
    }
    written = {name: sql.Literal(value).as_string() for name, value in values.items()}
    return "".join(part.format(**written | {"gap": GAP}) for part in parts[then])
