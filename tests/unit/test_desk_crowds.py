"""Limits, bundles and countries in desk.yaml: what is left out is usual, what makes somebody wait long is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deskbot.desk import BUNDLE, LIMITS, CountryRule, Limit
from deskbot.desk.reading import read_desk
from deskbot.model.page import Medium
from tests.unit.test_desk import PLAIN, problems


def test_what_is_left_out_is_usual() -> None:
    desk = read_desk(PLAIN)

    assert (desk.limits, desk.bundle, desk.countries) == (LIMITS, BUNDLE, {})


def test_a_limit_may_be_raised_and_an_s1_gets_no_less() -> None:
    desk = read_desk(PLAIN + "limits: {sms: {most: 40, per: 5m}}\n")

    assert desk.limits[Medium.SMS] == Limit(most=40, per=timedelta(minutes=5), s1=40)
    assert desk.limits[Medium.VOICE] == LIMITS[Medium.VOICE]


def test_bundles_may_be_switched_off_and_countries_known_better() -> None:
    desk = read_desk(PLAIN + "bundle: {within: off}\ncountries: {no: {replies: off}}\n")

    assert desk.bundle == timedelta()
    assert desk.countries == {"NO": CountryRule(replies=False)}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("limits: {sms: {most: 10, s1: 5}}", "an S1 may get 5, and others 10; give it as many at least"),
        ("limits: {sms: {per: 2h}}", '"2h" lets somebody urgent wait too long; write 1h at the most'),
        ("bundle: {within: 10m}", '"10m" lets somebody urgent wait too long; write 5m at the most'),
        ("countries: {XX: {links: on}}", '"XX", which is no country; write its ISO code, like: CN'),
    ],
)
def test_what_is_wrong_is_named_with_what_to_write(text: str, says: str) -> None:
    (found,) = problems(f"{PLAIN}{text}\n")

    assert says in found
    assert found.startswith(f"desk.yaml:{PLAIN.count(chr(10)) + 1}: ")
