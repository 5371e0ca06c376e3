"""Is the engine well? What was found out about it goes in, and a verdict with its reasons comes out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from deskbot.model.look import Look
from deskbot.model.page import Medium

SIGN = timedelta(seconds=20)
"""Without a sign of life for so long a queue has nobody; they come every two seconds."""

BOUNDS: Mapping[str, timedelta] = {
    "page": timedelta(seconds=30),
    "notification": timedelta(seconds=30),
    "notice": timedelta(seconds=30),
    "inbound": timedelta(minutes=1),
    "outbox": timedelta(minutes=2),
    "suggestion": timedelta(hours=1),
}
"""By how much the rows of a table may be overdue until that is not well: more than a lost alarm takes to be found."""
USUAL_BOUND = timedelta(minutes=10)

READ_ONLY = "the database takes no writes: is its disk full, or is it a standby? (SHOW transaction_read_only says on)"

NO_LETTER = timedelta(minutes=10)
"""For so long letters may be tried in vain while none goes out; a relay that asks to come back takes less."""

NO_SOCKET = timedelta(minutes=3)
"""For so long no connection to Slack may stand, or be looked at, before it is told of."""
NO_MAILBOX = timedelta(minutes=10)
"""For so long a mailbox may be away: its server is restarted now and then, and the senders' mail waits there."""
NO_LOOK = timedelta(minutes=20)
"""Without a look for so long nobody fetches; between two lie nine minutes at the most, where all is well."""

NO_CHAT = timedelta(minutes=10)
"""For so long a chat may be away: what people write meanwhile waits there."""

HELD_BACK = timedelta(hours=1)
"""For so long it is told that a chat has kept things from us."""

NO_CALLS = timedelta(hours=1)
"""For so long nobody may learn which calls came in; it is asked every few minutes, and for those of hours before."""

NAMES: Mapping[str, tuple[str, str]] = {
    "page": ("page step", "page steps"),
    "notification": ("text or call to a responder", "texts or calls to responders"),
    "notice": ("text about who has a page", "texts about who has a page"),
    "inbound": ("accepted message", "accepted messages"),
    "outbox": ("letter", "letters"),
    "ticket": ("look at a silent ticket", "looks at silent tickets"),
    "task": ("hands-on task", "hands-on tasks"),
    "suggestion": ("hint", "hints"),
    "phone_call": ("letter about a missed call", "letters about missed calls"),
}
"""What a table's rows are called, one and several; one that is not listed has its own name."""


def bound_of(table: str) -> timedelta:
    """Return by how much a table's rows may be overdue."""
    return BOUNDS.get(table, USUAL_BOUND)


