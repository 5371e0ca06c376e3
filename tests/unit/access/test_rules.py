"""Who may see a ticket, and who may do more than add to it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from deskbot.access.rules import may_change, may_read
from deskbot.model.case import Category, Severity, Standing, Writer
from deskbot.model.directory import Reseller
from deskbot.model.ticket import State, Ticket

BRIGHTPATH = Reseller(id=1, key="brightpath", name="Brightpath Voice & Data")
LAKESHORE = Reseller(id=2, key="lakeshore", name="Lakeshore Telecom Services")
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def ticket(reseller_id: int | None) -> Ticket:
    return Ticket(
        number=1042,
        state=State.NEW,
        subject="No calls",
        category=Category.INCIDENT,
        severity=Severity.S1,
        verified=True,
        created_at=NOW,
        updated_at=NOW,
        reseller_id=reseller_id,
    )


def writer(standing: Standing, reseller: Reseller | None) -> Writer:
    return Writer(standing, "as the test says", reseller)


@pytest.mark.parametrize(
    ("standing", "reseller", "owner", "participant", "allowed"),
    [
        (Standing.PROVEN, BRIGHTPATH, 1, True, True),
        (Standing.PROVEN, BRIGHTPATH, 1, False, True),
        (Standing.PROVEN, LAKESHORE, 1, False, False),
        (Standing.PROVEN, LAKESHORE, 1, True, False),
        (Standing.PROVEN, None, 1, True, False),
        (Standing.PROVEN, None, None, True, True),
        (Standing.PROVEN, None, None, False, False),
        (Standing.PROVEN, BRIGHTPATH, None, True, True),
        (Standing.PROVEN, BRIGHTPATH, None, False, False),
        (Standing.UNPROVEN, BRIGHTPATH, 1, True, False),
        (Standing.UNPROVEN, None, None, True, False),
        (Standing.FORGED, BRIGHTPATH, 1, True, False),
    ],
)
def test_reading_and_changing(
    standing: Standing, reseller: Reseller | None, owner: int | None, *, participant: bool, allowed: bool
) -> None:
    for rule in (may_read, may_change):
        said = rule(writer(standing, reseller), ticket(owner), participant)
        assert bool(said) is said.allowed is allowed
        assert said.reason.rule.startswith("access.")
        assert said.reason.says


def test_a_refused_change_says_that_the_words_are_kept() -> None:
    for standing in Standing:
        said = may_change(writer(standing, LAKESHORE), ticket(1), participant=False)
        assert "only added" in said.reason.says


def test_a_refusal_names_no_other_reseller() -> None:
    said = may_read(writer(Standing.PROVEN, LAKESHORE), ticket(1), participant=False)
    assert BRIGHTPATH.name not in said.reason.says
