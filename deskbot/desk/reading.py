"""From the text of `desk.yaml` to a Desk, or to all that is wrong with it, each problem with its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta

from deskbot.desk import (
    LINKS,
    Burst,
    Canary,
    CanaryAnswer,
    Desk,
    Expired,
    Keeping,
    Quiet,
    Silence,
    SupportHours,
    Switch,
    Unproven,
    crowds,
    escalation,
    schedules,
    sla,
    telephones,
)
from deskbot.desk.numbers import DEFAULT_REGION
from deskbot.desk.positions import Problems, Section, compose
from deskbot.desk.values import (
    at_least,
    choice,
    clock_time,
    closing_time,
    count,
    duration,
    link,
    mail,
    weekdays,
    zone,
)
from deskbot.desk.values import text as words
from deskbot.model.case import Severity

LEAST_KEPT = timedelta(days=30)
"""Nothing that people may still ask for is forgotten sooner, by a slip of the pen."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "desk": ("name", "addresses", "notify", "zone"),
    "service_desk_numbers": (DEFAULT_REGION, *telephones.NUMBER_KEYS),
    "staff": escalation.STAFF_KEYS,
    "schedules": (
        *schedules.SCHEDULE_KEYS,
        *schedules.LAYER_KEYS,
        *schedules.HANDOFF_KEYS,
        *schedules.ONLY_KEYS,
        *schedules.HOLIDAY_KEYS,
    ),
    "policies": (*escalation.POLICY_KEYS, *escalation.LEVEL_KEYS, *escalation.FALLBACK_KEYS),
    "severities": (*(severity.value for severity in Severity), *escalation.SEVERITY_KEYS),
    "support_hours": ("zone", "days", "from", "to"),
    "business_hours": sla.BUSINESS_HOURS_KEYS,
    "sla": sla.SLA_KEYS,
    "sla_alarms": sla.ALARM_KEYS,
    "unproven": ("pages_per_hour", "answers_per_hour"),
    "silence": ("remind_after", "reminders", "close_after"),
    "quiet": ("resolved_closes_after", "reopen_within"),
    "retention": ("originals", "filed", "audit"),
    "burst": ("within", "tickets"),
    "canary": ("every", "within", "answer"),
    "limits": crowds.LIMIT_KEYS,
    "bundle": crowds.BUNDLE_KEYS,
    "countries": crowds.COUNTRY_KEYS,
    "entitlement": ("expired",),
    "links": LINKS,
    "rating": (),
}
"""The file's sections, each with every key that may stand in it, beside the names that the desk gives."""

_NEEDED = {
    "desk": "desk: {name: …, addresses: […], zone: …}",
    "service_desk_numbers": 'service_desk_numbers: {default: "+1 512 555 0100"}',
    "staff": 'staff: {ana: {name: Ana Ruiz, sms: "+1 512 555 0110"}}',
    "policies": "policies: {urgent: {levels: […]}}",
    "severities": "severities: {S1: {page: always, policy: urgent}, …}",
}


def read_desk(text: str, filename: str = "desk.yaml") -> Desk:
    """Read the desk's policy.

    Args:
        text: the file's content.
        filename: how messages name the file.

    Raises:
        ConfigurationError: the file is wrong; its text has one line for each problem, in the file's order:
            "desk.yaml:41: what is wrong; what to do".
    """
    problems = Problems(filename)
    node = compose(text, problems, empty="the file is empty; have deskbot init write one")
    file = Section(node, "the file", problems).only(*KEYS)
    for key, like in _NEEDED.items():
        if file.value(key) is None:
            file.lacks(key, like)
    desk = _desk(file)
    if problems:
        raise problems.error()
    return replace(desk, text=text)


