"""Whose a number is that is not used, whether they are on shift, and what is written about it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from deskbot.desk import Desk, Responder
from deskbot.escalation.roster.timeline import Roster, shifts
from deskbot.model.number import Flag, Mark
from deskbot.model.page import Medium

PAGER = "the pager's number"
WAYS = {
    Medium.SMS: "text",
    Medium.VOICE: "call",
    Medium.MAIL: "mail",
    Medium.SLACK: "Slack",
    Medium.TELEGRAM: "Telegram",
}
"""By what somebody is paged, as people say it."""


def on_shift(roster: Roster, person: str, start: datetime, end: datetime) -> bool:
    """Return whether somebody may be paged between two moments: by a schedule, or by a level that names them."""
    levels = [level for policy in roster.desk.policies.values() for level in policy.levels]
    if any(person in level.people for level in levels):
        return True
    used = {level.schedule for level in levels if level.schedule}
    return any(person in shift.people for key in sorted(used) for shift in shifts(roster, key, start, end))


def keeps_off(against: Sequence[Mark], senders: Collection[str]) -> Mark | None:
    """Return a mark of a number that none of our senders may use now; None where one may.

    Args:
        against: what keeps it from being used now.
        senders: the numbers from which it could be reached.
    """
    if senders and not all(any(mark.bars(one) for mark in against) for one in senders):
        return None
    return next((mark for mark in against if not mark.sender or mark.sender in senders), None)


def letter_to_desk(desk: Desk, mark: Mark, person: Responder, left: Sequence[str] = ()) -> tuple[str, str]:
    """Return subject and text of what the operators are told; `left` are our numbers whose texts still reach them."""
    by = WAYS[mark.medium]
    subject = f"{person.name} cannot be paged by {by}{f' from {mark.sender}' if left else ''}"
    lifts = f"START is texted from {mark.address} to {mark.sender or PAGER}"
    if mark.medium.chat:
        lifts = f"our bot is started again in {by}, from the account {mark.address}"
    what_now = (
        f"It ends when {lifts}."
        if mark.flag is Flag.OPTED_OUT
        else f'Please look at "{mark.medium}" of staff "{person.key}" in desk.yaml. It is tried again after a day.'
    )
    ways = [WAYS[medium] for medium in Medium if medium is not mark.medium and person.address(medium)]
    others = f"Other ways that desk.yaml knows: {', '.join(ways)}." if ways else "desk.yaml knows no other way to them."
    told = "They have been told by mail." if person.mail else "They have no mail address: please tell them."
    still = f" Texts from {' and '.join(left)} still reach them." if left else ""
    text = f"{person.name} ({person.key}) is on call within a day, and gets no {by}: {mark.why}.{still}"
    return subject, f"{text}\n\n{what_now}\n{others} {told}\n\n-- \n{desk.name}\n"


def letter_to_person(desk: Desk, mark: Mark, person: Responder, left: Sequence[str] = ()) -> tuple[str, str]:
    """Return subject and text of what somebody on shift is told; `left` are our numbers whose texts reach them."""
    by = f"{WAYS[mark.medium]}{f' from {mark.sender}' if left else ''}"
    lifts = f"Text START from {mark.address} to {mark.sender or PAGER}"
    if mark.medium.chat:
        lifts = f"Start our bot again in {by}"
    what_now = (
        f"{lifts}, and pages reach you again."
        if mark.flag is Flag.OPTED_OUT
        else "Please have your number put right in desk.yaml."
    )
    text = (
        f"{person.name}, you are on call within a day, and pages do not reach you by {by}: {mark.why}.\n\n{what_now}\n"
    )
    return f"Pages do not reach you by {by}", f"{text}\n-- \n{desk.name}\n"


def doubts(
    desk: Desk, people: Iterable[str], marks: Iterable[Mark], now: datetime, senders: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what `deskbot oncall check` says of the numbers of people: those not used, and those never verified.

    Args:
        desk: the desk's policy.
        people: keys of those who are on call in the time that is looked at.
        marks: all that is known of numbers.
        now: the present moment.
        senders: the numbers from which pages are texted; where none is known, any counts that was sent a STOP.
    """
    known: dict[tuple[str, Medium], list[Mark]] = {}
    for mark in marks:
        known.setdefault((mark.address, mark.medium), []).append(mark)
    flagged: list[str] = []
    unverified: list[str] = []
    for key in dict.fromkeys(people):
        person = desk.staff[key]
        for medium in Medium:
            address = person.address(medium)
            if not address or not (medium.rings or medium.chat):
                continue
            found = known.get((address, medium), ())
            against = [mark for mark in found if mark.keeps_off(now)]
            ours = senders or {mark.sender for mark in against}
            barred = keeps_off(against, ours) is not None
            counting = [mark for mark in against if barred and (not mark.sender or mark.sender in ours)]
            flagged += [f"{person.name} is not paged by {medium}: {mark.why}" for mark in counting]
            if not barred and not any(mark.verified_at for mark in found):
                unverified.append(f"{person.name}, {medium} to {address}")
    return tuple(flagged), tuple(unverified)
