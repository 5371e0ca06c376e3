"""42. A test mail in, a page out, an acknowledgement, an answer back; what is missed is told within and outside."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
import pytest

from deskbot.app import build_dead_man
from deskbot.engine.dead_man import CALLED_BY_ONE, DeadMan
from deskbot.escalation.watch.canary import Leg, token
from deskbot.simulators.mailbox import Fault
from deskbot.store.channel_state import StoredState
from tests.flow.imap_server import scripted_imap
from tests.flow.mails import COMPLETE_S3, OUTAGE_S1
from tests.harness import ALL_QUEUES, ANA, World, running_world

CANARY = ("rating: on", "rating: on\ncanary: {every: 10m, within: 2m}")
NO_RELAY_BACK = ("rating: on", "rating: on\ncanary: {every: 10m, within: 2m, answer: sent}")


class Outside:
    """Whoever waits outside for calls, by HTTP."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.url = ""

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.paths.append(head.split(b" ")[1].decode())
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK")
        await writer.drain()
        writer.close()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Outside]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/ping/s3cret-of-ours"
        async with server:
            yield self


async def look(world: World) -> None:
    """Let the canary's loop turn, everything happen that follows, and all processes give a sign of life."""
    await world.deskbot.canary.look()
    await world.settle()
    await world.deskbot.housekeeping(ALL_QUEUES).round()


async def carry_back(world: World) -> None:
    """Let the relay carry the canary's answer to our own door, as its world does."""
    back = [one for one in world.mailbox.letters if "+b" in one.envelope_to[0] and one not in world.read]
    for letter in back:
        world.read.append(letter)
        await world.smtp(letter.raw, letter.envelope_to[0])
    await world.settle()


async def one_round(world: World) -> None:
    await look(world)
    await carry_back(world)
    await look(world)


def rounds(world: World) -> list[tuple[str, str]]:
    return world.sql("SELECT state, why FROM canary ORDER BY id")


async def test_42_a_test_mail_goes_the_whole_way_and_leaves_nothing(database_url: str) -> None:
    outside = Outside()
    async with outside.listening(), running_world(database_url, changes=[CANARY], dead_man_url=outside.url) as world:
        await one_round(world)

        assert rounds(world) == [("well", "")]
        stages = "accepted_at, ticketed_at, paged_at, acknowledged_at, sent_at, returned_at, ended_at"
        assert None not in world.sql(f"SELECT {stages} FROM canary")[0]  # noqa: S608
        assert world.sql("SELECT number, state, owner FROM ticket") == [(-1, "closed", "(canary)")]
        assert world.sql(
            "SELECT medium, carrier FROM notification JOIN dispatch ON notification.id = notification_id"
        ) == [("canary", "canary")]

        await world.deskbot.dead_man.look()
        assert outside.paths == ["/ping/s3cret-of-ours"]
        elsewhere = StoredState(world.deskbot.database, "dead man", world.clock, holder="another machine")
        other = DeadMan(world.deskbot.health, build_dead_man(world.deskbot.settings), elsewhere)
        await other.look()
        assert len(outside.paths) == 1
        world.clock.forward(CALLED_BY_ONE)
        await world.deskbot.housekeeping(ALL_QUEUES).round()
        await other.look()
        await world.deskbot.dead_man.look()
        assert len(outside.paths) == 2

        world.clock.forward(timedelta(minutes=6))
        await look(world)
        for table in ("ticket", "page", "notification", "timeline", "inbound", "outbox", "participant", "blob"):
            assert world.sql(f"SELECT count(*) FROM {table}") == [(0,)], table  # noqa: S608
        assert rounds(world) == [("well", "")]

        world.clock.forward(timedelta(minutes=4))
        await one_round(world)
        assert rounds(world) == [("well", ""), ("well", "")]