def _desk(file: Section) -> Desk:
    head = file.section("desk").only(*KEYS["desk"])
    addresses = _addresses(head)
    own = {address.casefold() for address in addresses}
    notify = head.read("notify", mail, head.raw("notify"))
    escalation.refuse_own(head, "notify", notify, own)
    staff = escalation.read_staff(file.section("staff"), own)
    on_call = schedules.read_schedules(file.section("schedules"), staff)
    policies = escalation.read_policies(file.section("policies"), staff, on_call, own, notified=bool(notify))
    support_hours = _support_hours(file.section("support_hours"))
    hours = sla.read_business_hours(file.section("business_hours"))
    promised = sla.read_sla(file.section("sla"), hours)
    severities = escalation.read_severities(
        file.section("severities"), policies, promised, hours=file.value("support_hours") is not None
    )
    return Desk(
        name=head.must("name", words, "", "name: Example Service Desk"),
        addresses=addresses,
        notify=notify,
        zone=head.must("zone", zone, "", "zone: America/Chicago"),
        numbers=telephones.read_numbers(file.section("service_desk_numbers")),
        staff=staff,
        schedules=on_call,
        policies=policies,
        severities=severities,
        support_hours=support_hours,
        business_hours=hours,
        sla=promised,
        sla_alarms=sla.read_alarms(file.section("sla_alarms"), policies, severities, own),
        unproven=_unproven(file.section("unproven")),
        silence=_silence(file.section("silence")),
        quiet=_quiet(file.section("quiet")),
        keeping=_keeping(file.section("retention")),
        burst=_burst(file.section("burst")),
        canary=_canary(file.section("canary")),
        limits=crowds.read_limits(file.section("limits")),
        bundle=crowds.read_bundle(file.section("bundle")),
        countries=crowds.read_countries(file.section("countries")),
        expired=file.section("entitlement").only(*KEYS["entitlement"]).read("expired", choice(Expired), Expired.MARK),
        rating=file.read("rating", choice(Switch), Switch.ON) is Switch.ON,
        links=_links(file.section("links")),
    )


def _addresses(head: Section) -> tuple[str, ...]:
    if head.empty("addresses"):
        head.lacks("addresses", "addresses: [support@desk.example]")
    return head.each("addresses", mail)


def _support_hours(section: Section) -> SupportHours | None:
    section.only(*KEYS["support_hours"])
    if section.empty("days"):
        section.lacks("days", "days: [monday..friday]")
    opens = section.must("from", clock_time, None, 'from: "07:00"')
    closes = section.must("to", closing_time, None, 'to: "19:00"')
    if opens is not None and closes is not None and time(0) != closes <= opens:
        section.wrong(
            "to",
            ': to must be after from; hours end on the day on which they begin, at "24:00" at the latest',
        )
    hours = SupportHours(
        zone=section.must("zone", zone, "", "zone: America/Chicago"),
        days=frozenset[int]().union(*section.each("days", weekdays)),
        opens=opens or time(0),
        closes=closes or time(0),
    )
    return hours if section.present else None


def _unproven(section: Section) -> Unproven:
    section.only(*KEYS["unproven"])
    usual = Unproven()
    return Unproven(
        pages_per_hour=section.read("pages_per_hour", count(0, 10_000), usual.pages_per_hour),
        answers_per_hour=section.read("answers_per_hour", count(0, 10_000), usual.answers_per_hour),
    )


def _silence(section: Section) -> Silence:
    section.only(*KEYS["silence"])
    usual = Silence()
    return Silence(
        remind_after=section.read("remind_after", duration, usual.remind_after),
        reminders=section.read("reminders", count(0, 100), usual.reminders),
        close_after=section.read("close_after", duration, usual.close_after),
    )


def _quiet(section: Section) -> Quiet:
    section.only(*KEYS["quiet"])
    usual = Quiet()
    return Quiet(
        resolved_closes_after=section.read("resolved_closes_after", duration, usual.resolved_closes_after),
        reopen_within=section.read("reopen_within", duration, usual.reopen_within),
    )


def _keeping(section: Section) -> Keeping:
    section.only(*KEYS["retention"])
    spans = {key: section.read(key, at_least(LEAST_KEPT, "30d"), None) for key in KEYS["retention"]}
    return Keeping(**spans)


def _burst(section: Section) -> Burst:
    section.only(*KEYS["burst"])
    usual = Burst()
    return Burst(
        within=section.read("within", duration, usual.within),
        tickets=section.read("tickets", count(2, 10_000), usual.tickets),
    )


def _canary(section: Section) -> Canary | None:
    section.only(*KEYS["canary"])
    usual = Canary(every=timedelta(minutes=10))
    canary = Canary(
        every=section.must("every", duration, usual.every, "every: 10m"),
        within=section.read("within", duration, usual.within),
        answer=section.read("answer", choice(CanaryAnswer), usual.answer),
    )
    if canary.within >= canary.every:
        section.wrong(
            "within" if "within" in section.keys else "every",
            ": within must be shorter than every, so that a round has ended when the next one begins",
        )
    return canary if section.present else None


def _links(section: Section) -> dict[str, str]:
    section.only(*KEYS["links"])
    found = {key: section.read(key, link, "") for key in section.keys if key in LINKS}
    return {key: address for key, address in found.items() if address}
