"""The desk's policy as frozen nouns: staff, schedules, policies, hours. `desk.reading` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from deskbot.desk.numbers import Numbers, number_at
from deskbot.desk.promises import BusinessHours, SlaAlarms, Target
from deskbot.desk.roster import Schedule
from deskbot.model.case import Severity
from deskbot.model.page import Medium

LINKS = (
    "documentation", "portal", "quotation", "provisioning", "training", "rma_policy", "licence_policy", "find_reseller",
)  # fmt: skip
"""What `links` in desk.yaml may name."""


class When(StrEnum):
    """When a severity is paged."""

    ALWAYS = "always"
    SUPPORT_HOURS = "support-hours"
    NEVER = "never"

    def sooner(self, other: When) -> bool:
        """Return whether this pages where `other` does not yet."""
        order = (When.NEVER, When.SUPPORT_HOURS, When.ALWAYS)
        return order.index(self) > order.index(other)


NUMBERS = (Medium.SMS, Medium.VOICE)
"""The media by which somebody without rules is reached, all at once; mail and chats only where that is asked for."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One way by which a person wants to be reached, and how long after the page."""

    medium: Medium
    after: timedelta = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Responder:
    """One of the staff who may be on call."""

    key: str
    name: str
    mail: str = ""
    sms: str = ""
    """E.164, empty where they get no texts; no two responders share one."""
    voice: str = ""
    """E.164, empty where they get no calls."""
    slack: str = ""
    """`TEAM:USER`, empty where they are not paged there; no two responders share one."""
    telegram: str = ""
    """The number of their account, in the same way."""
    rules: tuple[Turn, ...] = ()
    """How they are reached, medium after medium, by a level that names no media; each has an address here."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """How they are reached by a level that names no media; without rules by everything at once."""
        return self.rules or tuple(Turn(medium) for medium in NUMBERS if self.address(medium))

    @property
    def told_by(self) -> Medium:
        """By which medium they are told what asks them for nothing: the first of their rules in which it can be read.

        Without such a rule it is a text, and a chat only where they get no texts.
        """
        may = [turn.medium for turn in self.rules if turn.medium is Medium.SMS or turn.medium.chat]
        readable = (Medium.SMS, Medium.SLACK, Medium.TELEGRAM)
        return next((one for one in (*may, *readable) if self.address(one)), Medium.SMS)

    def address(self, medium: Medium) -> str:
        """Return the number, account or mail address for a medium; empty where they cannot be reached by it."""
        return {
            Medium.SMS: self.sms,
            Medium.VOICE: self.voice,
            Medium.MAIL: self.mail,
            Medium.SLACK: self.slack,
            Medium.TELEGRAM: self.telegram,
        }.get(medium, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One step of a policy: whom to page, by what, and how long to wait for them."""

    delay: timedelta
    """How long the level has before the next one is paged."""
    media: tuple[Medium, ...] = ()
    """By which everybody is paged, all at once; empty for each person's own rules. Everybody can be reached."""
    schedule: str = ""
    """Key of the schedule whose people on call are paged; empty for none."""
    people: tuple[str, ...] = ()
    """Keys of responders who are paged whether they are on call or not."""

    @property
    def may_page_by(self) -> tuple[Medium, ...]:
        """The media by which somebody on the level may be paged."""
        return self.media or NUMBERS

    def reaches(self, person: Responder) -> bool:
        """Return whether somebody on the level would hear of a page."""
        return any(person.address(medium) for medium in self.media) if self.media else bool(person.turns)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAgain:
    """What is done about a call that was busy, or that nobody answered."""

    times: int = 0
    every: timedelta = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Escalation policy: its levels from the first to the last."""

    key: str
    levels: tuple[Level, ...]
    """Never empty."""
    repeat: int = 0
    """How often the levels are gone through again after the first time."""
    acknowledgements: int = 1
    """How many people have to come."""
    silent_after: timedelta | None = None
    """Acknowledged, and nothing has happened on the ticket for so long: it is paged anew. None never does."""
    call_again: CallAgain = CallAgain()
    fallback_mail: str = ""
    """Who is told when nobody has answered; where it is empty, `Desk.notify` is set and is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityRule:
    """What the pager does about one severity."""

    page: When
    policy: str = ""
    """Key of the policy; empty only where nobody is ever paged."""
    tiers: Mapping[str, When] = field(default_factory=dict)
    """When it is paged for resellers of a tier, by tier in lower case; never later than for others."""

    def page_for(self, tier: str) -> When:
        """Return when this severity is paged for a reseller of a tier."""
        return self.tiers.get(tier.strip().casefold(), self.page)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportHours:
    """When support is open, on the wall clock of its zone; the same hours on each of the days."""

    zone: str
    """IANA name."""
    days: frozenset[int]
    """0 is Monday; never empty."""
    opens: time
    closes: time
    """After `opens`; 00:00 is the midnight that ends the day."""

    @property
    def tz(self) -> ZoneInfo:
        """The zone on whose wall clock the hours are read."""
        return ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """What senders who are not proven may cause."""

    pages_per_hour: int = 3
    """Of all such senders together."""
    answers_per_hour: int = 60
    """Automatic letters to all such senders together: who writes in another's name has us write to that other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What happens when a reseller whom we asked does not answer. Never applied to S1 and S2."""

    remind_after: timedelta = timedelta(days=2)
    """From our question, and from one reminder to the next."""
    reminders: int = 2
    close_after: timedelta = timedelta(days=2)
    """From the last reminder until the ticket is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """What happens to a ticket that is done."""

    resolved_closes_after: timedelta = timedelta(days=7)
    """A resolved ticket that hears nothing for so long is closed."""
    reopen_within: timedelta = timedelta(days=14)
    """A message to a ticket closed no longer ago opens it again; after that it opens a new, linked one."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long is kept what the desk may want to be rid of; None keeps it for ever."""

    originals: timedelta | None = None
    """Messages as they came, and all files, of tickets that were closed so long ago."""
    filed: timedelta | None = None
    """What was filed as junk or automatic, and became no ticket."""
    audit: timedelta | None = None
    """Who did what."""