async def test_42_what_is_missed_is_told_once_within_and_outside_nobody_is_called(database_url: str) -> None:
    outside = Outside()
    async with outside.listening(), running_world(database_url, changes=[CANARY], dead_man_url=outside.url) as world:
        await world.deskbot.canary.look()  # nobody works: the mail is taken, and no more comes of it
        world.clock.forward(timedelta(minutes=2))
        await look(world)
        assert rounds(world) == [("missed", "no ticket came of the test mail")]
        assert world.errors.records == ["deskbot.engine.canary: the canary was missed: no ticket came of the test mail"]
        world.errors.records.clear()
        told = world.briefing()
        assert told.mail["Subject"] == "CANARY MISSED"
        assert "it became a ticket: no" in told.text
        await world.deskbot.dead_man.look()
        assert outside.paths == []

        world.clock.forward(timedelta(minutes=8))
        await one_round(world)

        assert [state for state, _ in rounds(world)] == ["missed", "well"]
        assert world.briefing().mail["Subject"] == "The canary is well again"
        await world.deskbot.dead_man.look()
        assert len(outside.paths) == 1


async def test_42_an_answer_that_the_relay_does_not_take_or_does_not_carry_back_is_missed(database_url: str) -> None:
    async with running_world(database_url, changes=[CANARY]) as world:
        await look(world)
        world.read += world.mailbox.letters  # it lies at the relay, and stays there
        world.clock.forward(timedelta(minutes=2))

        await look(world)

        assert rounds(world) == [("missed", "the answer did not come back to us")]
        world.errors.records.clear()
        world.briefing()


async def test_42_where_the_relay_does_not_lead_back_its_taking_the_answer_is_enough(database_url: str) -> None:
    async with running_world(database_url, changes=[NO_RELAY_BACK]) as world:
        await look(world)
        world.read += world.mailbox.letters

        await look(world)

        assert rounds(world) == [("well", "")]


