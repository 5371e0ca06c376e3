"""A mailbox whose server misbehaves: no mail holds up the others, and none is lost."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import hashlib
import threading
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import ClassVar

import httpx
import psycopg
import pytest

from deskbot.channels.email.mailbox import failures
from deskbot.channels.email.mailbox import mailbox as module
from deskbot.channels.email.mailbox.imap import Place
from deskbot.channels.email.mailbox.mailbox import Mailbox
from deskbot.store.channel_state import StoredState
from deskbot.wires.oauth import TokenService, TokenSource
from tests.flow.imap_server import Scripted, scripted_imap
from tests.harness import World
from tests.hosts import played

Fetch = Callable[..., Mailbox]


def mail(number: int, text: str = "how do I change the greeting?") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "ty@brightpathvoice.example", "support@desk.example", f"No. {number}"
    made["Message-ID"] = f"<m{number}@brightpathvoice.example>"
    made.set_content(text)
    return made.as_bytes().replace(b"\n", b"\r\n")


@pytest.fixture
async def imap() -> AsyncIterator[Scripted]:
    async with scripted_imap() as scripted:
        yield scripted


@pytest.fixture
async def fetch(world: World, imap: Scripted, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Fetch]:
    """Fetch into the world's desk, with pauses that are too short to wait for."""
    for name in ("FIRST_PAUSE", "LONGEST_PAUSE", "STORE_PAUSE"):
        monkeypatch.setattr(module, name, 0.01)
    for name in ("_RETRY", "_LONGEST_UNSTORED"):
        monkeypatch.setattr(failures, name, 0.01)
    started: list[Mailbox] = []

    def prepared(tokens: TokenSource | None = None, size_limit: int = 1_000_000) -> Mailbox:
        place = Place("127.0.0.1", imap.port, "imap", "support@desk.example", "" if tokens else "secret")
        state = StoredState(world.deskbot.database, "email")
        started.append(Mailbox(place, state, world.deskbot.desk.addresses, size_limit, tokens))
        return started[-1]

    yield prepared
    for one in started:
        await one.stop()


async def stored(world: World, *subjects: str) -> None:
    """Return once these mails, and no others, have been handed in."""
    kept = "SELECT convert_from(content, 'UTF8') FROM blob JOIN inbound ON sha256 = raw_sha256"
    async with asyncio.timeout(60):
        while True:
            mails = [text for (text,) in await asyncio.to_thread(world.sql, kept)]
            found = sorted(line[9:] for text in mails for line in text.splitlines() if line.startswith("Subject: "))
            if len(found) >= len(subjects):
                assert found == sorted(subjects)
                return


async def taken_to(world: World, uid: int) -> None:
    """Return once it is kept that all up to a UID is taken."""
    kept = "SELECT value::json->>'taken' FROM channel_state WHERE key LIKE 'imap:%%' AND %s::text IS NOT NULL"
    async with asyncio.timeout(60):
        while await asyncio.to_thread(world.sql, kept, "") != [(str(uid),)]:
            pass


async def finish(world: World) -> None:
    """Let the desk answer, and read it all."""
    await world.settle()
    world.read.extend(world.mailbox.letters)


