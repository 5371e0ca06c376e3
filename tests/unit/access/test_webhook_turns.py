"""Whose turn it is: whoever does not answer is waited for, and holds up nobody for long."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from deskbot.access.webhook_turns import FAILING, MOST_TRIES, STEADY, Past, has_room, whose_turn
from deskbot.engine.webhook_turns import WebhookTurns
from deskbot.model.webhook import Event, Webhook

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
TRY = 10
"""Seconds that one takes who does not answer."""
DESKS = Webhook(
    id=1,
    url="https://hooks.desk.example/",
    events=frozenset(Event),
    reseller_id=None,
    generation=1,
    rotated_at=None,
    failing_since=None,
    off_at=None,
    created_at=NOW,
    created_by="api:robot",
)
NOBODY_YET = Past({}, {})


def webhook(number: int, owner: int | None = None, *, failed: float | None = None) -> Webhook:
    """Return a webhook; one that fails began to so many seconds ago."""
    since = NOW - timedelta(seconds=failed) if failed is not None else None
    return replace(DESKS, id=number, reseller_id=owner, failing_since=since)


def test_a_webhook_is_told_of_one_event_at_a_time_and_a_few_at_a_time_of_one_owner() -> None:
    theirs = [webhook(number, 7) for number in range(2, 2 + STEADY.of_one)]

    assert has_room(theirs[0], [])
    assert not has_room(theirs[0], theirs[:1])
    assert has_room(theirs[-1], theirs[:-1])
    assert not has_room(webhook(99, 7), theirs)
    assert has_room(DESKS, theirs)


def test_those_that_fail_wait_for_each_other_and_leave_those_alone_that_do_not() -> None:
    of_all = [webhook(number, number % 3, failed=60) for number in range(100, 100 + FAILING.in_all)]
    of_one = [webhook(number, 7, failed=60) for number in range(100, 100 + FAILING.of_one)]

    assert not has_room(webhook(2, 8, failed=30), of_all)
    assert has_room(webhook(2, 8), of_all)
    assert not has_room(webhook(2, 7, failed=30), of_one)
    assert has_room(webhook(2, 7), of_one)
    assert has_room(webhook(2, 8, failed=30), of_one)
    assert not has_room(of_one[0], [replace(of_one[0], failing_since=None)])


def test_the_owner_goes_first_of_whom_fewest_are_tried_and_then_who_was_tried_longest_ago() -> None:
    theirs, others = webhook(2, 7, failed=30), webhook(3, 8, failed=30)

    assert whose_turn([theirs, others], [webhook(4, 7, failed=30)], NOBODY_YET, NOW) == others
    assert whose_turn([theirs, others], [], Past({7: 1, 8: 2}, {2: 1, 3: 2}), NOW) == theirs
    assert whose_turn([theirs, others], [], Past({7: 2, 8: 1}, {2: 2, 3: 1}), NOW) == others
    assert whose_turn([theirs], [theirs], NOBODY_YET, NOW) is None


def test_of_one_owners_webhooks_goes_first_who_fails_for_the_shortest_time_and_then_who_was_tried_longest_ago() -> None:
    once, long, longer = webhook(2, failed=40), webhook(3, failed=90_000), webhook(4, failed=95_000)

    assert whose_turn([longer, long, once], [], Past({None: 9}, {2: 9, 3: 8, 4: 7}), NOW) == once
    assert whose_turn([longer, long], [], Past({None: 9}, {3: 8, 4: 7}), NOW) == longer


def test_however_much_is_due_for_one_that_hangs_the_others_have_their_turn_before_it_has_another() -> None:
    turns, tried = WebhookTurns(), [webhook(number, failed=600) for number in range(1, FAILING.of_one + 1)]
    for delivery in range(100):
        turns.take(delivery, tried[delivery % len(tried)])
    turns.take(1000, webhook(50, failed=600))

    assert turns.end(0, NOW) == 1000


def test_what_waits_for_one_that_rests_waits_no_longer_for_its_turn() -> None:
    turns, hangs = WebhookTurns(), webhook(2, failed=600)

    assert turns.take(1, hangs)
    assert not turns.take(2, hangs)
    assert turns.end(1, NOW, rests=True) is None


def test_while_every_other_of_its_owner_and_many_of_ten_others_hang_one_that_failed_once_waits_for_two_tries() -> None:
    turns, waits = WebhookTurns(), webhook(999, 0, failed=30)
    hang = [
        webhook(owner * 20 + number, owner, failed=40 + 100 * number) for owner in range(11) for number in range(19)
    ]
    began = {one.id: 0 for one in hang if turns.take(one.id, one)}
    assert len(began) == FAILING.in_all
    assert not turns.take(waits.id, waits)

    second = 0
    while waits.id not in began:
        second += 1
        for one in [one for one, begun in began.items() if second - begun >= TRY]:
            del began[one]
            following = turns.end(one, NOW + timedelta(seconds=second), rests=True)
            if following is not None:
                began[following] = second

    assert second <= 2 * TRY


def test_there_is_more_room_for_those_that_hang_than_three_times_as_many_as_can_begin_to() -> None:
    assert FAILING.in_all >= 3 * STEADY.in_all
    assert FAILING.in_all + STEADY.in_all == MOST_TRIES
