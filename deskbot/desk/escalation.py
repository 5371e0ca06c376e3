"""The parts of `desk.yaml` that ring phones: staff, policies, severities. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from deskbot.desk import CallAgain, Level, Policy, Responder, SeverityRule, Turn, When
from deskbot.desk.positions import Section, known_are, once
from deskbot.desk.roster import Schedule
from deskbot.desk.values import at_most, choice, count, duration, mail, phone, reference, slack_user, telegram_user
from deskbot.desk.values import text as words
from deskbot.model.case import Severity
from deskbot.model.page import Medium

STAFF_KEYS = ("name", "mail", "sms", "voice", "slack", "telegram", "rules")
RULE_KEYS = ("by", "after")
POLICY_KEYS = ("levels", "repeat", "acknowledgements", "silent_after", "call_again", "fallback")
CALL_AGAIN_KEYS = ("times", "every")
LEVEL_KEYS = ("delay", "schedule", "people", "media")
FALLBACK_KEYS = ("mail",)
SEVERITY_KEYS = ("page", "policy", "tiers")

LONGEST_DELAY = timedelta(days=1)
"""Whoever is next is not kept from an urgent ticket for longer."""

_LEVEL = "{delay: 5m, schedule: primary, media: [sms]}"
_ANSWERED_FROM = {Medium.SMS: "sms number", Medium.SLACK: "slack account", Medium.TELEGRAM: "telegram account"}
"""By whose address an answer is known as theirs."""
_RULES = {
    Severity.S1: "{page: always, policy: urgent}",
    Severity.S2: "{page: support-hours, policy: urgent}",
    Severity.S3: "{page: never}",
    Severity.S4: "{page: never}",
}

# What stands in for a value that was reported as wrong: the desk that is made of it is never handed out.
_NO_DELAY = timedelta(0)


def read_staff(section: Section, own: Collection[str]) -> dict[str, Responder]:
    """Read everybody who can be paged; `own` are the addresses that open tickets."""
    staff: dict[str, Responder] = {}
    by_address: dict[tuple[str, str], str] = {}
    entries = list(section.sections("staff"))
    called = {key.casefold(): key for key, _ in reversed(entries)}
    for key, entry in entries:
        person = staff[key] = _responder(key, entry.only(*STAFF_KEYS))
        refuse_own(entry, "mail", person.mail, own)
        for medium, what in _ANSWERED_FROM.items():
            address = person.address(medium)
            other = by_address.setdefault((medium, address), key) if address else key
            if other != key:
                says = f' has the {what} of "{other}", so that their answers could not be told apart'
                entry.wrong(medium, f"{says}; give each their own")
        # Commands, calendars and a page that is handed over name people by either.
        for other in sorted({called.setdefault(word.casefold(), key) for word in (key, person.name)} - {key}):
            says = f' is called like "{other}", so that one would be paged for the other'
            entry.wrong("name", f"{says}; give each a name of their own")
    return staff


def _responder(key: str, entry: Section) -> Responder:
    # A wrong number stays as it was written, so that it is reported once, and not again as a missing one.
    person = Responder(
        key=key,
        name=entry.must("name", words, key, "name: Ana Ruiz"),
        mail=entry.read("mail", mail, entry.raw("mail")),
        sms=entry.read("sms", phone, entry.raw("sms")),
        voice=entry.read("voice", phone, entry.raw("voice")),
        slack=entry.read("slack", slack_user, entry.raw("slack")),
        telegram=entry.read("telegram", telegram_user, entry.raw("telegram")),
        rules=tuple(_turn(rule.only(*RULE_KEYS)) for rule in entry.items("rules", "rule")),
    )
    for turn in person.rules:
        if not person.address(turn.medium):
            what = "number for it" if turn.medium.rings else "address"
            entry.wrong("rules", f' has a rule by {turn.medium}, but no {what}; add "{turn.medium}"')
    media = [turn.medium for turn in person.rules]
    for twice in sorted({medium for medium in media if media.count(medium) > 1}):
        says = f' has two rules by {twice}; keep one ("call_again" and "repeat" of a policy make it try again)'
        entry.wrong("rules", says)
    if entry.present and not any(person.address(medium) for medium in Medium):
        entry.wrong("", ' cannot be reached; give them "sms", "voice", "slack", "telegram" or "mail"')
    return person


def _turn(entry: Section) -> Turn:
    return Turn(
        entry.must("by", choice(Medium), None, "by: sms") or Medium.SMS, entry.read("after", duration, timedelta())
    )


def refuse_own(entry: Section, key: str, address: str, own: Collection[str]) -> None:
    """Report an address to which we write and that opens tickets: our own mail would come back as one."""
    if address.casefold() in own:
        entry.wrong(key, f': {key} "{address}" opens tickets, so our own mail would become one; take another address')


def read_policies(
    section: Section,
    staff: Mapping[str, Responder],
    schedules: Mapping[str, Schedule],
    own: Collection[str],
    *,
    notified: bool,
) -> dict[str, Policy]:
    """Read the escalation policies; `notified` says whether the desk itself hears when nobody answers."""
    policies: dict[str, Policy] = {}
    for key, entry in section.sections("policy"):
        policy = policies[key] = Policy(
            key=key,
            levels=_levels(entry.only(*POLICY_KEYS), staff, schedules),
            repeat=entry.read("repeat", count(0, 100), 0),
            acknowledgements=entry.read("acknowledgements", count(1, 20), 1),
            silent_after=entry.read("silent_after", duration, None),
            call_again=_call_again(entry.section("call_again", f"{entry.called} call_again").only(*CALL_AGAIN_KEYS)),
            fallback_mail=_fallback(entry, own, notified=notified),
        )
        _check_wanted(entry, policy, schedules)
    return policies


def _check_wanted(entry: Section, policy: Policy, schedules: Mapping[str, Schedule]) -> None:
    """Report a policy that wants more people than could ever come."""
    used = [schedules[level.schedule] for level in policy.levels if level.schedule]
    if any(layer.calendar for schedule in used for layer in schedule.layers):
        return  # whom a calendar names, this file does not know
    people = {key for level in policy.levels for key in level.people}.union(*(one.people for one in used))
    if policy.acknowledgements > max(1, len(people)):
        says = f': acknowledgements "{policy.acknowledgements}": the levels name no more than {len(people)} people'
        entry.wrong("acknowledgements", f"{says}, so that nobody could end the page; name more, or want fewer")


def _call_again(entry: Section) -> CallAgain:
    return CallAgain(times=entry.read("times", count(0, 20), 0), every=entry.read("every", duration, CallAgain().every))


def _fallback(entry: Section, own: Collection[str], *, notified: bool) -> str:
    like = "mail: lead@desk.example"
    if entry.value("fallback") is None and not notified:
        entry.lacks("fallback", f"fallback: {{{like}}}, who is told when nobody answers")
    section = entry.section("fallback", f"{entry.called} fallback").only(*FALLBACK_KEYS)
    address = section.must("mail", mail, "", like)
    refuse_own(section, "mail", address, own)
    return address


def _levels(entry: Section, staff: Mapping[str, Responder], schedules: Mapping[str, Schedule]) -> tuple[Level, ...]:
    if entry.empty("levels"):
        entry.wrong("levels", f" has no levels; add at least one, like: {_LEVEL}")
    return tuple(_level(level.only(*LEVEL_KEYS), staff, schedules) for level in entry.items("levels", "level"))


def _level(entry: Section, staff: Mapping[str, Responder], schedules: Mapping[str, Schedule]) -> Level:
    level = Level(
        delay=entry.must("delay", at_most(LONGEST_DELAY, "1d"), _NO_DELAY, "delay: 5m"),
        media=tuple(dict.fromkeys(entry.each("media", choice(Medium)))),
        schedule=entry.read("schedule", reference("the schedule", schedules), ""),
        people=tuple(dict.fromkeys(entry.each("people", reference("the responder", staff)))),
    )
    if entry.value("schedule") is None and entry.empty("people"):
        entry.wrong("people", f" pages nobody; name a schedule or people, like: {_LEVEL}")
    _check_reach(entry, level, staff, schedules)
    return level


def _check_reach(
    entry: Section, level: Level, staff: Mapping[str, Responder], schedules: Mapping[str, Schedule]
) -> None:
    """Report everybody whom a level cannot reach: they would never hear of a page."""
    scheduled = schedules[level.schedule].people if level.schedule else ()
    for key in dict.fromkeys((*level.people, *scheduled)):
        if not level.reaches(staff[key]):
            by = " or ".join(level.may_page_by)
            says = f' pages "{key}" by {by}, for which staff "{key}" has no number or address'
            entry.wrong("media", f"{says}; add one there, or another medium here")
        first = min((turn.after for turn in staff[key].turns), default=_NO_DELAY)
        if not level.media and _NO_DELAY < level.delay <= first:
            says = f' is over before "{key}" is paged at all, by the first of their rules'
            entry.wrong("delay", f"{says}; make its delay longer than {first.total_seconds():.0f} s, or theirs shorter")


def read_severities(
    section: Section, policies: Mapping[str, Policy], tiers: Collection[str], *, hours: bool
) -> dict[Severity, SeverityRule]:
    """Read what the pager does about each severity.

    Args:
        section: where it stands.
        policies: by key.
        tiers: of resellers, as `sla` names them, in lower case.
        hours: whether the file has support hours.
    """
    section.only(*(severity.value for severity in Severity))
    for severity in Severity:
        if section.value(severity) is None:
            section.lacks(severity, f"{severity}: {_RULES[severity]}")
    return {
        severity: _rule(
            severity, section.section(severity, severity.value).only(*SEVERITY_KEYS), policies, tiers, hours=hours
        )
        for severity in Severity
    }


def _rule(
    severity: Severity, entry: Section, policies: Mapping[str, Policy], tiers: Collection[str], *, hours: bool
) -> SeverityRule:
    page = entry.must("page", choice(When), None, "page: never")
    policy = entry.read("policy", reference("the policy", policies), "")
    by_tier = _by_tier(entry.section("tiers", f"{severity} tiers"), page, tiers, hours=hours)
    if {page, *by_tier.values()} & {When.ALWAYS, When.SUPPORT_HOURS} and entry.value("policy") is None:
        entry.lacks("policy", "policy: urgent")
    if page is When.SUPPORT_HOURS and not hours:
        entry.wrong("page", _NO_HOURS.format(key="page"))
    # That an urgent ticket rings a phone is a promise of deskbot, which no file takes back.
    if severity is Severity.S1 and page in (When.SUPPORT_HOURS, When.NEVER):
        entry.wrong("page", f" is critical and must be paged at any hour; write: {_RULES[severity]}")
    elif severity.urgent and page is When.NEVER:
        entry.wrong("page", f" is urgent and must be paged at least in support hours; write: {_RULES[severity]}")
    return SeverityRule(page=page or When.ALWAYS, policy=policy, tiers=by_tier)


def _by_tier(section: Section, page: When | None, tiers: Collection[str], *, hours: bool) -> dict[str, When]:
    """Read for which tiers a severity is paged otherwise: sooner, as no tier may make an urgent ticket wait."""
    once(section)
    found: dict[str, When] = {}
    for key in section.keys:
        when = section.must(key, choice(When), None, f"{key}: always")
        if key.casefold() not in tiers:
            section.wrong(key, f' names the tier "{key}", of which sla says nothing{known_are(key.casefold(), tiers)}')
        if when is When.SUPPORT_HOURS and not hours:
            section.wrong(key, _NO_HOURS.format(key=key))
        if when and page and page.sooner(when):
            section.wrong(key, f': "{when}" is later than page: {page}; a tier can only be paged sooner, remove it')
        found[key.casefold()] = when or When.ALWAYS
    return found


_NO_HOURS = " is paged in support hours, but there are none; add support_hours, or write: {key}: always"
