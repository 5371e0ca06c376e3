"""Whether a decision rings phones, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deskbot.desk import When
from deskbot.model.case import Severity
from deskbot.model.page import PageState
from deskbot.tickets.paging import PageWish, Verdict, put_off, wish, wish_now

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=12)


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ({}, Verdict.NONE),
        ({"other_policy": True}, Verdict.ANEW),
        ({"other_policy": True, "raised": False}, Verdict.NONE),
        ({"other_policy": True, "proven": False}, Verdict.HELD),
        ({"other_policy": True, "proven": False, "unproven_left": 1}, Verdict.ANEW),
        ({"waits_until": LATER}, Verdict.HASTEN),
        ({"waits_until": LATER, "raised": False}, Verdict.NONE),
        ({"waits_until": NOW, "other_policy": True}, Verdict.HASTEN),
    ],
)
def test_what_becomes_of_a_page_that_is_open(given: dict[str, Any], verdict: Verdict) -> None:
    left = given.pop("unproven_left", 0)
    base: dict[str, Any] = {"opens_at": NOW, "waits_until": None, "raised": True, "proven": True}

    said = wish(Severity.S1, When.ALWAYS, now=NOW, last=PageState.OPEN, unproven_left=left, **base | given)

    assert said.verdict is verdict


def test_an_open_page_is_not_ended_for_one_that_would_wait() -> None:
    said = wish(
        Severity.S2,
        When.SUPPORT_HOURS,
        now=NOW,
        opens_at=LATER,
        last=PageState.OPEN,
        waits_until=None,
        other_policy=True,
        raised=True,
        proven=True,
        unproven_left=0,
    )

    assert said.verdict is Verdict.NONE


def of_a_tier(when: When, **given: Any) -> PageWish:
    base: dict[str, Any] = {"last": None, "waits_until": None, "raised": True, "proven": True, "unproven_left": 0}
    return wish(Severity.S2, when, now=NOW, opens_at=LATER, tier="premium", **base | given)


def test_the_reason_names_the_tier_that_somebody_is_paged_for() -> None:
    assert of_a_tier(When.ALWAYS).why == "paged now: S2 (at any hour for the tier premium)"
    waits = of_a_tier(When.SUPPORT_HOURS)
    assert waits.why == "paged when support opens: S2 (in support hours for the tier premium) outside support hours"
    assert waits.due_at == LATER


def test_a_waiting_page_goes_out_for_a_tier_that_does_not_wait_though_nothing_was_raised() -> None:
    said = of_a_tier(When.ALWAYS, last=PageState.OPEN, waits_until=LATER, raised=False)

    assert (said.verdict, said.due_at) == (Verdict.HASTEN, NOW)
    assert said.why == "the waiting page goes out now: S2 (at any hour for the tier premium)"


def test_a_tier_rings_nobody_again_where_the_page_has_begun_or_somebody_has_come() -> None:
    assert of_a_tier(When.ALWAYS, last=PageState.OPEN, raised=False).verdict is Verdict.NONE
    assert of_a_tier(When.ALWAYS, last=PageState.ACKNOWLEDGED, raised=False).verdict is Verdict.NONE


@pytest.mark.parametrize(
    ("when", "given", "verdict"),
    [
        (When.SUPPORT_HOURS, {}, Verdict.PAGE),
        (When.NEVER, {}, Verdict.PAGE),
        (When.SUPPORT_HOURS, {"last": PageState.OPEN, "waits_until": LATER}, Verdict.HASTEN),
        (When.SUPPORT_HOURS, {"last": PageState.OPEN}, Verdict.NONE),
        (When.SUPPORT_HOURS, {"last": PageState.ACKNOWLEDGED}, Verdict.PAGE),
        (When.ALWAYS, {"proven": False}, Verdict.HELD),
    ],
)
def test_who_phones_waits_for_no_support_hours(when: When, given: dict[str, Any], verdict: Verdict) -> None:
    base: dict[str, Any] = {"last": None, "waits_until": None, "raised": False, "proven": True, "unproven_left": 0}
    said = wish(Severity.S2, when, now=NOW, opens_at=LATER, phones=True, **base | given)

    assert said.verdict is verdict
    assert said.due_at == (NOW if said.rings else None)
    assert "the reseller phones" in said.why or not said.rings


@pytest.mark.parametrize(
    ("last", "has", "verdict", "says"),
    [
        (None, "", Verdict.PAGE, "Somebody is paged for it now."),
        (PageState.UNANSWERED, "", Verdict.PAGE, "Somebody is paged for it now."),
        (PageState.ACKNOWLEDGED, "", Verdict.PAGE, "Somebody is paged for it now."),
        (PageState.OPEN, "", Verdict.HASTEN, "The open page goes on now."),
        (PageState.ACKNOWLEDGED, "Kim has acknowledged", Verdict.NONE, "Nobody new is paged: Kim has acknowledged."),
    ],
)
def test_whoever_is_wanted_now_comes_by_the_open_page_or_a_new_one(
    last: PageState | None, has: str, verdict: Verdict, says: str
) -> None:
    said = wish_now(last, has=has, now=NOW)

    assert (said.verdict, said.says) == (verdict, says)


def test_who_is_wanted_now_does_not_come_by_a_page_with_nobody_left_and_later_where_all_have_just_been_paged() -> None:
    stays = wish_now(PageState.OPEN, has="", stays="no level is left; Kim may still answer, until 12:15", now=NOW)
    later = wish_now(PageState.OPEN, has="", goes_on_at="12:01", now=NOW)

    assert stays.verdict is Verdict.NONE
    assert stays.says == "Nobody new is paged: no level is left; Kim may still answer, until 12:15."
    assert later.verdict is Verdict.HASTEN
    assert later.says == "The open page goes on at 12:01, as who is left has just been paged."


def test_maintenance_puts_off_what_would_ring_before_its_end_and_nothing_else() -> None:
    now = wish_now(None, has="", now=NOW)
    taken = wish_now(PageState.ACKNOWLEDGED, has="Kim has acknowledged", now=NOW)

    off = put_off(now, LATER, "Core upgrade")

    assert (off.verdict, off.due_at, off.maintenance, off.says) == (
        Verdict.PAGE,
        LATER,
        True,
        "It waits. Core upgrade.",
    )
    assert put_off(off, LATER, "Core upgrade") is off
    assert put_off(taken, LATER, "Core upgrade") is taken
