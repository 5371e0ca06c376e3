"""*On call* shows who is on call and where nobody is, and an override is looked at before it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from deskbot.engine.overriding import Overriding
from deskbot.escalation.roster.deciding import OverrideError
from deskbot.model.account import DeskRole
from tests.flow.browser import Browser, admitted
from tests.harness import World


@pytest.fixture(name="browser")
async def a_browser(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "lea", DeskRole.LEAD)
    opened = await Browser(world).signs_in("lea")
    await opened.opens("/console/oncall")
    yield opened
    await opened.closes()


async def test_two_weeks_are_shown_day_by_day_with_whoever_is_on_call(browser: Browser) -> None:
    assert "primary America/Chicago Mon 02 Mar 00:00-09:00 Ben Oyelowo 09:00-00:00 Ana Ruiz Tue 03 Mar" in browser.text
    assert "Sun 15 Mar" in browser.text
    assert "Mon 16 Mar" not in browser.text

    await browser.opens("/console/oncall?from=2026-03-16&days=28")

    assert "Mon 16 Mar" in browser.text
    assert "Sun 12 Apr" in browser.text


async def test_what_an_override_changes_is_shown_first_and_holds_once_it_is_kept(
    world: World, browser: Browser
) -> None:
    span = {"start": "2026-03-03T18:00", "end": "2026-03-04T08:00"}
    await browser.sends("Look what it changes", kind="replace", off="ana", on="ben", why="flu <b>", **span)

    assert "Ben Oyelowo for Ana Ruiz, 03 Mar 18:00 to 04 Mar 08:00 (America/Chicago): flu <b>" in browser.text
    assert "03 Mar 18:0004 Mar 08:00Ana RuizBen Oyelowo" in browser.text
    assert world.sql("SELECT count(*) FROM roster_override") == [(0,)]
    await browser.sends("Keep it")

    assert "It is kept" in browser.text
    assert "18:00-00:00 Ben Oyelowo #1" in browser.text
    assert world.sql("SELECT made_by, why FROM roster_override") == [("lea", "flu <b>")]

    await browser.sends("Take it back")
    assert "It is taken back." in browser.text
    assert "18:00-00:00" not in browser.text
    assert world.sql("SELECT cancelled_by FROM roster_override") == [("lea",)]
    assert world.sql("SELECT act, about, who FROM audit WHERE act LIKE '%%override%%' ORDER BY id") == [
        ("made an override", "override 1 of primary", "lea"),
        ("took an override back", "override 1 of primary", "lea"),
    ]


async def test_what_somebody_else_has_decided_since_is_shown_before_an_override_is_kept(
    world: World, browser: Browser
) -> None:
    await browser.sends("Look what it changes", kind="replace", off="ana", on="ben", end="2026-03-04T08:00")
    await admitted(world, "kim", DeskRole.LEAD)
    other = await Browser(world).signs_in("kim")
    await other.opens("/console/oncall")
    await other.sends("Look what it changes", kind="shift", on="kim", end="2026-03-04T08:00")
    await other.sends("Keep it")
    await other.closes()

    await browser.sends("Keep it")

    assert browser.answer.status_code == 409
    assert "has changed since you looked" in browser.text
    assert "It changes nothing" in browser.text
    assert world.sql("SELECT made_by FROM roster_override") == [("kim",)]
    await browser.sends("Keep it")
    assert world.sql("SELECT made_by FROM roster_override ORDER BY id") == [("kim",), ("lea",)]


async def test_nobody_who_is_named_for_an_override_is_left_out_in_silence(world: World, browser: Browser) -> None:
    await browser.sends("Look what it changes", kind="add", on="ben", also="kim", end="2026-03-04T08:00")

    assert browser.answer.status_code == 422
    assert "make one override for each" in browser.text
    assert world.sql("SELECT count(*) FROM roster_override") == [(0,)]


async def test_a_gap_is_told_of_before_it_is_made_and_stands_in_the_calendar(browser: Browser) -> None:
    await browser.sends(
        "Look what it changes", kind="remove", off="ana", start="2026-03-03T18:00", end="2026-03-04T08:00"
    )
    assert "Nobody would be on call for a part of that time." in browser.text
    await browser.sends("Keep it")

    assert "18:00-00:00 NOBODY #1" in browser.text


async def test_two_who_swap_the_same_shifts_at_once_swap_them_once(world: World) -> None:
    overriding = Overriding(world.deskbot.database, world.deskbot.desk, world.clock)
    shifts = (("ana", world.now + timedelta(days=1)), ("ben", world.now + timedelta(days=8)))

    done = await asyncio.gather(
        *(overriding.swap("primary", *shifts, by, "a wedding") for by in ("lea", "ana")), return_exceptions=True
    )

    assert sorted(isinstance(one, OverrideError) for one in done) == [False, True]
    assert world.sql("SELECT count(*) FROM roster_override") == [(2,)]


async def test_two_people_swap_a_shift_each_and_both_are_taken_back_together(world: World, browser: Browser) -> None:
    page = browser.answer.text
    form = page.index('action="/console/oncall/swap"')
    key = page[form:].split('name="form_key" value="')[1].split('"')[0]
    data = {"form_key": key, "schedule": "primary", "one": "ana", "one_at": "2026-03-03T12:00", "other": "ben"}
    data["other_at"] = "2026-03-10T12:00"
    browser.answer = await browser.client.post("/console/oncall/swap", data=data, headers={"Origin": browser.base})
    assert "Ben Oyelowo for Ana Ruiz" in browser.text
    assert "Ana Ruiz for Ben Oyelowo" in browser.text
    await browser.sends("Keep it")

    assert "The two shifts are swapped." in browser.text
    await browser.sends("Take it back")
    assert world.sql("SELECT count(*) FROM roster_override WHERE cancelled_by = 'lea'") == [(2,)]


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"kind": "replace", "off": "ana", "on": "ana"}, "cannot stand in for themselves"),
        ({"kind": "replace", "on": "ana"}, "Say who goes"),
        ({"kind": "add"}, "Say who comes"),
        ({"kind": "add", "on": "ana", "end": "2026-02-01T08:00"}, "is not after the begin"),
        ({"kind": "add", "on": "ana", "end": "2026-03-08T02:30"}, "never comes in America/Chicago"),
        ({"kind": "add", "on": "zoe"}, 'nobody on the staff is called "zoe"'),
        ({"kind": "dance", "on": "ana"}, "Say what shall be"),
        ({"kind": "add", "on": "ana", "schedule": "nights"}, 'there is no schedule "nights"'),
    ],
)
async def test_what_cannot_be_says_why_and_keeps_what_was_written(
    world: World, browser: Browser, given: dict[str, str], wrong: str
) -> None:
    fields = {"end": "2026-03-04T08:00", "why": "because", **given}
    await browser.sends("Look what it changes", **fields)

    assert browser.answer.status_code == 422
    assert wrong.casefold() in browser.text.casefold()
    assert 'value="because"' in browser.answer.text
    assert world.sql("SELECT count(*) FROM roster_override") == [(0,)]


async def test_who_does_not_plan_sees_it_and_changes_nothing(world: World) -> None:
    await admitted(world, "ana", staff="ana")
    other = await Browser(world).signs_in("ana")
    key = other.answer.text.split('name="form_key" value="')[1].split('"')[0]
    await other.opens("/console/oncall")
    assert "Tue 03 Mar" in other.text
    assert "Look what it changes" not in other.text
    for path in ("override", "swap", "cancel"):
        data = {"form_key": key, "sure": "yes", "number": "1"}
        answer = await other.client.post(f"/console/oncall/{path}", data=data, headers={"Origin": other.base})
        assert answer.status_code == 403
    await other.closes()


@pytest.mark.parametrize("kind", [{"kind": "add"}, {"kind": "replace", "off": "ana"}])
async def test_of_two_who_looked_at_the_same_span_and_keep_at_once_one_must_look_again(
    world: World, browser: Browser, kind: dict[str, str]
) -> None:
    other = await Browser(world).signs_in("lea")
    await other.opens("/console/oncall")
    await browser.sends("Look what it changes", **kind, on="ben", end="2026-03-04T08:00")
    await other.sends("Look what it changes", **kind, on="kim", end="2026-03-04T08:00")

    await asyncio.gather(browser.sends("Keep it"), other.sends("Keep it"))

    assert sorted(one.answer.status_code for one in (browser, other)) == [200, 409]
    assert world.sql("SELECT count(*) FROM roster_override") == [(1,)]
    await other.closes()


async def test_nothing_is_kept_by_a_press_that_does_not_say_what_was_looked_at(world: World, browser: Browser) -> None:
    await browser.sends("Look what it changes", kind="add", on="ben", end="2026-03-04T08:00")

    await browser.sends("Keep it", mark="")

    assert browser.answer.status_code == 409
    assert world.sql("SELECT count(*) FROM roster_override") == [(0,)]
    await browser.sends("Keep it")
    assert "It is kept" in browser.text


async def test_what_was_taken_back_and_is_kept_again_at_once_is_kept(world: World, browser: Browser) -> None:
    span = {"start": "2026-03-03T18:00", "end": "2026-03-04T08:00"}
    for _ in range(2):
        await browser.sends("Look what it changes", kind="add", on="ben", **span)
        await browser.sends("Keep it")
        assert "It is kept" in browser.text
        assert world.sql("SELECT count(*) FROM roster_override WHERE cancelled_at IS NULL") == [(1,)]
        await browser.sends("Take it back")
        assert world.sql("SELECT count(*) FROM roster_override WHERE cancelled_at IS NULL") == [(0,)]
