"""What a service manager (systemd) is told: that we are ready, that we stop, and, where it wants to know, that we live.

The protocol is sd_notify(3): lines in a datagram to the socket that NOTIFY_SOCKET names. Without that nobody is told.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Mapping

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"
MICRO = 1_000_000

log = logging.getLogger(__name__)


class ServiceManager:
    """Whoever has started us and waits to hear from us; often nobody."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Find out whether somebody waits.

        Args:
            environment: what they have left for us there.
        """
        name = environment.get("NOTIFY_SOCKET", "")
        self._address = f"\0{name[1:]}" if name.startswith("@") else name  # "@" stands for the name that has no file
        asked = environment.get("WATCHDOG_PID", "") in ("", str(os.getpid()))
        within = environment.get("WATCHDOG_USEC", "") if asked else ""
        self._every = int(within) / MICRO / 2 if within.isdecimal() else 0.0
        self.watches = bool(self._address and self._every)
        """Whether it wants to hear that we live."""

    def tell(self, state: str) -> None:
        """Say what has become of us. One that does not listen must not keep us from work."""
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
                wire.settimeout(0)
                wire.sendto(state.encode(), self._address)
        except OSError as error:
            log.warning("the service manager was not told: %s", error, extra={"action": "manager_not_told"})

    async def tell_of_life(self) -> None:
        """Say that the loop turns, twice in the time within which we count as hanging; until cancelled."""
        while self.watches:
            self.tell(ALIVE)
            await asyncio.sleep(self._every)
