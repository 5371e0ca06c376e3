"""The mail door says 250 only after the commit, and something honest otherwise."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiosmtplib
import psycopg
import pytest

from deskbot.channels.email.external_id import external_id_of
from deskbot.store.embedded import EmbeddedPostgres
from deskbot.store.schema import upgrade
from deskbot.store.witness import table_locked
from tests.flow.mails import QUESTION_S4
from tests.harness import World, running_world


def mail(text: str) -> bytes:
    return f"From: ty@brightpathvoice.example\r\nTo: support@desk.example\r\nSubject: x\r\n\r\n{text}".encode()


async def test_250_is_said_only_after_the_commit(world: World) -> None:
    with table_locked(world.deskbot.database.url, "inbound"):
        sending = asyncio.create_task(world.smtp(mail(QUESTION_S4), "support@desk.example"))
        held = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'inbound'::regclass"
        while not await asyncio.to_thread(world.sql, held):
            assert not sending.done()
        assert not sending.done()
    await sending
    assert world.sql("SELECT state FROM inbound") == [("accepted",)]
    await world.settle()
    world.letter(), world.briefing()


async def test_with_the_database_stopped_the_client_gets_451_within_5_s_and_nothing_is_lost(data_dir: Path) -> None:
    postgres = EmbeddedPostgres.start(data_dir)
    upgrade(postgres.url)
    async with running_world(postgres.url) as world:
        postgres.stop()

        with pytest.raises(aiosmtplib.SMTPDataError) as refused:
            async with asyncio.timeout(5):
                await world.smtp(mail(QUESTION_S4), "support@desk.example")

        assert refused.value.code == 451
        assert "127.0.0.1" not in refused.value.message
        with EmbeddedPostgres.start(data_dir) as again:
            assert again.url == postgres.url
            await world.smtp(mail(QUESTION_S4), "support@desk.example")
            assert world.sql("SELECT count(*) FROM inbound") == [(1,)]
            await world.settle()
            world.letter(), world.briefing()
            await world.deskbot.jobs.close()


async def test_a_mail_over_the_size_limit_is_refused_with_552(world: World) -> None:
    big = mail("x" * 70 + "\r\n") + b"y" * 70 * 1024 + b"\r\n"
    door = world.deskbot.channels["email"]._mail_door
    door._settings = door._settings.model_copy(update={"smtp_size_limit": 64 * 1024})

    with pytest.raises(aiosmtplib.SMTPResponseException) as refused:
        await world.smtp(big, "support@desk.example")

    assert refused.value.code == 552
    assert world.sql("SELECT count(*) FROM inbound") == [(0,)]


async def test_a_recipient_that_is_not_ours_is_refused_at_rcpt(world: World) -> None:
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
        await world.smtp(mail("x"), "else@elsewhere.example")

    assert refused.value.recipients[0].code == 550


async def test_a_fault_of_ours_is_a_later_and_says_nothing_of_us(world: World) -> None:
    world.sql("ALTER TABLE inbound RENAME TO gone")

    with pytest.raises(aiosmtplib.SMTPDataError) as refused:
        await world.smtp(mail("x"), "support@desk.example")

    assert refused.value.code == 451
    assert "gone" not in refused.value.message
    assert len(world.errors.records) == 1
    world.errors.records.clear()
    world.sql("ALTER TABLE gone RENAME TO inbound")


async def test_two_at_once_with_the_same_mail_make_one_message(world: World) -> None:
    raw = mail(QUESTION_S4)
    await asyncio.gather(*(world.smtp(raw, "support@desk.example") for _ in range(8)))

    assert world.sql("SELECT count(*) FROM inbound") == [(1,)]
    await world.settle()
    world.letter(), world.briefing()


async def test_the_raw_bytes_are_kept_as_they_came(world: World) -> None:
    raw = mail("caf\u00e9 \u2603\r\n.leading dot\r\n")
    await world.smtp(raw, "support@desk.example")

    with psycopg.connect(world.deskbot.database.url) as connection:
        (kept,) = connection.execute("SELECT content FROM blob").fetchone() or (None,)
    assert bytes(kept).rstrip() == raw.rstrip()
    await world.settle()
    world.letter(), world.briefing()


@pytest.mark.parametrize("length", [1010, 5000, 60_000])
async def test_a_long_line_is_taken_as_real_mailers_send_them(world: World, length: int) -> None:
    await world.smtp(mail("x" * length), "support@desk.example")

    assert world.sql("SELECT state FROM inbound") == [("accepted",)]
    await world.settle()
    for letter in world.mailbox.letters:
        world.read.append(letter)


async def test_a_machines_mail_without_id_and_date_may_say_the_same_another_day(world: World) -> None:
    raw = mail("PBX DOWN")

    assert external_id_of(raw, "2026-03-02T18") == external_id_of(raw, "2026-03-02T18")
    assert external_id_of(raw, "2026-03-02T18") != external_id_of(raw, "2026-03-03T18")
    dated = b"Date: Mon, 2 Mar 2026 12:00:00 -0600\r\n" + raw
    assert external_id_of(dated, "2026-03-02T18") == external_id_of(dated, "2026-03-03T18")
    assert world.sql("SELECT count(*) FROM inbound") == [(0,)]
