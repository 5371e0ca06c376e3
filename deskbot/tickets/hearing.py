"""By which of somebody's addresses they are written to: what they prefer, or used last, and what still reaches them.

Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from deskbot.model.way import Way


def best_way(
    ways: Sequence[Way], prefers: str, writable: Collection[str], *, but: Collection[tuple[str, str]] = ()
) -> Way | None:
    """Return the address to write to, None where none of them can be written to.

    Args:
        ways: theirs; of those that were never used the first counts.
        prefers: the channel by which they want to be written to; empty for the one that they last used.
        writable: the channels by which we can write now.
        but: addresses (channel, address) that have failed.
    """
    open_ = [one for one in ways if one.channel in writable and not one.lost and (one.channel, one.address) not in but]
    wanted = [one for one in open_ if one.channel == prefers] or open_
    # The first of those that were never used, as `max` takes the first of equals.
    return max(wanted, key=lambda one: one.used_at.timestamp() if one.used_at else 0.0, default=None)
