"""Whose message is triaged next: each within their share at once, what is beyond it as there is room.

Each lane (a sender, an organisation, a network, all strangers) has a share: so many messages at once, then one every so
often. Who stays within it is in no line with a flood; what is beyond has a turn in the future, and a few workers of its
own, so that neither waits for the other for ever. What looks urgent has lanes of its own, and comes earlier.

Lanes are kept in memory, by each process with a door: that costs no question to the database, and whoever comes in by
two doors has two shares. The turn itself stands in the message's row, so workers anywhere go by it, and the sweep.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from deskbot.access.free_mail import is_free_mail
from deskbot.model.message import Glance
from deskbot.triage.at_a_glance import may_be_urgent

MOST_LANES = 20_000
"""That are remembered; those heard of longest ago are forgotten first, as if they had written nothing."""
LONGEST_DEBT = timedelta(hours=1)
"""By so much at the most the next message of a lane is put back, however many came before."""
SOONER = timedelta(hours=1)
"""What looks urgent, from somebody whom the directory knows, has its turn by so much earlier: where more comes than can
be done, or nothing was done for a while, it is behind nothing else, and nothing else is for ever behind it."""
STRANGERS_SOONER = timedelta(minutes=1)
"""The same from anybody else, who may be one who knows our words: it is not behind what came in a burst with it."""
STRANGERS_LATER = timedelta(seconds=5)
"""Whom the directory knows is not behind strangers who came at the same time."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a lane may have done at once."""

    every: timedelta
    """One message each."""
    burst: int
    """So many at once."""


OF_SENDER = Share(timedelta(seconds=2), 3)
OF_ORGANISATION = Share(timedelta(seconds=0.5), 40)
OF_CLIENT = Share(timedelta(seconds=0.5), 40)
OF_STRANGERS = Share(timedelta(seconds=0.1), 100)

Lane = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Offer:
    """When a message would have its turn."""

    known: datetime
    """Where the directory knows its sender."""
    stranger: datetime
    """Where it does not; another moment, unless both are served alike."""
    glance: Glance | None = None
    urgent: bool = False
    """Whether it looks so."""


@dataclass(slots=True)
class Turns:
    """The lanes of a process."""

    _spent: OrderedDict[Lane, datetime] = field(default_factory=OrderedDict)
    """Until when each has used up its share."""

    def offer(self, glance: Glance | None, now: datetime) -> Offer:
        """Return when a message would have its turn; nothing is noted before `take`."""
        if glance is None:
            return Offer(now, now)
        urgent = may_be_urgent(glance.words)
        known = self._turn(known_lanes(glance, urgent=urgent), now, SOONER if urgent else timedelta())
        if glance.admitted:
            return Offer(known, known, glance, urgent)
        sooner = STRANGERS_SOONER if urgent else timedelta()
        stranger = self._turn(stranger_lanes(glance, urgent=urgent), now, sooner) + STRANGERS_LATER
        return Offer(known, stranger + timedelta(microseconds=stranger == known), glance, urgent)

    def take(self, offer: Offer, turn: datetime, now: datetime) -> None:
        """Note that a message has come whose turn is one of the two that were offered."""
        if offer.glance is None:
            return
        lanes = known_lanes if turn == offer.known else stranger_lanes
        for lane, share in lanes(offer.glance, urgent=offer.urgent):
            self._spent[lane] = min(max(self._spent.get(lane, now), now) + share.every, now + LONGEST_DEBT)
            self._spent.move_to_end(lane)
        while len(self._spent) > MOST_LANES:
            self._spent.popitem(last=False)

    def _turn(self, lanes: Iterable[tuple[Lane, Share]], now: datetime, sooner: timedelta) -> datetime:
        """Return when a message has its turn that goes by some lanes: as the fullest of them has it.

        Who is within their share has it by `sooner` earlier.
        """
        waits = timedelta()
        for lane, share in lanes:
            spent = min(self._spent.get(lane, now), now + LONGEST_DEBT)  # a clock may have been set back
            waits = max(waits, spent - now - share.every * (share.burst - 1))
        return now + waits if waits else now - sooner


def known_lanes(glance: Glance, *, urgent: bool) -> list[tuple[Lane, Share]]:
    """Return the lanes of somebody whom the directory knows: their own, and that of those who share their domain."""
    name = "admitted" if glance.admitted else "sender"
    lanes: list[tuple[Lane, Share]] = [((name, glance.sender, urgent), OF_SENDER)]
    if organisation := organisation_of(glance.sender):
        lanes.append(((f"{name}'s", organisation, urgent), OF_ORGANISATION))
    return lanes


def stranger_lanes(glance: Glance, *, urgent: bool) -> list[tuple[Lane, Share]]:
    """Return the lanes of somebody else: senders are soon made up, so networks count, and all of them together."""
    lanes: list[tuple[Lane, Share]] = [
        (("stranger", glance.sender, urgent), OF_SENDER),
        (("strangers", "", urgent), OF_STRANGERS),
    ]
    if glance.client:
        lanes.append((("client", glance.client, urgent), OF_CLIENT))
    return lanes


def organisation_of(sender: str) -> str:
    """Return what a sender shares with colleagues: the mail domain, or Slack's workspace; empty where nothing."""
    _, at, domain = sender.rpartition("@")
    if at:
        return "" if is_free_mail(domain) else domain
    team, colon, _ = sender.partition(":")
    return team if colon else ""


def is_beyond(turn: datetime, accepted_at: datetime) -> bool:
    """Return whether a message is beyond its share, so that what is within goes first."""
    return turn > accepted_at + STRANGERS_LATER
