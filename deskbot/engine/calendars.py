"""The calendars that desk.yaml names: read again from time to time, and kept, so that a page waits for none of them."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.desk.roster import calendar_name
from deskbot.engine.rosters import load_roster
from deskbot.errors import DeskbotError
from deskbot.escalation.roster.ical_in import unfit
from deskbot.store import calendars
from deskbot.store.database import Database
from deskbot.wires.answers import PLAIN, TooMuchError, body_of
from deskbot.wires.outside import leads_to
from deskbot.wires.trusted import trusted

EVERY = 60.0
"""Seconds between two looks."""
_AGAIN = timedelta(hours=1)
"""An address is asked again after this time, whether it answered or not; a file at every look."""
_LARGEST = 5 * 1024 * 1024
"""Bytes of one calendar."""
_TIMEOUT = 20.0
"""Seconds to connect, and between two pieces; twice that for all of it."""
_MOST_STEPS = 6
"""Addresses that are asked for one calendar: a host may lead on to others."""
_OK = 200

log = logging.getLogger(__name__)


class Calendars:
    """Reads the calendars of a desk's schedules."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        clock: Clock,
        folder: Path,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """Prepare; files are looked for in `folder`, that of desk.yaml."""
        self._database, self._desk, self._clock = database, desk, clock
        self._folder, self._transport, self._tls = folder, transport, trusted()

    async def look(self) -> None:
        """Read what is due; one that cannot be read keeps its last content, and the problem is noted."""
        places = {layer.calendar for plan in self._desk.schedules.values() for layer in plan.layers if layer.calendar}
        if not places:
            return
        now = self._clock.now()
        async with self._database.begin() as session:
            known = await calendars.states(session)
        for place in sorted(places):
            row = known.get(place)
            web = "://" in place
            if web and row is not None and now < row.tried_at + _AGAIN:
                continue
            content, problem = await (self._fetched(place) if web else asyncio.to_thread(self._read, place))
            known_already = row is not None and content == row.content
            if content is not None and not known_already and (wrong := await asyncio.to_thread(unfit, content)):
                content, problem = None, f"{calendar_name(place)} {'sends' if web else 'holds'} {wrong}"
            if row is not None and not web and (content in (None, row.content)) and problem == row.problem:
                continue
            if problem:
                log.warning("a calendar cannot be read: %s", problem, extra={"action": "calendar_unread"})
            async with self._database.begin() as session:
                await calendars.keep(session, place, content, problem, now)

    async def read_ahead(self) -> None:
        """Let the shifts of today, and of tomorrow before it begins, be known in this process before a page asks."""
        now = self._clock.now()
        for moment in (now, now + timedelta(seconds=10 * EVERY)):
            async with self._database.begin() as session:
                await load_roster(session, self._desk, moment)

    def _read(self, place: str) -> tuple[str | None, str]:
        try:
            content = (self._folder / place).read_bytes()
            if len(content) > _LARGEST:
                return None, f"{place} is larger than {_LARGEST} bytes"
            return content.decode("utf-8-sig"), ""
        except OSError as error:
            return None, f"{place} cannot be read ({error.strerror})"
        except UnicodeDecodeError:
            return None, f"{place} is not UTF-8"

    async def _fetched(self, place: str) -> tuple[str | None, str]:
        client = httpx.AsyncClient(
            verify=self._tls, timeout=_TIMEOUT, transport=self._transport, follow_redirects=False, headers=PLAIN
        )
        host = calendar_name(place)
        try:
            async with asyncio.timeout(2 * _TIMEOUT), client:
                status, content = await _led(client, httpx.URL(place))
        except TooMuchError:
            return None, f"the calendar of {host} is larger than {_LARGEST} bytes"
        except DeskbotError as error:
            return None, f"{host} leads elsewhere: {error}"
        except (httpx.HTTPError, httpx.InvalidURL, OSError, TimeoutError) as error:
            return None, f"{host} does not answer ({type(error).__name__})"
        if status != _OK:
            return None, f"{host} answered {status}"
        return content.decode("utf-8-sig", "replace"), ""


async def _led(client: httpx.AsyncClient, place: httpx.URL) -> tuple[int, bytes]:
    """Return status and content of an address, and of where its host leads on to.

    desk.yaml names the address, which may be one of the desk's own network. Its host names the others: only such as
    are of the open internet, or its own.

    Raises:
        DeskbotError: it leads to where nobody is to be led.
    """
    url = asked = place
    more: dict[str, Any] = {}
    for _ in range(_MOST_STEPS):
        async with client.stream("GET", asked, **more) as response:
            if not response.has_redirect_location:
                return response.status_code, await body_of(response, _LARGEST)
            url, more = url.join(response.headers["Location"]), {}
        if url.scheme != "https":
            raise DeskbotError("what is sent there can be read on its way")
        asked = url
        if url.host != place.host:
            more = {"headers": {"Host": url.netloc.decode()}, "extensions": {"sni_hostname": url.host}}
            asked = url.copy_with(host=await leads_to(url))
    raise DeskbotError("and on and on")