class Switch(StrEnum):
    """Whether something is done at all."""

    ON = "on"
    OFF = "off"


class Expired(StrEnum):
    """What is done about a system whose subscription has ended; its ticket is taken in, and paged, like any other."""

    MARK = "mark"
    """The desk sees it."""
    TELL = "tell"
    """The reseller is told as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """When urgent tickets that look alike become one incident, with one page for all of them."""

    within: timedelta = timedelta(hours=1)
    """From one of them to the next."""
    tickets: int = 3
    """So many make an incident."""


class CanaryAnswer(StrEnum):
    """When the answer to the canary's test mail counts as there."""

    RETURNED = "returned"
    """It came in at our own mail door, as the relay carries mail for our addresses there."""
    SENT = "sent"
    """The relay took it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """A test mail that goes the whole way every so often."""

    every: timedelta
    within: timedelta = timedelta(minutes=2)
    """How long a round may take; shorter than `every`."""
    answer: CanaryAnswer = CanaryAnswer.RETURNED


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How much one number gets by one medium."""

    most: int
    """Texts or calls within the window."""
    per: timedelta
    """The window; it slides."""
    s1: int
    """The same for an S1, which may pass the others; at least `most`."""


LIMITS: Mapping[Medium, Limit] = {
    Medium.SMS: Limit(most=10, per=timedelta(minutes=10), s1=20),
    Medium.VOICE: Limit(most=6, per=timedelta(minutes=10), s1=12),
}
"""What holds where desk.yaml says nothing: more than a person can answer, less than what gets a number blocked."""


