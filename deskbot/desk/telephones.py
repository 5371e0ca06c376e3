"""The Service Desk numbers in `desk.yaml`: one for a region, or a list of them by hours."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time

from yaml.nodes import SequenceNode

from deskbot.desk.numbers import DEFAULT_REGION, DeskNumber, NumberHours, Numbers
from deskbot.desk.positions import Problems, Section, compose, once
from deskbot.desk.values import clock_time, closing_time, told_phone, weekdays, zone
from deskbot.errors import did_you_mean

NUMBER_KEYS = ("number", "days", "from", "to", "zone")
_HOURS = ("days", "from", "to", "zone")
_LIKE = '"+1 512 555 0100"'


def read_numbers(section: Section) -> Numbers:
    """Read the section, and report what is wrong with it."""
    if DEFAULT_REGION not in section.keys:
        section.lacks(DEFAULT_REGION, f"{DEFAULT_REGION}: {_LIKE}")
    once(section)
    for region in section.keys:
        # As the directory keeps a reseller's; in any case, as both are compared so.
        if (kept := " ".join(region.split())) != region or not kept:
            like = f'"{kept}"' if kept else "emea"
            section.wrong(region, f' has the region "{region}", which no reseller can have; write it like: {like}')
    return {region.casefold(): _of_region(section, region) for region in section.keys}


def idle_regions(text: str, filename: str, known: Collection[str]) -> list[str]:
    """Return what is said of regions whose number nobody is ever told, as no reseller has them, each with its line.

    Args:
        text: a file that can be read as the desk's policy.
        filename: how messages name it.
        known: the regions that resellers have; where there is none nothing is said.
    """
    problems = Problems(filename)
    section = Section(compose(text, problems), "the file", problems).section("service_desk_numbers")
    theirs = {" ".join(one.split()).casefold() for one in known} - {""}
    for region in section.keys if theirs else ():
        if region.casefold() not in {DEFAULT_REGION, *theirs}:
            mend = did_you_mean(region, theirs) or "; give it to a reseller, or remove it"
            section.wrong(region, f' has the region "{region}", which no reseller of the directory has{mend}')
    return str(problems.error()).splitlines() if problems else []


def _of_region(section: Section, region: str) -> tuple[DeskNumber, ...]:
    if not isinstance(section.value(region), SequenceNode):
        number = section.must(region, told_phone, "", f"{region}: {_LIKE}")
        return (DeskNumber(number=number),) if number else ()
    entries = list(section.items(region, f'number of "{region}", item'))
    found = [_entry(one) for one in entries]
    if not found:
        section.wrong(region, f": {region} has an empty list; write it like: {region}: {_LIKE}")
        return ()
    if region.casefold() == DEFAULT_REGION and found[-1].hours is not None:
        section.wrong(region, f": the last number of {region} must have no hours, as some number is always told")
    for one, entry in zip(found[:-1], entries, strict=False):
        if one.hours is None:
            entry.wrong("number", ": without hours it is always the right one, and those below it never are")
    return tuple(found)


def _entry(entry: Section) -> DeskNumber:
    entry.only(*NUMBER_KEYS)
    number = entry.must("number", told_phone, "", f"number: {_LIKE}")
    if not any(key in entry.keys for key in _HOURS):
        return DeskNumber(number=number)
    if entry.empty("days"):
        entry.lacks("days", "days: [monday..friday]")
    hours = NumberHours(
        zone=entry.must("zone", zone, "UTC", "zone: Europe/London"),
        days=frozenset[int]().union(*entry.each("days", weekdays)),
        begins=entry.must("from", clock_time, time(0), 'from: "08:00"'),
        ends=entry.must("to", closing_time, time(0), 'to: "18:00"'),
    )
    return DeskNumber(number=number, hours=hours)