async def test_42_where_mail_is_only_fetched_both_mails_go_through_the_relay_into_the_mailbox(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskbot.channels.email.mailbox.imap.POLL_SECONDS", 0.01)
    async with scripted_imap() as imap:
        imap.capabilities = "IMAP4rev1"
        settings = {"imap_url": f"imap://support%40desk.example:x@127.0.0.1:{imap.port}", "smtp_door": False}
        async with running_world(database_url, changes=[CANARY], **settings) as world:
            for uid, leg in ((1, "+c1."), (2, "+b1.")):
                await look(world)
                [carried] = [one for one in world.mailbox.letters if one not in world.read]
                assert leg in carried.envelope_to[0]
                world.read.append(carried)
                imap.mails[uid] = carried.raw
                await imap.until(lambda uid=uid: uid in imap.seen)
                await world.settle()

            await look(world)

            assert rounds(world) == [("well", "")]
            assert None not in world.sql("SELECT accepted_at, sent_at, returned_at FROM canary")[0]


async def test_42_a_relay_that_does_not_take_the_test_mail_is_a_miss_too(database_url: str) -> None:
    settings = {"imap_url": "imap://support%40desk.example:x@127.0.0.1:9", "smtp_door": False}
    async with running_world(database_url, changes=[CANARY], **settings) as world:
        world.mailbox.fault = Fault.LATER
        await world.deskbot.canary.look()
        world.clock.forward(timedelta(minutes=2))

        await world.deskbot.canary.look()

        [(state, why)] = rounds(world)
        assert state == "missed"
        assert why.startswith("nobody took the test mail: relay: ")
        world.errors.records.clear()
        world.mailbox.fault = Fault.NONE
        await world.settle()
        assert world.briefing().mail["Subject"] == "CANARY MISSED"


async def test_42_a_real_outage_beside_it_is_neither_linked_with_it_nor_numbered_after_it(database_url: str) -> None:
    async with running_world(database_url, changes=[CANARY]) as world:
        await look(world)
        world.read += world.mailbox.letters

        await world.mail(OUTAGE_S1, subject="Outage at our main office")

        assert world.ticket(1001)["severity"] == "S1"
        assert world.sql("SELECT count(*) FROM ticket_link") == [(0,)]
        assert "T-1001" in world.twilio.phones[ANA].take_text()
        world.letter(), world.briefing()
        await world.text(ANA, "1a", "You have taken T-1001")
        await world.settle()
        world.letter()


@pytest.mark.parametrize("wrong", ["c1.aaaaaaaaaaaaaaaa", "of another key"])
async def test_42_nobody_else_can_make_a_canary(database_url: str, wrong: str) -> None:
    async with running_world(database_url, changes=[CANARY]) as world:
        secret = (
            b"another key, long enough to sign with" if wrong == "of another key" else world.deskbot.settings.secret()
        )
        made = wrong if wrong.startswith("c1.") else token(Leg.OUT, 7, secret)

        await world.mail(
            "Nobody can make any calls.", to=f"support+{made}@desk.example", sender="Eve <eve@else.example>"
        )

        assert world.sql("SELECT count(*) FROM ticket WHERE number < 0") == [(0,)]
        assert world.sql("SELECT count(*) FROM canary") == [(0,)]
        world.read += world.mailbox.letters
        assert "T-1001" in world.twilio.phones[ANA].take_text()


async def test_42_a_canary_of_a_round_that_is_over_is_filed(database_url: str) -> None:
    async with running_world(database_url, changes=[CANARY]) as world:
        made = token(Leg.OUT, 7, world.deskbot.settings.secret())

        await world.mail(OUTAGE_S1, to=f"support+{made}@desk.example")

        assert world.sql("SELECT state, why FROM inbound") == [("filed", "the canary's round 7 is over")]
        assert world.sql("SELECT count(*) FROM ticket") == [(0,)]


async def test_42_without_a_canary_no_round_is_made_and_health_does_not_ask_for_one(world: World) -> None:
    await look(world)

    assert rounds(world) == []
    assert (await world.deskbot.health.look()).well


async def test_42_a_canary_that_is_wanted_and_never_begins_is_red_and_a_round_that_nobody_ends_is_soon(
    database_url: str,
) -> None:
    async with running_world(database_url, changes=[CANARY]) as world:
        house = world.deskbot.housekeeping(ALL_QUEUES)
        await house.round()
        assert await wrong(world) == [("canary", "the canary has not begun a round yet")]

        await world.deskbot.canary.look()
        assert await wrong(world) == []

        world.clock.forward(timedelta(minutes=3, seconds=1))
        await world.settle()
        await house.round()
        assert await wrong(world) == [("canary", "the canary makes no rounds")]
        world.read += world.mailbox.letters


async def test_42_a_relay_that_took_a_canarys_letter_counts_as_working_when_that_is_forgotten(
    database_url: str,
) -> None:
    async with running_world(database_url, changes=[CANARY]) as world:
        for sender in ("ty@brightpathvoice.example", "jana@rheinruf.example"):
            await world.mail(COMPLETE_S3, sender=sender)
            world.mailbox.puts_off.add(sender)
        await world.forward(seconds=1)
        for number in (1001, 1002):
            await world.deskbot.agents.reply(number, "Please restart it.", "ana")
        await world.settle()
        await world.forward(minutes=4)
        await one_round(world)
        await world.forward(minutes=7)
        await look(world)

        assert world.sql("SELECT count(*) FROM outbox WHERE ticket_number < 0") == [(0,)]
        assert world.sql("SELECT count(DISTINCT to_address) FROM outbox WHERE state = 'queued'") == [(2,)]
        assert await wrong(world) == []
        world.read += world.mailbox.letters


async def wrong(world: World) -> list[tuple[str, str]]:
    """Return what health finds wrong, and what it says of that."""
    return [(check.name, check.says) for check in (await world.deskbot.health.look()).checks if not check.well]


async def test_42_what_is_too_large_for_an_answer_is_not_even_read(database_url: str) -> None:
    async with running_world(database_url, changes=[CANARY]) as world, httpx.AsyncClient(trust_env=False) as http:
        url = f"{world.deskbot.settings.web_base}/canary/answer"
        form = {"token": "1", "text": "1a", "signature": "0" * 64}

        async def in_pieces() -> AsyncIterator[bytes]:
            yield b"token=1"

        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        refused = [
            await http.post(url, data=form),
            await http.post(url, data=form | {"text": "a" * 2000}),
            await http.post(url, content=in_pieces(), headers=kind),
        ]

        assert [answer.status_code for answer in refused] == [403, 413, 413]
