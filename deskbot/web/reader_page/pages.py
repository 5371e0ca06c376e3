"""Templates of a ticket's own page into answers, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from deskbot.engine.reader_pages import ReaderPage
from deskbot.tickets.reference import reference
from deskbot.tickets.speech import ENGLISH, say, written_in
from deskbot.web.console import assets
from deskbot.web.secret_address import UNTOLD

HEADERS: Mapping[str, str] = {
    **UNTOLD,
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


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
        return HTMLResponse(document, status, headers=HEADERS)


def _moment(at: datetime, zone: ZoneInfo) -> Markup:
    """Return a moment in figures, which every language reads, where the reader is."""
    local = at.astimezone(zone)
    stamp = at.isoformat(timespec="seconds")
    return Markup('<time datetime="{}">{}</time>').format(stamp, f"{local:%Y-%m-%d %H:%M}")


_FILTERS: Any = {"moment": _moment}
_GLOBALS: Any = {"asset": assets.address}
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters.update(_FILTERS)
_ENVIRONMENT.globals.update(_GLOBALS)
