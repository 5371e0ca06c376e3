"""*Reports*: figures of a time as plots with tables beside them, and as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from deskbot.access.console import Doing
from deskbot.engine.reporting import Report, Reporting
from deskbot.model.account import SignedIn
from deskbot.model.case import Severity
from deskbot.tickets.tickets_csv import cell_of
from deskbot.tickets.words import CHANNELS
from deskbot.web.console.csv_files import csv_file
from deskbot.web.console.gate import Endpoint, Gate

PATH = "/console/reports"
SPANS = {"7": 7, "30": 30, "90": 90, "365": 365}
USUAL = 30
_PARTS = 3
"""Into which the days written under a plot part it."""
_WITHIN = 30.0
"""Seconds in which a year is counted."""


@dataclass(frozen=True, slots=True)
class Reports:
    """Shows them."""

    gate: Gate
    reporting: Reporting

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        page = self.gate.page
        return {PATH: page(Doing.LOOK, self._page, _WITHIN), f"{PATH}.csv": page(Doing.LOOK, self._csv, _WITHIN)}

    def pressed(self) -> dict[str, Endpoint]:
        """Return nothing: there is no form."""
        return {}

    async def _page(self, request: Request, who: SignedIn) -> Response:
        report = await self.reporting.of(_days(request))
        values: dict[str, Any] = {
            "report": report,
            "channel_words": CHANNELS,
            "spans": SPANS.values(),
            "severities": list(Severity),
            "highest": max((sum(counts) for _, counts in report.columns), default=0),
            "marks": _marks(len(report.columns)),
            "total": [sum(counts[place] for _, counts in report.opened) for place in range(len(Severity))],
        }
        return self.gate.pages.show("reports.html", who, here=PATH, **values)

    async def _csv(self, request: Request, _: SignedIn) -> Response:
        report = await self.reporting.of(_days(request))
        return csv_file(f"report-{report.first}-{report.days}-days", written(report))


def written(report: Report) -> str:
    """Return a report's figures as CSV: what is counted, of what, and how many."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(("figure", "of", "number"))
    for day, counts in report.opened:
        for severity, count in zip(Severity, counts, strict=True):
            rows.writerow((f"tickets opened {severity}", day, count))
    for figure, found in (
        ("messages accepted", report.channels),
        ("tickets by reseller", report.resellers),
        ("tickets by category", report.categories),
    ):
        for of, count in found:
            rows.writerow((figure, cell_of(of), count))
    for one in report.answers:
        rows.writerow(("first answers promised", one.severity, one.promised))
        rows.writerow(("first answers late", one.severity, one.broken))
        rows.writerow(("seconds to the first answer, median", one.severity, _seconds(one.median)))
    for what, count in zip(("sent", "solved", "did not help"), report.advised, strict=True):
        rows.writerow(("playbooks", what, count))
    for outcome in report.pages:
        rows.writerow(("pages", outcome.says, outcome.count))
        rows.writerow(("seconds until taken, median", outcome.says, _seconds(outcome.median)))
    return out.getvalue()


def _marks(columns: int) -> tuple[int, ...]:
    """Return which columns of a plot their day is written under: its first, those that part it, its last."""
    return tuple(sorted({(columns - 1) * part // _PARTS for part in range(_PARTS + 1)}))


def _seconds(span: timedelta | None) -> str:
    return "" if span is None else str(round(span.total_seconds()))


def _days(request: Request) -> int:
    return SPANS.get(request.query_params.get("days", ""), USUAL)
