"""What an address says of a list, and what is made of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from deskbot.errors import DeskbotError
from deskbot.model.case import Severity
from deskbot.model.ticket import OPEN_STATES, State
from deskbot.model.ticket_list import Filters
from deskbot.tickets.filters import LONGEST, MOST, Setting, clean, read
from deskbot.tickets.tickets_csv import cell_of

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
SETTING = Setting(NOW, ZoneInfo("America/Chicago"), "ana")


def of(*pairs: tuple[str, str]) -> Filters:
    """Return what is read from an address."""
    return read(pairs, SETTING)


def test_an_address_without_filters_lists_what_is_open() -> None:
    assert of().states == OPEN_STATES


def test_a_search_lists_what_is_over_too_unless_a_state_is_said() -> None:
    assert of(("q", "phones")).states == ()
    assert of(("q", "phones"), ("state", "open")).states == OPEN_STATES
    assert of(("state", "closed")).states == (State.CLOSED,)


def test_spans_count_from_now_and_days_begin_in_the_desks_zone() -> None:
    assert of(("newer", "12h")).opened_after == NOW - timedelta(hours=12)
    assert of(("silent", "2w")).silent_since == NOW - timedelta(weeks=2)
    assert of(("older", "2026-03-01")).opened_before == datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


def test_names_are_read_as_they_are_meant() -> None:
    found = of(("owner", "me"), ("owner", "nobody"), ("severity", "s1"), ("playbook", "none"), ("missing", "any"))

    assert (found.owners, found.severities, found.playbooks, found.missing) == (("ana", ""), (Severity.S1,), ("",), "")


@pytest.mark.parametrize("pair", [("newer", "9999999d"), ("older", "2026-02-30"), ("answer", "never"), ("state", "")])
def test_what_is_no_filter_is_refused_or_says_nothing(pair: tuple[str, str]) -> None:
    if not pair[1]:
        assert of(pair) == of()
        return
    with pytest.raises(DeskbotError, match=pair[0]):
        of(pair)


def test_an_address_is_cleaned_of_what_says_nothing_and_has_one_order() -> None:
    said = [("sort", "due"), ("x", "1"), ("q", " a "), ("state", ""), ("q", "a"), ("owner", "x" * 999)]

    assert clean(said) == [("q", "a"), ("owner", "x" * LONGEST), ("sort", "due")]
    assert len(clean([("owner", str(number)) for number in range(999)])) == MOST


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\N{NO-BREAK SPACE}=1", "\ufeff=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell_of(text) == f"'{text}"
    assert cell_of(f"x{text}") == f"x{text}"
