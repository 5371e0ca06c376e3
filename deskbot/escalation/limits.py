"""How much one phone gets: what is over the limit waits until the window has room. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from deskbot.desk import Limit
from deskbot.model.case import Severity
from deskbot.model.page import Medium

_WHAT = {Medium.SMS: ("text", "texts"), Medium.VOICE: ("call", "calls")}
_MINUTE = timedelta(minutes=1)


def free_at(sent: Iterable[datetime], limit: Limit, severity: Severity, now: datetime) -> datetime | None:
    """Return when the window has room for one more, or None when it has room now.

    Args:
        sent: when each of the earlier ones went to this number by this medium, in any order.
        limit: what holds for it.
        severity: of what is to go.
        now: the present moment.
    """
    allowed = limit.s1 if severity is Severity.S1 else limit.most
    within = sorted(at for at in sent if at > now - limit.per)
    return within[len(within) - allowed] + limit.per if len(within) >= allowed else None


def why(medium: Medium, limit: Limit, severity: Severity) -> str:
    """Return the reason for people."""
    allowed = limit.s1 if severity is Severity.S1 else limit.most
    one, several = _WHAT.get(medium, ("page", "pages"))
    return f"{allowed} {one if allowed == 1 else several} went to this number within {_span(limit.per)}"


def _span(span: timedelta) -> str:
    minutes, seconds = divmod(int(span.total_seconds()), int(_MINUTE.total_seconds()))
    return f"{minutes} min" if not seconds else f"{int(span.total_seconds())} s"
