"""Templates into answers, with what no page of the console goes without."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse

from deskbot.access.console import Doing, may
from deskbot.clock import Clock
from deskbot.model.account import SignedIn
from deskbot.tickets.reference import reference
from deskbot.tickets.search_words import marked
from deskbot.tickets.sizes import size_in_words
from deskbot.tickets.words import STATES
from deskbot.web.console import assets
from deskbot.web.templating import PAGE_HEADERS, environment

# Not "no-referrer": with that a browser does not say, either, that a form is sent from a page of ours.
HEADERS: Mapping[str, str] = {**PAGE_HEADERS, "Referrer-Policy": "same-origin"}


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the head of each page leads to."""

    path: str
    name: str
    doing: Doing = Doing.LOOK
    key: str = ""
    """Behind "g": the keys that lead there."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Makes pages."""

    desk: str
    """The desk's name."""
    zone: ZoneInfo
    """In which times are told."""
    places: tuple[Place, ...]
    clock: Clock
    simulated: bool = False

    def show(self, template: str, who: SignedIn | None, *, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page.

        Args:
            template: its file's name.
            who: sees it; None for whoever has not signed in.
            status: of the answer.
            values: what the template asks for.
        """
        seen = [one for one in self.places if who and may(who.account.role, one.doing)]
        always = {
            "desk": self.desk,
            "who": who,
            "places": seen,
            "simulated": self.simulated,
            "zone": self.zone,
            "shown_at": self.clock.now(),
        }
        document = _ENVIRONMENT.get_template(template).render({**always, "here": "", **values})
        return HTMLResponse(document, status, headers=HEADERS)

    def trouble(self, who: SignedIn | None, status: int, title: str, words: str) -> HTMLResponse:
        """Return a page that says what was in the way, and what may be done about it."""
        return self.show("trouble.html", who, status=status, title=title, words=words)


def sent_to(path: str) -> RedirectResponse:
    """Send somebody on to a page, from what they have pressed."""
    return RedirectResponse(path, 303, headers=dict(HEADERS))


@pass_context
def _moment(context: Context, at: datetime | None, zone: ZoneInfo) -> Markup:
    """Return a moment as a reader there says it, with the year where it is not this one; a machine finds all of it."""
    if at is None:
        return Markup("")
    local = at.astimezone(zone)
    year = "" if local.year == context["shown_at"].astimezone(zone).year else f" {local.year}"
    # A list has a hundred of them, and to have each escaped, which holds nothing to escape, takes as long as all else.
    said = f"{local:%d %b}{year} {local:%H:%M}"
    return Markup(f'<time datetime="{at.isoformat(timespec="seconds")}">{said}</time>')  # nosec B704 # (both are made here) # noqa: S704


def _named(keys: Iterable[str]) -> Mapping[str, str]:
    """Return what is called by its key."""
    return {key: key for key in keys}


def _second(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment of today to the second, on the clock of a zone."""
    return f"{at.astimezone(zone):%H:%M:%S}"


def _left(at: datetime, now: datetime) -> str:
    """Return how long it is until a moment, or how long ago that was."""
    words = _span(abs(at - now))
    return f"in {words}" if at >= now else f"{words} ago"


def _span(span: timedelta) -> str:
    """Return a length of time, to the minute, as people say it."""
    minutes = int(span.total_seconds()) // 60
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    return f"{hours} h {minutes % 60:02} min" if hours else f"{minutes} min"


_ENVIRONMENT = environment(
    Path(__file__).parent / "templates",
    {
        "moment": _moment,
        "size": size_in_words,
        "second": _second,
        "left": _left,
        "span": _span,
        "reference": reference,
        "state": STATES.__getitem__,
        "marked": marked,
    },
    {"asset": assets.address, "named": _named},
)
