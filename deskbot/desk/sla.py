"""The part of `desk.yaml` that says how soon resellers hear from a person. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from yaml.nodes import ScalarNode

from deskbot.desk import Policy, SeverityRule
from deskbot.desk.escalation import refuse_own
from deskbot.desk.positions import Section, once
from deskbot.desk.promises import ALWAYS, LONGEST, BusinessHours, SlaAlarms, Target
from deskbot.desk.roster import WeekSpan
from deskbot.desk.schedules import HOLIDAY_KEYS, ONLY_KEYS, read_holidays, read_spans
from deskbot.desk.values import choice, day, duration, mail, reference, share_or_duration, zone
from deskbot.model.case import Severity

HOURS_KEYS = ("zone", "hours", "holidays", "closed")
TIER_KEYS = ("hours", *(severity.value for severity in Severity))
TARGET_KEYS = ("within", "hours")
ALARM_KEYS = ("warn", "page", "policy", "mail")

BUSINESS_HOURS_KEYS = (*HOURS_KEYS, *ONLY_KEYS, *HOLIDAY_KEYS)
SLA_KEYS = (*TIER_KEYS, *TARGET_KEYS)

_NAME = re.compile(r"[^\s;=]+")
_HOURS = '{days: [monday..friday], from: "09:00", to: "17:00"}'
_ONE_MINUTE, _ONE_HOUR = timedelta(minutes=1), timedelta(hours=1)
_ONE_DAY = timedelta(days=1)
_WEEKS_A_YEAR = 52


def read_business_hours(section: Section) -> dict[str, BusinessHours]:
    """Read when time counts towards targets."""
    found: dict[str, BusinessHours] = {}
    for key, entry in section.sections("business_hours"):
        entry.only(*HOURS_KEYS)
        if key == ALWAYS:
            entry.wrong("", f' takes a name that stands for every hour already; call it something else than "{ALWAYS}"')
        if not _NAME.fullmatch(key):
            entry.wrong(
                "", ' has a blank, ";" or "=" in its name, so that the directory could not name it; take another'
            )
        if entry.empty("hours"):
            entry.lacks("hours", f"hours: [{_HOURS}]")
        weekly = [
            span for one in entry.items("hours", f"{entry.called} hours") for span in _spans(one.only(*ONLY_KEYS))
        ]
        found[key] = BusinessHours(
            key=key,
            zone=entry.must("zone", zone, "", "zone: America/Chicago"),
            weekly=tuple(weekly),
            holidays=read_holidays(entry),
            closed=frozenset(entry.each("closed", day)),
        )
    return found


def _spans(entry: Section) -> Iterable[WeekSpan]:
    """Read hours that count; those that end when they begin are a day's or none, and nobody knows which."""
    if "from" in entry.keys and entry.raw("from") == entry.raw("to"):
        entry.wrong("to", ' ends when it begins; write another time, or leave "from" and "to" out for whole days')
    return read_spans(entry)


def read_sla(section: Section, hours: Mapping[str, BusinessHours]) -> dict[str, dict[Severity, Target]]:
    """Read the targets by tier; `hours` are the business hours that they may name."""
    once(section)
    tiers: dict[str, dict[Severity, Target]] = {}
    for tier, entry in section.sections("sla"):
        entry.only(*TIER_KEYS)
        usual = _hours(entry, hours, "")
        targets = {severity: _target(entry, severity, usual, hours) for severity in Severity}
        tiers[tier.casefold()] = {severity: target for severity, target in targets.items() if target is not None}
    return tiers


def _hours(entry: Section, known: Mapping[str, BusinessHours], usual: str) -> str:
    named = entry.read("hours", reference("the business hours", (*known, ALWAYS)), usual)
    return "" if named == ALWAYS else named


def _target(tier: Section, severity: Severity, usual: str, known: Mapping[str, BusinessHours]) -> Target | None:
    """Read one target: a duration, or a duration with business hours of its own."""
    node = tier.value(severity)
    if node is None:
        return None
    if isinstance(node, ScalarNode):
        entry, key, hours = tier, severity.value, usual
        within = entry.read(key, duration, None)
    else:
        entry, key = tier.section(severity, f"{tier.called} {severity}").only(*TARGET_KEYS), "within"
        hours = _hours(entry, known, usual)
        within = entry.must(key, duration, None, "within: 4h")
    if within is None:
        return None
    if within > LONGEST:
        entry.wrong(key, f": {severity} {entry.raw(key)} is longer than {LONGEST.days}d, so it promises nothing")
    elif hours and "d" in entry.raw(key):
        # Two days of nine to five are 16 hours, and not 48: who writes days here means the former.
        says = (
            f': {severity} "{entry.raw(key)}" would be {within // _ONE_HOUR} hours of "{hours}", as a day is 24 hours'
        )
        entry.wrong(key, f"{says}; write the hours that you mean, like: {within // _ONE_DAY * 8}h")
    elif hours and known[hours].weekly and within > _WEEKS_A_YEAR * known[hours].weekly_time:
        minutes = known[hours].weekly_time // _ONE_MINUTE
        says = f': {severity} "{entry.raw(key)}" is more than a year of "{hours}", which has {minutes} minutes a week'
        entry.wrong(key, f"{says}; write less, or other hours")
    return Target(within, hours)


def read_alarms(
    section: Section,
    policies: Mapping[str, Policy],
    severities: Mapping[Severity, SeverityRule],
    own: Collection[str],
) -> SlaAlarms:
    """Read what happens when a promise is about to be broken, and when it is; `own` are addresses that open tickets."""
    section.only(*ALARM_KEYS)
    usual = SlaAlarms()
    policy = section.read("policy", reference("the policy", policies), "")
    page = usual.page if section.value("page") is None else frozenset(section.each("page", choice(Severity)))
    for severity in sorted(page) if section.value("page") and not policy else ():
        if not severities[severity].policy:
            says = f" pages for {severity}, which has no policy of its own; name one that is for all of them"
            section.wrong("page", f"{says}, like: policy: {next(iter(policies), 'urgent')}")
    address = section.read("mail", mail, section.raw("mail"))
    refuse_own(section, "mail", address, own)
    warn = section.read("warn", share_or_duration, usual.warn_share)
    return SlaAlarms(
        warn_share=warn if isinstance(warn, float) else usual.warn_share,
        warn_before=warn if isinstance(warn, timedelta) else None,
        page=page,
        policy=policy,
        mail=address,
    )
