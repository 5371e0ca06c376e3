"""Whose message is triaged next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from deskbot.engine.turns import LONGEST_DEBT, SOONER, STRANGERS_LATER, STRANGERS_SOONER, Turns, is_beyond
from deskbot.model.message import Glance

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def known(turns: Turns, glance: Glance, now: datetime = NOW) -> datetime:
    offer = turns.offer(glance, now)
    turns.take(offer, offer.known, now)
    return offer.known


def stranger(turns: Turns, glance: Glance, now: datetime = NOW) -> datetime:
    offer = turns.offer(glance, now)
    turns.take(offer, offer.stranger, now)
    return offer.stranger


def test_who_writes_now_and_then_has_their_turn_at_once() -> None:
    turns = Turns()
    assert [known(turns, Glance("ty@one.example"), NOW + n * 5 * SECOND) for n in range(50)] == [
        NOW + n * 5 * SECOND for n in range(50)
    ]


def test_the_turns_of_one_sender_lie_further_and_further_ahead_and_no_further_than_an_hour() -> None:
    turns = Turns()
    found = [known(turns, Glance("ty@one.example")) for _ in range(3000)]
    assert found == sorted(found)
    assert not is_beyond(found[2], NOW)
    assert is_beyond(found[9], NOW)
    assert found[-1] <= NOW + LONGEST_DEBT


def test_many_addresses_of_one_organisation_share_and_others_do_not_wait_for_them() -> None:
    turns = Turns()
    found = [known(turns, Glance(f"n{n}@one.example")) for n in range(100)]
    assert is_beyond(found[-1], NOW)
    assert known(turns, Glance("jana@two.example")) == NOW


def test_colleagues_at_a_free_mail_service_are_no_organisation() -> None:
    turns = Turns()
    assert {known(turns, Glance(f"n{n}@gmail.com")) for n in range(100)} == {NOW}


def test_made_up_senders_share_a_network_and_all_networks_share_what_is_left_for_strangers() -> None:
    turns = Turns()
    of_one = [stranger(turns, Glance(f"a@n{n}.example", client="192.0.2.1")) for n in range(60)]
    assert is_beyond(of_one[-1], NOW)
    assert not is_beyond(stranger(turns, Glance("b@other.example", client="192.0.2.2")), NOW)
    of_many = [stranger(turns, Glance(f"c@m{n}.example", client=f"198.51.100.{n}")) for n in range(120)]
    assert is_beyond(of_many[-1], NOW)
    assert known(turns, Glance("ty@one.example")) == NOW


def test_what_looks_urgent_comes_sooner_and_is_not_crowded_by_questions() -> None:
    turns = Turns()
    for _ in range(100):
        known(turns, Glance("ty@one.example", words="a question"))
    assert known(turns, Glance("ty@one.example", words="All phones are down")) == NOW - SOONER


def test_what_looks_urgent_comes_before_questions_that_have_waited_for_most_of_an_hour() -> None:
    turns, earlier = Turns(), NOW - timedelta(minutes=59)
    waited = turns.offer(Glance("mo@two.example", words="a question"), earlier).known

    assert known(turns, Glance("ty@one.example", words="All phones are down")) < waited


def test_urgent_words_of_strangers_come_before_what_came_within_the_last_minute() -> None:
    turns = Turns()

    assert stranger(turns, Glance("x@nobody.example", words="All phones are down")) == (
        NOW - STRANGERS_SOONER + STRANGERS_LATER
    )


def test_a_flood_of_urgent_words_is_a_flood() -> None:
    turns = Turns()
    found = [known(turns, Glance("ty@one.example", words="urgent")) for _ in range(100)]
    assert is_beyond(found[-1], NOW)


def test_who_signs_in_is_not_crowded_by_who_writes_under_their_name() -> None:
    turns = Turns()
    for _ in range(100):
        known(turns, Glance("ty@one.example"))
    offer = turns.offer(Glance("ty@one.example", admitted=True), NOW)
    assert offer.known == offer.stranger == NOW


def test_a_clock_that_is_set_back_keeps_nobody_waiting_for_long() -> None:
    turns = Turns()
    for _ in range(100):
        known(turns, Glance("ty@one.example"), NOW + timedelta(days=30))
    assert known(turns, Glance("ty@one.example")) <= NOW + LONGEST_DEBT