@dataclass(frozen=True, slots=True)
class Late:
    """Rows of one table that are overdue by more than their bound."""

    table: str
    count: int
    oldest: datetime
    """When the first of them was due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: str
    """"well", or in a word what is wrong: late, missing, away, missed, down."""
    says: str
    """The same for people; it holds counts and times, and nothing of what rows contain."""
    since: datetime | None = None
    """Since when it is wrong, as far as that is known."""
    count: int = 0

    @property
    def well(self) -> bool:
        """Return whether nothing is wrong with it."""
        return self.state == WELL


WELL = "well"
DATABASE = "database"
"""The check of the database; without it there is no other."""


def relay(count: int, since: datetime | None, *, of_all: bool) -> Check:
    """Return how it stands with the relay; a letter that is tried in vain is due again and again, and never late.

    Args:
        count: how many letters have been tried in vain for too long, while none has gone out.
        since: when the first of them was.
        of_all: the relay lets nobody ask, or puts off more than one address; a single one may have reasons of its own.
    """
    if not count or not of_all:
        return Check(name="relay", state=WELL, says="letters go out")
    letters = "1 letter waits" if count == 1 else f"{count} letters wait"
    says = f"{letters} for the relay, and none has gone out meanwhile"
    return Check(name="relay", state="late", says=says, since=since, count=count)


def mailbox(look: Look, now: datetime) -> Check:
    """Return how it stands with the mailbox from which mail is fetched.

    Args:
        look: how the last looks into it went.
        now: the present moment.
    """
    if look.looked_at is None and look.since is None:
        return Check(name="mailbox", state="missing", says="nobody has looked into the mailbox yet")
    if look.trouble and look.since and now - look.since > NO_MAILBOX:
        says = f"no mail is fetched from the mailbox: {look.trouble}"
        return Check(name="mailbox", state="away", says=says, since=look.since)
    # One from the future was made before the clock was set back: whoever lives has made another since.
    if not look.trouble and look.looked_at and abs(now - look.looked_at) > NO_LOOK:
        since = look.looked_at if look.looked_at <= now else None
        return Check(name="mailbox", state="missing", says="nobody looks into the mailbox any more", since=since)
    return Check(name="mailbox", state=WELL, says="mail is fetched from the mailbox")


def slack_socket(look: Look, now: datetime) -> Check:
    """Return how it stands with the connection by which Slack tells of messages.

    Args:
        look: how the last looks at it went.
        now: the present moment.
    """
    name = "slack-socket"
    if look.looked_at is None and look.since is None:
        return Check(name=name, state="missing", says="nobody has connected to Slack yet")
    if look.trouble and look.since and now - look.since > NO_SOCKET:
        return Check(name=name, state="away", says=f"nothing comes from Slack: {look.trouble}", since=look.since)
    if not look.trouble and look.looked_at and abs(now - look.looked_at) > NO_SOCKET:
        since = look.looked_at if look.looked_at <= now else None
        return Check(name=name, state="missing", says="nobody looks after the connection to Slack", since=since)
    return Check(name=name, state=WELL, says="the connection to Slack stands")


def chat(name: str, look: Look, held_back: datetime | None, now: datetime) -> Check:
    """Return how it stands with a chat.

    Args:
        name: the channel's.
        look: how the last looks at it went; none yet, and it is another check's whether anybody is there to look.
        held_back: when it has last told that it keeps things from us.
        now: the present moment.
    """
    if held_back is not None and now - held_back < HELD_BACK:
        says = f"{name.capitalize()} has kept messages from us, as too many came: some may be lost"
        return Check(name=name, state="late", says=says, since=held_back)
    what, since = name.capitalize(), look.since if look.trouble else look.looked_at
    if look.trouble and since is not None and now - since > NO_CHAT:
        return Check(name=name, state="away", says=f"{what}: {look.trouble}", since=since)
    if not look.trouble and since is not None and now - since > NO_LOOK:
        return Check(name=name, state="missing", says=f"nobody looks any more how it stands with {what}", since=since)
    return Check(name=name, state=WELL, says=f"{what} lets us in")


def missed_calls(look: Look, now: datetime) -> Check:
    """Return how it stands with the carrier that is asked which calls came in.

    Args:
        look: how the last questions went; none yet, and it is another check's whether anybody is there to ask.
        now: the present moment.
    """
    since = look.since if look.trouble else look.looked_at
    if since is None or now - since <= NO_CALLS:
        return Check(name="missed-calls", state=WELL, says="the carrier is asked for calls that were missed")
    if not look.trouble:
        says = "nobody asks the carrier any more for calls that were missed"
        return Check(name="missed-calls", state="missing", says=says, since=since)
    says = "the carrier does not tell which calls came in: whoever phoned, or left a message, while deskbot was away "
    says += "stays unheard; see its status page, and whether our credentials may list calls and recordings"
    return Check(name="missed-calls", state="away", says=says, since=since)


def phones(carriers: Mapping[Medium, Sequence[str]], out: Mapping[str, datetime]) -> Check:
    """Return how it stands with the carriers of pages for phones.

    Args:
        carriers: for each medium that reaches a phone the names of those that are configured.
        out: those that have failed again and again since they worked last, and since when.
    """
    stuck = {medium: names for medium, names in carriers.items() if names and all(name in out for name in names)}
    if not stuck:
        return Check(name="carriers", state=WELL, says="a carrier takes pages for phones")
    what = " and ".join(words for medium, words in _MEDIA.items() if medium in stuck)
    since = min(max(out[name] for name in names) for names in stuck.values())
    says = f"no carrier takes {what}: each has failed again and again, and is believed again once it takes a page"
    says += "; `deskbot page test PERSON` finds out"
    return Check(name="carriers", state="down", says=says, since=since, count=len(stuck))


_MEDIA: Mapping[Medium, str] = {Medium.SMS: "texts", Medium.VOICE: "calls"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was found out."""

    queues: tuple[str, ...]
    """The queues that somebody has to serve."""
    late: tuple[Late, ...] = ()
    signs: Mapping[str, datetime] = field(default_factory=dict)
    """When each queue had a sign of life last."""
    more: tuple[Check, ...] = ()
    """What others have judged, as the canary's rounds."""
    away: bool = False
    """The database cannot be reached, or takes no writes: nothing can be done, and nothing else is known."""
    read_only: bool = False
    """It is there, and takes no writes."""
    away_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How it stands with the engine at a moment."""

    at: datetime
    checks: tuple[Check, ...]
    """What is wrong first, and of that what has been wrong longest."""

    @property
    def well(self) -> bool:
        """Return whether nothing at all is wrong."""
        return all(check.well for check in self.checks)

    @property
    def database_away(self) -> bool:
        """Return whether the database cannot be reached, or takes no writes; then nothing else is known."""
        return any(check.name == DATABASE and not check.well for check in self.checks)


def judge(facts: Facts, now: datetime) -> Verdict:
    """Return whether the engine keeps its promises now, with a check for each thing that it depends on.

    Args:
        facts: what was found out.
        now: the present moment.
    """
    if facts.away:
        return Verdict(now, (_away(facts),))
    checks = (_database(), *_signs(facts, now), *_late(facts), *facts.more)
    return Verdict(now, tuple(sorted(checks, key=lambda check: (check.well, check.since or now))))


def _away(facts: Facts) -> Check:
    says = READ_ONLY if facts.read_only else "the database cannot be reached"
    return Check(name=DATABASE, state="away", says=says, since=facts.away_since)


def _database() -> Check:
    return Check(name=DATABASE, state=WELL, says="the database answers")


def _signs(facts: Facts, now: datetime) -> Iterator[Check]:
    for queue in sorted(facts.queues):
        name, at = f"worker-{queue}", facts.signs.get(queue)
        # One from the future was given before the clock was set back: whoever lives has given another since.
        if at is not None and abs(now - at) <= SIGN:
            yield Check(name=name, state=WELL, says=f'somebody serves the queue "{queue}"')
        else:
            since = at if at is not None and at <= now else None
            yield Check(name=name, state="missing", says=f'nobody serves the queue "{queue}"', since=since)


def _late(facts: Facts) -> Iterator[Check]:
    if not facts.late:
        yield Check(name="due", state=WELL, says="nothing is late")
    for one in facts.late:
        single, several = NAMES.get(one.table, (one.table, one.table))
        what = f"1 {single} is late" if one.count == 1 else f"{one.count} {several} are late"
        yield Check(name=f"due-{one.table}", state="late", says=what, since=one.oldest, count=one.count)
