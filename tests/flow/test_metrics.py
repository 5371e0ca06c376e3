"""What is measured is told to whoever may know it, as Prometheus reads it; what draws it asks for what there is."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import yaml

from deskbot import __version__
from deskbot.engine.metrics import ALL
from deskbot.model.api_token import Scope
from tests.flow.mails import COMPLETE_S3
from tests.flow.programs import program
from tests.flow.test_41_late import database_away
from tests.flow.test_bursts import voicemail_down
from tests.flow.test_maintenance import maintenance
from tests.flow.test_paging import outage
from tests.flow.test_paging_by_tier import AT_NIGHT
from tests.flow.test_who_has_it import handed_to_ben
from tests.harness import ANA, KIM, World

ROOT = Path(__file__).parents[2]
SAMPLE = re.compile(r'(deskbot_[a-z_]+)(?:\{((?:[a-z]+="[^"]*",?)+)\})? (-?[0-9.e+]+)')


async def measured(world: World, **headers: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        return await client.get(f"{world.deskbot.settings.web_base}/metrics", headers=headers)


def values(text: str) -> dict[str, float]:
    """Return each value by its name with its labels; each line must be one, or a comment."""
    found = {}
    for line in text.splitlines():
        if line.startswith("# "):
            continue
        match = SAMPLE.fullmatch(line)
        assert match, line
        found[f"{match[1]}{{{match[2]}}}" if match[2] else match[1]] = float(match[3])
    return found


async def test_a_page_that_nobody_takes_is_seen_to_wait(world: World) -> None:
    before = values((await measured(world)).text)
    await world.mail("All phones are dead at Hollis Vet Clinic, nobody can call out.", subject="All phones dead")
    world.clock.forward(timedelta(seconds=90))
    after = values((await measured(world)).text)

    assert before['deskbot_pages_waiting{state="open"}'] == 0
    assert after['deskbot_pages_waiting{state="open"}'] == 1
    assert after["deskbot_page_waiting_seconds"] == pytest.approx(90, abs=5)
    assert sum(value for name, value in after.items() if 'severity="S1"' in name) == 1
    assert (before["deskbot_tickets_total"], after["deskbot_tickets_total"]) == (0, 1)
    world.twilio.phones[ANA].take_text()
    world.letter()
    world.briefing()


async def rings_in_vain(world: World) -> float:
    return values((await measured(world)).text)["deskbot_page_waiting_seconds"]


async def test_a_page_that_waits_for_support_hours_wakes_nobody_until_it_has_rung(world: World) -> None:
    world.clock.move_to(AT_NIGHT)
    await world.mail(voicemail_down("Hollis Vet Clinic"), subject="Voicemail down")
    world.letter(), world.briefing()

    await world.forward(hours=1)
    by_night = await rings_in_vain(world)
    await world.forward(hours=8)
    by_day = await rings_in_vain(world)
    world.clock.forward(timedelta(seconds=90))

    assert (by_night, by_day) == (0, pytest.approx(0, abs=5))
    assert await rings_in_vain(world) == pytest.approx(90, abs=5)
    world.twilio.phones[ANA].take_text()


async def test_a_page_that_all_have_let_ring_counts_on_until_somebody_has_the_ticket(world: World) -> None:
    await outage(world)
    world.twilio.phones[KIM].answers("")
    await world.forward(minutes=12)
    assert world.sql("SELECT state FROM page") == [("unanswered",)]
    world.read += world.mailbox.letters
    world.twilio.phones[KIM].take_call()

    told = values((await measured(world)).text)
    assert (told['deskbot_pages_waiting{state="unanswered"}'], told['deskbot_pages_waiting{state="open"}']) == (1, 0)
    assert told["deskbot_page_waiting_seconds"] == pytest.approx(720, abs=5)
    await world.text(ANA, "1a", "T-1001")

    assert await rings_in_vain(world) == 0
    world.read += world.mailbox.letters


async def test_a_page_that_was_put_off_counts_from_when_it_rings_again(world: World) -> None:
    await outage(world)
    await world.text(ANA, "1s 45m", "is yours")
    await world.settle()
    world.letter()
    await world.forward(minutes=46)

    assert await rings_in_vain(world) == pytest.approx(60, abs=5)
    assert "1a" in world.twilio.phones[ANA].take_text()


async def test_a_page_that_somebody_has_and_hands_over_is_not_in_vain(world: World) -> None:
    await handed_to_ben(world)
    await world.forward(minutes=4)

    assert await rings_in_vain(world) == 0
    world.read += world.mailbox.letters


async def test_a_page_that_maintenance_holds_counts_from_its_end_on(world: World) -> None:
    await maintenance(world)
    await world.mail(voicemail_down("Hollis Vet Clinic"), subject="Voicemail down")
    world.letter(), world.briefing()

    await world.forward(hours=1, minutes=58)
    assert await rings_in_vain(world) == 0
    await world.forward(minutes=3)

    assert await rings_in_vain(world) == pytest.approx(60, abs=5)
    world.twilio.phones[ANA].take_text()


async def test_every_metric_that_is_named_is_told_and_no_other(world: World) -> None:
    answer = await measured(world)

    told = re.findall(r"^# TYPE (\S+) (gauge|counter)$", answer.text, re.MULTILINE)
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert sorted(told) == sorted((one.name, str(one.kind)) for one in ALL)
    assert all(one.says.endswith(".") for one in ALL)


async def test_what_is_counted_for_ever_never_falls_though_rows_are_taken_away(world: World) -> None:
    await world.mail(COMPLETE_S3)
    await world.mail(COMPLETE_S3, subject="Another desk phone")
    before = values((await measured(world)).text)

    world.sql("UPDATE timeline SET inbound_id = NULL WHERE inbound_id = 2"), world.sql("DELETE FROM attachment")
    world.sql("DELETE FROM inbound WHERE id = 2")
    after = values((await measured(world)).text)

    assert before["deskbot_messages_total"] == after["deskbot_messages_total"] == 2
    for _ in range(2):
        world.letter(), world.briefing()


async def test_from_elsewhere_only_a_token_for_it_is_told(world: World) -> None:
    elsewhere = {"X-Forwarded-For": "203.0.113.9"}
    good, other = await program(world, Scope.METRICS), await program(world, Scope.TICKETS_READ, name="other")

    assert (await measured(world, **elsewhere)).status_code == 401
    with_other = await measured(world, **elsewhere, Authorization=other.client.headers["authorization"])
    with_good = await measured(world, **elsewhere, Authorization=good.client.headers["authorization"])

    assert (with_other.status_code, with_good.status_code) == (403, 200)
    assert "deskbot_build_info" not in with_other.text
    await good.closes()
    await other.closes()


async def test_a_token_that_is_none_or_none_any_more_is_told_so_and_not_that_it_lacks_a_scope(world: World) -> None:
    ended = await program(world, Scope.METRICS)
    world.sql("UPDATE api_token SET revoked_at = %s", world.now)
    for token in ("Bearer dbt_made-up", "Bearer", ended.client.headers["authorization"]):
        answer = await measured(world, **{"X-Forwarded-For": "203.0.113.9"}, Authorization=token)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == 'Bearer realm="deskbot"'
    await ended.closes()


async def test_while_the_database_is_away_that_is_what_is_told(world: World, postgres: str) -> None:
    with database_away(world, postgres):
        told = values((await measured(world)).text)

    assert told["deskbot_database_up"] == 0
    assert "deskbot_tickets_unowned" not in told


async def test_whose_token_cannot_be_looked_up_is_told_that_the_database_is_away_and_no_more(
    world: World, postgres: str
) -> None:
    await world.mail(COMPLETE_S3)
    world.letter(), world.briefing()
    elsewhere = {"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer dkb_made-up"}
    with database_away(world, postgres):
        answer = await measured(world, **elsewhere)

    assert answer.status_code == 200
    assert set(values(answer.text)) == {
        f'deskbot_build_info{{version="{__version__}"}}',
        "deskbot_database_up",
        'deskbot_check_well{check="database"}',
    }
    told = values(answer.text)
    assert told["deskbot_database_up"] == told['deskbot_check_well{check="database"}'] == 0


@pytest.mark.parametrize("path", ["examples/grafana/deskbot.json", "examples/prometheus/alerts.yaml"])
def test_what_draws_and_wakes_asks_only_for_what_is_measured(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    document = json.loads(text) if path.endswith("json") else yaml.safe_load(text)

    names = set(re.findall(r"\bdeskbot_[a-z_]+", text))
    assert names
    assert names <= {one.name for one in ALL}
    assert document


def test_an_alarm_of_two_measures_says_by_which_labels_they_are_matched() -> None:
    rules = yaml.safe_load((ROOT / "examples/prometheus/alerts.yaml").read_text(encoding="utf-8"))
    asked = [rule["expr"] for group in rules["groups"] for rule in group["rules"] if " and " in rule["expr"]]

    assert asked
    assert all(" and on(" in one or " and ignoring(" in one for one in asked), asked
