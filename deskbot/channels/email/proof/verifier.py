"""Runs our own check of a mail in a thread, within a time, and one at a time.

The libraries' arithmetic lets no other thread run, the server's loop neither; several of them would hold it up as long
as the sum of them. So only one calculates at a time; while it waits for the DNS, the next one does.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor

from deskbot.channels.email.proof.found import as_header
from deskbot.channels.email.proof.lookups import Answer, Lookups, Resolver
from deskbot.channels.email.proof.verification import Wire, gave_up, verify

THREADS = 4
SECONDS = 5.0
"""For all questions to the DNS of one mail. An urgent mail must not wait for it any longer."""
GRACE = 1.0
"""Seconds more for the arithmetic, until the thread is left to itself."""

log = logging.getLogger(__name__)


class Verifier:
    """Checks mails beside the loop."""

    def __init__(self, resolver: Resolver, sealers: Collection[str], *, seconds: float = SECONDS) -> None:
        """Prepare; threads start with the first mail."""
        self._resolver = resolver
        self._calculating = threading.Lock()
        self._sealers = frozenset(sealers)
        self._seconds = seconds
        self._threads = ThreadPoolExecutor(THREADS, "mail-check")

    async def check(self, raw: bytes, sender: str, wire: Wire) -> str:
        """Return an Authentication-Results header of ours; what took too long is a temporary failure in it."""
        # The time begins now, and not when a thread is free.
        lookups = Lookups(self._ask, self._seconds)
        running = asyncio.get_running_loop().run_in_executor(self._threads, self._verify, raw, sender, wire, lookups)
        try:
            async with asyncio.timeout(self._seconds + GRACE):
                return await running
        except TimeoutError:
            log.warning("a mail's sender could not be checked in time", extra={"action": "mail_check_late"})
            return as_header([gave_up("the check took too long")])

    def _verify(self, raw: bytes, sender: str, wire: Wire, lookups: Lookups) -> str:
        with self._calculating:
            return verify(raw, sender, wire, lookups, self._sealers)

    def _ask(self, name: str, kind: str, within: float) -> Sequence[Answer]:
        """Ask the DNS, and let another mail be checked until it answers."""
        self._calculating.release()
        try:
            return self._resolver(name, kind, within)
        finally:
            self._calculating.acquire()
