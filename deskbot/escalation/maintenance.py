"""Whether maintenance keeps a page from ringing, and until when. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from deskbot.errors import DeskbotError
from deskbot.model.case import Severity
from deskbot.model.maintenance import Maintenance

LONGEST = timedelta(hours=12)
"""Who forgets to end it is not forgotten by the pager for longer than a working day."""

THE_SAME = timedelta(minutes=5)


class MaintenanceError(DeskbotError):
    """This maintenance cannot be."""


def checked(wanted: Maintenance) -> Maintenance:
    """Return a maintenance that may be kept.

    Raises:
        MaintenanceError: it has no length, is too long, or has no reason.
    """
    if wanted.end <= wanted.start:
        raise MaintenanceError("a maintenance needs some length, like 2h")
    if wanted.end - wanted.start > LONGEST:
        hours = int(LONGEST.total_seconds() // 3600)
        raise MaintenanceError(f"{hours}h at most, as nobody is paged meanwhile; say it again when it is over")
    if not wanted.by.strip():
        raise MaintenanceError("say who decides it; the desk is told")
    if not wanted.why.strip():
        raise MaintenanceError("say why nobody is to be paged; it stands on every ticket that waits")
    return wanted


def already(found: Iterable[Maintenance], wanted: Maintenance) -> Maintenance | None:
    """Return the maintenance that does what is wanted, the longest; None where it would be longer, or for more.

    Args:
        found: what has not ended.
        wanted: what somebody would begin; what ends within `THE_SAME` of another ends with it, as two who decide the
            same at the same moment press some seconds apart.
    """
    same = [one for one in found if wanted.end - one.end <= THE_SAME and (one.everything or not wanted.everything)]
    return max(same, key=lambda one: one.end, default=None)


def whom(one: Maintenance) -> str:
    """Return for what nobody is paged meanwhile, in words."""
    return "anything, S1 included" if one.everything else "what is not S1"


def holding(found: Iterable[Maintenance], severity: Severity, now: datetime) -> Maintenance | None:
    """Return the maintenance that keeps a page of a severity from ringing now, the longest; None where none does.

    S1 rings all the same, unless somebody has said that even those are not to.
    """
    hold = [one for one in found if one.start <= now < one.end and (one.everything or severity is not Severity.S1)]
    return max(hold, key=lambda one: one.end, default=None)
