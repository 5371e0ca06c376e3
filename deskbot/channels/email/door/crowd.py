"""How much the mail door takes at once, and from whom: counted here, so that no client is everybody's trouble."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

MAX_KNOWN = 20_000
"""Clients whose mails and failed sign-ins are remembered; the ones heard of longest ago are forgotten first."""
HOUR = 3600.0
SIGN_IN_WINDOW = 900.0
"""Seconds in which failed sign-ins count."""
MAX_FAILED = 5
"""Failed sign-ins of one client in that time, until it is told to come later."""
FOR_RELAYS = 4
"""One part in so many of connections and memory is kept free for the mail servers in front."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is allowed."""

    connections: int
    connections_per_client: int
    mails_per_hour: int
    """Of one client; the mail servers in front carry everybody's mail, and have no such limit."""
    octets: int
    """Of all mails that are being received at the same time."""


@dataclass
class Tally:
    """What is remembered of one client in a window of time."""

    since: float
    count: int = 0


@dataclass
class Crowd:
    """Counts connections, octets, mails and failed sign-ins. `now` is in seconds, of any steady clock."""

    limits: Limits
    here: dict[str, int] = field(default_factory=dict)
    """Open connections of each client."""
    connections: int = 0
    octets: int = 0
    _mails: OrderedDict[str, Tally] = field(default_factory=OrderedDict)
    _failed: OrderedDict[str, Tally] = field(default_factory=OrderedDict)

    def enter(self, client: str, *, relay: bool) -> str:
        """Count a connection, or return why it must come later."""
        most = self.limits.connections if relay else _most_of_strangers(self.limits.connections)
        if self.connections >= most:
            return "421 4.3.2 Too many connections, please try again later"
        if not relay and self.here.get(client, 0) >= self.limits.connections_per_client:
            return "421 4.7.0 Too many connections from your address, please try again later"
        self.connections += 1
        self.here[client] = self.here.get(client, 0) + 1
        return ""

    def leave(self, client: str) -> None:
        """End a connection that was counted."""
        self.connections -= 1
        left = self.here.get(client, 1) - 1
        if left:
            self.here[client] = left
        else:
            self.here.pop(client, None)

    def may_mail(self, client: str, now: float, *, relay: bool) -> bool:
        """Count a mail that begins, and return whether the client may send it."""
        if relay:
            return True
        tally = _tally(self._mails, client, now, HOUR)
        tally.count += 1
        return tally.count <= self.limits.mails_per_hour

    def may_sign_in(self, client: str, now: float) -> bool:
        """Return whether the client has not failed too often."""
        return _tally(self._failed, client, now, SIGN_IN_WINDOW).count < MAX_FAILED

    def failed(self, client: str, now: float) -> None:
        """Count a failed sign-in."""
        _tally(self._failed, client, now, SIGN_IN_WINDOW).count += 1

    def room_for(self, octets: int, *, relay: bool) -> bool:
        """Return whether so many octets more can be held."""
        most = self.limits.octets if relay else _most_of_strangers(self.limits.octets)
        return self.octets + octets <= most


def _most_of_strangers(most: int) -> int:
    return max(1, most - most // FOR_RELAYS)


def _tally(tallies: OrderedDict[str, Tally], client: str, now: float, window: float) -> Tally:
    tally = tallies.get(client)
    if tally is None or now - tally.since >= window:
        tally = tallies[client] = Tally(now)
    tallies.move_to_end(client)
    while len(tallies) > MAX_KNOWN:
        tallies.popitem(last=False)
    return tally
