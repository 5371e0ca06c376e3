"""The playbooks in use, swapped as a whole: who takes the current set keeps it for one message from end to end."""

from __future__ import annotations

from datetime import datetime

from deskbot.triage.playbooks import PlaybookSet


class PlaybookShelf:
    """Holds the set that is in use now."""

    def __init__(self, playbooks: PlaybookSet, since: datetime) -> None:
        """Begin with a set."""
        self.current = playbooks
        self.since = since
        """When the set was taken into use."""

    def swap(self, playbooks: PlaybookSet, now: datetime) -> None:
        """Take another set into use; messages that have begun end with theirs."""
        self.current, self.since = playbooks, now


def difference(old: PlaybookSet, new: PlaybookSet) -> str:
    """Return what is added, changed and removed from one set to the next, in words; empty where nothing is."""
    before = {one.id: one for one in old.playbooks}
    after = {one.id: one for one in new.playbooks}
    kinds = {
        "added": sorted(after.keys() - before.keys()),
        "changed": sorted(one for one in after.keys() & before.keys() if after[one] != before[one]),
        "removed": sorted(before.keys() - after.keys()),
    }
    return "; ".join(f"{kind}: {', '.join(ids)}" for kind, ids in kinds.items() if ids)
