"""What deskbot did line after line, put away: of the steps of a page the last is read, the others by whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from deskbot.engine.ticket_timeline import Said
from deskbot.model.ticket import Entry

FEWEST = 2
"""Lines that are worth putting away."""
_WORDS = {
    frozenset({Entry.PAGE}): "steps of a page",
    frozenset({Entry.DELIVERY}): "lines on deliveries",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Items of a timeline that are shown together."""

    items: tuple[Said, ...]
    says: str = ""
    """What they are, in words, where they are put away; empty where each is shown."""

    @property
    def anchor(self) -> str:
        """Its name on the page, which stays when further lines follow."""
        return f"run-{self.items[0].anchor}"


def runs_of(items: Iterable[Said]) -> Sequence[Run]:
    """Return a timeline's items in order, with lines about pages and deliveries that follow each other put away.

    The last step of a page is shown in any case, as it says how that stands, and so is each line that tells of trouble.
    """
    runs: list[Run] = []
    for of_machine, some in groupby(items, _of_machine):
        group = tuple(some)
        if of_machine:
            last = next((at for at in reversed(range(len(group))) if group[at].kind == Entry.PAGE), len(group))
            runs += (_put_away(one) for one in (group[:last], group[last : last + 1], group[last + 1 :]) if one)
        else:
            runs.append(Run(group))
    return runs


def _put_away(items: tuple[Said, ...]) -> Run:
    return Run(items, _words(items) if len(items) >= FEWEST else "")


def _of_machine(item: Said) -> bool:
    return item.kind in (Entry.PAGE, Entry.DELIVERY) and not item.trouble


def _words(items: Sequence[Said]) -> str:
    kinds = frozenset(Entry(one.kind) for one in items)
    return f"{len(items)} {_WORDS.get(kinds, 'steps of pages and deliveries')}"