async def test_news_in_one_packet_with_the_go_on_of_idle_is_not_slept_over(
    world: World, imap: Scripted, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_AGAIN", 600.0)
    imap.with_idle.append((1, mail(1)))

    await fetch().start(world.deskbot.intake)

    await stored(world, "No. 1")
    await finish(world)


async def test_news_before_the_go_on_of_idle_is_not_slept_over_and_no_fault(
    world: World, imap: Scripted, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_AGAIN", 600.0)
    imap.before_idle.append((1, mail(1)))

    await fetch().start(world.deskbot.intake)

    await stored(world, "No. 1")
    assert sum(said.startswith("LOGIN") for said in imap.said) == 1
    await finish(world)


async def test_a_server_without_idle_is_asked_again_and_again(
    world: World, imap: Scripted, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskbot.channels.email.mailbox.imap.POLL_SECONDS", 0.01)
    imap.capabilities = "IMAP4rev1"
    await fetch().start(world.deskbot.intake)
    await imap.until(lambda: imap.noops >= 3)

    imap.mails[1] = mail(1)

    await stored(world, "No. 1")
    assert imap.idles == 0
    await finish(world)


@pytest.mark.parametrize("fault", ["refuses_size", "refuses_body", "garbles_body"])
async def test_a_mail_that_the_server_does_not_give_out_holds_up_no_other(
    world: World, imap: Scripted, fetch: Fetch, fault: str
) -> None:
    imap.mails = {1: mail(1), 2: mail(2), 3: mail(3)}
    getattr(imap, fault).add(2)
    await fetch().start(world.deskbot.intake)
    await imap.until(lambda: {1, 3} <= imap.seen)

    getattr(imap, fault).clear()
    imap.hang_up()

    await imap.until(lambda: 2 in imap.seen)
    await stored(world, "No. 1", "No. 2", "No. 3")
    world.errors.records.clear()
    await finish(world)


async def test_a_mail_that_is_never_given_out_becomes_a_message_with_its_header_that_says_so(
    world: World, imap: Scripted, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_AGAIN", 0.01)
    monkeypatch.setattr(module, "IDLE_SECONDS", 0.01)
    monkeypatch.setattr(module, "_SHORTEST_WAIT", 0.01)
    imap.mails = {1: mail(1), 2: mail(2)}
    imap.refuses_body.add(1)

    await fetch().start(world.deskbot.intake)

    await stored(world, "No. 1", "No. 2")
    await taken_to(world, 2)
    assert any("cannot be fetched" in record for record in world.errors.records)
    world.errors.records.clear()
    await finish(world)
    texts = [text for kind, text in world.timeline(1001) + world.timeline(1002) if kind == "message"]
    assert any("not given out by the mail server" in text for text in texts)


async def test_mail_is_fetched_though_it_cannot_be_noted_that_it_is(world: World, imap: Scripted, fetch: Fetch) -> None:
    world.sql("INSERT INTO channel_state (channel, key, value) VALUES ('email', 'look', 'nothing that can be read')")
    imap.mails[1] = mail(1)
    await fetch().start(world.deskbot.intake)
    await stored(world, "No. 1")

    imap.mails[2] = mail(2)

    await stored(world, "No. 1", "No. 2")
    await finish(world)
    world.errors.records.clear()


REFUSED = "cannot be stored"
"""What is logged of a mail that the database refuses for what it is."""


def refuse(world: World, table: str, allowed: str) -> None:
    """Have the database refuse what a mail is made of, as it does where we have overlooked something."""
    world.sql(f"ALTER TABLE {table} ADD CONSTRAINT refuses CHECK ({allowed}) NOT VALID")


def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look again without a pause."""
    for name in ("LOOK_AGAIN", "IDLE_SECONDS", "_SHORTEST_WAIT"):
        monkeypatch.setattr(module, name, 0.01)


async def test_a_mail_that_cannot_be_stored_holds_up_none_behind_it_and_is_stored_once_it_can_be(
    world: World, imap: Scripted, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once(monkeypatch)
    refuse(world, "inbound", "external_id NOT LIKE '<m2@%%' AND NOT envelope ? 'unfetched'")
    imap.mails = {1: mail(1), 2: mail(2), 3: mail(3)}

    await fetch().start(world.deskbot.intake)

    await stored(world, "No. 1", "No. 3")
    await imap.until(lambda: {1, 3} <= imap.seen)
    await taken_to(world, 1)
    assert 2 not in imap.seen
    world.sql("ALTER TABLE inbound DROP CONSTRAINT refuses")
    await imap.until(lambda: 2 in imap.seen)
    await stored(world, "No. 1", "No. 2", "No. 3")
    await taken_to(world, 3)
    assert not any("FLAGGED" in said.upper() for said in imap.said)
    assert any(REFUSED in record for record in world.errors.records)
    world.errors.records.clear()
    await finish(world)


async def test_a_mail_that_can_never_be_stored_becomes_a_message_with_its_header_that_says_where_it_lies(
    world: World, imap: Scripted, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once(monkeypatch)
    refuse(world, "blob", "position('poison'::bytea IN content) = 0")
    imap.mails = {1: mail(1), 2: mail(2, "poison"), 3: mail(3)}

    await fetch().start(world.deskbot.intake)

    await stored(world, "No. 1", "No. 2", "No. 3")
    await taken_to(world, 3)
    assert [said for said in imap.said if said.upper().startswith("UID STORE 2") and "FLAGGED" in said.upper()]
    assert sum("FETCH 2" in said.upper() and "BODY.PEEK[]" in said.upper() for said in imap.said) <= 2
    assert any(REFUSED in record for record in world.errors.records)
    world.errors.records.clear()
    await finish(world)
    texts = [text for (text,) in world.sql("SELECT text FROM timeline WHERE text LIKE '%%could not be stored%%'")]
    assert any("in the folder INBOX of the mailbox support@desk.example" in text for text in texts)


async def test_of_a_mail_whose_header_cannot_be_stored_either_the_desk_reads_where_it_lies(
    world: World, imap: Scripted, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once(monkeypatch)
    refuse(world, "inbound", "external_id NOT LIKE '<m2@%%'")
    imap.mails = {1: mail(1), 2: mail(2), 3: mail(3)}

    await fetch().start(world.deskbot.intake)

    await taken_to(world, 3)
    await stored(world, "No. 1", "No. 3")
    notes = "SELECT count(*) FROM blob WHERE position('could not be stored'::bytea IN content) > 0"
    assert world.sql(notes) == [(1,)]
    assert [said for said in imap.said if said.upper().startswith("UID STORE 2") and "FLAGGED" in said.upper()]
    world.errors.records.clear()
    await finish(world)
    assert world.sql("SELECT state FROM inbound WHERE envelope->>'unfetched' = 'not stored'") == [("ticketed",)]


async def test_a_mail_that_the_database_does_not_store_in_time_comes_behind_the_others(
    world: World, imap: Scripted, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("deskbot.engine.intake.TIME_LIMIT", "deskbot.engine.storing.TIME_LIMIT"):
        monkeypatch.setattr(place, 0.5)
    imap.mails = {1: mail(1), 2: mail(2)}
    with psycopg.connect(world.deskbot.database.url) as other:  # who comes next with these bytes waits for its end
        other.execute("INSERT INTO blob VALUES (%s, 1, '', now())", [hashlib.sha256(mail(1)).hexdigest()])

        await fetch().start(world.deskbot.intake)

        await stored(world, "No. 2")
        assert 1 not in imap.seen
        other.rollback()
    await stored(world, "No. 1", "No. 2")
    await imap.until(lambda: 1 in imap.seen)
    await finish(world)


async def test_a_nul_in_the_line_that_says_where_a_mail_was_delivered_is_no_poison(
    world: World, imap: Scripted, fetch: Fetch
) -> None:
    imap.mails = {1: b"Delivered-To: support+t\0u@desk.example\r\n" + mail(1), 2: mail(2)}

    await fetch().start(world.deskbot.intake)

    await imap.until(lambda: imap.seen == {1, 2})
    assert world.sql("SELECT count(*) FROM inbound WHERE NOT envelope ? 'unfetched'") == [(2,)]
    await finish(world)


async def test_a_connection_that_breaks_in_a_mail_is_made_again_and_the_mail_is_fetched_once(
    world: World, imap: Scripted, fetch: Fetch
) -> None:
    imap.mails = {1: mail(1), 2: mail(2, "x" * 5000), 3: mail(3)}
    imap.breaks_at.add(2)

    await fetch().start(world.deskbot.intake)

    await imap.until(lambda: imap.seen == {1, 2, 3})
    await stored(world, "No. 1", "No. 2", "No. 3")
    await finish(world)


async def test_a_folder_that_takes_no_marks_is_read_once_all_the_same(
    world: World, imap: Scripted, fetch: Fetch
) -> None:
    imap.refuses_marks = True
    imap.mails = {1: mail(1), 2: mail(2)}
    await fetch().start(world.deskbot.intake)
    await stored(world, "No. 1", "No. 2")
    await imap.until(lambda: imap.idles >= 1)

    imap.hang_up()
    idles = imap.idles
    await imap.until(lambda: imap.idles > idles)

    assert sum("BODY.PEEK[]" in said for said in imap.said) == 2
    await finish(world)


async def test_new_uids_lead_to_another_fetch_of_all_and_to_no_second_message(
    world: World, imap: Scripted, fetch: Fetch
) -> None:
    imap.mails = {7: mail(1), 8: mail(2)}
    await fetch().start(world.deskbot.intake)
    await stored(world, "No. 1", "No. 2")
    await imap.until(lambda: imap.idles >= 1)

    imap.validity, imap.seen = 2, {2}
    imap.mails = {1: mail(3), 2: mail(2), 3: mail(1)}
    imap.hang_up()

    await imap.until(lambda: imap.seen == {1, 2, 3})
    await stored(world, "No. 1", "No. 2", "No. 3")
    await finish(world)


async def test_an_alarm_without_id_and_date_is_a_message_for_each_time_that_it_lies_there(
    world: World, imap: Scripted, fetch: Fetch
) -> None:
    alarm = b"From: pbx@brightpathvoice.example\r\nSubject: PBX\r\n\r\nhow do I change the greeting?\r\n"
    imap.mails = {1: alarm, 2: alarm}

    await fetch().start(world.deskbot.intake)

    await stored(world, "PBX", "PBX")
    assert world.sql("SELECT count(*) FROM inbound") == [(2,)]
    await finish(world)


async def test_the_same_mail_by_smtp_and_from_the_mailbox_is_one_message(
    world: World, imap: Scripted, fetch: Fetch
) -> None:
    await world.smtp(mail(1), "support@desk.example")
    imap.mails = {1: b"Delivered-To: support@desk.example\r\n" + mail(1)}

    await fetch().start(world.deskbot.intake)

    await imap.until(lambda: imap.seen == {1})
    assert world.sql("SELECT count(*) FROM inbound") == [(1,)]
    await finish(world)


async def test_the_reply_token_is_taken_from_where_the_mail_was_delivered(
    world: World, imap: Scripted, fetch: Fetch
) -> None:
    await world.mail("how do I change the greeting?")
    letter = world.letter()
    world.briefing()
    token_address = letter.mail["Reply-To"].addresses[0].addr_spec
    imap.mails = {1: f"Delivered-To: {token_address}\r\n".encode() + mail(1)}

    await fetch().start(world.deskbot.intake)

    await stored(world, "No. 1", "Phones")
    await finish(world)
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]


async def test_stopping_in_the_middle_of_idle_leaves_no_thread_and_no_connection(
    world: World, imap: Scripted, fetch: Fetch
) -> None:
    mailbox = fetch()
    await mailbox.start(world.deskbot.intake)
    await imap.until(lambda: imap.idles >= 1)

    await mailbox.stop()

    assert not [thread for thread in threading.enumerate() if thread.name == "mailbox"]


async def test_stopping_while_the_server_is_silent_in_the_middle_of_an_answer_leaves_no_thread(
    world: World, fetch: Fetch, imap: Scripted
) -> None:
    imap.mails = {1: mail(1)}
    held = asyncio.Event()

    async def hang(command: str, writer: asyncio.StreamWriter) -> None:
        _ = command, writer
        held.set()
        await asyncio.Event().wait()

    imap.fetch = hang  # type: ignore[method-assign]
    mailbox = fetch()
    await mailbox.start(world.deskbot.intake)
    async with asyncio.timeout(60):
        await held.wait()

    await mailbox.stop()

    assert not [thread for thread in threading.enumerate() if thread.name == "mailbox"]
    imap.hang_up()


async def test_a_thread_that_is_still_connecting_when_the_duty_comes_back_is_never_joined_by_a_second_one(
    world: World, imap: Scripted, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STOP_LIMIT", 0.05)
    imap.mails = {1: mail(1)}
    imap.greets.clear()
    mailbox = fetch()
    await mailbox.start(world.deskbot.intake)
    await imap.until(lambda: imap.connected == 1)
    await mailbox.stop()

    await mailbox.start(world.deskbot.intake)
    with contextlib.suppress(TimeoutError):  # room for a second one, which must not come
        async with asyncio.timeout(0.5):
            await imap.until(lambda: imap.connected > 1)
    imap.greets.set()
    await stored(world, "No. 1")

    assert len([thread for thread in threading.enumerate() if thread.name == "mailbox"]) == 1
    await finish(world)


async def test_a_token_signs_in_and_one_that_is_refused_is_fetched_anew(
    world: World, imap: Scripted, fetch: Fetch
) -> None:
    given = iter(["stale", "fresh"])

    def service(request: httpx.Request) -> httpx.Response:
        assert b"client_credentials" in request.content
        return httpx.Response(200, json={"access_token": next(given), "expires_in": 3599})

    imap.token = "fresh"
    imap.mails = {1: mail(1)}
    tokens = TokenSource(TokenService("https://login.example/token", "id", "s3"), transport=played(service))

    await fetch(tokens).start(world.deskbot.intake)

    await stored(world, "No. 1")
    assert [record for record in world.errors.records if "does not let us in" in record]
    assert not any("stale" in record or "s3" in record for record in world.errors.records)
    world.errors.records.clear()
    await finish(world)


class StumblesOnce(StoredState):
    """Of a machine that once can do nothing, for a reason that nobody foresaw."""

    left: ClassVar = [1]

    async def hold(self, duty: str, lasts: timedelta) -> bool:
        if self.left:
            self.left.clear()
            raise OSError(errno.EMFILE, "Too many open files")
        return await super().hold(duty, lasts)


async def test_whatever_goes_wrong_as_it_begins_mail_is_fetched_once_it_can_be(
    world: World, imap: Scripted, fetch: Fetch
) -> None:
    imap.mails[1] = mail(1)
    mailbox = fetch()
    mailbox._state = StumblesOnce(world.deskbot.database, "email")

    await mailbox.start(world.deskbot.intake)

    await stored(world, "No. 1")
    assert "mail is not fetched" in str(world.errors.records)
    world.errors.records.clear()
    await finish(world)
