"""A list of tickets as CSV, in which no cell is a formula. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from deskbot.model.ticket_list import ListedTicket
from deskbot.tickets.reference import reference

COLUMNS = (
    *("ticket", "severity", "state", "category", "subject", "reseller", "owner", "playbook", "missing", "verified"),
    *("opened", "changed", "first answer by", "closed", "rating", "rating words"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def written(listed: Iterable[ListedTicket], name_of: Callable[[str], str], zone: ZoneInfo) -> str:
    """Return tickets as CSV, times on a zone's clock."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for one in listed:
        cells = (
            *(reference(one.number), one.severity, one.state, one.category, one.subject, one.reseller),
            *(name_of(one.owner) if one.owner else "", one.playbook, ", ".join(one.missing)),
            "yes" if one.verified else "no",
            *(_moment(at, zone) for at in (one.created_at, one.updated_at, one.promised_at, one.closed_at)),
            *("" if one.rating is None else one.rating, one.rating_words),
        )
        writer.writerow([cell_of(str(cell)) for cell in cells])
    return text.getvalue()


def cell_of(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    begins = text.lstrip(" \u00a0\u200b\ufeff")
    return f"'{text}" if begins.startswith(_FORMULA) else text


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else ""
