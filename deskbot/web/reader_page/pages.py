"""Templates of a ticket's own page into answers, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup
from starlette.responses import HTMLResponse

from deskbot.engine.reader_pages import ReaderPage
from deskbot.tickets.reference import reference
from deskbot.tickets.speech import ENGLISH, say, written_in
from deskbot.web.console import assets
from deskbot.web.templating import PAGE_HEADERS, environment


@dataclass(frozen=True, slots=True)
class ReaderTemplates:
    """Makes pages for readers."""

    desk: str
    """The desk's name."""
    simulated: bool = False

    def show(
        self, template: str, *, page: ReaderPage | None = None, language: str = "", status: int = 200, **values: Any
    ) -> HTMLResponse:
        """Return a page.

        Args:
            template: its file's name.
            page: what it shows of a ticket; None where it shows nothing of any.
            language: its reader's, where there is no ticket.
            status: of the answer.
            values: what the template asks for beside.
        """
        code = written_in(page.setting.language if page else language or ENGLISH)
        named = {"ticket": reference(page.ticket.number), "phone": page.setting.phone} if page else {}

        def t(key: str, **more: object) -> str:
            return say(code, key, **(named | more))

        always = {"t": t, "lang": code, "desk": self.desk, "simulated": self.simulated, "page": page}
        document = _ENVIRONMENT.get_template(template).render({**always, **values})
        return HTMLResponse(document, status, headers=PAGE_HEADERS)


def _moment(at: datetime, zone: ZoneInfo) -> Markup:
    """Return a moment in figures, which every language reads, where the reader is."""
    local = at.astimezone(zone)
    stamp = at.isoformat(timespec="seconds")
    return Markup('<time datetime="{}">{}</time>').format(stamp, f"{local:%Y-%m-%d %H:%M}")


_ENVIRONMENT = environment(Path(__file__).parent / "templates", {"moment": _moment}, {"asset": assets.address})
