"""After a quiet restore nothing of before goes on by itself; people find what waited, and take it up."""

from __future__ import annotations

from deskbot.console_side import ticket_parts
from deskbot.engine.admitting import By
from deskbot.engine.quarantine import Quarantine
from deskbot.plug_ins import forms_of_messages
from deskbot.store.backup.aftermath import Aftermath, statements
from deskbot.store.blobs import PostgresBlobs
from deskbot.store.lateness import tables_with_due_times
from tests.flow.contents import leave_aside
from tests.flow.mails import COMPLETE_S3, INCOMPLETE_S3, OUTAGE_S1
from tests.harness import ANA, World

WHY = "restored quietly from the backup of 2026-03-02 18:00 UTC"
WAITING = """
UPDATE ticket SET due_at = now() WHERE number = 1002;
INSERT INTO task (ticket_number, place, what, asked_by, asked_at, wanted_by, due_at, state, answer, answered_by)
    VALUES (1001, 1, 'Unplug the T1', 'ana', now(), now(), now(), 'open', '', '');
INSERT INTO phone_call (sid, caller, called, state, held, joined_by, started_at, seen_at, later, message_asked)
    VALUES ('CA1', '+15125550120', '+15125550100', 'waiting', false, '', now(), now(), false, false);
INSERT INTO phone_call
    (sid, caller, called, state, held, joined_by, started_at, seen_at, ended_at, later, message_asked, due_at)
    VALUES ('CA2', '+15125550120', '+15125550100', 'ended', false, '', now(), now(), now(), false, true, now());
INSERT INTO inbound (channel, external_id, raw_sha256, envelope, accepted_at, state, attempts, wanted, sender, person,
    subject, fingerprint, why, ticket_number)
    SELECT 'phone', 'RE1', raw_sha256, '{}', now(), 'ticketed', 1, false, '', '', '', '', '', 1001
    FROM inbound WHERE id = 1;
INSERT INTO recording (sid, call_id, kept, words, words_taken, due_at, attempts, detail, created_at)
    SELECT 'RE1', id, false, 'All phones are down.', false, now(), 0, '', now() FROM phone_call WHERE sid = 'CA1';
INSERT INTO awaited_file (inbound_id, source, filename, content_type, due_at, attempts, detail, created_at)
    VALUES (1, 'F1', 'trace.log', 'text/plain', now(), 0, '', now());
INSERT INTO sla_target (ticket_number, severity, tier, agreed, says, accepted_at, counted_from, promised_at, warn_at,
    due_at, set_at, ended)
    VALUES (1001, 'S3', '', '', 'an answer within 4 h', now(), now(), now() + interval '4 h', now() + interval '3 h',
    now() + interval '3 h', now(), '');
INSERT INTO canary (state, began_at, due_at, tidied, why) VALUES ('running', now(), now(), false, '');
"""
DUE = frozenset(
    ("ticket", "task", "phone_call", "recording", "awaited_file", "sla_target", "canary", "snooze", "inbound")
)


def restored_quietly(world: World) -> None:
    """Do on the desk's own database what a restore does when the rows are back."""
    world.sql(statements(Aftermath.QUIET, world.now, "1.0", world.now))


def due(world: World) -> set[str]:
    """Return the tables of which something is due, now or later."""
    names = [table.name for table in tables_with_due_times()]
    return {name for name in names if world.sql(f"SELECT 1 FROM {name} WHERE due_at IS NOT NULL")}  # noqa: S608


async def arrives(world: World, text: str) -> None:
    """Accept a mail, and do nothing with it yet."""
    head = "From: Ty Okafor <ty@brightpathvoice.example>\r\nSubject: Hollis is down\r\nMessage-ID: <late@b.example>\r\n"
    front = "Authentication-Results: mx.desk.example; dmarc=pass header.from=brightpathvoice.example\r\n"
    await world.smtp(f"{front}{head}\r\n{text}".encode(), "support@desk.example")


async def test_what_waited_goes_on_by_itself_no_more_and_is_found_by_people(world: World) -> None:
    await world.mail(INCOMPLETE_S3, subject="Phone not registering")
    await world.mail(COMPLETE_S3, subject="One-way audio")
    await leave_aside(world)
    await ticket_parts(world.deskbot).snoozing.put_off(1002, "tomorrow 08:00", "ana")
    world.sql(WAITING.replace("now()", f"'{world.now.isoformat()}'::timestamptz"))
    await arrives(world, OUTAGE_S1)
    assert due(world) >= DUE
    states = world.sql("SELECT number, state FROM ticket ORDER BY number")

    restored_quietly(world)
    assert not due(world)
    await world.forward(days=60)

    assert not world.unread_letters()
    assert not world.twilio.unread()
    assert world.sql("SELECT number, state FROM ticket ORDER BY number") == states
    assert world.sql("SELECT subject, why FROM inbound WHERE state = 'quarantined'") == [("", WHY)]
    assert world.sql("SELECT ended FROM snooze") == [(WHY,)]
    assert world.sql("SELECT state FROM phone_call") == [("ended",), ("ended",)]
    assert world.sql("SELECT state FROM canary") == [("void",)]
    assert ("state", f"Back: {WHY}.") in world.timeline(1002)
    assert ("note", f"trace.log is not fetched any more: {WHY}. Please ask for it by mail.") in world.timeline(1001)
    assert "The recording RE1 is not looked after any more" in str(world.timeline(1001))


async def test_mail_that_waited_is_a_ticket_as_soon_as_somebody_wants_it(world: World) -> None:
    await arrives(world, OUTAGE_S1)
    restored_quietly(world)
    await world.settle()
    ((number,),) = world.sql("SELECT id FROM inbound WHERE state = 'quarantined'")
    parts = world.deskbot

    quarantine = Quarantine(parts.database, PostgresBlobs(), parts.jobs, parts.clock, forms_of_messages())
    await quarantine.retry(number, By("ana"))
    await world.settle()

    assert world.sql("SELECT subject, severity FROM ticket") == [("Hollis is down", "S1")]
    assert "Hollis is down" in world.twilio.phones[ANA].take_text()
    await leave_aside(world)
