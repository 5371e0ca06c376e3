"""The pager with real processes in real time: delays are short, and the carrier's phones answer by themselves."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deskbot.children import as_environment
from tests.crash.server import Server
from tests.flow.mails import OUTAGE_S1
from tests.harness import ANA, DESK_YAML, KIM


@pytest.fixture
def hasty(server: Server, tmp_path: Path) -> Server:
    """A server whose first level has two seconds to answer."""
    text = DESK_YAML.read_text().replace("{delay: 5m, schedule: primary", "{delay: 2s, schedule: always")
    text = text.replace("  primary:", "  always: {zone: UTC, rotation: always, people: [ana]}\n  primary:")
    (tmp_path / "desk.yaml").write_text(text)
    server.settings = server.settings.model_copy(update={"desk_file": tmp_path / "desk.yaml"})
    return server


async def test_01_the_first_page_of_an_urgent_ticket_is_handed_to_the_carrier_at_once(
    hasty: Server, record_property: Callable[[str, object], None]
) -> None:
    await hasty.start()
    await hasty.mail(OUTAGE_S1)

    handed = "SELECT min(begun_at) - min(accepted_at) FROM dispatch, inbound WHERE provider_id <> ''"
    await hasty.happens("the page is with the carrier", lambda: hasty.sql(handed) != [(None,)])
    # Five seconds are promised; how long it took is printed, as a busy machine must not fail a test.
    record_property("from acceptance to the carrier", f"{hasty.sql(handed)[0][0].total_seconds():.2f} s")


async def test_03_without_an_answer_the_next_level_is_called_and_the_first_hears_nothing_more(hasty: Server) -> None:
    hasty.twilio.phones[KIM].answers("4")
    await hasty.start()
    await hasty.mail(OUTAGE_S1)

    taken = "SELECT acknowledged_by FROM page WHERE state = 'acknowledged'"
    await hasty.happens("Kim takes it", lambda: hasty.sql(taken) == [("kim",)])
    assert len(hasty.twilio.phones[ANA].texts) == 1
    assert hasty.sql("SELECT step FROM page") == [(2,)]


async def test_16_who_takes_a_page_before_the_next_level_is_due_keeps_it_from_ringing(hasty: Server) -> None:
    await hasty.start()
    await hasty.mail(OUTAGE_S1)
    await hasty.happens("Ana has the text", lambda: hasty.twilio.phones[ANA].texts)

    await hasty.twilio.phones[ANA].sends("1a")

    assert "You have taken T-1001" in hasty.twilio.phones[ANA].take_answer()
    assert hasty.sql("SELECT state, due_at, step FROM page") == [("acknowledged", None, 1)]
    # What would ring Kim is due by now, and the server has looked at it: the next ticket is handled after it.
    pending = "SELECT 1 FROM procrastinate_jobs WHERE task_name = 'page' AND status IN ('todo', 'doing')"
    await hasty.happens("the alarm has rung in vain", lambda: not hasty.sql(pending))
    assert not hasty.twilio.phones[KIM].calls


async def test_31_with_the_carrier_down_the_page_goes_out_by_mail(hasty: Server) -> None:
    hasty.twilio.faults.go_down()
    await hasty.start()
    await hasty.mail(OUTAGE_S1)

    # Two seconds are less than it takes to know that the carrier is down: the next level hears of it by mail.
    letter = (await hasty.letters("kim@desk.example"))[0]

    assert letter.mail["Subject"].startswith("PAGE S1 [T-1001]")
    assert "/p/" in letter.text
    assert not any(phone.texts or phone.calls for phone in hasty.twilio.phones)

    def subjects() -> list[str]:
        return [one.mail["Subject"] for one in hasty.mailbox.to("desk@desk.example")]

    await hasty.happens("the operators are told", lambda: "Carrier twilio fails" in subjects())


async def test_41_what_was_due_while_no_engine_ran_goes_out_once_and_says_that_it_is_late(hasty: Server) -> None:
    engine = Server(hasty.settings, hasty.mailbox, hasty.twilio, hasty.log.with_name("engine.log"))
    await hasty.start(only="smtp,web,worker")
    await hasty.mail(OUTAGE_S1)
    await hasty.happens("it is to be paged", lambda: hasty.sql("SELECT 1 FROM page"))
    hasty.sql_do("UPDATE page SET due_at = due_at - interval '20 minutes'")

    try:
        await engine.start(only="pager")
        await hasty.happens("Ana has the text", lambda: hasty.twilio.phones[ANA].texts)
        assert "late" in hasty.twilio.phones[ANA].texts[0].lower()
        delivered = "SELECT 1 FROM notification WHERE step = 1 AND state = 'delivered'"
        await hasty.happens("it is settled", lambda: hasty.sql(delivered))
        assert len(hasty.twilio.phones[ANA].texts) == 1
    finally:
        await engine.stop()


async def test_a_test_of_somebodys_pager_says_what_becomes_of_it(hasty: Server) -> None:
    hasty.twilio.phones[KIM].answers("4")
    await hasty.start()
    alive = "SELECT 1 FROM sign_of_life WHERE queue = 'pages'"
    await hasty.happens("the pager says that it is there", lambda: hasty.sql(alive))

    command = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "deskbot", "page", "test", "kim", "--wait", "60s"),
        env=os.environ | as_environment(hasty.settings),
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await command.communicate()

    assert command.returncode == 0, said.decode()
    assert "voice to Kim Haddad" in said.decode()
    assert "Answered: it works." in said.decode()
    assert hasty.sql("SELECT count(*) FROM ticket") == [(0,)]
