"""However narrow a terminal is, no ticket in a list can be taken for another, nor its severity for another's."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from deskbot.cli.tickets import table_of


def ticket(number: int, **more: Any) -> dict[str, Any]:
    return {
        "ticket": f"T-{number}", "severity": "S1", "state": "waiting-reseller", "category": "incident", "owner": "ana",
        "answered_at": None, "answer_by": "2026-03-02T16:00:00+00:00", "answer_overdue_at": None, "verified": True,
        "subject": "No calls at Oakhanger Veterinary Clinic since this morning",
    } | more  # fmt: skip


def shown(width: int, *documents: dict[str, Any]) -> str:
    written = io.StringIO()
    Console(file=written, width=width).print(table_of(documents, width))
    return written.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
def test_number_and_severity_are_whole_and_every_word_of_the_subject_is_there(width: int) -> None:
    told = shown(width, ticket(1001), ticket(1234567, verified=False))

    assert max(map(len, told.splitlines())) <= width
    assert all(one in told for one in ("T-1001 ", "T-1234567 "))
    assert told.count(" S1 ") == 2
    assert "…" not in told
    assert all(word in told for word in ("UNVERIFIED", "Oakhanger", "morning"))


def test_a_wide_terminal_shows_all_and_a_narrow_one_what_decides_who_must_act() -> None:
    def heads(width: int) -> list[str]:
        return [head.strip() for head in shown(width, ticket(1001)).splitlines()[1].strip("┃ ").split("┃")]

    assert heads(120) == ["ticket", "severity", "state", "category", "owner", "answer by (UTC)", "subject"]
    assert heads(60) == ["ticket", "severity", "state", "subject"]
    assert heads(40) == ["ticket", "severity", "subject"]
