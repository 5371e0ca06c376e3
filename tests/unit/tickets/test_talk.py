"""With which ticket a text goes on: what was spoken of last, but not an outage with an old matter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from deskbot.model.talk import Spoken
from deskbot.tickets.talk import goes_on

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)


def spoken(ticket: int, ago: timedelta, *, asked: bool = False) -> Spoken:
    return Spoken(ticket, NOW - ago, asked)


def test_who_has_never_spoken_with_us_begins_anew() -> None:
    assert goes_on([], NOW, tells=False) is None


def test_the_last_ticket_that_was_spoken_of_goes_on() -> None:
    talks = [spoken(7, timedelta(hours=2)), spoken(3, timedelta(minutes=5)), spoken(9, timedelta(hours=20))]

    assert goes_on(talks, NOW, tells=False) == 3


def test_after_a_day_a_text_begins_anew() -> None:
    assert goes_on([spoken(7, timedelta(hours=24))], NOW, tells=False) == 7
    assert goes_on([spoken(7, timedelta(hours=24, seconds=1))], NOW, tells=False) is None


def test_an_answer_to_a_question_is_waited_for_longer() -> None:
    assert goes_on([spoken(7, timedelta(days=6), asked=True)], NOW, tells=False) == 7
    assert goes_on([spoken(7, timedelta(days=8), asked=True)], NOW, tells=False) is None


def test_a_trouble_that_is_told_by_itself_is_more_of_the_same_for_an_hour_only() -> None:
    for asked in (False, True):
        assert goes_on([spoken(7, timedelta(minutes=59), asked=asked)], NOW, tells=True) == 7
        assert goes_on([spoken(7, timedelta(minutes=61), asked=asked)], NOW, tells=True) is None
