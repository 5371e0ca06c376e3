"""The pager with real processes in real time: delays are short, and the carrier's phones answer by themselves."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

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


async def test_01_the_first_page_of_an_urgent_ticket_is_handed_to_the_carrier_at_once(hasty: Server) -> None:
    await hasty.start()
    await hasty.mail(OUTAGE_S1)

    handed = "SELECT min(begun_at) - min(accepted_at) FROM dispatch, inbound WHERE provider_id <> ''"
    await hasty.happens("the page is with the carrier", lambda: hasty.sql(handed) != [(None,)])
    # Five seconds are promised; how long it took is printed, as a busy machine must not fail a test.
    sys.stderr.write(f"from acceptance to the carrier: {hasty.sql(handed)[0][0].total_seconds():.2f} s\n")


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

    answer = await hasty.twilio.phones[ANA].sends("1a")

    assert "You have taken T-1001" in (answer or "")
    assert hasty.sql("SELECT state, due_at, step FROM page") == [("acknowledged", None, 1)]
    # What would ring Kim is due by now, and the server has looked at it: the next ticket is handled after it.
    pending = "SELECT 1 FROM procrastinate_jobs WHERE task_name = 'page' AND status IN ('todo', 'doing')"
    await hasty.happens("the alarm has rung in vain", lambda: not hasty.sql(pending))
    assert not hasty.twilio.phones[KIM].calls
