"""A whole desk in one process for the flow tests: real database, real SMTP, real SDKs, and a clock that is moved.

Whatever a test did not expect fails it: a letter, a text or an answer that nobody read, an error in the log.
"""

from __future__ import annotations

import atexit
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from functools import cache
from pathlib import Path
from typing import Any

import aiosmtplib
import psycopg

from deskbot.app import PAGER_QUEUES, WORKER_QUEUES, Deskbot, compose
from deskbot.cli.loading import load_playbook_set
from deskbot.clock import ControlledClock
from deskbot.desk import Desk
from deskbot.desk.reading import read_desk
from deskbot.engine.reading import Reader
from deskbot.settings import Settings
from deskbot.simulators.mailbox import Letter, Mailbox, relay
from deskbot.simulators.world import second_carrier, simulated_carrier, simulated_slack, simulated_telegram
from deskbot.store.database import Database
from deskbot.triage.playbooks import PlaybookSet
from deskbot.web_side import bind, telegram_link, web_server
from tests.contract.chat_types import wrong_with_chats

MONDAY_NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
"""12:00 in Chicago, support is open; Ana is on call (weeks from 2026-01-05, handoff Monday 09:00)."""


class SharedReader(Reader):
    """The reading processes of all tests: to start some for each test would take longer than the test."""

    def close(self) -> None:
        """Stay: the next test reads, too."""


READER = SharedReader()
atexit.register(Reader.close, READER)
ALL_QUEUES = sorted(WORKER_QUEUES | PAGER_QUEUES)
AUTHSERV = "mx.desk.example"
DESK_YAML = Path(__file__).parent / "desk.yaml"

ANA, BEN, KIM = "+15125550110", "+15125550111", "+15125550112"

DIRECTORY = """
INSERT INTO reseller (id, key, name, region, zone, tier) VALUES
  (1, 'brightpath', 'Brightpath Voice & Data', 'na', 'America/Chicago', 'premium'),
  (2, 'rheinruf', 'Rheinruf GmbH', 'emea', 'Europe/Berlin', 'standard');
INSERT INTO reseller_domain VALUES ('brightpathvoice.example', 1), ('rheinruf.example', 2);
INSERT INTO contact (id, reseller_id, name, active) VALUES
  (1, 1, 'Ty Okafor', true), (2, 2, 'Jana Vogt', true);
INSERT INTO identity (contact_id, channel, address) VALUES
  (1, 'email', 'ty@brightpathvoice.example'), (2, 'email', 'jana@rheinruf.example');
INSERT INTO system (reseller_id, host_id, customer, site, model, release) VALUES
  (1, '3G-88C1-0457', 'Hollis Vet Clinic', 'Austin', 'Galaxy 3000G', '7.1.2');
"""


