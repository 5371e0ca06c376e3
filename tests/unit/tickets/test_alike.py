"""Which tickets look alike, and when one page may stand for several."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from deskbot.desk import Burst
from deskbot.model.case import Action, Category, Decision, Reason, Severity
from deskbot.tickets.alike import Ground, Look, alike, likeness, stands_alone, together

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BURST = Burst()
TRUNK = frozenset({"trunk", "register", "outbound", "inbound"})
BOOT = frozenset({"server", "boot", "screen", "kernel"})


def look(number: int, **changes: object) -> Look:
    base = Look(
        number=number,
        created_at=NOON,
        severity=Severity.S1,
        category=Category.INCIDENT,
        verified=True,
        reseller=number,
        customer=f"customer {number}",
        playbook="trunk-down",
        words=TRUNK,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def test_one_system_links_and_the_same_symptom_makes_it_sure() -> None:
    one, other = (look(number, reseller=1, host="3g-1", customer="vet") for number in (1, 2))

    found = likeness(one, other, BURST)

    assert found
    assert (found.ground, found.sure) == (Ground.SYSTEM, True)
    elsewise = likeness(one, replace(other, playbook="disk-full"), BURST)
    assert elsewise
    assert not elsewise.sure


def test_an_old_question_about_the_system_is_linked_and_shares_no_page() -> None:
    old = look(1, reseller=1, host="3g-1", severity=Severity.S4, created_at=NOON - timedelta(days=3))

    found = likeness(look(2, reseller=1, host="3g-1"), old, BURST)

    assert found
    assert not found.sure


def test_a_customer_of_one_reseller_is_not_the_customer_of_that_name_of_another() -> None:
    one, other = look(1, customer="vet", playbook=""), look(2, customer="vet", playbook="")

    assert likeness(one, other, BURST) is None
    assert likeness(replace(one, reseller=2), other, BURST)


def test_another_site_of_the_customer_keeps_its_page() -> None:
    one, other = (look(number, reseller=1, customer="vet", site=site) for number, site in ((1, "austin"), (2, "waco")))

    found = likeness(one, other, BURST)

    assert found
    assert not found.sure
    assert together(one, [other, look(3)], BURST, NOON) is None


def test_three_customers_with_one_known_issue_within_the_hour_are_one_incident() -> None:
    found = together(look(3), [look(1), look(2)], BURST, NOON)

    assert found
    assert (found.key, found.members, found.parent) == ("playbook:trunk-down", (1, 2), None)


def test_two_customers_are_none_and_one_customer_three_times_counts_once() -> None:
    same = [look(number, reseller=1, customer="vet", site="") for number in (1, 2)]

    assert together(look(3), [look(1)], BURST, NOON) is None
    assert together(look(3), same, BURST, NOON) is None


def test_three_reports_of_one_system_are_one_incident() -> None:
    one, two, three = (look(number, reseller=1, host="3g-1", customer="vet") for number in (1, 2, 3))

    assert together(three, [one, two], BURST, NOON)


def test_what_is_older_than_the_hour_does_not_count() -> None:
    old = look(1, created_at=NOON - timedelta(minutes=61))

    assert together(look(3), [old, look(2)], BURST, NOON) is None


def test_the_same_carrier_joins_only_what_fails_in_the_same_way() -> None:
    lumen = frozenset({"lumen"})
    one, two, three = (look(number, playbook="", carriers=lumen) for number in (1, 2, 3))

    assert together(three, [one, two], BURST, NOON)
    assert together(replace(three, words=BOOT), [one, two], BURST, NOON) is None
    assert likeness(replace(three, words=BOOT), one, BURST), "it is linked all the same"


@pytest.mark.parametrize(
    "changes",
    [{"alone": True}, {"verified": False}, {"severity": Severity.S3}, {"category": Category.HOWTO}, {"reseller": None}],
)
def test_what_must_not_share_a_page_neither_makes_an_incident_nor_is_swallowed_by_one(
    changes: dict[str, object],
) -> None:
    odd = look(3, **changes)

    assert together(odd, [look(1), look(2)], BURST, NOON) is None
    assert together(look(1), [look(2), odd], BURST, NOON) is None


def test_a_later_one_joins_the_incident_unless_a_person_took_it_out() -> None:
    one = look(1, parent=9, ground="playbook:trunk-down")

    found = together(look(4), [one], BURST, NOON)

    assert found
    assert (found.parent, found.members) == (9, ())
    assert together(look(4), [one], BURST, NOON, left=(9,)) is None


def test_an_incident_made_on_another_ground_is_joined_only_by_what_is_about_the_same_place() -> None:
    one = look(1, reseller=1, customer="vet", host="3g-1", parent=9, ground="carrier:lumen")
    same = look(4, reseller=1, customer="vet", host="3g-1")

    assert together(look(4), [one], BURST, NOON) is None
    found = together(same, [one], BURST, NOON)
    assert found
    assert (found.parent, found.key) == (9, "carrier:lumen")


def test_the_order_in_which_others_are_looked_at_changes_nothing() -> None:
    others = [look(1), look(2, playbook="", carriers=frozenset({"lumen"})), look(4, host="3g-1", reseller=9), look(5)]
    me = look(9, host="3g-1", reseller=9, carriers=frozenset({"lumen"}))

    for order in permutations(others):
        assert alike(me, order, BURST) == alike(me, others, BURST)
        assert together(me, order, BURST, NOON) == together(me, others, BURST, NOON)


def test_the_nearest_are_linked_first_and_not_more_than_a_few() -> None:
    others = [look(number) for number in range(1, 20)] + [look(20, reseller=30, host="3g-1")]

    found = alike(look(30, host="3g-1"), others, BURST)

    assert [number for number, _ in found] == [20, 19, 18, 17, 16]


def test_where_a_life_or_money_is_at_stake_a_ticket_stands_alone() -> None:
    plain = Decision(action=Action.OPEN, category=Category.INCIDENT, severity=Severity.S1)
    rules = {"life-in-danger"}

    assert not stands_alone(plain, rules)
    assert not stands_alone(replace(plain, reasons=(Reason("outage", "…"),)), rules)
    assert stands_alone(replace(plain, reasons=(Reason("outage", "…"), Reason("life-in-danger", "…"))), rules)
    assert stands_alone(replace(plain, category=Category.SECURITY), rules)
    assert stands_alone(replace(plain, playbook="e911-wrong"), rules)
