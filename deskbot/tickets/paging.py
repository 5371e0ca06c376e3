"""Whether a decision rings phones, and when. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from deskbot.desk import When
from deskbot.model.case import Severity
from deskbot.model.page import Page, PageState


class Verdict(StrEnum):
    """What becomes of the wish to page."""

    PAGE = "page"
    HASTEN = "hasten"
    """The open page's next step is due sooner; one that has not begun goes by the policy of the severity."""
    ANEW = "anew"
    """A page that has begun goes by another policy than the severity's: it is paged anew by that one."""
    HELD = "held"
    """Unproven senders have caused as many pages as they may in an hour."""
    NONE = "none"


class Shared(StrEnum):
    """How it stands with a page that stands for several tickets."""

    NO = "no"
    """The ticket shares none, or there is nothing new to say of it."""
    RINGING = "ringing"
    WAITING = "waiting"
    """It goes out when support opens."""
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class PageWish:
    """The verdict with its reason."""

    verdict: Verdict
    why: str
    due_at: datetime | None = None
    shared: Shared = Shared.NO
    """How it stands with the page of the incident that the ticket is a part of, where the reseller is to hear of it."""
    taken_by: str = ""
    """Who has acknowledged that page, by name."""
    maintenance: bool = False
    """Whether it is maintenance that it waits for, and not support hours."""
    others: tuple[str, ...] = ()
    """Other tickets about the same trouble, each in a line for the desk."""

    @property
    def rings(self) -> bool:
        """Return whether phones ring by it, now or later."""
        return self.verdict in (Verdict.PAGE, Verdict.HASTEN, Verdict.ANEW)

    @property
    def says(self) -> str:
        """Return the reason as a sentence of its own."""
        return f"{self.why[:1].upper()}{self.why[1:]}."


def foremost(pages: Sequence[Page], severities: Mapping[int, Severity]) -> Page:
    """Return which of several open pages stands for all of them from now on: the one that is nearest to a person.

    The gravest ticket's goes first, as it goes by that severity's policy; then one that a proven message caused, then
    the one that has come furthest; between equals the oldest.

    Args:
        pages: open pages about the same trouble; not empty.
        severities: of their tickets, by number.
    """
    return min(
        pages,
        key=lambda page: (
            severities[page.ticket],
            not page.verified,
            -page.step,
            page.id,
        ),
    )


def wish(
    severity: Severity,
    when: When,
    *,
    now: datetime,
    opens_at: datetime,
    last: PageState | None,
    waits_until: datetime | None,
    other_policy: bool = False,
    raised: bool,
    proven: bool,
    unproven_left: int,
    tier: str = "",
    phones: bool = False,
) -> PageWish:
    """Decide whether a message pages somebody by the desk's policy.

    Args:
        severity: the ticket's, with this message.
        when: what the desk's policy says of that severity, for this reseller.
        now: the present moment.
        opens_at: when support is open next; not after `now` while it is open.
        last: the state of the ticket's newest page, None without one.
        waits_until: when that page goes out, where it has not begun; None where it has.
        other_policy: that page goes by another policy than the severity has.
        raised: this message opened the ticket, opened it again, or raised its severity.
        proven: the sender is believed.
        unproven_left: how many pages unproven senders may still cause in this hour.
        tier: of the reseller, where that is why it is paged sooner than for others.
        phones: the reseller is on the telephone about it: they are not made to wait for support hours.
    """
    due_at = now if when is When.ALWAYS else max(now, opens_at)
    what = f"{severity} ({_SOONER[when]} for the tier {tier})" if tier else str(severity)
    if phones and (when is When.NEVER or due_at > now):
        when, due_at, what = When.ALWAYS, now, f"{severity}, and the reseller phones"
    at_once = bool(tier) or phones
    if when is When.NEVER:
        return PageWish(Verdict.NONE, f"nobody is paged: {severity} never pages")
    anew = False
    if last is PageState.OPEN:
        # Who phones, or whose tier is paged now, waits for no incident's page, though what they say raises nothing.
        hastened = due_at < waits_until if waits_until else False
        if waits_until and ((raised and (hastened or other_policy)) or (at_once and hastened)):
            sooner = min(due_at, waits_until)
            when_due = "goes out now" if sooner <= now else "goes by another policy"
            return PageWish(Verdict.HASTEN, f"the waiting page {when_due}: {what}", sooner)
        anew = raised and other_policy and due_at <= now
        if not anew:
            return PageWish(Verdict.NONE, "nobody new is paged: the ticket's page is open")
    if last is PageState.ACKNOWLEDGED and not raised and not phones:
        return PageWish(Verdict.NONE, "nobody new is paged: somebody has acknowledged")
    if not proven and unproven_left <= 0:
        return PageWish(Verdict.HELD, "not paged: unproven senders have caused as many pages as they may in an hour")
    if anew:
        return PageWish(Verdict.ANEW, f"paged anew: {severity} has another policy than the open page", due_at)
    if due_at > now:
        return PageWish(Verdict.PAGE, f"paged when support opens: {what} outside support hours", due_at)
    return PageWish(Verdict.PAGE, f"paged now: {what}", due_at)


def wish_now(last: PageState | None, *, has: str, stays: str = "", goes_on_at: str = "", now: datetime) -> PageWish:
    """Decide whether somebody is paged at once who is wanted whatever policy says of the severity.

    Args:
        last: the state of the ticket's newest page, None without one.
        has: who has that page, as "Kim Haddad has acknowledged"; empty where they do not count, or nobody has it.
        stays: why the open page rings nobody else if it goes on; empty where it does.
        goes_on_at: the time at which it does, where everybody who is left has just been paged; empty where now.
        now: the present moment.
    """
    if has or stays:
        return PageWish(Verdict.NONE, f"nobody new is paged: {has or stays}")
    if last is PageState.OPEN:
        when = f"at {goes_on_at}, as who is left has just been paged" if goes_on_at else "now"
        return PageWish(Verdict.HASTEN, f"the open page goes on {when}", now)
    return PageWish(Verdict.PAGE, "somebody is paged for it now", now)


def put_off(wanted: PageWish, until: datetime, why: str) -> PageWish:
    """Let a page that is wanted wait for the end of maintenance, where it would ring before.

    Args:
        wanted: what has been decided without looking at maintenance.
        until: its end.
        why: who decided on it, and for what.
    """
    if not wanted.rings or (wanted.due_at is not None and wanted.due_at >= until):
        return wanted
    return replace(wanted, why=f"it waits. {why}", due_at=until, maintenance=True)


_SOONER = {When.ALWAYS: "at any hour", When.SUPPORT_HOURS: "in support hours", When.NEVER: "never"}