BUNDLE = timedelta(minutes=1)
"""Within what time pages for one phone go together, where desk.yaml says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryRule:
    """What a text to a country can do, where a desk knows better than deskbot's own table; None where it does not."""

    links: bool | None = None
    replies: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that `desk.yaml` says; every key that one part names in another exists."""

    name: str
    addresses: tuple[str, ...]
    """Mail addresses that open tickets; never empty."""
    zone: str
    """IANA zone in which the desk's own people see times."""
    numbers: Numbers
    """Service Desk numbers as they are told to people."""
    staff: Mapping[str, Responder]
    schedules: Mapping[str, Schedule]
    policies: Mapping[str, Policy]
    severities: Mapping[Severity, SeverityRule]
    """Has all four."""
    notify: str = ""
    """Mail address that hears of new tickets and resellers' updates; empty for none."""
    support_hours: SupportHours | None = None
    """None is round the clock."""
    business_hours: Mapping[str, BusinessHours] = field(default_factory=dict)
    """When time counts towards a target."""
    sla: Mapping[str, Mapping[Severity, Target]] = field(default_factory=dict)
    """The initial response, by tier in lower case and severity; what is absent is not promised."""
    sla_alarms: SlaAlarms = field(default_factory=SlaAlarms)
    unproven: Unproven = Unproven()
    silence: Silence = Silence()
    quiet: Quiet = Quiet()
    keeping: Keeping = Keeping()
    burst: Burst = Burst()
    canary: Canary | None = None
    """None makes no rounds."""
    limits: Mapping[Medium, Limit] = field(default_factory=lambda: LIMITS)
    """By medium; one that is absent has none."""
    bundle: timedelta = BUNDLE
    """Pages for one phone within so long of another wait for its end, and go as one; zero lets each go by itself."""
    countries: Mapping[str, CountryRule] = field(default_factory=dict)
    """By ISO code."""
    expired: Expired = Expired.MARK
    rating: bool = True
    """Whether a reseller is asked to rate a ticket that was closed."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Where people find things that letters name, by `LINKS`; what is absent is not named."""
    text: str = field(default="", repr=False, compare=False)
    """The file, as it was read."""

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which the desk's own people see times."""
        return ZoneInfo(self.zone)

    @property
    def sender(self) -> str:
        """The mail address from which the desk writes."""
        return self.addresses[0]

    @property
    def domain(self) -> str:
        """The domain of the address from which the desk writes."""
        return self.sender.rpartition("@")[2]

    @property
    def own_addresses(self) -> frozenset[str]:
        """The desk's mail addresses as they are compared, in lower case."""
        return frozenset(address.casefold() for address in self.addresses)

    @property
    def own_domains(self) -> frozenset[str]:
        """The domains of the desk's mail addresses, in lower case."""
        return frozenset(address.rpartition("@")[2].casefold() for address in self.addresses)

    def name_of(self, person: str) -> str:
        """Return what a person of the staff is called; whoever has left the staff keeps their key for a name."""
        return self.staff[person].name if person in self.staff else person

    def people_at(self, medium: Medium, address: str) -> tuple[Responder, ...]:
        """Return who of the staff is reached at an address by a medium; several may share a telephone."""
        wanted = address.casefold()
        return tuple(one for one in self.staff.values() if wanted and one.address(medium).casefold() == wanted)

    def number_for(self, region: str, now: datetime) -> str:
        """Return the Service Desk number that is told to people of a reseller's region at a moment."""
        return number_at(self.numbers, region, now)

    def media_in_use(self) -> set[Medium]:
        """Return the media that any policy pages by, each of which needs a carrier."""
        levels = [level for policy in self.policies.values() for level in policy.levels]
        by_rules = {turn.medium for person in self.staff.values() for turn in person.turns}
        own = by_rules if any(not level.media for level in levels) else set[Medium]()
        return own.union(*(level.media for level in levels))

    def initial_response(self, tier: str, severity: Severity) -> Target | None:
        """Return how soon a new ticket shall hear from a person, or None where no time is promised."""
        return self.sla.get(tier.strip().casefold(), {}).get(severity)
