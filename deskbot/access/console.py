"""What somebody may do in the console. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from deskbot.model.account import Account, DeskRole


class Doing(StrEnum):
    """What a page of the console is for, or what a press in it does."""

    LOOK = "look"
    """See tickets, pages, who is on call, and one's own account."""
    WORK = "work"
    """Answer, note, assign and set right tickets; answer pages."""
    PLAN = "plan"
    """Say who is on call instead of whom; work on many tickets at once."""
    SORT = "sort"
    """See what was accepted and became no ticket, and make tickets of it."""
    ADMIT = "admit"
    """Let people in and out, and keep the directory."""


LEAST: Mapping[Doing, DeskRole] = {
    Doing.LOOK: DeskRole.VIEWER,
    Doing.WORK: DeskRole.AGENT,
    Doing.PLAN: DeskRole.LEAD,
    Doing.SORT: DeskRole.LEAD,
    Doing.ADMIT: DeskRole.ADMIN,
}
_RANK = {role: rank for rank, role in enumerate(DeskRole)}


def may_answer_pages(account: Account, staff: Collection[str]) -> bool:
    """Return whether somebody may answer pages: an agent whose account is that of one of the staff.

    Args:
        account: theirs.
        staff: the keys of the staff.
    """
    return may(account.role, Doing.WORK) and account.staff in staff


def may(role: DeskRole, doing: Doing) -> bool:
    """Return whether somebody may do something."""
    return _RANK[role] >= _RANK[LEAST[doing]]
