"""Whose a number is that is not used, whether they are on shift, and what is written about it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from deskbot.desk import Desk, Responder
from deskbot.escalation.roster.timeline import Roster, shifts
from deskbot.model.number import Flag, Mark
from deskbot.model.page import Medium

_BY = {Medium.SMS: "text", Medium.VOICE: "call", Medium.MAIL: "mail"}


def owners(desk: Desk, address: str, medium: Medium) -> tuple[Responder, ...]:
    """Return who of the staff is reached at an address by a medium."""
    return tuple(person for person in desk.staff.values() if person.address(medium) == address)


def on_shift(roster: Roster, person: str, start: datetime, end: datetime) -> bool:
    """Return whether somebody may be paged between two moments: by a schedule, or by a level that names them."""
    levels = [level for policy in roster.desk.policies.values() for level in policy.levels]
    if any(person in level.people for level in levels):
        return True
    used = {level.schedule for level in levels if level.schedule}
    return any(person in shift.people for key in sorted(used) for shift in shifts(roster, key, start, end))


def letter_to_desk(desk: Desk, mark: Mark, person: Responder) -> tuple[str, str]:
    """Return subject and text of what the operators are told."""
    by = _BY[mark.medium]
    subject = f"{person.name} cannot be paged by {by}"
    what_now = (
        f"It ends when START is texted from {mark.address} to the pager's number."
        if mark.flag is Flag.OPTED_OUT
        else f'Please look at "{mark.medium}" of staff "{person.key}" in desk.yaml. It is tried again after a day.'
    )
    ways = [_BY[medium] for medium in Medium if medium is not mark.medium and person.address(medium)]
    left = f"Other ways that desk.yaml knows: {', '.join(ways)}." if ways else "desk.yaml knows no other way to them."
    told = "They have been told by mail." if person.mail else "They have no mail address: please tell them."
    text = f"{person.name} ({person.key}) is on call within a day, and gets no {by}: {mark.why}."
    return subject, f"{text}\n\n{what_now}\n{left} {told}\n\n-- \n{desk.name}\n"


def letter_to_person(desk: Desk, mark: Mark, person: Responder) -> tuple[str, str]:
    """Return subject and text of what somebody on shift is told."""
    by = _BY[mark.medium]
    what_now = (
        f"Text START from {mark.address} to the pager's number, and pages reach you again."
        if mark.flag is Flag.OPTED_OUT
        else "Please have your number put right in desk.yaml."
    )
    text = (
        f"{person.name}, you are on call within a day, and pages do not reach you by {by}: {mark.why}.\n\n{what_now}\n"
    )
    return f"Pages do not reach you by {by}", f"{text}\n-- \n{desk.name}\n"


def doubts(
    desk: Desk, people: Iterable[str], marks: Iterable[Mark], now: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what `deskbot oncall check` says of the numbers of people: those not used, and those never verified.

    Args:
        desk: the desk's policy.
        people: keys of those who are on call in the time that is looked at.
        marks: all that is known of numbers.
        now: the present moment.
    """
    known = {(mark.address, mark.medium): mark for mark in marks}
    flagged: list[str] = []
    unverified: list[str] = []
    for key in dict.fromkeys(people):
        person = desk.staff[key]
        for medium in Medium:
            address = person.address(medium)
            mark = known.get((address, medium))
            if not address or not medium.rings:
                continue
            if mark and mark.keeps_off(now):
                flagged.append(f"{person.name} is not paged by {medium}: {mark.why}")
            elif mark is None or mark.verified_at is None:
                unverified.append(f"{person.name}, {medium} to {address}")
    return tuple(flagged), tuple(unverified)
