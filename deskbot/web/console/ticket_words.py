"""What the console calls the filters and orders of tickets. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from deskbot.desk import Desk
from deskbot.model.ticket_list import Answer, Order
from deskbot.tickets import filters
from deskbot.tickets.filters import Pairs
from deskbot.tickets.words import CHANNELS, STATES

STATE_FILTERS: Mapping[str, str] = {
    filters.OPEN: "open",
    filters.ALL: "all",
    **{str(state): words for state, words in STATES.items()},
}
ORDERS: Mapping[str, str] = {
    Order.NEWEST: "newest first",
    Order.OLDEST: "oldest first",
    Order.CHANGED: "changed last first",
    Order.GRAVEST: "gravest first",
    Order.DUE: "first answer due",
}
ANSWERS: Mapping[str, str] = {
    Answer.AWAITED: "awaited",
    Answer.SOON: "due within 2 h",
    Answer.OVERDUE: "overdue",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in words."""

    words: str
    without: str
    """The address of the list without it."""


def chips(wanted: Pairs, desk: Desk, address: Callable[[Pairs], str]) -> Sequence[Chip]:
    """Return the filters in words; what somebody looks for and the order stand in the form itself."""
    shown = [pair for pair in wanted if pair[0] not in ("q", "sort")]
    return [
        Chip(_words(name, value, desk), address([one for one in wanted if one != (name, value)]))
        for name, value in shown
    ]


def _words(name: str, value: str, desk: Desk) -> str:
    told = {
        "state": lambda: STATE_FILTERS.get(value, value),
        "severity": lambda: value,
        "owner": lambda: {"me": "mine", "nobody": "nobody has it"}.get(value, desk.name_of(value)),
        "channel": lambda: f"by {CHANNELS.get(value, value)}",
        "playbook": lambda: "no playbook" if value == "none" else f"playbook {value}",
        "tag": lambda: f"tagged {value}",
        "missing": lambda: "a fact is missing" if value == "any" else f"{value} is missing",
        "newer": lambda: f"opened since {value}" if "-" in value else f"opened in the last {value}",
        "older": lambda: f"opened before {value}" if "-" in value else f"older than {value}",
        "silent": lambda: f"silent since {value}" if "-" in value else f"silent for {value}",
        "answer": lambda: f"first answer {ANSWERS.get(value, value)}",
        "unverified": lambda: "unverified",
    }
    return told.get(name, lambda: f"{name} {value}")()
