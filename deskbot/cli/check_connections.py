"""What `deskbot check` says of how many connections the database lets this machine open."""

from __future__ import annotations

from deskbot.cli.finding import Finding, doubt
from deskbot.roles import hands
from deskbot.settings import Settings
from deskbot.store.allowance import allowance

OF_A_MACHINE = 65
"""Connections of one machine without hands, at most; docs/operating.md names it, too."""
OF_A_HAND = 20


def connections(settings: Settings, url: str) -> list[Finding]:
    """Compare what this machine may open with what it is let: what comes too late waits, and so may a page."""
    most, bound = allowance(url)
    helping = hands(settings)
    needs = OF_A_MACHINE + OF_A_HAND * helping
    if most >= needs:
        return []
    return [
        doubt(
            "connections",
            f"this machine may open {needs} ({OF_A_MACHINE}, and {OF_A_HAND} for each of {helping} hands), and {bound} "
            f"leaves it {most}: raise it, for all machines together, or lower DESKBOT_HANDS",
        )
    ]
