"""Many pages for one phone: they wait for each other a moment, and go as one that is answered at once. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from deskbot.escalation.replies import digits_apart
from deskbot.model.case import Severity
from deskbot.model.gsm import SINGLE, gsm, septets

Said = TypeVar("Said", str, int)

MOST = 50
"""Pages that go as one; more would take longer to answer than a carrier waits for us."""
MOST_NAMED = 12
"""Tickets that an answer names; the rest is counted."""
MOST_SPOKEN = 3
"""Tickets that a call names."""
MOST_DETAILED = 10
"""Tickets that a call tells of to who wants to hear more: about a minute."""
LONGEST_TITLE = 80
LONGEST_NAME = 20


def one_by_one(code: int, tickets: Sequence[tuple[str, int]]) -> str:
    """Return what is answered to a wish that can be meant for one ticket only.

    Args:
        code: of the bundle.
        tickets: each ticket's reference, with the code of its own page.
    """
    own = named([f"{ref} {page}" for ref, page in tickets])
    return f"{code}a takes all of them, {code}e passes all on. Anything else goes by each ticket's own code: {own}."


def which_one(letter: str, tickets: Sequence[tuple[str, int]]) -> str:
    """Return what is answered to a letter without a code while several pages are open.

    Args:
        letter: what was chosen.
        tickets: each ticket's reference, with the code of its page; oldest first.
    """
    own = ", ".join(f'"{code}{letter}" for {ref}' for ref, code in tickets[:MOST_NAMED])
    rest = len(tickets) - MOST_NAMED
    return f"Several pages are open. Answer {own}{f', and {rest} more' if rest > 0 else ''}."


MENU = "Press 4 to take all of them, 6 to pass all of them on, 2 to hear more of each, or 1 to hear this again."


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that has gone to a phone."""

    at: datetime
    severity: Severity
    """The gravest of its tickets."""


@dataclass(frozen=True, slots=True)
class Line:
    """One ticket of a bundle."""

    ticket_ref: str
    severity: Severity
    reseller: str
    """As people read it; an unproven one is marked so."""
    subject: str
    verified: bool = True
    late: bool = False
    """It goes out long after it should have."""


def goes_at(sent: Iterable[Sent], severity: Severity, within: timedelta, now: datetime) -> datetime | None:
    """Return until when a page waits for others to the same phone, or None where it goes now.

    It waits only where something no less urgent has just gone: whoever was woken for an S2 is told of an S1 at once.

    Args:
        sent: what has gone to this phone by this medium, in any order.
        severity: of the page's ticket.
        within: how long after each of them others wait; zero is never.
        now: the present moment.
    """
    ends = [one.at + within for one in sent if one.severity.at_least(severity)]
    return max((end for end in ends if end > now), default=None)


def bundle_text(lines: Iterable[Line], code: int, *, more: bool, instead: str = "") -> str:
    """Return the text of a bundle: one GSM-7 segment, its code never cut off.

    The gravest tickets are named first. All are named with their resellers where there is room, else without, else
    only the first ones.

    Args:
        lines: its tickets, two at least.
        code: answers all of them.
        more: whether others have just gone to the same phone.
        instead: what is said where a text cannot be answered, and nothing of the code then.
    """
    ordered = gravest_first(lines)
    answer = instead or f"Reply {code}a to take all, {code}e to pass all on"
    several = f"{len(ordered)} {'more' if more else 'pages'}"
    room = SINGLE - septets(f"{several}: . {answer}")
    named = ", ".join(_with_reseller(line) for line in ordered)
    if septets(named) > room:
        named = _as_many_as_fit([_short(line) for line in ordered], room)
    return f"{several}: {named}. {answer}"


def gravest_first(lines: Iterable[Line]) -> list[Line]:
    """Return tickets as people should read them: of equally grave ones resellers take turns, so that none is hidden."""
    taken: Counter[tuple[Severity, str]] = Counter()
    ordered: list[tuple[Severity, int, Line]] = []
    for line in sorted(lines, key=lambda line: (len(line.ticket_ref), line.ticket_ref)):
        ordered.append((line.severity, taken[line.severity, line.reseller], line))
        taken[line.severity, line.reseller] += 1
    return [line for *_, line in sorted(ordered, key=lambda one: one[:2])]


def _short(line: Line) -> str:
    doubt = "" if line.verified else " UNVERIFIED"
    late = " late" if line.late else ""
    return gsm(f"{line.ticket_ref} {line.severity}{late}{doubt}")


