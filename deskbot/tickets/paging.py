"""Whether a decision rings phones, and when. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deskbot.desk import When
from deskbot.model.case import Severity
from deskbot.model.page import Page, PageState


class Verdict(StrEnum):
    """What becomes of the wish to page."""

    PAGE = "page"
    HASTEN = "hasten"
    """A page that waits for support hours is due sooner, and goes by the policy of the severity."""
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
) -> PageWish:
    """Decide whether a message pages somebody.

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
    """
    what = f"{severity} ({_SOONER[when]} for the tier {tier})" if tier else str(severity)
    due_at = now if when is When.ALWAYS else max(now, opens_at)
    if when is When.NEVER:
        return PageWish(Verdict.NONE, f"nobody is paged: {severity} never pages")
    anew = False
    if last is PageState.OPEN:
        # The page of an incident waits for nobody whose tier is paged now, though what they write raises nothing.
        hastened = due_at < waits_until if waits_until else False
        if waits_until and ((raised and (hastened or other_policy)) or (tier and hastened)):
            sooner = min(due_at, waits_until)
            when_due = "goes out now" if sooner <= now else "goes by another policy"
            return PageWish(Verdict.HASTEN, f"the waiting page {when_due}: {what}", sooner)
        anew = raised and other_policy and due_at <= now
        if not anew:
            return PageWish(Verdict.NONE, "nobody new is paged: the ticket's page is open")
    if last is PageState.ACKNOWLEDGED and not raised:
        return PageWish(Verdict.NONE, "nobody new is paged: somebody has acknowledged")
    if not proven and unproven_left <= 0:
        return PageWish(Verdict.HELD, "not paged: unproven senders have caused as many pages as they may in an hour")
    if anew:
        return PageWish(Verdict.ANEW, f"paged anew: {severity} has another policy than the open page", due_at)
    if due_at > now:
        return PageWish(Verdict.PAGE, f"paged when support opens: {what} outside support hours", due_at)
    return PageWish(Verdict.PAGE, f"paged now: {what}", due_at)


_SOONER = {When.ALWAYS: "at any hour", When.SUPPORT_HOURS: "in support hours", When.NEVER: "never"}
