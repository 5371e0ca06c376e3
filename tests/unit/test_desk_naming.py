"""A name means the same person wherever it is written: in a mail to the desk, an answer to a page, an override."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskbot.desk.naming import named
from deskbot.escalation.naming import person_in
from deskbot.escalation.roster.deciding import OverrideError, person_of
from deskbot.tickets.desk_mail import find_owner
from tests.unit.escalation.roster.desks import desk_with
from tests.unit.staff import staff

STAFF = staff(ana="Ana Ruiz", al="Alex Kim", alex="Kim", kim2="Bo Tan", bo="Bo Lind")


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("ANA", ("ana",)),
        ("ana  ruiz", ("ana",)),
        ("alex", ("alex",)),  # a key, though another is called so
        ("Kim", ("alex",)),  # a full name, though it is another's first name
        ("Bo", ("bo",)),
        ("Tan", ()),
        ("", ()),
    ],
)
def test_a_key_goes_before_a_full_name_and_that_before_a_first_name(said: str, keys: tuple[str, ...]) -> None:
    assert named(said, STAFF | staff(kim3="Kim Roe")) == keys


def test_two_who_are_called_the_same_are_both_meant_and_nobody_is_chosen() -> None:
    two = staff(ana1="Ana Ruiz", ana2="Ana Ruiz", bo="Bo Lind")
    desk = replace(desk_with(), staff=two)

    assert named("Ana Ruiz", two) == named("ana", two) == ("ana1", "ana2")
    assert person_in(two, "Ana Ruiz knows it") == ("", "")
    assert "ana1, ana2" in find_owner("Ana Ruiz", two)[1]
    with pytest.raises(OverrideError, match="several people; write one of the keys ana1, ana2"):
        person_of(desk, "Ana Ruiz")


@pytest.mark.parametrize("said", ["al", "Alex Kim", "alex kim"])
def test_everybody_who_asks_for_a_person_finds_the_same_one(said: str) -> None:
    desk = replace(desk_with(), staff=STAFF)

    assert (person_of(desk, said), find_owner(said, STAFF)[0], person_in(STAFF, said)[0]) == ("al", "al", "al")