def _with_reseller(line: Line) -> str:
    return f"{_short(line)} {gsm(line.reseller)[:LONGEST_NAME]}".strip(" .")


def _as_many_as_fit(names: Sequence[str], room: int) -> str:
    whole = ", ".join(names)
    if septets(whole) <= room:
        return whole
    kept = list(names)
    while kept and septets(", ".join(kept) + " ...") > room:
        kept.pop()
    return ", ".join(kept) + " ..."


def spoken_bundle(lines: Iterable[Line]) -> str:
    """Return the sentences of a bundle for a voice: how many tickets, and the first ones."""
    ordered = gravest_first(lines)
    told = "; ".join(_spoken(line) for line in ordered[:MOST_SPOKEN])
    rest = len(ordered) - MOST_SPOKEN
    return f"Page for {len(ordered)} tickets. {told}{f'; and {rest} more' if rest > 0 else ''}"


def spoken_each(lines: Iterable[Line]) -> str:
    """Return a sentence for each ticket of a bundle, for who wants to hear more; empty where there is no bundle."""
    ordered = gravest_first(lines)
    told = [f"{_spoken(line)}: {line.subject[:LONGEST_TITLE].strip(' .') or 'no subject'}." for line in ordered]
    rest = len(ordered) - MOST_DETAILED
    return " ".join([*told[:MOST_DETAILED], *([f"And {rest} more."] if rest > 0 else [])])


def _spoken(line: Line) -> str:
    return f"Ticket {digits_apart(line.ticket_ref)}, severity {line.severity.value[1:]}, from {line.reseller}"


def named(ticket_refs: Sequence[str]) -> str:
    """Return tickets as an answer names them: the first ones, and how many more."""
    rest = len(ticket_refs) - MOST_NAMED
    return ", ".join(ticket_refs[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def still_wanted(missing: int, of: str = "", *, several: bool = False) -> str:
    """Return what whoever takes a page is told of the others for whom it goes on ringing.

    Args:
        missing: how many, one at least.
        of: what they are wanted for, where that is not clear.
        several: whether that is more than one page.
    """
    rings = "they go" if several else "it goes"
    return f"{missing} more {'is' if missing == 1 else 'are'} wanted{of}: {rings} on ringing for them."


def taken_words(
    taken: Mapping[str, int],
    theirs: Sequence[tuple[str, str]],
    by_others: Sequence[tuple[str, str]],
    unneeded: Sequence[str],
) -> str:
    """Return what whoever takes a bundle is told.

    Args:
        taken: the tickets that are theirs now, each with how many others are wanted as well.
        theirs: the tickets that were theirs before, each with how that is said.
        by_others: the tickets that somebody had taken before, each with who and when.
        unneeded: the tickets that need nobody any more.
    """
    several = "1 ticket" if len(taken) == 1 else f"{len(taken)} tickets"
    said = [f"You have taken {several}: {named(list(taken))}."] if taken else []
    for missing, refs in _alike(taken.items()):
        of = f" for {named(refs)}" if len(refs) < len(taken) else " for each" if len(refs) > 1 else ""
        said += [still_wanted(missing, of, several=len(refs) > 1)] if missing else []
    said += [f"{named(refs)} {'is' if len(refs) == 1 else 'are'} {how}." for how, refs in _alike(theirs)]
    said += [f"{named(refs)} {'was' if len(refs) == 1 else 'were'} taken by {who}." for who, refs in _alike(by_others)]
    if unneeded:
        said.append(f"{named(unneeded)}: nobody is needed any more.")
    return " ".join(said)


def passed_words(passed: Sequence[tuple[str, str]], not_passed: Sequence[tuple[str, str]]) -> str:
    """Return what whoever passes a bundle on is told.

    Args:
        passed: the tickets that were passed on, each with what becomes of it.
        not_passed: the others, each with why not.
    """
    said = [f"{named(refs)} {'is' if len(refs) == 1 else 'are'} {how}." for how, refs in _alike(passed)]
    said += [f"{named(refs)}: {why}." for why, refs in _alike(not_passed)]
    return " ".join(said)


def _alike(tickets: Iterable[tuple[str, Said]]) -> list[tuple[Said, list[str]]]:
    """Return what is said of tickets, each with all of which it is said, in the order in which it first is."""
    found: dict[Said, list[str]] = {}
    for ref, says in tickets:
        found.setdefault(says, []).append(ref)
    return list(found.items())