class Errors(logging.Handler):
    """Collects what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(f"{record.name}: {record.getMessage()}")


@dataclass(repr=False)  # pytest's event loops print what a fixture has returned, at each test anew
class World:
    """One desk and everybody around it."""

    deskbot: Deskbot
    clock: ControlledClock
    mailbox: Mailbox
    twilio: Any
    errors: Errors
    witness: psycopg.Connection
    """Looks into the database beside deskbot."""
    second: Any = None
    """The second carrier, in a world that has one."""
    telegram: Any = None
    """In a world that has it."""
    slack: Any = None
    """The same."""
    oidc: Any = None
    """The identity provider, in a world that has one."""
    read: list[Letter] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    # -- the reseller's side

    async def mail(
        self,
        text: str,
        *,
        subject: str = "Phones",
        sender: str = "Ty Okafor <ty@brightpathvoice.example>",
        to: str = "support@desk.example",
        copy: str = "",
        proven: bool = True,
        answers: Letter | None = None,
        message_id: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> str:
        """Send a mail by SMTP through the mail server in front, and wait until deskbot is done with it."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        mail["Date"] = format_datetime(self.now)
        mail["Message-ID"] = message_id or make_msgid(domain="brightpathvoice.example")
        domain = sender.rpartition("@")[2].rstrip(">")
        if answers:
            mail["In-Reply-To"] = mail["References"] = answers.mail["Message-ID"]
            mail.replace_header("To", answers.mail["Reply-To"] or to)
            mail.replace_header("Subject", f"Re: {answers.mail['Subject']}")
        for name, value in (headers or {}).items():
            mail[name] = value
        mail.set_content(text)
        verdict = "pass" if proven else "none"
        front = f"Authentication-Results: {AUTHSERV}; dmarc={verdict} header.from={domain}\r\n".encode()
        if copy:
            mail["Cc"] = copy
        await self.smtp(front + mail.as_bytes(), copy or str(mail["To"]))
        await self.settle()
        return mail["Message-ID"]

    async def smtp(self, raw: bytes, to: str) -> None:
        """Hand raw bytes to deskbot's real SMTP door."""
        host, port = self.smtp_address
        client = aiosmtplib.SMTP(hostname=host, port=port, start_tls=False)
        async with client:
            await client.sendmail("bounces@sender.example", [to.rpartition("<")[2].rstrip(">")], raw)

    @property
    def smtp_address(self) -> tuple[str, int]:
        address = self.deskbot.channels["email"].address  # type: ignore[attr-defined]
        assert address
        return address

    def letter(self, to: str = "ty@brightpathvoice.example") -> Letter:
        """Read the oldest unread letter to an address; there must be one."""
        letter = next((one for one in self.mailbox.to(to) if one not in self.read), None)
        assert letter is not None, f"no unread letter to {to}; unread: {self.unread_letters()}"
        self.read.append(letter)
        return letter

    def briefing(self) -> Letter:
        """Read the oldest unread letter to the desk."""
        return self.letter("desk@desk.example")

    def unread_letters(self) -> list[str]:
        return [f"{one.envelope_to}: {one.mail['Subject']}" for one in self.mailbox.letters if one not in self.read]

    # -- the responders' side

    async def text(self, phone: str, body: str, answer: str | None, *, to: str | None = None) -> str:
        """Let a phone send a text; return what it is answered, in which `answer` must stand (None: nothing at all)."""
        own = self.twilio.phones[phone]
        await own.sends(body, to)
        if answer is None:
            assert not own.untaken_answers, own.untaken_answers
            return ""
        answered = own.take_answer()
        assert answer in answered, answered
        return answered

    # -- time

    async def settle(self) -> None:
        """Let everything happen that can happen now."""
        while True:
            await self.deskbot.jobs.drain(ALL_QUEUES)
            moved = await self.twilio.pump()
            for other in (self.second, self.telegram, self.slack):
                moved += await other.pump() if other else 0
            if self.deskbot.room is not None:
                moved += await self.deskbot.room.turn()
            if not moved:
                return

    async def forward(self, **by: float) -> None:
        """Move the clock, stopping wherever something is due on the way."""
        target = self.now + timedelta(**by)
        house = self.deskbot.housekeeping(ALL_QUEUES, grace=timedelta())
        while True:
            due = self._next_stop()
            self.clock.move_to(min(max(due, self.now), target) if due else target)
            found = await house.sweep()
            await self.settle()
            if self.now >= target and (not found or (due := self._next_stop()) is None or due > target):
                return

    def _next_stop(self) -> datetime | None:
        return min((one for one in (self._next_due(), self.twilio.next_turn) if one), default=None)

    def _next_due(self) -> datetime | None:
        tables = (
            "inbound",
            "outbox",
            "page",
            "notification",
            "notice",
            "ticket",
            "task",
            "suggestion",
            "sla_target",
            "recording",
            "awaited_file",
            "phone_call",
            "card",
            "page_message",
            "held_answer",
            "snooze",
            "webhook_event",
            "webhook_delivery",
        )
        query = " UNION ALL ".join(f"SELECT due_at FROM {table}" for table in tables)  # noqa: S608
        return self.sql(f"SELECT min(due_at) FROM ({query}) AS due")[0][0]  # noqa: S608

    # -- the database as a witness

    def sql(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        cursor = self._look(query, parameters)
        return cursor.fetchall() if cursor.description else []

    def _look(self, query: str, parameters: Sequence[object]) -> psycopg.Cursor[Any]:
        try:
            return self.witness.execute(query, parameters or None)  # pyright: ignore[reportArgumentType]
        except psycopg.OperationalError:
            if not self.witness.closed:
                raise
            # A test has sent everybody away from the database.
            self.witness = psycopg.connect(self.deskbot.database.url, autocommit=True)
            return self.witness.execute(query, parameters or None)  # pyright: ignore[reportArgumentType]

    def ticket(self, number: int = 1001) -> dict[str, Any]:
        cursor = self._look("SELECT * FROM ticket WHERE number = %s", (number,))
        row = cursor.fetchone()
        assert row is not None, f"there is no ticket T-{number}"
        assert cursor.description
        return dict(zip([column.name for column in cursor.description], row, strict=True))

    def timeline(self, number: int = 1001) -> list[tuple[str, str]]:
        return self.sql("SELECT kind, text FROM timeline WHERE ticket_number = %s ORDER BY id", number)

    def edit_policy(self, *changes: tuple[str, str]) -> None:
        """Start deskbot anew, as it were, on an edited desk.yaml, while pages are open."""
        desk, parts = desk_with(*changes), self.deskbot
        sending = parts.stepping.sending
        pager = (parts.paging, parts.stepping, sending, sending.crowd, parts.responding.taking, parts.reports)
        for part in (*pager, parts.responding):
            object.__setattr__(part, "desk", desk)  # frozen parts of a desk that is not stopped for it

    def leave(self) -> None:
        self.witness.close()

    def expect_quiet(self) -> None:
        """Fail on whatever the test has not expected."""
        assert not self.errors.records, self.errors.records
        assert not self.unread_letters(), self.unread_letters()
        assert not self.twilio.unread(), self.twilio.unread()
        if self.telegram:
            assert not self.telegram.unread(), self.telegram.unread()
            assert not self.telegram.updates.pending, self.telegram.updates.problems
        if self.slack:
            assert not self.slack.unread(), self.slack.unread()
            assert not self.slack.pending, self.slack.problems
        assert not (wrong := wrong_with_chats(self.slack, self.telegram)), wrong


@cache
def desk_with(*changes: tuple[str, str]) -> Desk:
    """Return the tests' desk with some of its file changed; read once, as it takes a twentieth of a second."""
    text = DESK_YAML.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read_desk(text, "tests/desk.yaml")


def settings_for(url: str, **more: Any) -> Settings:
    """Return settings that reach nothing outside this machine."""
    return Settings(
        _env_file=None,
        desk_file=more.pop("desk_file", DESK_YAML),
        database_url=url,
        secret_key="a test's secret, long enough to sign with",
        smtp_port=0,
        web_port=0,
        hands=more.pop("hands", 0),
        trusted_authserv=AUTHSERV,
        **more,
    )


@cache
def shipped_playbooks() -> PlaybookSet:
    """Return deskbot's own playbooks, read once for all tests."""
    return load_playbook_set(Settings(_env_file=None).playbooks_dir)


@cache
def kept_database(url: str) -> Database:
    """Return the way to a database; each test gets a copy, as to write all statements anew takes a quarter of it."""
    return Database(url)


@asynccontextmanager
async def running_world(
    url: str,
    *,
    start: datetime = MONDAY_NOON,
    directory: str = DIRECTORY,
    policy: tuple[str, str] = ("", ""),
    changes: Sequence[tuple[str, str]] = (),
    carriers: int = 1,
    chats: bool = False,
    oidc: bool = False,
    **more: Any,
) -> AsyncIterator[World]:
    """Run a whole desk on a database, with `more` settings; at the end nothing unexpected may be left.

    `policy` and `changes` are changed in desk.yaml; there are one or two carriers, and chats and an identity provider
    where they are wanted.
    """
    clock, mailbox, errors = ControlledClock(start), Mailbox(), Errors()
    with psycopg.connect(url) as connection:
        connection.execute(directory)
    logging.getLogger().addHandler(errors)
    async with AsyncExitStack() as stack:
        stack.callback(logging.getLogger().removeHandler, errors)
        settings = settings_for(url, smtp_relay=await stack.enter_async_context(relay(mailbox)), **more)
        web_socket = bind(settings)
        settings = settings.model_copy(update={"web_port": web_socket.getsockname()[1]})
        twilio, settings = await stack.enter_async_context(simulated_carrier(settings, clock))
        second = None
        if carriers > 1:
            second, settings = await stack.enter_async_context(second_carrier(settings, twilio, clock))
        telegram = slack = None
        if chats:
            slack, settings = await stack.enter_async_context(simulated_slack(settings, clock))
            telegram, settings = await stack.enter_async_context(simulated_telegram(settings, clock))
        provider = None
        if oidc:
            from deskbot.simulators.oidc import simulated_provider  # few worlds need what it loads

            back = f"{settings.web_base}/console/sign-in/oidc/back"
            provider, settings = await stack.enter_async_context(simulated_provider(settings, back, clock))
        desk = desk_with(policy, *changes)
        playbooks = shipped_playbooks() if "playbooks_dir" not in more else load_playbook_set(settings.playbooks_dir)
        deskbot = compose(settings, desk, playbooks, url, clock=clock, reader=READER, database=copy(kept_database(url)))
        stack.push_async_callback(deskbot.close)
        await deskbot.jobs.open()
        link = telegram_link(deskbot)
        await stack.enter_async_context(serving_web(web_server(deskbot, link=link), web_socket))
        if link is not None:
            stack.push_async_callback(link.client.close)
            await link.turn()
        email = deskbot.channels["email"]
        await email.start(deskbot.intake)
        stack.push_async_callback(email.stop)
        world = World(
            deskbot,
            clock,
            mailbox,
            twilio,
            errors,
            witness=psycopg.connect(url, autocommit=True),
            second=second,
            telegram=telegram,
            slack=slack,
            oidc=provider,
        )
        stack.callback(world.leave)
        yield world
        world.expect_quiet()


@asynccontextmanager
async def serving_web(server: Any, web_socket: Any) -> AsyncIterator[None]:
    """Serve the web side until the block ends."""
    import asyncio

    task = asyncio.create_task(server.serve(sockets=[web_socket]))
    try:
        yield
    finally:
        server.end()
        await task
