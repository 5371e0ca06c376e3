"""People are written to where they prefer it, or where they were last."""

from __future__ import annotations

from datetime import UTC, datetime

from deskbot.model.way import Way
from deskbot.tickets.hearing import best_way

MAIL = Way("email", "ty@brightpathvoice.example", datetime(2026, 11, 1, tzinfo=UTC))
TEXT = Way("sms", "+15125550120", datetime(2026, 11, 2, tzinfo=UTC))
CHAT = Way("telegram", "4711")
ALL = ("email", "sms", "telegram")


def test_who_prefers_nothing_hears_where_they_last_wrote_from() -> None:
    assert best_way([MAIL, TEXT, CHAT], "", ALL) == TEXT
    assert best_way([TEXT, MAIL], "", ["email"]) == MAIL


def test_what_somebody_prefers_counts_whether_they_have_used_it_or_not() -> None:
    assert best_way([MAIL, TEXT, CHAT], "telegram", ALL) == CHAT
    assert best_way([MAIL, TEXT, CHAT], "slack", ALL) == TEXT


def test_of_what_was_never_used_the_first_counts() -> None:
    never = Way("email", "ty@brightpathvoice.example")

    assert best_way([never, CHAT], "", ALL) == never


def test_an_address_that_is_lost_or_has_failed_is_left_out() -> None:
    lost = Way("sms", "+15125550120", TEXT.used_at, lost=True)

    assert best_way([MAIL, lost], "sms", ALL) == MAIL
    assert best_way([MAIL, TEXT], "", ALL, but={("sms", TEXT.address)}) == MAIL
    assert best_way([lost], "", ALL) is None
    assert best_way([MAIL], "", ()) is None
